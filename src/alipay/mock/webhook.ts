import { toChinaText } from '../../codec/time.js'
import type { WireRequest } from '../../core/transport.js'
import { utf8 } from '../../crypto/bytes.js'
import { randomHex, yuanText } from '../../mock/numbers.js'
import type { Forgery, NewNotice, Notice } from '../../mock/provider.js'
import { notificationText } from '../canonical.js'
import { notifyId } from './numbers.js'
import { buyer, memoryOf, type Platform } from './platform.js'
import { refundedWith } from './refunds.js'
import { signForm } from './sign.js'

const hour = 3_600_000

type TradeNotice = Exclude<Notice, { type: 'other' }>

/** Without an address there is nowhere to tell of it; of a refund that failed nothing tells at all. */
export function isTold(notice: NewNotice): boolean {
  if (notice.type === 'other') return true
  const { beside } = memoryOf(notice.type === 'refund' ? notice.refund.order : notice.order)
  return beside.notifyUrl !== undefined && (notice.type !== 'refund' || notice.status === 'succeeded')
}

/** A trade notification (异步通知) about this notice, signed now, or false in the way asked for. */
export async function sealTrade(platform: Platform, notice: TradeNotice, forgery?: Forgery): Promise<WireRequest> {
  const { identity, clock, options, witness } = platform
  const order = notice.type === 'refund' ? notice.refund.order : notice.order
  const { subject, body, passbackParams, tradeNo, beside } = memoryOf(order)
  const total = yuanText(order.amount.value)
  // Alipay names no clock window: one from another hour differs in its time only, and is rightly signed.
  const shift = forgery === 'replayed' ? -hour : forgery === 'from-the-future' ? hour : 0
  const appId = forgery === 'foreign-app' ? '2021000000000000' : identity.appId
  const unsigned: Record<string, string> = {
    gmt_create: toChinaText(order.createdAt),
    charset: 'utf-8',
    subject,
    buyer_id: order.payerId ?? buyer.id,
    buyer_logon_id: buyer.logonId,
    notify_id: notifyId(notice),
    notify_type: 'trade_status_sync',
    notify_time: toChinaText(clock.now() + shift),
    version: '1.0',
    app_id: appId,
    auth_app_id: appId,
    seller_id: forgery === 'foreign-merchant' ? '2088000000000000' : identity.sellerId,
    trade_no: tradeNo,
    out_trade_no: order.orderId,
    total_amount: total,
    trade_status: options.refunds === false ? 'TRADE_FINISHED' : 'TRADE_SUCCESS',
    ...(body !== undefined && { body }),
    ...(passbackParams !== undefined && { passback_params: passbackParams }),
    ...(order.paidAt !== undefined && {
      gmt_payment: toChinaText(order.paidAt),
      receipt_amount: total,
      buyer_pay_amount: total,
      point_amount: '0.00',
      invoice_amount: total,
      fund_bill_list: JSON.stringify([{ amount: total, fundChannel: 'ALIPAYACCOUNT' }]),
    }),
    ...(notice.type === 'refund' && refundMembers(notice)),
  }
  const privateKey = forgery === 'wrong-key' ? identity.stranger : identity.alipay.privateKey
  witness?.signed(notificationText(unsigned))
  const { sign, ...rest } = await signForm(identity, unsigned, privateKey)
  const told = forgery === 'unsigned' ? rest : { ...rest, sign: sign! }
  if (forgery === 'tampered-body') told.total_amount = total === '0.01' ? '0.02' : '0.01'
  return {
    method: 'POST',
    url: beside.notifyUrl ?? 'https://shop.example/notify',
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      'alipay-request-id': randomHex(16),
    },
    body: utf8(new URLSearchParams(told).toString()),
  }
}

/** As things stood when the refund succeeded, however late the delivery is. */
function refundMembers({ refund, at }: Notice & { type: 'refund' }): Record<string, string> {
  const refunded = refundedWith(refund)
  const time = refund.settledAt ?? at
  return {
    out_biz_no: refund.refundId,
    refund_fee: yuanText(refunded),
    send_back_fee: yuanText(refund.value),
    gmt_refund: `${toChinaText(time)}.${String(time % 1000).padStart(3, '0')}`,
    ...(refunded === refund.order.amount.value && { trade_status: 'TRADE_CLOSED', gmt_close: toChinaText(time) }),
  }
}
