import { getCancel, getCapture, getFreeze, getRefund } from 'shroff/unionpay'
import { describe, expect, it } from 'vitest'
import { failure } from '../support/failure.js'
import { accountOf, openUnionpay, paidTea, placedAt } from '../support/unionpay.js'
import { itsNumber, judged, later, laterText, paymentId } from '../support/unionpay-following.js'
import { clockAt } from '../support/wechatpay.js'

// Each transaction is found by its own number and time alone, which the shop had before the call.

const done = { ...paidTea, queryId: itsNumber, origQryId: paymentId }
type Asked = { client: ReturnType<typeof openUnionpay>['client'] }

const rows = [
  {
    action: 'getRefund',
    ask: ({ client }: Asked) => getRefund(client, { refundId: 'T0001001R1', placedAt: later }),
    number: 'T0001001R1',
    txnTypes: ['04'],
    missing: 'REFUND_NOT_FOUND',
    names: ['refundId', 'providerRefundId'],
  },
  {
    action: 'getCancel',
    ask: ({ client }: Asked) => getCancel(client, { cancelId: 'T0001001C1', placedAt: later }),
    number: 'T0001001C1',
    txnTypes: ['31', '32', '33'],
    missing: 'ORDER_NOT_FOUND',
    names: ['cancelId', 'providerCancelId'],
  },
  {
    action: 'getCapture',
    ask: ({ client }: Asked) => getCapture(client, { captureId: 'T0001001P1', placedAt: later }),
    number: 'T0001001P1',
    txnTypes: ['03'],
    missing: 'ORDER_NOT_FOUND',
    names: ['captureId', 'providerCaptureId'],
  },
] as const

describe.each(rows)('$action', ({ ask, number, txnTypes, missing, names }) => {
  const [txnType] = txnTypes

  it('34: not there, which is no proof that nothing was done', async () => {
    const error = await failure(ask(openUnionpay({ respCode: '34' })))
    expect(error).toMatchObject({ code: missing, outcome: 'unknown', next: expect.stringContaining('not proof') })
  })

  it.each([
    ['orderId', 'T0001001R2'],
    ['txnTime', '20260304120000'],
    ['txnType', '01'],
  ])('takes no answer about another one: %s', async (name, value) => {
    const told = openUnionpay({ ...done, txnType, txnSubType: '00', [name]: value })
    expect(await failure(ask(told))).toMatchObject({ code: 'REPLY_MISMATCH' })
  })

  it.each(['03', '04', '05', '01', '12', '34', '60'])('is pending while nobody knows: %s', async (origRespCode) => {
    const told = openUnionpay({ txnType, origRespCode, origRespMsg: 'x[1]', origQryId: paymentId })
    expect(await ask(told)).toMatchObject({ status: 'pending', providerCode: origRespCode, paymentId })
  })

  it.each(['36', '45', '63'])('is closed where it was refused: %s', async (origRespCode) => {
    expect(await ask(openUnionpay({ txnType, origRespCode }))).toMatchObject({ status: 'closed' })
  })

  // Taken for a refusal, it would be done a second time under another number.
  it.each(['A1', 'ZZ', '97'])('is never closed by a code that nobody knows: %s', async (origRespCode) => {
    expect(await ask(openUnionpay({ txnType, origRespCode }))).toMatchObject({ status: 'pending' })
  })

  it.each(txnTypes)('tells of its end, with its own number apart from that of what it is about: %s', async (type) => {
    const { client, requests } = openUnionpay({ ...done, txnType: type, txnSubType: '00' })
    const found = await ask({ client })
    expect(judged(requests)[0]).toMatchObject({ txnType: '00', orderId: number, txnTime: laterText })
    expect(found).toMatchObject({ [names[0]]: number, [names[1]]: itsNumber, paymentId, status: 'succeeded' })
    expect(found).toMatchObject({ placedAt: later, amount: { currency: 'CNY', value: 2500 }, settleDate: '0304' })
    expect(Object.keys(found)).not.toContain('standing')
  })
})

describe('getFreeze', () => {
  const ask = (fields: Record<string, string>, account = accountOf()) =>
    getFreeze(openUnionpay(fields, account).client, { freezeId: 'F0001001', placedAt })
  const at = (iso: string) => accountOf({ clock: clockAt(Date.parse(`2026-03-04T${iso}+08:00`)) })
  const told = (origRespCode: string, txnSubType: string) => ({ txnType: '02', txnSubType, origRespCode })

  it('34: not there, which is no proof that nothing is held', async () => {
    expect(await failure(ask({ respCode: '34' }))).toMatchObject({ code: 'ORDER_NOT_FOUND', outcome: 'unknown' })
  })

  it('takes no payment for a hold', async () => {
    expect(await failure(ask(paidTea))).toMatchObject({ code: 'REPLY_MISMATCH' })
  })

  it('is pending until its time is over, and a payer’s code fails at once', async () => {
    expect((await ask(told('64', '05'))).status).toBe('pending')
    expect((await ask(told('64', '05'), at('12:15:01'))).status).toBe('failed')
    expect((await ask(told('64', '04'))).status).toBe('failed')
    expect((await ask(told('05', '04'), at('12:15:01'))).status).toBe('processing')
  })

  it('tells the number by which the money is taken or let go', async () => {
    const held = await ask({ ...paidTea, txnType: '02', txnSubType: '05' })
    expect(held).toMatchObject({ freezeId: 'F0001001', placedAt, status: 'frozen', authorizationId: paymentId })
    expect(held).not.toHaveProperty('paymentId')
  })
})
