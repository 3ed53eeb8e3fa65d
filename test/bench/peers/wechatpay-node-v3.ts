import Pay from 'wechatpay-node-v3'
import { type Delivery, merchantPem, platformPem, platformSerial, wechatpayOptions } from '../shop.js'

const { appId, merchantId, serial, apiV3Key } = wechatpayOptions
Pay.certificates = { [platformSerial]: platformPem }
const pay = new Pay({
  appid: appId,
  mchid: merchantId,
  serial_no: serial,
  publicKey: Buffer.from(platformPem),
  privateKey: Buffer.from(merchantPem),
  key: apiV3Key,
})

/** As its README shows it. */
export async function receiveWebhook({ headers, body }: Delivery): Promise<unknown> {
  const text = Buffer.from(body).toString()
  const valid = await pay.verifySign({
    timestamp: headers['wechatpay-timestamp']!,
    nonce: headers['wechatpay-nonce']!,
    serial: headers['wechatpay-serial']!,
    signature: headers['wechatpay-signature']!,
    body: text,
  })
  if (!valid) throw new Error('wrong signature')
  const { ciphertext, associated_data, nonce } = JSON.parse(text).resource
  return pay.decipher_gcm(ciphertext, associated_data, nonce)
}

export function signRequest(method: string, path: string, body: string): string {
  const nonce = Math.random().toString(36).slice(2, 17)
  const timestamp = String(Math.floor(Date.now() / 1000))
  return pay.getAuthorization(nonce, timestamp, pay.getSignature(method, nonce, timestamp, path, body))
}
