import type { AppAction, Client, FormAction, QrAction, RedirectAction } from 'shroff'
import {
  type AlipayAccount,
  type AlipayChannel,
  type AlipayEvent,
  type CreatePaymentParameters,
  createPayment,
  freezeFunds,
  getPayment,
  refundPayment,
} from 'shroff/alipay'
import { describe, expectTypeOf, it } from 'vitest'

declare const client: Client<AlipayAccount>
const tea = { orderId: 'T_1001', amount: { currency: 'CNY', value: 2500 }, description: 'tea' } as const
const amount = { currency: 'CNY', value: 1 } as const

describe('createPayment of Alipay narrows by channel', () => {
  it('qr, page and app', async () => {
    const qr = await createPayment(client, { ...tea, channel: 'qr' })
    expectTypeOf(qr.nextAction).toEqualTypeOf<QrAction>()
    const page = await createPayment(client, { ...tea, channel: 'page', as: 'form' })
    expectTypeOf(page.nextAction).toEqualTypeOf<RedirectAction | FormAction>()
    const app = await createPayment(client, { ...tea, channel: 'app' })
    expectTypeOf(app.nextAction).toEqualTypeOf<AppAction<{ orderString: string }>>()
  })

  it('a payer’s code, which has no next action', async () => {
    const payment = await createPayment(client, { ...tea, channel: 'barcode', payerCode: '28' })
    expectTypeOf(payment.status).toEqualTypeOf<'paid' | 'processing'>()
    // @ts-expect-error it is paid, or the payer is asked
    payment.nextAction
  })

  it('and refuses the fields of another channel', () => {
    // @ts-expect-error who pays?
    createPayment(client, { ...tea, channel: 'jsapi' })
    // @ts-expect-error one payer, not two
    createPayment(client, { ...tea, channel: 'jsapi', buyerId: '2088', buyerOpenId: 'o' })
    // @ts-expect-error a code comes back to no page
    createPayment(client, { ...tea, channel: 'qr', returnUrl: 'https://shop.example' })
    // @ts-expect-error WeChat Pay's
    createPayment(client, { ...tea, channel: 'qr', attach: 'x' })
  })

  it('has eight channels', () => {
    type Channels = 'qr' | 'barcode' | 'face' | 'jsapi' | 'miniprogram' | 'page' | 'wap' | 'app'
    expectTypeOf<AlipayChannel>().toEqualTypeOf<Channels>()
    expectTypeOf<CreatePaymentParameters['channel']>().toEqualTypeOf<Channels>()
  })
})

describe('numbers', () => {
  it('of a payment: one of the two', () => {
    getPayment(client, { orderId: 'T_1001' })
    getPayment(client, { paymentId: '42' })
    // @ts-expect-error which?
    getPayment(client, { orderId: 'T_1001', paymentId: '42' })
  })

  it('of a refund: its own, and the payment’s', () => {
    refundPayment(client, { orderId: 'T_1001', refundId: 'R', amount })
    // @ts-expect-error of what?
    refundPayment(client, { refundId: 'R', amount })
    // @ts-expect-error the idempotency key
    refundPayment(client, { orderId: 'T_1001', amount })
  })

  it('of a freeze', async () => {
    const frozen = await freezeFunds(client, { ...tea, channel: 'barcode', freezeId: 'F', payerCode: '28' } as never)
    expectTypeOf(frozen).not.toBeAny()
  })
})

it('events of Alipay narrow by their type', () => {
  const read = (event: AlipayEvent) => {
    if (event.type === 'payment.paid') expectTypeOf(event.orderId).toEqualTypeOf<string>()
    if (event.type === 'refund.succeeded') expectTypeOf(event.refundId).toEqualTypeOf<string>()
  }
  expectTypeOf(read).toBeFunction()
})
