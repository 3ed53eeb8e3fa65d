import { createPublicKey, createSign, createVerify, X509Certificate } from 'node:crypto'
import { type MockAlipayOptions, mockAlipay } from 'shroff/alipay/mock'
import { createMockGateway } from 'shroff/mock'
import { noon } from './noon.js'

export const alipayHost = 'https://openapi.alipay.com'

export type Parameters = Record<string, string>

/** What the tests read of an answer. `node` is the name that the content stands under. */
export type AlipayAnswer = {
  status: number
  node: string
  body: Record<string, unknown>
  text: string
  signed: boolean
}

/** A signature by the application, made by Node alone. */
export const signText = (text: string, privateKey: string) =>
  createSign('RSA-SHA256').update(text).sign(privateKey, 'base64')

/** All parameters but `sign`, sorted, as they stand. */
export const joined = (parameters: Parameters) =>
  Object.keys(parameters)
    .filter((name) => name !== 'sign')
    .sort()
    .map((name) => `${name}=${parameters[name]}`)
    .join('&')

/** A mock Alipay, asked by Node's own crypto in place of our client. */
export async function openAlipayGateway(options: MockAlipayOptions = {}) {
  const mock = await createMockGateway({ providers: [mockAlipay(options)], now: noon })
  const credentials = mock.credentials('alipay')
  const { privateKey, appId, certificates, alipayPublicKey } = credentials
  const alipayKey = certificates
    ? new X509Certificate(certificates.alipay).publicKey
    : createPublicKey(alipayPublicKey!)
  const fits = (text: string, sign: string) => createVerify('RSA-SHA256').update(text).verify(alipayKey, sign, 'base64')
  const { signal } = new AbortController()

  const common = (method: string, content?: object): Parameters => ({
    app_id: appId,
    method,
    format: 'JSON',
    charset: 'utf-8',
    sign_type: 'RSA2',
    timestamp: '2026-03-04 12:00:00',
    version: '1.0',
    ...(content && { biz_content: JSON.stringify(content) }),
  })
  const signed = (parameters: Parameters): Parameters => ({
    ...parameters,
    sign: signText(joined(parameters), privateKey),
  })

  /** Sends parameters as they are; `query` of them in the address. */
  async function send(body: Parameters, query: Parameters = {}): Promise<AlipayAnswer> {
    const reply = await mock.transport(
      {
        method: 'POST',
        url: `${alipayHost}/gateway.do?${new URLSearchParams(query)}`,
        headers: { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' },
        body: new TextEncoder().encode(new URLSearchParams(body).toString()),
      },
      { signal },
    )
    const text = new TextDecoder().decode(reply.body)
    const parts = /^\{"(\w+)":(.*?)(,"alipay_cert_sn":"\w{32}")?(?:,"sign":"([^"]+)")?\}$/s.exec(text)
    if (!parts) throw new Error(`not an answer: ${text.slice(0, 200)}`)
    const [, node, raw, , sign] = parts
    if (sign && !fits(raw!, sign)) throw new Error('the signature of the answer is wrong')
    const content = withoutMark(JSON.parse(raw!))
    return { status: reply.status, node: node!, body: content, text, signed: sign !== undefined }
  }

  /** A call with a right signature, of any family. */
  const call = async (method: string, content: object, beside: Parameters = {}) =>
    (await send(signed({ ...common(method, content), ...beside }))).body
  const ask = (method: string, content: object, beside: Parameters = {}) =>
    call(`alipay.trade.${method}`, content, beside)

  /** V3; `unsigned` where nobody's key is known, `signed` where that is not the whole body. `null` for content: GET, and its answer may have no body. */
  async function rest(path: string, content: object | string | null, changes: RestChanges = {}) {
    const method = content === null ? 'GET' : 'POST'
    const body = content === null ? '' : typeof content === 'string' ? content : JSON.stringify(content)
    const fields = changes.fields ?? `app_id=${appId},nonce=n0nce,timestamp=${mock.clock.now()}`
    const sign = signText(`${fields}\n${method}\n${path}\n${changes.signed ?? body}\n`, privateKey)
    const headers = { authorization: `ALIPAY-SHA256withRSA ${fields},sign=${sign}`, ...changes.headers }
    const sent = body === '' ? {} : { body: new TextEncoder().encode(body) }
    const url = `${changes.host ?? alipayHost}${path}`
    const reply = await mock.transport({ method, url, headers, ...sent }, { signal })
    const text = new TextDecoder().decode(reply.body)
    const { 'alipay-timestamp': time, 'alipay-nonce': nonce, 'alipay-signature': signature } = reply.headers
    const isSigned = signature !== undefined && fits(`${time}\n${nonce}\n${text}\n`, signature)
    if (changes.unsigned ? signature !== undefined : !isSigned) throw new Error('the answer is not rightly signed')
    const answer: Record<string, unknown> = text === '' ? {} : JSON.parse(text)
    return { status: reply.status, body: answer, headers: reply.headers, text }
  }

  return { mock, credentials, common, signed, send, call, ask, rest }
}

type RestChanges = { headers?: Parameters; fields?: string; unsigned?: boolean; host?: string; signed?: string }

/** Without the member that no documentation has, and each of the mock's V2 answers. */
function withoutMark(body: Record<string, unknown> | string) {
  if (typeof body === 'string') return body as never
  const { mock, ...rest } = body
  if (mock !== 'shroff/mock') throw new Error('the answer lacks the member that is not documented')
  return rest
}

/** An order that breaks no rule. */
export const teaContent = { out_trade_no: 'T_1001', total_amount: '25.00', subject: 'Oolong tea 乌龙茶' } as const
export const payerCode = '28763443825664394'
