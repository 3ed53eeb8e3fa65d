import { acknowledge, receiveWebhook } from 'shroff/antom'
import { describe, expect, it } from 'vitest'
import { sealNotice } from '../oracle/antom/wire.js'
import { accountOf, clientId, resultOf } from '../support/antom.js'
import { codeOf } from '../support/failure.js'
import { privateKey } from '../vectors/antom.js'

// What each notification means (§6, §7), sealed by the oracle.

const receive = (body: unknown) =>
  receiveWebhook(
    accountOf(),
    sealNotice({
      path: '/notify',
      clientId,
      privateKey,
      time: '2026-03-04T12:00:00+08:00',
      body: JSON.stringify(body),
    }),
  )
const payment = {
  notifyType: 'PAYMENT_RESULT',
  ...resultOf('SUCCESS'),
  paymentRequestId: 'T_1001',
  paymentId: '202603041940108001001885J00000000001',
  paymentAmount: { currency: 'JPY', value: '200' },
  actualPaymentAmount: { currency: 'CNY', value: '1292' },
  paymentTime: '2026-03-03T19:12:11-08:00',
  pspCustomerInfo: { pspName: 'ALIPAYCN', pspCustomerId: '2088' },
}
const refund = {
  notifyType: 'REFUND_RESULT',
  ...resultOf('SUCCESS'),
  refundStatus: 'SUCCESS',
  refundRequestId: 'R_1',
  refundId: '202603041940108001001885J00000000002',
  refundAmount: { currency: 'JPY', value: '50' },
  refundTime: '2026-03-04T12:30:00+08:00',
}
const facts = { orderId: 'T_1001', paymentId: payment.paymentId, amount: { currency: 'JPY', value: 200 } }

describe('a notification of a payment', () => {
  it('that was made tells what was ordered, and what the payer was charged', async () => {
    expect(await receive(payment)).toEqual({
      type: 'payment.paid',
      id: `paid/${payment.paymentId}`,
      provider: 'antom',
      ...facts,
      payerAmount: { currency: 'CNY', value: 1292 },
      paidAt: new Date('2026-03-04T03:12:11Z'),
      payerId: '2088',
      wallet: 'ALIPAYCN',
      raw: payment,
    })
  })

  it('that is pending is not made, though its status is S', async () => {
    const pending = { ...payment, notifyType: 'PAYMENT_PENDING' }
    expect(await receive(pending)).toMatchObject({ type: 'payment.pending', ...facts })
    expect(await receive({ ...payment, ...resultOf('PAYMENT_IN_PROCESS') })).toMatchObject({ type: 'payment.pending' })
  })

  it.each([
    ['USER_BALANCE_NOT_ENOUGH', 'payment.failed'],
    ['RISK_REJECT', 'payment.failed'],
    ['ORDER_IS_CLOSED', 'payment.closed'],
    ['ORDER_IS_CANCELED', 'payment.closed'],
  ])('that failed with %s is %s', async (providerCode, type) => {
    expect(await receive({ ...payment, ...resultOf(providerCode) })).toMatchObject({ type, providerCode, ...facts })
  })

  it('of another currency than is known here keeps what was ordered', async () => {
    const event = await receive({ ...payment, actualPaymentAmount: { currency: 'XAU', value: '1' } })
    expect(event).toMatchObject({ type: 'payment.paid', amount: facts.amount })
    expect(event).not.toHaveProperty('payerAmount')
  })

  it('by a payer’s code has its channel, by our own mark alone', async () => {
    expect(await receive({ ...payment, metadata: '{"channel":"barcode"}' })).toHaveProperty('channel', 'barcode')
    expect(await receive({ ...payment, metadata: '{"shop":1}' })).not.toHaveProperty('channel')
  })

  it.each([
    ['without an amount', { ...payment, paymentAmount: undefined }],
    ['without a result', { ...payment, result: undefined }],
    ['with a status that is none', { ...payment, result: { resultCode: 'X', resultStatus: 'X' } }],
    ['without its number', { ...payment, paymentId: undefined }],
  ])('%s is nothing to go by', async (_, body) => expect(await codeOf(receive(body))).toBe('BODY_INVALID'))

  it('of a period of a subscription is no order’s', async () => {
    const { paymentRequestId: _, ...period } = payment
    const event = await receive({ ...period, subscriptionId: 'S_1' })
    expect(event).toMatchObject({ type: 'other', name: 'PAYMENT_RESULT', id: expect.stringContaining('S_1') })
  })
})

describe('a notification of a refund', () => {
  it('tells the refund, and not whose it is', async () => {
    expect(await receive(refund)).toEqual({
      type: 'refund.succeeded',
      id: `refund/${refund.refundId}/SUCCESS`,
      provider: 'antom',
      refundId: 'R_1',
      amount: { currency: 'JPY', value: 50 },
      succeededAt: new Date('2026-03-04T04:30:00Z'),
      raw: refund,
    })
  })

  it('that failed is closed, one that goes on is no event of its own', async () => {
    const { refundTime: _, ...failed } = { ...refund, refundStatus: 'FAIL' }
    expect(await receive(failed)).toMatchObject({ type: 'refund.closed', refundId: 'R_1' })
    expect(await receive({ ...failed, refundStatus: 'PROCESSING' })).toMatchObject({ type: 'other' })
  })
})

describe('any other notification', () => {
  it.each([
    [{ notifyType: 'CAPTURE_RESULT', captureId: 'C1' }, 'CAPTURE_RESULT'],
    [{ authorizationNotifyType: 'AUTHCODE_CREATED', authState: 'A1', authCode: 'x' }, 'AUTHCODE_CREATED'],
    [{ disputeNotificationType: 'DISPUTE_CREATED', disputeId: 'D1' }, 'DISPUTE_CREATED'],
    [{ subscriptionNotificationType: 'CREATE', subscriptionId: 'S1' }, 'CREATE'],
    [{ authClientId: 'x', accessToken: 'y' }, ''],
    [{}, ''],
    [null, ''],
    [[], ''],
  ])('%j is handed over by its name: %s', async (raw, name) => {
    expect(await receive(raw)).toMatchObject({ type: 'other', provider: 'antom', name, raw })
  })
})

it('is answered as Antom waits for it', async () => {
  const said = async (answer: 'received' | 'again') => {
    const response = await acknowledge(accountOf(), answer)
    return [response.status, await response.json()]
  }
  expect(await said('received')).toEqual([
    200,
    { result: { resultCode: 'SUCCESS', resultStatus: 'S', resultMessage: 'success' } },
  ])
  expect(await said('again')).toMatchObject([200, { result: { resultStatus: 'U' } }])
})
