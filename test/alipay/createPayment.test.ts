import { createPayment } from 'shroff/alipay'
import { describe, expect, it } from 'vitest'
import { judgeOrderString, judgePage } from '../oracle/alipay.js'
import { factsOf, modes, openAlipay } from '../support/alipay.js'
import { alipayTea as tea } from '../support/alipay-shop.js'
import { failure } from '../support/failure.js'

const tradeNo = '2026030422001400000000000001'
const payerCode = '281234567890123456'
const qrCode = 'https://qr.alipay.com/bax07651xvtprxfkmxyf00a9'
const order = { out_trade_no: 'T_1001', total_amount: '25.00', subject: tea.description }
const paid = { out_trade_no: 'T_1001', trade_no: tradeNo, total_amount: '25.00', gmt_payment: '2026-03-04 12:00:00' }
const naming = (...names: string[]) =>
  expect.objectContaining({
    code: 'PARAMETERS_INVALID',
    outcome: 'not-sent',
    fields: expect.arrayContaining(names.map((path) => expect.objectContaining({ path }))),
  })

describe('createPayment refuses before anything is sent', () => {
  const pay = async (more: object) => {
    const shop = openAlipay({})
    const error = await failure(createPayment(shop.client, { ...tea, channel: 'qr', ...more } as never))
    expect(shop.requests).toEqual([])
    return error
  }
  it.each([
    ['orderId', { orderId: '' }],
    ['orderId', { orderId: 'T-1001' }],
    ['orderId', { orderId: 'T'.repeat(65) }],
    ['orderId', { orderId: '订单1' }],
    ['amount.value', { amount: { currency: 'CNY', value: 0 } }],
    ['amount.value', { amount: { currency: 'CNY', value: 0.5 } }],
    ['amount.value', { amount: { currency: 'CNY', value: 10_000_000_001 } }],
    ['amount.currency', { amount: { currency: 'USD', value: 1 } }],
    ['description', { description: '' }],
    ['description', { description: 'a/b' }],
    ['description', { description: 'a=b' }],
    ['description', { description: 'a&b' }],
    ['description', { description: '茶'.repeat(257) }],
    ['notifyUrl', { notifyUrl: 'https://shop.example/通知' }],
    ['notifyUrl', { notifyUrl: 'ftp://shop.example/' }],
    ['notifyUrl', { notifyUrl: `https://shop.example/${'a'.repeat(240)}` }],
    ['expiresAt', { expiresAt: new Date('never') }],
    ['expiresAt', { expiresAt: new Date(8.64e15) }],
    ['expiresAt', { expiresAt: new Date(-1) }],
    ['instalments.count', { instalments: { count: 4, feeBy: 'payer' } }],
    ['instalments.feeBy', { instalments: { count: 3 } }],
    ['passbackParams', { passbackParams: `${'茶'.repeat(57)}a` }],
    ['passbackParams', { passbackParams: '\ud800' }],
    ['storeId', { storeId: 's'.repeat(33) }],
    ['returnUrl', { returnUrl: 'https://shop.example/' }],
    ['returnUrl', { channel: 'page', returnUrl: 'https://shop.example/返回' }],
    ['returnUrl', { channel: 'wap', returnUrl: 'https://shop.example/\u00e9' }],
    // Alipay adds signed parameters and forbids others beside them.
    ['returnUrl', { channel: 'page', returnUrl: 'https://shop.example/back?order=1' }],
    ['returnUrl', { channel: 'page', returnUrl: 'https://user:pw@shop.example/back' }],
    ['notifyUrl', { notifyUrl: 'http://localhost:3000/notify' }],
    ['notifyUrl', { notifyUrl: 'http://192.168.1.5/notify' }],
    ['notifyUrl', { notifyUrl: 'http://shop/notify' }],
    ['notifyUrl', { notifyUrl: 'https://user:pw@shop.example/notify' }],
    ['notifyUrl', { channel: 'page', notifyUrl: 'http://10.1.2.3/notify' }],
    ['notifyUrl', { channel: 'app', notifyUrl: 'http://[::1]/notify' }],
    ['notifyUrl', { notifyUrl: 'https://shop.example/notify#x' }],
    ['description', { description: '绿茶🍵'.slice(0, 3) }],
    ['storeId', { storeId: 'S1&refund_fee=5.00' }],
    ['operatorId', { operatorId: '&out_trade_no=T_2' }],
    ['more', { more: { body: 'tea&trade_status=TRADE_SUCCESS' } }],
    ['more', { more: { body: '绿茶🍵'.slice(0, 3) } }],
    ['more', { more: { goods_detail: [{ price: Number.NaN }] } }],
    ['more', { more: { goods_detail: new Map([['a', 1]]) } }],
    ['quitUrl', { channel: 'wap', quitUrl: 'shop' }],
    ['as', { channel: 'page', as: 'popup' }],
    ['payerCode', { channel: 'barcode' }],
    ['payerCode', { channel: 'barcode', payerCode: '131234567890123456' }],
    ['payerCode', { channel: 'barcode', payerCode: `28123456789012345${'0'.repeat(8)}` }],
    ['buyerOpenId', { channel: 'jsapi' }],
    ['buyerOpenId', { channel: 'jsapi', buyerId: '2088102534368455', buyerOpenId: 'o' }],
    ['miniprogramAppId', { channel: 'miniprogram', buyerOpenId: 'o' }],
    ['more', { more: 'goods' }],
    ['more.extend_params', { more: { extend_params: 'x' } }],
    ['channel', { channel: 'cash' }],
    ['colour', { colour: 'red' }],
  ])('%s: %j', async (path, more) => expect(await pay(more)).toEqual(naming(path)))

  it('and takes what is just within', async () => {
    const shop = openAlipay({ content: { out_trade_no: 'T_1', qr_code: qrCode } }, {})
    const most = {
      orderId: 'T_1',
      amount: { currency: 'CNY', value: 10_000_000_000 },
      description: '茶'.repeat(256),
      passbackParams: '茶'.repeat(56),
    } as const
    await createPayment(shop.client, { channel: 'qr', ...most })
    expect(shop.last().content).toMatchObject({ total_amount: '100000000.00', subject: most.description })
    await createPayment(shop.client, { channel: 'qr', ...most, amount: { currency: 'CNY', value: 1 } })
    expect(shop.last().content).toMatchObject({ total_amount: '0.01' })
  })
})

describe.each(modes)('createPayment, $generation, certificate $certificate, encrypted $encrypted', (mode) => {
  it('qr', async () => {
    const shop = openAlipay({ content: { out_trade_no: 'T_1001', qr_code: qrCode } }, mode)
    const payment = await createPayment(shop.client, { ...tea, channel: 'qr' })
    expect(payment).toMatchObject({
      channel: 'qr',
      orderId: 'T_1001',
      status: 'pending',
      nextAction: { type: 'qr', content: qrCode },
    })
    expect(shop.last()).toMatchObject({ method: 'alipay.trade.precreate', parameters: { notify_url: tea.notifyUrl } })
    expect(shop.last().content).toEqual(order)
  })

  it.each(['jsapi', 'miniprogram'] as const)('%s', async (channel) => {
    const shop = openAlipay({ content: { out_trade_no: 'T_1001', trade_no: tradeNo } }, mode)
    const own = channel === 'miniprogram' ? { miniprogramAppId: '2021000000000001' } : {}
    const payment = await createPayment(shop.client, {
      ...tea,
      channel,
      buyerOpenId: '074a1CcTG1LelxKe',
      ...own,
    } as never)
    expect(payment).toMatchObject({
      status: 'pending',
      paymentId: tradeNo,
      nextAction: { type: 'jsapi', parameters: { tradeNO: tradeNo } },
    })
    expect(shop.last().method).toBe('alipay.trade.create')
    expect(shop.last().content).toEqual({
      ...order,
      buyer_open_id: '074a1CcTG1LelxKe',
      product_code: 'JSAPI_PAY',
      ...(channel === 'miniprogram' && { op_app_id: '2021000000000001' }),
    })
  })

  it('barcode and face, paid at once', async () => {
    const shop = openAlipay({ content: paid }, mode)
    const payment = await createPayment(shop.client, { ...tea, channel: 'barcode', payerCode })
    expect(payment).toMatchObject({ channel: 'barcode', status: 'paid', paymentId: tradeNo })
    expect(shop.last().content).toEqual({
      ...order,
      scene: 'bar_code',
      passback_params: 'shroff%3Abarcode',
      auth_code: payerCode,
    })
    const face = `fp${'a'.repeat(33)}`
    expect(await createPayment(shop.client, { ...tea, channel: 'face', payerCode: face })).toMatchObject({
      status: 'paid',
    })
    expect(shop.last().content).toEqual({
      ...order,
      scene: 'security_code',
      passback_params: 'shroff%3Aface',
      auth_code: face,
    })
  })

  it('barcode, the payer types a password', async () => {
    const { gmt_payment: _, ...waiting } = paid
    const shop = openAlipay({ code: '10003', content: waiting }, mode)
    expect(await createPayment(shop.client, { ...tea, channel: 'barcode', payerCode })).toMatchObject({
      status: 'processing',
      paymentId: tradeNo,
    })
  })

  it.each([null, ''])('barcode, the payer types a password and the time of payment is %j', async (gmt_payment) => {
    const shop = openAlipay({ code: '10003', content: { ...paid, gmt_payment } }, mode)
    expect(await createPayment(shop.client, { ...tea, channel: 'barcode', payerCode })).toMatchObject({
      status: 'processing',
    })
  })

  it.each([null, ''])('barcode, paid at once, and %j for what tells of a later charge', async (async_payment_mode) => {
    const shop = openAlipay({ content: { ...paid, async_payment_mode } }, mode)
    expect(await createPayment(shop.client, { ...tea, channel: 'barcode', payerCode })).toMatchObject({
      status: 'paid',
    })
  })

  it('barcode, accepted and charged later', async () => {
    const shop = openAlipay({ content: { ...paid, async_payment_mode: 'ASYNC_REALTIME_PAY' } }, mode)
    expect(await createPayment(shop.client, { ...tea, channel: 'barcode', payerCode })).toMatchObject({
      status: 'processing',
    })
  })

  it.each([
    ['another order', { out_trade_no: 'T_1002' }, 'orderId is T_1002, asked was T_1001'],
    ['another amount', { total_amount: '0.01' }, 'amount is 0.01, asked was 25.00'],
    ['another currency', { trans_currency: 'JPY' }, 'currency is JPY, asked was CNY'],
    ['no amount', { total_amount: undefined }, 'amount is missing'],
  ])('barcode refuses an answer about %s', async (_name, more, problem) => {
    const shop = openAlipay({ content: { ...paid, ...more } }, mode)
    expect(await failure(createPayment(shop.client, { ...tea, channel: 'barcode', payerCode }))).toMatchObject({
      code: 'REPLY_MISMATCH',
      outcome: 'unknown',
      authentic: true,
      message: expect.stringContaining(problem),
    })
  })

  it('barcode is never called not-sent for an amount that no number holds', async () => {
    const shop = openAlipay({ content: { ...paid, total_amount: '99999999999999999.00' } }, mode)
    expect(await failure(createPayment(shop.client, { ...tea, channel: 'barcode', payerCode }))).toMatchObject({
      code: 'BODY_INVALID',
      outcome: 'unknown',
      authentic: true,
    })
  })

  it.each(['qr', 'jsapi'] as const)(
    '%s refuses an answer about another order, and one without its members',
    async (channel) => {
      const parameters = { ...tea, channel, ...(channel === 'jsapi' && { buyerId: '2088102534368455' }) } as never
      const mismatch = openAlipay({ content: { out_trade_no: 'T_9', qr_code: qrCode, trade_no: tradeNo } }, mode)
      expect(await failure(createPayment(mismatch.client, parameters))).toMatchObject({
        code: 'REPLY_MISMATCH',
        outcome: 'unknown',
      })
      const empty = openAlipay({ content: { out_trade_no: 'T_1001' } }, mode)
      expect(await failure(createPayment(empty.client, parameters))).toMatchObject({
        code: 'BODY_INVALID',
        outcome: 'unknown',
      })
    },
  )

  it.each(['page', 'wap'] as const)('%s, as an address and as a form; nothing is sent', async (channel) => {
    const shop = openAlipay({}, mode)
    const parameters = {
      ...tea,
      description: `Tea "for" <two>'s  100% + 乌龙茶`,
      channel,
      returnUrl: 'https://shop.example/back/%E8%8C%B6',
    } as const
    const redirect = await createPayment(shop.client, parameters)
    if (redirect.nextAction.type !== 'redirect') throw new Error('no redirect')
    const address = judgePage({ url: redirect.nextAction.url }, factsOf(mode))
    const form = await createPayment(shop.client, { ...parameters, as: 'form' })
    if (form.nextAction.type !== 'form') throw new Error('no form')
    const { url, fields, html } = form.nextAction
    const posted = judgePage({ url, method: 'POST', fields }, factsOf(mode))
    expect(posted).toEqual(address)
    expect(posted.method).toBe(`alipay.trade.${channel}.pay`)
    expect(posted.parameters).toMatchObject({ notify_url: tea.notifyUrl, return_url: parameters.returnUrl })
    expect(posted.content).toEqual({
      ...order,
      subject: parameters.description,
      product_code: channel === 'page' ? 'FAST_INSTANT_TRADE_PAY' : 'QUICK_WAP_WAY',
    })
    // The page that posts by itself: what a browser would read out of it is the same set.
    expect(judgePage({ ...readFormPage(html), method: 'POST' }, factsOf(mode))).toEqual(posted)
    expect(shop.requests).toEqual([])
  })

  it('app', async () => {
    const shop = openAlipay({}, mode)
    const payment = await createPayment(shop.client, { ...tea, channel: 'app' })
    const judged = judgeOrderString(payment.nextAction.payload.orderString, factsOf(mode))
    expect(judged).toMatchObject({ method: 'alipay.trade.app.pay', parameters: { notify_url: tea.notifyUrl } })
    expect(judged.content).toEqual({ ...order, product_code: 'QUICK_MSECURITY_PAY' })
    expect(shop.requests).toEqual([])
  })
})

function readFormPage(html: string) {
  const plain = (text: string) => text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
  const url = plain(/action="([^"]*)"/.exec(html)![1]!)
  const inputs = [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)]
  return { url, fields: Object.fromEntries(inputs.map(([, name, value]) => [plain(name!), plain(value!)])) }
}

it.each(['v2', 'v3'] as const)('a charge under a key that is no key was sent all the same: %s', async (generation) => {
  const shop = openAlipay({ content: paid }, { generation }, { account: { alipayPublicKey: 'MIIB' } })
  expect(await failure(createPayment(shop.client, { ...tea, channel: 'barcode', payerCode }))).toMatchObject({
    code: 'CONFIG_INVALID',
    outcome: 'unknown',
  })
  expect(shop.requests).toHaveLength(1)
})

describe('createPayment, what stands in the order', () => {
  const place = async (more: object) => {
    const shop = openAlipay({ content: { out_trade_no: 'T_1001', qr_code: qrCode } })
    await createPayment(shop.client, { ...tea, channel: 'qr', ...more })
    return shop.last().content
  }

  it('every option in the provider’s spelling', async () => {
    expect(
      await place({
        expiresAt: new Date('2026-03-04T16:30:00Z'),
        instalments: { count: 12, feeBy: 'seller' },
        royaltyFreeze: true,
        passbackParams: 'shelf=7&colour=rot grün',
        sellerId: '2088621955702781',
        storeId: 'S1',
        operatorId: 'O1',
        terminalId: 'T1',
        more: { body: 'Spring harvest' },
      }),
    ).toEqual({
      ...order,
      // Half past midnight in Beijing, wherever the shop stands.
      time_expire: '2026-03-05 00:30:00',
      extend_params: { hb_fq_num: '12', hb_fq_seller_percent: '100', royalty_freeze: 'true' },
      passback_params: 'shelf%3D7%26colour%3Drot%20gr%C3%BCn',
      seller_id: '2088621955702781',
      store_id: 'S1',
      operator_id: 'O1',
      terminal_id: 'T1',
      body: 'Spring harvest',
    })
  })

  it('instalments at the payer’s cost, and a freeze that is refused', async () => {
    expect(await place({ instalments: { count: 3, feeBy: 'payer' } })).toMatchObject({
      extend_params: { hb_fq_num: '3', hb_fq_seller_percent: '0' },
    })
    expect(await place({ royaltyFreeze: false })).toMatchObject({ extend_params: { royalty_freeze: 'false' } })
  })

  it('the caller’s own members beside ours, and never in place of what is given by name', async () => {
    const more = {
      extend_params: { sys_service_provider_id: '2088511833207846' },
      product_code: 'QR_CODE_OFFLINE',
      total_amount: '0.01',
    }
    expect(await place({ more })).toEqual({
      ...order,
      extend_params: more.extend_params,
      product_code: 'QR_CODE_OFFLINE',
    })
    expect(await place({ more, royaltyFreeze: true })).toMatchObject({
      total_amount: '25.00',
      extend_params: { ...more.extend_params, royalty_freeze: 'true' },
    })
  })

  it('the token of the merchant for whom a provider acts', async () => {
    const appAuthToken = '202212BB_D64b2be8afd4b6c8468cf585bd05E50'
    for (const generation of ['v2', 'v3'] as const) {
      const shop = openAlipay(
        { content: { out_trade_no: 'T_1001', qr_code: qrCode } },
        { generation },
        { account: { appAuthToken }, facts: { appAuthToken } },
      )
      await createPayment(shop.client, { ...tea, channel: 'qr' })
    }
  })
})
