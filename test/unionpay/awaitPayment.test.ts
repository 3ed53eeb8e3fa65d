import { awaitPayment } from 'shroff/unionpay'
import { expect, it } from 'vitest'
import { failure } from '../support/failure.js'
import { noon } from '../support/noon.js'
import { accountOf, openUnionpay, paidTea, placedAt, tea } from '../support/unionpay.js'

const asked = { orderId: tea.orderId, placedAt }
const minutes = (...all: number[]) => all.map((each) => each * 60)
const open = { txnType: '01', txnSubType: '07', txnAmt: '2500', origRespCode: '05' }
const notFound = { respCode: '34' }

/** What is answered in turn, the last one again and again; each wait moves the clock, and is kept in seconds. */
function waiting(...answers: Record<string, string>[]) {
  const waits: number[] = []
  let now = noon.getTime()
  const clock = {
    now: () => now,
    sleep: async (milliseconds: number) => {
      waits.push(milliseconds / 1000)
      now += milliseconds
    },
  }
  let at = 0
  const opened = openUnionpay(() => answers[Math.min(at++, answers.length - 1)]!, accountOf({ clock }))
  return { ...opened, waits }
}

it('asks about a payer’s code after 1, 2, 4, 8, 16 and 32 seconds, and gives back the last answer', async () => {
  const { client, waits } = waiting({ ...open, txnSubType: '06' })
  expect(await awaitPayment(client, { ...asked, channel: 'barcode' })).toMatchObject({ status: 'processing' })
  expect(waits).toEqual([1, 2, 4, 8, 16, 32])
})

it('asks about all others after minutes, and last after the time to pay, when the answer is final', async () => {
  const refused = { ...open, origRespCode: '64' }
  const { client, waits } = waiting(refused)
  expect(await awaitPayment(client, asked)).toMatchObject({ status: 'failed' })
  // 12:05, 12:15, when it may still be paid, and 12:45.
  expect(waits).toEqual(minutes(5, 10, 30))
})

it.each([
  ['2026-03-04T12:03:00+08:00', [5]],
  ['2026-03-04T12:14:59+08:00', [5, 10]],
  ['2026-03-04T13:30:00+08:00', [5, 10, 30, 60]],
  ['2026-03-05T12:00:00+08:00', [5, 10, 30, 60, 120]],
  ['2026-03-04T11:00:00+08:00', [5]],
])('goes on no further than to the first query after expiresAt: %s', async (expiresAt, waited) => {
  const { client, waits } = waiting(notFound)
  const error = await failure(awaitPayment(client, { ...asked, channel: 'qr', expiresAt: new Date(expiresAt) }))
  expect(error).toMatchObject({ code: 'ORDER_NOT_FOUND', outcome: 'unknown' })
  expect(waits).toEqual(minutes(...waited))
})

it('ends when it is paid, whatever it met: not found, busy, still open', async () => {
  const { client, waits } = waiting(notFound, { respCode: '06' }, open, paidTea)
  const expiresAt = new Date(noon.getTime() + 86_400_000)
  expect(await awaitPayment(client, { ...asked, expiresAt })).toMatchObject({ status: 'paid', amount: tea.amount })
  expect(waits).toEqual(minutes(5, 10, 30, 60))
})

it('refuses before it waits', async () => {
  const { client, waits } = waiting(paidTea)
  const error = await failure(awaitPayment(client, { ...asked, channel: 'jsapi' as never, placedAt: 'noon' as never }))
  expect(error.fields).toMatchObject([{ path: 'placedAt' }, { path: 'channel' }])
  expect(waits).toEqual([])
})
