import {
  type BookOrder,
  closeOrder,
  nameOrder,
  payOrder,
  placeOrder,
  placeRefund,
  refundable,
  settleBookRefund,
} from '../../mock/book.js'
import type { Json } from '../../mock/http.js'
import { usePayerCode } from '../../mock/payer-code.js'
import { newPaymentId, newRefundId } from './numbers.js'
import { memoryOf, type OrderMemory, type Platform, payerId, type RefundMemory } from './platform.js'

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
  | 'charged-again'
  | 'other-payer'

export type Charge = { orderId: string; value: number; payerCode: string; prepay: Json }

/** Charges a payer's code, if the order is new. */
export function charge({ book, clock }: Platform, asked: Charge): Charged {
  const { orderId, value, payerCode, prepay } = asked
  const known = book.orders.get(orderId)
  if (known) return repeated(known, asked)
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
    wire: { product: codePay, prepay, payerCode } satisfies OrderMemory,
  })
  if (payer === 'types-password') return 'payer-busy'
  payOrder(order, { ...newPayment({ book, clock }, order), now })
  return 'paid'
}

/** The payment of an order: from now on its number finds the order. */
export function newPayment({ book, clock }: Pick<Platform, 'book' | 'clock'>, order: BookOrder) {
  const paymentId = newPaymentId(clock)
  nameOrder(book, paymentId, order)
  return { paymentId, payerId }
}

/** A second charge under one number never charges; while the first is open its refusal depends on whose code it is. */
function repeated(known: BookOrder, { value, payerCode }: Charge): Charged {
  if (known.status === 'paid') return 'order-paid'
  if (known.status === 'closed') return 'order-reversed'
  const before = memoryOf(known)
  if (before.product !== codePay || known.amount.value !== value) return 'order-used'
  return before.payerCode === payerCode ? 'charged-again' : 'other-payer'
}

/** The money can be sent back by a reversal so long after the payment. */
const reversible = 7 * 24 * 3_600_000

/** Whether a paid order is too old to be reversed. */
export const isTooOld = ({ clock }: Platform, order: BookOrder): boolean =>
  order.status === 'paid' && clock.now() > order.paidAt! + reversible

/** Closes what is open, gives back what is paid. */
export function reverse({ book, clock }: Platform, order: BookOrder): void {
  if (order.status === 'pending') closeOrder(order)
  const value = order.status === 'paid' ? refundable(order) : 0
  if (value === 0) return
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
