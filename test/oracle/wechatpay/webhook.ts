import { combinedTransaction, refundNotice, transaction, transferNotice } from './answers.js'
import { type Check, oneOf, open, text, time } from './checks.js'
import {
  type Headers,
  isJsonType,
  isObject,
  jsonObject,
  judge,
  lowerCaseHeaders,
  openAead,
  type Report,
  sealAead,
} from './primitives.js'
import { examineSigned, type PlatformFacts, type PlatformSeal, signedHeaders } from './signed.js'

/** §20 */
const envelope = open({
  id: text(36),
  create_time: time,
  resource_type: oneOf('encrypt-resource'),
  event_type: text(64, /^[A-Z][A-Z_.]+$/),
  summary: text(64),
  resource: open({
    original_type: text(32),
    algorithm: oneOf('AEAD_AES_256_GCM'),
    ciphertext: text(1_048_576),
    // Strict parsers refuse these two when empty.
    associated_data: text(16),
    nonce: text(12, /^.{12}$/),
  }),
})

const payment: Check = (value, at, report) => {
  const isCombined = isObject(value) && 'combine_mchid' in value
  const check = isCombined ? combinedTransaction : transaction
  check(value, at, report)
  const states = isCombined && Array.isArray(value.sub_orders) ? value.sub_orders : [value]
  const arePaid = states.every((order) => isObject(order) && order.trade_state === 'SUCCESS')
  if (!arePaid)
    report('TRANSACTION.SUCCESS for an order whose trade_state is not SUCCESS (§10: failures are not notified)')
}
const refund =
  (status: string): Check =>
  (value, at, report) => {
    refundNotice(value, at, report)
    if (isObject(value) && value.refund_status !== status) report(`refund_status is not ${status} (§20)`)
  }
/** §20: event → the value of original_type and associated_data, and the plaintext. Other events pass as they are. */
const events: Record<string, { type: string; check: Check }> = {
  'TRANSACTION.SUCCESS': { type: 'transaction', check: payment },
  'REFUND.SUCCESS': { type: 'refund', check: refund('SUCCESS') },
  'REFUND.ABNORMAL': { type: 'refund', check: refund('ABNORMAL') },
  'REFUND.CLOSED': { type: 'refund', check: refund('CLOSED') },
  'MCHTRANSFER.BILL.FINISHED': { type: 'mch_payment', check: transferNotice },
}

export type Webhook = { headers: Headers; body: Uint8Array }

/** A merchant's view of a notification (§20). Throws an Error that lists every violation. */
export const judgeWebhook = (webhook: Webhook, facts: PlatformFacts & { apiV3Key: string }) =>
  judge('notification', (report) => {
    const headers = lowerCaseHeaders(webhook.headers, report)
    if (!isJsonType(headers['content-type'])) report(`content-type is ${headers['content-type']} (§20)`)
    examineSigned(headers, webhook.body, facts, report)
    const event = jsonObject(webhook.body, report) ?? {}
    envelope(event, '', report)
    const sealed = isObject(event.resource) ? event.resource : {}
    const resource = openResource(sealed, facts.apiV3Key, report) ?? {}
    const rule = events[String(event.event_type)]
    // The profit-sharing account notice has the same event_type (§20).
    if (rule && sealed.original_type !== 'profitsharing') {
      if (sealed.original_type !== rule.type) report(`original_type is not ${rule.type} (§20)`)
      if (sealed.associated_data !== rule.type) report(`associated_data is not ${rule.type} (§20)`)
      rule.check(resource, 'plaintext ', report)
    }
    return { event, resource }
  })

/** §6.2; the plaintext of every documented event is a JSON object. */
function openResource(sealed: Record<string, unknown>, apiV3Key: string, report: Report) {
  const { nonce, associated_data: associatedData, ciphertext } = sealed
  try {
    return jsonObject(openAead(apiV3Key, String(nonce), String(associatedData), String(ciphertext)), report)
  } catch (error) {
    report(`resource cannot be decrypted: ${(error as Error).message}`)
    return undefined
  }
}

export type WebhookSeal = PlatformSeal & {
  apiV3Key: string
  id: string
  eventType: string
  /** Also the associated data. `undefined` leaves it out and the associated data empty, as notices were seen (§20). */
  originalType: string | undefined
  resource?: Record<string, unknown>
  /** What is encrypted in its place, JSON or not. */
  text?: string
  summary?: string
  /** Twelve characters. */
  resourceNonce?: string
}

/** The platform's notification (§20). */
export function sealWebhook(seal: WebhookSeal): Webhook {
  const nonce = seal.resourceNonce ?? '61f9c719728a'
  const associatedData = seal.originalType ?? ''
  const event = {
    id: seal.id,
    create_time: new Date(seal.now + 8 * 3_600_000).toISOString().replace(/\.\d+Z$/, '+08:00'),
    resource_type: 'encrypt-resource',
    event_type: seal.eventType,
    summary: seal.summary ?? '支付成功',
    resource: {
      original_type: seal.originalType,
      algorithm: 'AEAD_AES_256_GCM',
      ciphertext: sealAead(seal.apiV3Key, nonce, associatedData, seal.text ?? JSON.stringify(seal.resource)),
      associated_data: associatedData,
      nonce,
    },
  }
  // As one real notice was written: what is parsed and written again is not what was signed.
  const body = new Uint8Array(Buffer.from(JSON.stringify(event, null, 1).replaceAll('/', '\\/')))
  return { headers: { 'content-type': 'application/json', ...signedHeaders(body, seal) }, body }
}
