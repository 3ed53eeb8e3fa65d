// As in wechatpay.ts, for UnionPay: kept keys, a certificate that was judged before by its text, every check, not a line more.
import { createHash, createPrivateKey, sign, verify, X509Certificate } from 'node:crypto'
import { type Delivery, merchantPem, unionpayLeaf, unionpayOptions } from '../shop.js'

const { merchantId, certificate } = unionpayOptions
const merchantKey = createPrivateKey(merchantPem)
const certId = BigInt(`0x${new X509Certificate(certificate).serialNumber}`).toString()
const leaf = new X509Certificate(unionpayLeaf)
const judged = new Map([
  [unionpayLeaf.trimEnd().replaceAll('\n', '\r\n'), { key: leaf.publicKey, until: Date.parse(leaf.validTo) }],
])

const signedText = (fields: Record<string, string>) =>
  Object.keys(fields)
    .filter((name) => name !== 'signature' && fields[name] !== '')
    .sort()
    .map((name) => `${name}=${fields[name]}`)
    .join('&')
const digest = (text: string) => Buffer.from(createHash('sha256').update(text).digest('hex'))

export function receiveNotice({ body }: Delivery) {
  const text = Buffer.from(body.buffer, body.byteOffset, body.length).toString()
  const fields = Object.fromEntries(new URLSearchParams(text))
  const known = judged.get(fields.signPubKeyCert!)
  if (!known || Date.now() > known.until || fields.signMethod !== '01') throw new Error('not as configured')
  if (!verify('sha256', digest(signedText(fields)), known.key, Buffer.from(fields.signature!, 'base64')))
    throw new Error('wrong signature')
  if (fields.merId !== merchantId) throw new Error('not ours')
  if (fields.txnType !== '01' || fields.respCode !== '00' || fields.currencyCode !== '156') throw new Error('not paid')
  return {
    type: 'payment.paid',
    id: `01/${fields.queryId}`,
    orderId: fields.orderId,
    paymentId: fields.queryId,
    amount: { currency: 'CNY', value: Number(fields.txnAmt) },
    raw: fields,
  }
}

/** The body of a call, signed. */
export function signRequest(given: Record<string, string>): string {
  const fields: Record<string, string> = {
    version: '5.1.0',
    encoding: 'UTF-8',
    accessType: '0',
    merId: merchantId,
    ...given,
    signMethod: '01',
    certId,
  }
  fields.signature = sign('sha256', digest(signedText(fields)), merchantKey).toString('base64')
  return new URLSearchParams(fields).toString()
}
