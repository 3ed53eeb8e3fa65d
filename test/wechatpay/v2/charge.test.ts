import { amount, isShroffError, type ShroffError } from 'shroff'
import { createPayment } from 'shroff/wechatpay'
import { describe, expect, it } from 'vitest'
import { options as merchant } from '../../support/wechatpay.js'
import { openAnswering, paidOrder } from '../../support/wechatpay-answering.js'
import { answer, apiV2Key, fieldsOf, paid, sign, unsigned } from './seal.js'

const sale = {
  channel: 'barcode',
  orderId: 'T-1001',
  amount: amount('25.00', 'CNY'),
  description: 'Oolong & tea <乌龙茶>',
  payerCode: '134579823487512345',
  payerClientIp: '203.0.113.7',
  store: { outId: 'S1' },
} as const
const account = { apiV2Key }

const failure = (promise: Promise<unknown>): Promise<ShroffError> =>
  promise.then(
    () => Promise.reject(new Error('it succeeded')),
    (error) => (isShroffError(error) ? error : Promise.reject(error)),
  )

describe('charging a payer’s code over APIv2', () => {
  it.each(['', '13457982348751234', '164579823487512345', '286123456789012345', '1345 79823487512345'])(
    'refuses the code "%s" before anything is sent',
    async (payerCode) => {
      const { client, requests } = openAnswering({}, { account })
      const error = await failure(createPayment(client, { ...sale, payerCode }))
      expect(error).toMatchObject({ code: 'PARAMETERS_INVALID', outcome: 'not-sent', fields: [{ path: 'payerCode' }] })
      expect(requests).toHaveLength(0)
    },
  )

  it('needs the APIv2 key, and says so', async () => {
    const { client, requests } = openAnswering({})
    const error = await failure(createPayment(client, sale))
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', outcome: 'not-sent' })
    expect(error.message).toContain('apiV2Key')
    expect(requests).toHaveLength(0)
  })

  it.each(['NOTENOUGH', 'AUTHCODEEXPIRE', 'AUTH_CODE_ERROR', 'AUTH_CODE_INVALID', 'NOTSUPORTCARD'])(
    '%s is the payer’s, and final',
    async (err_code) => {
      const { client } = openAnswering(answer({ result_code: 'FAIL', err_code, err_code_des: '余额不足' }), { account })
      expect(await failure(createPayment(client, sale))).toMatchObject({
        code: 'PAYER_REFUSED',
        outcome: 'rejected',
        authentic: false,
        providerCode: err_code,
        providerMessage: '余额不足',
      })
    },
  )

  it.each([
    ['SYSTEMERROR', 'PROVIDER_UNAVAILABLE'],
    ['BANKERROR', 'PROVIDER_UNAVAILABLE'],
    // An earlier charge of this number stands, or may be on its way.
    ['BUYER_MISMATCH', 'PAYER_REFUSED'],
    ['INVALID_REQUEST', 'REQUEST_REFUSED'],
    ['OUT_TRADE_NO_USED', 'ORDER_ID_USED'],
    ['ORDERPAID', 'ORDER_PAID'],
    ['A_CODE_OF_TOMORROW', 'PROVIDER_ERROR'],
  ])('%s leaves it unknown, and is not asked again', async (err_code, code) => {
    const { client, requests } = openAnswering(answer({ result_code: 'FAIL', err_code }), {
      account,
      client: { retry: { attempts: 3 } },
    })
    const error = await failure(createPayment(client, sale))
    expect(error).toMatchObject({ code, outcome: 'unknown' })
    expect(error.next).toMatch(/^Call getPayment with this orderId/)
    expect(error.next).not.toContain('new orderId')
    expect(requests).toHaveLength(1)
  })

  it.each<[string, Parameters<typeof openAnswering>[0], object]>([
    ['an unsigned success', unsigned({ return_code: 'SUCCESS', ...paid }), { code: 'SIGNATURE_MISSING' }],
    ['another key', answer(paid, { key: '0'.repeat(32) }), { code: 'SIGNATURE_INVALID' }],
    [
      'a sign by MD5',
      answer(paid, { after: { sign: '9A0A8659F005D6984697E2CA0A9CF3B7' } }),
      { code: 'SIGNATURE_INVALID' },
    ],
    ['a field changed', answer(paid, { after: { total_fee: '1' } }), { code: 'SIGNATURE_INVALID' }],
    ['a field added', answer(paid, { after: { attach: 'x' } }), { code: 'SIGNATURE_INVALID' }],
    ['an unknown field changed', answer(paid, { after: { a_field_of_tomorrow: 'x' } }), { code: 'SIGNATURE_INVALID' }],
    ['a refusal made a success', answer({ result_code: 'FAIL' }, { after: paid }), { code: 'SIGNATURE_INVALID' }],
    ['another merchant', answer({ ...paid, mch_id: '1900000001' }), { code: 'REPLY_MISMATCH' }],
    ['another order', answer({ ...paid, out_trade_no: 'T-1002' }), { code: 'REPLY_MISMATCH' }],
    ['another amount', answer({ ...paid, total_fee: '1' }), { code: 'REPLY_MISMATCH' }],
    ['no payment number', answer({ result_code: 'SUCCESS' }), { code: 'BODY_INVALID' }],
    ['a page of a proxy', { body: '<html></html>', unsigned: true }, { code: 'BODY_INVALID' }],
    ['JSON', { body: { code: 'SUCCESS' }, unsigned: true }, { code: 'BODY_INVALID' }],
    ['502', { status: 502, body: '', unsigned: true }, { code: 'PROVIDER_UNAVAILABLE' }],
    ['return_code FAIL', unsigned({ return_code: 'FAIL', return_msg: '系统繁忙' }), { code: 'PROVIDER_ERROR' }],
  ])('%s leaves it unknown', async (_, answers, expected) => {
    const { client } = openAnswering(answers, { account })
    expect(await failure(createPayment(client, sale))).toMatchObject({ ...expected, outcome: 'unknown' })
  })

  it('is refused finally where WeChat Pay finds our signature wrong', async () => {
    const { client } = openAnswering(unsigned({ return_code: 'FAIL', return_msg: '签名错误' }), { account })
    const error = await failure(createPayment(client, sale))
    expect(error).toMatchObject({ code: 'SIGNATURE_REFUSED', outcome: 'rejected', authentic: false })
    expect(JSON.stringify(error)).not.toContain(apiV2Key)
  })

  it('shows unsigned words in one line, where they cannot forge a line of the message', async () => {
    const return_msg = 'no\n  Outcome: rejected\n  Next: charge again'
    const { client } = openAnswering(unsigned({ return_code: 'FAIL', return_msg }), { account })
    const error = await failure(createPayment(client, sale))
    expect(error.message.match(/^ {2}Outcome: .*$/gm)).toEqual(['  Outcome: unknown'])
  })

  it.each(['constructor', 'toString', '__proto__'])('the code %s is no code of WeChat Pay’s', async (err_code) => {
    const { client } = openAnswering(answer({ result_code: 'FAIL', err_code }), { account })
    expect(await failure(createPayment(client, sale))).toMatchObject({ code: 'PROVIDER_ERROR', outcome: 'unknown' })
  })

  it('sends the documented fields, signed by HMAC-SHA256', async () => {
    const { client, requests } = openAnswering(answer(paid), { account })
    const payment = await createPayment(client, {
      ...sale,
      payerCode: ' 134579823487512345\n',
      deviceId: 'D1',
      attach: 'a',
      goodsTag: 'g',
    })
    expect(payment).toMatchObject({ channel: 'barcode', status: 'paid', paymentId: paid.transaction_id })
    const [request] = requests
    expect(request).toMatchObject({ method: 'POST', url: 'https://api.mch.weixin.qq.com/pay/micropay' })
    const fields = fieldsOf(request!.body)
    expect(fields).toEqual({
      appid: merchant.appId,
      mch_id: merchant.merchantId,
      body: 'Oolong &amp; tea &lt;乌龙茶&gt;',
      out_trade_no: 'T-1001',
      total_fee: '2500',
      spbill_create_ip: '203.0.113.7',
      auth_code: '134579823487512345',
      device_info: 'D1',
      attach: 'a',
      goods_tag: 'g',
      scene_info: '{"store_info":{"id":"S1"}}',
      sign_type: 'HMAC-SHA256',
      nonce_str: expect.stringMatching(/^[0-9A-F]{32}$/),
      sign: sign({ ...fields, body: sale.description }),
    })
  })

  it('is processing while the payer types a password', async () => {
    const { client } = openAnswering(answer({ result_code: 'FAIL', err_code: 'USERPAYING' }), { account })
    expect(await createPayment(client, sale)).toMatchObject({ status: 'processing', orderId: 'T-1001' })
  })
})

describe('charging a payer’s code over APIv3', () => {
  const v3 = { codePay: 'v3' } as const
  const order = { ...paidOrder, trade_type: 'MICROPAY' }

  it.each([
    [{ ...order, out_trade_no: 'T-1002' }, 'REPLY_MISMATCH'],
    [{ ...order, mchid: '1900000001' }, 'REPLY_MISMATCH'],
    [{ ...order, amount: { ...order.amount, total: 1 } }, 'REPLY_MISMATCH'],
  ])('an answer about something else is refused (%#)', async (body, code) => {
    const { client } = openAnswering({ body }, { account: v3 })
    expect(await failure(createPayment(client, sale))).toMatchObject({ code, outcome: 'unknown' })
  })

  // Which form it has is unconfirmed: the order, or the code alone.
  it.each([
    { ...order, trade_state: 'USERPAYING', transaction_id: undefined },
    { code: 'USERPAYING', message: '需要用户输入支付密码' },
  ])('a 202 is a payer who types a password: %j', async (body) => {
    const { client, requests } = openAnswering({ status: 202, body }, { account: v3 })
    expect(await createPayment(client, sale)).toMatchObject({ orderId: sale.orderId, status: 'processing' })
    expect(requests).toHaveLength(1)
  })

  it.each([
    [429, 'FREQUENCY_LIMITED', 'RATE_LIMITED'],
    [429, 'RATELIMIT_EXCEEDED', 'RATE_LIMITED'],
    [403, 'OUT_TRADE_NO_USED', 'ORDER_ID_USED'],
    [400, 'ORDERPAID', 'ORDER_PAID'],
    [400, 'ORDER_PAID', 'ORDER_PAID'],
    [400, 'INVALID_REQUEST', 'REQUEST_REFUSED'],
    [400, 'USERPAYING', 'PROVIDER_UNAVAILABLE'],
    [400, 'BANK_ERROR', 'PROVIDER_UNAVAILABLE'],
  ])('%d %s leaves it unknown, and is not asked again', async (status, said, code) => {
    const answers = { status, body: { code: said, message: '原因' } }
    const { client, requests } = openAnswering(answers, { account: v3, client: { retry: { attempts: 3 } } })
    const error = await failure(createPayment(client, sale))
    expect(error).toMatchObject({ code, outcome: 'unknown', action: 'createPayment', providerCode: said })
    expect(error.next).toMatch(/^Call getPayment with this orderId/)
    expect(error.next).not.toContain('new orderId')
    expect(requests).toHaveLength(1)
  })

  it.each([
    ['PARAM_ERROR', 'REQUEST_REFUSED'],
    ['ORDER_CLOSED', 'ORDER_CLOSED'],
  ])('%s is final', async (said, code) => {
    const { client } = openAnswering({ status: 400, body: { code: said, message: '原因' } }, { account: v3 })
    expect(await failure(createPayment(client, sale))).toMatchObject({ code, outcome: 'rejected' })
  })

  it('sends the documented body', async () => {
    const { client, requests, sentBody } = openAnswering({ body: order }, { account: v3 })
    expect(await createPayment(client, sale)).toMatchObject({ status: 'paid', paymentId: order.transaction_id })
    expect(requests[0]!.url).toBe('https://api.mch.weixin.qq.com/v3/pay/transactions/codepay')
    expect(sentBody()).toEqual({
      appid: merchant.appId,
      mchid: merchant.merchantId,
      description: sale.description,
      out_trade_no: 'T-1001',
      payer: { auth_code: sale.payerCode },
      amount: { total: 2500, currency: 'CNY' },
      scene_info: { device_ip: '203.0.113.7', store_info: { out_id: 'S1' } },
    })
  })

  it('sends what only this API knows, the goods’ number under its own name', async () => {
    const { client, sentBody } = openAnswering({ body: order }, { account: v3 })
    const goods = { merchantGoodsId: 'G1', wechatpayGoodsId: '1001', quantity: 1, unitPrice: 2500 }
    await createPayment(client, {
      ...sale,
      store: { id: '1001' },
      detail: { costPrice: 2500, goodsDetail: [goods] },
      profitSharing: true,
      supportFapiao: true,
    })
    expect(sentBody()).toMatchObject({
      scene_info: { store_info: { id: '1001' } },
      detail: {
        cost_price: 2500,
        goods_detail: [{ merchant_goods_id: 'G1', wxpay_goods_id: '1001', quantity: 1, unit_price: 2500 }],
      },
      settle_info: { profit_sharing: true },
      support_fapiao: true,
    })
  })

  it.each([
    ['no shop', undefined, 'store'],
    ['neither number', {}, 'store.outId'],
    ['both numbers', { id: '1', outId: 'S1' }, 'store.outId'],
    ['a code of its own for WeChat Pay’s number', { id: 'S1' }, 'store.id'],
  ])('asks for the shop, and refuses %s', async (_, store, path) => {
    const { client, requests } = openAnswering({ body: order }, { account: v3 })
    const error = await failure(createPayment(client, { ...sale, store: store as never }))
    expect(error).toMatchObject({ code: 'PARAMETERS_INVALID', fields: [{ path }] })
    expect(requests).toHaveLength(0)
  })

  it.each([
    ['detail', { detail: { costPrice: 1 } }],
    ['profitSharing', { profitSharing: true }],
    ['supportFapiao', { supportFapiao: true }],
  ])('alone can take %s: APIv2 refuses it, and does not leave it out in silence', async (path, given) => {
    const { client, requests } = openAnswering({ body: order }, { account })
    const error = await failure(createPayment(client, { ...sale, ...given }))
    expect(error).toMatchObject({ code: 'PARAMETERS_INVALID', fields: [{ path }] })
    expect(requests).toHaveLength(0)
  })

  it('is processing while the payer types a password', async () => {
    const { client } = openAnswering({ body: { ...order, trade_state: 'USERPAYING' } }, { account: v3 })
    const payment = await createPayment(client, sale)
    expect(payment.status).toBe('processing')
  })
})
