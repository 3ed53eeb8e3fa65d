import { type CreatePaymentParameters, createPayment } from 'shroff/lakala'
import { describe, expect, it } from 'vitest'
import { formPage, readFormPage } from '../../src/codec/html.js'
import { codeOf } from '../support/failure.js'
import { askedIn, merchantId, openLakala, saying, tea } from '../support/lakala.js'

// What a wallet is called with, as §7 has it; what is not as documented is not guessed at.

const place = (fields: object | undefined, given: object) => {
  const data = { merchant_no: merchantId, out_trade_no: 'T1001', trade_no: '1', acc_resp_fields: fields }
  const shop = openLakala(saying(data))
  return { ...shop, placed: createPayment(shop.client, { ...tea, ...given } as CreatePaymentParameters) }
}
const wechat = {
  prepay_id: 'wx1',
  app_id: 'wx2',
  time_stamp: '1772596800',
  nonce_str: 'n',
  package: 'prepay_id=wx1',
  sign_type: 'RSA',
  pay_sign: 's',
}

describe('an order without what its wallet is called with is nothing to go by', () => {
  it.each([
    ['qr', { wallet: 'alipay' }, { code: '' }],
    ['qr', { wallet: 'alipay' }, undefined],
    ['jsapi', { wallet: 'alipay', payerId: '2088' }, { prepay_id: null }],
    ['jsapi', { wallet: 'unionpay' }, { prepay_id: '1' }],
    ['jsapi', { wallet: 'wechatpay', payerId: 'o' }, { ...wechat, pay_sign: '' }],
    ['miniprogram', { payerId: 'o' }, { ...wechat, package: undefined }],
    ['app', { wallet: 'alipay' }, { prepay_id: '' }],
    ['wap', {}, { form_data: '' }],
    ['wap', {}, { form_data: '<p>wait</p>' }],
    ['wap', {}, { form_data: '<form method="get" action="https://pay.example/1"></form>' }],
    ['wap', {}, { form_data: '<form method="post" action="javascript:alert(1)"></form>' }],
    ['wap', {}, { form_data: '<form method="post" action="http://pay.example/1"></form>' }],
    ['wap', {}, { form_data: 'javascript:alert(1)' }],
  ])('%s %j %j', async (channel, given, fields) => {
    expect(await codeOf(place(fields, { channel, ...given }).placed)).toBe('BODY_INVALID')
  })
})

it('Alipay’s page is an address, or a form of which nothing but its fields is taken', async () => {
  const address = await place({ form_data: ' https://pay.example/1?a=1\n' }, { channel: 'wap' }).placed
  expect(address).toMatchObject({ nextAction: { type: 'redirect', url: 'https://pay.example/1?a=1' } })
  const data = `<form name='f' method='POST' action='https://pay.example/1?a=1&amp;b=2'><input type="hidden" name="x" value="&quot;&#39;&#x3e;&lt;"><input type="submit" value="go"></form><script>steal()</script>`
  const { nextAction } = (await place({ form_data: data }, { channel: 'wap' }).placed) as never as {
    nextAction: { html: string }
  }
  expect(nextAction).toMatchObject({
    type: 'form',
    url: 'https://pay.example/1?a=1&b=2',
    fields: { x: `"'><` },
    policy: { formAction: ['https://pay.example'] },
  })
  expect(nextAction.html).not.toContain('steal')
})

it('a page that posts itself can be read again, whatever its fields are', () => {
  const fields = { a: `<>&"'`, b: '', 乌龙: '茶\n茶', 'c.d[]': 'x=1' }
  const url = 'https://pay.example/1?a=1&b=<2>'
  expect(readFormPage(formPage(url, fields, 'Pay'))).toEqual({ url, fields })
  for (const other of ['', '<form>', '<form action="x">', '<form method="post">', '<input name="a">'])
    expect(readFormPage(other)).toBeUndefined()
})

it('an order says whose it is, how long it lives, and what is told besides, below what has a name here', async () => {
  const more = { settle_type: '1', total_amount: '1', acc_busi_fields: { store_id: 'S1', user_id: 'other' } }
  const expiresAt = new Date('2026-03-04T12:07:30+08:00')
  const { sent, placed } = place(wechat, {
    channel: 'jsapi',
    wallet: 'wechatpay',
    payerId: 'o1',
    subAppId: 'wx9',
    expiresAt,
    remark: 'table 7',
    payerClientIp: '198.51.100.7',
    more,
  })
  await placed
  expect(askedIn(sent[0]!)).toEqual({
    merchant_no: merchantId,
    term_no: 'D9296400',
    out_trade_no: 'T1001',
    account_type: 'WECHAT',
    trans_type: '51',
    total_amount: '2500',
    location_info: { request_ip: '198.51.100.7' },
    subject: tea.description,
    notify_url: tea.notifyUrl,
    remark: 'table 7',
    settle_type: '1',
    // In whole minutes: Lakala knows no seconds.
    acc_busi_fields: { store_id: 'S1', user_id: 'o1', sub_appid: 'wx9', timeout_express: '8' },
  })
})

it('the counter asks for what makes refunds possible', async () => {
  const data = {
    merchant_no: merchantId,
    out_order_no: 'T1001',
    pay_order_no: '1',
    total_amount: '2500',
    counter_url: 'https://c',
  }
  const { client, sent } = openLakala(saying(data, '000000'))
  const placed = await createPayment(client, { channel: 'page', ...tea, returnUrl: 'https://shop.example/back' })
  expect(placed).toMatchObject({ providerOrderId: '1', nextAction: { type: 'redirect', url: 'https://c' } })
  expect(askedIn(sent[0]!)).toMatchObject({
    vpos_id: '587305941625155584',
    total_amount: 2500,
    order_efficient_time: '20260304123000',
    support_refund: 1,
    callback_url: 'https://shop.example/back',
  })
  const other = openLakala(saying({ ...data, total_amount: 1 }, '000000'))
  expect(await codeOf(createPayment(other.client, { channel: 'page', ...tea }))).toBe('REPLY_MISMATCH')
})
