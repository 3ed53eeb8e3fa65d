import { md5, toBase64 } from '#crypto'
import { toChinaText } from '../../../codec/time.js'
import { writeXml } from '../../../codec/xml.js'
import type { WireRequest } from '../../../core/transport.js'
import { concat, toLowerHex, utf8 } from '../../../crypto/bytes.js'
import { randomHex } from '../../../mock/numbers.js'
import type { Notice } from '../../../mock/provider.js'
import { spelled } from '../answer.js'
import { memoryOf, type Platform, refundMemoryOf } from '../platform.js'

const status = { pending: 'PROCESSING', succeeded: 'SUCCESS', closed: 'REFUNDCLOSE', 'needs-action': 'CHANGE' } as const

/**
 * A refund that was made by hand in the merchant console is told in APIv2's form: XML that nobody signs, whose `req_info`
 * only the APIv2 key opens.
 */
export async function noticeByHand({ identity }: Platform, notice: Notice & { type: 'refund' }): Promise<WireRequest> {
  const { refund } = notice
  const { order, value } = refund
  const { prepay } = memoryOf(order)
  const details = writeXml({
    out_refund_no: refund.refundId,
    out_trade_no: order.orderId,
    refund_account: 'REFUND_SOURCE_RECHARGE_FUNDS',
    refund_fee: String(value),
    refund_id: refund.providerRefundId,
    refund_recv_accout: refundMemoryOf(refund).receivedBy,
    refund_request_source: 'VENDOR_PLATFORM',
    refund_status: status[notice.status],
    settlement_refund_fee: String(value),
    settlement_total_fee: String(order.amount.value),
    success_time: toChinaText(notice.at),
    total_fee: String(order.amount.value),
    transaction_id: order.paymentId ?? '',
  }).replace(/^<xml>(.*)<\/xml>$/s, '<root>$1</root>')
  const key = utf8(toLowerHex(md5(utf8(identity.apiV2Key))))
  return {
    method: 'POST',
    url: prepay.notify_url as string,
    headers: { [spelled.contentType]: 'text/xml' },
    body: utf8(
      writeXml({
        return_code: 'SUCCESS',
        appid: identity.appId,
        mch_id: identity.merchantId,
        nonce_str: randomHex(16),
        req_info: toBase64(await encryptEcb(key, utf8(details))),
      }),
    ),
  }
}

/** AES-256-ECB with PKCS#7 padding. WebCrypto has no ECB: each block is the first of a CBC with an empty vector. */
async function encryptEcb(secret: Uint8Array<ArrayBuffer>, plaintext: Uint8Array): Promise<Uint8Array> {
  const key = await crypto.subtle.importKey('raw', secret, 'AES-CBC', false, ['encrypt'])
  const padding = 16 - (plaintext.length % 16)
  const padded = concat(plaintext, new Uint8Array(padding).fill(padding))
  const blocks = Array.from({ length: padded.length / 16 }, async (_, place) => {
    const block = padded.slice(place * 16, place * 16 + 16)
    const pair = await crypto.subtle.encrypt({ name: 'AES-CBC', iv: new Uint8Array(16) }, key, block)
    return new Uint8Array(pair).slice(0, 16)
  })
  return concat(...(await Promise.all(blocks)))
}
