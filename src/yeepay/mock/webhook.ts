import { encryptAesEcb, encryptRsaPkcs1, toBase64 } from '#crypto'
import type { WireRequest } from '../../core/transport.js'
import { toUrlBase64 } from '../../crypto/base64.js'
import { utf8 } from '../../crypto/bytes.js'
import { type Json, writeJson } from '../../mock/http.js'
import type { Forgery, NewNotice, Notice } from '../../mock/provider.js'
import { encode } from '../canonical.js'
import { told } from './orders.js'
import { memoryOf, type Platform, refundMemoryOf, unconfirmedOf } from './platform.js'
import { refundTold } from './refunds.js'
import { signatureOf } from './sign.js'

export const forgeries: readonly Forgery[] = [
  'tampered-body',
  'wrong-key',
  'unsigned',
  'replayed',
  'foreign-merchant',
  'wrong-secret',
]

/** Three times in all, as it is said of settlements; of others it is unconfirmed. */
export const schedule = [300_000, 300_000]

const addressOf = (notice: NewNotice): string | undefined => {
  if (notice.type === 'other') return notice.url
  if (notice.type === 'payment.paid') return memoryOf(notice.order).notifyUrl
  // Really the open platform's, where the refund brings none; here that is the order's.
  return refundMemoryOf(notice.refund).notifyUrl ?? memoryOf(notice.refund.order).notifyUrl
}

/** Without an address there is nowhere to tell of it; what waits for the merchant is told by nothing. */
export const isTold = (notice: NewNotice): boolean =>
  addressOf(notice) !== undefined &&
  (notice.type !== 'refund' || notice.status === 'succeeded' || notice.status === 'closed')

function payloadOf(platform: Platform, notice: Notice): Json {
  if (notice.type === 'other') return notice.resource as Json
  if (notice.type === 'refund') {
    const { refund, status } = notice
    const said = refundMemoryOf(refund).ended ? 'CANCEL' : status === 'succeeded' ? 'SUCCESS' : 'FAILED'
    return texts(refundTold(platform, refund, said))
  }
  // What was so when it happened, whatever has become of it since.
  const { totalRefundAmount: _, ...paid } = told(platform, notice.order)
  return { ...texts(paid), status: 'SUCCESS', channelPromotionInfo: '[]' }
}

/** Values are texts; what is no text is a text of its JSON. */
const texts = (json: Json): Json =>
  Object.fromEntries(
    Object.entries(json).map(([name, value]) => [
      name,
      typeof value === 'object' ? JSON.stringify(value) : typeof value === 'number' ? value.toFixed(2) : value,
    ]),
  )

/** A notification in its envelope, signed and wrapped now, or false in the way asked for. */
export async function sealWebhook(platform: Platform, notice: Notice, forgery?: Forgery): Promise<WireRequest> {
  const { appKey, merchant, yeepay, stranger, witness } = platform
  const payload = payloadOf(platform, notice)
  const whose = forgery === 'foreign-merchant' && 'merchantNo' in payload ? { merchantNo: '10080009999' } : {}
  const json = writeJson({ ...payload, ...whose })
  witness?.signed(json)
  const signature = await signatureOf(forgery === 'wrong-key' ? stranger : yeepay, json)
  // Here nothing stands behind the signature.
  const plaintext = forgery === 'unsigned' ? json : `${json}$${signature.split('$')[0]}`
  const key = crypto.getRandomValues(new Uint8Array(16))
  const sealed = encryptAesEcb(key, utf8(plaintext))
  if (forgery === 'tampered-body') sealed[20]! ^= 1
  const wrapped = await encryptRsaPkcs1((forgery === 'wrong-secret' ? stranger : merchant).publicKey, key)
  const write = unconfirmedOf(platform).wrapsInStandardBase64 ? toBase64 : toUrlBase64
  const response = [write(wrapped), write(sealed), 'AES', 'SHA256'].join('$')
  return {
    method: 'POST',
    url: addressOf(notice) ?? 'https://shop.example/notify',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: utf8(`response=${encode(response)}&customerIdentification=${encode(appKey)}`),
  }
}

/** Whether an answer ends the deliveries: exactly this. */
export const isAcknowledged = (status: number, body: string): boolean => status === 200 && body === 'SUCCESS'
