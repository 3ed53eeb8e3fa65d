import { placeRefund, settleBookRefund } from '../../mock/book.js'
import { orderOf, write } from '../../mock/controls.js'
import { type MockGateway, runningOf } from '../../mock/running.js'
import { newRefundId } from './numbers.js'
import { memoryOf, type RefundMemory } from './platform.js'

export type RefundByHandParameters = {
  orderId: string
  /** Minor units. Default: the whole order. */
  value?: number
  /** Default: one that the console makes up. */
  refundId?: string
}

/**
 * Somebody refunds an order by hand in the merchant console (商户平台): the money goes back at once, and WeChat Pay tells
 * of it in APIv2's form, XML that nobody signs, at the address of the order's webhooks. Gives the refund's number.
 *
 * @throws `Error` for an order that does not exist or is not paid, or more than is left of it.
 * @see https://pay.weixin.qq.com/doc/v2/merchant/4011936665 退款结果通知
 * @example
 * const refundId = await refundByHand(mock, { orderId: 'T-1001' })
 */
export async function refundByHand(mock: MockGateway, parameters: RefundByHandParameters): Promise<string> {
  const { book, notify } = runningOf(mock, 'wechatpay')
  const order = orderOf(mock, { provider: 'wechatpay', orderId: parameters.orderId })
  const now = mock.clock.now()
  const providerRefundId = newRefundId(mock.clock)
  const refund = placeRefund(book, {
    refundId: parameters.refundId ?? providerRefundId,
    providerRefundId,
    order,
    value: parameters.value ?? order.amount.value,
    createdAt: now,
    wire: {
      fingerprint: '',
      subMerchantId: memoryOf(order).prepay.sub_mchid as string | undefined,
      notifyUrl: undefined,
      byHand: true,
      receivedBy: '支付用户零钱',
    } satisfies RefundMemory,
  })
  settleBookRefund(refund, 'succeeded', now)
  write(mock, 'wechatpay', 'refundByHand', refund.refundId)
  notify({ type: 'refund', refund, status: 'succeeded', at: now })
  return refund.refundId
}
