// The independent oracle for Baidu's cashier: written from the wire page `baidu.md`, part B (§ numbers are its sections), with node:crypto
// only. Nothing in this folder may import from src: a check that shares the builder checks nothing.
import { createPublicKey, createSign, createVerify } from 'node:crypto'

export type Fields = Record<string, string>
export type Facts = {
  dealId: string
  appKey: string
  clientId: string
  clientSecret: string
  /** PEM of the merchant's private key: its public half judges. */
  privateKey: string
  /** PEM of Baidu's public key. */
  platformKey: string
}

/** §B2: all parameters but the signature, ascending by name, raw, empty ones included. */
export function canonical(fields: Fields): string {
  let text = ''
  for (const name of Object.keys(fields).sort((a, b) => (a < b ? -1 : 1))) {
    if (name === 'sign' || name === 'rsaSign' || name === 'sign_type') continue
    text += `${text === '' ? '' : '&'}${name}=${fields[name]}`
  }
  return text
}

export const rsaSign = (fields: Fields, privateKey: string): string =>
  createSign('RSA-SHA1').update(canonical(fields), 'utf8').sign(privateKey, 'base64')

export const verifies = (fields: Fields, signature: string, publicKey: string): boolean =>
  createVerify('RSA-SHA1').update(canonical(fields), 'utf8').verify(publicKey, signature, 'base64')

export const publicHalf = (privateKey: string): string =>
  createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }) as string

const must = (fits: boolean, problem: string) => {
  if (!fits) throw new Error(problem)
}

/** A form, each field once. */
export function readFields(body: Uint8Array | string): Fields {
  const fields: Fields = {}
  const text = typeof body === 'string' ? body : Buffer.from(body).toString('utf8')
  for (const [name, value] of new URLSearchParams(text)) {
    must(!(name in fields), `${name} is there twice`)
    fields[name] = value
  }
  return fields
}

const service = '/rest/2.0/smartapp/pay/paymentservice'

/** §B7 and §B5: where each call goes, how, and what it needs. */
const calls: Record<string, { method: string; host: string; needs: string[]; by: 'token' | 'signature' | 'nothing' }> =
  {
    '/oauth/2.0/token': {
      method: 'POST',
      host: 'https://openapi.baidu.com',
      needs: ['grant_type', 'client_id', 'client_secret', 'scope'],
      by: 'nothing',
    },
    [`${service}/findByTpOrderId`]: {
      method: 'GET',
      host: 'https://openapi.baidu.com',
      needs: ['tpOrderId', 'pmAppKey'],
      by: 'token',
    },
    [`${service}/cancelOrder`]: {
      method: 'GET',
      host: 'https://openapi.baidu.com',
      needs: ['orderId', 'pmAppKey'],
      by: 'token',
    },
    [`${service}/applyOrderRefund`]: {
      method: 'POST',
      host: 'https://openapi.baidu.com',
      needs: [
        'orderId',
        'userId',
        'tpOrderId',
        'refundType',
        'refundReason',
        'isSkipAudit',
        'bizRefundBatchId',
        'pmAppKey',
      ],
      by: 'token',
    },
    [`${service}/findOrderRefund`]: {
      method: 'GET',
      host: 'https://openapi.baidu.com',
      needs: ['tpOrderId', 'userId', 'pmAppKey'],
      by: 'token',
    },
    [`${service}/capitaBill`]: {
      method: 'GET',
      host: 'https://openapi.baidu.com',
      needs: ['billTime', 'pmAppKey'],
      by: 'token',
    },
    '/cashier/syncOrderStatus': {
      method: 'POST',
      host: 'https://etrade-api.baidu.com',
      needs: ['orderId', 'userId', 'type', 'appKey'],
      by: 'signature',
    },
  }

type Request = { method: string; url: string; headers: Record<string, string>; body?: Uint8Array | undefined }
type Reply = { status: number; body: Uint8Array }

/** A request. @throws an `Error` that says what is wrong. */
export function judgeRequest(request: Request, facts: Facts): Fields {
  const { origin, pathname, searchParams } = new URL(request.url)
  const call = calls[pathname]
  must(call !== undefined, `no call of Baidu’s: ${pathname}`)
  must(request.method === call!.method, `${pathname} by ${request.method}`)
  must(origin === call!.host, `at another host: ${origin}`)
  const form = readFields(request.body ?? '')
  const query = Object.fromEntries(searchParams)
  const fields: Fields = { ...query, ...form }
  for (const name of call!.needs) must(Boolean(fields[name]), `${name} is missing`)
  const secret = [request.url, JSON.stringify(request.headers)].join(' ')
  must(!secret.includes(facts.clientSecret), 'the secret stands where logs are')
  must((call!.by === 'token') === Boolean(query.access_token), 'a token that is missing, or goes where none belongs')
  must((call!.by === 'signature') === Boolean(form.rsaSign), 'a signature that is missing, or goes where none belongs')
  if (call!.by === 'signature')
    must(verifies(form, form.rsaSign!, publicHalf(facts.privateKey)), 'the signature does not fit')
  if (call!.by === 'nothing') {
    must(fields.client_id === facts.clientId && fields.client_secret === facts.clientSecret, 'other credentials')
    must(fields.grant_type === 'client_credentials' && fields.scope === 'smartapp_snsapi_base', 'another grant')
  }
  must((fields.pmAppKey ?? fields.appKey ?? facts.appKey) === facts.appKey, 'another service')
  for (const name of ['orderId', 'userId'])
    if (name in fields) must(/^\d{1,20}$/.test(fields[name]!), `${name} is no number of Baidu’s`)
  if ('applyRefundMoney' in fields) must(/^[1-9]\d*$/.test(fields.applyRefundMoney!), 'applyRefundMoney is no fen')
  if ('isSkipAudit' in fields) must(/^[01]$/.test(fields.isSkipAudit!), 'isSkipAudit is neither 0 nor 1')
  return fields
}

/** An answer, by §B7 and §B5: numbers are numbers in the second API. */
export function judgeReply({ url }: Pick<Request, 'url'>, { status, body }: Reply): void {
  const { pathname } = new URL(url)
  if (status !== 200 || pathname.startsWith('/mock-bill/')) return
  const text = Buffer.from(body).toString('utf8')
  const answer = JSON.parse(text) as Record<string, unknown>
  must(JSON.stringify(answer) !== text, 'an answer that JSON.stringify makes again, byte for byte')
  if (pathname === '/oauth/2.0/token') {
    must(typeof answer.access_token === 'string' && Number.isInteger(answer.expires_in), 'no token')
    return
  }
  if ('error_code' in answer) {
    must(typeof answer.error_msg === 'string' && !('errno' in answer), 'an error of the gateway’s in another form')
    return
  }
  must('errno' in answer && typeof answer.msg === 'string', 'no errno')
  if (answer.errno !== 0) return
  const numeric = ['orderId', 'userId', 'dealId', 'tpId', 'count', 'totalMoney', 'payMoney', 'createTime', 'status']
  if (pathname.endsWith('/findByTpOrderId'))
    for (const name of numeric) must(Number.isSafeInteger((answer.data as Fields)[name]), `${name} is no number`)
  if (pathname.endsWith('/cancelOrder')) must(answer.data === true, 'data is not true')
  if (pathname.endsWith('/findOrderRefund'))
    for (const one of answer.data as Record<string, unknown>[])
      must(
        Number.isSafeInteger(one.refundBatchId) && [1, 2, 3].includes(one.refundStatus as number),
        'a refund of another form',
      )
  if (pathname.endsWith('paymentservice/applyOrderRefund')) {
    const { refundBatchId, refundPayMoney } = answer.data as Record<string, unknown>
    must(typeof refundBatchId === 'string' && Number.isSafeInteger(refundPayMoney), 'a batch of another form')
  }
}

/** What the smart program is given, by §B3. */
export function judgeOrderInfo(orderInfo: Fields, facts: Facts): void {
  const { dealId, appKey, totalAmount, tpOrderId } = orderInfo as Record<
    'dealId' | 'appKey' | 'totalAmount' | 'tpOrderId',
    string
  >
  for (const [name, value] of Object.entries(orderInfo)) must(typeof value === 'string', `${name} is no text`)
  must(orderInfo.signFieldsRange === '1', 'signFieldsRange is not 1')
  must(dealId === facts.dealId && appKey === facts.appKey, 'another settlement or service')
  must(/^[1-9]\d*$/.test(totalAmount), 'totalAmount is no number of fen')
  must(Boolean(orderInfo.dealTitle), 'no dealTitle')
  const signed = { dealId, appKey, totalAmount, tpOrderId }
  must(verifies(signed, orderInfo.rsaSign!, publicHalf(facts.privateKey)), 'the signature does not fit')
  const { tpData } = JSON.parse(orderInfo.bizInfo!) as { tpData: Record<string, unknown> }
  for (const [name, value] of Object.entries({ ...signed, rsaSign: orderInfo.rsaSign }))
    must(tpData[name] === value, `${name} of bizInfo is another`)
}

const notices = {
  payment: [
    'userId',
    'orderId',
    'unitPrice',
    'count',
    'totalMoney',
    'payMoney',
    'promoMoney',
    'hbMoney',
    'hbBalanceMoney',
    'giftCardMoney',
    'dealId',
    'payTime',
    'promoDetail',
    'payType',
    'partnerId',
    'status',
    'tpOrderId',
    'returnData',
  ],
  audit: ['orderId', 'userId', 'tpOrderId', 'refundBatchId', 'applyRefundMoney'],
  refund: ['userId', 'orderId', 'tpOrderId', 'refundBatchId', 'refundStatus'],
}

/** A notice, by §B4 and §B5. @returns its fields, and which of the three it is. */
export function judgeNotice(body: Uint8Array, { dealId, platformKey }: Pick<Facts, 'dealId' | 'platformKey'>) {
  const fields = readFields(body)
  const kind = 'refundStatus' in fields ? 'refund' : 'refundBatchId' in fields ? 'audit' : 'payment'
  must(verifies(fields, fields.rsaSign!, platformKey), 'the signature does not fit')
  for (const name of notices[kind]) must(name in fields, `${name} is missing`)
  if (kind === 'payment') must(fields.dealId === dealId, 'another settlement')
  return { kind, fields } as const
}

/** What the merchant answers, by §B4 and §B5. @returns `data`. */
export async function judgeAnswer(kind: keyof typeof notices, response: Response): Promise<Record<string, unknown>> {
  must(response.status === 200, `status ${response.status}`)
  const { errno, msg, data } = (await response.json()) as { errno: number; msg: string; data: Record<string, unknown> }
  must(errno === 0 && msg === 'success', 'no success')
  must(typeof data === 'object' && data !== null, 'no data')
  if (kind === 'payment') must(data.isConsumed === 2, 'isConsumed is not 2: the payment is given back')
  if (kind === 'audit') {
    must([1, 2, 3].includes(data.auditStatus as number), 'no auditStatus')
    const { refundPayMoney } = (data.calculateRes ?? {}) as { refundPayMoney?: unknown }
    must(Number.isSafeInteger(refundPayMoney), 'no refundPayMoney')
  }
  return data
}

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'utf8'))

/** What Baidu would answer. */
export const sealReply = (content: object, status = 200) => ({
  status,
  headers: { 'content-type': 'application/json' } as Record<string, string>,
  body: bytesOf(JSON.stringify(content, null, 2)),
})

/** What Baidu would send, signed by this key. */
export function sealNotice(fields: Fields, privateKey: string) {
  const told = { ...fields, rsaSign: rsaSign(fields, privateKey) }
  return {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: bytesOf(new URLSearchParams(told).toString()),
  }
}
