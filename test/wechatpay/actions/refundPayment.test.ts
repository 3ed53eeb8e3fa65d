import { amount } from 'shroff'
import { pay } from 'shroff/mock'
import { createPayment, getPayment, refundPayment } from 'shroff/wechatpay'
import { describe, expect, it } from 'vitest'
import { failure } from '../../support/failure.js'
import { acceptedRefund, openAnswering } from '../../support/wechatpay-answering.js'
import { openJudgedShop } from '../../support/wechatpay-judged.js'
import { tea } from '../../support/wechatpay-shop.js'

const five = amount('5.00', 'CNY')
const refund = { orderId: 'T-1001', refundId: 'T-1001-R1', amount: five, orderAmount: tea.amount }
const code = (wanted: string, more: object = {}) => expect.objectContaining({ code: wanted, ...more })
const answered = (body: unknown) => refundPayment(openAnswering({ body }).client, refund)
const changed = (changes: object) => ({ ...acceptedRefund, ...changes })
const amounts = (changes: object) => changed({ amount: { ...acceptedRefund.amount, ...changes } })

describe('refundPayment, signed answers to another question', () => {
  it.each([
    ['another refund', changed({ out_refund_no: 'T-1001-R2' })],
    ['a refund of another order', changed({ out_trade_no: 'T-1002' })],
    ['another amount', amounts({ refund: 501 })],
    ['another amount of the order', amounts({ total: 2501 })],
  ])('refuses %s', async (_, body) => {
    expect(await failure(answered(body))).toEqual(code('REPLY_MISMATCH', { outcome: 'unknown', authentic: true }))
  })

  it('refuses a refund of another payment', async () => {
    const { client } = openAnswering({ body: acceptedRefund })
    const { orderId: _, ...rest } = refund
    expect(await failure(refundPayment(client, { ...rest, paymentId: '42' }))).toEqual(code('REPLY_MISMATCH'))
  })
})

describe('refundPayment, signed answers that are not as documented', () => {
  it.each(['refund_id', 'out_refund_no', 'transaction_id', 'out_trade_no', 'status', 'amount'])(
    'refuses an answer without %s',
    async (name) => {
      const error = await failure(answered(changed({ [name]: undefined })))
      expect(error).toEqual(
        code('BODY_INVALID', { outcome: 'unknown', message: expect.stringContaining(`/${name}: missing`) }),
      )
    },
  )

  it.each([
    ['the state REFUNDED', changed({ status: 'REFUNDED' })],
    ['the state toString', changed({ status: 'toString' })],
    ['the currency HKD', amounts({ currency: 'HKD' })],
    ['the time soon', changed({ success_time: 'soon' })],
    ['/amount/refund: not an integer', amounts({ refund: 5.5 })],
    ['/amount/total: not an integer', amounts({ total: '2500' })],
  ])('refuses %s', async (problem, body) => {
    expect(await failure(answered(body))).toEqual(code('BODY_INVALID', { message: expect.stringContaining(problem) }))
  })
})

describe('refundPayment, never twice', () => {
  const attempts = { client: { retry: { attempts: 5 } } }
  const success = { body: acceptedRefund }

  it.each([
    ['a server error', { status: 500, body: { code: 'SYSTEM_ERROR', message: '系统错误' } }, 'PROVIDER_UNAVAILABLE'],
    ['a rate limit', { status: 429, body: { code: 'FREQUENCY_LIMITED', message: '频率超限' } }, 'RATE_LIMITED'],
    ['a proxy page', { status: 502, body: '<html>Bad Gateway</html>' }, 'PROVIDER_UNAVAILABLE'],
    ['a signed 202', { status: 202, body: {} }, 'PROVIDER_UNAVAILABLE'],
    ['an unsigned success', { ...success, unsigned: true }, 'SIGNATURE_MISSING'],
  ])('is not repeated after %s', async (_, first, wanted) => {
    const { client, requests } = openAnswering([first, success], attempts)
    const error = await failure(refundPayment(client, refund))
    expect(error).toEqual(code(wanted, { outcome: 'unknown', next: expect.stringContaining('getRefund') }))
    expect(requests).toHaveLength(1)
  })

  it('is repeated after a probe, with the same body', async () => {
    const probe = { ...success, headers: { 'wechatpay-signature': `WECHATPAY/SIGNTEST/${'A'.repeat(300)}` } }
    const { client, requests } = openAnswering([probe, success], attempts)
    expect(await refundPayment(client, refund)).toHaveProperty('status', 'pending')
    expect(requests).toHaveLength(2)
    expect(requests[1]?.body).toEqual(requests[0]?.body)
  })

  it('stays unknown when the repetition after a probe is refused', async () => {
    const probe = { ...success, headers: { 'wechatpay-signature': `WECHATPAY/SIGNTEST/${'A'.repeat(300)}` } }
    const refused = { status: 403, body: { code: 'NOT_ENOUGH', message: '余额不足' } }
    const { client } = openAnswering([probe, refused], attempts)
    expect(await failure(refundPayment(client, refund))).toEqual(code('BALANCE_TOO_LOW', { outcome: 'unknown' }))
  })
})

describe('refundPayment, what it makes of a good answer', () => {
  it('decodes an accepted refund and tolerates unknown members', async () => {
    const body = changed({ promotion_detail: [], added_in_2030: true })
    expect(await answered(body)).toEqual({
      refundId: 'T-1001-R1',
      providerRefundId: '50000000382019052709732678859',
      orderId: 'T-1001',
      paymentId: '4200000000202603041234567890',
      status: 'pending',
      amount: { currency: 'CNY', value: 500 },
      orderAmount: { currency: 'CNY', value: 2500 },
      receivedBy: '招商银行信用卡0403',
      raw: body,
    })
  })

  it.each([
    ['PROCESSING', 'pending'],
    ['SUCCESS', 'succeeded'],
    ['CLOSED', 'closed'],
    ['ABNORMAL', 'needs-action'],
  ])('reads %s as %s', async (state, status) => {
    expect(await answered(changed({ status: state }))).toHaveProperty('status', status)
  })

  it('reads the time of success', async () => {
    const body = changed({ status: 'SUCCESS', success_time: '2026-03-04T11:59:59+08:00' })
    expect(await answered(body)).toHaveProperty('succeededAt', new Date('2026-03-04T03:59:59Z'))
  })
})

describe.each([
  ['merchant', {}, {}],
  [
    'partner',
    { sub_mchid: '1900000109' },
    { mock: { subMerchantIds: ['1900000109'] }, account: { subMerchantId: '1900000109' } },
  ],
] as const)('refundPayment as %s, judged by the oracle', (_, parties, options) => {
  const open = async () => {
    const shop = await openJudgedShop(options)
    await createPayment(shop.client, { ...tea, channel: 'qr' })
    await pay(shop.mock, { provider: 'wechatpay', orderId: 'T-1001' })
    return shop
  }
  const least = { ...parties, out_refund_no: 'T-1001-R1', amount: { refund: 500, total: 2500, currency: 'CNY' } }

  it('sends the least, by orderId', async () => {
    const { client, last } = await open()
    await refundPayment(client, refund)
    expect(last().route).toBe('POST /v3/refund/domestic/refunds')
    expect(last().body).toEqual({ ...least, out_trade_no: 'T-1001' })
  })

  it('names the payment by paymentId', async () => {
    const { client, last } = await open()
    const { paymentId } = await getPayment(client, { orderId: 'T-1001' })
    const { orderId: _orderId, ...rest } = refund
    await refundPayment(client, { ...rest, paymentId: paymentId! })
    expect(last().body).toEqual({ ...least, transaction_id: paymentId })
  })

  it('sends everything', async () => {
    const { client, last } = await open()
    const goodsDetail = [{ merchantGoodsId: '1246', unitPrice: 2500, refundAmount: 500, refundQuantity: 1 }]
    const from = [{ account: 'AVAILABLE', amount: refund.amount }] as const
    const more = { reason: '商品已售完', notifyUrl: 'https://shop.example/refunds', fundsAccount: 'AVAILABLE' } as const
    await refundPayment(client, { ...refund, ...more, from, goodsDetail })
    expect(last().body).toEqual({
      ...least,
      out_trade_no: 'T-1001',
      reason: '商品已售完',
      notify_url: 'https://shop.example/refunds',
      funds_account: 'AVAILABLE',
      amount: { ...least.amount, from: [{ account: 'AVAILABLE', amount: 500 }] },
      goods_detail: [{ merchant_goods_id: '1246', unit_price: 2500, refund_amount: 500, refund_quantity: 1 }],
    })
  })
})
