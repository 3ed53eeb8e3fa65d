import { type Client, memoryJournal, type ShroffError } from 'shroff'
import * as alipay from 'shroff/alipay'
import * as wechatpay from 'shroff/wechatpay'
import { describe, expectTypeOf, it } from 'vitest'

declare const shops: { wechatpay: Client<wechatpay.WechatpayAccount>; alipay: Client<alipay.AlipayAccount> }
declare const end: wechatpay.SettlePaymentResult | alipay.SettlePaymentResult
const orderId = 'T_1001'
const sale = { orderId, amount: { currency: 'CNY', value: 2500 }, description: 'Tea' } as const

describe('settlePayment', () => {
  it('ends in one of four ways, and each has what the next step needs', () => {
    expectTypeOf(end.result).toEqualTypeOf<'paid' | 'reversed' | 'refund-due' | 'unresolved'>()
    if (end.result === 'paid') expectTypeOf(end.payment.orderId).toEqualTypeOf<string>()
    if (end.result === 'reversed') expectTypeOf(end.lateChargePossibleUntil).toEqualTypeOf<Date | undefined>()
    if (end.result === 'unresolved') expectTypeOf(end.undoing).toEqualTypeOf<boolean>()
    if (end.result === 'refund-due' || end.result === 'unresolved') expectTypeOf(end.error).toEqualTypeOf<ShroffError>()
  })

  it('takes a code, or an order alone, each with how it is settled', () => {
    const how = { journal: memoryJournal(), patience: 30_000, undoing: true, chargedAt: new Date() }
    alipay.settlePayment(shops.alipay, { orderId, ...how })
    alipay.settlePayment(shops.alipay, { ...sale, ...how, payerCode: '28' })
    wechatpay.settlePayment(shops.wechatpay, { ...sale, ...how, payerCode: '13', payerClientIp: '203.0.113.7' })
    wechatpay.settlePayment(shops.wechatpay, {
      orderId,
      onProgress: ({ step, secondsLeft }) => {
        expectTypeOf(step).toEqualTypeOf<'charged' | 'waiting-for-password' | 'undoing'>()
        expectTypeOf(secondsLeft).toEqualTypeOf<number>()
      },
    })
  })

  it('says what a code is charged without', () => {
    // @ts-expect-error: amount and description are missing
    alipay.settlePayment(shops.alipay, { orderId, payerCode: '28' })
    // @ts-expect-error: payerClientIp is missing
    wechatpay.settlePayment(shops.wechatpay, { ...sale, payerCode: '13' })
    // @ts-expect-error: a journal has three steps
    alipay.settlePayment(shops.alipay, { orderId, journal: { acquire: async () => undefined } })
  })

  it('always says what a cancel did', () => {
    expectTypeOf<alipay.CancelPaymentResult['action']>().toEqualTypeOf<'close' | 'refund' | 'none'>()
  })
})
