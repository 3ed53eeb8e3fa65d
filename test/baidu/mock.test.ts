import { createClient } from 'shroff'
import {
  acknowledge,
  answerRefundAudit,
  type BaiduEvent,
  baidu,
  callProvider,
  closePayment,
  createPayment,
  getPayment,
  getRefund,
  receiveWebhook,
  refundPayment,
  revokeConsumption,
} from 'shroff/baidu'
import { mockBaidu, openCashier } from 'shroff/baidu/mock'
import { advanceClock, createMockGateway, deliverWebhooks, expire, pay, settleRefund } from 'shroff/mock'
import { describe, expect, it } from 'vitest'
import { judgeAnswer, rsaSign } from '../oracle/baidu/wire.js'
import { done, openBaiduShop, tea } from '../support/baidu.js'
import { failure } from '../support/failure.js'
import { noon } from '../support/noon.js'

const five = { currency: 'CNY', value: 500 } as const
type Shop = Awaited<ReturnType<typeof openBaiduShop>>

/** An order that is paid, its notice answered by this. */
async function paid(shop: Shop, answer?: (kind: string) => Response) {
  const { paymentId } = await shop.order()
  await pay(shop.mock, { provider: 'baidu', orderId: 'T1001' })
  const told = await shop.notices(answer)
  const { payerId = '' } = await getPayment(shop.client, { orderId: 'T1001' })
  return { paymentId, payerId, told }
}

/** Receives and answers all that is due, as a shop does. */
async function serve(shop: Shop, answer: (event: BaiduEvent) => Promise<Response>) {
  const events: BaiduEvent[] = []
  await deliverWebhooks(shop.mock, {
    untilSettled: true,
    async to(request) {
      const event = await receiveWebhook(shop.account, request)
      events.push(event)
      return answer(event)
    },
  })
  return events
}

describe('the cashier', () => {
  it('opens with what was signed, and the order is there from then on', async () => {
    const shop = await openBaiduShop()
    const { nextAction } = await createPayment(shop.client, tea)
    expect((await failure(getPayment(shop.client, { orderId: 'T1001' }))).code).toBe('ORDER_NOT_FOUND')
    const { paymentId } = await openCashier(shop.mock, nextAction.parameters)
    const again = await openCashier(shop.mock, nextAction.parameters)
    expect(again.paymentId).toBe(paymentId)
    expect(await getPayment(shop.client, { orderId: 'T1001' })).toMatchObject({
      orderId: 'T1001',
      paymentId,
      status: 'pending',
      amount: tea.amount,
      payerAmount: tea.amount,
      payerId: '3391629990',
      openId: 'mockOpenId0001',
    })
  })

  it.each([
    ['totalAmount', '1', /errCode:6/],
    ['tpOrderId', 'T1002', /errCode:6/],
    ['dealId', '352745306', /errCode:6/],
    ['appKey', 'MMMother', /errCode:6/],
    ['rsaSign', 'AAAA', /errCode:6/],
    ['signFieldsRange', '0', /errCode:202/],
    ['bizInfo', '{', /errCode:202/],
    ['dealTitle', '', /errCode:202/],
  ])('does not open where %s is another', async (name, value, refusal) => {
    const shop = await openBaiduShop()
    const { nextAction } = await createPayment(shop.client, tea)
    const orderInfo = { ...nextAction.parameters.orderInfo, [name]: value }
    await expect(openCashier(shop.mock, { orderInfo })).rejects.toThrow(refusal)
  })

  it('lets the payer change what nobody signs', async () => {
    const shop = await openBaiduShop()
    const { nextAction } = await createPayment(shop.client, { ...tea, notifyUrl: 'https://shop.example/here' })
    const orderInfo = { ...nextAction.parameters.orderInfo, dealTitle: 'free', notifyUrl: 'https://elsewhere.example/' }
    await openCashier(shop.mock, { orderInfo })
    await pay(shop.mock, { provider: 'baidu', orderId: 'T1001' })
    expect((await shop.notices())[0]!.url).toBe('https://elsewhere.example/')
  })

  it('does not open for another amount of the same number, a paid order, or another merchant’s', async () => {
    const shop = await openBaiduShop()
    await shop.order()
    const more = await createPayment(shop.client, { ...tea, amount: { currency: 'CNY', value: 2600 } })
    await expect(openCashier(shop.mock, more.nextAction.parameters)).rejects.toThrow('订单金额不一致')
    await pay(shop.mock, { provider: 'baidu', orderId: 'T1001' })
    const same = await createPayment(shop.client, tea)
    await expect(openCashier(shop.mock, same.nextAction.parameters)).rejects.toThrow('订单已支付')
    const other = baidu({ ...shop.credentials, dealId: '1', hosts: ['https://openapi.baidu.com'] })
    const theirs = await createPayment(createClient({ account: other, transport: shop.mock.transport }), tea)
    await expect(openCashier(shop.mock, theirs.nextAction.parameters)).rejects.toThrow('商品不存在')
  })

  it('closes what nobody paid in its time, and what the shop closes', async () => {
    const shop = await openBaiduShop()
    const { paymentId } = await shop.order()
    await expire(shop.mock, { provider: 'baidu', orderId: 'T1001' })
    expect((await getPayment(shop.client, { orderId: 'T1001' })).status).toBe('closed')
    const second = await shop.order({ orderId: 'T1002' })
    expect(paymentId).not.toBe(second.paymentId)
    await closePayment(shop.client, { orderId: 'T1002', paymentId: second.paymentId })
    expect((await getPayment(shop.client, { orderId: 'T1002' })).status).toBe('closed')
  })
})

describe('the notice of a payment', () => {
  it('has each field, the empty ones too, and what was given comes back', async () => {
    const shop = await openBaiduShop({ addresses: { payment: 'https://shop.example/console' } })
    await shop.order({ returnData: { table: '7' } })
    await pay(shop.mock, { provider: 'baidu', orderId: 'T1001', coupon: 100 })
    const [notice] = await shop.notices()
    expect(notice).toMatchObject({ kind: 'payment', url: 'https://shop.example/console' })
    expect(notice!.fields).toMatchObject({
      tpOrderId: 'T1001',
      totalMoney: '2500',
      payMoney: '2400',
      promoMoney: '100',
      promoDetail: '',
      returnData: '{"table":"7"}',
      status: '2',
      payTime: String(noon.getTime() / 1000),
    })
  })

  it('that is answered with isConsumed 2 consumes the order', async () => {
    const shop = await openBaiduShop()
    await paid(shop)
    expect(await shop.notices()).toEqual([])
    expect((await getPayment(shop.client, { orderId: 'T1001' })).status).toBe('paid')
  })

  it.each([
    ['without isConsumed', () => Response.json(done({}))],
    ['without data', () => Response.json({ errno: 0, msg: 'success' })],
    ['with isErrorOrder', () => Response.json(done({ isErrorOrder: 1, isConsumed: 2 }))],
  ])('that is answered %s asks whether to give it back, and does where the shop agrees', async (_, answer) => {
    const shop = await openBaiduShop()
    await paid(shop, answer)
    const events = await serve(shop, async (event) =>
      event.type === 'refund.audit'
        ? answerRefundAudit(shop.account, event, { decision: 'agree' })
        : acknowledge(shop.account, 'received', event),
    )
    expect(events).toMatchObject([
      { type: 'refund.audit', orderId: 'T1001', amount: tea.amount },
      { type: 'refund.succeeded', orderId: 'T1001' },
    ])
    expect((await getPayment(shop.client, { orderId: 'T1001' })).status).toBe('closed')
  })

  it.each([
    ['errno 1', () => Response.json({ errno: 1, msg: 'no', data: {} })],
    ['no JSON', () => new Response('success')],
    ['status 503', () => new Response(null, { status: 503 })],
  ])('that is answered by %s comes again after two minutes', async (_, answer) => {
    const shop = await openBaiduShop()
    await paid(shop, answer)
    expect(await shop.notices()).toEqual([])
    advanceClock(shop.mock, 120_000)
    expect(await shop.notices()).toMatchObject([{ kind: 'payment' }])
  })

  it('gives back on a failure where Baidu is taken by its other word, and not on a status of 503', async () => {
    const shop = await openBaiduShop({ unconfirmed: { givesBackOnFailure: true } })
    await paid(shop, () => Response.json({ errno: 1, msg: 'no', data: {} }))
    expect(await shop.notices()).toMatchObject([{ kind: 'audit', url: 'https://shop.example/baidu/audit' }])
    const other = await openBaiduShop({ unconfirmed: { givesBackOnFailure: true } })
    await paid(other, () => new Response(null, { status: 503 }))
    expect(await other.notices()).toEqual([])
  })

  it('goes on for 200 times', async () => {
    const shop = await openBaiduShop()
    await shop.order()
    await pay(shop.mock, { provider: 'baidu', orderId: 'T1001' })
    const reports = await deliverWebhooks(shop.mock, {
      untilSettled: true,
      to: () => acknowledge(shop.account, 'again'),
    })
    expect(reports).toHaveLength(201)
    expect(reports[200]!.at - reports[0]!.at).toBe(200 * 120_000)
  })

  it('may come without the padding of its signature', async () => {
    const shop = await openBaiduShop({ unconfirmed: { leavesOutPadding: true } })
    await shop.order()
    await pay(shop.mock, { provider: 'baidu', orderId: 'T1001' })
    const events = await serve(shop, async (event) => acknowledge(shop.account, 'received', event))
    expect(events).toMatchObject([{ type: 'payment.paid', orderId: 'T1001' }])
  })
})

describe('refunds', () => {
  it('are accepted, listed, and told by Baidu’s number alone', async () => {
    const shop = await openBaiduShop()
    const { paymentId, payerId } = await paid(shop)
    const asked = { orderId: 'T1001', paymentId, payerId, refundId: 'T1001R1', amount: five }
    const refund = await refundPayment(shop.client, asked)
    expect(refund).toMatchObject({ status: 'pending', amount: five, payerAmount: five, paymentId, orderId: 'T1001' })
    expect(await refundPayment(shop.client, asked)).toEqual(refund)
    const other = refundPayment(shop.client, { ...asked, amount: { currency: 'CNY', value: 600 } })
    expect(await failure(other)).toMatchObject({ code: 'REQUEST_REFUSED', outcome: 'rejected' })
    await settleRefund(shop.mock, { provider: 'baidu', refundId: 'T1001R1' })
    const [notice] = await shop.notices()
    expect(notice).toMatchObject({
      kind: 'refund',
      url: 'https://shop.example/baidu/refund',
      fields: { refundBatchId: refund.providerRefundId, refundStatus: '1' },
    })
    expect(JSON.stringify(notice)).not.toContain('T1001R1')
    expect(await getRefund(shop.client, { orderId: 'T1001', payerId, refundId: 'T1001R1' })).toMatchObject({
      status: 'succeeded',
      providerRefundId: refund.providerRefundId,
      paymentId,
    })
  })

  it('that failed are closed', async () => {
    const shop = await openBaiduShop()
    const { paymentId, payerId } = await paid(shop)
    await refundPayment(shop.client, { orderId: 'T1001', paymentId, payerId, refundId: 'R1', amount: five })
    await settleRefund(shop.mock, { provider: 'baidu', refundId: 'R1', status: 'closed' })
    expect(await serve(shop, async (event) => acknowledge(shop.account, 'received', event))).toMatchObject([
      { type: 'refund.closed' },
    ])
    expect((await getRefund(shop.client, { orderId: 'T1001', payerId, refundId: 'R1' })).status).toBe('closed')
  })

  it('are asked about where the shop wants it, as often as it is undecided, every five minutes', async () => {
    const shop = await openBaiduShop()
    const { paymentId, payerId } = await paid(shop)
    const asked = { orderId: 'T1001', paymentId, payerId, refundId: 'R1', amount: five, skipAudit: false }
    await refundPayment(shop.client, asked)
    const answers = ['undecided', 'undecided', 'refuse'] as const
    const times: number[] = []
    const events = await serve(shop, async (event) => {
      if (event.type !== 'refund.audit') return acknowledge(shop.account, 'received', event)
      times.push(shop.mock.clock.now())
      const decision = answers[times.length - 1]!
      const answer = await answerRefundAudit(shop.account, event, { decision })
      expect(await judgeAnswer('audit', answer.clone())).toMatchObject({
        auditStatus: decision === 'refuse' ? 2 : 3,
        calculateRes: { refundPayMoney: 500 },
      })
      return answer
    })
    expect(events.map(({ type }) => type)).toEqual(['refund.audit', 'refund.audit', 'refund.audit', 'refund.closed'])
    expect(new Set(events.slice(0, 3).map(({ id }) => id)).size).toBe(1)
    expect(times.map((time) => time - times[0]!)).toEqual([0, 300_000, 600_000])
  })

  it('are asked about again after 2, 4, 10 and 30 minutes where no answer came', async () => {
    const shop = await openBaiduShop()
    const { paymentId, payerId } = await paid(shop)
    await refundPayment(shop.client, {
      orderId: 'T1001',
      paymentId,
      payerId,
      refundId: 'R1',
      amount: five,
      skipAudit: false,
    })
    const times: number[] = []
    await serve(shop, async (event) => {
      times.push(shop.mock.clock.now())
      if (times.length < 6) return acknowledge(shop.account, 'again')
      return event.type === 'refund.audit'
        ? answerRefundAudit(shop.account, event, { decision: 'agree' })
        : acknowledge(shop.account, 'received', event)
    })
    expect(times.slice(0, 6).map((time) => (time - times[0]!) / 60_000)).toEqual([0, 2, 6, 16, 46, 106])
  })

  it('of numbers that do not belong together are refused', async () => {
    const shop = await openBaiduShop()
    const { paymentId, payerId } = await paid(shop)
    const asked = { orderId: 'T1001', paymentId, payerId, refundId: 'R1', amount: five }
    for (const wrong of [{ orderId: 'T1002' }, { paymentId: '81341494729172' }, { payerId: '1' }])
      expect(await failure(refundPayment(shop.client, { ...asked, ...wrong }))).toMatchObject({
        code: 'REFUND_REFUSED',
        outcome: 'rejected',
        providerCode: '10002',
      })
    await shop.order({ orderId: 'T1003' })
    const unpaid = await getPayment(shop.client, { orderId: 'T1003' })
    const early = refundPayment(shop.client, { ...asked, orderId: 'T1003', paymentId: unpaid.paymentId })
    expect((await failure(early)).providerMessage).toContain('订单未支付')
  })

  it('of a consumed order as a whole, by the older API and by choice, want its consumption revoked', async () => {
    const shop = await openBaiduShop({ unconfirmed: { refusesConsumed: true } })
    const { paymentId, payerId } = await paid(shop)
    const asked = { orderId: 'T1001', paymentId, payerId, refundId: 'R1', amount: tea.amount }
    expect((await failure(refundPayment(shop.client, asked))).providerMessage).toContain('已消费订单不允许退款')
    expect(await revokeConsumption(shop.client, { paymentId, payerId })).toEqual({ paymentId, consumed: false })
    expect((await refundPayment(shop.client, asked)).status).toBe('pending')
  })
})

describe('the older API', () => {
  /** As a program that was written for it sends it. */
  async function post(shop: Shop, url: string, fields: Record<string, string>) {
    const rsa = rsaSign(fields, shop.credentials.privateKey)
    const body = new URLSearchParams({ ...fields, rsaSign: rsa }).toString()
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await shop.mock.fetch(new Request(url, { method: 'POST', body, headers }))
    return (await answer.json()) as { errno: number; msg: string; data: unknown }
  }
  const old = 'https://nop.nuomi.com/nop/server/rest'

  it('refunds, at its old address by method and at its new one by path', async () => {
    const shop = await openBaiduShop()
    const { paymentId: orderId, payerId: userId } = await paid(shop)
    const { appKey } = shop.credentials
    const refund = { orderId, userId, refundType: '1', refundReason: '充值未到账', tpOrderId: 'T1001', appKey }
    const whole = { method: 'nuomi.cashier.applyorderrefund', ...refund }
    expect(await post(shop, old, whole)).toMatchObject({ errno: 10002, msg: expect.stringContaining('已消费') })
    const part = { ...refund, applyRefundMoney: '500', bizRefundBatchId: 'P1' }
    const accepted = await post(shop, 'https://etrade-api.baidu.com/cashier/applyOrderRefund', part)
    expect(accepted).toMatchObject({ errno: 0, data: { refundPayMoney: '500' } })
    const revoke = { method: 'nuomi.cashier.syncorderstatus', orderId, userId, type: '3', appKey }
    expect(await post(shop, old, revoke)).toEqual({ errno: 0, msg: 'success', data: [] })
    expect(
      await shop.notices(() => Response.json(done({ auditStatus: 1, calculateRes: { refundPayMoney: 500 } }))),
    ).toMatchObject([{ kind: 'audit' }])
    const next = { ...refund, applyRefundMoney: '500', bizRefundBatchId: 'P2' }
    expect(await post(shop, old, { method: 'nuomi.cashier.applyorderrefund', ...next })).toMatchObject({
      errno: 10002,
      msg: expect.stringContaining('未消费'),
    })
  })

  it('refuses a signature that does not fit', async () => {
    const shop = await openBaiduShop()
    const fields = { orderId: '1', userId: '2', type: '3', appKey: shop.credentials.appKey }
    const rsa = rsaSign(fields, shop.credentials.privateKey)
    const body = new URLSearchParams({ ...fields, type: '4', rsaSign: rsa }).toString()
    const url = 'https://etrade-api.baidu.com/cashier/syncOrderStatus'
    const answer = await shop.mock.fetch(new Request(url, { method: 'POST', body }))
    expect(await answer.json()).toMatchObject({ errno: 10000 })
  })
})

describe('what the mock lets pass', () => {
  it('is a route of the test’s own, by token', async () => {
    const path = '/rest/2.0/smartapp/pay/paymentservice/orderBill'
    const shop = await openMock({
      routes: { [`GET ${path}`]: ({ body }) => ({ told: body.billTime }) },
    })
    const asked = { path, query: { billTime: '2026-03-03' }, repeatable: true }
    expect(await callProvider(shop.client, asked)).toEqual({ told: '2026-03-03' })
    const unknown = callProvider(shop.client, { ...asked, path: '/rest/2.0/smartapp/pay/paymentservice/other' })
    expect((await failure(unknown)).providerMessage ?? '').toMatch(/appKey未找到|add it: mockBaidu/)
  })

  it.each([
    [{ grant_type: 'client_credentials', client_id: 'x', client_secret: 'y', scope: 'smartapp_snsapi_base' }, 401],
    [{ grant_type: 'password' }, 401],
  ])('is no stranger: %j', async (given, status) => {
    const mock = await createMockGateway({ providers: [mockBaidu()], now: noon })
    const query = new URLSearchParams(given as Record<string, string>)
    const answer = await mock.fetch(new Request(`https://openapi.baidu.com/oauth/2.0/token?${query}`))
    expect([answer.status, Object.keys((await answer.json()) as object)]).toEqual([
      status,
      ['error', 'error_description'],
    ])
  })

  it.each([{ route: {} }, { addresses: { pay: 'https://shop.example' } }, { unconfirmed: { other: true } }])(
    'is no option that there is not: %j',
    (options) => {
      expect(() => mockBaidu(options as never)).toThrow('has no option')
    },
  )
})

async function openMock(options: Parameters<typeof mockBaidu>[0]) {
  const mock = await createMockGateway({ providers: [mockBaidu(options)], now: noon })
  const account = baidu(mock.credentials('baidu'))
  return { mock, client: createClient({ account, transport: mock.transport, retry: { attempts: 1 } }) }
}
