import { amount } from 'shroff'
import { createPayment, signAgreement } from 'shroff/antom'
import { describe, expect, it } from 'vitest'
import { openAntom, resultOf, tea } from '../support/antom.js'
import { codeOf, failure } from '../support/failure.js'

const placed = {
  ...resultOf('PAYMENT_IN_PROCESS'),
  paymentRequestId: 'T_1001',
  paymentId: 'P1',
  paymentAmount: { currency: 'USD', value: '2500' },
}
const normalUrl = 'https://wallet.example/pay?x=1'
const bodyOf = ({ sent }: ReturnType<typeof openAntom>) => JSON.parse(Buffer.from(sent.at(-1)!.body!).toString())
const order = { orderId: 'T_1001', amount: tea.amount, description: tea.description }

describe('what is sent', () => {
  it('for a page, to the byte', async () => {
    const shop = openAntom({ ...placed, normalUrl })
    await createPayment(shop.client, { channel: 'page', ...tea, expiresAt: new Date('2026-03-04T12:05:00+08:00') })
    expect(shop.sent[0]!.url).toBe('https://open-sea-global.alipay.com/ams/api/v1/payments/pay')
    expect(bodyOf(shop)).toEqual({
      productCode: 'CASHIER_PAYMENT',
      paymentRequestId: 'T_1001',
      paymentAmount: { currency: 'USD', value: '2500' },
      order: {
        referenceOrderId: 'T_1001',
        orderDescription: 'Oolong tea 乌龙茶',
        orderAmount: { currency: 'USD', value: '2500' },
      },
      paymentMethod: { paymentMethodType: 'ALIPAY_HK' },
      paymentNotifyUrl: tea.notifyUrl,
      paymentRedirectUrl: tea.returnUrl,
      paymentExpiryTime: '2026-03-04T12:05:00+08:00',
      env: { terminalType: 'WEB' },
    })
  })

  it('for an order code in a shop, as the published request has it', async () => {
    const codeDetails = [{ codeValue: 'https://gqr.alipay.com/1', codeValueType: 'QRCODE', displayType: 'TEXT' }]
    const shop = openAntom({
      ...placed,
      ...resultOf('SUCCESS'),
      paymentRequestId: 'PR20190000000001_',
      orderCodeForm: { codeDetails },
    })
    const { nextAction } = await createPayment(shop.client, {
      channel: 'qr',
      orderId: 'PR20190000000001_',
      saleId: '0000000001',
      amount: amount('1000', 'JPY'),
      description: 'New White Lace Sleeveless',
      merchant: {
        id: 'seller231117459',
        name: 'Some_Mer',
        mcc: '7011',
        store: { id: 'store231117459', name: 'Some_store' },
      },
      more: { order: { merchant: { store: { storeMCC: '7011' } } } },
    })
    expect(nextAction).toEqual({ type: 'qr', content: 'https://gqr.alipay.com/1' })
    const money = { currency: 'JPY', value: '1000' }
    expect(bodyOf(shop)).toEqual({
      productCode: 'IN_STORE_PAYMENT',
      paymentRequestId: 'PR20190000000001_',
      paymentMethod: { paymentMethodType: 'CONNECT_WALLET' },
      paymentFactor: { inStorePaymentScenario: 'OrderCode' },
      paymentAmount: money,
      order: {
        referenceOrderId: '0000000001',
        orderDescription: 'New White Lace Sleeveless',
        orderAmount: money,
        merchant: {
          referenceMerchantId: 'seller231117459',
          merchantName: 'Some_Mer',
          merchantMCC: '7011',
          store: { referenceStoreId: 'store231117459', storeName: 'Some_store', storeMCC: '7011' },
        },
      },
    })
  })

  it('for a payer’s code: its mark, and no address for a webhook', async () => {
    const shop = openAntom({ ...placed, ...resultOf('SUCCESS') })
    const paid = await createPayment(shop.client, { channel: 'barcode', ...order, payerCode: ' 281234567890123456\n' })
    expect(paid).toMatchObject({ channel: 'barcode', status: 'paid', paymentId: 'P1' })
    expect(bodyOf(shop)).toMatchObject({
      productCode: 'IN_STORE_PAYMENT',
      paymentFactor: { inStorePaymentScenario: 'PaymentCode' },
      paymentMethod: { paymentMethodType: 'CONNECT_WALLET', paymentMethodId: '281234567890123456' },
      metadata: '{"channel":"barcode"}',
    })
    expect(bodyOf(shop)).not.toHaveProperty('paymentNotifyUrl')
  })

  it('for the element, and for money that is only held', async () => {
    const session = { paymentSessionData: 'S==', paymentSessionExpiryTime: '2026-03-04T13:00:00+08:00', normalUrl }
    const shop = openAntom({ ...resultOf('SUCCESS'), ...session })
    const { nextAction } = await createPayment(shop.client, {
      channel: 'embedded',
      ...order,
      returnUrl: tea.returnUrl,
      scene: 'element',
      locale: 'en_US',
      manualCapture: true,
      expiresAt: new Date('2026-03-04T12:30:00+08:00'),
    })
    expect(nextAction).toEqual({
      type: 'embedded',
      session: 'S==',
      expiresAt: new Date('2026-03-04T13:00:00+08:00'),
      url: normalUrl,
    })
    expect(shop.sent[0]!.url).toMatch(/createPaymentSession$/)
    expect(bodyOf(shop)).toMatchObject({
      productScene: 'ELEMENT_PAYMENT',
      locale: 'en_US',
      paymentFactor: { isAuthorization: true, captureMode: 'MANUAL' },
      paymentSessionExpiryTime: '2026-03-04T12:30:00+08:00',
    })
    expect(bodyOf(shop)).not.toHaveProperty('paymentExpiryTime')
  })
})

describe('what the shop does now', () => {
  const wap = { channel: 'wap', ...tea, os: 'ios' } as const
  it.each([
    [{ normalUrl }, { type: 'redirect', url: normalUrl }],
    [
      { applinkUrl: 'https://a.example', schemeUrl: 's://x' },
      { type: 'redirect', url: 'https://a.example' },
    ],
    [{ schemeUrl: 's://x' }, { type: 'redirect', url: 's://x' }],
    [{ redirectActionForm: { method: 'GET', redirectUrl: normalUrl } }, { type: 'redirect', url: normalUrl }],
    [
      {
        redirectActionForm: {
          method: 'POST',
          redirectUrl: 'https://acs.example/3ds',
          parameters: '{"MD":"a\\"b","n":1}',
        },
      },
      { type: 'form', url: 'https://acs.example/3ds', fields: { MD: 'a"b', n: '1' } },
    ],
  ])('%j: %j', async (more, action) => {
    const { nextAction } = await createPayment(openAntom({ ...placed, ...more }).client, wap)
    expect(nextAction).toMatchObject(action)
    if (nextAction.type !== 'form') return
    expect(nextAction.policy.formAction).toEqual(['https://acs.example'])
    expect(nextAction.html).toContain('value="a&#34;b"')
  })

  it.each([
    [{}],
    [{ redirectActionForm: { method: 'POST', redirectUrl: normalUrl, parameters: 'not JSON' } }],
    [{ normalUrl: '', schemeUrl: null }],
  ])('an order without a way for the payer is nothing to go by: %j', async (more) => {
    const error = await failure(createPayment(openAntom({ ...placed, ...more }).client, wap))
    expect(error).toMatchObject({ code: 'BODY_INVALID', outcome: 'unknown', authentic: true })
  })

  it('in an app has all that opens the wallet', async () => {
    const ways = { schemeUrl: 's://x', applinkUrl: 'https://a.example', normalUrl, appIdentifier: 'hk.alipay' }
    const app = { channel: 'app', ...tea, os: 'android' } as const
    const { nextAction } = await createPayment(openAntom({ ...placed, ...ways }).client, app)
    expect(nextAction).toEqual({ type: 'app', payload: ways })
  })

  it('with an order that is paid before is to ask', async () => {
    const error = await failure(createPayment(openAntom({ ...placed, ...resultOf('SUCCESS') }).client, wap))
    expect(error).toMatchObject({ code: 'ORDER_PAID', outcome: 'unknown', authentic: true })
  })

  it('with a code that is a picture alone is nothing to draw', async () => {
    const codeDetails = [{ codeValue: 'https://x.example/1.png', codeValueType: 'QRCODE', displayType: 'BIGIMAGE' }]
    const shop = openAntom({ ...placed, orderCodeForm: { codeDetails } })
    expect(await codeOf(createPayment(shop.client, { channel: 'qr', ...order }))).toBe('BODY_INVALID')
  })

  it.each([
    ['another order', { paymentRequestId: 'T_1002' }],
    ['another amount', { paymentAmount: { currency: 'USD', value: '2501' } }],
    ['another currency', { paymentAmount: { currency: 'HKD', value: '2500' } }],
  ])('is nothing where the answer is to %s', async (_, more) => {
    const shop = openAntom({ ...placed, ...resultOf('SUCCESS'), ...more })
    const charge = createPayment(shop.client, { channel: 'barcode', ...order, payerCode: '281' })
    expect(await codeOf(charge)).toBe('REPLY_MISMATCH')
  })
})

describe('refused before anything is sent', () => {
  it.each([
    ['orderId', { orderId: 'T-1001' }],
    ['orderId', { orderId: 'T'.repeat(65) }],
    ['amount.value', { amount: { currency: 'USD', value: 0 } }],
    ['amount.value', { amount: { currency: 'USD', value: 0.5 } }],
    ['amount.value', { amount: { currency: 'JPY', value: 2 ** 53 } }],
    ['amount.currency', { amount: { currency: 'usd', value: 100 } }],
    ['amount.currency', { amount: { currency: 'constructor', value: 100 } }],
    ['amount', { amount: 25 }],
    ['amount.value', { wallet: 'JKOPAY', amount: { currency: 'TWD', value: 150 } }],
    ['description', { description: '' }],
    ['description', { description: '茶'.repeat(257) }],
    ['description', { description: '\ud83c' }],
    ['wallet', { wallet: 'gcash' }],
    ['returnUrl', { returnUrl: undefined }],
    ['returnUrl', { returnUrl: '/back' }],
    ['notifyUrl', { notifyUrl: 'https://10.0.0.7/notify' }],
    ['os', { channel: 'wap' }],
    ['payerCode', { payerCode: '281' }],
    ['more', { more: { metadata: new Map() } }],
    ['expiresAt', { expiresAt: '2026-03-04' }],
  ])('%s: %j', async (path, change) => {
    const shop = openAntom(placed)
    const error = await failure(createPayment(shop.client, { channel: 'page', ...tea, ...change } as never))
    expect(error).toMatchObject({ code: 'PARAMETERS_INVALID', outcome: 'not-sent', fields: [{ path }] })
    expect(shop.sent).toEqual([])
  })

  it('the shop’s own members never go before ours, nor are they lost', async () => {
    const shop = openAntom({ ...placed, normalUrl })
    const more = { paymentRequestId: 'X', env: { clientIp: '203.0.113.7', terminalType: 'APP' }, userRegion: 'HK' }
    await createPayment(shop.client, { channel: 'page', ...tea, more })
    expect(bodyOf(shop)).toMatchObject({
      paymentRequestId: 'T_1001',
      env: { clientIp: '203.0.113.7', terminalType: 'WEB' },
      userRegion: 'HK',
    })
  })

  it('a consent on a phone whose system is not told', async () => {
    const asked = { agreementId: 'A1', wallet: 'GCASH', returnUrl: tea.returnUrl, as: 'wap' } as const
    const error = await failure(signAgreement(openAntom(placed).client, asked))
    expect(error.fields).toMatchObject([{ path: 'os' }])
  })
})

describe('an amount of every currency in Antom’s table', () => {
  const none = ['JPY', 'KRW', 'VND', 'CLP']
  const two = 'AUD BDT BRL CAD CNY EUR GBP HKD IDR MXN MYR NZD PEN PHP PKR PLN SGD THB TWD USD'.split(' ')
  it.each([...none, ...two])('%s', async (currency) => {
    const shop = openAntom({ ...placed, normalUrl })
    const text = none.includes(currency) ? '1000' : '10.00'
    await createPayment(shop.client, { channel: 'page', ...tea, amount: amount(text, currency as 'USD') })
    expect(bodyOf(shop).paymentAmount).toEqual({ currency, value: '1000' })
    if (none.includes(currency)) expect(() => amount('10.00', currency as 'JPY')).toThrow('at most 0 after the point')
  })
})
