import { toChinaDigits, toChinaTime } from '../../codec/time.js'
import type { WireRequest } from '../../core/transport.js'
import { utf8 } from '../../crypto/bytes.js'
import { type Json, writeJson } from '../../mock/http.js'
import type { Forgery, Notice } from '../../mock/provider.js'
import { signatureHeaders, spelled } from './answer.js'
import { encryptResource } from './certificates.js'
import { type NamedParty, strangerTo } from './identity.js'
import { newRequestId } from './numbers.js'
import { memoryOf, type Platform, refundMemoryOf } from './platform.js'
import { refundNotice } from './refund.js'
import { transaction } from './transaction.js'
import { noticeByHand } from './v2/refund-notice.js'

export const forgeries: readonly Forgery[] = [
  'tampered-body',
  'wrong-key',
  'unsigned',
  'unknown-serial',
  'replayed',
  'from-the-future',
  'probe',
  'foreign-merchant',
  'foreign-app',
  'wrong-secret',
]

/** A webhook about this notice, signed now by this key (doc 4012791836), or false in the way asked for. */
export async function sealWebhook(
  platform: Platform,
  notice: Notice,
  key: NamedParty,
  forgery?: Forgery,
): Promise<WireRequest> {
  if (notice.type === 'refund' && refundMemoryOf(notice.refund).byHand) return noticeByHand(platform, notice)
  const { identity, unconfirmed } = platform
  const { eventType, originalType, summary, resource, url } = describe(platform, notice)
  const told = { ...resource, ...foreignParties(forgery, resource) }
  const secret = forgery === 'wrong-secret' ? '0'.repeat(32) : identity.apiV3Key
  const bare = unconfirmed.sendsBareWebhooks
  const sealed = await encryptResource(identity, key, secret, bare ? '' : originalType, JSON.stringify(told))
  const text = writeJson({
    id: `EV-${toChinaDigits(notice.at)}${notice.id.padStart(6, '0')}`,
    create_time: toChinaTime(notice.at),
    resource_type: 'encrypt-resource',
    event_type: eventType,
    summary,
    resource: { ...(!bare && { original_type: originalType }), ...sealed },
  })
  const signed = await signatureHeaders(platform, text, {
    serial: forgery === 'unknown-serial' ? '7'.repeat(40) : key.serial,
    key: forgery === 'wrong-key' ? strangerTo(identity, key) : key,
    secondsAgo: forgery === 'replayed' ? 3600 : forgery === 'from-the-future' ? -3600 : 0,
    probe: forgery === 'probe',
  })
  return {
    method: 'POST',
    url,
    headers: {
      [spelled.contentType]: 'application/json',
      [spelled.requestId]: newRequestId(false),
      ...(forgery !== 'unsigned' && signed),
    },
    body: utf8(forgery === 'tampered-body' ? text.replace('"create_time":', '"create_time": ') : text),
  }
}

function describe(platform: Platform, notice: Notice) {
  if (notice.type === 'other') {
    const { eventType, resource, url } = notice
    // What other products call their resources is in no list; the first part of the event's name is near it.
    const originalType = eventType.split('.')[0]!.toLowerCase()
    return { eventType, originalType, summary: eventType, resource: resource as Json, url }
  }
  if (notice.type === 'payment.paid') {
    const { prepay } = memoryOf(notice.order)
    return {
      eventType: 'TRANSACTION.SUCCESS',
      originalType: 'transaction',
      summary: '支付成功',
      // The state as it was when the event happened, not as it is at a late delivery.
      resource: {
        ...transaction(platform, notice.order),
        trade_state: 'SUCCESS',
        trade_state_desc: '支付成功',
      } as Json,
      url: prepay.notify_url as string,
    }
  }
  const { prepay } = memoryOf(notice.refund.order)
  const merchant =
    prepay.sp_mchid === undefined ? { mchid: prepay.mchid } : { sp_mchid: prepay.sp_mchid, sub_mchid: prepay.sub_mchid }
  const [state, summary] = refundEvents[notice.status]
  return {
    eventType: `REFUND.${state}`,
    originalType: 'refund',
    summary,
    resource: refundNotice(notice.refund, notice.status, merchant),
    // Without an address of its own a refund uses the one in the merchant console; here that is the order's.
    url: refundMemoryOf(notice.refund).notifyUrl ?? (prepay.notify_url as string),
  }
}

const refundEvents = {
  pending: ['PROCESSING', '退款处理中'],
  succeeded: ['SUCCESS', '退款成功'],
  closed: ['CLOSED', '退款关闭'],
  'needs-action': ['ABNORMAL', '退款异常'],
} as const

function foreignParties(forgery: Forgery | undefined, resource: Json): Json {
  const partner = resource.sp_mchid !== undefined
  if (forgery === 'foreign-merchant') return partner ? { sp_mchid: '1900000001' } : { mchid: '1900000001' }
  if (forgery === 'foreign-app') return partner ? { sp_appid: 'wx0000000000000001' } : { appid: 'wx0000000000000001' }
  return {}
}
