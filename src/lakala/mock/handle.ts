import { fromBase64, verify } from '#crypto'
import type { WireReply, WireRequest } from '../../core/transport.js'
import { rsaSha256 } from '../../crypto/algorithms.js'
import { fromUtf8 } from '../../crypto/bytes.js'
import type { Endpoint } from '../../mock/endpoints.js'
import type { Fault } from '../../mock/faults.js'
import { type Json, readJsonObject } from '../../mock/http.js'
import { isRefusal } from '../../mock/refusal.js'
import { findRoute, isFound } from '../../mock/routes.js'
import { readAuthorization, signedText } from '../canonical.js'
import { encryptedSuffix, paths, sandboxPrefix } from '../wire.js'
import { micropay, revoked } from './charges.js'
import { counterClose, counterCreate, counterQuery } from './counter.js'
import { close, preorder, tradeQuery } from './orders.js'
import { type Handler, isTold, type Platform, refused, type Told, wrong } from './platform.js'
import { olderRefund, refund, refundQuery } from './refunds.js'
import { answer, around, unsigned } from './sign.js'

const handlers: Readonly<Record<string, Handler>> = {
  [paths.preorder]: preorder,
  [paths.micropay]: micropay,
  [paths.tradeQuery]: tradeQuery,
  [paths.close]: close,
  [paths.revoked]: revoked,
  [paths.refund]: refund,
  [paths.refundQuery]: refundQuery,
  [paths.counterCreate]: counterCreate,
  [paths.counterQuery]: counterQuery,
  [paths.counterClose]: counterClose,
  '/api/v3/labs/relation/refund': olderRefund,
}

/** Of these the whole body can be encrypted. */
const encryptable: readonly string[] = [paths.preorder, paths.micropay, paths.counterCreate]

/** One call: unsigned where it is not from the merchant; else signed, HTTP 200, with the business in its code. */
export async function handle(platform: Platform, request: WireRequest, fault: Fault | undefined): Promise<WireReply> {
  const { witness } = platform
  if (fault === 'unavailable') return { status: 503, headers: {}, body: new Uint8Array() }
  const unknown = await refusedByGateway(platform, request)
  if (unknown) {
    witness?.refused(unknown)
    return unsigned(platform, unknown.code, unknown.message)
  }
  const path = new URL(request.url).pathname.replace(new RegExp(`^${sandboxPrefix}(?=/)`), '')
  const encrypted = path.endsWith(encryptedSuffix)
  const older = path.startsWith('/api/v2/')
  try {
    witness?.checking('fault')
    throwFault(fault)
    const said = await perform(platform, path, request, encrypted)
    if (fault === 'system-error-after') throw refused('BBS00001', '系统异常')
    const { code, data } = said
    return await answer(platform, around(platform, older, code, '成功', data), { fault, encrypted })
  } catch (error) {
    if (!isRefusal(error)) throw error
    witness?.refused(error)
    return answer(platform, around(platform, older, error.code, error.message), { fault, encrypted })
  }
}

/** Whose it is, by which key, and the signature over the bytes that came. Codes and status are unconfirmed. */
async function refusedByGateway(
  { identity, witness }: Platform,
  { method, headers, body = new Uint8Array() }: WireRequest,
) {
  witness?.checking('form')
  const badly = (message: string) => ({ code: 'BBS11200', message })
  if (method !== 'POST' || !/^application\/json\b/i.test(headers['content-type'] ?? ''))
    return { code: 'GW0001', message: '请求方式不支持' }
  const given = readAuthorization(headers.authorization ?? '')
  const { appid, serial_no: serial = '', timestamp = '', nonce_str: nonce = '', signature = '' } = given ?? {}
  if (!appid || !/^\d{1,12}$/.test(timestamp) || !nonce || !signature) return badly('Authorization格式错误')
  witness?.checking('account')
  if (appid !== identity.appId)
    return { code: 'GW0001', message: `appid不存在 (this mock gateway plays for ${identity.appId})` }
  witness?.checking('key')
  const bare = (text: string) => text.toLowerCase().replace(/^0+/, '')
  if (bare(serial) !== bare(identity.merchant.serial)) return badly('证书序列号不存在')
  witness?.checking('signature')
  const text = signedText(appid, serial, timestamp, nonce, body)
  witness?.expected(...text)
  const bytes = fromBase64(signature)
  return bytes && (await verify(rsaSha256, identity.merchant.publicKey, bytes, ...text)) ? undefined : badly('验签失败')
}

async function perform(platform: Platform, path: string, request: WireRequest, encrypted: boolean): Promise<Told> {
  const { witness, options } = platform
  witness?.checking('content')
  const message = readBody(platform, request.body, encrypted)
  const older = path.startsWith('/api/v2/')
  const asked = older ? message : message.req_data
  if (typeof asked !== 'object' || asked === null || (!older && message.version !== '3.0')) throw wrong('req_data')
  witness?.checking('endpoint')
  const own = findRoute<Endpoint>(options.routes ?? {}, 'POST', path)
  const plainPath = encrypted ? path.slice(0, -encryptedSuffix.length) : path
  const handler = encrypted && !encryptable.includes(plainPath) ? undefined : handlers[plainPath]
  if (!isFound(own) && !handler) {
    const advice = `add it: mockLakala({ routes: { 'POST ${path}': ({ body }) => ({ … }) } })`
    throw refused('BBS11106', `未查到交易码参数 (the mock gateway does not play it; ${advice})`)
  }
  witness?.checking('business')
  const usual = older ? '000000' : 'BBS00000'
  if (!isFound(own)) {
    const said = handler!(platform, asked as Json)
    return isTold(said) ? said : { code: usual, data: said }
  }
  const encrypt = async () => {
    throw new TypeError('mockLakala: Lakala encrypts no fields, but whole bodies')
  }
  const { headers } = request
  const query = new URLSearchParams()
  const given = { method: 'POST', parts: own.parts, query, headers, body: asked as Json, files: [], encrypt }
  return { code: usual, data: { ...(await own.handler(given)) } as Json }
}

function readBody({ bodyKey, options }: Platform, body: Uint8Array | undefined, encrypted: boolean): Json {
  try {
    const text = fromUtf8(body ?? new Uint8Array())
    if (encrypted && !bodyKey) throw wrong('SM4')
    const json = encrypted ? fromUtf8(options.sm!.decryptSm4Ecb(bodyKey!, fromBase64(text)!)) : text
    const value = readJsonObject(json)
    if (value) return value
  } catch (error) {
    if (isRefusal(error)) throw error
  }
  throw wrong('body')
}

function throwFault(fault: Fault | undefined): void {
  if (fault === 'system-error-before') throw refused('BBS00001', '系统异常')
  if (typeof fault === 'object') throw refused(fault.code, fault.message ?? fault.code)
}
