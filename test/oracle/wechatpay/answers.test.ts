import { describe, expect, it } from 'vitest'
import { judgeReply, sealReply } from '../wechatpay.js'
import { facts, seal } from './samples.js'

const query = 'GET /v3/pay/transactions/out-trade-no/{out_trade_no}'
const partnerQuery = 'GET /v3/pay/partner/transactions/out-trade-no/{out_trade_no}'
const codepay = 'POST /v3/pay/transactions/codepay'
const refunds = 'POST /v3/refund/domestic/refunds'

const judged = (route: string, body: object, status = 200) =>
  judgeReply(sealReply({ ...seal, status, body: JSON.stringify(body) }), { ...facts, route })

const order = { out_trade_no: 'T-1001', trade_state_desc: '订单未支付' }
const direct = { appid: 'wx1', mchid: '1900000001', ...order }
const payment = {
  transaction_id: '4200001',
  trade_type: 'NATIVE',
  trade_state: 'SUCCESS',
  bank_type: 'OTHERS',
  success_time: '2024-02-29T12:00:00+08:00',
  amount: { total: 8880, payer_total: 8880, currency: 'CNY', payer_currency: 'CNY' },
}
const paid = { ...direct, ...payment, attach: 'shelf 7', payer: { openid: 'o1' } }
const coupon = { coupon_id: '109519', amount: 80, type: 'NOCASH', scope: 'GLOBAL' }

describe('a paid order', () => {
  it('is accepted, with coupons too', () => {
    expect(judged(query, paid)).toEqual(paid)
    judged(query, { ...paid, amount: { ...paid.amount, payer_total: 8800 }, promotion_detail: [coupon] })
  })

  it.each([
    ['no payer', { payer: undefined }, '/payer is missing'],
    ['no amount', { amount: undefined }, '/amount is missing'],
    ['a coupon that the payer paid all the same', { promotion_detail: [coupon] }, 'minus coupons'],
    ['a coupon without a number', { promotion_detail: [{ amount: 0 }] }, '/promotion_detail/0/coupon_id'],
  ])('is refused with %s', (_, change, complaint) => {
    expect(() => judged(query, { ...paid, ...change })).toThrow(complaint)
  })
})

describe('an answer of 202', () => {
  it('is for a charge whose payer types a password, in either form', () => {
    judged(codepay, { ...direct, trade_state: 'USERPAYING' }, 202)
    judged(codepay, { code: 'USERPAYING', message: '需要用户输入支付密码' }, 202)
  })

  it('is refused for anything else', () => {
    expect(() => judged(codepay, paid, 202)).toThrow('neither trade_state nor code')
    expect(() => judged(query, { ...direct, trade_state: 'USERPAYING' }, 202)).toThrow('a payer’s code only')
    expect(() => judged(codepay, { ...direct, trade_state: 'USERPAYING' })).toThrow('202 while the payer types')
  })
})

describe('a refund', () => {
  const refund = {
    refund_id: '503001',
    out_refund_no: 'R1',
    transaction_id: '4200001',
    out_trade_no: 'T-1001',
    user_received_account: '支付用户零钱',
    channel: 'ORIGINAL',
    create_time: '2024-02-29T12:00:00+08:00',
    status: 'PROCESSING',
    amount: {
      total: 8880,
      refund: 100,
      payer_total: 8880,
      payer_refund: 100,
      settlement_refund: 100,
      settlement_total: 8880,
      discount_refund: 0,
      currency: 'CNY',
    },
  }
  const from = (...amounts: number[]) => amounts.map((amount) => ({ account: 'AVAILABLE', amount }))
  const withAmount = (more: object) => ({ ...refund, amount: { ...refund.amount, ...more } })

  it('is accepted, by account too', () => {
    expect(judged(refunds, refund)).toEqual(refund)
    judged(refunds, withAmount({ from: from(60, 40), refund_fee: 1 }))
  })

  it.each([
    ['accounts that give less', withAmount({ from: from(60, 39) }), 'another sum than refund'],
    ['more than was paid', withAmount({ refund: 8881 }), 'exceeds the payment'],
    ['no time although it is done', { ...refund, status: 'SUCCESS' }, 'success_time is missing'],
    ['the state of a notification', { ...refund, status: undefined, refund_status: 'SUCCESS' }, '/status is missing'],
  ])('is refused with %s', (_, body, complaint) => {
    expect(() => judged(refunds, body)).toThrow(complaint)
  })
})

it('what a payer is called with has the documented form', () => {
  const place = (product: string, body: object) => () => judged(`POST /v3/pay/transactions/${product}`, body)
  expect(place('native', { code_url: 'weixin://wxpay/bizpayurl?pr=JyC91EIz1' })).not.toThrow()
  expect(place('native', { code_url: 'weixin://wxpay/bizpayurl/up?pr=NwY5Mz9&groupid=00' })).not.toThrow()
  expect(place('native', { code_url: 'weixin://wxpay/bizpayurl?sr=1' })).toThrow('/code_url')
  const h5 = 'https://wx.tenpay.com/cgi-bin/mmpayweb-bin/checkmweb?prepay_id=wx2024&package=2150917749'
  expect(place('h5', { h5_url: h5 })).not.toThrow()
  expect(place('h5', { h5_url: h5.replace('&package=2150917749', '') })).toThrow('/h5_url')
})

it('a reversal names whose order it was', () => {
  const route = 'POST /v3/pay/transactions/out-trade-no/{out_trade_no}/reverse'
  judged(route, { appid: 'wx1', mchid: '1900000001', out_trade_no: 'T-1001' })
  expect(() => judged(route, { out_trade_no: 'T-1001' })).toThrow('names neither mchid nor sp_mchid')
})
describe('an order that nobody has paid', () => {
  const open = { ...direct, trade_state: 'NOTPAY' }
  const closed = { ...direct, trade_state: 'CLOSED' }
  const amount = { total: 8880, currency: 'CNY' }

  it('may tell its amount while it is open', () => {
    judged(query, open)
    judged(query, { ...open, amount, bank_type: '', payer: { openid: '' } })
    judged(query, closed)
  })

  it.each([
    ['a transaction number', { ...open, transaction_id: '4200001' }, '/transaction_id of an order in NOTPAY'],
    ['a payer', { ...open, payer: { openid: 'o1' } }, '/payer of an order in NOTPAY'],
    ['what the shop attached', { ...open, attach: 'shelf 7' }, '/attach of an order in NOTPAY'],
    ['an amount although closed', { ...closed, amount }, '/amount of an order in CLOSED'],
  ])('is refused with %s', (_, body, complaint) => {
    expect(() => judged(query, body)).toThrow(complaint)
  })
})

describe('a partner’s payment', () => {
  const ids = { sp_appid: 'wx1', sp_mchid: '1900000001', sub_mchid: '1900000009' }
  const both = { sp_openid: 'o1', sub_openid: 'o2' }

  it('names its payer in the provider’s app, and in the sub-merchant’s where it has one', () => {
    judged(partnerQuery, { ...ids, ...order, ...payment, payer: { sp_openid: 'o1' } })
    judged(partnerQuery, { ...ids, sub_appid: 'wx9', ...order, ...payment, payer: both })
  })

  it.each([
    ['sp_openid', { sub_openid: 'o2' }],
    ['sub_openid', { sp_openid: 'o1' }],
  ])('is refused without %s', (name, payer) => {
    const body = { ...ids, sub_appid: 'wx9', ...order, ...payment, payer }
    expect(() => judged(partnerQuery, body)).toThrow(`/payer/${name} is missing`)
  })
})
