import { receiveNotice, receiveReturn, receiveWebhook } from 'shroff/alipay'
import { describe, expect, it } from 'vitest'
import { sealFields } from '../oracle/alipay.js'
import { accountOf, alipayKey, appId, notification, paidFields, sellerId } from '../support/alipay.js'
import { codeOf, failure } from '../support/failure.js'

const account = accountOf()
const yuan = (value: number) => ({ currency: 'CNY', value })

describe('receiveNotice', () => {
  const fields = { notify_type: 'servicemarket_order_notify', method: 'alipay.open.servicemarket.order.notify' }
  it('opens what keeps sign_type, and nothing else', async () => {
    const kept = notification(fields, { keepsSignType: true })
    expect(await receiveNotice(account, kept)).toMatchObject({
      type: 'other',
      name: fields.method,
      id: paidFields.notify_id,
    })
    expect(await codeOf(receiveWebhook(account, kept))).toBe('SIGNATURE_INVALID')
    expect(await codeOf(receiveNotice(account, notification(fields)))).toBe('SIGNATURE_INVALID')
  })
  it.each([
    ['another app', { app_id: '1' }, { keepsSignType: true }, 'WEBHOOK_NOT_OURS'],
    ['another seller', { seller_id: '2088000000000000' }, { keepsSignType: true }, 'WEBHOOK_NOT_OURS'],
    ['RSA', {}, { keepsSignType: true, signType: 'RSA' }, 'SIGNATURE_INVALID'],
    ['no sign_type', {}, { keepsSignType: true, signType: null }, 'SIGNATURE_INVALID'],
  ])('refuses %s', async (_name, more, sealing, code) =>
    expect(await codeOf(receiveNotice(account, notification({ ...fields, ...more }, sealing)))).toBe(code),
  )
  it('names a message of the message service by its msg_method', async () =>
    expect(
      await receiveNotice(
        account,
        notification(
          { msg_method: 'alipay.trade.refund.depositback.completed', seller_id: undefined },
          { keepsSignType: true },
        ),
      ),
    ).toMatchObject({ name: 'alipay.trade.refund.depositback.completed' }))
})

describe('receiveReturn', () => {
  const fields = {
    charset: 'utf-8',
    out_trade_no: 'T_1001',
    method: 'alipay.trade.page.pay.return',
    total_amount: '25.00',
    trade_no: paidFields.trade_no,
    auth_app_id: appId,
    version: '1.0',
    app_id: appId,
    seller_id: sellerId,
    timestamp: '2026-03-04 12:00:00',
  }
  const query = (more: Record<string, string> = {}) =>
    new URLSearchParams(sealFields({ privateKey: alipayKey, fields: { ...fields, ...more } })).toString()
  const url = `https://shop.example/back?${query()}`

  it('takes an address, a URL and a query', async () => {
    const told = { orderId: 'T_1001', paymentId: paidFields.trade_no, amount: yuan(2500) }
    for (const given of [url, new URL(url), query(), `?${query()}`, `${url}#top`, url.replaceAll('+', '%20')])
      expect(await receiveReturn(account, given)).toEqual(told)
  })
  it.each([
    ['another amount', url.replace('25.00', '0.01'), 'SIGNATURE_INVALID'],
    ['a parameter more', `${url}&trade_status=TRADE_SUCCESS`, 'SIGNATURE_INVALID'],
    ['a parameter twice', `${url}&total_amount=0.01`, 'BODY_INVALID'],
    ['another app', `?${query({ app_id: '1' })}`, 'WEBHOOK_NOT_OURS'],
    ['another seller', `?${query({ seller_id: '2088000000000000' })}`, 'WEBHOOK_NOT_OURS'],
    ['ISO-8859-1', `?${query({ charset: 'iso-8859-1' })}`, 'BODY_INVALID'],
    ['no parameters', 'https://shop.example/back', 'SIGNATURE_MISSING'],
    ['an amount that is none', `?${query({ total_amount: 'much' })}`, 'BODY_INVALID'],
  ])('refuses %s', async (_name, given, code) => expect(await codeOf(receiveReturn(account, given))).toBe(code))
  it('sends nothing, and says so of an amount that is no yuan', async () => {
    const sealed = sealFields({ privateKey: alipayKey, fields: { ...fields, total_amount: '25.005' } })
    const given = `https://shop.example/back?${new URLSearchParams(sealed)}`
    expect(await failure(receiveReturn(account, given))).toMatchObject({ code: 'BODY_INVALID', outcome: 'not-sent' })
  })
})
