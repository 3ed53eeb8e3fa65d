import type { Amount, Client, PaymentStatus, RefundStatus } from 'shroff'
import {
  type AwaitPaymentResult,
  type ClosePaymentResult,
  type CreatePaymentResult,
  callProvider,
  type GetPaymentResult,
  type GetRefundResult,
  getPayment,
  type RefundPaymentResult,
  refundPayment,
  type WechatpayAccount,
  type WechatpayEvent,
} from 'shroff/wechatpay'
import { describe, expectTypeOf, it } from 'vitest'

declare const client: Client<WechatpayAccount>
const fen = { currency: 'CNY', value: 1 } as const

describe('no result is any', () => {
  it('of an action', () => {
    expectTypeOf<CreatePaymentResult>().not.toBeAny()
    expectTypeOf<GetPaymentResult>().not.toBeAny()
    expectTypeOf<AwaitPaymentResult>().toEqualTypeOf<GetPaymentResult>()
    expectTypeOf<RefundPaymentResult>().toEqualTypeOf<GetRefundResult>()
    expectTypeOf<ClosePaymentResult['status']>().toEqualTypeOf<'closed'>()
    expectTypeOf<WechatpayEvent>().not.toBeAny()
  })

  it('of the escape hatch, and of raw members', () => {
    expectTypeOf(callProvider(client, { method: 'GET', path: '/v3/x' })).resolves.toBeUnknown()
    expectTypeOf<CreatePaymentResult['raw']>().toBeUnknown()
    expectTypeOf<GetPaymentResult['raw']>().not.toBeAny()
    expectTypeOf<GetPaymentResult['raw']['trade_state']>().toEqualTypeOf<string>()
  })
})

describe('results', () => {
  it('are typed to the member', () => {
    expectTypeOf<GetPaymentResult['status']>().toEqualTypeOf<PaymentStatus>()
    expectTypeOf<GetPaymentResult['amount']>().toEqualTypeOf<Amount | undefined>()
    expectTypeOf<GetRefundResult['status']>().toEqualTypeOf<RefundStatus>()
    expectTypeOf<GetRefundResult['amount']>().toEqualTypeOf<Amount>()
  })

  it('narrow a webhook by its type', () => {
    const read = (event: WechatpayEvent) => {
      if (event.type === 'payment.paid') expectTypeOf(event.amount).toEqualTypeOf<Amount>()
      else if (event.type === 'other') expectTypeOf(event.name).toEqualTypeOf<string>()
      else expectTypeOf(event.refundId).toEqualTypeOf<string>()
    }
    expectTypeOf(read).toBeFunction()
  })
})

describe('numbers', () => {
  it('of a payment: one of the two', () => {
    getPayment(client, { orderId: 'T-1001' })
    getPayment(client, { paymentId: '42' })
    // @ts-expect-error which?
    getPayment(client, { orderId: 'T-1001', paymentId: '42' })
    // @ts-expect-error neither
    getPayment(client, {})
  })

  it('of a refunded payment: one of the two', () => {
    refundPayment(client, { orderId: 'T-1001', refundId: 'R', amount: fen, orderAmount: fen })
    // @ts-expect-error neither
    refundPayment(client, { refundId: 'R', amount: fen, orderAmount: fen })
    // @ts-expect-error the order's amount is the check
    refundPayment(client, { orderId: 'T-1001', refundId: 'R', amount: fen })
  })
})
