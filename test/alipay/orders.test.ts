import { cancelPayment, closePayment, getPayment, getRefund, refundPayment } from 'shroff/alipay'
import { describe, expect, it } from 'vitest'
import { type Answer, modes, openAlipay } from '../support/alipay.js'
import { failure } from '../support/failure.js'

const tradeNo = '2026030422001400000000000001'
const trade = {
  out_trade_no: 'T_1001',
  trade_no: tradeNo,
  trade_status: 'TRADE_SUCCESS',
  total_amount: '25.00',
  buyer_pay_amount: '24.00',
  send_pay_date: '2026-03-04 11:59:30',
  buyer_user_id: '2088102534368455',
  passback_params: 'shelf%3D7',
  fund_bill_list: [{ fund_channel: 'ALIPAYACCOUNT', amount: '24.00' }],
}
const refunded = { out_trade_no: 'T_1001', trade_no: tradeNo, fund_change: 'Y', refund_fee: '12.00' }
const known = { out_trade_no: 'T_1001', trade_no: tradeNo, out_request_no: 'R_1', refund_amount: '5.00' }
const five = { currency: 'CNY', value: 500 } as const
const refund = { orderId: 'T_1001', refundId: 'R_1', amount: five } as const

describe.each(modes)('$generation, certificate $certificate, encrypted $encrypted', (mode) => {
  const open = (content: object, more: Answer = {}) => openAlipay({ content, ...more }, mode)

  it('getPayment', async () => {
    const shop = open(trade)
    expect(await getPayment(shop.client, { orderId: 'T_1001' })).toMatchObject({
      orderId: 'T_1001',
      paymentId: tradeNo,
      status: 'paid',
      amount: { currency: 'CNY', value: 2500 },
      payerAmount: { currency: 'CNY', value: 2400 },
      paidAt: new Date('2026-03-04T03:59:30Z'),
      payerId: '2088102534368455',
      passbackParams: 'shelf=7',
      raw: { fund_bill_list: trade.fund_bill_list },
    })
    expect(shop.last()).toMatchObject({ method: 'alipay.trade.query', content: { out_trade_no: 'T_1001' } })
    await getPayment(shop.client, { paymentId: tradeNo })
    expect(shop.last().content).toEqual({ trade_no: tradeNo })
  })

  it('closePayment', async () => {
    const shop = open({ out_trade_no: 'T_1001', trade_no: tradeNo })
    expect(await closePayment(shop.client, { orderId: 'T_1001' })).toEqual({ orderId: 'T_1001', status: 'closed' })
    expect(shop.last()).toMatchObject({ method: 'alipay.trade.close', content: { out_trade_no: 'T_1001' } })
  })

  it.each([['close'], ['refund'], [undefined]])('cancelPayment, which did: %s', async (action) => {
    const shop = open({ out_trade_no: 'T_1001', retry_flag: 'N', action })
    expect(await cancelPayment(shop.client, { orderId: 'T_1001' })).toEqual({
      orderId: 'T_1001',
      // Without it no trade was found: nothing was cancelled.
      action: action ?? 'none',
    })
    expect(shop.last()).toMatchObject({ method: 'alipay.trade.cancel', content: { out_trade_no: 'T_1001' } })
  })

  it('refundPayment: money moved in this call, or did not', async () => {
    const shop = open(refunded)
    const result = await refundPayment(shop.client, { ...refund, reason: 'Too cold', more: { operator_id: 'O1' } })
    expect(result).toMatchObject({
      refundId: 'R_1',
      orderId: 'T_1001',
      paymentId: tradeNo,
      status: 'succeeded',
      amount: five,
    })
    expect(shop.last()).toMatchObject({ method: 'alipay.trade.refund' })
    expect(shop.last().content).toEqual({
      out_trade_no: 'T_1001',
      out_request_no: 'R_1',
      refund_amount: '5.00',
      refund_reason: 'Too cold',
      operator_id: 'O1',
    })
    expect((await refundPayment(open({ ...refunded, fund_change: 'N' }).client, refund)).status).toBe('pending')
    const byPayment = { paymentId: tradeNo, refundId: 'R-1/a', amount: five }
    expect((await refundPayment(shop.client, byPayment)).orderId).toBe('T_1001')
    expect(shop.last().content).toEqual({ trade_no: tradeNo, out_request_no: 'R-1/a', refund_amount: '5.00' })
  })

  it('getRefund', async () => {
    const shop = open({ ...known, refund_status: 'REFUND_SUCCESS', gmt_refund_pay: '2026-03-04 12:00:00' })
    const result = await getRefund(shop.client, { orderId: 'T_1001', refundId: 'R_1' })
    expect(result).toMatchObject({
      refundId: 'R_1',
      orderId: 'T_1001',
      status: 'succeeded',
      amount: five,
      succeededAt: new Date('2026-03-04T04:00:00Z'),
    })
    expect(shop.last()).toMatchObject({ method: 'alipay.trade.fastpay.refund.query' })
    expect(shop.last().content).toEqual({
      out_trade_no: 'T_1001',
      out_request_no: 'R_1',
      query_options: ['gmt_refund_pay'],
    })
    expect((await getRefund(open(known).client, { orderId: 'T_1001', refundId: 'R_1' })).status).toBe('pending')
    // Code 10000 without a member is Alipay's way to say: none, or none yet.
    for (const none of [{}, { refund_amount: null, trade_no: null }])
      expect(await failure(getRefund(open(none).client, { orderId: 'T_1001', refundId: 'R_1' }))).toMatchObject({
        code: 'REFUND_NOT_FOUND',
        outcome: 'unknown',
        authentic: true,
      })
  })

  it.each([
    ['getPayment', (s) => getPayment(s.client, { orderId: 'T_1001' }), { ...trade, out_trade_no: 'T_2' }],
    ['getPayment by paymentId', (s) => getPayment(s.client, { paymentId: '2' }), trade],
    ['closePayment', (s) => closePayment(s.client, { orderId: 'T_1001' }), { out_trade_no: 'T_2', trade_no: '1' }],
    ['closePayment, a query', (s) => closePayment(s.client, { orderId: 'T_1001' }), trade],
    ['cancelPayment, a query', (s) => cancelPayment(s.client, { orderId: 'T_1001' }), trade],
    ['cancelPayment', (s) => cancelPayment(s.client, { orderId: 'T_1001' }), { out_trade_no: 'T_2', retry_flag: 'N' }],
    ['refundPayment', (s) => refundPayment(s.client, refund), { ...refunded, out_trade_no: 'T_2' }],
    ['getRefund, another refund', (s) => getRefund(s.client, { orderId: 'T_1001', refundId: 'R_2' }), known],
    ['getRefund, another order', (s) => getRefund(s.client, { orderId: 'T_2', refundId: 'R_1' }), known],
  ] as [string, (shop: ReturnType<typeof open>) => Promise<unknown>, object][])(
    '%s refuses the answer to another question',
    async (_name, ask, content) =>
      expect(await failure(ask(open(content)))).toMatchObject({
        code: 'REPLY_MISMATCH',
        outcome: 'unknown',
        authentic: true,
      }),
  )
})

it('getPayment calls no other currency yuan', async () => {
  for (const [trans_currency, code] of [['JPY', 'BODY_INVALID'], ['CNY'], [null]] as const) {
    const asked = getPayment(openAlipay({ content: { ...trade, trans_currency } }).client, { orderId: 'T_1001' })
    if (code) expect(await failure(asked)).toMatchObject({ code, outcome: 'unknown', authentic: true })
    else expect((await asked).amount.currency).toBe('CNY')
  }
})

describe('getPayment, states', () => {
  it.each([
    ['WAIT_BUYER_PAY', 'pending'],
    ['TRADE_SUCCESS', 'paid'],
    ['TRADE_FINISHED', 'paid'],
    ['TRADE_CLOSED', 'closed'],
  ])('%s is %s', async (trade_status, status) => {
    const shop = openAlipay({ content: { ...trade, trade_status } })
    expect((await getPayment(shop.client, { orderId: 'T_1001' })).status).toBe(status)
  })

  it.each([
    ['a state that is not documented', { trade_status: 'constructor' }, 'the state constructor'],
    ['an amount that is no yuan', { total_amount: '25.005' }, 'the amount 25.005'],
    ['a negative amount', { total_amount: '-1.00' }, 'the amount -1.00'],
    ['an amount as a number', { total_amount: 25 }, '/total_amount: not a string'],
    ['a time that is none', { send_pay_date: 'yesterday' }, 'the time yesterday'],
    ['no state', { trade_status: undefined }, '/trade_status: missing'],
  ])('refuses %s', async (_name, more, problem) => {
    const shop = openAlipay({ content: { ...trade, ...more } })
    expect(await failure(getPayment(shop.client, { orderId: 'T_1001' }))).toMatchObject({
      code: 'BODY_INVALID',
      authentic: true,
      message: expect.stringContaining(problem),
    })
  })

  it('knows the payer where the open id is empty', async () => {
    const shop = openAlipay({ content: { ...trade, buyer_open_id: '' } })
    expect((await getPayment(shop.client, { orderId: 'T_1001' })).payerId).toBe(trade.buyer_user_id)
  })

  it('prefers the open id, and leaves a passback that was never encoded as it is', async () => {
    const shop = openAlipay({ content: { ...trade, buyer_open_id: 'open', passback_params: '100%' } })
    expect(await getPayment(shop.client, { orderId: 'T_1001' })).toMatchObject({
      payerId: 'open',
      passbackParams: '100%',
    })
  })
})

describe('before anything is sent', () => {
  it.each([
    ['getPayment', getPayment, {}],
    ['getPayment', getPayment, { orderId: 'T_1', paymentId: '1' }],
    ['getPayment', getPayment, { paymentId: '..' }],
    ['closePayment', closePayment, { orderId: 'T\n1' }],
    ['cancelPayment', cancelPayment, { orderId: 'T_1', force: true }],
    ['refundPayment', refundPayment, { ...refund, paymentId: '1' }],
    ['refundPayment', refundPayment, { refundId: 'R', amount: five }],
    ['refundPayment', refundPayment, { ...refund, refundId: 'R 1' }],
    ['refundPayment', refundPayment, { ...refund, refundId: '' }],
    ['refundPayment', refundPayment, { ...refund, amount: { currency: 'CNY', value: -1 } }],
    ['refundPayment', refundPayment, { ...refund, reason: 'r'.repeat(257) }],
    ['getRefund', getRefund, { orderId: 'T_1' }],
    ['getRefund', getRefund, { orderId: 'T_1', refundId: 'R'.repeat(129) }],
  ] as [string, (client: never, parameters: never) => Promise<unknown>, object][])(
    '%s refuses %j',
    async (name, action, parameters) => {
      const shop = openAlipay({})
      const given = typeof parameters === 'object' ? parameters : {}
      expect(await failure(action(shop.client as never, given as never))).toMatchObject({
        code: 'PARAMETERS_INVALID',
        outcome: 'not-sent',
        action: name,
      })
      expect(shop.requests).toEqual([])
    },
  )
})

describe('repeating', () => {
  const busy: Answer = { refused: ['20000', 'isp.unknow-error'], status: 500 }
  it.each(['v2', 'v3'] as const)('%s: a query is asked again after 20000, and answered', async (generation) => {
    const shop = openAlipay([busy, { content: trade }], { generation }, { client: { retry: { attempts: 2 } } })
    expect((await getPayment(shop.client, { orderId: 'T_1001' })).status).toBe('paid')
    expect(shop.requests).toHaveLength(2)
  })

  it.each(['v2', 'v3'] as const)('%s: a refund is not, and its outcome is unknown', async (generation) => {
    const shop = openAlipay([busy, { content: refunded }], { generation }, { client: { retry: { attempts: 3 } } })
    expect(await failure(refundPayment(shop.client, refund))).toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
      outcome: 'unknown',
      next: expect.stringContaining('getRefund'),
    })
    expect(shop.requests).toHaveLength(1)
  })

  it('cancelPayment is called again where Alipay asks for it', async () => {
    const again: Answer = { content: { out_trade_no: 'T_1001', retry_flag: 'Y' } }
    const done: Answer = { content: { out_trade_no: 'T_1001', retry_flag: 'N', action: 'refund' } }
    const shop = openAlipay([again, done], {}, { client: { retry: { attempts: 2 } } })
    expect(await cancelPayment(shop.client, { orderId: 'T_1001' })).toEqual({ orderId: 'T_1001', action: 'refund' })
    const never = openAlipay(again)
    expect(await failure(cancelPayment(never.client, { orderId: 'T_1001' }))).toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
      outcome: 'unknown',
      authentic: true,
    })
  })
})
