import { describe, expect, it } from 'vitest'
import { alipayKey, alipayPem, appId, paidFields, sellerId } from '../../support/alipay.js'
import { vectors } from '../../vectors/alipay.js'
import { type Fields, judgeNotification, judgeReturn, meaningOf, sealFields, sealNotification } from '../alipay.js'

const encode = (fields: Fields) => new URLSearchParams(fields).toString()

describe('judgeNotification and judgeReturn', () => {
  const known = { publicKey: alipayPem, appId, sellerId }
  const judged = (fields: object, more: object = {}) =>
    judgeNotification(sealNotification({ privateKey: alipayKey, fields: { ...paidFields, ...fields }, ...more }), known)
  it('accept their own', () => {
    expect(judged({})).toMatchObject(paidFields)
    const fields = {
      charset: 'utf-8',
      out_trade_no: 'T_1',
      method: 'alipay.trade.wap.pay.return',
      total_amount: '1.00',
      trade_no: '2026',
      version: '1.0',
      app_id: appId,
      seller_id: sellerId,
      timestamp: '2026-03-04 12:00:00',
    }
    const url = `https://shop.example/back?${encode(sealFields({ privateKey: alipayKey, fields }))}`
    expect(judgeReturn(url, known).out_trade_no).toBe('T_1')
    expect(() => judgeReturn(url.replace('T_1', 'T_2'), known)).toThrow('does not verify')
  })
  it.each([
    ['sign_type kept', {}, { keepsSignType: true }, 'does not verify'],
    ['another seller', { seller_id: '2088000000000000' }, {}, 'seller_id'],
    ['another app', { app_id: '1' }, {}, 'app_id'],
    ['RSA', {}, { signType: 'RSA' }, 'sign_type'],
    ['paid without a time', { gmt_payment: '' }, {}, '/gmt_payment'],
    ['closed without a time', { trade_status: 'TRADE_CLOSED' }, {}, 'gmt_close'],
    ['finished without a time', { trade_status: 'TRADE_FINISHED', gmt_payment: '' }, {}, '/gmt_payment'],
    ['a refund without its time', { refund_fee: '1.00', out_biz_no: 'R_1' }, {}, 'a refund has its time'],
    ['a refund without its number', { refund_fee: '1.00', gmt_refund: '2026-03-04 12:00:00.12' }, {}, 'its number'],
    ['a refund’s number without a refund', { out_biz_no: 'R_1' }, {}, 'out_biz_no is a refund’s'],
    ['a list of snake-case members', { fund_bill_list: '[{"amount":"1","fund_channel":"A"}]' }, {}, 'camel-case'],
  ])('refuse %s', (_name, fields, more, complaint) => expect(() => judged(fields, more)).toThrow(complaint))
  it('agrees with the published notification', () => {
    const { input, publicKeyPem } = vectors.find(({ name }) => name === 'v2-notify-trade-success-2019')!
    const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }
    const at = { publicKey: publicKeyPem!, appId: '2019073166072302' }
    const body = new Uint8Array(Buffer.from(input.formBody))
    expect(meaningOf(judgeNotification({ headers, body }, at))).toBe('paid')
  })
  it.each([
    ['a payment', {}, 'paid'],
    ['a payment whose contract has no refunds', { trade_status: 'TRADE_FINISHED' }, 'paid'],
    ['a payment that names a refund of nothing', { refund_fee: '0.00' }, 'paid'],
    ['a refund in part', { refund_fee: '5.00', gmt_refund: 't', out_biz_no: 'R' }, 'refunded'],
    [
      'the end of a payment that was refunded in part',
      { trade_status: 'TRADE_FINISHED', refund_fee: '5.00' },
      'another event',
    ],
    ['a refund that hides its amount', { gmt_refund: 't', out_biz_no: 'R' }, 'another event'],
    ['a refund’s number alone', { out_biz_no: 'R' }, 'another event'],
    ['a refund in full', { trade_status: 'TRADE_CLOSED', gmt_refund: 't' }, 'refunded'],
    ['an order that was closed', { trade_status: 'TRADE_CLOSED' }, 'closed'],
    ['an order that waits', { trade_status: 'WAIT_BUYER_PAY' }, 'waiting'],
  ])('reads %s', (_name, fields, meaning) => expect(meaningOf({ ...paidFields, ...fields })).toBe(meaning))
})
