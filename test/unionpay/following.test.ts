import { cancelCapture, cancelFreeze, cancelPayment, captureFunds, refundPayment } from 'shroff/unionpay'
import { describe, expect, it } from 'vitest'
import { failure } from '../support/failure.js'
import { openUnionpay, placedAt, tea } from '../support/unionpay.js'
import {
  answered,
  type Followed,
  itsNumber,
  judged,
  later,
  laterText,
  paymentId,
} from '../support/unionpay-following.js'

// What holds for each transaction on an earlier one alike: 04, 31, 03, 32 and 33.

const { amount } = tea
const common = { amount, placedAt: later } as const
const own = { refundId: 'T0001001R1', cancelId: 'T0001001C1', captureId: 'T0001001P1' }

const rows: readonly Followed[] = [
  {
    action: 'refundPayment',
    call: (client, more) => refundPayment(client, { ...common, refundId: own.refundId, paymentId, ...more }),
    wire: { txnType: '04', txnSubType: '00', bizType: '000000', orderId: own.refundId, origQryId: paymentId },
    names: ['refundId', 'providerRefundId'],
  },
  {
    action: 'cancelPayment',
    call: (client, more) => cancelPayment(client, { ...common, cancelId: own.cancelId, paymentId, ...more }),
    wire: { txnType: '31', txnSubType: '00', bizType: '000000', orderId: own.cancelId, origQryId: paymentId },
    names: ['cancelId', 'providerCancelId'],
  },
  {
    action: 'captureFunds',
    call: (client, more) =>
      captureFunds(client, { ...common, captureId: own.captureId, authorizationId: paymentId, ...more }),
    wire: { txnType: '03', txnSubType: '00', bizType: '000201', orderId: own.captureId, origQryId: paymentId },
    names: ['captureId', 'providerCaptureId'],
  },
  {
    action: 'cancelFreeze',
    call: (client, more) =>
      cancelFreeze(client, { ...common, cancelId: own.cancelId, authorizationId: paymentId, ...more }),
    wire: { txnType: '32', txnSubType: '00', bizType: '000201', orderId: own.cancelId, origQryId: paymentId },
    names: ['cancelId', 'providerCancelId'],
  },
  {
    action: 'cancelCapture',
    call: (client, more) =>
      cancelCapture(client, { ...common, cancelId: own.cancelId, providerCaptureId: paymentId, ...more }),
    wire: { txnType: '33', txnSubType: '00', bizType: '000201', orderId: own.cancelId, origQryId: paymentId },
    names: ['cancelId', 'providerCancelId'],
  },
]

describe.each(rows)('$action', (row) => {
  const { call, wire, names } = row

  it.each([
    ['orderId', 'T0001001R2'],
    ['txnTime', '20260304120000'],
    ['txnType', '01'],
    ['txnAmt', '2501'],
    ['origQryId', '562603041200000000019'],
    ['currencyCode', '840'],
  ])('takes no answer to another question: %s', async (name, value) => {
    const { result } = await answered(row, { queryId: itsNumber, [name]: value })
    expect(result).toMatchObject({ code: 'REPLY_MISMATCH', outcome: 'unknown' })
  })

  it.each(['03', '04', '05'])('%s: nobody knows, so ask by its number and time', async (respCode) => {
    const { result } = await answered(row, { respCode })
    expect(result).toMatchObject({ code: 'PROVIDER_UNAVAILABLE', outcome: 'unknown', providerCode: respCode })
    expect(result.next).toMatch(new RegExp(`Call get(Refund|Cancel|Capture) with this ${names[0]} and its placedAt`))
  })

  it('12: the first message of this number decides, of which it says nothing', async () => {
    const { result } = await answered(row, { respCode: '12' })
    expect(result).toMatchObject({ code: 'ORDER_ID_USED', outcome: 'unknown' })
  })

  it.each(['34', '35', '36', '45'])('%s: refused for good', async (respCode) => {
    const { result } = await answered(row, { respCode })
    expect(result).toMatchObject({ outcome: 'rejected', providerCode: respCode })
  })

  it('a code that nobody knows leaves open what was done', async () => {
    const { result } = await answered(row, { respCode: 'ZZ' })
    expect(result).toMatchObject({ code: 'PROVIDER_ERROR', outcome: 'unknown' })
  })

  it('is never sent twice by itself, since the second would be refused', async () => {
    let asked = 0
    const { client } = openUnionpay(() => {
      asked += 1
      throw new DOMException('no answer', 'TimeoutError')
    })
    expect(await failure(call({ ...client, attempts: 3 }))).toMatchObject({ code: 'TIMEOUT', outcome: 'unknown' })
    expect(asked).toBe(1)
  })

  it('is accepted, which is not done', async () => {
    const { result, requests } = await answered(row, { queryId: itsNumber })
    expect(judged(requests)[0]).toMatchObject({
      ...wire,
      channelType: '07',
      txnTime: laterText,
      txnAmt: '2500',
      backUrl: 'http://www.specialUrl.com',
    })
    expect(result).toMatchObject({ [names[0]]: wire.orderId, [names[1]]: itsNumber, paymentId, status: 'pending' })
    expect(result).toMatchObject({ placedAt: later, amount })
  })

  it('is accepted without UnionPay’s number of it, too', async () => {
    const { result } = await answered(row, {})
    expect(result).toMatchObject({ status: 'pending' })
    expect(result).not.toHaveProperty(names[1])
  })

  it('has an address for its webhook, a text that comes back, and further fields', async () => {
    const more = { notifyUrl: 'https://shop.example/told?shop=1', passback: 'shelf 3', more: { channelType: '08' } }
    const { client, sent } = openUnionpay({})
    await call(client, { ...more, more: { riskRateInfo: '{commodityName=tea}' } })
    expect(sent[0]).toMatchObject({
      backUrl: more.notifyUrl,
      reqReserved: 'shelf 3',
      riskRateInfo: '{commodityName=tea}',
    })
    expect(await failure(call(client, more))).toMatchObject({ code: 'PARAMETERS_INVALID', fields: [{ path: 'more' }] })
  })
})

describe.each(rows.slice(0, 2))('$action of a payment by QR code', ({ call, wire }) => {
  const named = { paymentId: undefined, orderId: tea.orderId, orderPlacedAt: placedAt }

  it('names it by the shop’s own number and time', async () => {
    const { client, requests } = openUnionpay({})
    await call(client, named)
    const [sent] = judged(requests)
    expect(sent).toMatchObject({ orderId: wire.orderId, origOrderId: tea.orderId, origTxnTime: '20260304120000' })
    expect(sent).not.toHaveProperty('origQryId')
  })

  it('learns UnionPay’s number of the payment where it is told', async () => {
    const { client } = openUnionpay({ origQryId: paymentId })
    expect(await call(client, named)).toMatchObject({ paymentId })
  })

  it.each([
    [{ ...named, orderPlacedAt: undefined }, 'or orderId and orderPlacedAt'],
    [{ ...named, orderId: undefined }, 'or orderId and orderPlacedAt'],
    [{ paymentId: undefined }, 'or orderId and orderPlacedAt'],
    [{ ...named, paymentId }, 'must not be given together'],
  ])('wants one of the two, and whole: %j', async (given, problem) => {
    const { client, sent } = openUnionpay({})
    const error = await failure(call(client, given))
    expect(error).toMatchObject({ code: 'PARAMETERS_INVALID', outcome: 'not-sent' })
    expect(error.fields).toMatchObject([{ path: 'paymentId', problem: expect.stringContaining(problem) }])
    expect(sent).toEqual([])
  })
})
