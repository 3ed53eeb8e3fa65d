import { advanceClock, decline, pay, settleRefund } from 'shroff/mock'
import { answerNext } from 'shroff/unionpay/mock'
import { describe, expect, it } from 'vitest'
import { kinds, noonText, openMock, provider, tea } from './shop.js'

const day = 24 * 3_600_000
const at = { provider, orderId: tea.orderId } as const
const about = { txnTime: noonText, txnAmt: '2500', backUrl: 'https://shop.example/notify' }
const refundOf = (origQryId: string, number = 1, txnAmt = '500') => ({
  ...kinds.refund,
  ...about,
  orderId: `R100000${number}`,
  txnAmt,
  origQryId,
})

/** A payment by QR code, paid at noon. */
async function paid(options: Parameters<typeof openMock>[0] = {}) {
  const shop = await openMock(options)
  await shop.ask({ ...kinds.qr, ...tea })
  await pay(shop.mock, at)
  await shop.notices()
  const { queryId = '' } = await shop.query()
  return { ...shop, queryId }
}

describe('a refund', () => {
  it('is accepted, and told by its own number and time when it is done', async () => {
    const { mock, ask, query, queryId, notices } = await paid()
    const told = await ask(refundOf(queryId))
    expect(told).toMatchObject({ respCode: '00', origQryId: queryId, queryId: expect.stringMatching(/^\d{21}$/) })
    expect(await query('R1000001')).toMatchObject({ origRespCode: '05', txnType: '04', txnAmt: '500' })
    expect(await notices()).toEqual([])
    await settleRefund(mock, { provider, refundId: 'R1000001' })
    expect(await query('R1000001')).toMatchObject({ origRespCode: '00', queryId: told.queryId!, settleAmt: '500' })
    expect(await notices()).toMatchObject([{ txnType: '04', orderId: 'R1000001', txnAmt: '500', origQryId: queryId }])
    // The payment is what it was.
    expect(await query()).toMatchObject({ origRespCode: '00', txnAmt: '2500' })
  })

  it('that fails is told by the query alone, and its money may go back again', async () => {
    const { mock, ask, query, queryId, notices } = await paid()
    await ask(refundOf(queryId, 1, '2500'))
    expect((await ask(refundOf(queryId, 2, '1'))).respCode).toBe('45')
    await settleRefund(mock, { provider, refundId: 'R1000001', status: 'closed' })
    expect(await query('R1000001')).toMatchObject({ origRespCode: '63' })
    expect(await notices()).toEqual([])
    expect((await ask(refundOf(queryId, 2, '2500'))).respCode).toBe('00')
    await expect(settleRefund(mock, { provider, refundId: 'R1000002', status: 'needs-action' })).rejects.toThrow(
      'never needs action',
    )
  })

  it('is done at once where the mock is told so', async () => {
    const { ask, query, queryId, notices } = await paid({ instantRefunds: true })
    await ask(refundOf(queryId))
    expect(await query('R1000001')).toMatchObject({ origRespCode: '00' })
    expect(await notices()).toHaveLength(1)
  })

  it('takes what is left, and no more', async () => {
    const { ask, queryId } = await paid()
    const codes = []
    for (const [number, amount] of [
      [1, '1000'],
      [2, '1501'],
      [3, '1500'],
      [4, '1'],
    ] as const)
      codes.push((await ask(refundOf(queryId, number, amount))).respCode)
    expect(codes).toEqual(['00', '36', '00', '45'])
  })

  it('finds its payment by number and time too, and none that there is not or that nobody paid', async () => {
    const { mock, ask, queryId } = await paid()
    const { origQryId: _, ...byNumber } = refundOf('')
    expect((await ask(byNumber)).respCode).toBe('13')
    const original = { origOrderId: tea.orderId, origTxnTime: tea.txnTime }
    expect(await ask({ ...byNumber, ...original })).toMatchObject({ respCode: '00', origQryId: queryId })
    const other = { ...byNumber, orderId: 'R1000002' }
    expect((await ask({ ...other, ...original, origTxnTime: '20260304115959' })).respCode).toBe('35')
    expect((await ask(refundOf('123456789012345678901', 3))).respCode).toBe('35')
    await ask({ ...kinds.qr, ...tea, orderId: 'T1000002' })
    await decline(mock, { provider, orderId: 'T1000002' })
    expect((await ask({ ...other, ...original, origOrderId: 'T1000002' })).respCode).toBe('35')
  })

  it('ends after 330 days', async () => {
    const { mock, ask, queryId } = await paid()
    advanceClock(mock, 330 * day)
    const now = { txnTime: '20270128120000' }
    expect((await ask({ ...refundOf(queryId), ...now })).respCode).toBe('00')
    advanceClock(mock, 1_000)
    expect((await ask({ ...refundOf(queryId, 2), ...now })).respCode).toBe('35')
  })

  it('has a number of its own among those of orders', async () => {
    const { ask, queryId, mock } = await paid()
    expect((await ask({ ...refundOf(queryId), orderId: tea.orderId })).respCode).toBe('12')
    expect((await ask(refundOf(queryId))).respCode).toBe('00')
    expect((await ask(refundOf(queryId))).respCode).toBe('12')
    const again = { ...refundOf(queryId), txnTime: '20260304120001', txnAmt: '700' }
    expect((await ask(again)).respCode).toBe('00')
    await settleRefund(mock, { provider, refundId: 'R1000001', placedAt: new Date('2026-03-04T12:00:00+08:00') })
    await settleRefund(mock, { provider, refundId: 'R1000001' })
    await expect(settleRefund(mock, { provider, refundId: 'R1000001' })).rejects.toThrow('is succeeded')
  })

  it.each([true, false])('whose end nobody knows: 05, and it moved: %s', async (moves) => {
    const { mock, ask, query, queryId } = await paid()
    answerNext(mock, { txnType: '04', respCode: '05', moves })
    expect((await ask(refundOf(queryId))).respCode).toBe('05')
    expect((await query('R1000001')).respCode).toBe(moves ? '00' : '34')
  })
})

describe('a void', () => {
  const undo = (origQryId: string, more = {}) => ({ ...kinds.void, ...about, orderId: 'V1000001', origQryId, ...more })

  it('is done at once, and told', async () => {
    const { ask, query, queryId, notices } = await paid()
    expect(await ask(undo(queryId))).toMatchObject({ respCode: '00', origQryId: queryId })
    expect(await query('V1000001')).toMatchObject({ origRespCode: '00', txnType: '31', txnAmt: '2500' })
    expect(await notices()).toMatchObject([{ txnType: '31', orderId: 'V1000001', origQryId: queryId }])
    expect((await ask(undo(queryId, { orderId: 'V1000002' }))).respCode).toBe('45')
    expect((await ask(refundOf(queryId))).respCode).toBe('45')
  })

  it('is of all that was paid, on the same clearing day, and before any refund', async () => {
    const { mock, ask, queryId } = await paid()
    expect((await ask(undo(queryId, { txnAmt: '2499' }))).respCode).toBe('36')
    expect((await ask(undo('123456789012345678901'))).respCode).toBe('35')
    advanceClock(mock, 11 * 3_600_000)
    expect((await ask(undo(queryId, { txnTime: '20260304230000' }))).respCode).toBe('35')
    const { ask: askOther, queryId: other } = await paid()
    await askOther(refundOf(other))
    expect((await askOther(undo(other))).respCode).toBe('45')
  })

  it('without an address worth the name is not told', async () => {
    const { ask, queryId, notices } = await paid()
    await ask(undo(queryId, { backUrl: 'http://www.specialUrl.com' }))
    expect(await notices()).toEqual([])
  })
})

describe('a reversal', () => {
  const reversal = { ...kinds.reversal, orderId: tea.orderId, txnTime: tea.txnTime }

  it('names the payment itself, gives back what was paid, and may come again', async () => {
    const { ask, query, queryId, notices } = await paid()
    for (const _ of [1, 2]) expect(await ask(reversal)).toMatchObject({ respCode: '00', orderId: tea.orderId })
    expect(await query()).toMatchObject({ respCode: '00', origRespCode: '30' })
    expect(await notices()).toEqual([])
    expect((await ask(refundOf(queryId))).respCode).toBe('45')
    // At the address of queries it is unconfirmed: one SDK sends it there.
    const { mock, ask: other, sign, post } = await openMock()
    await other({ ...kinds.qr, ...tea })
    expect((await post('https://gateway.test.95516.com/gateway/api/queryTrans.do', sign(reversal))).status).toBe(200)
    await expect(pay(mock, at)).rejects.toThrow('is closed')
  })

  it('closes what nobody has paid', async () => {
    const { mock, ask, query } = await openMock()
    await ask({ ...kinds.qr, ...tea })
    await ask(reversal)
    expect(await query()).toMatchObject({ origRespCode: '30' })
    await expect(pay(mock, at)).rejects.toThrow('is closed')
  })

  it('of nothing, of what was refunded, and on another clearing day is refused', async () => {
    const { mock, ask, queryId } = await paid()
    expect((await ask({ ...reversal, orderId: 'T1000009' })).respCode).toBe('34')
    await ask(refundOf(queryId))
    expect((await ask(reversal)).respCode).toBe('45')
    await settleRefund(mock, { provider, refundId: 'R1000001', status: 'closed' })
    advanceClock(mock, 11 * 3_600_000)
    expect((await ask(reversal)).respCode).toBe('35')
  })

  it('leaves the payment told as paid, where that is asked for (unconfirmed)', async () => {
    const { ask, query } = await paid({ unconfirmed: { tellsReversedPaid: true } })
    await ask(reversal)
    expect(await query()).toMatchObject({ origRespCode: '00' })
  })
})

describe('held money', () => {
  const hold = { ...kinds.hold, ...tea, orderId: 'F1000001', txnAmt: '10000' }
  const capture = (origQryId: string, txnAmt: string, orderId = 'P1000001') => ({
    ...kinds.capture,
    ...about,
    orderId,
    txnAmt,
    origQryId,
  })
  const undo = (kind: 'voidHold' | 'voidCapture', origQryId: string, txnAmt: string, orderId = 'V1000001') => ({
    ...kinds[kind],
    ...about,
    orderId,
    txnAmt,
    origQryId,
  })

  async function held() {
    const shop = await openMock()
    await shop.ask(hold)
    await pay(shop.mock, { provider, orderId: 'F1000001' })
    const { queryId = '' } = await shop.query('F1000001')
    return { ...shop, queryId }
  }

  it('is told as a hold, taken once, up to 115 %, and each is told', async () => {
    const { ask, query, queryId, notices } = await held()
    expect((await ask(capture(queryId, '11501'))).respCode).toBe('36')
    const taken = await ask(capture(queryId, '11500'))
    expect(taken).toMatchObject({ respCode: '00', origQryId: queryId })
    expect(await query('P1000001')).toMatchObject({ origRespCode: '00', txnType: '03', settleAmt: '11500' })
    expect((await ask(capture(queryId, '1', 'P1000002'))).respCode).toBe('45')
    expect((await ask(undo('voidHold', queryId, '10000'))).respCode).toBe('35')
    expect((await notices()).map(({ txnType, origQryId }) => [txnType, origQryId])).toEqual([
      ['02', undefined],
      ['03', queryId],
    ])
    // A taking is refunded like a payment.
    expect((await ask(refundOf(taken.queryId!))).respCode).toBe('00')
    expect((await ask(undo('voidCapture', taken.queryId!, '11500'))).respCode).toBe('45')
  })

  it('may be taken for nothing, which lets it go', async () => {
    const { ask, queryId } = await held()
    expect((await ask(capture(queryId, '0'))).respCode).toBe('00')
  })

  it('is let go, once', async () => {
    const { ask, queryId, notices } = await held()
    expect((await ask(undo('voidHold', queryId, '9999'))).respCode).toBe('36')
    expect((await ask(undo('voidHold', queryId, '10000'))).respCode).toBe('00')
    expect((await ask(undo('voidHold', queryId, '10000', 'V1000002'))).respCode).toBe('45')
    expect((await ask(capture(queryId, '1'))).respCode).toBe('45')
    expect((await notices()).map(({ txnType }) => txnType)).toEqual(['02', '32'])
  })

  it('is held again when its taking is undone', async () => {
    const { ask, queryId } = await held()
    const { queryId: taken = '' } = await ask(capture(queryId, '10000'))
    expect((await ask(undo('voidCapture', taken, '10000'))).respCode).toBe('00')
    expect((await ask(capture(queryId, '4000', 'P1000002'))).respCode).toBe('00')
  })

  it('is no payment: neither refunded nor voided as one', async () => {
    const { ask, queryId } = await held()
    expect((await ask(refundOf(queryId))).respCode).toBe('35')
    expect(
      (await ask({ ...kinds.void, ...about, orderId: 'V1000001', txnAmt: '10000', origQryId: queryId })).respCode,
    ).toBe('35')
  })
})
