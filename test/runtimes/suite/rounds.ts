// Whole rounds on the mock gateway in memory: each side signs and verifies with what this runtime has.

import type { Transport } from 'shroff'
import type { MockAlipayOptions } from 'shroff/alipay/mock'
import type { MockAntomOptions } from 'shroff/antom/mock'
import type { Gateway, GatewayEvent } from 'shroff/gateway'
import type { MockGateway } from 'shroff/mock'
import type { MockWechatpayOptions } from 'shroff/wechatpay/mock'
import { vectors as baiduVectors } from '../../vectors/baidu.js'
import { equal, refusal, thrown } from './check.js'
import type { Context, Test } from './run.js'

type Shop = { gateway: Gateway; mock: MockGateway }

const order = { orderId: 'T_1001', amount: { currency: 'CNY', value: 2500 } } as const
const tea = { ...order, description: 'Oolong tea 乌龙茶', notifyUrl: 'https://shop.example/notify' } as const

type Reach = (mock: MockGateway) => Transport
const inMemory: Reach = ({ transport }) => transport

async function openWechatpay(context: Context, options: MockWechatpayOptions = {}, reach = inMemory) {
  const { core, mock: mocks, wechatpay, wechatpayMock } = context.library
  const mock = await mocks.createMockGateway({ providers: [wechatpayMock.mockWechatpay(options)] })
  const account = wechatpay.wechatpay(mock.credentials('wechatpay'))
  await wechatpay.ready(account)
  const client = core.createClient({ account, transport: reach(mock) })
  return { mock, client, gateway: wechatpay.wechatpayGateway(client) }
}

async function openAlipay(context: Context, options: MockAlipayOptions = {}, reach = inMemory) {
  const { core, mock: mocks, alipay, alipayMock } = context.library
  const mock = await mocks.createMockGateway({ providers: [alipayMock.mockAlipay(options)] })
  // The one by V2, the other by V3.
  const api = options.encrypted ? 'v3' : 'v2'
  const account = alipay.alipay({ ...mock.credentials('alipay'), api })
  await alipay.ready(account)
  const client = core.createClient({ account, transport: reach(mock) })
  return { mock, client, gateway: alipay.alipayGateway(client) }
}

async function openAntom(context: Context, options: MockAntomOptions = {}, reach = inMemory) {
  const { core, mock: mocks, antom, antomMock } = context.library
  const mock = await mocks.createMockGateway({ providers: [antomMock.mockAntom(options)] })
  const account = antom.antom(mock.credentials('antom'))
  await antom.ready(account)
  const client = core.createClient({ account, transport: reach(mock) })
  return { mock, client, gateway: antom.antomGateway(client) }
}

/** Through this runtime's Request and Response. */
const fetchOf =
  (mock: MockGateway): typeof fetch =>
  (input, init) =>
    mock.fetch(new Request(input, init))

/** Order, payment, webhook, refund; then what must be refused, and an answer that gets lost. */
async function round({ library }: Context, { gateway, mock }: Shop): Promise<void> {
  const { deliverWebhooks, failNext, forgeWebhook, pay, settleRefund } = library.mock
  const { provider } = gateway
  const events: GatewayEvent[] = []
  const deliver = () =>
    deliverWebhooks(mock, {
      to: async (request) => {
        events.push(await gateway.receiveWebhook(request))
        return gateway.acknowledge('received')
      },
    })

  const { nextAction } = await gateway.createPayment({ channel: 'qr', ...tea })
  equal(nextAction.type, 'qr')
  await pay(mock, { provider, orderId: tea.orderId })
  await deliver()
  const [paid] = events
  if (paid?.type !== 'payment.paid') throw new Error(`expected payment.paid, found ${paid?.type}`)
  equal([paid.orderId, paid.amount], [tea.orderId, tea.amount])

  const refund = {
    orderId: tea.orderId,
    refundId: 'T_1001_R1',
    amount: { currency: 'CNY', value: 500 },
    orderAmount: tea.amount,
    paymentId: paid.paymentId,
  } as const
  const accepted = await gateway.refundPayment(refund)
  if (accepted.status === 'pending') await settleRefund(mock, { provider, refundId: refund.refundId })
  await deliver()
  equal(
    events.map(({ type }) => type),
    // QQ Wallet and Lakala tell of no refund.
    /^(qqpay|lakala)$/.test(provider) ? ['payment.paid'] : ['payment.paid', 'refund.succeeded'],
  )
  equal((await gateway.getRefund(refund)).amount, refund.amount)

  const forged = async (forgery: 'tampered-body' | 'wrong-key' | 'unsigned' | 'foreign-merchant') =>
    refusal(gateway.receiveWebhook(await forgeWebhook(mock, { provider, orderId: tea.orderId, forgery })))
  equal(await forged('tampered-body'), 'SIGNATURE_INVALID')
  equal(await forged('wrong-key'), 'SIGNATURE_INVALID')
  equal(await forged('unsigned'), 'SIGNATURE_MISSING')
  equal(await forged('foreign-merchant'), 'WEBHOOK_NOT_OURS')

  failNext(mock, { provider, fault: 'reset-after' })
  const second = { ...refund, refundId: 'T_1001_R2' }
  const { code, outcome } = await thrown(gateway.refundPayment(second))
  equal([code, outcome], ['TRANSPORT_FAILED', 'unknown'])
  equal((await gateway.getRefund(second)).amount, second.amount)
}

/** What a payer sends, told by Circle's own signature and by Amazon's; what is refused, and a refund whose answer gets lost. */
async function circleRound({ library }: Context, version: 1 | 2): Promise<void> {
  const { core, mock: mocks, circle, circleMock } = library
  const mock = await mocks.createMockGateway({ providers: [circleMock.mockCircle({ version })] })
  const { transport } = mock
  const account = circle.circle({
    ...mock.credentials('circle'),
    refreshNotificationKeys: circle.fetchNotificationKey(transport),
    refreshSigningCertificates: circle.fetchSigningCertificate(transport),
  })
  await circle.ready(account)
  const client = core.createClient({ account, transport, retry: { attempts: 1 } })
  const usdc = (value: string) => ({ asset: 'USDC', value }) as const
  const tea = { channel: 'transfer', orderId: 'T_1001', amount: usdc('12.5'), chain: 'BASE' } as const
  const { reference, nextAction } = await circle.createPayment(client, tea)
  equal([nextAction?.chain, nextAction?.amount], ['BASE', usdc('12.5')])
  circleMock.sendPayment(mock, { reference, amount: usdc('12.500001') })
  const receive = (request: Request) =>
    version === 2 ? circle.receiveWebhook(account, request) : circle.receiveNotice(account, request)
  const types: string[] = []
  await mocks.deliverWebhooks(mock, {
    async to(request) {
      types.push((await receive(request)).type)
      return circle.acknowledge(account, 'received')
    },
  })
  equal([types[0], types.at(-1)], ['payment.pending', 'payment.paid'])
  const { status, coverage, received } = await circle.getPayment(client, { reference })
  equal([status, coverage, received], ['paid', 'over', usdc('12.500001')])
  for (const forgery of ['tampered-body', 'wrong-key'] as const) {
    const forged = await mocks.forgeWebhook(mock, { provider: 'circle', reference, forgery })
    equal(await refusal(receive(forged)), 'SIGNATURE_INVALID')
  }
  const destination = { chain: 'BASE', address: `0x${'ab'.repeat(20)}` }
  const refund = { reference, refundId: 'T_1001_R1', amount: usdc('0.000001'), destination }
  mocks.failNext(mock, { provider: 'circle', fault: 'reset-after' })
  equal((await thrown(circle.refundPayment(client, refund))).outcome, 'unknown')
  const { providerRefundId } = await circle.refundPayment(client, refund)
  equal((await circle.getPayment(client, { reference })).refundIds, [providerRefundId])
}

/** A payout whose answer gets lost is made once, and its numbers are what they are. */
async function rippleRound({ library }: Context): Promise<void> {
  const { core, mock: mocks, ripplePayments: ripple, ripplePaymentsMock } = library
  const mock = await mocks.createMockGateway({ providers: [ripplePaymentsMock.mockRipplePayments()] })
  const account = ripple.ripplePayments(mock.credentials('ripple-payments'))
  await ripple.ready(account)
  const client = core.createClient({ account, transport: core.fetchTransport({ fetch: fetchOf(mock) }) })
  const source = { currency: 'USD', value: '1000' }
  const { quotes } = await ripple.quotePayment(client, { source, destination: { currency: 'MXN' } })
  const { quoteId, rate } = quotes[0]!
  equal(rate, '19.746512345678901')
  const to = { beneficiaryIdentityId: 'identity', beneficiaryFinancialInstrumentId: 'instrument' }
  const transfer = { transferId: 'P_1', quoteId, ...to }
  // Two looks come before the payment, of which the second is tried three times.
  mocks.failNext(mock, { provider: 'ripple-payments', fault: 'system-error-after', times: 4 })
  equal((await thrown(ripple.transferFunds(client, transfer))).outcome, 'unknown')
  await ripple.transferFunds(client, transfer)
  equal((await ripple.transferFunds(client, transfer)).source, source)
  const hints: string[] = []
  await mocks.deliverWebhooks(mock, {
    async to(request) {
      hints.push((await ripple.receiveNotice(account, request)).type)
      return ripple.acknowledge(account, 'received')
    },
  })
  equal(hints, ['hint'])
  const { balances } = await ripple.getBalances(client)
  equal(balances[0]?.reserved, source)
}

async function openQqpay(context: Context) {
  const { core, mock: mocks, qqpay, qqpayMock } = context.library
  const mock = await mocks.createMockGateway({ providers: [qqpayMock.mockQqpay()] })
  const account = qqpay.qqpay(mock.credentials('qqpay'))
  await qqpay.ready(account)
  const client = core.createClient({ account, transport: core.fetchTransport({ fetch: fetchOf(mock) }) })
  return { mock, client, gateway: qqpay.qqpayGateway(client, { payerClientIp: '203.0.113.7' }) }
}

/** An order signed with SHA-1, its notice, one captured at Baidu under a key of 1024 bits, and a call that is signed. */
async function baiduRound({ library }: Context): Promise<void> {
  const { core, mock: mocks, baidu, baiduMock } = library
  const mock = await mocks.createMockGateway({ providers: [baiduMock.mockBaidu()] })
  const account = baidu.baidu(mock.credentials('baidu'))
  await baidu.ready(account)
  const client = core.createClient({ account, transport: core.fetchTransport({ fetch: fetchOf(mock) }) })
  const { nextAction } = await baidu.createPayment(client, { channel: 'miniprogram', ...order, description: '茶' })
  const { paymentId } = await baiduMock.openCashier(mock, nextAction.parameters)
  await mocks.pay(mock, { provider: 'baidu', orderId: order.orderId })
  const types: string[] = []
  await mocks.deliverWebhooks(mock, {
    async to(request) {
      const event = await baidu.receiveWebhook(account, request)
      types.push(event.type)
      return baidu.acknowledge(account, 'received', event)
    },
  })
  equal(types, ['payment.paid'])
  const forged = await mocks.forgeWebhook(mock, { provider: 'baidu', orderId: order.orderId, forgery: 'wrong-key' })
  equal(await refusal(baidu.receiveWebhook(account, forged)), 'SIGNATURE_INVALID')
  const { payerId = '' } = await baidu.getPayment(client, { orderId: order.orderId })
  equal(await baidu.revokeConsumption(client, { paymentId, payerId }), { paymentId, consumed: false })
  const captured = baiduVectors.find(({ kind }) => kind === 'cashier-notify-form-body')!.input
  const old = baidu.baidu({
    dealId: '352745305',
    appKey: 'any',
    platformKey: captured.platformPublicKeyPem!,
    unsafeSha1: true,
    unsafeShortPlatformKey: true,
  })
  const body = new TextEncoder().encode(captured.body)
  equal((await baidu.receiveWebhook(old, { headers: {}, body })).type, 'payment.paid')
}

/** With orders that are encrypted by SM4, which no runtime but Node has. */
async function openLakala(context: Context) {
  const { core, mock: mocks, lakala, lakalaMock, sm } = context.library
  const mock = await mocks.createMockGateway({ providers: [lakalaMock.mockLakala({ sm: sm.sm })] })
  const account = lakala.lakala(mock.credentials('lakala'))
  await lakala.ready(account)
  const client = core.createClient({ account, transport: core.fetchTransport({ fetch: fetchOf(mock) }) })
  return { mock, client, gateway: lakala.lakalaGateway(client, { wallet: 'alipay' }) }
}

/** As far as this runtime takes it: what has WebCrypto alone sends, and refuses notifications by name. */
async function yeepayRound({ library }: Context): Promise<void> {
  const { core, mock: mocks, yeepay, yeepayMock } = library
  const mock = await mocks.createMockGateway({ providers: [yeepayMock.mockYeepay()] })
  const account = yeepay.yeepay(mock.credentials('yeepay'))
  await yeepay.ready(account)
  const client = core.createClient({ account, transport: core.fetchTransport({ fetch: fetchOf(mock) }) })
  await yeepay.createPayment(client, { channel: 'qr', ...tea, payerClientIp: '203.0.113.7' })
  await mocks.pay(mock, { provider: 'yeepay', orderId: tea.orderId })
  equal((await yeepay.getPayment(client, { orderId: tea.orderId })).status, 'paid')
  const ends: string[] = []
  await mocks.deliverWebhooks(mock, {
    async to(request) {
      const received = yeepay.receiveWebhook(account, request)
      ends.push(
        await received.then(
          ({ type }) => type,
          ({ code }) => code,
        ),
      )
      return yeepay.acknowledge(account, 'received')
    },
  })
  const opens = ends[0] === 'payment.paid'
  equal(ends, [opens ? 'payment.paid' : 'CONFIG_INVALID'])
  const forged = await mocks.forgeWebhook(mock, { provider: 'yeepay', orderId: tea.orderId, forgery: 'tampered-body' })
  equal(await refusal(yeepay.receiveWebhook(account, forged)), opens ? 'SIGNATURE_INVALID' : 'CONFIG_INVALID')
}

export const roundTests: Test[] = [
  { name: 'Baidu: a round on mock.fetch, and a notice that was captured', run: baiduRound },
  {
    name: 'Lakala: a round on mock.fetch, its orders encrypted by SM4',
    run: async (context) => round(context, await openLakala(context)),
  },
  {
    name: 'Circle: a round on the mock, with its own webhooks',
    run: (context) => circleRound(context, 2),
  },
  {
    name: 'Circle: a round on the mock, with notices by Amazon SNS',
    run: (context) => circleRound(context, 1),
  },
  { name: 'Ripple Payments: a payout on mock.fetch, made once', run: rippleRound },
  {
    name: 'QQ Wallet: a round on mock.fetch, and what its app is called with',
    async run(context) {
      const shop = await openQqpay(context)
      await round(context, shop)
      const { nextAction } = await shop.gateway.createPayment({ channel: 'app', ...tea, orderId: 'T_1002' })
      equal(nextAction.payload.sig?.length, 28)
    },
  },
  {
    name: 'YeePay: a round on mock.fetch, and notifications where they can be opened',
    run: yeepayRound,
  },
  {
    name: 'WeChat Pay: a round on the mock, with a public key',
    run: async (context) => round(context, await openWechatpay(context)),
  },
  {
    name: 'WeChat Pay: a round on mock.fetch, with platform certificates',
    async run(context) {
      const reach: Reach = (mock) => context.library.core.fetchTransport({ fetch: fetchOf(mock) })
      await round(context, await openWechatpay(context, { mode: 'certificate' }, reach))
    },
  },
  {
    name: 'Alipay: a round on the mock by V2, with a public key',
    run: async (context) => round(context, await openAlipay(context)),
  },
  {
    name: 'Alipay: a round on mock.fetch by V3, with certificates and encrypted content',
    async run(context) {
      const reach: Reach = (mock) => context.library.http.http({ fetch: fetchOf(mock) })
      await round(context, await openAlipay(context, { mode: 'certificate', encrypted: true }, reach))
    },
  },
  {
    name: 'Antom: a round on the mock',
    run: async (context) => round(context, await openAntom(context)),
  },
  {
    name: 'Antom: a round on mock.fetch, in the sandbox, with refunds that take their time',
    async run(context) {
      const reach: Reach = (mock) => context.library.core.fetchTransport({ fetch: fetchOf(mock) })
      await round(context, await openAntom(context, { sandbox: true, asyncRefunds: true }, reach))
    },
  },
  {
    name: 'portable gateways charge the payment codes of both, each at whoever’s it is',
    async run(context) {
      const { alipay, gateway, mock, wechatpay } = context.library
      const [one, other] = [await openWechatpay(context), await openAlipay(context)]
      const gateways = gateway.portable([
        wechatpay.wechatpayGateway(one.client, { settlePayment: wechatpay.settlePayment }),
        alipay.alipayGateway(other.client, { settlePayment: alipay.settlePayment }),
      ])
      const settle = async (payerCode: string) => {
        const found = gateway.recognisePayerCode(gateways, payerCode)
        const sale = { ...order, description: tea.description, payerClientIp: '203.0.113.7' }
        return [found?.provider, (await found?.settlePayment({ ...sale, payerCode }))?.result]
      }
      equal(await settle(mock.presentCode(one.mock, { provider: 'wechatpay' })), ['wechatpay', 'paid'])
      const typing = mock.presentCode(other.mock, { provider: 'alipay', payer: 'types-password' })
      equal(await settle(typing), ['alipay', 'reversed'])
      equal(await settle('6901234567892'), [undefined, undefined])
      // A hyphen is WeChat Pay's alone; what both take is refused before anything is sent.
      const { code } = await thrown(gateways[0].createPayment({ channel: 'qr', ...tea, orderId: 'T-1001' }))
      equal(code, 'PARAMETERS_INVALID')
    },
  },
  {
    name: 'statements of both are unpacked and checked',
    async run(context) {
      const { alipay, mock, statement, wechatpay } = context.library
      const shops = [
        { shop: await openWechatpay(context), rows: wechatpay.downloadStatement },
        { shop: await openAlipay(context), rows: alipay.downloadStatement },
      ]
      for (const { shop, rows } of shops) {
        const gateway: Gateway = shop.gateway
        await gateway.createPayment({ channel: 'qr', ...tea })
        await mock.pay(shop.mock, { provider: shop.gateway.provider as 'alipay', orderId: tea.orderId })
        const date = new Date(shop.mock.clock.now() + 8 * 3_600_000).toISOString().slice(0, 10)
        mock.advanceClock(shop.mock, 36 * 3_600_000)
        const download = statement.fetchDownload({ fetch: shop.mock.fetch })
        const found = await statement.reconcile(rows(shop.client as never, { date }, { download }), [order])
        equal([found.matched, found.missing.length, found.surplus.length, found.differing.length], [1, 0, 0, 0])
      }
    },
  },
]
