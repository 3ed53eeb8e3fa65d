import {
  type BookOrder,
  closeOrder,
  payOrder,
  placeOrder,
  placeRefund,
  refundable,
  settleBookRefund,
} from '../../../mock/book.js'
import { usePayerCode } from '../../../mock/payer-code.js'
import { newPaymentId, newRefundId } from '../numbers.js'
import { transaction } from '../orders.js'
import { type Handler, type Json, memoryOf, type OrderMemory, type Platform, type RefundMemory } from '../platform.js'
import { mustBeSubMerchant } from '../prepay.js'
import { refuse } from '../refusal.js'
import { checkBody, upTo } from '../rules.js'

/** The product of payer-presented codes (付款码), in both generations of the API. */
export const codePay = 'codepay'

/** What became of a charge; both generations tell it in their own words. */
export type Charged =
  | 'paid'
  | 'payer-busy'
  | 'payer-refuses'
  | 'code-used'
  | 'code-expired'
  | 'order-paid'
  | 'order-reversed'
  | 'order-used'

/** Charges a payer's code, if the order is new. */
export function charge(
  { book, clock }: Platform,
  asked: { orderId: string; value: number; payerCode: string; prepay: Json },
): Charged {
  const { orderId, value, payerCode, prepay } = asked
  const known = book.orders.get(orderId)
  if (known?.status === 'paid') return 'order-paid'
  if (known?.status === 'closed') return 'order-reversed'
  if (known) return 'order-used'
  const now = clock.now()
  const payer = usePayerCode(book, payerCode, now)
  if (payer === 'used-up') return 'code-used'
  if (payer === 'expired') return 'code-expired'
  // Whether such an order exists for a query afterwards is unconfirmed; here it does not.
  if (payer === 'refuses') return 'payer-refuses'
  const order = placeOrder(book, {
    orderId,
    amount: { currency: 'CNY', value },
    createdAt: now,
    // How long the payer may type is unconfirmed.
    expiresAt: now + 300_000,
    opened: true,
    wire: { product: codePay, prepay } satisfies OrderMemory,
  })
  if (payer === 'types-password') return 'payer-busy'
  payOrder(order, { paymentId: newPaymentId(clock), payerId: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o', now })
  return 'paid'
}

/** Closes what is open, gives back what is paid. That reversing an unknown order succeeds is unconfirmed. */
export function reverse({ book, clock }: Platform, order: BookOrder | undefined): void {
  if (order?.status === 'pending') closeOrder(order)
  const value = order?.status === 'paid' ? refundable(order) : 0
  if (!order || value === 0) return
  const refund = placeRefund(book, {
    refundId: `reverse ${order.orderId}`,
    providerRefundId: newRefundId(clock),
    order,
    value,
    createdAt: clock.now(),
    wire: {
      fingerprint: '',
      subMerchantId: memoryOf(order).prepay.sub_mchid as string | undefined,
      notifyUrl: undefined,
      receivedBy: '支付用户零钱',
    } satisfies RefundMemory,
  })
  settleBookRefund(refund, 'succeeded', clock.now())
}

const parties = (partner: boolean) =>
  partner
    ? { sp_appid: upTo(32), sp_mchid: upTo(32), 'sub_appid?': upTo(32), sub_mchid: upTo(32) }
    : { appid: upTo(32), mchid: upTo(32) }

/** `POST …/codepay` (doc 4012382150). The codes of its refusals are unconfirmed. */
export const codepay =
  (partner: boolean): Handler =>
  (gateway, body) => {
    checkBody(
      {
        ...parties(partner),
        description: upTo(127),
        out_trade_no: /^[0-9A-Za-z_\-|*]{6,32}$/,
        'attach?': upTo(128),
        'goods_tag?': upTo(32),
        'support_fapiao?': 'boolean',
        payer: { auth_code: /^1[0-5]\d{16}$/ },
        amount: { total: 'amount', 'currency?': /^CNY$/ },
        scene_info: {
          'device_id?': upTo(32),
          'device_ip?': upTo(45),
          'store_info?': { 'id?': upTo(32), 'out_id?': upTo(32) },
        },
        'detail?': 'any',
        'settle_info?': { 'profit_sharing?': 'boolean' },
      },
      body,
    )
    if ((partner ? body.sp_appid : body.appid) !== gateway.identity.appId)
      throw refuse(400, 'APPID_MCHID_NOT_MATCH', 'appid和mch_id不匹配')
    if (partner) mustBeSubMerchant(gateway, body)
    const orderId = body.out_trade_no as string
    const { payer, ...prepay } = body
    const charged = charge(gateway, {
      orderId,
      value: (body.amount as { total: number }).total,
      payerCode: (payer as { auth_code: string }).auth_code,
      prepay,
    })
    if (charged === 'payer-refuses') throw refuse(403, 'NOT_ENOUGH', '余额不足')
    if (charged === 'code-used') throw refuse(400, 'AUTH_CODE_INVALID', '付款码已被使用，请刷新付款码后重新收款')
    if (charged === 'code-expired') throw refuse(400, 'AUTH_CODE_INVALID', '付款码已过期，请刷新付款码后重新收款')
    if (charged === 'order-paid') throw refuse(400, 'ORDERPAID', '该订单已支付')
    if (charged === 'order-reversed') throw refuse(400, 'ORDER_CLOSED', '订单已撤销')
    if (charged === 'order-used') throw refuse(403, 'OUT_TRADE_NO_USED', '商户订单号重复')
    return transaction(gateway, gateway.book.orders.get(orderId)!)
  }

/** `POST …/out-trade-no/{n}/reverse` (doc 4012382150). */
export const reverseByOrderId =
  (orderId: string, partner: boolean): Handler =>
  (gateway, body) => {
    checkBody(parties(partner), body)
    const order = gateway.book.orders.get(orderId)
    if (order && memoryOf(order).prepay.sub_mchid !== body.sub_mchid) throw refuse(404, 'ORDER_NOT_EXIST', '订单不存在')
    if (order && memoryOf(order).product !== codePay) throw refuse(400, 'INVALID_REQUEST', '非付款码支付订单')
    reverse(gateway, order)
    return { ...body, out_trade_no: orderId }
  }
