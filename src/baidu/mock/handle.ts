import { fromBase64, verify } from '#crypto'
import { readForm } from '../../codec/form.js'
import type { WireReply, WireRequest } from '../../core/transport.js'
import { fromUtf8, utf8 } from '../../crypto/bytes.js'
import type { Endpoint } from '../../mock/endpoints.js'
import type { Fault } from '../../mock/faults.js'
import { randomHex } from '../../mock/numbers.js'
import { isRefusal } from '../../mock/refusal.js'
import { findRoute, isFound } from '../../mock/routes.js'
import { type Fields, signedText } from '../canonical.js'
import { paths, signedPaths, tokenPath, tokenScope } from '../wire.js'
import { cancelOrder, findOrder } from './orders.js'
import { failed, type Handler, type Platform, vaultOf } from './platform.js'
import { applyRefund, findRefunds, revokeConsumption } from './refunds.js'
import { listBills } from './statements.js'

// Functions: a bundler cannot drop a table whose names are read from another.
const byToken = (route: string): Handler | undefined =>
  ({
    [`GET ${paths.findOrder}`]: findOrder,
    [`GET ${paths.cancelOrder}`]: cancelOrder,
    [`POST ${paths.applyRefund}`]: ((platform, asked) => applyRefund(platform, asked, 'v2')) as Handler,
    [`GET ${paths.findRefund}`]: findRefunds,
  })[route]

const bySignature = (path: string): Handler | undefined =>
  ({
    [signedPaths.syncStatus]: revokeConsumption,
    [signedPaths.applyRefund]: ((platform, asked) => applyRefund(platform, asked, 'v1')) as Handler,
  })[path as '/cashier/syncOrderStatus']

/** The older address has one path, and names what is asked for. */
const oldPath = '/nop/server/rest'
const oldMethods: Readonly<Record<string, string>> = {
  'nuomi.cashier.syncorderstatus': '/cashier/syncOrderStatus',
  'nuomi.cashier.applyorderrefund': '/cashier/applyOrderRefund',
}

/** One call: HTTP 200 and JSON, whatever is asked. Nobody signs it. */
export async function handle(platform: Platform, request: WireRequest, fault: Fault | undefined): Promise<WireReply> {
  const { witness } = platform
  if (fault === 'unavailable') return { status: 503, headers: {}, body: new Uint8Array() }
  const { pathname, origin, searchParams } = new URL(request.url)
  const bill = vaultOf(platform).bills.get(pathname.replace('/mock-bill/', ''))
  if (bill !== undefined) return { status: 200, headers: { 'content-type': 'text/csv' }, body: utf8(bill) }
  try {
    witness?.checking('form')
    const asked = fieldsIn(request, searchParams)
    if (pathname === tokenPath) return token(platform, asked, fault)
    const signed = pathname === oldPath ? (oldMethods[asked.method ?? ''] ?? '/') : pathname
    const isSigned = pathname === oldPath || pathname.startsWith('/cashier/')
    await (isSigned ? mustBeSigned(platform, asked) : mustHaveToken(platform, asked))
    witness?.checking('business')
    throwFault(fault)
    const data = await perform(platform, request, { asked, pathname: signed, isSigned, origin, searchParams })
    if (fault === 'system-error-after') throw failed('10003', '系统内部错误,请稍候重试')
    return reply({ errno: 0, msg: 'success', data })
  } catch (error) {
    if (!isRefusal(error)) throw error
    witness?.refused(error)
    const code = /^\d+$/.test(error.code) ? Number(error.code) : error.code
    // The gateway's own come in its own words.
    const own = error.code === '110' || error.code === '3'
    return reply(own ? { error_code: code, error_msg: error.message } : { errno: code, msg: error.message, data: null })
  }
}

type Asked = { asked: Fields; pathname: string; isSigned: boolean; origin: string; searchParams: URLSearchParams }

async function perform(platform: Platform, { method, headers }: WireRequest, given: Asked): Promise<unknown> {
  const { asked, pathname, isSigned, origin, searchParams } = given
  const { appKey } = platform.identity
  const own = findRoute<Endpoint>(platform.options.routes ?? {}, method, pathname)
  if (isFound(own)) {
    const encrypt = async () => {
      throw new TypeError('mockBaidu: Baidu encrypts no fields')
    }
    const { access_token: _token, ...body } = asked
    return own.handler({ method, parts: own.parts, query: searchParams, headers, body, files: [], encrypt })
  }
  if ((isSigned ? asked.appKey : asked.pmAppKey) !== appKey) throw failed('10002', '系统错误,appKey未找到')
  if (pathname === paths.fundBill && method === 'GET') return listBills(platform, asked, origin)
  const handler = isSigned ? bySignature(pathname) : byToken(`${method} ${pathname}`)
  if (handler) return handler(platform, asked)
  const advice = `add it: mockBaidu({ routes: { '${method} ${pathname}': ({ body }) => ({ … }) } })`
  throw failed('3', `The mock gateway does not play it; Baidu may have it: ${advice}.`)
}

/** Fields of the form and of the address, as Baidu reads them alike. */
function fieldsIn({ body }: WireRequest, query: URLSearchParams): Fields {
  try {
    return { ...Object.fromEntries(query), ...(body && readForm(fromUtf8(body))) }
  } catch {
    throw failed('10001', '参数错误')
  }
}

/** 获取 Access Token, by GET or POST. */
function token(platform: Platform, asked: Fields, fault: Fault | undefined): WireReply {
  const { identity, clock, witness } = platform
  witness?.checking('account')
  // As OAuth has them (RFC 6749, section 5.2).
  const refused = (error: string, words: string, status = 401) => {
    witness?.refused({ code: error, message: words })
    return reply({ error, error_description: words }, status)
  }
  if (fault !== undefined) return refused('temporarily_unavailable', 'try again later', 503)
  if (asked.client_id !== identity.clientId) return refused('invalid_client', 'unknown client id')
  if (asked.client_secret !== identity.clientSecret) return refused('invalid_client', 'Client authentication failed')
  if (asked.grant_type !== 'client_credentials' || asked.scope !== tokenScope)
    return refused('invalid_request', 'grant_type or scope is wrong', 400)
  const value = `24.${randomHex(16)}.2592000.${Math.floor(clock.now() / 1000)}.282335-17000001`
  vaultOf(platform).tokens.set(value, clock.now() + 2_592_000_000)
  return reply({ access_token: value, expires_in: 2_592_000, scope: tokenScope, refresh_token: '', session_key: '' })
}

function mustHaveToken(platform: Platform, asked: Fields): void {
  platform.witness?.checking('account')
  const until = vaultOf(platform).tokens.get(asked.access_token ?? '')
  if (until === undefined || platform.clock.now() >= until)
    throw failed('110', 'Access token invalid or no longer valid')
}

async function mustBeSigned({ identity, witness }: Platform, asked: Fields): Promise<void> {
  witness?.checking('signature')
  const text = signedText(asked)
  witness?.expected(text)
  const { algorithm, publicKey } = identity.merchant
  const signature = fromBase64(asked.rsaSign ?? '')
  if (!signature || !(await verify(algorithm, publicKey, signature, text))) throw failed('10000', '签名校验失败')
}

function throwFault(fault: Fault | undefined): void {
  if (fault === 'system-error-before') throw failed('10003', '系统内部错误,请稍候重试')
  if (fault === 'rate-limited') throw failed('5010003', '访问量超过接口最大QPS')
  if (typeof fault === 'object') throw failed(fault.code, fault.message ?? fault.code)
}

const reply = (content: object, status = 200): WireReply => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  // With blanks, so that a body that is parsed and written again is another.
  body: utf8(JSON.stringify(content, null, 1)),
})
