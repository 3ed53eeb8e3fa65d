import { tokenAmount } from 'shroff'
import { createPayment, getRefund, listPayments, refundPayment } from 'shroff/circle'
import { movePayment, sendPayment } from 'shroff/circle/mock'
import { advanceClock, type Fault, pay } from 'shroff/mock'
import { describe, expect, it } from 'vitest'
import { bodyOf, destination, openAnswering, openCircle, openTea, tea } from '../support/circle.js'
import { failure } from '../support/failure.js'

const usdc = (text: string) => tokenAmount(text, 'USDC')
const day = 24 * 3_600_000

async function openPaid(...given: Parameters<typeof openTea>) {
  const shop = await openTea(...given)
  await pay(shop.mock, { provider: 'circle', reference: shop.reference })
  shop.sent.length = 0
  return { ...shop, refund: { reference: shop.reference, refundId: 'R-1', amount: usdc('5'), destination } }
}

describe('a refund', () => {
  it('goes where the payer says, and is told of by Circle’s id', async () => {
    const { client, mock, sent, refund } = await openPaid()
    const { providerRefundId, ...rest } = await refundPayment(client, refund)
    expect(rest).toMatchObject({ refundId: 'R-1', reference: refund.reference, status: 'pending', amount: usdc('5') })
    expect(bodyOf(sent[0]!)).toEqual({
      idempotencyKey: expect.any(String),
      destination: { address: destination.address, chain: 'BASE' },
      amount: { currency: 'USD' },
      toAmount: { amount: '5.00', currency: 'USD' },
    })
    for (const [wire, status] of [
      ['confirmed', 'pending'],
      ['action_required', 'needs-action'],
      ['paid', 'succeeded'],
    ] as const) {
      movePayment(mock, { paymentId: providerRefundId, status: wire })
      expect((await getRefund(client, { providerRefundId, reference: refund.reference })).status).toBe(status)
    }
  })

  it('of several parts goes up to what has settled, and one that failed gives its part back', async () => {
    const { client, mock, refund } = await openPaid()
    const first = await refundPayment(client, { ...refund, amount: usdc('7.5') })
    const rest = { ...refund, refundId: 'R-2', amount: usdc('5.000001') }
    expect(await failure(refundPayment(client, rest))).toMatchObject({ code: 'REFUND_REFUSED', outcome: 'rejected' })
    await refundPayment(client, { ...refund, refundId: 'R-3', amount: usdc('5') })
    movePayment(mock, { paymentId: first.providerRefundId, status: 'failed' })
    expect((await getRefund(client, { providerRefundId: first.providerRefundId })).status).toBe('closed')
    await refundPayment(client, { ...refund, refundId: 'R-4', amount: usdc('7.5') })
  })

  it('is refused for what has not come, and after 30 days', async () => {
    const { client, mock, reference } = await openTea()
    const refund = { reference, refundId: 'R-1', amount: usdc('1'), destination }
    expect(await failure(refundPayment(client, refund))).toMatchObject({ code: 'REFUND_REFUSED', outcome: 'rejected' })
    sendPayment(mock, { reference, amount: usdc('1') })
    advanceClock(mock, 31 * day)
    expect(await failure(refundPayment(client, refund))).toMatchObject({ code: 'REFUND_REFUSED' })
  })

  it('of what is too little or too late can be given back too', async () => {
    const { client, mock, reference } = await openTea()
    sendPayment(mock, { reference, amount: usdc('3') })
    advanceClock(mock, day)
    const refund = await refundPayment(client, { reference, refundId: 'R-1', amount: usdc('3'), destination })
    expect(refund.status).toBe('pending')
  })

  it.each([
    ['amount', { amount: usdc('6') }],
    ['address', { destination: { ...destination, address: `0x${'cd'.repeat(20)}` } }],
  ])('of another %s under the same number is told as such', async (what, other) => {
    for (const answersFirst of [false, true]) {
      const { client, refund } = await openPaid({ unconfirmed: { answersFirst } })
      const first = await refundPayment(client, refund)
      const second = refundPayment(client, { ...refund, ...other })
      // An address Circle does not tell again: the first refund comes back as it was made.
      if (answersFirst && what === 'address') expect((await second).providerRefundId).toBe(first.providerRefundId)
      else expect(await failure(second)).toMatchObject({ code: 'REFUND_REFUSED', outcome: 'unknown', authentic: false })
    }
  })

  it('of another payment under the same number is told as such', async () => {
    const { client, mock, refund } = await openPaid()
    const { reference } = await createPayment(client, { ...tea, orderId: 'T-2' })
    await pay(mock, { provider: 'circle', reference })
    await refundPayment(client, refund)
    expect(await failure(refundPayment(client, { ...refund, reference }))).toMatchObject({
      code: 'REFUND_REFUSED',
      outcome: 'unknown',
    })
  })

  it('that is not there, is a payment, or is of another intent is not given', async () => {
    const { client, refund } = await openPaid()
    const { providerRefundId } = await refundPayment(client, refund)
    const other = '00000000-0000-4000-8000-000000000000'
    expect(await failure(getRefund(client, { providerRefundId: other }))).toMatchObject({
      code: 'REFUND_NOT_FOUND',
      outcome: 'rejected',
    })
    expect(await failure(getRefund(client, { providerRefundId, reference: other }))).toMatchObject({
      code: 'REPLY_MISMATCH',
    })
    for await (const { paymentId, type } of listPayments(client))
      if (type === 'payment')
        expect(await failure(getRefund(client, { providerRefundId: paymentId }))).toMatchObject({
          code: 'REPLY_MISMATCH',
        })
  })
})

const faults: readonly Fault[] = [
  'timeout-before',
  'timeout-after',
  'reset-before',
  'reset-after',
  'proxy-page',
  'system-error-before',
  'system-error-after',
  'unavailable',
  'rate-limited',
  { status: 400, code: '2' },
  { status: 409, code: '409' },
  { status: 401, code: '401' },
  { status: 500, code: '-1' },
]

/** Refunds of this payment in the mock, whatever anybody was told. */
async function moved({ client, reference }: Awaited<ReturnType<typeof openPaid>>): Promise<number> {
  let count = 0
  for await (const { type } of listPayments(client, { reference })) if (type === 'refund') count += 1
  return count
}

describe('at most one movement of money for a refundId', () => {
  const steps = [0, 1, 2]
  const rows = faults.flatMap((fault) => steps.map((at) => [fault, at] as const))
  it.each(rows)(
    '%j at attempt %i, with a client that repeats by itself, and then again after a crash',
    async (fault, at) => {
      const shop = await openPaid({}, {}, 3)
      shop.line.script = [...Array.from({ length: at }, () => 'timeout-after' as const), fault]
      const first = await refundPayment(shop.client, shop.refund).catch((error: unknown) => error)
      expect(await moved(shop)).toBeLessThanOrEqual(1)
      shop.line.script = []
      // The shop knows its own number only, and asks again with the same.
      const second = await refundPayment(shop.client, shop.refund)
      expect(await moved(shop)).toBe(1)
      if ('providerRefundId' in (first as object))
        expect(second.providerRefundId).toBe((first as typeof second).providerRefundId)
      expect(second.status).toBe('pending')
    },
  )

  it('also of two at once, and of two processes', async () => {
    const shop = await openPaid({}, {}, 3)
    const all = await Promise.all([1, 2, 3, 4].map(() => refundPayment(shop.client, shop.refund)))
    expect(new Set(all.map(({ providerRefundId }) => providerRefundId)).size).toBe(1)
    expect(await moved(shop)).toBe(1)
  })

  it('and a refusal after an unclear attempt is no proof that nothing moved', async () => {
    const shop = await openPaid({}, {}, 3)
    shop.line.script = ['timeout-after', { status: 400, code: '2' }]
    expect(await failure(refundPayment(shop.client, shop.refund))).toMatchObject({
      code: 'REFUND_REFUSED',
      outcome: 'unknown',
    })
    expect(await moved(shop)).toBe(1)
  })
})

describe('the statement', () => {
  it('has every page, whatever size Circle makes them, each row once', async () => {
    const rows = Array.from({ length: 7 }, (_, number) => ({
      id: `00000000-0000-4000-8000-00000000000${number}`,
      type: 'payment',
      status: 'paid',
      amount: { amount: `${number + 1}.00`, currency: 'USD' },
      paymentIntentId: '6e4d4047-db14-4c09-b238-1215aee50d03',
    }))
    const asked: string[] = []
    const { client } = openAnswering(({ url }) => {
      const after = new URL(url).searchParams.get('pageAfter')
      asked.push(after ?? 'first')
      const begin = after ? rows.findIndex(({ id }) => id === after) + 1 : 0
      return { data: rows.slice(begin, begin + 3) }
    })
    const read = []
    for await (const row of listPayments(client)) read.push(row.amount.value)
    expect(read).toEqual(['1', '2', '3', '4', '5', '6', '7'])
    expect(asked).toHaveLength(4)
  })

  it('ends with an error where a page repeats itself, and does not run for ever', async () => {
    const row = {
      id: '00000000-0000-4000-8000-000000000001',
      status: 'paid',
      amount: { amount: '1.00', currency: 'USD' },
    }
    const { client } = openAnswering(() => ({ data: [row] }))
    const read = async () => {
      for await (const _ of listPayments(client));
    }
    expect(await failure(read())).toMatchObject({ code: 'BODY_INVALID' })
  })

  it('has what came and what goes back, of a time and of an order', async () => {
    const shop = await openPaid()
    const from = new Date(shop.mock.clock.now())
    advanceClock(shop.mock, 1000)
    await refundPayment(shop.client, shop.refund)
    const types = async (...given: [parameters?: Parameters<typeof listPayments>[1]]) => {
      const read: string[] = []
      for await (const { type, status, amount } of listPayments(shop.client, ...given))
        read.push(`${type} ${status} ${amount.value}`)
      return read
    }
    expect(await types()).toEqual(['refund pending 5', 'payment settled 12.5'])
    expect(await types({ type: 'payment' })).toEqual(['payment settled 12.5'])
    expect(await types({ from: new Date(from.getTime() + 1) })).toEqual(['refund pending 5'])
    expect(await types({ to: new Date(from.getTime() + 1) })).toEqual(['payment settled 12.5'])
    expect(await types({ reference: '00000000-0000-4000-8000-000000000000' })).toEqual([])
    expect(() => listPayments(shop.client, { from, to: from })).toThrow('must be after from')
  })

  it('has fifty rows and one', async () => {
    const { client, mock, reference } = await openTea()
    for (let number = 0; number < 51; number += 1) sendPayment(mock, { reference, amount: usdc('0.1') })
    let count = 0
    for await (const { payers } of listPayments(client, { reference })) count += payers.length
    expect(count).toBe(51)
    const { sent, client: other } = await openCircle()
    for await (const _ of listPayments(other));
    expect(sent).toHaveLength(1)
  })
})
