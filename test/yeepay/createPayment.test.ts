import { createPayment, createPaymentParameters, endRefund, refundPayment, resumeRefund } from 'shroff/yeepay'
import { describe, expect, it } from 'vitest'
import { codeOf, failure } from '../support/failure.js'
import { merchantId, openYeepay, tea } from '../support/yeepay.js'

const placed = { code: '00000', merchantNo: merchantId, orderId: 'T1001', uniqueOrderNo: 'P1' }
const wechatCall = {
  appId: 'wx1',
  timeStamp: '1',
  nonceStr: 'n',
  package: 'prepay_id=wx2',
  signType: 'RSA',
  paySign: 's',
}
const form = { url: 'https://gateway.95516.com/front', postParamMap: JSON.stringify({ tn: '1', amount: 25 }) }
const { payerClientIp: _, ...bare } = tea
const payerId = 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o'

describe('an order', () => {
  it.each([
    [
      'qr of any wallet',
      { channel: 'qr' },
      { qrCodeUrl: 'https://qr.yeepay.com/oc/1' },
      { payWay: 'USER_SCAN', scene: '{"WECHAT":"OFFLINE","ALIPAY":"OFFLINE"}', userIp: '203.0.113.7' },
      { type: 'qr', content: 'https://qr.yeepay.com/oc/1' },
    ],
    [
      'qr of Alipay',
      { channel: 'qr', wallet: 'alipay', scene: 'ONLINE' },
      { prePayTn: 'https://qr.alipay.com/bax1' },
      { payWay: 'USER_SCAN', channel: 'ALIPAY', scene: 'ONLINE' },
      { type: 'qr', content: 'https://qr.alipay.com/bax1' },
    ],
    [
      'jsapi of WeChat Pay',
      { channel: 'jsapi', wallet: 'wechatpay', appId: 'wx1', payerId },
      { prePayTn: JSON.stringify(wechatCall) },
      { payWay: 'WECHAT_OFFIACCOUNT', channel: 'WECHAT', appId: 'wx1', userId: payerId, scene: 'ONLINE' },
      { type: 'jsapi', parameters: wechatCall },
    ],
    [
      'jsapi of Alipay',
      { channel: 'jsapi', wallet: 'alipay', payerId: '2088' },
      { prePayTn: '2026030422001' },
      { payWay: 'ALIPAY_LIFE', channel: 'ALIPAY', userId: '2088' },
      { type: 'jsapi', parameters: { tradeNO: '2026030422001' } },
    ],
    [
      'jsapi of UnionPay',
      { channel: 'jsapi', wallet: 'unionpay', payerId: 'u' },
      { prePayTn: 'https://cashier.95516.com/1' },
      { payWay: 'JS_PAY', channel: 'UNIONPAY' },
      { type: 'redirect', url: 'https://cashier.95516.com/1' },
    ],
    [
      'miniprogram of WeChat Pay',
      { channel: 'miniprogram', wallet: 'wechatpay', appId: 'wx1', payerId },
      { prePayTn: JSON.stringify(wechatCall) },
      { payWay: 'MINI_PROGRAM', channel: 'WECHAT' },
      { type: 'jsapi', parameters: wechatCall },
    ],
    [
      'miniprogram of Alipay',
      { channel: 'miniprogram', wallet: 'alipay', payerId: '2088' },
      { prePayTn: '2026030422001' },
      { payWay: 'MINI_PROGRAM', channel: 'ALIPAY' },
      { type: 'jsapi', parameters: { tradeNO: '2026030422001' } },
    ],
    [
      'app of WeChat Pay',
      { channel: 'app', wallet: 'wechatpay', appId: 'wx1' },
      { prePayTn: '{"appid":"wx1","timestamp":1}' },
      { payWay: 'SDK_PAY', channel: 'WECHAT', appId: 'wx1' },
      { type: 'app', payload: { appid: 'wx1', timestamp: '1' } },
    ],
    [
      'app of UnionPay',
      { channel: 'app', wallet: 'unionpay' },
      { prePayTn: '{"tn":"1"}' },
      { payWay: 'SDK_PAY', channel: 'UNIONPAY' },
      { type: 'app', payload: { tn: '1' } },
    ],
    [
      'wap of UnionPay',
      { channel: 'wap', wallet: 'unionpay' },
      { prePayTn: JSON.stringify(form) },
      { payWay: 'H5_PAY', channel: 'UNIONPAY' },
      { type: 'form', url: form.url, fields: { tn: '1', amount: '25' } },
    ],
  ] as const)('%s', async (_, given, answer, fields, action) => {
    const { client, sent, requests } = openYeepay({ result: { ...placed, ...answer } })
    const result = await createPayment(client, { ...tea, returnUrl: 'https://shop.example/back', ...given } as never)
    expect(result).toMatchObject({ orderId: 'T1001', status: 'pending', paymentId: 'P1', nextAction: action })
    expect(sent[0]).toMatchObject({
      orderId: 'T1001',
      orderAmount: '25.00',
      goodsName: tea.description,
      redirectUrl: 'https://shop.example/back',
      ...fields,
    })
    expect(requests[0]!.url).toMatch('wallet' in given ? /aggpay\/pre-pay$/ : /aggpay\/pay-link$/)
  })

  it.each(['page', 'wap'] as const)('%s at YeePay’s own cashier', async (channel) => {
    const { client, sent, requests } = openYeepay({
      result: { code: 'OPR00000', orderId: 'T1001', cashierUrl: 'https://cash.yeepay.com/1' },
    })
    const { nextAction } = await createPayment(client, { ...bare, channel })
    expect(nextAction).toEqual({ type: 'redirect', url: 'https://cash.yeepay.com/1' })
    expect(requests[0]!.url).toMatch(/cashier\/unified\/order$/)
    expect(sent[0]).not.toHaveProperty('payWay')
  })

  it('posts by itself where it is a form', async () => {
    const { client } = openYeepay({ result: { ...placed, prePayTn: JSON.stringify(form) } })
    const { nextAction } = await createPayment(client, { ...tea, channel: 'wap', wallet: 'unionpay' })
    if (nextAction.type !== 'form') throw new Error('no form')
    expect(nextAction.html).toContain('action="https://gateway.95516.com/front"')
    expect(nextAction.policy).toEqual({
      formAction: ['https://gateway.95516.com'],
      scriptSrc: [expect.stringMatching(/^'sha256-/)],
    })
  })

  it('has further fields below ours', async () => {
    const { client, sent } = openYeepay({ result: { ...placed, qrCodeUrl: 'https://qr.yeepay.com/oc/1' } })
    const expiresAt = new Date('2026-03-04T13:00:00+08:00')
    await createPayment(client, {
      ...tea,
      channel: 'qr',
      expiresAt,
      attach: '备注',
      fundProcessType: 'DELAY_SETTLE',
      more: { limitCredit: 'Y', orderId: 'X' },
    })
    expect(sent[0]).toMatchObject({
      limitCredit: 'Y',
      orderId: 'T1001',
      memo: '备注',
      expiredTime: '2026-03-04 13:00:00',
      fundProcessType: 'DELAY_SETTLE',
    })
    // One that is not given here does not wipe out the same one there: money that was to be kept back would be paid out.
    await createPayment(client, { ...tea, channel: 'qr', more: { fundProcessType: 'OTHER', memo: 'm' } })
    expect(sent[1]).toMatchObject({ fundProcessType: 'OTHER', memo: 'm' })
  })

  it.each([
    ['without what is paid by', {}, 'BODY_INVALID'],
    ['about another order', { qrCodeUrl: 'https://x.example', orderId: 'T1002' }, 'REPLY_MISMATCH'],
    ['about another merchant', { qrCodeUrl: 'https://x.example', merchantNo: '1' }, 'REPLY_MISMATCH'],
    ['of another amount', { qrCodeUrl: 'https://x.example', orderAmount: '26.00' }, 'REPLY_MISMATCH'],
  ])('whose answer is %s is refused', async (_, answer, code) => {
    const { client } = openYeepay({ result: { ...placed, ...answer } })
    expect(await failure(createPayment(client, { ...tea, channel: 'qr' }))).toMatchObject({ code, outcome: 'unknown' })
  })
  it.each([
    [{ channel: 'jsapi', wallet: 'unionpay', payerId: 'u' }, 'javascript:alert(1)'],
    [{ channel: 'jsapi', wallet: 'wechatpay', payerId: 'u', appId: 'wx1' }, 'no JSON'],
    [{ channel: 'jsapi', wallet: 'wechatpay', payerId: 'u', appId: 'wx1' }, '123'],
    [{ channel: 'app', wallet: 'unionpay' }, '["tn"]'],
    [{ channel: 'wap', wallet: 'unionpay' }, '{"url":"javascript:alert(1)"}'],
    [{ channel: 'wap', wallet: 'unionpay' }, '{"url":"https://x.example","postParamMap":"x"}'],
  ] as const)('that %j would be paid by %s is refused', async (given, prePayTn) => {
    const { client } = openYeepay({ result: { ...placed, prePayTn } })
    expect(await codeOf(createPayment(client, { ...tea, ...given } as never))).toBe('BODY_INVALID')
  })

  it.each<[object, string]>([
    [{ channel: 'jsapi', wallet: 'wechatpay', payerId }, 'appId'],
    [{ channel: 'app', wallet: 'wechatpay' }, 'appId'],
    [{ channel: 'app', wallet: 'alipay' }, 'wallet'],
    [{ channel: 'miniprogram', wallet: 'unionpay', payerId }, 'wallet'],
    [{ channel: 'jsapi', wallet: 'alipay' }, 'payerId'],
    [{ channel: 'wap', wallet: 'unionpay', payerClientIp: undefined }, 'payerClientIp'],
    [{ channel: 'page', payerClientIp: '1.1.1.1' }, 'payerClientIp'],
    [{ channel: 'qr', orderId: 'T-1' }, 'orderId'],
    [{ channel: 'qr', orderId: 'T'.repeat(65) }, 'orderId'],
    [{ channel: 'qr', description: '茶'.repeat(86) }, 'description'],
    [{ channel: 'qr', amount: { currency: 'USD', value: 1 } }, 'amount.currency'],
    [{ channel: 'qr', amount: { currency: 'CNY', value: 0 } }, 'amount.value'],
    [{ channel: 'qr', notifyUrl: `https://shop.example/${'x'.repeat(200)}` }, 'notifyUrl'],
    [{ channel: 'qr', payerClientIp: 'x' }, 'payerClientIp'],
    [{ channel: 'qr', scene: 'x' }, 'scene'],
    [{ channel: 'qr', more: { a: 1 } }, 'more.a'],
    [{ channel: 'qr', more: { 'a b': '1' } }, 'more.a b'],
    [{ channel: 'qr', more: { merchantNo: '10080009999' } }, 'more.merchantNo'],
    [{ channel: 'qr', more: { parentMerchantNo: '10080009999' } }, 'more.parentMerchantNo'],
    [{ channel: 'barcode', payerCode: '281234567890123456' }, 'terminalId'],
    [{ channel: 'barcode', payerCode: 'x y', terminalId: 't' }, 'payerCode'],
  ])('of %j is refused before it is sent', async (given, path) => {
    const { client, sent } = openYeepay({ result: placed })
    const base = (given as { channel: string }).channel === 'page' ? bare : tea
    const error = await failure(createPayment(client, { ...base, ...given } as never))
    expect([error.code, error.fields?.map((field) => field.path)]).toEqual(['PARAMETERS_INVALID', [path]])
    expect(sent).toEqual([])
    expect(createPaymentParameters['~standard'].validate({ ...base, ...given })).toHaveProperty('issues')
  })
})

describe('a charge', () => {
  const charge = (answer: object) => {
    const { client, sent } = openYeepay({ result: { ...placed, ...answer } })
    const given = { ...tea, channel: 'barcode', payerCode: ' 281234567890123456\n', terminalId: 'till' } as const
    return { charged: createPayment(client, given), sent }
  }
  it('is paid where the answer says so, and else in process, whatever it says', async () => {
    const { charged, sent } = charge({ status: 'SUCCESS', orderAmount: 25 })
    expect(await charged).toMatchObject({ channel: 'barcode', status: 'paid', paymentId: 'P1' })
    expect(sent[0]).toMatchObject({
      authCode: '281234567890123456',
      payWay: 'MERCHANT_SCAN',
      scene: 'OFFLINE',
      terminalId: 'till',
    })
    for (const answer of [{ status: 'PROCESSING' }, { status: 'FAIL' }, {}, { status: 'SUCCESS', uniqueOrderNo: null }])
      expect((await charge(answer).charged).status).toBe('processing')
    expect(await codeOf(charge({ orderId: 'T1002' }).charged)).toBe('REPLY_MISMATCH')
    expect(await codeOf(charge({ orderAmount: '0.25' }).charged)).toBe('REPLY_MISMATCH')
    expect(await codeOf(charge({ status: 'SUCCESS', refundRequestId: 'R1' }).charged)).toBe('REPLY_MISMATCH')
  })
})

describe('a refund', () => {
  it('has further fields, a reason and an address', async () => {
    const told = {
      code: 'OPR00000',
      merchantNo: merchantId,
      orderId: 'T1001',
      refundRequestId: 'R1',
      status: 'PROCESSING',
    }
    const { client, sent } = openYeepay({ result: told })
    const amount = { currency: 'CNY', value: 5 } as const
    const refund = await refundPayment(client, {
      orderId: 'T1001',
      refundId: 'R1',
      amount,
      reason: '退茶',
      notifyUrl: 'https://shop.example/r',
      more: { refundAccountType: 'FUND_ACCOUNT' },
    })
    expect(refund).toMatchObject({ status: 'pending', amount })
    const elsewhere = { orderId: 'T1001', refundId: 'R1', amount, more: { merchantNo: '10080009999' } }
    const refused = await failure(refundPayment(client, elsewhere))
    expect(refused.fields).toEqual([{ path: 'more.merchantNo', problem: expect.stringContaining('the account') }])
    expect(sent.length).toBe(1)
    expect(sent[0]).toMatchObject({
      refundAmount: '0.05',
      description: '退茶',
      notifyUrl: 'https://shop.example/r',
      refundAccountType: 'FUND_ACCOUNT',
    })
    for (const move of [resumeRefund, endRefund]) {
      expect(await move(client, { orderId: 'T1001', refundId: 'R1', more: { a: 'b' } })).toEqual({
        orderId: 'T1001',
        refundId: 'R1',
        raw: told,
      })
      expect(await codeOf(move(client, { orderId: 'T1001', refundId: 'R2' }))).toBe('REPLY_MISMATCH')
      expect(await codeOf(move(client, { orderId: 'T1001' } as never))).toBe('PARAMETERS_INVALID')
    }
  })
})
