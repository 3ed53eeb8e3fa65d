import { cancelPayment, cancelPaymentParameters } from 'shroff/unionpay'
import { describe, expect, it } from 'vitest'
import { failure } from '../support/failure.js'
import { openUnionpay, placedAt, tea, txnTime } from '../support/unionpay.js'
import { judged, paymentId } from '../support/unionpay-following.js'

// The void, which has a number of its own, is in following.test.ts.

const reversal = { orderId: tea.orderId, placedAt }

describe('the reversal', () => {
  it.each([
    ['orderId', 'T0001002'],
    ['txnTime', '20260304120001'],
    // The answer to the charge itself has the same number and time.
    ['txnType', '01'],
  ])('takes no answer to another question: %s', async (name, value) => {
    const { client } = openUnionpay({ [name]: value })
    expect(await failure(cancelPayment(client, reversal))).toMatchObject({ code: 'REPLY_MISMATCH', outcome: 'unknown' })
  })

  it.each(['03', '04', '05'])('%s: nobody knows', async (respCode) => {
    const { client } = openUnionpay({ respCode })
    const error = await failure(cancelPayment(client, reversal))
    expect(error).toMatchObject({ outcome: 'unknown', next: expect.stringContaining('Call cancelPayment again') })
  })

  it.each([
    ['34', 'ORDER_NOT_FOUND'],
    ['35', 'REFUND_REFUSED'],
    ['36', 'REFUND_REFUSED'],
    ['45', 'REFUND_REFUSED'],
  ])('%s: %s', async (respCode, code) => {
    const { client } = openUnionpay({ respCode })
    expect(await failure(cancelPayment(client, reversal))).toMatchObject({ code, outcome: 'rejected' })
  })

  it('is sent again where its answer is lost, for it names the payment itself', async () => {
    let asked = 0
    const { client } = openUnionpay(() => {
      asked += 1
      if (asked === 1) throw new DOMException('no answer', 'TimeoutError')
      return {}
    })
    expect(await cancelPayment({ ...client, attempts: 3 }, reversal)).toMatchObject({ orderId: tea.orderId })
    expect(asked).toBe(2)
  })

  it('has the number and the time of the payment, and nothing of its own', async () => {
    const { client, requests } = openUnionpay({})
    expect(await cancelPayment(client, reversal)).toMatchObject({ orderId: tea.orderId, placedAt })
    const [sent] = judged(requests)
    expect(sent).toMatchObject({ txnType: '99', txnSubType: '01', orderId: tea.orderId, txnTime })
    for (const name of ['txnAmt', 'backUrl', 'origQryId']) expect(sent).not.toHaveProperty(name)
  })
})

describe('what cancelPayment takes', () => {
  const voiding = { cancelId: 'T0001001C1', placedAt, amount: tea.amount, paymentId }
  const pathsOf = (given: object | undefined) =>
    cancelPaymentParameters['~standard'].validate(given).issues?.map(({ path }) => path.join('.'))

  it.each([
    [undefined, ['']],
    [{}, ['orderId', 'placedAt']],
    [{ orderId: tea.orderId }, ['placedAt']],
    [{ ...reversal, amount: tea.amount }, ['amount']],
    [{ ...reversal, notifyUrl: tea.notifyUrl }, ['notifyUrl']],
    [{ ...reversal, cancelId: 'T0001001C1' }, ['amount']],
    [{ ...reversal, cancelId: 'T0001001C1', amount: tea.amount }, ['paymentId']],
    [{ ...voiding, amount: undefined }, ['amount']],
    [{ ...voiding, placedAt: undefined }, ['placedAt']],
    [{ ...voiding, cancelId: 'T_1' }, ['cancelId']],
  ])('%j is refused', (given, paths) => {
    expect(pathsOf(given)).toEqual(paths)
  })

  it.each([reversal, voiding])('%j is taken', (given) => {
    expect(pathsOf(given)).toBeUndefined()
  })
})
