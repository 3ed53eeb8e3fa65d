import { isShroffError } from 'shroff'
import { quotePayment, transferFunds } from 'shroff/ripple-payments'
import { moveTransfer } from 'shroff/ripple-payments/mock'
import { describe, expect, it } from 'vitest'
import { failure } from '../support/failure.js'
import type { Passage } from '../support/line.js'
import { beneficiary, bodyOf, openRipple, pathsOf, wanted } from '../support/ripple-payments.js'

type Shop = Awaited<ReturnType<typeof openRipple>>

const transferId = 'P-7'
const minute = 60_000

/** What was paid, or is on its way, under the number: by the mock's own list. */
async function paid({ mock }: Shop): Promise<number> {
  const { access_token } = await ask(mock, '/v2/oauth/token', {
    ...({ client_id: 'mock-client', grant_type: 'client_credentials' } as const),
    client_secret: mock.credentials('ripple-payments').clientSecret,
    audience: 'urn:ripplexcurrent-test:mocktenant',
  })
  const { data } = await ask(
    mock,
    '/v3/payments/filter',
    { filter: { internalId: transferId }, page: { size: 100 } },
    access_token,
  )
  const live = (data as { paymentState: string; originator: { internalId: string } }[]).filter(
    ({ paymentState, originator }) => originator.internalId === transferId && !/^(FAILED|DECLINED)$/.test(paymentState),
  )
  return live.length
}

async function ask(mock: Shop['mock'], path: string, body: object, token?: string) {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) }
  const request = new Request(`https://api.ripple.com${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  return JSON.parse(await (await mock.fetch(request)).text())
}

type Manners = {
  /** It only pays by what is stored: one worker at a time takes quotes. */
  second?: true
  /** It takes a new quote as soon as anything is unclear. */
  hasty: boolean
  /** It names no earlier quotes, so that the number alone is left. */
  forgetful: boolean
}

/** What a shop keeps of a transfer, the newest last. */
type Stored = { readonly quoteId: string; readonly over: number }[]

/**
 * A job as docs/ripple-payments.md tells to write it: the quote is stored before the call; what is unknown is called again with the same; a
 * new quote is taken when the old one has been over for five minutes, and the old ones go along. With worse manners it pays no second
 * time either.
 */
async function job(shop: Shop, stored: Stored, { hasty, forgetful, second }: Manners): Promise<'paid' | 'later'> {
  const { client, mock } = shop
  const last = stored.at(-1)
  if (!second && (!last || mock.clock.now() >= last.over)) await requote(shop, stored)
  try {
    const [quoteId, ...earlier] = stored.map((quote) => quote.quoteId).reverse()
    if (!quoteId) return 'later'
    const earlierQuoteIds = forgetful ? [] : earlier
    const { status } = await transferFunds(client, { transferId, quoteId, earlierQuoteIds, ...beneficiary })
    if (status !== 'failed') return 'paid'
  } catch (error) {
    if (!isShroffError(error)) throw error
    if (isShroffError(error, 'ORDER_ID_USED')) return 'paid'
  }
  if (hasty) await requote(shop, stored)
  return 'later'
}

async function requote({ client }: Shop, stored: Stored): Promise<void> {
  const { quotes } = await quotePayment(client, wanted).catch(() => ({ quotes: [] }))
  for (const { quoteId, expiresAt } of quotes) stored.push({ quoteId, over: expiresAt!.getTime() + 5 * minute })
}

const faults: readonly Passage[] = [
  'timeout-before',
  'timeout-after',
  'reset-before',
  'reset-after',
  'proxy-page',
  'system-error-before',
  'system-error-after',
  'unavailable',
  'rate-limited',
  'cut',
  'late',
  { status: 400, code: 'USR_001' },
  { status: 402, code: 'USR_067' },
  { status: 400, code: 'USR_999' },
]

describe('a transfer', () => {
  it('is looked for before it is paid', async () => {
    const shop = await openRipple()
    shop.sent.length = 0
    await transferFunds(shop.client, { transferId, quoteId: shop.quoteId, ...beneficiary })
    expect(pathsOf(shop.sent)).toEqual([
      `GET /v3/payments/${shop.quoteId}`,
      'POST /v3/payments/filter',
      'POST /v3/payments',
    ])
    expect(bodyOf(shop.sent[2]!)).toEqual({ quoteId: shop.quoteId, internalId: transferId, ...beneficiary })
  })

  // Each fault at each of the three steps, then the same call again, at once and when the quote is over, and what was late in between.
  const cells = faults.flatMap((fault) => [0, 1, 2].map((step) => [fault, step] as const))
  it.each(cells)('is made once: %j at step %i', async (fault, step) => {
    for (const repeatsPayments of [false, true]) {
      const shop = await openRipple({ unconfirmed: { repeatsPayments, tellsQuotes: repeatsPayments } })
      const given = { transferId, quoteId: shop.quoteId, ...beneficiary }
      shop.line.script = [...Array<Passage>(step).fill('good'), fault]
      const first = await transferFunds(shop.client, given).catch((error: unknown) => error)
      if (isShroffError(first)) {
        const isClear = step === 2 && typeof fault === 'object' && fault.code !== 'USR_999'
        expect(first.outcome).toBe(isClear ? 'rejected' : 'unknown')
        expect([first.action, first.authentic === true]).toEqual(['transferFunds', false])
        if (!isClear) expect(first.next).toContain('Call transferFunds again with the same parameters')
      }
      const again = await transferFunds(shop.client, given)
      for (const land of shop.line.late.splice(0)) await land().catch(() => {})
      expect(await transferFunds(shop.client, given)).toMatchObject({ quoteId: again.quoteId, status: 'pending' })
      expect(await paid(shop)).toBe(1)
    }
  })

  it('is made once by a job that is killed, repeated and late at every step, whatever the seed', async () => {
    const ends = { paid: 0, quotes: 0 }
    for (let seed = 1; seed <= 200; seed += 1) {
      let state = seed * 2654435761
      const random = (below: number) => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0
        return Math.floor((state / 2 ** 32) * below)
      }
      const shop = await openRipple({
        quoteLifetime: 5 * minute,
        unconfirmed: { repeatsPayments: random(2) === 1, tellsQuotes: random(2) === 1, bareErrors: random(2) === 1 },
      })
      const stored: Stored = []
      const manners = { hasty: random(2) === 1, forgetful: random(3) === 0 }
      // Against what comes late only the names of the quotes help.
      const late = Array<Passage>(6).fill('late')
      const possible = manners.forgetful ? faults.filter((fault) => fault !== 'late') : [...faults, ...late]
      let waiting: typeof shop.line.late = []
      let end = 'later'
      for (let run = 0; run < 100; run += 1) {
        shop.line.script = Array.from({ length: 12 }, () =>
          run < 12 && random(4) === 0 ? possible[random(possible.length)]! : 'good',
        )
        const now = run < 12 ? manners : { ...manners, hasty: false }
        const jobs = [job(shop, stored, now)]
        if (random(4) === 0 && stored.length > 0)
          jobs.push(job(shop, [...stored], { ...now, hasty: false, second: true }))
        end = (await Promise.all(jobs))[0]!
        shop.line.script = []
        // What is late comes to light in this run or after the next.
        for (const land of waiting) await land().catch(() => {})
        waiting = shop.line.late.splice(0)
        if (random(3) === 0)
          await waiting
            .shift()?.()
            .catch(() => {})
        if (random(2) === 0) shop.mock.clock.advance(random(4) * minute)
        const live = await paid(shop)
        expect(live, `seed ${seed}, run ${run}`).toBeLessThanOrEqual(1)
        if (end === 'paid') break
      }
      for (const land of waiting) await land().catch(() => {})
      expect([seed, end, await paid(shop)]).toEqual([seed, 'paid', 1])
      ends.paid += 1
      ends.quotes += stored.length
    }
    // Otherwise no second quote was ever taken.
    expect(ends.quotes).toBeGreaterThan(ends.paid * 1.2)
  })
})

describe('an earlier quote', () => {
  it('that may still be paid lets nothing be sent', async () => {
    const shop = await openRipple()
    const { quotes } = await quotePayment(shop.client, wanted)
    const given = { transferId, quoteId: quotes[0]!.quoteId, earlierQuoteIds: [shop.quoteId], ...beneficiary }
    shop.sent.length = 0
    const error = await failure(transferFunds(shop.client, given))
    expect(error).toMatchObject({ code: 'TRANSFER_IN_FLIGHT', outcome: 'not-sent' })
    expect(pathsOf(shop.sent)).not.toContain('POST /v3/payments')
    shop.mock.clock.advance(19 * minute)
    expect(await failure(transferFunds(shop.client, given))).toMatchObject({ code: 'TRANSFER_IN_FLIGHT' })
    shop.mock.clock.advance(minute)
    expect(await failure(transferFunds(shop.client, given))).toMatchObject({
      outcome: 'rejected',
      code: 'REQUEST_REFUSED',
    })
    const fresh = (await quotePayment(shop.client, wanted)).quotes[0]!.quoteId
    const now = { ...given, quoteId: fresh, earlierQuoteIds: [shop.quoteId, given.quoteId] }
    expect(await transferFunds(shop.client, now)).toMatchObject({ quoteId: fresh, status: 'pending' })
  })

  it('that was paid gives its payment, and one that failed lets the next be paid', async () => {
    const shop = await openRipple()
    const first = { transferId, quoteId: shop.quoteId, ...beneficiary }
    await transferFunds(shop.client, first)
    const second = (await quotePayment(shop.client, wanted)).quotes[0]!.quoteId
    const given = { ...first, quoteId: second, earlierQuoteIds: [shop.quoteId] }
    expect((await transferFunds(shop.client, given)).quoteId).toBe(shop.quoteId)
    moveTransfer(shop.mock, { quoteId: shop.quoteId, state: 'DECLINED', code: 'USR_067' })
    expect(await transferFunds(shop.client, first)).toMatchObject({ status: 'failed', providerCode: 'USR_067' })
    expect((await transferFunds(shop.client, given)).quoteId).toBe(second)
    expect(await paid(shop)).toBe(1)
  })

  it('that nobody named is found by the number, and nothing is sent', async () => {
    const shop = await openRipple()
    await transferFunds(shop.client, { transferId, quoteId: shop.quoteId, ...beneficiary })
    const other = (await quotePayment(shop.client, wanted)).quotes[0]!.quoteId
    const error = await failure(transferFunds(shop.client, { transferId, quoteId: other, ...beneficiary }))
    expect(error).toMatchObject({ code: 'ORDER_ID_USED', outcome: 'unknown' })
    expect(error.message).toContain(shop.quoteId)
    // Ripple finds by the beginning of a number.
    const longer = { transferId: 'P', quoteId: other, ...beneficiary }
    expect((await transferFunds(shop.client, longer)).transferId).toBe('P')
  })
})

describe('a quote', () => {
  it('that another number or beneficiary was paid by is not taken for this one', async () => {
    const shop = await openRipple()
    const given = { transferId, quoteId: shop.quoteId, ...beneficiary }
    await transferFunds(shop.client, given)
    for (const change of [
      { transferId: 'P-8' },
      { beneficiaryIdentityId: 'someone' },
      { beneficiaryFinancialInstrumentId: 'elsewhere' },
    ])
      expect(await failure(transferFunds(shop.client, { ...given, ...change }))).toMatchObject({
        code: 'ORDER_ID_USED',
        outcome: 'unknown',
      })
    expect(await paid(shop)).toBe(1)
  })

  it('of which two calls are made at once is paid once, and both say so', async () => {
    const shop = await openRipple()
    const given = { transferId, quoteId: shop.quoteId, ...beneficiary }
    const both = await Promise.all([transferFunds(shop.client, given), transferFunds(shop.client, given)])
    expect(both.map(({ quoteId, status }) => [quoteId, status])).toEqual(Array(2).fill([shop.quoteId, 'pending']))
    expect(await paid(shop)).toBe(1)
  })
})
