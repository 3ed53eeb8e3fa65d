import { describe, expect, it } from 'vitest'
import { cancelPayment } from '../../../src/wechatpay/actions/cancelPayment.js'
import { options as merchant, now } from '../../support/wechatpay.js'
import { openAnswering, paidOrder } from '../../support/wechatpay-answering.js'
import { answer, apiV2Key, fieldsOf } from './seal.js'

const account = { apiV2Key }
const order = { orderId: 'T-1001' }
const done = answer({ result_code: 'SUCCESS', recall: 'N' })

describe('cancelPayment over APIv2', () => {
  it('refuses what is no order number', async () => {
    const { client, requests } = openAnswering(done, { account })
    await expect(cancelPayment(client, { orderId: '' })).rejects.toMatchObject({ code: 'PARAMETERS_INVALID' })
    expect(requests).toHaveLength(0)
  })

  it('is unknown, and asked again, while WeChat Pay says recall', async () => {
    const again = answer({ result_code: 'FAIL', err_code: 'SYSTEMERROR', recall: 'Y' })
    const { client, requests } = openAnswering([again, done], { account, client: { retry: { attempts: 2 } } })
    await expect(cancelPayment(client, order)).resolves.toEqual(order)
    expect(requests).toHaveLength(2)
    const once = openAnswering(again, { account })
    await expect(cancelPayment(once.client, order)).rejects.toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
      outcome: 'unknown',
      authentic: false,
    })
  })

  it.each([
    ['ORDERNOTEXIST', { code: 'ORDER_NOT_FOUND', outcome: 'rejected' }],
    ['REVERSE_EXPIRE', { code: 'REFUND_REFUSED', outcome: 'rejected' }],
    ['CERT_ERROR', { code: 'NOT_PERMITTED', outcome: 'rejected' }],
    ['SYSTEMERROR', { code: 'PROVIDER_UNAVAILABLE', outcome: 'unknown' }],
    ['TRADE_ERROR', { code: 'PROVIDER_ERROR', outcome: 'unknown' }],
  ])('%s', async (err_code, expected) => {
    const { client } = openAnswering(answer({ result_code: 'FAIL', err_code, recall: 'N' }), { account })
    await expect(cancelPayment(client, order)).rejects.toMatchObject(expected)
  })

  // An answer to the charge itself: the payer has paid.
  it.each([{ total_fee: '2500' }, { trade_state: 'SUCCESS' }])(
    'takes no answer for its own that says %j',
    async (more) => {
      const { client } = openAnswering(answer({ result_code: 'SUCCESS', out_trade_no: 'T-1001', ...more }), { account })
      await expect(cancelPayment(client, order)).rejects.toMatchObject({ code: 'REPLY_MISMATCH', outcome: 'unknown' })
    },
  )

  it('waits until 15 s have passed since the charge, and not at all after them', async () => {
    const { client, waits } = openAnswering(done, { account })
    await cancelPayment(client, { ...order, chargedAt: new Date(now - 4_000) })
    expect(waits).toEqual([11_000])
    await cancelPayment(client, { ...order, chargedAt: new Date(now - 15_000) })
    await cancelPayment(client, order)
    expect(waits).toEqual([11_000])
  })

  it('waits 15 s at most, though the till’s clock was set back since the charge', async () => {
    const { client, waits } = openAnswering(done, { account })
    await cancelPayment(client, { ...order, chargedAt: new Date(now + 3_600_000) })
    expect(waits).toEqual([15_000])
  })

  it('sends the order number to the address that wants the client certificate', async () => {
    const { client, requests } = openAnswering(done, { account })
    await cancelPayment(client, order)
    expect(requests[0]!.url).toBe('https://api.mch.weixin.qq.com/secapi/pay/reverse')
    expect(fieldsOf(requests[0]!.body)).toMatchObject({
      appid: merchant.appId,
      mch_id: merchant.merchantId,
      out_trade_no: 'T-1001',
    })
  })
})

describe('cancelPayment over APIv3', () => {
  it('refuses an answer about another order', async () => {
    const { client } = openAnswering({ body: { out_trade_no: 'T-1002' } }, { account: { codePay: 'v3' } })
    await expect(cancelPayment(client, order)).rejects.toMatchObject({ code: 'REPLY_MISMATCH', outcome: 'unknown' })
  })

  it('refuses an answer to a query of the same order', async () => {
    const { client } = openAnswering({ body: paidOrder }, { account: { codePay: 'v3' } })
    await expect(cancelPayment(client, order)).rejects.toMatchObject({ code: 'REPLY_MISMATCH', outcome: 'unknown' })
  })

  it.each([{ mchid: '1900000001' }, { mchid: merchant.merchantId, appid: 'wx0000000000000001' }])(
    'refuses an answer about %j',
    async (parties) => {
      const body = { out_trade_no: 'T-1001', ...parties }
      const { client } = openAnswering({ body }, { account: { codePay: 'v3' } })
      await expect(cancelPayment(client, order)).rejects.toMatchObject({ code: 'REPLY_MISMATCH', outcome: 'unknown' })
    },
  )

  it('is over for good once reversals have ended, if they end here as over APIv2', async () => {
    const refusal = { status: 403, body: { code: 'REVERSE_EXPIRE', message: '订单无法撤销' }, unsigned: true }
    const { client } = openAnswering(refusal, { account: { codePay: 'v3' } })
    await expect(cancelPayment(client, order)).rejects.toMatchObject({ code: 'REFUND_REFUSED', outcome: 'rejected' })
  })

  it('sends merchant and app', async () => {
    const { client, requests, sentBody } = openAnswering(
      { body: { out_trade_no: 'T-1001' } },
      { account: { codePay: 'v3' } },
    )
    await expect(cancelPayment(client, order)).resolves.toEqual(order)
    expect(requests[0]!.url).toBe('https://api.mch.weixin.qq.com/v3/pay/transactions/out-trade-no/T-1001/reverse')
    expect(sentBody()).toEqual({ appid: merchant.appId, mchid: merchant.merchantId })
  })
})
