import { parseXml, writeXml } from '../../codec/xml.js'
import type { WireRequest } from '../../core/transport.js'
import { utf8 } from '../../crypto/bytes.js'
import { md5Digest } from '../../crypto/keyed-digest.js'
import { randomHex } from '../../mock/numbers.js'
import type { Forgery, NewNotice, Notice } from '../../mock/provider.js'
import { type Fields, signedText } from '../canonical.js'
import { told } from './orders.js'
import { memoryOf, type Platform, unconfirmedOf } from './platform.js'
import { hidden } from './sign.js'

export const forgeries: readonly Forgery[] = ['tampered-body', 'wrong-key', 'unsigned', 'replayed', 'foreign-merchant']

/** WeChat Pay's of APIv2: QQ Wallet's own is unconfirmed. */
export const schedule = [15_000, 15_000, 30_000, 180_000, 1_800_000, 1_800_000, 1_800_000, 1_800_000, 3_600_000]

const addressOf = (notice: NewNotice): string | undefined =>
  notice.type === 'other' ? notice.url : notice.type === 'refund' ? undefined : memoryOf(notice.order).notifyUrl

/** Payments alone, and only where an address was given: no notification of a refund is known. */
export const isTold = (notice: NewNotice): boolean => addressOf(notice) !== undefined

function fieldsOf(platform: Platform, notice: Notice): Fields {
  if (notice.type === 'other') return notice.resource as Fields
  const { order } = notice.type === 'refund' ? notice.refund : notice
  const codes = unconfirmedOf(platform).noticesHaveCodes
  // What was so when it happened, whatever has become of it since.
  const paid = { ...told(platform, order), trade_state: 'SUCCESS' }
  return { ...(codes && { return_code: 'SUCCESS', result_code: 'SUCCESS' }), ...paid }
}

/** A notification, signed now, or false in the way asked for. */
export async function sealWebhook(platform: Platform, notice: Notice, forgery?: Forgery): Promise<WireRequest> {
  const { appId, merchantId, apiKey, witness } = platform
  const fields: Fields = {
    appid: appId,
    mch_id: forgery === 'foreign-merchant' ? '1900000999' : merchantId,
    nonce_str: randomHex(16),
    ...fieldsOf(platform, notice),
  }
  witness?.signed(signedText(fields, hidden))
  const sign = md5Digest(signedText(fields, forgery === 'wrong-key' ? '0'.repeat(32) : apiKey))
  const text = writeXml(forgery === 'unsigned' ? fields : { ...fields, sign })
  const tampered = text.replace(/<total_fee>(\d)/, (_, digit) => `<total_fee>${9 - Number(digit)}`)
  return {
    method: 'POST',
    url: addressOf(notice) ?? 'https://shop.example/notify',
    headers: { 'Content-Type': 'text/xml' },
    body: utf8(forgery === 'tampered-body' ? tampered : text),
  }
}

/** Whether an answer ends the deliveries: 200, and XML that says so, with blanks as they come. */
export function isAcknowledged(status: number, body: string): boolean {
  try {
    return status === 200 && parseXml(body.trim()).return_code?.trim() === 'SUCCESS'
  } catch {
    return false
  }
}
