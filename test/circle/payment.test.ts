import { tokenAmount } from 'shroff'
import { awaitPayment, closePayment, createPayment, getPayment, listPayments, refundPayment } from 'shroff/circle'
import { movePayment, sendPayment } from 'shroff/circle/mock'
import { advanceClock, expire, failNext, pay } from 'shroff/mock'
import { describe, expect, it } from 'vitest'
import { bodyOf, destination, openAnswering, openCircle, openTea, tea } from '../support/circle.js'
import { failure } from '../support/failure.js'
import { noon } from '../support/noon.js'

const usdc = (text: string) => tokenAmount(text, 'USDC')
const hours = 3_600_000

describe('an order', () => {
  it('waits for its address, and says what to send there', async () => {
    const { client, sent } = await openCircle({}, {}, 1)
    const { reference, status, nextAction, channel, orderId } = await createPayment(client, tea)
    expect([channel, orderId, status]).toEqual(['transfer', 'T-1001', 'pending'])
    expect(nextAction).toEqual({
      type: 'transfer',
      chain: 'BASE',
      address: expect.stringMatching(/^0x[0-9a-f]{40}$/),
      amount: usdc('12.5'),
      expiresAt: new Date(noon.getTime() + 8 * hours),
    })
    expect(sent.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST https://api.circle.com/v1/paymentIntents',
      `GET https://api.circle.com/v1/paymentIntents/${reference}`,
      `GET https://api.circle.com/v1/paymentIntents/${reference}`,
    ])
    expect(bodyOf(sent[0]!)).toEqual({
      idempotencyKey: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
      amount: { amount: '12.50', currency: 'USD' },
      settlementCurrency: 'USD',
      paymentMethods: [{ type: 'blockchain', chain: 'BASE' }],
      merchantWalletId: '1000999922',
      type: 'transient',
    })
  })

  it('is pending without an address where none comes within the time of an attempt', async () => {
    const { client, mock } = await openCircle({ addressAfter: 11_000 })
    const { reference, status, nextAction } = await createPayment(client, tea)
    expect([status, nextAction]).toEqual(['pending', undefined])
    expect(mock.clock.now() - noon.getTime()).toBeLessThanOrEqual(10_000)
    advanceClock(mock, 2000)
    expect((await getPayment(client, { reference })).nextAction?.address).toMatch(/^0x/)
  })

  it('keeps its reference whatever becomes of the waiting', async () => {
    const { client, line } = await openCircle()
    line.script = ['good', 'timeout-after', 'timeout-after']
    const { reference } = await createPayment(client, tea)
    expect(reference).toMatch(/^[0-9a-f-]{36}$/)
    const controller = new AbortController()
    const other = await openCircle({ addressAfter: 60_000 })
    const placed = createPayment(other.client, tea, { signal: controller.signal })
    setTimeout(() => controller.abort(), 0)
    const end = await placed.catch((error: unknown) => error)
    expect(end).toHaveProperty(['reference'], expect.any(String))
  })

  it('is the same when it is placed again, and another one under another number', async () => {
    const { client } = await openCircle()
    const first = await createPayment(client, tea)
    const again = await createPayment(client, tea)
    expect([again.reference, again.nextAction]).toEqual([first.reference, first.nextAction])
    expect((await createPayment(client, { ...tea, orderId: 'T-1002' })).reference).not.toBe(first.reference)
  })

  it.each([
    ['amount', { amount: usdc('12.51') }],
    ['token', { amount: tokenAmount('12.50', 'EURC') }],
    ['chain', { chain: 'ETH' }],
    ['kind', { kind: 'continuous', asset: 'USDC', amount: undefined }],
  ] as const)(
    'of another %s under the same number is told as such, whichever way Circle tells it',
    async (_, other) => {
      for (const answersFirst of [false, true]) {
        const { client } = await openCircle({ unconfirmed: { answersFirst } })
        await createPayment(client, tea)
        const error = await failure(createPayment(client, { ...tea, ...other } as never))
        expect(error).toMatchObject({ code: 'ORDER_ID_USED', outcome: 'unknown', authentic: false })
      }
    },
  )

  it('repeats the same bytes, and is made once', async () => {
    const shop = await openCircle({}, {}, 3)
    shop.line.script = ['timeout-after', 'system-error-after']
    const { reference } = await createPayment(shop.client, tea)
    const posts = shop.sent.filter(({ method }) => method === 'POST').map(({ body }) => new TextDecoder().decode(body))
    expect(posts).toHaveLength(3)
    expect(new Set(posts).size).toBe(1)
    expect((await createPayment(shop.client, tea)).reference).toBe(reference)
  })

  it('without an end has an address for any amount, and is never paid', async () => {
    const { client, mock } = await openCircle()
    const placed = await createPayment(client, {
      channel: 'transfer',
      orderId: 'STANDING',
      kind: 'continuous',
      asset: 'EURC',
      chain: 'XLM',
    })
    const { reference } = placed
    expect(placed.nextAction).toMatchObject({
      address: expect.stringMatching(/^G/),
      tag: expect.stringMatching(/^\d+$/),
    })
    sendPayment(mock, { reference, amount: tokenAmount('3', 'EURC') })
    sendPayment(mock, { reference, amount: tokenAmount('0.000001', 'EURC') })
    const payment = await getPayment(client, { reference })
    expect(payment).toMatchObject({ kind: 'continuous', status: 'pending', state: 'active' })
    expect(payment.received).toEqual(tokenAmount('3.000001', 'EURC'))
    expect([payment.amount, payment.coverage, payment.expiresAt, payment.paymentIds.length]).toEqual([
      undefined,
      undefined,
      undefined,
      2,
    ])
    const { client: without } = await openCircle({}, { merchantWalletId: undefined as never })
    const standing = { channel: 'transfer', orderId: 'S', kind: 'continuous', asset: 'USDC', chain: 'ETH' } as const
    expect(await failure(createPayment(without, standing))).toMatchObject({
      code: 'CONFIG_INVALID',
      outcome: 'not-sent',
    })
  })

  it.each([
    ['orderId', { orderId: '' }],
    ['amount.value', { amount: { asset: 'USDC', value: '0' } }],
    ['amount.value', { amount: { asset: 'USDC', value: '1.0000001' } }],
    ['amount.value', { amount: { asset: 'USDC', value: '1e3' } }],
    ['amount.value', { amount: { asset: 'USDC', value: '1000000000000' } }],
    ['amount.asset', { amount: { asset: 'XRP', value: '1' } }],
    ['chain', { chain: 'base' }],
    ['chain', { chain: 'ETH/../' }],
    ['kind', { kind: 'other' }],
    ['asset', { asset: 'USDC' }],
    ['placedAt', { placedAt: noon }],
  ])('is refused before anything is sent: %s', async (path, wrong) => {
    const { client, sent } = await openCircle()
    const error = await failure(createPayment(client, { ...tea, ...wrong } as never))
    expect(error).toMatchObject({ code: 'PARAMETERS_INVALID', outcome: 'not-sent' })
    expect(error.fields?.map(({ path }) => path)).toEqual([path])
    expect(sent).toEqual([])
  })
})

describe('what has come', () => {
  const rows: [what: string, sent: string[], status: string, coverage: string | undefined, received: string][] = [
    ['nothing', [], 'pending', undefined, '0'],
    ['all of it', ['12.5'], 'paid', 'exact', '12.5'],
    ['all of it in parts', ['10', '2.499999', '0.000001'], 'paid', 'exact', '12.5'],
    ['a part of it', ['12.499999'], 'pending', 'under', '12.499999'],
    ['too much by the least there is', ['12.500001'], 'paid', 'over', '12.500001'],
    ['too much in parts', ['12', '12'], 'paid', 'over', '24'],
  ]
  it.each(rows)('%s', async (_, amounts, status, coverage, received) => {
    const { client, mock, reference } = await openTea()
    for (const amount of amounts) sendPayment(mock, { reference, amount: usdc(amount) })
    const payment = await getPayment(client, { reference })
    expect([payment.status, payment.coverage, payment.received.value]).toEqual([status, coverage, received])
    expect([payment.amount, payment.paymentIds.length, payment.refunds]).toEqual([
      usdc('12.5'),
      amounts.length,
      amounts.length > 0 ? 'none' : undefined,
    ])
    expect([payment.paidAt, payment.paymentId, payment.late]).toEqual(
      status === 'paid' ? [new Date(mock.clock.now()), reference, undefined] : [undefined, undefined, undefined],
    )
    expect(payment.nextAction === undefined).toBe(status !== 'pending')
  })

  it('counts once it has settled, not before', async () => {
    const { client, mock, reference } = await openTea()
    const { paymentId } = sendPayment(mock, { reference, amount: tea.amount, status: 'pending' })
    const status = async () => (await getPayment(client, { reference })).status
    const row = async () => {
      for await (const { status } of listPayments(client, { reference })) return status
    }
    expect([await status(), await row()]).toEqual(['pending', 'pending'])
    movePayment(mock, { paymentId, status: 'confirmed' })
    expect([await status(), await row()]).toEqual(['pending', 'confirmed'])
    movePayment(mock, { paymentId, status: 'paid' })
    expect([await status(), await row()]).toEqual(['paid', 'settled'])
    const failed = await openTea()
    sendPayment(failed.mock, { reference: failed.reference, amount: tea.amount, status: 'failed' })
    expect(await getPayment(failed.client, { reference: failed.reference })).toMatchObject({
      status: 'pending',
      received: { value: '0' },
    })
  })

  it('too little, when the time is over, is closed, and the money is there', async () => {
    const { client, mock, reference } = await openTea()
    sendPayment(mock, { reference, amount: usdc('5') })
    advanceClock(mock, 8 * hours + 1)
    const payment = await getPayment(client, { reference })
    expect(payment).toMatchObject({ status: 'closed', state: 'expired', coverage: 'under', received: usdc('5') })
    expect(payment.nextAction).toBeUndefined()
  })

  it.each([false, true])('too late is paid all the same, and says that it was late: %s', async (completesLate) => {
    const { client, mock, reference } = await openTea({ unconfirmed: { completesLate } })
    await expire(mock, { provider: 'circle', reference })
    expect((await getPayment(client, { reference })).status).toBe('closed')
    advanceClock(mock, 1000)
    sendPayment(mock, { reference, amount: tea.amount })
    const payment = await getPayment(client, { reference })
    expect(payment).toMatchObject({ status: 'paid', coverage: 'exact', paidAt: new Date(mock.clock.now()) })
    expect(payment.late).toBe(completesLate ? undefined : true)
  })

  it('too late and too little stays closed', async () => {
    const { client, mock, reference } = await openTea()
    await expire(mock, { provider: 'circle', reference })
    sendPayment(mock, { reference, amount: usdc('12.499999') })
    expect(await getPayment(client, { reference })).toMatchObject({ status: 'closed', coverage: 'under' })
  })

  it('is paid by the control that pays everywhere', async () => {
    const { client, mock, reference } = await openTea()
    sendPayment(mock, { reference, amount: usdc('0.000001') })
    await pay(mock, { provider: 'circle', reference })
    expect(await getPayment(client, { reference })).toMatchObject({ status: 'paid', coverage: 'exact' })
    await expect(pay(mock, { provider: 'circle', reference })).rejects.toThrow('is paid')
    const other = await openCircle({ addressAfter: 60_000 })
    const placed = await createPayment(other.client, tea)
    await expect(pay(other.mock, { provider: 'circle', reference: placed.reference })).rejects.toThrow('no address')
  })

  it('is waited for', async () => {
    const { client, mock, reference } = await openTea()
    const waiting = awaitPayment(client, { reference })
    sendPayment(mock, { reference, amount: tea.amount })
    expect((await waiting).status).toBe('paid')
    const never = await openTea()
    expect((await awaitPayment(never.client, { reference: never.reference })).status).toBe('pending')
    expect(never.mock.clock.now() - noon.getTime()).toBeGreaterThan(120_000)
  })

  it('of one that was refunded when a part had come is over, and is paid by what comes all the same', async () => {
    const { client, mock, reference } = await openTea()
    sendPayment(mock, { reference, amount: usdc('5') })
    await refundPayment(client, { reference, refundId: 'R-1', amount: usdc('5'), destination })
    const over = await awaitPayment(client, { reference })
    expect(over).toMatchObject({ status: 'closed', state: 'refunded', coverage: 'under', received: usdc('5') })
    expect(over.nextAction).toBeUndefined()
    sendPayment(mock, { reference, amount: usdc('7.5') })
    expect(await getPayment(client, { reference })).toMatchObject({ status: 'paid', late: true, coverage: 'exact' })
  })

  it('of a refunded one is paid, and refunds are some', async () => {
    const { client, mock, reference } = await openTea()
    await pay(mock, { provider: 'circle', reference })
    await refundPayment(client, { reference, refundId: 'R-1', amount: usdc('5'), destination })
    const payment = await getPayment(client, { reference })
    expect(payment).toMatchObject({ status: 'paid', state: 'refunded', refunds: 'some', refunded: usdc('0') })
    movePayment(mock, { paymentId: payment.refundIds[0]!, status: 'paid' })
    expect((await getPayment(client, { reference })).refunded).toEqual(usdc('5'))
  })
})

describe('an intent as Circle may tell it', () => {
  const id = '6e4d4047-db14-4c09-b238-1215aee50d03'
  const intent = (change: object) => ({
    data: {
      id,
      amount: { amount: '1.00', currency: 'USD' },
      amountPaid: { amount: '1.00', currency: 'USD' },
      paymentMethods: [{ type: 'blockchain', chain: 'ETH', address: '0x97de855690955e0da79ce5c1b6804847e7070c7f' }],
      timeline: [{ status: 'complete', time: '2022-07-21T20:19:24.861094Z', context: 'paid' }],
      ...change,
    },
  })
  const read = (change: object) => getPayment(openAnswering(() => intent(change)).client, { reference: id })

  it('of its documentation is read', async () => {
    expect(await read({})).toMatchObject({
      status: 'paid',
      coverage: 'exact',
      paidAt: new Date('2022-07-21T20:19:24.861Z'),
    })
  })

  it.each([
    [
      'complete, but short of money, is over and not paid',
      { amountPaid: { amount: '0.99', currency: 'USD' } },
      'closed',
    ],
    ['complete, with nothing said to have come', { amountPaid: null }, 'closed'],
    ['overpaid by a millionth', { amountPaid: { amount: '1.000001', currency: 'USD' } }, 'paid'],
    ['of a price of nothing', { amount: { amount: '0.00', currency: 'USD' }, amountPaid: null }, 'closed'],
    ['failed', { timeline: [{ status: 'failed', reason: 'fee_collection_failed' }], amountPaid: null }, 'failed'],
    ['refunded after it was complete', { timeline: [{ status: 'refunded' }, { status: 'complete' }] }, 'paid'],
    [
      'refunded after it expired underpaid',
      { timeline: [{ status: 'refunded' }, { status: 'expired' }], amountPaid: { amount: '0.5', currency: 'USD' } },
      'closed',
    ],
  ])('%s', async (_, change, status) => {
    expect((await read(change)).status).toBe(status)
  })

  it.each([
    ['a state of another product', { timeline: [{ status: 'paid' }] }],
    ['no state', { timeline: [] }],
    ['refunded and nothing else', { timeline: [{ status: 'refunded' }] }],
    ['another currency', { amount: { amount: '1.00', currency: 'BTC' } }],
    ['two currencies', { amountPaid: { amount: '1.00', currency: 'EUR' } }],
    ['an amount with an exponent', { amountPaid: { amount: '1e3', currency: 'USD' } }],
    ['a number for an amount', { amountPaid: { amount: 1, currency: 'USD' } }],
    ['a negative amount', { amountPaid: { amount: '-1.00', currency: 'USD' } }],
    ['no time', { timeline: [{ status: 'complete', time: 'soon' }] }],
  ])('is not guessed at: %s', async (_, change) => {
    expect(await failure(read(change))).toMatchObject({ code: 'BODY_INVALID', outcome: 'unknown', authentic: false })
  })

  it('of another id answers another question, by nobody’s signature', async () => {
    const error = await failure(read({ id: '6e4d4047-db14-4c09-b238-1215aee50d04' }))
    expect(error).toMatchObject({ code: 'REPLY_MISMATCH', outcome: 'unknown', authentic: false })
    expect(error.message).not.toMatch(/signed|genuine/)
  })
})

describe('closing', () => {
  it('ends an open payment, once and for all', async () => {
    const { client, mock, reference } = await openTea()
    sendPayment(mock, { reference, amount: usdc('5') })
    const closed = await closePayment(client, { reference })
    expect(closed).toMatchObject({ status: 'closed', coverage: 'under', providerCode: 'requested_by_merchant' })
    expect((await closePayment(client, { reference })).status).toBe('closed')
    expect((await getPayment(client, { reference })).status).toBe('closed')
    sendPayment(mock, { reference, amount: usdc('7.5') })
    expect(await getPayment(client, { reference })).toMatchObject({ status: 'paid', late: true })
  })

  it('is refused for what is paid, what is not there, and what has no end', async () => {
    const { client, mock, reference } = await openTea()
    await pay(mock, { provider: 'circle', reference })
    expect(await failure(closePayment(client, { reference }))).toMatchObject({
      code: 'ORDER_PAID',
      outcome: 'rejected',
    })
    const missing = '00000000-0000-4000-8000-000000000000'
    expect(await failure(closePayment(client, { reference: missing }))).toMatchObject({ code: 'ORDER_NOT_FOUND' })
    const standing = { channel: 'transfer', orderId: 'S', kind: 'continuous', asset: 'USDC', chain: 'ETH' } as const
    const placed = await createPayment(client, standing)
    expect(await failure(closePayment(client, { reference: placed.reference }))).toMatchObject({
      code: 'REQUEST_REFUSED',
    })
  })

  it('whose answer is lost is unknown, and found done', async () => {
    const { client, mock, reference } = await openTea()
    failNext(mock, { provider: 'circle', fault: 'timeout-after' })
    expect(await failure(closePayment(client, { reference }))).toMatchObject({ code: 'TIMEOUT', outcome: 'unknown' })
    expect((await closePayment(client, { reference })).status).toBe('closed')
  })
})
