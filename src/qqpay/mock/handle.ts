import { md5 } from '#crypto'
import { parseXml } from '../../codec/xml.js'
import type { WireReply, WireRequest } from '../../core/transport.js'
import { fromUtf8, toLowerHex, utf8 } from '../../crypto/bytes.js'
import type { Endpoint } from '../../mock/endpoints.js'
import type { Fault } from '../../mock/faults.js'
import { isRefusal } from '../../mock/refusal.js'
import { findRoute, isFound } from '../../mock/routes.js'
import { type Fields, signedText } from '../canonical.js'
import { host, isCertified, paths } from '../wire.js'
import { microPay, reverse } from './charges.js'
import { closeOrder, orderQuery, unifiedOrder } from './orders.js'
import { failed, type Handler, mustText, type Platform } from './platform.js'
import { refund, refundQuery } from './refunds.js'
import { answer, hidden, reply, signatureOf } from './sign.js'
import { statement } from './statements.js'

const handlers: Readonly<Record<Exclude<keyof typeof paths, 'statement'>, Handler>> = {
  unifiedOrder,
  microPay,
  orderQuery,
  closeOrder,
  reverse,
  refund,
  refundQuery,
}

/**
 * One call: HTTP 200 and XML. `return_code` FAIL, unsigned, for what is not from the merchant; else signed, with `result_code` for
 * the business.
 */
export async function handle(platform: Platform, request: WireRequest, fault: Fault | undefined): Promise<WireReply> {
  const { merchantId, apiKey, witness } = platform
  if (fault === 'unavailable') return { status: 503, headers: {}, body: new Uint8Array() }
  const unread = (message: string) => {
    witness?.refused({ code: 'FAIL', message })
    return reply({ return_code: 'FAIL', return_msg: message })
  }
  witness?.checking('form')
  const asked = readRequest(request)
  if (!asked) return unread('XML格式错误')
  witness?.checking('account')
  if (asked.mch_id !== merchantId) return unread(`商户号不存在 (this mock gateway plays for merchant ${merchantId})`)
  witness?.checking('signature')
  witness?.expected(signedText(asked, hidden))
  // In either case of letters.
  if (asked.sign?.toUpperCase() !== (await signatureOf(asked, apiKey))) return unread('签名错误')
  witness?.checking('business')
  try {
    throwFault(fault)
    if (new URL(request.url).pathname === paths.statement) return await statement(platform, asked)
    const done = await perform(platform, request, asked)
    if (fault === 'system-error-after') throw failed('SYSTEMERROR', '系统错误')
    return await answer(platform, asked, { result_code: 'SUCCESS', ...done }, fault)
  } catch (error) {
    if (!isRefusal(error)) throw error
    witness?.refused(error)
    const said = { result_code: 'FAIL', err_code: error.code, err_code_des: error.message }
    return answer(platform, asked, said, fault)
  }
}

async function perform(platform: Platform, request: WireRequest, asked: Fields): Promise<Fields> {
  const { origin, pathname } = new URL(request.url)
  mustText(asked, 'nonce_str', 32)
  if (asked.appid && asked.appid !== platform.appId) throw failed('APPID_MCHID_NOT_MATCH', 'appid和mch_id不匹配')
  const own = findRoute<Endpoint>(platform.options.routes ?? {}, 'POST', pathname)
  if (isFound(own)) {
    const encrypt = async () => {
      throw new TypeError('mockQqpay: QQ Wallet encrypts no fields')
    }
    const { parts } = own
    const { headers } = request
    const told = await own.handler({
      method: 'POST',
      parts,
      query: new URLSearchParams(),
      headers,
      body: asked,
      files: [],
      encrypt,
    })
    return told as Fields
  }
  const name = (Object.keys(handlers) as (keyof typeof handlers)[]).find((each) => paths[each] === pathname)
  if (!name) {
    const advice = `add it: mockQqpay({ routes: { 'POST ${pathname}': ({ body }) => ({ … }) } })`
    throw failed('NOT_PLAYED_BY_MOCK', `The mock gateway does not play it; QQ Wallet may have it: ${advice}.`)
  }
  if (isCertified(pathname)) mustBeOperator(platform, origin, asked)
  return handlers[name](platform, asked)
}

/**
 * Where money goes back: the host that asks for the client certificate, which a server at the end of TLS alone can see, and the
 * operator's password. Both codes are unconfirmed.
 */
function mustBeOperator({ operatorPassword }: Platform, origin: string, asked: Fields): void {
  if (origin === host) throw failed('CERT_ERROR', '证书错误')
  mustText(asked, 'op_user_id', 32)
  if (asked.op_user_passwd?.toLowerCase() !== toLowerHex(md5(utf8(operatorPassword))))
    throw failed('NOAUTH', '操作员密码错误')
}

function throwFault(fault: Fault | undefined): void {
  if (fault === 'system-error-before') throw failed('SYSTEMERROR', '系统错误')
  if (fault === 'rate-limited') throw failed('FREQUENCY_LIMITED', '频率超限')
  if (typeof fault === 'object') throw failed(fault.code, fault.message ?? fault.code)
}

function readRequest({ method, body }: WireRequest): Fields | undefined {
  try {
    return method === 'POST' && body ? parseXml(fromUtf8(body)) : undefined
  } catch {
    return undefined
  }
}
