import { constants, createPublicKey, publicEncrypt } from 'node:crypto'
import { advanceClock, pay, settleRefund } from 'shroff/mock'
import { describe, expect, it } from 'vitest'
import { type Answer, native, openGateway, refunds } from '../../support/wechatpay-gateway.js'

const year = 365 * 24 * 3_600_000
const tea = { provider: 'wechatpay', orderId: 'T-1001' } as const
const refused = ({ status, body }: Answer) => [status, body.code]
const yuan = (refund: number, total = 2500) => ({ refund, total, currency: 'CNY' })

async function paidOrder() {
  const gateway = await openGateway()
  await gateway.ask('POST', native, gateway.order)
  await pay(gateway.mock, tea)
  const paid = await gateway.ask('GET', gateway.byOrderId('T-1001'))
  return { ...gateway, paymentId: paid.body.transaction_id as string }
}

describe('a refund', () => {
  it('starts as PROCESSING and ends as SUCCESS, under both numbers of the payment', async () => {
    const { refund, ask, mock, paymentId, byOrderId } = await paidOrder()
    const { body } = await refund()
    expect(body).toEqual({
      refund_id: expect.stringMatching(/^5030\d{24}$/),
      out_refund_no: 'R-1',
      transaction_id: paymentId,
      out_trade_no: 'T-1001',
      channel: 'ORIGINAL',
      user_received_account: '支付用户零钱',
      create_time: '2026-03-04T12:00:00+08:00',
      status: 'PROCESSING',
      funds_account: 'AVAILABLE',
      amount: {
        total: 2500,
        refund: 500,
        payer_total: 2500,
        payer_refund: 500,
        settlement_refund: 500,
        settlement_total: 2500,
        discount_refund: 0,
        currency: 'CNY',
      },
    })
    const second = await ask('POST', refunds, { transaction_id: paymentId, out_refund_no: 'R-2', amount: yuan(1) })
    expect(second.status).toBe(200)
    expect((await ask('GET', byOrderId('T-1001'))).body.trade_state).toBe('SUCCESS')
    advanceClock(mock, 1000)
    await settleRefund(mock, { provider: 'wechatpay', refundId: 'R-1' })
    expect((await ask('GET', `${refunds}/R-1`)).body).toEqual({
      ...body,
      amount: { ...(body.amount as object), refund_fee: 3 },
      status: 'SUCCESS',
      success_time: '2026-03-04T12:00:01+08:00',
    })
    expect((await ask('GET', byOrderId('T-1001'))).body.trade_state).toBe('REFUND')
  })

  it('takes | * @ in its number', async () => {
    const { refund, ask } = await paidOrder()
    expect((await refund({ out_refund_no: 'R|*@_-1' })).status).toBe(200)
    expect((await ask('GET', `${refunds}/R%7C*%40_-1`)).body.out_refund_no).toBe('R|*@_-1')
  })

  it('with the same number and the same members is the same refund', async () => {
    const { refund } = await paidOrder()
    const first = await refund({ amount: yuan(2500) })
    const again = await refund({ amount: yuan(2500) })
    expect(again.body).toEqual(first.body)
  })

  it.each([
    ['another amount', { amount: yuan(501) }],
    ['another total', { amount: yuan(500, 2501) }],
    ['a reason', { reason: 'x' }],
  ])('with the same number and %s is refused', async (_, changes) => {
    const { refund, ask } = await paidOrder()
    await refund()
    expect(refused(await refund(changes))).toEqual([400, 'INVALID_REQUEST'])
    expect((await ask('GET', `${refunds}/R-1`)).body.amount).toMatchObject({ refund: 500 })
  })

  it('of an unknown, open or closed order is refused', async () => {
    const { ask, order, refund, close } = await openGateway()
    expect(refused(await refund())).toEqual([404, 'RESOURCE_NOT_EXISTS'])
    await ask('POST', native, order)
    expect(refused(await refund())).toEqual([404, 'RESOURCE_NOT_EXISTS'])
    await close('T-1001')
    expect(refused(await refund())).toEqual([404, 'RESOURCE_NOT_EXISTS'])
    expect(refused(await ask('GET', `${refunds}/R-1`))).toEqual([404, 'RESOURCE_NOT_EXISTS'])
  })

  it('never exceeds what is left, and a closed one gives its part free', async () => {
    const { refund, mock } = await paidOrder()
    await refund({ amount: yuan(1500) })
    expect(refused(await refund({ out_refund_no: 'R-2', amount: yuan(1001) }))).toEqual([400, 'INVALID_REQUEST'])
    expect((await refund({ out_refund_no: 'R-3', amount: yuan(1000) })).status).toBe(200)
    expect(refused(await refund({ out_refund_no: 'R-4', amount: yuan(1) }))).toEqual([400, 'INVALID_REQUEST'])
    await settleRefund(mock, { provider: 'wechatpay', refundId: 'R-1', status: 'closed' })
    expect((await refund({ out_refund_no: 'R-5', amount: yuan(1500) })).status).toBe(200)
  })

  it('must name the order once, and its total', async () => {
    const { refund, ask, paymentId } = await paidOrder()
    expect(refused(await refund({ transaction_id: paymentId }))).toEqual([400, 'PARAM_ERROR'])
    expect(refused(await ask('POST', refunds, { out_refund_no: 'R-1', amount: yuan(1) }))).toEqual([400, 'PARAM_ERROR'])
    expect(refused(await refund({ amount: yuan(500, 2501) }))).toEqual([400, 'INVALID_REQUEST'])
  })

  it.each([
    ['/out_refund_no', { out_refund_no: '' }],
    ['/out_refund_no', { out_refund_no: 'x'.repeat(65) }],
    ['/out_refund_no', { out_refund_no: 'R#1' }],
    ['/reason', { reason: 'x'.repeat(81) }],
    ['/notify_url', { notify_url: 'https://shop.example/?' }],
    ['/funds_account', { funds_account: 'BASIC' }],
    ['/amount/refund', { amount: yuan(0) }],
    ['/amount/currency', { amount: { refund: 1, total: 2500 } }],
    ['/mchid', { mchid: '1900007291' }],
  ])('with a wrong %s is refused: %j', async (field, changes) => {
    const { refund, ask } = await paidOrder()
    const answer = await refund(changes)
    expect(refused(answer)).toEqual([400, 'PARAM_ERROR'])
    expect(answer.body.message).toContain(`/body${field}`)
    expect((await ask('GET', `${refunds}/R-1`)).status).toBe(404)
  })

  it('may be one of 50', async () => {
    const { refund } = await paidOrder()
    for (let count = 1; count <= 50; count += 1) {
      expect((await refund({ out_refund_no: `R-${count}`, amount: yuan(1) })).status).toBe(200)
    }
    expect(refused(await refund({ out_refund_no: 'R-51', amount: yuan(1) }))).toEqual([400, 'INVALID_REQUEST'])
  })

  it('may be asked for within a year', async () => {
    const { refund, mock } = await paidOrder()
    advanceClock(mock, year)
    expect((await refund()).status).toBe(200)
    advanceClock(mock, 1)
    expect((await refund({ out_refund_no: 'R-2' })).body.code).toBe('TRADE_OVERDUE')
  })

  it('belongs to its sub-merchant', async () => {
    const { ask, order, mock, credentials } = await openGateway({ subMerchantIds: ['1900000109', '1900000110'] })
    const { appid: _, mchid: __, ...common } = order
    const { appId, merchantId } = credentials
    const partner = { ...common, sp_appid: appId, sp_mchid: merchantId, sub_mchid: '1900000109' }
    await ask('POST', '/v3/pay/partner/transactions/native', partner)
    await pay(mock, tea)
    const of = (sub_mchid: string | undefined) =>
      ask('POST', refunds, { sub_mchid, out_trade_no: 'T-1001', out_refund_no: 'R-1', amount: yuan(1) })
    expect(refused(await of(undefined))).toEqual([404, 'RESOURCE_NOT_EXISTS'])
    expect(refused(await of('1900000110'))).toEqual([404, 'RESOURCE_NOT_EXISTS'])
    expect(refused(await of('1900000111'))).toEqual([403, 'NO_AUTH'])
    expect((await of('1900000109')).status).toBe(200)
    expect((await ask('GET', `${refunds}/R-1?sub_mchid=1900000109`)).status).toBe(200)
    for (const query of ['', '?sub_mchid=1900000110'])
      expect(refused(await ask('GET', `${refunds}/R-1${query}`))).toEqual([404, 'RESOURCE_NOT_EXISTS'])
  })
})

describe('an abnormal refund', () => {
  async function stuck() {
    const gateway = await paidOrder()
    const { body } = await gateway.refund()
    await settleRefund(gateway.mock, { provider: 'wechatpay', refundId: 'R-1', status: 'needs-action' })
    const [serial, pem] = Object.entries(gateway.credentials.platformKeys)[0]!
    const encrypt = (text: string) =>
      publicEncrypt(
        { key: createPublicKey(pem), padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' },
        Buffer.from(text),
      ).toString('base64')
    const card = { bank_type: 'ICBC_DEBIT', bank_account: encrypt('6222020000001234'), real_name: encrypt('王小明') }
    const apply = (changes: object, headers: Record<string, string> = { 'Wechatpay-Serial': serial }) =>
      gateway.ask(
        'POST',
        `${refunds}/${body.refund_id}/apply-abnormal-refund`,
        { out_refund_no: 'R-1', type: 'USER_BANK_CARD', ...changes },
        { headers },
      )
    return { ...gateway, apply, card }
  }

  it('goes on to a bank card of the payer, whose number only WeChat Pay can read', async () => {
    const { apply, card, mock, ask } = await stuck()
    expect((await ask('GET', `${refunds}/R-1`)).body.status).toBe('ABNORMAL')
    const { body } = await apply(card)
    expect(body).toMatchObject({ status: 'PROCESSING', user_received_account: 'ICBC_DEBIT1234' })
    await settleRefund(mock, { provider: 'wechatpay', refundId: 'R-1' })
    expect((await ask('GET', `${refunds}/R-1`)).body.status).toBe('SUCCESS')
    expect(refused(await apply(card))).toEqual([400, 'INVALID_REQUEST'])
  })

  it('or back to the merchant', async () => {
    const { apply } = await stuck()
    expect((await apply({ type: 'MERCHANT_BANK_CARD' }, {})).body.status).toBe('PROCESSING')
  })

  it('wants to know for which key the fields are encrypted', async () => {
    const { apply, card } = await stuck()
    const missing = await apply(card, {})
    expect(missing.body.message).toBe('HTTP header缺少微信支付平台证书序列号(Wechatpay-Serial)')
    const wrong = await apply(card, { 'Wechatpay-Serial': 'PUB_KEY_ID_1' })
    expect([...refused(wrong), wrong.body.message]).toEqual([400, 'PARAM_ERROR', '平台证书序列号Wechatpay-Serial错误'])
  })

  it.each([
    ['/bank_account', { bank_account: '6222020000001234' }],
    ['/bank_account', { bank_account: undefined }],
    ['/real_name', { real_name: '王小明' }],
    ['/bank_type', { bank_type: undefined }],
    ['/type', { type: 'BANK_CARD' }],
  ])('refuses a wrong %s: %j', async (field, changes) => {
    const { apply, card, ask } = await stuck()
    const answer = await apply({ ...card, ...changes })
    expect(refused(answer)).toEqual([400, 'PARAM_ERROR'])
    expect(answer.body.detail).toMatchObject({ field })
    expect((await ask('GET', `${refunds}/R-1`)).body.status).toBe('ABNORMAL')
  })

  it('refuses a number that is not its own', async () => {
    const { apply, ask } = await stuck()
    expect(refused(await apply({ out_refund_no: 'R-2', type: 'MERCHANT_BANK_CARD' }))[0]).toBe(404)
    const path = `${refunds}/50300000/apply-abnormal-refund`
    expect(refused(await ask('POST', path, { out_refund_no: 'R-1', type: 'MERCHANT_BANK_CARD' }))[0]).toBe(404)
  })
})
