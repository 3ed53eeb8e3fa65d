import { answerTo, transaction } from './answers.js'
import {
  type Headers,
  isJsonType,
  isObject,
  jsonObject,
  judge,
  lowerCaseHeaders,
  type OracleReply,
  type Report,
} from './primitives.js'
import { examineSigned, examineUnsigned, type PlatformFacts, type PlatformSeal, signedHeaders } from './signed.js'

export type ReplyFacts = PlatformFacts & {
  /** The route that `judgeRequest` returned for the question; then the body of a 200 is judged too. */
  route?: string | undefined
  /** `Wechatpay-Serial` of the question. A public key's id there chooses the key of the answer (§4). */
  asked?: string | undefined
}

/** §9: the statuses that the table settles. An empty list: the code exists, its status is unconfirmed. */
const errorStatuses: Record<string, number[]> = {
  PARAM_ERROR: [400],
  INVALID_REQUEST: [400],
  APPID_MCHID_NOT_MATCH: [400],
  MCH_NOT_EXISTS: [400, 404],
  ORDER_CLOSED: [400],
  NO_STATEMENT_EXIST: [400],
  STATEMENT_CREATING: [400],
  SIGN_ERROR: [401],
  NO_AUTH: [403],
  OUT_TRADE_NO_USED: [403],
  RULE_LIMIT: [403],
  TRADE_ERROR: [403],
  NOT_ENOUGH: [403],
  USER_ACCOUNT_ABNORMAL: [403],
  ORDER_NOT_EXIST: [404],
  RESOURCE_NOT_EXISTS: [404],
  FREQUENCY_LIMITED: [429],
  RATELIMIT_EXCEEDED: [429],
  RATELIMIT_EXCEED: [429],
  RATE_LIMITED: [429],
  FREQUENCY_LIMIT_EXCEED: [429],
  SYSTEM_ERROR: [500],
  SERVICE_UNAVAILABLE: [502, 503],
  ...Object.fromEntries(
    'OPENID_MISMATCH ACCOUNT_ERROR NOTENOUGH BANK_ERROR USERPAYING AUTH_CODE_INVALID REQUEST_BLOCKED BIZ_ERR_NEED_RETRY ALREADY_EXISTS TRADE_OVERDUE REFUND_FEE_MISMATCH ORDER_PAID ORDERPAID'
      .split(' ')
      .map((code) => [code, []]),
  ),
}
/** §8 */
const documentedStatuses = [200, 202, 204, 400, 401, 403, 404, 405, 429, 500, 502, 503]

/** A client's view of an answer (§3, §8, §9). Throws an Error that lists every violation. */
export const judgeReply = (reply: OracleReply, facts: ReplyFacts): Record<string, unknown> | undefined =>
  judge(`answer ${reply.status}`, (report) => {
    const headers = lowerCaseHeaders(reply.headers, report)
    if (!documentedStatuses.includes(reply.status)) report(`status ${reply.status} is not documented (§8)`)
    if (reply.status >= 300) return examineError(reply.status, headers, reply.body, report)
    // §3: only files are answered unsigned, and they are raw bytes.
    if (facts.route === 'GET /v3/billdownload/file') return void examineUnsigned(headers, report)
    examineSigned(headers, reply.body, facts, report)
    const serial = headers['wechatpay-serial']
    if (
      facts.asked?.startsWith('PUB_KEY_ID_') ? serial !== facts.asked : facts.asked && serial?.startsWith('PUB_KEY_ID_')
    )
      report(`wechatpay-serial is ${serial}, asked for was ${facts.asked} (§4)`)
    if (reply.status === 204 || facts.route?.endsWith('/close')) {
      if (reply.status !== 204) report('closing is answered by 204 (§14)')
      if (reply.body.length > 0) report('204 has no body (§3)')
      return undefined
    }
    if (!isJsonType(headers['content-type'])) report(`content-type is ${headers['content-type']} (§3)`)
    const body = jsonObject(reply.body, report)
    if (body && facts.route && reply.status === 200) answerTo(facts.route)?.(body, '', report)
    if (body && reply.status === 202) examineAccepted(body, facts.route, report)
    return body
  })

/** §12: while the payer types a password, a charge is answered by 202; the form of its body is unconfirmed. */
function examineAccepted(body: Record<string, unknown>, route: string | undefined, report: Report): void {
  if (route && !route.endsWith('/codepay')) report('202 is documented for a charge of a payer’s code only (§8, §12)')
  if (body.trade_state === 'USERPAYING') transaction(body, '', report)
  else if (body.code !== 'USERPAYING') report('a 202 says neither trade_state nor code USERPAYING (§12)')
}

/** §8: `{code, message, detail?}`, never signed (§3). */
function examineError(status: number, headers: Headers, bytes: Uint8Array, report: Report) {
  examineUnsigned(headers, report)
  // §2, step 1: unknown path and wrong method are answered without a body.
  if ((status === 404 || status === 405) && bytes.length === 0) return undefined
  if (!isJsonType(headers['content-type'])) report(`content-type of an error is ${headers['content-type']} (§23)`)
  const body = jsonObject(bytes, report)
  if (!body) return undefined
  const { code, message, detail, ...others } = body
  if (typeof message !== 'string' || message === '') report('message is not text (§8)')
  if (detail !== undefined && !isObject(detail)) report('detail is not an object (§8)')
  if (detail !== undefined && code !== 'PARAM_ERROR' && code !== 'INVALID_REQUEST') report(`detail with ${code} (§8)`)
  if (Object.keys(others).length > 0) report(`error has the members ${Object.keys(others)} (§8)`)
  if (typeof code !== 'string' || !Object.hasOwn(errorStatuses, code)) report(`code ${code} is not documented (§9)`)
  else if (errorStatuses[code]!.length > 0 && !errorStatuses[code]!.includes(status)) {
    report(`${code} comes with ${errorStatuses[code]!.join(' or ')}, not ${status} (§9)`)
  }
  return body
}

/** The platform's answer: 2xx are signed (§3), everything else is not. */
export function sealReply(seal: PlatformSeal & { status?: number; body?: string; headers?: Headers }): OracleReply {
  const status = seal.status ?? 200
  const body = new Uint8Array(Buffer.from(seal.body ?? ''))
  const headers = {
    ...(body.length > 0 && { 'content-type': 'application/json; charset=utf-8' }),
    ...(status < 300 && signedHeaders(body, seal)),
    ...seal.headers,
  }
  return { status, headers, body }
}
