// What a good engineer would write by hand for one merchant: kept keys, node:crypto, every check, not a line more.
import { createDecipheriv, createPrivateKey, createPublicKey, randomBytes, sign, verify } from 'node:crypto'
import { type Delivery, merchantPem, platformPem, platformSerial, wechatpayOptions } from '../shop.js'

const { merchantId, appId, apiV3Key, serial } = wechatpayOptions
const privateKey = createPrivateKey(merchantPem)
const platformKeys = new Map([[platformSerial, createPublicKey(platformPem)]])
const aesKey = Buffer.from(apiV3Key)

export function signRequest(method: string, path: string, body: string): Record<string, string> {
  const timestamp = Math.floor(Date.now() / 1000)
  const nonce = randomBytes(16).toString('hex')
  const message = Buffer.from(`${method}\n${path}\n${timestamp}\n${nonce}\n${body}\n`)
  const signature = sign('sha256', message, privateKey).toString('base64')
  return {
    accept: 'application/json',
    'content-type': 'application/json',
    'user-agent': 'shop/1.0',
    'wechatpay-serial': platformSerial,
    authorization: `WECHATPAY2-SHA256-RSA2048 mchid="${merchantId}",nonce_str="${nonce}",timestamp="${timestamp}",serial_no="${serial}",signature="${signature}"`,
  }
}

/** Clock window, key by serial, signature over the bytes: the text, once it is proven. */
export function openBody(headers: Record<string, unknown>, body: Uint8Array): string {
  const timestamp = headers['wechatpay-timestamp']
  if (!(Math.abs(Date.now() / 1000 - Number(timestamp)) < 300)) throw new Error('outside the window')
  const key = platformKeys.get(String(headers['wechatpay-serial']))
  if (!key) throw new Error('unknown key')
  const text = Buffer.from(body.buffer, body.byteOffset, body.length).toString()
  const message = Buffer.from(`${timestamp}\n${headers['wechatpay-nonce']}\n${text}\n`)
  const signature = Buffer.from(String(headers['wechatpay-signature']), 'base64')
  if (!verify('sha256', message, key, signature)) throw new Error('wrong signature')
  return text
}

export function receiveWebhook({ headers, body }: Delivery) {
  const { id, event_type, resource } = JSON.parse(openBody(headers, body))
  const sealed = Buffer.from(resource.ciphertext, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', aesKey, resource.nonce)
  decipher.setAAD(Buffer.from(resource.associated_data)).setAuthTag(sealed.subarray(-16))
  const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
  const raw = JSON.parse(plain.toString())
  if (raw.mchid !== merchantId || raw.appid !== appId) throw new Error('not ours')
  if (event_type !== 'TRANSACTION.SUCCESS' || raw.trade_state !== 'SUCCESS') throw new Error('not paid')
  return {
    type: 'payment.paid',
    id,
    orderId: raw.out_trade_no,
    paymentId: raw.transaction_id,
    amount: { currency: raw.amount.currency, value: raw.amount.total },
    payment: { status: 'paid', paidAt: new Date(raw.success_time), payerId: raw.payer.openid, raw },
  }
}
