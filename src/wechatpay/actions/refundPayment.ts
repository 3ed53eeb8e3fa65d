import * as z from 'zod/mini'
import type { Amount } from '../../core/amount.js'
import { mustAnswer } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import {
  checkParameters,
  count,
  exactlyOne,
  existing,
  parameterSchema,
  textUpTo,
  unless,
  yuanAmount,
} from '../../core/parameters.js'
import { mustBeReachable } from '../../core/public-url.js'
import { inShape } from '../../core/shape.js'
import type { WechatpayAccount } from '../account.js'
import { call } from '../call.js'
import { notifyUrl, refundId } from '../limits.js'
import { refundFields } from '../parties.js'
import { toRefund, type WechatpayRefund } from '../payment.js'
import { refundPaymentRefusals } from '../refusals.js'
import { toSnakeCase } from '../snake-case.js'
import { refundShape } from '../wire.js'

/** A refund as it is asked for, without the number of its payment. */
export type WechatpayRefundRequest = {
  /** 商户退款单号 `out_refund_no`: 1 to 64 characters of `0-9 A-Z a-z _-|*@`. The idempotency key. */
  refundId: string
  /** What to give back, in fen. Part of the order or all of it; several refunds may share an order (at most 50). */
  amount: Amount
  /** What was ordered, in fen: WeChat Pay asks for it as a check. */
  orderAmount: Amount
  /** The payer reads it, 1 to 80 characters. */
  reason?: string
  /** Where refund webhooks go. Default: the address in the merchant console, where APIv2's form may be set. */
  notifyUrl?: string
  /** Take the money from the available balance, or (old fund flow) from unsettled money. */
  fundsAccount?: 'AVAILABLE' | 'UNSETTLED'
  /** Which balances pay how much. */
  from?: readonly { account: 'AVAILABLE' | 'UNAVAILABLE'; amount: Amount }[]
  /** 退款商品; prices in fen. */
  goodsDetail?: readonly {
    merchantGoodsId: string
    wechatpayGoodsId?: string
    goodsName?: string
    unitPrice: number
    refundAmount: number
    refundQuantity: number
  }[]
}

/** The payment is named by the merchant's number or by WeChat Pay's. */
export type RefundPaymentParameters = WechatpayRefundRequest &
  ({ paymentId: string; orderId?: undefined } | { orderId: string; paymentId?: undefined })
export type RefundPaymentResult = WechatpayRefund

/**
 * Gives money back (退款), in part or whole. Usually answers `pending`; the webhook or {@link getRefund} tells the end.
 *
 * An unclear answer is never repeated blindly: ask {@link getRefund} first. The same `refundId` with the same amount
 * gives the same refund, never a second one (https://pay.weixin.qq.com/doc/v3/merchant/4013071036).
 *
 * @throws `BALANCE_TOO_LOW`, `ORDER_NOT_FOUND`, `REFUND_REFUSED`, `PAYER_REFUSED` and the codes of the pipeline.
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4013071036
 * @example
 * await refundPayment(client, {
 *   orderId: 'T-1001', refundId: 'T-1001-R1', amount: amount('5.00', 'CNY'), orderAmount: amount('25.00', 'CNY'),
 * })
 */
export async function refundPayment(
  client: Client<WechatpayAccount>,
  parameters: RefundPaymentParameters,
  options?: CallOptions,
): Promise<RefundPaymentResult> {
  const given = checkParameters('refundPayment', refundPaymentParameters, parameters)
  const { amount, orderAmount } = given
  mustBeReachable('refundPayment', client.account, given.notifyUrl)
  return call(
    client,
    {
      action: 'refundPayment',
      refusals: refundPaymentRefusals,
      method: 'POST',
      path: '/v3/refund/domestic/refunds',
      body: {
        ...refundFields(client.account),
        transaction_id: given.paymentId,
        out_trade_no: given.orderId,
        out_refund_no: given.refundId,
        reason: given.reason,
        notify_url: given.notifyUrl,
        funds_account: given.fundsAccount,
        amount: {
          refund: amount.value,
          from: given.from?.map((balance) => ({ account: balance.account, amount: balance.amount.value })),
          total: orderAmount.value,
          currency: amount.currency,
        },
        goods_detail: toSnakeCase(given.goodsDetail),
      },
      query: false,
      repeat: 'after-probe',
      resolve:
        'Call getRefund with this refundId before anything else. REFUND_NOT_FOUND proves that it was not accepted; then repeat it with the same refundId.',
      decode({ value }) {
        const raw = inShape(refundShape, value)
        mustAnswer({
          refundId: [given.refundId, raw.out_refund_no],
          orderId: [given.orderId, raw.out_trade_no],
          paymentId: [given.paymentId, raw.transaction_id],
          amount: [amount.value, raw.amount.refund],
          orderAmount: [orderAmount.value, raw.amount.total],
        })
        return toRefund(raw, raw.status)
      },
    },
    options,
  )
}

/** What refundPayment accepts. */
export const refundPaymentParameters = /* @__PURE__ */ parameterSchema<RefundPaymentParameters>(() =>
  z
    .strictObject({
      orderId: z.optional(existing()),
      paymentId: z.optional(existing()),
      refundId: refundId(),
      amount: yuanAmount(),
      orderAmount: yuanAmount(),
      reason: z.optional(textUpTo(80)),
      notifyUrl: z.optional(notifyUrl(256)),
      fundsAccount: z.optional(z.enum(['AVAILABLE', 'UNSETTLED'])),
      from: z.optional(
        z.array(z.strictObject({ account: z.enum(['AVAILABLE', 'UNAVAILABLE']), amount: yuanAmount() })),
      ),
      goodsDetail: z.optional(
        z.array(
          z.strictObject({
            merchantGoodsId: textUpTo(32),
            wechatpayGoodsId: z.optional(textUpTo(32)),
            goodsName: z.optional(textUpTo(256)),
            unitPrice: count(),
            refundAmount: count(),
            refundQuantity: count(),
          }),
        ),
      ),
    })
    .check(
      exactlyOne('orderId', 'paymentId'),
      unless(
        (given) => (given.amount.value > given.orderAmount.value ? 'must not be more than orderAmount' : undefined),
        ['amount', 'value'],
      ),
    ),
)
