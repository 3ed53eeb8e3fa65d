import { advanceClock, createMockGateway, pay, reset } from 'shroff/mock'
import { getBalances, transferFunds } from 'shroff/ripple-payments'
import { addFunds, mockRipplePayments, moveTransfer } from 'shroff/ripple-payments/mock'
import { describe, expect, it } from 'vitest'
import { codeOf, thrown } from '../support/failure.js'
import { noon } from '../support/noon.js'
import { beneficiary, openRipple } from '../support/ripple-payments.js'

type Init = { method?: string; headers?: Record<string, string>; body?: string }

/** Calls as somebody else's program makes them, with a token. */
async function program(options: Parameters<typeof mockRipplePayments>[0] = {}) {
  const mock = await createMockGateway({ providers: [mockRipplePayments(options)], now: noon })
  const { clientId, clientSecret } = mock.credentials('ripple-payments')
  const ask = async (path: string, { headers, ...init }: Init = {}) => {
    const request = new Request(`https://api.test.ripple.com${path}`, { ...init, headers: { ...headers } })
    const response = await mock.fetch(request)
    const text = await response.text()
    return { status: response.status, text, json: JSON.parse(text), headers: response.headers }
  }
  const grant = { grant_type: 'client_credentials', audience: 'urn:ripplexcurrent-test:mocktenant' }
  const json = { 'content-type': 'application/json' }
  const body = JSON.stringify({ client_id: clientId, client_secret: clientSecret, ...grant })
  const { json: got } = await ask('/v2/oauth/token', { method: 'POST', headers: json, body })
  const authorization = `Bearer ${got.access_token}`
  const post = (path: string, value: unknown) =>
    ask(path, { method: 'POST', headers: { ...json, authorization }, body: JSON.stringify(value) })
  const get = (path: string) => ask(path, { headers: { authorization } })
  return { mock, ask, post, get, grant, clientId, clientSecret, got }
}

const wire = {
  quoteAmount: 100,
  quoteAmountType: 'SOURCE_AMOUNT',
  sourceCurrency: 'USD',
  destinationCurrency: 'MXN',
  payoutCategory: 'BANK',
  payinCategory: 'PRE_FUNDING',
}

describe('the mock', () => {
  it('gives tokens for credentials in JSON, in a form, and in HTTP’s header', async () => {
    const { ask, grant, clientId, clientSecret, got } = await program()
    expect(got).toMatchObject({ expires_in: 3600, token_type: 'Bearer', scope: expect.stringContaining(' ') })
    const form = new URLSearchParams({ client_id: clientId, client_secret: clientSecret, ...grant })
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    const inForm = await ask('/v2/oauth/token', { method: 'POST', headers: type, body: form.toString() })
    const basic = { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}`, 'content-type': 'application/json' }
    const inHeader = await ask('/v2/oauth/token', { method: 'POST', headers: basic, body: JSON.stringify(grant) })
    expect([inForm.status, inHeader.status]).toEqual([200, 200])
    expect(new Set([got.access_token, inForm.json.access_token, inHeader.json.access_token]).size).toBe(3)
  })

  it.each([
    [400, 'invalid_request', { grant_type: undefined }],
    [400, 'invalid_request', { grant_type: 'password' }],
    [400, 'invalid_request', { audience: '' }],
    [401, 'access_denied', { client_secret: 'x' }],
    [401, 'access_denied', { client_id: 'x' }],
    [403, 'access_denied', { audience: 'urn:ripplexcurrent-test:other' }],
  ])('refuses them as OAuth does: %i %s %j', async (status, error, wrong) => {
    const { ask, grant, clientId, clientSecret } = await program()
    const body = JSON.stringify({ client_id: clientId, client_secret: clientSecret, ...grant, ...wrong })
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body }
    expect(await ask('/v2/oauth/token', init)).toMatchObject({ status, json: { error } })
  })

  it('asks for the token first of all, and for one that is still good', async () => {
    const { mock, ask, get } = await program()
    for (const authorization of ['', 'Bearer', 'Bearer x', 'Basic x'])
      expect(await ask('/v2/balances', { headers: { authorization } })).toMatchObject({
        status: 401,
        json: { status: 401, errors: [{ type: 'AUTH_ERROR' }] },
      })
    advanceClock(mock, 600_000)
    expect((await get('/v2/oauth/token/test')).json).toEqual([{ message: 'token_ok', seconds_to_expiry: 3000 }])
    advanceClock(mock, 3_000_000)
    expect((await get('/v2/oauth/token/test')).status).toBe(401)
  })

  it('writes numbers that no double holds, and never as JSON would write it again', async () => {
    const { post } = await program()
    const { status, text, json, headers } = await post('/v2/quotes/quote-collection', wire)
    expect(status).toBe(201)
    expect(text).toContain('"adjustedRate":19.746512345678901}')
    expect(json.quotes[0].adjustedExchangeRate.adjustedRate).toBeTypeOf('number')
    expect(text).not.toBe(JSON.stringify(json))
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  })

  it.each([
    ['USR_001', { sourceCurrency: 'dollars' }],
    ['USR_001', { quoteAmountType: 'AMOUNT' }],
    ['USR_001', { quoteAmount: '100' }],
    ['USR_001', { quoteAmount: 0.5 }],
    ['USR_001', { payoutCategory: undefined }],
    ['USR_013', { quoteAmount: 1 }],
    ['USR_014', { payinCategory: 'CASH' }],
    ['USR_015', { payoutCategory: 'PIGEON' }],
  ])('refuses a quote by %s: %j', async (code, wrong) => {
    const { post } = await program()
    const answer = await post('/v2/quotes/quote-collection', { ...wire, ...wrong })
    expect(answer).toMatchObject({ status: 400, json: { errors: [{ code, type: 'USER_ERROR' }] } })
  })

  it('tells of quotes by their own numbers and those of their collections', async () => {
    const { mock, post, get } = await program({ quoteLifetime: 60_000 })
    const { json } = await post('/v2/quotes/quote-collection', wire)
    const [quote] = json.quotes
    expect((await get(`/v2/quotes/${quote.quoteId}`)).json).toEqual(quote)
    expect((await get(`/v2/quotes/quote-collection/${json.quoteCollectionId}`)).json).toEqual(json)
    advanceClock(mock, 60_000)
    expect((await get(`/v2/quotes/${quote.quoteId}`)).json).toEqual({ ...quote, quoteStatus: 'EXPIRED' })
    expect((await get('/v2/quotes/none')).json.errors[0].code).toBe('USR_011')
    expect((await get('/v2/quotes/quote-collection/none')).json.errors[0].code).toBe('USR_012')
  })

  it('tells of the steps of a payment, and takes labels', async () => {
    const { mock, post, get, ask, got } = await program()
    const { json } = await post('/v2/quotes/quote-collection', wire)
    const { quoteId } = json.quotes[0]
    const made = await post('/v3/payments', { quoteId, ...beneficiary, paymentLabels: ['a'] })
    expect([made.status, made.json.paymentLabels, made.json.originator]).toMatchObject([
      201,
      ['a'],
      { payin: 'PRE_FUNDING' },
    ])
    moveTransfer(mock, { quoteId, state: 'COMPLETED' })
    const { stateTransitions } = (await get(`/v3/payments/${quoteId}/states`)).json
    expect(stateTransitions.map(({ updatedTo }: { updatedTo: string }) => updatedTo)).toEqual([
      'INITIATED',
      'VALIDATING',
      'TRANSFERRING',
      'COMPLETED',
    ])
    const headers = { authorization: `Bearer ${got.access_token}`, 'content-type': 'application/json' }
    const patch = (value: unknown) =>
      ask(`/v3/payments/${quoteId}/labels`, { method: 'PATCH', headers, body: JSON.stringify(value) })
    expect((await patch({ paymentLabels: ['b'] })).json).toEqual({ paymentId: quoteId, paymentLabels: ['b'] })
    expect((await patch({})).status).toBe(400)
    const stamp = { filter: { afterTimestamp: '2026-01-01T00:00:00Z' } }
    expect((await post('/v3/payments/filter', stamp)).status).toBe(400)
  })

  it('makes one payment of one quote, and none of one that is over', async () => {
    for (const repeatsPayments of [false, true]) {
      const { mock, post } = await program({ unconfirmed: { repeatsPayments } })
      const { json } = await post('/v2/quotes/quote-collection', wire)
      const { quoteId } = json.quotes[0]
      const first = await post('/v3/payments', { quoteId, ...beneficiary })
      const again = await post('/v3/payments', { quoteId, ...beneficiary })
      expect(again.status).toBe(repeatsPayments ? 201 : 400)
      if (repeatsPayments) expect(again.json).toEqual(first.json)
      expect((await post('/v3/payments/filter', {})).json.data).toHaveLength(1)
      const other = (await post('/v2/quotes/quote-collection', wire)).json.quotes[0].quoteId
      advanceClock(mock, 900_000)
      expect((await post('/v3/payments', { quoteId: other, ...beneficiary })).status).toBe(400)
      expect((await post('/v3/payments', { quoteId: other })).status).toBe(400)
      const none = { quoteId: '00000000-0000-4000-8000-000000000000', ...beneficiary }
      expect((await post('/v3/payments', none)).json.errors[0].code).toBe('USR_011')
    }
  })

  it('says what it does not play, and plays what a test adds', async () => {
    const { get, post, ask, got } = await program({
      routes: { 'GET /v2/ledger-transactions': ({ query }) => ({ of: query.get('currency'), transactions: [] }) },
    })
    expect((await get('/v2/ledger-transactions?currency=USD')).json).toEqual({ of: 'USD', transactions: [] })
    const missing = await get('/v3/other')
    expect([missing.status, missing.json.errors[0].description]).toEqual([
      404,
      expect.stringContaining("mockRipplePayments({ routes: { 'GET /v3/other'"),
    ])
    expect((await post('/v3/identities', { identityType: 'BUSINESS', paymentRole: 'BENEFICIARY' })).status).toBe(400)
    const headers = { authorization: `Bearer ${got.access_token}` }
    expect((await ask('/v3/payments', { method: 'POST', headers, body: 'x' })).status).toBe(400)
  })

  it('refuses without a list where it is told to', async () => {
    const { get } = await program({ unconfirmed: { bareErrors: true } })
    expect((await get('/v3/payments/none')).json).toMatchObject({ code: 'USR_002', status: 404, type: 'NOT_FOUND' })
  })

  it('has no payer, and its controls say what there is not', async () => {
    const { mock, client, quoteId } = await openRipple()
    await expect(pay(mock, { provider: 'ripple-payments', orderId: 'P-1' })).rejects.toThrow('has no order')
    const move = (state: 'COMPLETED' | 'RETURNED' | 'FAILED' | 'INITIATED') => () =>
      moveTransfer(mock, { quoteId, state })
    expect(move('COMPLETED')).toThrow('no payment of the quote')
    await transferFunds(client, { transferId: 'P-1', quoteId, ...beneficiary })
    expect(move('INITIATED')).toThrow('is INITIATED, from where it does not become INITIATED')
    move('COMPLETED')()
    expect(move('FAILED')).toThrow('is COMPLETED')
    move('RETURNED')()
    expect(move('RETURNED')).toThrow('is RETURNED')
    expect(() => addFunds(mock, { currency: 'USD', value: '-1' })).toThrow(RangeError)
    reset(mock)
    expect((await getBalances(client)).balances).toMatchObject([{ available: { value: '100000' } }])
    expect(await codeOf(transferFunds(client, { transferId: 'P-1', quoteId, ...beneficiary }))).toBe('REQUEST_REFUSED')
  })

  it.each([
    [{ rates: { 'USD-MXN': 'x' } }],
    [{ balances: { USD: 1 } }],
    [{ quoteLifetime: 0 }],
    [{ endpoint: 'shop' }],
    [{ unconfirmed: { repeats: true } }],
    [{ payments: 1 }],
  ])('refuses an option that there is not: %j', (wrong) => {
    expect(thrown(() => mockRipplePayments(wrong as never)).code).toBe('CONFIG_INVALID')
  })
})
