import { amount, isShroffError } from 'shroff'
import { alipayGateway, settlePayment as settleAlipay } from 'shroff/alipay'
import { antomGateway, settlePayment as settleAntom } from 'shroff/antom'
import { type Gateway, type GatewayWith, portable, recognisePayerCode } from 'shroff/gateway'
import { lakalaGateway, settlePayment as settleLakala } from 'shroff/lakala'
import { presentCode } from 'shroff/mock'
import { qqpayGateway, settlePayment as settleQqpay } from 'shroff/qqpay'
import { settlePayment as settleUnionpay, unionpayGateway } from 'shroff/unionpay'
import { settlePayment as settleWechatpay, wechatpayGateway } from 'shroff/wechatpay'
import { settlePayment as settleYeepay, yeepayGateway } from 'shroff/yeepay'
import { describe, expect, it } from 'vitest'
import { openAlipayShop } from '../support/alipay-shop.js'
import { openAntomShop } from '../support/antom.js'
import { openLakalaShop } from '../support/lakala.js'
import { noon } from '../support/noon.js'
import { openQqpayShop } from '../support/qqpay.js'
import { openUnionpayShop } from '../support/unionpay-shop.js'
import { openWechatpayShop } from '../support/wechatpay-shop.js'
import { openYeepayShop } from '../support/yeepay.js'

const order = {
  orderId: 'G_1001',
  amount: amount('25.00', 'CNY'),
  description: 'Oolong tea 乌龙茶',
  notifyUrl: 'https://shop.example/notify',
}

async function open() {
  const w = await openWechatpayShop()
  const a = await openAlipayShop()
  const own = [
    wechatpayGateway(w.client, { settlePayment: settleWechatpay }),
    alipayGateway(a.client, { settlePayment: settleAlipay }),
  ] as const
  return { own, shared: portable(own), mocks: [w.mock, a.mock] as const }
}

/** Those of one more wallet and of two acquirers, which want to know beforehand what the wire of others never asks for. */
async function openOthers() {
  const [q, l, y] = await Promise.all([openQqpayShop(), openLakalaShop(), openYeepayShop()])
  return [
    qqpayGateway(q.client, { payerClientIp: '203.0.113.7', settlePayment: settleQqpay }),
    lakalaGateway(l.client, { wallet: 'alipay', settlePayment: settleLakala }),
    yeepayGateway(y.client, { payerClientIp: '203.0.113.7', wallet: 'alipay', settlePayment: settleYeepay }),
  ] as const
}

/** Of the wire pages: what the wire of one more allows less of than those of WeChat Pay and Alipay. */
const others = [
  ['lakala', 'description', { description: '茶'.repeat(43) }],
  ['lakala', 'notifyUrl', { notifyUrl: `https://shop.example/${'n'.repeat(108)}` }],
  ['yeepay', 'description', { description: '茶'.repeat(86) }],
  ['yeepay', 'notifyUrl', { notifyUrl: `https://shop.example/${'n'.repeat(180)}` }],
] as const

/** The paths that both refuse, each naming the provider for whose sake; nothing is sent. */
async function refusedAt(call: (gateway: Gateway) => Promise<unknown>) {
  const { shared, mocks } = await open()
  const paths = []
  for (const gateway of shared) {
    const error = await call(gateway as unknown as Gateway).catch((failure: unknown) => failure)
    if (!isShroffError(error, 'PARAMETERS_INVALID')) throw error
    for (const { problem } of error.fields ?? []) expect(problem).toMatch(/\((wechatpay|alipay)\)$/)
    paths.push(error.fields?.map(({ path }) => path))
  }
  expect(mocks.map(({ journal }) => journal.length)).toEqual([0, 0])
  expect(paths[0]).toEqual(paths[1])
  return paths[0]
}

describe('gateways that a shop names together', () => {
  it.each([
    ['orderId', { orderId: 'G-1001' }],
    ['orderId', { orderId: 'G_1' }],
    ['orderId', { orderId: 'G'.repeat(33) }],
    ['description', { description: 'tea & milk' }],
    ['description', { description: 'x'.repeat(128) }],
    ['notifyUrl', { notifyUrl: '/notify' }],
    ['notifyUrl', { notifyUrl: undefined as never }],
    ['notifyUrl', { notifyUrl: null as never }],
    ['notifyUrl', { notifyUrl: `${order.notifyUrl}?shop=1` }],
    ['notifyUrl', { notifyUrl: 'https://shop.example/支付' }],
    ['amount.value', { amount: { currency: 'CNY', value: 10_000_000_001 } }],
    ['amount.value', { amount: { currency: 'CNY', value: 0.5 } }],
  ] as const)('refuse what another of them would not take: %s %j', async (path, change) => {
    expect(await refusedAt((gateway) => gateway.createPayment({ channel: 'qr', ...order, ...change }))).toEqual([path])
  })

  it.each([
    ['payerClientIp', { payerClientIp: '' }],
    ['payerClientIp', { payerClientIp: undefined as never }],
    ['returnUrl', { returnUrl: null as never }],
    ['returnUrl', { returnUrl: '/back' }],
    ['returnUrl', { returnUrl: 'https://shop.example/返回' }],
    ['returnUrl', { returnUrl: 'https://shop.example/back?order=1' }],
  ])('refuse for a browser what another of them would not take: %s %j', async (path, change) => {
    const wap = { channel: 'wap', ...order, payerClientIp: '203.0.113.7', ...change } as const
    expect(await refusedAt((gateway) => gateway.createPayment(wap))).toEqual([path])
  })

  it.each([
    ['amount.value', { amount: amount('25.01', 'CNY') }],
    ['reason', { reason: '茶'.repeat(81) }],
    ['orderAmount', { orderAmount: undefined as never }],
  ])('refuse a refund that another of them would not make: %s', async (path, change) => {
    const refund = { orderId: order.orderId, refundId: 'R_1', amount: amount('5.00', 'CNY'), orderAmount: order.amount }
    expect(await refusedAt((gateway) => gateway.refundPayment({ ...refund, ...change }))).toEqual([path])
  })

  it('take what each of them takes', async () => {
    const { shared, mocks } = await open()
    for (const gateway of shared) await gateway.createPayment({ channel: 'qr', ...order })
    expect(mocks.map(({ journal }) => journal.length)).toEqual([1, 1])
  })

  it('have the channels and the capabilities that all have', async () => {
    const { own, shared } = await open()
    const small = { ...own[0], provider: 'small', channels: ['qr', 'app'] as const, settlePayment: undefined }
    const [first] = portable([own[1], small as unknown as Gateway<'qr' | 'app'>])
    expect(first.channels).toEqual(['qr', 'app'])
    expect(first).not.toHaveProperty('settlePayment')
    expect(first).toHaveProperty('awaitPayment')
    const wap = first.createPayment({ channel: 'wap', ...order, payerClientIp: '203.0.113.7' } as never)
    await expect(wap).rejects.toMatchObject({ fields: [{ path: 'channel', problem: 'must be one of "qr", "app"' }] })
    expect(shared[0]).toHaveProperty('settlePayment')
    expect(shared.map(({ provider }) => provider)).toEqual(['wechatpay', 'alipay'])
  })

  it('narrow nothing of a gateway that stands alone', async () => {
    const { own, mocks } = await open()
    // A hyphen is WeChat Pay's, a long subject Alipay's.
    await own[0].createPayment({ channel: 'qr', ...order, orderId: 'G-1001' })
    await own[1].createPayment({ channel: 'qr', ...order, description: '茶'.repeat(200), orderId: 'G'.repeat(64) })
    expect(mocks.map(({ journal }) => journal.length)).toEqual([1, 1])
  })

  it('of three are what the three have in common, and a third that is not named narrows nothing', async () => {
    const { own, shared } = await open()
    const third = await openAntomShop()
    const antom = antomGateway(third.client, { settlePayment: settleAntom, wallet: 'ALIPAY_CN' })
    const all = portable([...own, antom])
    expect(all.map(({ provider, channels }) => [provider, channels])).toEqual([
      ['wechatpay', ['qr', 'wap']],
      ['alipay', ['qr', 'wap']],
      ['antom', ['qr', 'wap']],
    ])
    expect(all[0]).toHaveProperty('settlePayment')
    expect(all[0]).toHaveProperty('cancelPayment')
    for (const name of ['closePayment', 'isPayerCode']) {
      expect(all[0]).not.toHaveProperty(name)
      expect(shared[0]).toHaveProperty(name)
    }
    // The third takes a browser only where its system and its way back are told.
    const wap = { channel: 'wap', ...order, payerClientIp: '203.0.113.7' } as const
    await expect(all[0].createPayment(wap)).rejects.toMatchObject({
      fields: [
        { path: 'returnUrl', problem: expect.stringMatching(/\(antom\)$/) },
        { path: 'payerOs', problem: expect.stringMatching(/\(antom\)$/) },
      ],
    })
    await shared[0].createPayment(wap)
    const told = { ...wap, orderId: 'G_1002', returnUrl: 'https://shop.example/back', payerOs: 'android' } as const
    for (const gateway of all) expect((await gateway.createPayment(told)).nextAction.type).toBe('redirect')
    // Dollars are the third's alone.
    const dollars = { channel: 'qr', ...order, amount: amount('25.00', 'USD') } as const
    await expect(all[2].createPayment(dollars)).rejects.toMatchObject({ fields: [{ path: 'amount.currency' }] })
    await antom.createPayment(dollars)
    expect(antomGateway(third.client).channels).toEqual(['qr'])
  })

  it('of four are what the four have in common, and who does not name the fourth need not know it', async () => {
    const { own, shared } = await open()
    const [third, fourth] = [await openAntomShop(), await openUnionpayShop()]
    const antom = antomGateway(third.client, { settlePayment: settleAntom, wallet: 'ALIPAY_CN' })
    const unionpay = unionpayGateway(fourth.client, { settlePayment: settleUnionpay })
    const all = portable([...own, antom, unionpay])
    expect(all.map(({ provider, channels }) => [provider, channels])).toEqual(
      ['wechatpay', 'alipay', 'antom', 'unionpay'].map((provider) => [provider, ['qr', 'wap']]),
    )
    for (const name of ['settlePayment', 'cancelPayment', 'awaitPayment']) expect(all[0]).toHaveProperty(name)
    for (const name of ['closePayment', 'isPayerCode']) expect(all[0]).not.toHaveProperty(name)
    // The fourth finds an order by its time too, wants a number without underscores, and shows little of the description.
    const wanted = { placedAt: noon, orderId: 'G0001001', description: '茶'.repeat(32) }
    const qr = { channel: 'qr', ...order, ...wanted } as const
    for (const [name, value] of [
      ['placedAt', undefined],
      ['orderId', order.orderId],
      ['description', '茶'.repeat(33)],
      ['expiresAt', new Date(noon.getTime() + 900_001)],
    ] as const) {
      const problem = expect.stringMatching(/\(unionpay\)$/)
      const given = { ...qr, [name]: value } as typeof qr
      for (const gateway of all)
        await expect(gateway.createPayment(given)).rejects.toMatchObject({ fields: [{ path: name, problem }] })
    }
    for (const gateway of all) expect((await gateway.createPayment(qr)).nextAction.type).toBe('qr')
    const refund = { orderId: qr.orderId, refundId: 'G0001001R1', amount: order.amount, orderAmount: order.amount }
    for (const gateway of all)
      await expect(gateway.refundPayment(refund)).rejects.toMatchObject({
        fields: [{ path: 'orderPlacedAt' }, { path: 'placedAt' }],
      })
    // Nobody else wants the times, and whoever is told them all the same does not mind.
    for (const gateway of [...shared, antom] as unknown as Gateway<'qr'>[]) {
      await gateway.createPayment({ ...qr, orderId: 'G0001002', placedAt: undefined as never })
      await gateway.createPayment({ ...qr, orderId: 'G0001003' })
    }
    await shared[0].createPayment({ channel: 'qr', ...order })
  })

  it('of seven are what the seven have in common, each with a limit that is nobody else’s', async () => {
    const { own } = await open()
    const [third, fourth] = [await openAntomShop(), await openUnionpayShop()]
    const antom = antomGateway(third.client, { settlePayment: settleAntom, wallet: 'ALIPAY_CN' })
    const unionpay = unionpayGateway(fourth.client, { settlePayment: settleUnionpay })
    const all = portable([...own, antom, unionpay, ...(await openOthers())])
    expect(all.map(({ provider, channels }) => [provider, channels])).toEqual(
      ['wechatpay', 'alipay', 'antom', 'unionpay', 'qqpay', 'lakala', 'yeepay'].map((provider) => [provider, ['qr']]),
    )
    for (const name of ['settlePayment', 'awaitPayment']) expect(all[0]).toHaveProperty(name)
    // UnionPay closes nothing and YeePay undoes nothing: `endPayment` is what all have.
    for (const name of ['closePayment', 'cancelPayment']) expect(all[0]).not.toHaveProperty(name)
    const placed = { channel: 'qr', ...order, placedAt: noon, orderId: 'G0001001' } as const
    for (const gateway of all) {
      expect((await gateway.createPayment(placed)).nextAction.type).toBe('qr')
      await gateway.endPayment({ orderId: placed.orderId, placedAt: noon }).catch((error: unknown) => {
        if (!isShroffError(error) || error.code === 'PARAMETERS_INVALID') throw error
      })
    }
  })

  it.each(others)('narrow for the sake of %s: %s %j', async (provider, path, change) => {
    const { own } = await open()
    const added = (await openOthers()).find((gateway) => gateway.provider === provider)!
    const [first] = portable([...own, added as unknown as Gateway<'qr'>])
    const given = { channel: 'qr', ...order, ...change } as const
    const problem = expect.stringMatching(new RegExp(`\\(${provider}\\)$`))
    await expect(first.createPayment(given)).rejects.toMatchObject({
      code: 'PARAMETERS_INVALID',
      fields: [{ path, problem }],
    })
    // Whoever does not name it is not narrowed by it.
    await portable(own)[0].createPayment(given)
  })

  it('take the times away from whoever finds nothing by them', async () => {
    const { own } = await open()
    const third = await openAntomShop()
    const antom = antomGateway(third.client, { settlePayment: settleAntom })
    for (const gateway of [...own, antom, ...(await openOthers())] as unknown as GatewayWith<
      'qr',
      'cancelPayment' | 'settlePayment'
    >[]) {
      const given = { channel: 'qr', ...order, placedAt: noon, orderPlacedAt: noon } as const
      const { limits } = gateway
      expect(limits.createPayment['~standard'].validate(given)).toEqual({ value: given })
      await gateway.createPayment(given)
      const { orderId } = order
      const times = { placedAt: noon, orderPlacedAt: noon }
      // Whatever they answer, no time is a parameter that they do not know.
      const calls = [
        gateway.getPayment({ orderId, ...times }),
        gateway.cancelPayment?.({ orderId, ...times }),
        gateway.getRefund({ orderId, refundId: 'R_1', ...times }),
        gateway.refundPayment({ orderId, refundId: 'R_1', amount: order.amount, orderAmount: order.amount, ...times }),
        gateway.settlePayment({ orderId: 'G_9999', ...times }),
      ]
      for (const end of await Promise.allSettled(calls))
        expect(end.status === 'rejected' && isShroffError(end.reason, 'PARAMETERS_INVALID') && end.reason.fields).toBe(
          false,
        )
    }
  })

  it('settle the code of whoever’s it is', async () => {
    const { shared, mocks } = await open()
    for (const [at, provider] of (['wechatpay', 'alipay'] as const).entries()) {
      const payerCode = presentCode(mocks[at]!, { provider })
      const gateway = recognisePayerCode(shared, payerCode)
      expect(gateway?.provider).toBe(provider)
      const sale = { orderId: order.orderId, payerCode, amount: order.amount, description: 'Oolong tea' }
      expect(await gateway?.settlePayment({ ...sale, payerClientIp: '203.0.113.7' })).toMatchObject({ result: 'paid' })
    }
    expect(recognisePayerCode(shared, '6901234567892')).toBeUndefined()
  })
})
