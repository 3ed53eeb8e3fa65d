import { Agent } from 'node:http'
import { Aes, Formatter, Rsa, Wechatpay } from 'wechatpay-axios-plugin'
import { type Delivery, merchantPem, platformPem, platformSerial, wechatpayOptions } from '../shop.js'

const { merchantId, serial, apiV3Key } = wechatpayOptions
const privateKey = Rsa.from(merchantPem, Rsa.KEY_TYPE_PRIVATE)
const platformKey = Rsa.from(platformPem, Rsa.KEY_TYPE_PUBLIC)

/** As its README shows it. */
export function receiveWebhook({ headers, body }: Delivery): unknown {
  const timestamp = headers['wechatpay-timestamp']!
  if (Math.abs(Formatter.timestamp() - Number(timestamp)) > 300) throw new Error('outside the window')
  if (headers['wechatpay-serial'] !== platformSerial) throw new Error('unknown key')
  const text = Buffer.from(body).toString()
  const message = Formatter.response(timestamp, headers['wechatpay-nonce']!, text)
  if (!Rsa.verify(message, headers['wechatpay-signature']!, platformKey)) throw new Error('wrong signature')
  const { ciphertext, nonce, associated_data } = JSON.parse(text).resource
  return JSON.parse(Aes.AesGcm.decrypt(ciphertext, apiV3Key, nonce, associated_data))
}

export function signRequest(method: string, path: string, body: string): string {
  const nonce = Formatter.nonce()
  const timestamp = String(Formatter.timestamp())
  const signature = Rsa.sign(Formatter.request(method, path, timestamp, nonce, body), privateKey)
  return Formatter.authorization(merchantId, nonce, signature, timestamp, serial)
}

type Native = { post(body: object): Promise<{ data: { code_url: string } }> }

/** Its client, with connections kept as they are by all other contenders. */
export function createOrders(baseURL: string): (order: object) => Promise<string> {
  const client = new Wechatpay({
    mchid: merchantId,
    serial,
    privateKey: merchantPem,
    certs: { [platformSerial]: platformPem },
    baseURL,
    httpAgent: new Agent({ keepAlive: true }),
  } as ConstructorParameters<typeof Wechatpay>[0])
  // Its chains are open to every path, so that each step is "possibly undefined" to the compiler.
  const { native } = (client as unknown as { v3: { pay: { transactions: { native: Native } } } }).v3.pay.transactions
  return async (order) => (await native.post(order)).data.code_url
}
