import { explainTransfer, getPayment } from 'shroff/xrpl'
import { describe, expect, it } from 'vitest'
import { failure } from '../support/failure.js'
import { openAnswering, s1, tea } from '../support/xrpl.js'

const address = 'r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59'
const one = { hosts: [s1] } as const
const error = (code: string, more = {}) => ({ result: { error: code, status: 'error', ...more } })

// From the wire: refusals in the envelope, Clio's without one, xrpld's in plain text.
describe('a server that refuses', () => {
  it.each<[string, object | string, number, string, string]>([
    ['an error with status 200', error('noNetwork'), 200, 'PROVIDER_UNAVAILABLE', 'unknown'],
    ['an error without number or words', error('tooBusy'), 200, 'PROVIDER_UNAVAILABLE', 'unknown'],
    ['a range that it does not have', error('lgrIdxMalformed'), 200, 'PROVIDER_UNAVAILABLE', 'unknown'],
    ['an account that is not there', error('actNotFound', { error_code: 19 }), 200, 'NOT_PERMITTED', 'rejected'],
    ['parameters', error('invalidParams', { error_message: 'no' }), 200, 'REQUEST_REFUSED', 'rejected'],
    ['with a code that nobody knows', error('somethingNew'), 200, 'PROVIDER_ERROR', 'unknown'],
    ['a fault of its own', error('internal'), 500, 'PROVIDER_UNAVAILABLE', 'unknown'],
    ['what it would refuse, but with 500', error('invalidParams'), 500, 'REQUEST_REFUSED', 'unknown'],
    ['Clio’s rate limit', { error: 'slowDown', status: 'error', type: 'response' }, 503, 'RATE_LIMITED', 'unknown'],
    ['an overload in plain text', 'Server is overloaded\r\n', 503, 'PROVIDER_UNAVAILABLE', 'unknown'],
    ['everybody, in plain text', 'Forbidden\r\n', 403, 'PROVIDER_ERROR', 'unknown'],
    ['by a page of a proxy', '<html>', 200, 'PROVIDER_ERROR', 'unknown'],
    ['by an empty body', '', 200, 'PROVIDER_ERROR', 'unknown'],
    ['with neither success nor error', { result: {} }, 200, 'BODY_INVALID', 'unknown'],
    ['with a list', [], 200, 'BODY_INVALID', 'unknown'],
    ['with a number', '7', 200, 'BODY_INVALID', 'unknown'],
  ])('%s', async (_, body, status, code, outcome) => {
    const { client } = openAnswering(() => body, one, status)
    const refused = await failure(getPayment(client, tea))
    expect(refused).toMatchObject({ code, outcome, authentic: false, provider: 'xrpl', action: 'getPayment' })
    expect(refused.message).toMatch(/s1\.ripple\.com:51234|not in/)
  })
})

const entry = (change: object = {}, meta: object | null = {}, around: object = {}) => ({
  hash: 'A'.repeat(64),
  ledger_index: 92_000_000,
  validated: true,
  tx_json: {
    ...{ Account: 'rP', Destination: address, DestinationTag: 1001, TransactionType: 'Payment', Flags: 0 },
    date: tea.placedAt.getTime() / 1000 - 946_684_800,
    ...change,
  },
  meta: meta && { TransactionIndex: 0, TransactionResult: 'tesSUCCESS', delivered_amount: '1000000', ...meta },
  ...around,
})
const page = (transactions: unknown[], more: object = {}) => ({
  result: {
    ...{ account: address, ledger_index_min: 32_570, ledger_index_max: 92_000_001, transactions, status: 'success' },
    ...more,
  },
})
const xrp = { ...tea, amount: { asset: 'XRP', value: '1' } } as const

/** What getPayment makes of these transactions; the server's first ledger is as old as can be. */
const told = (transactions: unknown[], more?: object) => {
  const { client } = openAnswering(
    ({ method }) =>
      method === 'ledger' ? { result: { ledger: { close_time: 0 }, status: 'success' } } : page(transactions, more),
    one,
  )
  return getPayment(client, xrp)
}

describe('an answer', () => {
  it('is read by what was delivered, whatever version it is of', async () => {
    expect(await told([entry()])).toMatchObject({ status: 'paid', received: { value: '1' } })
    // The time as text, where there is no number.
    const { date: _, ...tx_json } = entry().tx_json
    expect(await told([entry({}, {}, { tx_json, close_time_iso: '2026-03-04T04:00:07Z' })])).toMatchObject({
      paidAt: new Date('2026-03-04T04:00:07Z'),
    })
    const { tx_json: tx, hash, ledger_index, ...rest } = entry()
    expect(await told([{ ...rest, tx: { ...tx, hash, ledger_index } }])).toMatchObject({ status: 'paid' })
  })

  it.each<[string, unknown]>([
    ['what was ordered in place of what was delivered', entry({ Amount: '1000000' }, { delivered_amount: null })],
    ['the raw field of partial payments', entry({}, { DeliveredAmount: '1000000', delivered_amount: undefined })],
    ['a delivered amount that is a number', entry({}, { delivered_amount: 1_000_000 })],
    ['a delivered amount with a sign', entry({}, { delivered_amount: '-1000000' })],
    ['what no ledger has validated', entry({}, {}, { validated: undefined })],
    ['another’s account, but for its case', entry({ Destination: address.toLowerCase() })],
    ['a transaction without a destination', entry({ Destination: undefined })],
    ['a tag that is none', entry({ DestinationTag: null })],
  ])('does not count %s', async (_, transaction) => {
    expect(await told([transaction])).toMatchObject({ status: 'pending', received: { value: '0' } })
  })

  it.each<[string, () => Promise<unknown>, string]>([
    ['about another account', () => told([], { account: 'rOther' }), 'REPLY_MISMATCH'],
    ['without the range that was searched', () => told([], { ledger_index_min: undefined }), 'BODY_INVALID'],
    ['with a transaction that has no hash', () => told([entry({}, {}, { hash: 'A' })]), 'BODY_INVALID'],
    ['with a validated one that has no result', () => told([entry({}, null)]), 'BODY_INVALID'],
    ['with a validated one that has no place', () => told([entry({}, { TransactionIndex: null })]), 'BODY_INVALID'],
    ['with a validity that is a word', () => told([entry({}, {}, { validated: 'true' })]), 'BODY_INVALID'],
    ['with a tag that is a text', () => told([entry({ DestinationTag: '1001' })]), 'BODY_INVALID'],
    ['with one of no ledger', () => told([entry({}, {}, { ledger_index: undefined })]), 'BODY_INVALID'],
  ])('is refused %s', async (_, ask, code) => {
    expect(await failure(ask())).toMatchObject({ code, authentic: false, outcome: 'unknown' })
  })

  it('about another transaction is refused', async () => {
    const { client } = openAnswering(() => ({ result: { ...entry(), status: 'success' } }), one)
    expect(await failure(explainTransfer(client, { ...xrp, hash: 'B'.repeat(64) }))).toMatchObject({
      code: 'REPLY_MISMATCH',
      authentic: false,
    })
    expect(await explainTransfer(client, { ...xrp, hash: 'a'.repeat(64) })).toMatchObject({ counts: true })
  })

  it('of thousands of members is read: how many there are is for payers to decide', async () => {
    const AffectedNodes = Array.from({ length: 3000 }, () => ({ ModifiedNode: { a: 1, b: 2, c: 3, d: 4 } }))
    expect(await told([entry({}, { AffectedNodes })])).toMatchObject({ status: 'paid' })
  })
})
