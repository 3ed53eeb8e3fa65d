import { createPublicKey, createSign, createVerify, X509Certificate } from 'node:crypto'
import { type MockAlipayOptions, mockAlipay } from 'shroff/alipay/mock'
import { createMockGateway } from 'shroff/mock'
import { noon } from './shop.js'

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
    return { status: reply.status, node: node!, body: JSON.parse(raw!), text, signed: sign !== undefined }
  }

  /** A call with a right signature. */
  const ask = async (method: string, content: object, beside: Parameters = {}) =>
    (await send(signed({ ...common(`alipay.trade.${method}`, content), ...beside }))).body

  async function rest(path: string, content: object | string, changes: { headers?: Parameters; fields?: string } = {}) {
    const body = typeof content === 'string' ? content : JSON.stringify(content)
    const fields = changes.fields ?? `app_id=${appId},nonce=n0nce,timestamp=${mock.clock.now()}`
    const sign = signText(`${fields}\nPOST\n${path}\n${body}\n`, privateKey)
    const headers = { authorization: `ALIPAY-SHA256withRSA ${fields},sign=${sign}`, ...changes.headers }
    const reply = await mock.transport(
      { method: 'POST', url: alipayHost + path, headers, body: new TextEncoder().encode(body) },
      { signal },
    )
    const text = new TextDecoder().decode(reply.body)
    const { 'alipay-timestamp': time, 'alipay-nonce': nonce, 'alipay-signature': signature } = reply.headers
    if (!signature || !fits(`${time}\n${nonce}\n${text}\n`, signature))
      throw new Error('the answer is not rightly signed')
    return { status: reply.status, body: JSON.parse(text) as Record<string, unknown>, headers: reply.headers }
  }

  return { mock, credentials, common, signed, send, ask, rest }
}

/** An order that breaks no rule. */
export const teaContent = { out_trade_no: 'T_1001', total_amount: '25.00', subject: 'Oolong tea 乌龙茶' } as const
export const payerCode = '28763443825664394'
