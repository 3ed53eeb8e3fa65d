// As in wechatpay.ts, for Antom: kept keys, every check, not a line more.
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { antomOptions, type Delivery, merchantPem, platformPem } from '../shop.js'

const { clientId } = antomOptions
const antomKey = createPublicKey(platformPem)
const merchantKey = createPrivateKey(merchantPem)

export function receiveNotice({ headers, body, url }: Delivery & { url: string }) {
  const { 'client-id': client, 'request-time': time, signature = '' } = headers
  const [, algorithm, base64] = /^algorithm=(\w+), ?keyVersion=\d+, ?signature=(\S+)$/.exec(signature) ?? []
  if (algorithm !== 'RSA256') throw new Error('not as configured')
  const { pathname, search } = new URL(url)
  const text = Buffer.from(body.buffer, body.byteOffset, body.length).toString()
  const message = `POST ${pathname}${search}\n${client}.${time}.${text}`
  const bytes = Buffer.from(decodeURIComponent(base64!), 'base64')
  if (!verify('sha256', Buffer.from(message), antomKey, bytes)) throw new Error('wrong signature')
  if (client !== clientId) throw new Error('not ours')
  const raw = JSON.parse(text)
  if (raw.notifyType !== 'PAYMENT_RESULT' || raw.result.resultStatus !== 'S') throw new Error('not paid')
  return {
    type: 'payment.paid',
    id: `paid/${raw.paymentId}`,
    orderId: raw.paymentRequestId,
    paymentId: raw.paymentId,
    amount: { currency: raw.paymentAmount.currency, value: Number(raw.paymentAmount.value) },
    paidAt: new Date(raw.paymentTime),
    raw,
  }
}

export function signRequest(path: string, body: string) {
  const time = String(Date.now())
  const base64 = sign('sha256', Buffer.from(`POST ${path}\n${clientId}.${time}.${body}`), merchantKey).toString(
    'base64',
  )
  return {
    'client-id': clientId,
    'request-time': time,
    signature: `algorithm=RSA256,keyVersion=1,signature=${encodeURIComponent(base64)}`,
  }
}
