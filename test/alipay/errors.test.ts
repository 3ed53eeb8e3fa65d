import { describe, expect, it } from 'vitest'
import { sealGatewayReply } from '../oracle/alipay.js'
import { alipayKey, openAlipay } from '../support/alipay.js'
import { actions } from '../support/alipay-refused.js'
import { failure } from '../support/failure.js'

describe('V2, the gateway’s own refusals', () => {
  it.each([
    ['20000', 'isp.unknow-error', 'PROVIDER_UNAVAILABLE', 'unknown'],
    ['20000', 'aop.unknow-error', 'PROVIDER_UNAVAILABLE', 'unknown'],
    ['20000', 'aop.ACQ.SYSTEM_ERROR', 'PROVIDER_UNAVAILABLE', 'unknown'],
    ['20000', 'isp.never-seen', 'PROVIDER_UNAVAILABLE', 'unknown'],
    ['20001', 'aop.invalid-app-auth-token', 'NOT_PERMITTED', 'rejected'],
    ['20001', 'aop.app-auth-token-time-out', 'NOT_PERMITTED', 'rejected'],
    ['40001', 'isv.missing-signature', 'SIGNATURE_REFUSED', 'rejected'],
    ['40002', 'isv.invalid-signature', 'SIGNATURE_REFUSED', 'rejected'],
    ['40002', 'isv.invalid-app-id', 'NOT_PERMITTED', 'rejected'],
    ['40002', 'isv.invalid-timestamp', 'REQUEST_REFUSED', 'rejected'],
    ['40003', 'isv.decryption-error-unknown', 'REQUEST_REFUSED', 'rejected'],
    ['40005', 'isv.app-call-limited', 'RATE_LIMITED', 'rejected'],
    ['40006', 'isv.insufficient-isv-permissions', 'NOT_PERMITTED', 'rejected'],
    ['49999', 'isv.never-seen', 'PROVIDER_ERROR', 'unknown'],
  ])('%s %s: %s, %s', async (code, sub, meaning, outcome) => {
    const shop = openAlipay({ refused: [code, sub] })
    expect(await failure(actions.barcode(shop.client))).toMatchObject({
      code: meaning,
      outcome,
      providerCode: sub,
      authentic: true,
    })
  })

  it('takes the code where there is no sub_code, and says where an answer has neither', async () => {
    const bare = openAlipay({ seal: { content: { code: '20000', msg: 'Service Currently Unavailable' } } })
    expect(await failure(actions.barcode(bare.client))).toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
      outcome: 'unknown',
      providerCode: '20000',
    })
    const empty = openAlipay({ seal: { content: {} } })
    expect(await failure(actions.barcode(empty.client))).toMatchObject({ code: 'PROVIDER_ERROR', outcome: 'unknown' })
  })

  it('shows the string that the gateway built, but not all of a long one', async () => {
    const shop = openAlipay({ refused: ['40002', 'isv.invalid-signature', `验签出错：${'&amp;'.repeat(1000)}`] })
    const error = await failure(actions.qr(shop.client))
    expect(error.providerMessage).toHaveLength(500)
    expect(error.next).toContain('ready(account)')
  })
})

describe('V2, error_response', () => {
  const refusal = {
    code: '40002',
    msg: 'Invalid Arguments',
    sub_code: 'isv.invalid-app-id',
    sub_msg: '无效的AppID参数',
  }
  const answered = (content: object, unsigned: boolean) =>
    openAlipay({ seal: { node: 'error_response', content, unsigned } })

  it('signed, is a refusal like any other', async () =>
    expect(await failure(actions.barcode(answered(refusal, false).client))).toMatchObject({
      code: 'NOT_PERMITTED',
      outcome: 'rejected',
      authentic: true,
    }))

  it('unsigned, says that no business was reached', async () =>
    expect(await failure(actions.barcode(answered(refusal, true).client))).toMatchObject({
      code: 'NOT_PERMITTED',
      outcome: 'rejected',
      authentic: false,
      providerCode: 'isv.invalid-app-id',
    }))

  it.each([
    ['getPayment', 'ACQ.TRADE_NOT_EXIST'],
    ['refundPayment', 'ACQ.TRADE_HAS_CLOSE'],
    ['barcode', 'ACQ.PAYMENT_FAIL'],
  ] as const)('unsigned, never tells %s where the money is: %s', async (name, sub_code) =>
    expect(await failure(actions[name](answered({ ...refusal, code: '40004', sub_code }, true).client))).toMatchObject({
      code: 'PROVIDER_ERROR',
      outcome: 'unknown',
      authentic: false,
    }),
  )

  it('never is a success', async () =>
    expect(
      await failure(actions.closePayment(answered({ code: '10000', out_trade_no: 'T_1001' }, false).client)),
    ).toMatchObject({ code: 'PROVIDER_ERROR', outcome: 'unknown' }))
})

describe('V3, statuses', () => {
  it.each([
    [401, 'invalid-app-auth-token', 'NOT_PERMITTED', 'rejected'],
    [400, 'invalid-signature', 'SIGNATURE_REFUSED', 'rejected'],
    [429, 'app-call-limited', 'RATE_LIMITED', 'rejected'],
    [400, 'app-cert-not-exist', 'NOT_PERMITTED', 'rejected'],
    [500, 'unknow-error', 'PROVIDER_UNAVAILABLE', 'unknown'],
    [500, 'SYSTEM_ERROR', 'PROVIDER_UNAVAILABLE', 'unknown'],
    // A final word in a broken server's answer is not final.
    [500, 'ACQ.PAYMENT_FAIL', 'PAYER_REFUSED', 'unknown'],
    [418, 'never-seen', 'PROVIDER_ERROR', 'unknown'],
  ])('%i %s: %s, %s', async (status, sub, code, outcome) => {
    const shop = openAlipay({ refused: ['', sub], status }, { generation: 'v3' })
    expect(await failure(actions.barcode(shop.client))).toMatchObject({
      code,
      outcome,
      status,
      providerCode: sub,
      authentic: true,
    })
  })
})

describe('an answer of somebody on the way', () => {
  const html = (status: number) => () => ({
    status,
    headers: { 'content-type': 'text/html', trace_id: 'a\nforged log line', 'alipay-trace-id': '<b>' },
    body: new Uint8Array(Buffer.from('<html>Bad gateway</html>')),
  })
  it.each(['v2', 'v3'] as const)('%s: never means that nothing was done', async (generation) => {
    for (const [status, code] of [
      [502, 'PROVIDER_UNAVAILABLE'],
      [403, 'PROVIDER_ERROR'],
      [302, 'PROVIDER_ERROR'],
    ] as const) {
      const error = await failure(actions.refundPayment(openAlipay(html(status), { generation }).client))
      expect(error).toMatchObject({ code, outcome: 'unknown', status, authentic: false })
      expect(error.requestId).toBeUndefined()
    }
    expect(await failure(actions.refundPayment(openAlipay(html(200), { generation }).client))).toMatchObject({
      outcome: 'unknown',
      authentic: false,
    })
  })

  it('with Alipay’s signature but another status is not read', async () => {
    const content = { code: '10000', msg: 'Success', out_trade_no: 'T_1001', trade_no: '1' }
    const answer = {
      ...sealGatewayReply({ method: 'alipay.trade.close', privateKey: alipayKey, content }),
      status: 201,
    }
    expect(await failure(actions.closePayment(openAlipay(() => answer).client))).toMatchObject({
      code: 'PROVIDER_ERROR',
      outcome: 'unknown',
    })
  })
})

describe('a refund that failed, as the asynchronous call leaves one', () => {
  const found = { out_trade_no: 'T_1001', trade_no: '1', out_request_no: 'R_1', refund_amount: '5.00' }
  it.each([
    [{ refund_status: 'REFUND_SUCCESS' }, 'succeeded'],
    [{ refund_status: 'REFUND_PROCESSING' }, 'pending'],
    [{}, 'pending'],
    [{ refund_status: 'REFUND_FAIL' }, 'closed'],
    [{ refund_status: 'REFUND_PROCESSING', error_code: 'SELLER_BALANCE_NOT_ENOUGH' }, 'closed'],
    [{ error_code: 'SELLER_BALANCE_NOT_ENOUGH' }, 'closed'],
  ])('%j is %s', async (facts, status) => {
    const { client } = openAlipay({ content: { ...found, ...facts } })
    expect(await actions.getRefund(client)).toMatchObject({ status, amount: { currency: 'CNY', value: 500 } })
  })
})

it('a payment of which money went back is not cancelled, and the rest goes by a refund', async () => {
  const { client } = openAlipay({ refused: ['40004', 'ACQ.REASON_TRADE_REFUND_FEE_ERR'] })
  const error = await failure(actions.cancelPayment(client))
  expect(error).toMatchObject({ code: 'REFUND_REFUSED', outcome: 'rejected' })
  expect(error.next).toContain('refundPayment')
})
