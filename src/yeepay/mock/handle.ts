import type { WireReply, WireRequest } from '../../core/transport.js'
import type { Endpoint } from '../../mock/endpoints.js'
import type { Fault } from '../../mock/faults.js'
import { isRefusal, type Refusal } from '../../mock/refusal.js'
import { findRoute, isFound } from '../../mock/routes.js'
import { header, paths } from '../wire.js'
import { listed, listingAt } from './certificates.js'
import { payByCode } from './charges.js'
import { type Checked, checkRequest } from './check-request.js'
import { cashierOrder, close, closePrePaid, orderQuery, payLink, prePay } from './orders.js'
import { failed, type Handler, type Platform, refused, unconfirmedOf } from './platform.js'
import { refund, refundEnd, refundQuery, refundSupply } from './refunds.js'
import { answer } from './sign.js'
import { statement } from './statements.js'

const handlers: Readonly<Record<string, Handler>> = {
  [`POST ${paths.prePay}`]: prePay,
  [`POST ${paths.payLink}`]: payLink,
  [`POST ${paths.pay}`]: payByCode,
  [`POST ${paths.closePrePaid}`]: closePrePaid,
  [`POST ${paths.cashier}`]: cashierOrder,
  [`GET ${paths.query}`]: orderQuery,
  [`POST ${paths.close}`]: close,
  [`POST ${paths.refund}`]: refund,
  [`GET ${paths.refundQuery}`]: refundQuery,
  [`POST ${paths.refundSupply}`]: refundSupply,
  [`POST ${paths.refundEnd}`]: refundEnd,
}

/** One call. What the platform refuses is HTTP 500 with code and sub code, what the business refuses HTTP 200 with a code in `result`. */
export async function handle(platform: Platform, request: WireRequest, fault: Fault | undefined): Promise<WireReply> {
  const { witness } = platform
  if (fault === 'unavailable') return { status: 503, headers: {}, body: new Uint8Array() }
  const how = {
    requestId: request.headers[header.requestId],
    signs: fault !== 'unsigned',
    ...(fault === 'wrong-signature' && { by: platform.stranger }),
  }
  try {
    const checked = await checkRequest(platform, request)
    witness?.checking('fault')
    throwFault(fault)
    if (platform.certificates && `${checked.method} ${checked.path}` === `GET ${paths.certificates}`) {
      const now = platform.clock.now()
      const by = how.by ?? listingAt(platform.certificates, now).party
      return answer(platform, { result: listed(platform.certificates, now) }, { ...how, by })
    }
    const result = await perform(platform, checked, request)
    if (fault === 'system-error-after') throw systemError()
    return result.file ?? (await answer(platform, { result: result.told }, how))
  } catch (error) {
    if (!isRefusal(error)) throw error
    witness?.refused(error)
    if (!ofPlatform(error)) return answer(platform, { result: { code: error.code, message: error.message } }, how)
    const { subCode } = (error.detail ?? { subCode: error.code }) as { subCode: string }
    const said = {
      requestId: how.requestId,
      code: /^\d+$/.test(error.code) ? error.code : '40044',
      message: error.message,
      subCode,
      subMessage: error.message,
      docUrl: `https://open.yeepay.com/docs/platform/errcode?subCode=${subCode}`,
    }
    const signs = how.signs && !unconfirmedOf(platform).refusesUnsigned
    return answer(platform, said, { ...how, signs, status: 500 })
  }
}

/** By its table, or one that a test makes up in its words. */
const ofPlatform = ({ detail, code }: Refusal): boolean => detail !== undefined || /^(isv|isp|sys)\./.test(code)

type Done = { readonly told?: object; readonly file?: WireReply }

async function perform(platform: Platform, checked: Checked, request: WireRequest): Promise<Done> {
  const { witness } = platform
  const { method, path } = checked
  witness?.checking('endpoint')
  const own = findRoute<Endpoint>(platform.options.routes ?? {}, method, path)
  if (isFound(own)) {
    witness?.checking('business')
    const encrypt = async () => {
      throw new TypeError('mockYeepay: fields are not encrypted here')
    }
    const told = await own.handler({
      method,
      parts: own.parts,
      query: new URLSearchParams(method === 'GET' ? checked.fields : {}),
      headers: request.headers,
      body: { ...(checked.json ?? checked.fields) },
      files: [],
      encrypt,
    })
    return { told: told as object }
  }
  const route = `${method} ${path}`
  if (route === `GET ${paths.statement}`) {
    witness?.checking('business')
    return { file: statement(platform, checked) }
  }
  const handler = Object.hasOwn(handlers, route) ? handlers[route] : undefined
  if (!handler) {
    const advice = `add it: mockYeepay({ routes: { '${route}': ({ body }) => ({ … }) } })`
    throw failed('NOT-PLAYED-BY-MOCK', `The mock gateway does not play it; YeePay may have it: ${advice}.`)
  }
  witness?.checking('business')
  return { told: handler(platform, checked) }
}

const systemError = () => refused('40020', 'sys.service.unavailable', '服务不可用')

function throwFault(fault: Fault | undefined): void {
  if (fault === 'system-error-before') throw systemError()
  if (fault === 'rate-limited') throw refused('40029', 'sys.limit.rate-limit', '请求过于频繁')
  if (typeof fault === 'object') throw failed(fault.code, fault.message ?? fault.code)
}
