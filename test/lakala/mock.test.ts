import { createClient } from 'shroff'
import * as lakala from 'shroff/lakala'
import { type MockLakalaOptions, mockLakala } from 'shroff/lakala/mock'
import {
  advanceClock,
  createMockGateway,
  createOrder,
  deliverWebhooks,
  expire,
  failNext,
  pay,
  presentCode,
  refund as refundAtDesk,
  settleRefund,
} from 'shroff/mock'
import { sm } from 'shroff/sm'
import { describe, expect, it } from 'vitest'
import { unSm4 } from '../oracle/lakala/wire.js'
import { codeOf, failure } from '../support/failure.js'
import { merchantId, openLakala, openLakalaShop, saying, tea } from '../support/lakala.js'
import { noon } from '../support/noon.js'

const minute = 60_000
const day = 24 * 60 * minute
const provider = 'lakala'
const { notifyUrl: _, ...sale } = tea
const at = { provider, orderId: tea.orderId } as const
const { orderId } = tea
const five = { currency: 'CNY', value: 500 } as const

async function placed(options: MockLakalaOptions = {}) {
  const shop = await openLakalaShop(options)
  const order = await lakala.createPayment(shop.client, { channel: 'qr', wallet: 'alipay', ...tea })
  return { ...shop, order }
}
async function paid(options: MockLakalaOptions = {}, coupon = 0) {
  const shop = await placed(options)
  await pay(shop.mock, { ...at, coupon })
  return shop
}
async function charged(payer: 'pays' | 'types-password' | 'refuses', options: MockLakalaOptions = {}) {
  const shop = await openLakalaShop(options)
  const payerCode = presentCode(shop.mock, { provider, payer })
  const charge = () => lakala.createPayment(shop.client, { channel: 'barcode', ...sale, payerCode })
  return { ...shop, payerCode, charge }
}
const bodiesIn = ({ mock }: Pick<Awaited<ReturnType<typeof openLakalaShop>>, 'mock'>) =>
  mock.journal.flatMap((entry) =>
    entry.kind === 'request' ? [{ url: entry.request.url, body: Buffer.from(entry.request.body!).toString() }] : [],
  )

describe('an order', () => {
  it('is what each wallet is called with', async () => {
    const { client } = await openLakalaShop()
    const place = (number: number, given: object) =>
      lakala.createPayment(client, { ...tea, orderId: `T${number}`, ...given } as never) as Promise<
        lakala.CreatePaymentResult<'jsapi' | 'miniprogram' | 'app' | 'wap' | 'qr'>
      >
    const qr = await place(1, { channel: 'qr', wallet: 'unionpay' })
    expect(qr).toMatchObject({ paymentId: expect.stringMatching(/^2026030466\d{12}$/), nextAction: { type: 'qr' } })
    const wechat = {
      appId: expect.stringMatching(/^wx/),
      timeStamp: String(noon.getTime() / 1000),
      nonceStr: expect.any(String),
      package: expect.stringMatching(/^prepay_id=/),
      signType: 'RSA',
      paySign: expect.any(String),
    }
    const page = await place(2, { channel: 'jsapi', wallet: 'wechatpay', payerId: 'o1', subAppId: 'wx1' })
    expect(page.nextAction).toEqual({ type: 'jsapi', parameters: wechat })
    const mini = await place(3, { channel: 'miniprogram', payerId: 'o1' })
    expect(mini.nextAction).toEqual({ type: 'jsapi', parameters: wechat })
    const alipay = await place(4, { channel: 'jsapi', wallet: 'alipay', payerId: '2088' })
    expect(alipay.nextAction).toEqual({ type: 'jsapi', parameters: { tradeNO: alipay.paymentId } })
    const unionpay = await place(5, { channel: 'jsapi', wallet: 'unionpay' })
    expect(unionpay.nextAction).toMatchObject({ type: 'redirect', url: expect.stringMatching(/^https:/) })
    const app = await place(6, { channel: 'app', wallet: 'wechatpay', subAppId: 'wx2' })
    expect(app.nextAction).toMatchObject({ type: 'app', payload: { sign_type: 'RSA', sub_mch_id: expect.any(String) } })
    const wap = await place(7, { channel: 'wap', returnUrl: 'https://shop.example/back' })
    expect(wap.nextAction).toMatchObject({
      type: 'form',
      url: expect.stringMatching(/^https:\/\/pay\.wsmsd\.cn\/.*charset=UTF-8&sign_type=RSA2$/),
      fields: { biz_content: `{"out_trade_no":"${wap.paymentId}"}` },
      policy: { formAction: ['https://pay.wsmsd.cn'] },
    })
  })

  it.each(['INIT', 'CREATE', 'UNKNOWN', 'missing'] as const)(
    'that nobody has paid is open: %s',
    async (unpaidState) => {
      const { client } = await placed({ unconfirmed: { unpaidState } })
      const said = await lakala.getPayment(client, { orderId }).catch((error) => error)
      if (unpaidState === 'missing') expect(said).toMatchObject({ code: 'ORDER_NOT_FOUND', outcome: 'rejected' })
      else expect(said.status).toBe(unpaidState === 'UNKNOWN' ? 'processing' : 'pending')
    },
  )

  it('whose payer is confirming is processing, whatever else the query says', async () => {
    const query = (data: object | undefined, asked: object) =>
      lakala.getPayment(openLakala(saying(data, 'BBS10000')).client, asked as { orderId: string })
    for (const asked of [{ orderId }, { orderId, channel: 'page' }])
      expect(await query(undefined, asked)).toMatchObject({ orderId, status: 'processing' })
    const told = { out_trade_no: orderId, trade_no: '1', trade_state: 'SUCCESS', total_amount: '2500' }
    expect(await query(told, { paymentId: '1' })).toMatchObject({ orderId, paymentId: '1', status: 'processing' })
    expect(await codeOf(query(undefined, { paymentId: '1' }))).toBe('BODY_INVALID')
    expect(await codeOf(query(told, { orderId: 'T2' }))).toBe('REPLY_MISMATCH')
    expect(await codeOf(query({ merchant_no: '822290059430BCY' }, { orderId }))).toBe('REPLY_MISMATCH')
  })

  it('whose end is past is not sent, the counter’s neither', async () => {
    const { client, sent } = openLakala(saying(undefined))
    for (const channel of [{ channel: 'qr', wallet: 'alipay' }, { channel: 'page' }] as const) {
      const late = lakala.createPayment(client, { ...channel, ...tea, expiresAt: noon })
      expect(await failure(late)).toMatchObject({ code: 'PARAMETERS_INVALID', outcome: 'not-sent' })
    }
    expect(sent).toEqual([])
  })

  it('in a page of a wallet is nobody’s without its payer', async () => {
    const { client, sent } = openLakala(saying(undefined))
    for (const wallet of ['wechatpay', 'alipay'] as const)
      expect(await codeOf(lakala.createPayment(client, { channel: 'jsapi', wallet, ...tea }))).toBe(
        'PARAMETERS_INVALID',
      )
    expect(sent).toEqual([])
  })

  it('is found by either number, and a coupon is not part of what was paid', async () => {
    const { client } = await paid({}, 700)
    const payment = await lakala.getPayment(client, { orderId })
    expect(payment).toMatchObject({ status: 'paid', refunds: 'none', wallet: 'alipay', amount: { value: 2500 } })
    expect(payment.payerAmount).toEqual({ currency: 'CNY', value: 1800 })
    expect(await lakala.getPayment(client, { paymentId: payment.paymentId! })).toEqual(payment)
  })

  it('of WeChat Pay is not closed by its end; of others it is', async () => {
    const { client, mock } = await placed()
    const mini = { ...tea, orderId: 'T2', channel: 'miniprogram', payerId: 'o1' } as const
    await lakala.createPayment(client, { ...mini, expiresAt: new Date(noon.getTime() + minute) })
    await expire(mock, at)
    advanceClock(mock, 2 * minute)
    expect((await lakala.getPayment(client, { orderId })).status).toBe('closed')
    expect((await lakala.getPayment(client, { orderId: 'T2' })).status).toBe('pending')
    await expect(pay(mock, { provider, orderId: 'T2' })).rejects.toThrow('expired')
    expect(await lakala.closePayment(client, { orderId: 'T2' })).toEqual({ orderId: 'T2', status: 'closed' })
  })

  it('placed again later with the same end is the same', async () => {
    const { client, mock } = await openLakalaShop()
    const order = {
      channel: 'qr',
      wallet: 'alipay',
      ...tea,
      expiresAt: new Date(noon.getTime() + 10 * minute),
    } as const
    const { nextAction } = await lakala.createPayment(client, order)
    advanceClock(mock, 2 * minute)
    expect((await lakala.createPayment(client, order)).nextAction).toEqual(nextAction)
  })

  it('refused as a repetition says what stands under its number, by a query', async () => {
    const { client, mock } = await placed({ unconfirmed: { refusesRepetition: true } })
    const again = () => lakala.createPayment(client, { channel: 'qr', wallet: 'alipay', ...tea })
    expect(await failure(again())).toMatchObject({
      code: 'PROVIDER_ERROR',
      outcome: 'unknown',
      providerCode: 'BBS16111',
    })
    const other = { ...tea, amount: { currency: 'CNY', value: 2600 } } as const
    const dearer = lakala.createPayment(client, { channel: 'qr', wallet: 'alipay', ...other })
    expect(await failure(dearer)).toMatchObject({ code: 'ORDER_ID_USED', outcome: 'rejected' })
    await pay(mock, at)
    expect(await failure(again())).toMatchObject({ code: 'ORDER_PAID', outcome: 'rejected', providerCode: 'BBS16111' })
  })

  it('closed is answered by a query: paid it is not closed, whether Lakala refuses or acknowledges', async () => {
    for (const refusesClosingPaid of [false, true]) {
      const { client } = await paid({ unconfirmed: { refusesClosingPaid } })
      expect(await failure(lakala.closePayment(client, { orderId }))).toMatchObject({
        code: 'ORDER_PAID',
        outcome: 'rejected',
        action: 'closePayment',
      })
    }
    const { client, mock } = await placed()
    expect(await codeOf(lakala.closePayment(client, { orderId: 'T9' }))).toBe('ORDER_NOT_FOUND')
    failNext(mock, { provider, fault: { status: 400, code: 'BBS16111' } })
    const unsure = createClient({ account: client.account, transport: mock.transport, retry: { attempts: 1 } })
    expect(await failure(lakala.closePayment(unsure, { orderId }))).toMatchObject({
      code: 'PROVIDER_ERROR',
      outcome: 'unknown',
    })
  })
})

describe('an order at the counter', () => {
  async function atCounter(options: MockLakalaOptions = {}) {
    const shop = await openLakalaShop(options)
    const order = await lakala.createPayment(shop.client, {
      channel: 'page',
      ...tea,
      returnUrl: 'https://shop.example/back',
    })
    const asked = { orderId, channel: 'page' } as const
    return { ...shop, order, asked, find: () => lakala.getPayment(shop.client, asked) }
  }

  it('is a page, found by its own query alone, with the trade that paid it', async () => {
    const { order, client, mock, find, notices } = await atCounter()
    expect(order.nextAction).toMatchObject({ type: 'redirect', url: expect.stringContaining('pageStyle%3DV2') })
    expect(await codeOf(lakala.getPayment(client, { orderId }))).toBe('ORDER_NOT_FOUND')
    expect(await find()).toMatchObject({ status: 'pending', providerOrderId: order.providerOrderId })
    await pay(mock, at)
    const payment = await find()
    expect(payment).toMatchObject({ status: 'paid', refunds: 'none', amount: { value: 2500 }, paidAt: noon })
    expect(payment.paymentId).toMatch(/^2026030466\d{12}$/)
    expect(await notices()).toMatchObject([
      { order_status: '2', total_amount: 2500, order_trade_info: { trade_type: 'PAY', acc_discount_amount: '' } },
    ])
  })

  it('is told of in the older form too, where that is so', async () => {
    const { mock, account, order } = await atCounter({ unconfirmed: { olderNotices: true } })
    await pay(mock, at)
    const events: unknown[] = []
    await deliverWebhooks(mock, {
      async to(request) {
        events.push(await lakala.receiveWebhook(account, request))
        return lakala.acknowledge(account, 'received')
      },
    })
    expect(events).toMatchObject([
      { type: 'payment.paid', orderId, providerOrderId: order.providerOrderId, paidAt: noon },
    ])
  })

  it('is given back by the payment’s number, of which two are sent', async () => {
    const { client, mock, find } = await atCounter()
    await pay(mock, at)
    const byOrder = lakala.refundPayment(client, { orderId, refundId: 'R1', amount: five })
    expect(await failure(byOrder)).toMatchObject({ code: 'REFUND_REFUSED', outcome: 'rejected' })
    const { paymentId = '' } = await find()
    const refund = await lakala.refundPayment(client, { paymentId, refundId: 'R2', amount: five })
    expect(refund).toMatchObject({ status: 'succeeded', paymentId })
    expect(bodiesIn({ mock }).at(-1)!.body).toContain(`"origin_log_no":"${paymentId.slice(-14)}"`)
    expect(await find()).toMatchObject({ status: 'paid', refunds: 'some' })
  })

  it.each([3, 4, 5, 7])('that is over has no payment of which nothing went back: %s', async (order_status) => {
    const trade = { trade_no: '1', trade_type: 'PAY', trade_status: 'S', trade_amount: 2500 }
    const query = (...order_trade_info_list: object[]) => {
      const order = { merchant_no: merchantId, out_order_no: orderId, order_status, total_amount: 2500 }
      const { client } = openLakala(saying({ ...order, order_trade_info_list }, '000000'))
      return lakala.getPayment(client, { orderId, channel: 'page' })
    }
    expect(await codeOf(query(trade))).toBe('BODY_INVALID')
    expect(await codeOf(query(trade, { ...trade, trade_type: 'CANCEL', trade_status: 'F' }))).toBe('BODY_INVALID')
    for (const trades of [[], [{ ...trade, trade_status: 'F' }], [trade, { ...trade, trade_type: 'CANCEL' }]])
      expect((await query(...trades)).status).toBe(order_status === 3 ? 'failed' : 'closed')
  })

  it('closes, and ends by its own time', async () => {
    const { client, asked, find, mock } = await atCounter()
    expect(await lakala.closePayment(client, asked)).toEqual({ orderId, status: 'closed' })
    expect((await find()).status).toBe('closed')
    const other = { ...asked, orderId: 'T2' }
    await lakala.createPayment(client, { channel: 'page', ...tea, orderId: 'T2' })
    advanceClock(mock, 31 * minute)
    expect((await lakala.getPayment(client, other)).status).toBe('closed')
  })

  it('has a gateway of its own, of one channel', async () => {
    const { client, mock } = await openLakalaShop()
    const gateway = lakala.lakalaGateway(client)
    expect(gateway.channels).toEqual(['page'])
    await gateway.createPayment({ channel: 'page', ...tea })
    await pay(mock, at)
    expect(await gateway.getPayment({ orderId })).toMatchObject({ status: 'paid' })
    const refund = { orderId, refundId: 'R1', amount: five, orderAmount: tea.amount }
    expect(await gateway.refundPayment(refund)).toMatchObject({ status: 'succeeded', orderId })
    expect(await gateway.getRefund({ orderId, refundId: 'R1' })).toMatchObject({ status: 'succeeded', orderId })
    await gateway.createPayment({ channel: 'page', ...tea, orderId: 'T2' })
    await pay(mock, { provider, orderId: 'T2' })
    expect(await codeOf(gateway.getRefund({ orderId: 'T2', refundId: 'R1' }))).toBe('REPLY_MISMATCH')
    expect(await gateway.endPayment({ orderId }).catch((error) => error.code)).toBe('ORDER_PAID')
  })

  it.each([
    ['wechatpay', ['app', 'jsapi']],
    ['alipay', ['qr', 'wap', 'app', 'jsapi']],
    ['unionpay', ['qr', 'app']],
  ] as const)('and a gateway of a wallet has the wallet’s channels: %s', async (wallet, channels) => {
    const { client } = await openLakalaShop()
    expect(lakala.lakalaGateway(client, { wallet }).channels).toEqual(channels)
  })
})

describe('a payer’s code', () => {
  it('pays at once, and is not told of', async () => {
    const { charge, notices } = await charged('pays')
    expect(await charge()).toMatchObject({ status: 'paid', paymentId: expect.stringMatching(/^2026030466/) })
    expect(await notices()).toEqual([])
  })

  it('asks for a password: in progress, whatever else its answer says', async () => {
    for (const progressIsBare of [false, true]) {
      const { charge, client, mock } = await charged('types-password', { unconfirmed: { progressIsBare } })
      expect((await charge()).status).toBe('processing')
      expect((await lakala.getPayment(client, { orderId })).status).toBe('processing')
      await pay(mock, at)
      expect((await lakala.getPayment(client, { orderId })).status).toBe('paid')
    }
  })

  it('that cannot pay is refused by a code that nobody knows, and a query tells', async () => {
    const { charge, client } = await charged('refuses')
    expect(await failure(charge())).toMatchObject({ code: 'PROVIDER_ERROR', outcome: 'unknown' })
    expect((await lakala.getPayment(client, { orderId })).status).toBe('failed')
  })

  it('settled: closed where it is open, revoked where it is paid', async () => {
    const open = await charged('types-password')
    const end = await lakala.settlePayment(open.client, { ...sale, payerCode: open.payerCode })
    expect(end).toMatchObject({ result: 'reversed', payment: { status: 'closed' } })
    const calls = bodiesIn(open).map(({ url }) => url.split('/').at(-1))
    expect(calls).toContain('close')
    expect(calls).not.toContain('revoked')
    const done = await charged('pays')
    await done.charge()
    const undone = await lakala.settlePayment(done.client, { orderId, undoing: true })
    expect(undone).toMatchObject({ result: 'reversed' })
    expect(bodiesIn(done).map(({ url }) => url.split('/').at(-1))).toContain('revoked')
  })

  // "Not found" may mean "not paid so far": what waits for its payer must not stay open behind a sale that is over.
  it('settled where no query finds it before it is paid: closed all the same', async () => {
    const { client, mock, payerCode } = await charged('types-password', { unconfirmed: { unpaidState: 'missing' } })
    const end = await lakala.settlePayment(client, { ...sale, payerCode })
    expect(end).toMatchObject({ result: 'reversed', payment: { status: 'closed' } })
    await expect(pay(mock, at)).rejects.toThrow()
  })

  it('of an earlier day is not revoked, but to be refunded', async () => {
    const { charge, client, mock } = await charged('pays')
    await charge()
    advanceClock(mock, day)
    const sent = mock.journal.length
    expect(await lakala.settlePayment(client, { orderId, undoing: true })).toMatchObject({ result: 'refund-due' })
    expect(
      bodiesIn({ mock })
        .slice(sent)
        .map(({ url }) => url.split('/').at(-1)),
    ).not.toContain('revoked')
    const late = lakala.cancelPayment(client, { orderId })
    expect(await failure(late)).toMatchObject({ code: 'PROVIDER_ERROR', outcome: 'unknown' })
  })

  it.each(['REVOKED', 'REFUND', 'CLOSE'] as const)('revoked is no payment any more: %s', async (revokedState) => {
    const { charge, client } = await charged('pays', { unconfirmed: { revokedState } })
    await charge()
    const first = await lakala.cancelPayment(client, { orderId })
    expect(first).toMatchObject({ orderId, cancelId: expect.stringMatching(/^[0-9a-f]{32}$/) })
    // The number of a revocation is the same at each call, so that it is one.
    expect(await lakala.cancelPayment(client, { orderId })).toEqual(first)
    const payment = await lakala.getPayment(client, { orderId })
    expect([payment.status, payment.refunds]).toEqual(
      revokedState === 'REFUND' ? ['paid', 'some'] : ['closed', undefined],
    )
    // Found by its own number, it is no payment.
    expect(await codeOf(lakala.getPayment(client, { orderId: first.cancelId }))).toBe('REPLY_MISMATCH')
    expect((await lakala.settlePayment(client, { orderId })).result).toBe('reversed')
  })

  it('is known by its first digits', () => {
    for (const code of ['13', '25', '30', '62', '01', '51', '83'])
      expect(lakala.isPayerCode(`${code}1234567890123456`)).toBe(true)
    for (const code of ['911234567890123456', '6901234567892', '', undefined])
      expect(lakala.isPayerCode(code as string)).toBe(false)
  })
})

describe('a refund', () => {
  const refund = (client: Parameters<typeof lakala.refundPayment>[0], refundId: string, value = 500) =>
    lakala.refundPayment(client, { orderId, refundId, amount: { currency: 'CNY', value } })

  it('is done at once, and the payer gets what no coupon paid', async () => {
    const { client } = await paid({}, 700)
    expect(await refund(client, 'R1')).toMatchObject({
      status: 'succeeded',
      orderId,
      amount: five,
      payerAmount: { value: 0 },
    })
    expect(await refund(client, 'R2')).toMatchObject({ payerAmount: { value: 300 }, succeededAt: noon })
    expect((await lakala.getPayment(client, { orderId })).refunds).toBe('some')
    expect(await lakala.getRefund(client, { refundId: 'R2' })).toMatchObject({ status: 'succeeded', amount: five })
  })

  it('takes its time, and ends in one of two ways', async () => {
    for (const status of ['succeeded', 'closed'] as const) {
      const { client, mock, notices } = await paid({ asyncRefunds: true })
      expect((await refund(client, 'R1')).status).toBe('pending')
      await settleRefund(mock, { provider, refundId: 'R1', status })
      expect((await lakala.getRefund(client, { refundId: 'R1' })).status).toBe(status)
      // Of the payment alone.
      expect(await notices()).toHaveLength(1)
    }
  })

  it('that fails at once is refused, by its state and not by its code', async () => {
    const { client } = await paid()
    const error = await failure(refund(client, 'R1', 2501))
    expect(error).toMatchObject({ code: 'REFUND_REFUSED', outcome: 'rejected', authentic: true })
    expect(error.providerMessage).toContain('RFD16111#')
  })

  it('that fails is asked for before it is called refused: the first message of its number may stand', async () => {
    const said = { merchant_no: merchantId, out_trade_no: 'R1', trade_state: 'FAIL', refund_amount: '500' }
    const refundWhere = (query: object, code = '000000') => {
      const answer = ({ url }: { url: string }) =>
        url.endsWith('refund_query') ? saying({ ...said, ...query }, code) : saying(said, '000000')
      return refund(openLakala(answer).client, 'R1')
    }
    expect((await refundWhere({ trade_state: 'SUCCESS' })).status).toBe('succeeded')
    expect((await refundWhere({ trade_state: 'PROCESSING' })).status).toBe('pending')
    const refused = { code: 'REFUND_REFUSED', outcome: 'rejected' }
    expect(await failure(refundWhere({}))).toMatchObject(refused)
    expect(await failure(refundWhere({}, 'RFD11114'))).toMatchObject(refused)
    const unclear = {
      code: 'PROVIDER_UNAVAILABLE',
      outcome: 'unknown',
      next: expect.stringContaining('keep the number'),
    }
    expect(await failure(refundWhere({}, 'BBS00100'))).toMatchObject(unclear)
    expect(await failure(refundWhere({ trade_state: 'SUCCESS', refund_amount: '400' }))).toMatchObject(unclear)
  })

  it('of a number that is taken is not known to be done', async () => {
    const { client } = await paid()
    await refund(client, 'R1')
    for (const [refundId, value] of [['R1', 400]] as const)
      expect(await failure(refund(client, refundId, value))).toMatchObject({
        code: 'PROVIDER_ERROR',
        outcome: 'unknown',
      })
    expect(await codeOf(refund(client, orderId))).toBe('PARAMETERS_INVALID')
    expect(await codeOf(lakala.getPayment(client, { orderId: 'R1' }))).toBe('REPLY_MISMATCH')
    const strict = await paid({ unconfirmed: { refusesRepetition: true } })
    await refund(strict.client, 'R1')
    expect(await failure(refund(strict.client, 'R1'))).toMatchObject({ outcome: 'unknown' })
  })

  it('that a query calls failed is not: a query’s own failure tells nothing', async () => {
    const { client } = openLakala(saying(undefined, '710033'))
    const path = '/api/v3/labs/query/idmrefundquery'
    expect(await failure(lakala.callProvider(client, { path, body: {}, repeatable: true }))).toMatchObject({
      code: 'PROVIDER_ERROR',
      outcome: 'unknown',
    })
  })

  // The older front has neither the new one's code nor its state.
  it('by the older front is made without a state, and told by the query of trades', async () => {
    const { client, mock, credentials } = await paid()
    const { merchantId, terminalId } = credentials
    const common = { merchant_no: merchantId, term_no: terminalId, location_info: { request_ip: '203.0.113.7' } }
    const older = { ...common, out_trade_no: 'R1', refund_amount: '500', origin_out_trade_no: orderId }
    const path = '/api/v3/labs/relation/refund'
    const told = (await lakala.callProvider(client, { path, body: older })) as Record<string, unknown>
    expect([told.refund_amount, told.trade_state]).toEqual(['500', undefined])
    const answer = mock.journal.flatMap((entry) => (entry.kind === 'request' ? [entry.reply!.body] : [])).at(-1)!
    expect(Buffer.from(answer).toString()).toContain('"BBS00000"')
    expect(await lakala.getRefund(client, { refundId: 'R1' })).toMatchObject({ status: 'succeeded' })
    const much = { ...older, out_trade_no: 'R2', refund_amount: '9999' }
    expect(await failure(lakala.callProvider(client, { path, body: much }))).toMatchObject({ outcome: 'unknown' })
  })
})

describe('bodies that are encrypted', () => {
  it('are those of orders alone, at paths of their own, whatever the answer is', async () => {
    for (const answersPlain of [false, true]) {
      const { client, mock, account } = await openLakalaShop({ sm, unconfirmed: { answersPlain } })
      const { bodyKey = '' } = mock.credentials('lakala')
      await lakala.createPayment(client, { channel: 'qr', wallet: 'alipay', ...tea })
      await lakala.createPayment(client, { channel: 'page', ...tea, orderId: 'T2' })
      const payerCode = presentCode(mock, { provider })
      await lakala.createPayment(client, { channel: 'barcode', ...sale, orderId: 'T3', payerCode })
      await lakala.getPayment(client, { orderId })
      const calls = bodiesIn({ mock })
      expect(calls.map(({ url }) => url.split('/').at(-1))).toEqual([
        'preorder_encry',
        'special_create_encry',
        'micropay_encry',
        'tradequery',
      ])
      for (const { body } of calls.slice(0, 3)) expect(JSON.parse(unSm4(body, bodyKey)).version).toBe('3.0')
      expect(account.encrypts).toBe(true)
    }
  })

  it('under another key are not taken', async () => {
    const { mock, credentials } = await openLakalaShop({ sm })
    const account = lakala.lakala({ ...credentials, bodyKey: 'uIj6CPg1GZAY10dXFfsEAQ==' } as lakala.LakalaOptions)
    const other = createClient({ account, transport: mock.transport })
    const order = { channel: 'qr', wallet: 'alipay', ...tea } as const
    // The mock answers under its own key.
    expect(await failure(lakala.createPayment(other, order))).toMatchObject({
      code: 'DECRYPTION_FAILED',
      outcome: 'unknown',
    })
    const plain = await openLakalaShop()
    const asked = lakala.lakala({ ...plain.credentials, sm, bodyKey: 'uIj6CPg1GZAY10dXFfsEAQ==' })
    const refused = lakala.createPayment(createClient({ account: asked, transport: plain.mock.transport }), order)
    expect(await failure(refused)).toMatchObject({ code: 'REQUEST_REFUSED', outcome: 'rejected' })
  })
})

describe('the mock', () => {
  it('refuses what is not the merchant’s without a signature, at either status', async () => {
    for (const refusesBy200 of [false, true]) {
      const { mock, credentials } = await openLakalaShop({ unconfirmed: { refusesBy200 } })
      const account = lakala.lakala({ ...credentials, appId: 'OP00000009' })
      const client = createClient({ account, transport: mock.transport, retry: { attempts: 1 } })
      const error = await failure(lakala.getPayment(client, { orderId }))
      expect(error).toMatchObject({ code: 'NOT_PERMITTED', providerCode: 'GW0001', authentic: false })
      expect(error.status).toBe(refusesBy200 ? undefined : 401)
    }
  })

  it('may quote its headers, and is called under the path of the test environment too', async () => {
    const { client } = await openLakalaShop({ unconfirmed: { quotesHeaders: true } }, { sandbox: true })
    await lakala.createPayment(client, { channel: 'qr', wallet: 'alipay', ...tea })
    expect((await lakala.getPayment(client, { orderId })).status).toBe('pending')
  })

  it('tells of a payment as it was, and again on its ladder', async () => {
    const { client, mock, notices } = await paid({ unconfirmed: { noticesHaveTradeState: true } })
    await lakala.refundPayment(client, { orderId, refundId: 'R1', amount: five })
    expect(await notices()).toMatchObject([{ trade_state: 'SUCCESS', out_trade_no: orderId, total_amount: '2500' }])
    await lakala.createPayment(client, { channel: 'qr', wallet: 'alipay', ...tea, orderId: 'T2' })
    await pay(mock, { provider, orderId: 'T2' })
    const said = ['', '{"code":"FAIL"}', 'SUCCESS', '{"code":"SUCCESS"}']
    const reports = await deliverWebhooks(mock, { untilSettled: true, to: () => new Response(said.shift()) })
    const first = reports[0]!.at
    expect(reports.map(({ at }) => (at - first) / 1000)).toEqual([0, 1, 6, 11])
  })

  it('has routes of the merchant’s own', async () => {
    const { client } = await openLakalaShop({
      routes: { 'POST /api/v3/sacs/query': ({ body }) => ({ echo: body.a }) },
    })
    expect(await lakala.callProvider(client, { path: '/api/v3/sacs/query', body: { a: 1 } })).toEqual({ echo: 1 })
    const missing = lakala.callProvider(client, { path: '/api/v3/sacs/cancel', body: {} })
    expect(await failure(missing)).toMatchObject({ providerCode: 'BBS11106', code: 'REQUEST_REFUSED' })
  })

  it('makes keys of its own where fresh ones are asked for', async () => {
    const mock = await createMockGateway({ providers: [mockLakala({ sm })], now: noon, keys: 'fresh' })
    const { serial, bodyKey } = mock.credentials('lakala')
    expect([serial, bodyKey]).toEqual([
      expect.stringMatching(/^00df[0-9a-f]{14}$/),
      expect.stringMatching(/^[A-Za-z0-9+/]{22}==$/),
    ])
    const account = lakala.lakala(mock.credentials('lakala'))
    expect((await lakala.ready(account)).proven).toEqual(['privateKey', 'serial', 'certificate'])
  })

  it('takes orders without a client, and shows a payer its page, which pays', async () => {
    const { mock, client } = await openLakalaShop()
    const code = await createOrder(mock, { provider, orderId, amount: tea.amount })
    const page = await mock.fetch(new Request(code))
    const html = await page.text()
    expect([page.status, html]).toEqual([200, expect.stringContaining('¥25.00')])
    const action = /action="([^"]+\/pay)"/.exec(html)![1]!
    await mock.fetch(new Request(`https://pay.wsmsd.cn${action}`, { method: 'POST' }))
    await refundAtDesk(mock, { provider, orderId, refundId: 'R1' })
    expect(await lakala.getPayment(client, { orderId })).toMatchObject({ status: 'paid', refunds: 'some' })
  })

  it('lets a payer fail, which is final, and come back from the counter', async () => {
    const { mock, client, order } = await placed()
    const html = await (await mock.fetch(new Request(order.nextAction.content))).text()
    const action = /action="([^"]+)\/pay"/.exec(html)![1]!
    await mock.fetch(new Request(`https://pay.wsmsd.cn${action}/refuse`, { method: 'POST' }))
    expect((await lakala.getPayment(client, { orderId })).status).toBe('failed')
    const counter = { channel: 'page', ...tea, orderId: 'T2', returnUrl: 'https://shop.example/back' } as const
    const { nextAction } = await lakala.createPayment(client, counter)
    const page = await (await mock.fetch(new Request(nextAction.url))).text()
    const path = /action="([^"]+\/pay)"/.exec(page)![1]!
    const back = await mock.fetch(new Request(`https://pay.wsmsd.cn${path}`, { method: 'POST', redirect: 'manual' }))
    expect([back.status, back.headers.get('location')]).toEqual([302, 'https://shop.example/back'])
  })

  it.each([
    ['routes', { routes: 1 }],
    ['sm', { sm: {} }],
    ['unconfirmed: unpaidState', { unconfirmed: { unpaidState: 'PAID' } }],
  ])('says which option is wrong: %s', (name, options) => {
    expect(() => mockLakala(options as never)).toThrow(name)
  })
})
