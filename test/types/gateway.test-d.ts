import {
  type Amount,
  type Client,
  type FormAction,
  type QrAction,
  type RedirectAction,
  type StandardSchema,
  type TokenAmount,
  type TransferAction,
  tokenAmount,
} from 'shroff'
import {
  type AlipayAccount,
  type CreatePaymentParameters as AlipayParameters,
  alipayGateway,
  createPaymentParameters as alipayParameters,
} from 'shroff/alipay'
import {
  type Gateway,
  type GatewayCapabilities,
  type GatewayChannel,
  type GatewayEvent,
  portable,
  type TransferGateway,
} from 'shroff/gateway'
import { type LakalaAccount, lakalaGateway } from 'shroff/lakala'
import { type PaidAttempt, resolveOrder, sweep } from 'shroff/life'
import { type QqpayAccount, qqpayGateway } from 'shroff/qqpay'
import { type UnionpayAccount, unionpayGateway } from 'shroff/unionpay'
import { settlePayment, type WechatpayAccount, wechatpayGateway } from 'shroff/wechatpay'
import { type XrplAccount, xrplGateway } from 'shroff/xrpl'
import { type YeepayAccount, yeepayGateway } from 'shroff/yeepay'
import { describe, expectTypeOf, it } from 'vitest'

declare const w: Client<WechatpayAccount>
declare const a: Client<AlipayAccount>
declare const u: Client<UnionpayAccount>
declare const gateway: Gateway
const order = {
  orderId: 'G_1',
  amount: { currency: 'CNY', value: 1 },
  description: 'x',
  notifyUrl: 'https://x',
} as const
// A function that is never called: these tests are about types only.
const later = <T>(_: () => T) => {}

describe('a gateway', () => {
  it('narrows nextAction by channel', () => {
    later(async () => {
      const { nextAction } = await gateway.createPayment({ channel: 'qr', ...order })
      expectTypeOf(nextAction).toEqualTypeOf<QrAction>()
    })
    // @ts-expect-error who pays?
    later(() => gateway.createPayment({ channel: 'jsapi', ...order }))
  })

  it('may lack what not every provider has', () => {
    // @ts-expect-error it may not be there
    later(() => gateway.closePayment({ orderId: 'G_1' }))
    later(() => gateway.closePayment?.({ orderId: 'G_1' }))
    expectTypeOf<GatewayEvent>().not.toBeAny()
  })

  it('of a provider has for certain what the provider has, and what it is given', () => {
    later(() => wechatpayGateway(w).closePayment({ orderId: 'G_1' }))
    // @ts-expect-error it was not given settlePayment
    later(() => wechatpayGateway(w).settlePayment({ orderId: 'G_1' }))
    const settles = (given: typeof settlePayment) => wechatpayGateway(w, { settlePayment: given })
    expectTypeOf<ReturnType<typeof settles>['settlePayment']>().toEqualTypeOf<GatewayCapabilities['settlePayment']>()
    expectTypeOf<ReturnType<typeof settles>>().toExtend<Gateway>()
  })
})

it('portable gives as many, with what all of them have for certain', () => {
  later(() => {
    const [first, second] = portable([wechatpayGateway(w, { settlePayment }), alipayGateway(a)])
    expectTypeOf<Omit<typeof first, 'provider'>>().toEqualTypeOf<Omit<typeof second, 'provider'>>()
    expectTypeOf(first.channels).toEqualTypeOf<readonly ('qr' | 'wap' | 'app' | 'jsapi')[]>()
    first.closePayment({ orderId: 'G_1' })
    // @ts-expect-error only one of them has it for certain
    return second.settlePayment({ orderId: 'G_1' })
  })
})

it('of several each says whose it is, and all are called alike', () => {
  later(async () => {
    for (const one of portable([wechatpayGateway(w), alipayGateway(a), unionpayGateway(u)])) {
      expectTypeOf(one.provider).toEqualTypeOf<'wechatpay' | 'alipay' | 'unionpay'>()
      const { nextAction } = await one.createPayment({ channel: 'qr', ...order })
      expectTypeOf(nextAction).toEqualTypeOf<QrAction>()
    }
  })
})

it('a browser is sent by an address or by a form, and whoever shows it has to look', () => {
  later(async () => {
    const [first] = portable([wechatpayGateway(w), unionpayGateway(u)])
    const { nextAction } = await first.createPayment({ channel: 'wap', ...order, payerClientIp: '203.0.113.7' })
    expectTypeOf(nextAction).toEqualTypeOf<RedirectAction | FormAction>()
    if (nextAction.type === 'form') expectTypeOf(nextAction.html).toBeString()
    // @ts-expect-error an address alone posts nothing
    return nextAction.html
  })
  // @ts-expect-error UnionPay has no close
  later(() => unionpayGateway(u).closePayment({ orderId: 'G0000001' }))
  const bare = () => unionpayGateway(u)
  expectTypeOf<ReturnType<typeof bare>>().toExtend<Gateway>()
})

describe('a gateway of an acquirer', () => {
  const y = {} as Client<YeepayAccount>
  const l = {} as Client<LakalaAccount>
  const payerClientIp = '203.0.113.7'

  it('has the channels of the wallet that it is made for', () => {
    const ofCounter = () => lakalaGateway(l)
    expectTypeOf<ReturnType<typeof ofCounter>['channels']>().toEqualTypeOf<readonly 'page'[]>()
    const ofAlipay = () => lakalaGateway(l, { wallet: 'alipay' })
    expectTypeOf<ReturnType<typeof ofAlipay>['channels']>().toEqualTypeOf<readonly ('qr' | 'wap' | 'app' | 'jsapi')[]>()
    const ofUnionpay = () => lakalaGateway(l, { wallet: 'unionpay' })
    expectTypeOf<ReturnType<typeof ofUnionpay>['channels']>().toEqualTypeOf<readonly ('qr' | 'app')[]>()
    const ofWechatpay = () => lakalaGateway(l, { wallet: 'wechatpay' })
    expectTypeOf<ReturnType<typeof ofWechatpay>['channels']>().toEqualTypeOf<readonly ('app' | 'jsapi')[]>()
  })

  it('of YeePay shows a code of its own, whichever wallet is named', () => {
    const bare = () => yeepayGateway(y, { payerClientIp })
    expectTypeOf<ReturnType<typeof bare>['channels']>().toEqualTypeOf<readonly ('qr' | 'page' | 'wap')[]>()
    expectTypeOf<ReturnType<typeof bare>>().toExtend<Gateway>()
    // @ts-expect-error nothing of it undoes a charge
    later(() => bare().cancelPayment({ orderId: 'G_1' }))
  })

  it('has in common with wallets what all of them have', () => {
    later(async () => {
      const q = qqpayGateway({} as Client<QqpayAccount>, { payerClientIp })
      const [first] = portable([
        wechatpayGateway(w),
        q,
        lakalaGateway(l, { wallet: 'alipay' }),
        yeepayGateway(y, { payerClientIp }),
      ])
      expectTypeOf(first.channels).toEqualTypeOf<readonly 'qr'[]>()
      expectTypeOf(first.provider).toEqualTypeOf<'wechatpay'>()
      // @ts-expect-error QQ Wallet has no page of its own
      return first.createPayment({ channel: 'wap', ...order, payerClientIp })
    })
  })
})

it('parameters are a Standard Schema of the action’s own type', () => {
  expectTypeOf(alipayParameters).toExtend<StandardSchema<AlipayParameters>>()
})

describe('a gateway of tokens', () => {
  const stored = { orderId: 'G_1', tag: 1, amount: tokenAmount('1', 'RLUSD'), placedAt: new Date() }
  const bare = () => xrplGateway({} as Client<XrplAccount>)

  it('leaves what a gateway of money is as it was', () => {
    expectTypeOf<GatewayChannel>().toEqualTypeOf<'qr' | 'page' | 'wap' | 'app' | 'jsapi'>()
    later(() => [gateway.endPayment({ orderId: 'G_1' }), gateway.acknowledge('received'), gateway.getRefund])
    expectTypeOf<ReturnType<typeof bare>>().not.toExtend<Gateway>()
  })

  it('shows an address, and says what has come in the token itself', () => {
    expectTypeOf<ReturnType<typeof bare>>().toExtend<TransferGateway>()
    later(async () => {
      const { nextAction } = await bare().createPayment({ channel: 'transfer', ...stored })
      expectTypeOf(nextAction).toEqualTypeOf<TransferAction | undefined>()
      const { received } = await bare().getPayment(stored)
      expectTypeOf(received?.value).toEqualTypeOf<string | undefined>()
    })
    // @ts-expect-error minor units are another thing
    later(() => bare().getPayment({ ...stored, amount: { currency: 'CNY', value: 1 } }))
    // @ts-expect-error a ledger gives nothing back by itself
    later(() => bare().refundPayment({}))
  })

  it('is resolved beside wallets in what each is paid in, and wallets alone as ever', () => {
    const sale = { saleId: 'S_1', attempts: [] }
    const store = {} as Parameters<typeof resolveOrder>[2]['store']
    const told = <A>(onPaid: (sale: { readonly paid: PaidAttempt<A> }) => void) => onPaid
    later(() => resolveOrder([gateway], sale, { store, onPaid: told<Amount>(() => {}) }))
    later(() => resolveOrder([bare()], sale, { store, onPaid: told<TokenAmount>(() => {}) }))
    // @ts-expect-error it may be a currency
    later(() => resolveOrder([gateway, bare()], sale, { store, onPaid: told<TokenAmount>(() => {}) }))
    later(() =>
      sweep({
        gateways: [gateway],
        orders: [],
        store,
        onEvent(event) {
          if (event.type === 'payment.paid') expectTypeOf(event.amount).toEqualTypeOf<Amount>()
        },
      }),
    )
  })
})
