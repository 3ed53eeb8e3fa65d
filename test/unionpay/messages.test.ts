import { acknowledge, receiveWebhook } from 'shroff/unionpay'
import { describe, expect, it } from 'vitest'
import { accountOf, notice, placedAt, tea, teaNotice } from '../support/unionpay.js'

// What each notification means (§10), sealed by the oracle.

const receive = (fields: Record<string, string>) => receiveWebhook(accountOf(), notice({ ...teaNotice, ...fields }))
const queryId = teaNotice.queryId!

describe('a notification', () => {
  it('of a payment', async () => {
    const { raw, ...event } = await receive({})
    expect(event).toEqual({
      type: 'payment.paid',
      id: `01/${queryId}`,
      provider: 'unionpay',
      orderId: tea.orderId,
      paymentId: queryId,
      placedAt,
      amount: tea.amount,
      settleDate: '0304',
    })
    expect(raw).toMatchObject(teaNotice)
  })

  it('of a payer’s code says so', async () => {
    expect(await receive({ txnSubType: '06' })).toMatchObject({ type: 'payment.paid', channel: 'barcode' })
  })

  it('of a second payment under one number has an id of its own', async () => {
    const [first, second] = [await receive({}), await receive({ queryId: '562603041200000000026' })]
    expect([first.type, second.type]).toEqual(['payment.paid', 'payment.paid'])
    expect(second.id).not.toBe(first.id)
  })

  it('of a success with a defect is one of a success', async () => {
    expect((await receive({ respCode: 'A6' })).type).toBe('payment.paid')
  })

  it('of a refund names the refund, and its payment by UnionPay’s number', async () => {
    const { raw: _, ...event } = await receive({
      txnType: '04',
      txnSubType: '00',
      orderId: 'R0001001',
      txnAmt: '500',
      origQryId: queryId,
      queryId: '562603041200000000034',
    })
    expect(event).toEqual({
      type: 'refund.succeeded',
      id: '04/562603041200000000034',
      provider: 'unionpay',
      refundId: 'R0001001',
      paymentId: queryId,
      placedAt,
      amount: { currency: 'CNY', value: 500 },
    })
  })

  it.each(['02', '03', '31', '32', '33'])('of the kind %s has no type here, and its facts', async (txnType) => {
    expect(await receive({ txnType })).toMatchObject({
      type: 'other',
      id: `${txnType}/${queryId}`,
      name: txnType,
      orderId: tea.orderId,
      placedAt,
      amount: tea.amount,
    })
  })
})

it('is answered by the status alone', async () => {
  expect((await acknowledge(accountOf(), 'received')).status).toBe(200)
  // Neither 200 nor 302, which count as received.
  expect((await acknowledge(accountOf(), 'again')).status).toBe(500)
})
