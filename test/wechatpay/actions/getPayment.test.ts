import { isShroffError, type Transport } from 'shroff'
import { pay } from 'shroff/mock'
import { createPayment, getPayment } from 'shroff/wechatpay'
import { describe, expect, it } from 'vitest'
import { failure } from '../../support/failure.js'
import { openAnswering, paidOrder } from '../../support/wechatpay-answering.js'
import { openJudgedShop } from '../../support/wechatpay-judged.js'
import { tea } from '../../support/wechatpay-shop.js'

const code = (wanted: string, more: object = {}) => expect.objectContaining({ code: wanted, ...more })
const without = (name: keyof typeof paidOrder) => {
  const { [name]: _, ...rest } = paidOrder
  return rest
}
const ask = (body: unknown, account = {}) =>
  getPayment(openAnswering({ body }, { account }).client, { orderId: 'T-1001' })

describe('getPayment, signed answers to another question', () => {
  it.each([
    ['another order', { out_trade_no: 'T-1002' }],
    ['another merchant', { mchid: '1900000001' }],
    ['another app', { appid: 'wxanother' }],
    ['a number in place of the merchant', { mchid: undefined }],
    ['a partner’s order', { mchid: undefined, sp_mchid: '1900007291', sub_mchid: '1900000109' }],
  ])('refuses %s', async (_, changes) => {
    const error = await failure(ask({ ...paidOrder, ...changes }))
    expect(error).toEqual(code('REPLY_MISMATCH', { outcome: 'unknown', authentic: true }))
  })

  it.each([
    ['another payment', paidOrder],
    ['no payment at all', without('transaction_id')],
    ['an empty number', { ...paidOrder, transaction_id: '' }],
  ])('refuses %s where it asked for a payment', async (_, body) => {
    const { client } = openAnswering({ body })
    const error = await failure(getPayment(client, { paymentId: '4200000000000000000000000000' }))
    expect(error).toEqual(code('REPLY_MISMATCH'))
  })

  it.each([
    ['another sub-merchant', { sub_mchid: '1900000110' }],
    ['no sub-merchant', { sub_mchid: undefined }],
    ['another partner', { sp_mchid: '1900000001' }],
    ['another app of the partner', { sp_appid: 'wxanother' }],
    ['a direct merchant’s order', { sp_mchid: undefined, mchid: '1900007291' }],
  ])('refuses a partner %s', async (_, changes) => {
    const { appid: sp_appid, mchid: sp_mchid, ...rest } = paidOrder
    const body = { ...rest, sp_appid, sp_mchid, sub_mchid: '1900000109', ...changes }
    expect(await failure(ask(body, { subMerchantId: '1900000109' }))).toEqual(code('REPLY_MISMATCH'))
  })
})

describe('getPayment, signed answers that are not as documented', () => {
  it.each([
    ['out_trade_no', '/out_trade_no: missing'],
    ['trade_state', '/trade_state: missing'],
  ] as const)('refuses an answer without %s', async (name, problem) => {
    const error = await failure(ask(without(name)))
    expect(error).toEqual(code('BODY_INVALID', { outcome: 'unknown', message: expect.stringContaining(problem) }))
  })

  it.each([
    [{ trade_state: 'PAID' }, 'the state PAID'],
    [{ trade_state: 'constructor' }, 'the state constructor'],
    [{ trade_state: 'success' }, 'the state success'],
    [{ success_time: 'yesterday' }, 'the time yesterday'],
    [{ amount: { total: 2500, currency: 'USD' } }, 'the currency USD'],
    [{ amount: { total: 25.5 } }, '/amount/total: not an integer'],
    [{ amount: { total: '2500' } }, '/amount/total: not an integer'],
    [{ amount: 2500 }, '/amount: not an object'],
    [{ payer: 'oUpF8' }, '/payer: not an object'],
    [{ trade_state: 1 }, '/trade_state: not a string'],
  ])('refuses %j', async (changes, problem) => {
    const error = await failure(ask({ ...paidOrder, ...changes }))
    expect(error).toEqual(code('BODY_INVALID', { authentic: true, message: expect.stringContaining(problem) }))
  })

  it('refuses a body over one mebibyte', async () => {
    const error = await failure(ask({ ...paidOrder, attach: 'x'.repeat(1_048_576) }))
    expect(error).toEqual(code('BODY_INVALID', { message: expect.stringContaining('1048576 bytes') }))
  })
})

describe('getPayment, what it makes of a good answer', () => {
  it('decodes a paid order', async () => {
    expect(await ask(paidOrder)).toEqual({
      orderId: 'T-1001',
      paymentId: '4200000000202603041234567890',
      status: 'paid',
      refunds: 'none',
      amount: { currency: 'CNY', value: 2500 },
      payerAmount: { currency: 'CNY', value: 2400 },
      paidAt: new Date('2026-03-04T03:59:30Z'),
      payerId: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o',
      attach: 'shelf 3',
      raw: paidOrder,
    })
  })

  it.each([
    ['NOTPAY', 'pending'],
    ['USERPAYING', 'processing'],
    ['ACCEPT', 'processing'],
    ['SUCCESS', 'paid'],
    ['REFUND', 'paid'],
    ['CLOSED', 'closed'],
    ['REVOKED', 'closed'],
    ['PAYERROR', 'failed'],
  ])('reads the state %s as %s', async (trade_state, status) => {
    expect(await ask({ ...paidOrder, trade_state })).toHaveProperty('status', status)
  })

  it('does not tell how much was refunded, since the wire does not', async () => {
    expect(await ask({ ...paidOrder, trade_state: 'REFUND' })).not.toHaveProperty('refunds')
  })

  it.each(['amount', 'transaction_id'])('does not call a payment paid that lacks its %s', async (name) => {
    const { client } = openAnswering({ body: { ...paidOrder, [name]: undefined } })
    expect(await failure(getPayment(client, { orderId: 'T-1001' }))).toMatchObject({
      code: 'BODY_INVALID',
      outcome: 'unknown',
    })
  })

  it('does not miss a payment that the payer made in another currency', async () => {
    const amount = { total: 2500, payer_total: 2710, currency: 'CNY', payer_currency: 'HKD' }
    const payment = await ask({ ...paidOrder, amount })
    expect(payment).toMatchObject({ status: 'paid', amount: { currency: 'CNY', value: 2500 } })
    expect(payment).not.toHaveProperty('payerAmount')
  })

  const open = { appid: paidOrder.appid, mchid: paidOrder.mchid, out_trade_no: 'T-1001', trade_state: 'NOTPAY' }
  it('reads an open order without an amount', async () => {
    expect(await ask(open)).toEqual({ orderId: 'T-1001', status: 'pending', raw: open })
  })

  it.each([
    { transaction_id: '', success_time: '', attach: '', payer: {} },
    { transaction_id: null, success_time: null, attach: null, payer: null, amount: null },
    { payer: { openid: null }, amount: { total: null, payer_total: null, currency: null, payer_currency: null } },
  ])('reads empty and null members of an open order as absent: %j', async (empty) => {
    const { raw, ...payment } = await ask({ ...open, ...empty })
    expect(payment).toEqual({ orderId: 'T-1001', status: 'pending' })
  })

  it('tolerates unknown members', async () => {
    const more = { promotion_detail: [{ coupon_id: '1', amount: 100 }], trade_scene: 'PARKING', constructor: { a: 1 } }
    expect((await ask({ ...paidOrder, ...more })).raw).toEqual({ ...paidOrder, ...more })
  })

  it.each([
    [{ sub_openid: 'sub', sp_openid: 'sp' }, 'sub'],
    [{ sp_openid: 'sp' }, 'sp'],
    [{ sub_openid: '', sp_openid: 'sp' }, 'sp'],
  ])('knows a partner’s payer %j as %s', async (payer, payerId) => {
    const { appid: sp_appid, mchid: sp_mchid, ...rest } = paidOrder
    const body = { ...rest, sp_appid, sp_mchid, sub_mchid: '1900000109', payer }
    expect(await ask(body, { subMerchantId: '1900000109' })).toHaveProperty('payerId', payerId)
  })

  it('knows another app of the account as its own', async () => {
    expect(await ask({ ...paidOrder, appid: 'wxmini' }, { otherAppIds: ['wxmini'] })).toHaveProperty('status', 'paid')
  })
})

describe.each([
  ['merchant', '/v3/pay/transactions', { mchid: '1900007291' }, {}],
  [
    'partner',
    '/v3/pay/partner/transactions',
    { sp_mchid: '1900007291', sub_mchid: '1900000109' },
    { mock: { subMerchantIds: ['1900000109'] }, account: { subMerchantId: '1900000109' } },
  ],
] as const)('getPayment as %s, judged by the oracle', (_, folder, query, shop) => {
  it('asks by orderId, percent-encoded', async () => {
    const { client, last } = await openJudgedShop(shop)
    await createPayment(client, { ...tea, orderId: 'T|10*01', channel: 'qr' })
    expect(await getPayment(client, { orderId: 'T|10*01' })).toHaveProperty('status', 'pending')
    expect(last()).toMatchObject({
      route: `GET ${folder}/out-trade-no/{out_trade_no}`,
      path: { out_trade_no: 'T|10*01' },
      query,
    })
  })

  it('asks by paymentId', async () => {
    const { client, last, mock } = await openJudgedShop(shop)
    await createPayment(client, { ...tea, channel: 'qr' })
    await pay(mock, { provider: 'wechatpay', orderId: 'T-1001' })
    const { paymentId } = await getPayment(client, { orderId: 'T-1001' })
    expect(await getPayment(client, { paymentId: paymentId! })).toMatchObject({ orderId: 'T-1001', paymentId })
    expect(last()).toMatchObject({ route: `GET ${folder}/id/{transaction_id}`, query })
  })
})

describe('getPayment, both numbers or none', () => {
  it.each([
    [{}, 'must be given, or paymentId in its place'],
    [{ orderId: 'T-1001', paymentId: '42' }, 'must not be given together with paymentId'],
  ])('refuses %j at orderId, without sending', async (given, problem) => {
    const { client, requests } = openAnswering({})
    const error = await failure(getPayment(client, given as never))
    expect(error.fields).toEqual([{ path: 'orderId', problem }])
    expect(requests).toHaveLength(0)
  })

  it('names the field that is wrong', async () => {
    const { client } = openAnswering({})
    expect((await failure(getPayment(client, { orderId: '' }))).fields?.[0]?.path).toBe('orderId')
  })
})

describe('getPayment, a transport of five lines', () => {
  it('finds the headers whatever else is there', async () => {
    const { client } = openAnswering({ body: paidOrder, headers: { 'x-cache': 'MISS', via: '1.1 proxy' } })
    expect(await getPayment(client, { orderId: 'T-1001' })).toHaveProperty('status', 'paid')
  })

  it.each([undefined, null, {}, { status: 200 }])('names the answer %j as unreadable', async (answer) => {
    const transport = (async () => answer) as unknown as Transport
    const { client } = openAnswering({}, { client: { transport } })
    const error = await failure(getPayment(client, { orderId: 'T-1001' }))
    expect(isShroffError(error, 'BODY_INVALID')).toBe(true)
  })
})
