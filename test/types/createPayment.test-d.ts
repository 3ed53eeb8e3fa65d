import type { Client, QrAction, RedirectAction } from 'shroff'
import {
  type AppPayload,
  createPayment,
  type JsapiParameters,
  type MiniprogramParameters,
  type WechatpayAccount,
  type WechatpayChannel,
} from 'shroff/wechatpay'
import { describe, expectTypeOf, it } from 'vitest'

declare const client: Client<WechatpayAccount>
const tea = {
  orderId: 'T-1001',
  amount: { currency: 'CNY', value: 2500 },
  description: 'tea',
  notifyUrl: 'https://shop.example/notify',
} as const
const h5 = { type: 'Wap' } as const

describe('createPayment narrows nextAction by channel', () => {
  it('qr', async () => {
    const { nextAction } = await createPayment(client, { ...tea, channel: 'qr' })
    expectTypeOf(nextAction).toEqualTypeOf<QrAction>()
    expectTypeOf(nextAction.content).toEqualTypeOf<string>()
  })

  it('wap', async () => {
    const { nextAction } = await createPayment(client, { ...tea, channel: 'wap', payerClientIp: '1.2.3.4', h5 })
    expectTypeOf(nextAction).toEqualTypeOf<RedirectAction>()
  })

  it('jsapi', async () => {
    const { nextAction } = await createPayment(client, { ...tea, channel: 'jsapi', openId: 'o' })
    expectTypeOf(nextAction.parameters).toEqualTypeOf<Readonly<JsapiParameters>>()
  })

  it('miniprogram', async () => {
    const { nextAction } = await createPayment(client, { ...tea, channel: 'miniprogram', subOpenId: 'o' })
    expectTypeOf(nextAction.parameters).toEqualTypeOf<Readonly<MiniprogramParameters>>()
    // @ts-expect-error the mini program is not told its own app id
    nextAction.parameters.appId
  })

  it('app', async () => {
    const { nextAction } = await createPayment(client, { ...tea, channel: 'app' })
    expectTypeOf(nextAction.payload).toEqualTypeOf<Readonly<AppPayload>>()
  })

  it('a channel chosen at run time, by its result', async () => {
    const channel = 'qr' as 'qr' | 'app'
    const payment = await createPayment(client, { ...tea, channel })
    if (payment.channel === 'qr') expectTypeOf(payment.nextAction).toEqualTypeOf<QrAction>()
    else expectTypeOf(payment.nextAction.payload).toEqualTypeOf<Readonly<AppPayload>>()
  })
})

describe('createPayment refuses at compile time', () => {
  it('fields of another channel', () => {
    // @ts-expect-error the payer's app is of the app channel's business only
    createPayment(client, { ...tea, channel: 'wap', payerClientIp: '1.2.3.4', h5, openId: 'o' })
    // @ts-expect-error H5 is for wap
    createPayment(client, { ...tea, channel: 'qr', h5 })
    // @ts-expect-error one payer, not two
    createPayment(client, { ...tea, channel: 'jsapi', openId: 'o', subOpenId: 'o' })
  })

  it('missing fields of the channel', () => {
    // @ts-expect-error who pays?
    createPayment(client, { ...tea, channel: 'jsapi' })
    // @ts-expect-error from where, and in what kind of page?
    createPayment(client, { ...tea, channel: 'wap' })
  })

  it('channels of other providers, and misspelt fields', () => {
    // @ts-expect-error WeChat Pay APIv3 creates no such order
    createPayment(client, { ...tea, channel: 'face' })
    // @ts-expect-error orderId
    createPayment(client, { ...tea, channel: 'qr', orderid: 'T-1001' })
  })

  it('amounts that are no amounts', () => {
    // @ts-expect-error a number has no currency
    createPayment(client, { ...tea, channel: 'qr', amount: 2500 })
    // @ts-expect-error no bigint
    createPayment(client, { ...tea, channel: 'qr', amount: { currency: 'CNY', value: 2500n } })
  })
})

it('has the five channels of APIv3, and the payer’s code', () => {
  expectTypeOf<WechatpayChannel>().toEqualTypeOf<'qr' | 'barcode' | 'jsapi' | 'miniprogram' | 'wap' | 'app'>()
})
