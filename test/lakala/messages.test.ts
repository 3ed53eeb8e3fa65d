import { acknowledge, receiveWebhook } from 'shroff/lakala'
import { describe, expect, it } from 'vitest'
import { sealNotice } from '../oracle/lakala/wire.js'
import { codeOf } from '../support/failure.js'
import { accountOf, merchantId } from '../support/lakala.js'
import { demo } from '../vectors/lakala.js'

// What each notification means (§12, §13), sealed by the oracle.

const receive = (body: unknown) =>
  receiveWebhook(
    accountOf(),
    sealNotice({ privateKey: demo.privateKey, timestamp: '1772596800', body: JSON.stringify(body) }),
  )
const trade = {
  merchant_no: merchantId,
  out_trade_no: 'T1001',
  trade_no: '2026030466200819100678',
  acc_trade_no: '2026030422001432581427657317',
  account_type: 'ALIPAY',
  trade_status: 'SUCCESS',
  total_amount: '2500',
  payer_amount: '2400',
  acc_discount_amount: '',
  trade_time: '20260304120000',
  user_id1: '2088702852632582',
  remark: 'table 7',
}
const facts = { orderId: 'T1001', paymentId: trade.trade_no, amount: { currency: 'CNY', value: 2500 } }

describe('a notification of an order in a wallet', () => {
  it('that is paid tells what was ordered, which is not what the payer paid', async () => {
    expect(await receive(trade)).toEqual({
      type: 'payment.paid',
      id: `paid/${trade.trade_no}`,
      provider: 'lakala',
      ...facts,
      payerAmount: { currency: 'CNY', value: 2400 },
      paidAt: new Date('2026-03-04T12:00:00+08:00'),
      payerId: '2088702852632582',
      walletPaymentId: trade.acc_trade_no,
      wallet: 'alipay',
      remark: 'table 7',
      raw: trade,
    })
  })

  it('has its state under either name, and under both only if they agree', async () => {
    const { trade_status: state, ...rest } = trade
    expect(await receive({ ...rest, trade_state: state })).toMatchObject({ type: 'payment.paid', ...facts })
    expect(await receive({ ...trade, trade_state: state })).toMatchObject({ type: 'payment.paid' })
    expect(await codeOf(receive({ ...trade, trade_state: 'DEAL' }))).toBe('BODY_INVALID')
  })

  it.each([
    ['INIT', 'payment.pending'],
    ['CREATE', 'payment.pending'],
    ['DEAL', 'payment.pending'],
    ['UNKNOWN', 'payment.pending'],
    ['FAIL', 'payment.failed'],
    ['CLOSE', 'payment.closed'],
    ['REVOKED', 'payment.closed'],
  ])('in the state %s is %s', async (state, type) => {
    const event = await receive({ ...trade, trade_status: state })
    expect(event).toMatchObject({ type, id: `${state}/${trade.trade_no}`, ...facts })
    expect(event).not.toHaveProperty('paidAt')
  })

  // Two refunds in part of one payment are two.
  const flow = trade.trade_time
  it.each(['REFUND', 'PART_REFUND'])('of money that went back is no second payment: %s', async (state) => {
    expect(await receive({ ...trade, trade_status: state })).toEqual({
      type: 'other',
      id: `${state}/${trade.trade_no}/${flow}`,
      provider: 'lakala',
      name: state,
      raw: { ...trade, trade_status: state },
    })
  })

  it.each([
    ['REFUND SUCCESS', { refund_amount: '500', origin_trade_no: '2026030466200819100600' }],
    ['REFUND SUCCESS', { origin_out_trade_no: 'T1000' }],
    ['REFUND SUCCESS', { trade_main_type: 'REFUND' }],
    ['CANCEL SUCCESS', { trade_main_type: 'CANCEL' }],
  ])('of a refund or a revocation itself is no payment: %s %j', async (name, more) => {
    expect(await receive({ ...trade, out_trade_no: 'R1', ...more })).toMatchObject({
      type: 'other',
      id: `${name}/${trade.trade_no}/${flow}`,
      name,
    })
  })

  it('of two refunds in part of one payment are two', async () => {
    const of = async (more: object) => (await receive({ ...trade, trade_status: 'PART_REFUND', ...more })).id
    const [first, second] = [await of({ log_no: '66200819100679' }), await of({ log_no: '66200819100680' })]
    expect(first).not.toBe(second)
    expect(await of({ log_no: '66200819100679' })).toBe(first)
  })

  it('of a payment may name its kind, and has no numbers of another', async () => {
    for (const more of [{ trade_main_type: 'PREORDER' }, { trade_main_type: null, origin_trade_no: '' }])
      expect(await receive({ ...trade, ...more })).toMatchObject({ type: 'payment.paid', ...facts })
  })

  it('by a payer’s code has its channel, by our own mark alone', async () => {
    expect(await receive({ ...trade, remark: '{"channel":"barcode"}' })).toMatchObject({ channel: 'barcode' })
    expect(await receive(trade)).not.toHaveProperty('channel')
  })

  it('of a wallet without a name here has none', async () => {
    expect(await receive({ ...trade, account_type: 'BESTPAY' })).not.toHaveProperty('wallet')
  })

  it.each([
    ['without an amount', { ...trade, total_amount: '' }],
    ['without its number', { ...trade, trade_no: undefined }],
    ['with an amount that is none', { ...trade, total_amount: '25.00' }],
    ['with an amount in a list', { ...trade, total_amount: [2500] }],
    ['with a time that is none', { ...trade, trade_time: 'noon' }],
    ['with a time of no zone', { ...trade, trade_time: '2026-03-04 12:00:00' }],
  ])('%s is nothing to go by', async (_, body) => expect(await codeOf(receive(body))).toBe('BODY_INVALID'))

  it.each([{ trade_status: 'BRAND_NEW' }, { trade_status: undefined }, { trade_status: 'constructor' }])(
    'that nobody knows is handed over: %j',
    async (change) => {
      expect(await receive({ ...trade, ...change })).toMatchObject({ type: 'other', provider: 'lakala' })
    },
  )
})

describe('a notification of the counter', () => {
  const paid = {
    trade_no: '2026030466200819100678',
    log_no: '66200819100678',
    trade_type: 'PAY',
    trade_status: 'S',
    trade_amount: 2500,
    payer_amount: 2400,
    acc_trade_no: '4200001',
    trade_time: '20260304120000',
    user_id1: 'oUpF8',
    acc_discount_amount: '',
  }
  const order = {
    merchant_no: merchantId,
    out_order_no: 'C1001',
    pay_order_no: '26030411012001970631000463034',
    order_status: '2',
    total_amount: 2500,
    order_trade_info: paid,
  }

  it('that is paid tells the order by the shop’s number and the counter’s', async () => {
    for (const total_amount of [2500, '2500'])
      for (const order_status of ['2', 2])
        expect(await receive({ ...order, total_amount, order_status })).toMatchObject({
          type: 'payment.paid',
          id: `paid/${paid.trade_no}`,
          orderId: 'C1001',
          paymentId: paid.trade_no,
          providerOrderId: order.pay_order_no,
          amount: { currency: 'CNY', value: 2500 },
          payerAmount: { currency: 'CNY', value: 2400 },
          paidAt: new Date('2026-03-04T12:00:00+08:00'),
          payerId: 'oUpF8',
        })
  })

  it.each([
    ['a refund', { order_trade_info: { ...paid, trade_type: 'REFUND' } }, 'REFUND'],
    ['a cancelling', { order_trade_info: { ...paid, trade_type: 'CANCEL' } }, 'CANCEL'],
    ['an order of which money went back', { order_status: '6' }, 'PAY'],
    ['a trade that failed', { order_status: '1', order_trade_info: { ...paid, trade_status: 'F' } }, 'PAY'],
    ['an order without a trade', { order_status: '4', order_trade_info: null }, '4'],
  ])('of %s is no payment', async (_, change, name) => {
    expect(await receive({ ...order, ...change })).toMatchObject({ type: 'other', name })
  })

  it.each(['3', '4', '5', '7'])(
    'that is over, of a payment that was made, is nothing to go by: %s',
    async (order_status) => {
      expect(await codeOf(receive({ ...order, order_status }))).toBe('BODY_INVALID')
    },
  )

  it('in a state that there is not is nothing to go by', async () => {
    for (const order_status of ['9', null, {}])
      expect(await codeOf(receive({ ...order, order_status }))).toBe('BODY_INVALID')
  })

  it('in its older form is no payment unless it says so', async () => {
    const older = { merchantNo: merchantId, merchantOrderNo: 'C1', payStatus: 'S', lklOrderNo: '2', amount: 1 }
    expect(await receive(older)).toMatchObject({ type: 'payment.paid', orderId: 'C1', amount: { value: 1 } })
    expect(await receive({ ...older, payStatus: 'F' })).toMatchObject({ type: 'other', name: 'PAY F' })
    expect(await receive({ ...older, tradeType: 'REFUND' })).toMatchObject({ type: 'other', name: 'REFUND S' })
  })
})

it('is answered as Lakala waits for it', async () => {
  const said = async (answer: 'received' | 'again') => {
    const response = await acknowledge(accountOf(), answer)
    return [response.status, await response.json()]
  }
  expect(await said('received')).toEqual([200, { code: 'SUCCESS', message: '执行成功' }])
  expect(await said('again')).toEqual([200, { code: 'FAIL', message: '失败' }])
})
