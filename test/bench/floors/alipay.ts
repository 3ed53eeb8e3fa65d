// As in wechatpay.ts, for Alipay: kept key, every check, not a line more.
import { createPublicKey, verify } from 'node:crypto'
import { parse } from 'node:querystring'
import { alipayOptions, type Delivery, platformPem } from '../shop.js'

const { appId, sellerId } = alipayOptions
const alipayKey = createPublicKey(platformPem)

export function receiveNotification({ body }: Delivery) {
  const fields = parse(Buffer.from(body.buffer, body.byteOffset, body.length).toString()) as Record<string, string>
  const { sign, sign_type, ...signed } = fields
  if (sign_type !== 'RSA2' || signed.charset !== 'utf-8') throw new Error('not as configured')
  const message = Object.keys(signed)
    .filter((name) => signed[name] !== '')
    .sort()
    .map((name) => `${name}=${signed[name]}`)
    .join('&')
  if (!verify('sha256', Buffer.from(message), alipayKey, Buffer.from(sign!, 'base64')))
    throw new Error('wrong signature')
  if (signed.app_id !== appId || signed.seller_id !== sellerId) throw new Error('not ours')
  if (signed.trade_status !== 'TRADE_SUCCESS') throw new Error('not paid')
  return {
    type: 'payment.paid',
    id: `paid/${signed.trade_no}`,
    orderId: signed.out_trade_no,
    paymentId: signed.trade_no,
    amount: { currency: 'CNY', value: Number(signed.total_amount!.replace('.', '')) },
    paidAt: new Date(`${signed.gmt_payment!.replace(' ', 'T')}+08:00`),
    raw: signed,
  }
}
