import { createClient, type Transport } from 'shroff'
import { failNext } from 'shroff/mock'
import {
  callProvider,
  getBalances,
  getTransfer,
  listTransfers,
  quotePayment,
  type RippleTransfer,
  ripplePayments,
  transferFunds,
} from 'shroff/ripple-payments'
import { addFunds, moveTransfer } from 'shroff/ripple-payments/mock'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { failure, thrown } from '../support/failure.js'
import { beneficiary, bodyOf, openAnswering, openRipple, pathsOf, token, wanted } from '../support/ripple-payments.js'

const all = async (transfers: AsyncIterable<RippleTransfer>) => {
  const found: RippleTransfer[] = []
  for await (const transfer of transfers) found.push(transfer)
  return found
}

describe('a quote', () => {
  it('names what is paid, what arrives and what is taken of it, to the last digit', async () => {
    const { client, sent } = await openRipple()
    const { quotes } = await quotePayment(client, wanted)
    expect(quotes).toMatchObject([
      {
        status: 'active',
        source: { currency: 'USD', value: '1000' },
        // (1000 − 5) × 19.746512345678901, rounded half up.
        destination: { currency: 'MXN', value: '19647.78' },
        rate: '19.746512345678901',
        fees: [{ currency: 'USD', value: '5' }],
        taxes: [],
        expiresAt: new Date('2026-03-04T04:15:00.000Z'),
      },
    ])
    expect(bodyOf(sent.at(-1)!)).toEqual({
      quoteAmount: 1000,
      quoteAmountType: 'SOURCE_AMOUNT',
      sourceCurrency: 'USD',
      destinationCurrency: 'MXN',
      destinationCountry: 'MX',
      payoutCategory: 'BANK',
      payinCategory: 'PRE_FUNDING',
    })
  })

  it('of what shall arrive is asked for by that', async () => {
    const { client, sent } = await openRipple()
    const destination = { currency: 'RLUSD', value: '123456789.123456', network: 'Ethereum' }
    const given = { source: { currency: 'USD', country: 'US' }, destination, payoutCategory: 'CRYPTO' }
    const { quotes } = await quotePayment(client, { ...given, payinCategory: 'CREDIT_FUNDING' })
    expect(quotes[0]!.destination).toEqual({ currency: 'RLUSD', value: '123456789.123456' })
    // The number stands there digit for digit.
    expect(new TextDecoder().decode(sent.at(-1)!.body)).toContain('"quoteAmount":123456789.123456,')
    expect(bodyOf(sent.at(-1)!)).toMatchObject({
      quoteAmountType: 'DESTINATION_AMOUNT',
      destinationBlockchainNetwork: 'Ethereum',
      sourceCountry: 'US',
    })
  })

  it.each([
    ['source.value', { source: { currency: 'USD' } }],
    ['source.value', { destination: { currency: 'MXN', value: '1' } }],
    ['source.value', { source: { currency: 'USD', value: '0.99' } }],
    ['source.value', { source: { currency: 'USD', value: '1e3' } }],
    ['source.value', { source: { currency: 'USD', value: '1.0000001' } }],
    ['source.value', { source: { currency: 'USD', value: '1234567890.123456' } }],
    ['source.value', { source: { currency: 'USD', value: 1000 } }],
    ['source.currency', { source: { currency: 'usd', value: '1' } }],
    ['destination.country', { destination: { currency: 'MXN', country: 'Mexico' } }],
    ['amount', { amount: '1' }],
  ])('is refused before anything is sent: %s', async (path, wrong) => {
    const { client, sent } = await openRipple()
    sent.length = 0
    const error = await failure(quotePayment(client, { ...wanted, ...wrong } as never))
    expect([error.code, error.fields?.[0]?.path, sent.length]).toEqual(['PARAMETERS_INVALID', path, 0])
  })

  it('of other currencies than those asked for is the answer to another question', async () => {
    const quote = { quoteId: 'q', quoteStatus: 'ACTIVE', sourceCurrency: 'EUR', destinationCurrency: 'MXN' }
    const { client } = openAnswering(() => ({ quoteCollectionId: 'c', quotes: [quote] }))
    expect(await failure(quotePayment(client, wanted))).toMatchObject({ code: 'REPLY_MISMATCH', authentic: false })
  })
})

describe('a transfer', () => {
  const transfer = { transferId: 'P-7', ...beneficiary }

  it('goes step by step to its end, and may come back after that', async () => {
    const { client, mock, quoteId } = await openRipple()
    const given = { ...transfer, quoteId, memo: 'ORDER 2025-09-001', labels: ['batch=1'], purposeCode: 'PAYR' }
    expect(await transferFunds(client, given)).toMatchObject({
      transferId: 'P-7',
      quoteId,
      status: 'pending',
      state: 'INITIATED',
      source: { currency: 'USD', value: '1000' },
      ...beneficiary,
    })
    const balance = async () => {
      const { balances } = await getBalances(client, { currency: 'USD' })
      return balances.map(({ available, reserved }) => [available.value, reserved.value])
    }
    expect(await balance()).toEqual([['99000', '1000']])
    moveTransfer(mock, { quoteId, state: 'TRANSFERRING' })
    expect(await balance()).toEqual([['99000', '0']])
    expect(await getTransfer(client, { quoteId })).toMatchObject({ status: 'pending', state: 'TRANSFERRING' })
    moveTransfer(mock, { quoteId, state: 'COMPLETED' })
    expect(await getTransfer(client, { quoteId })).toMatchObject({ status: 'succeeded', state: 'COMPLETED' })
    moveTransfer(mock, { quoteId, state: 'RETURNED' })
    expect(await getTransfer(client, { quoteId })).toMatchObject({ status: 'returned', providerCode: 'SYS_120' })
    expect(await balance()).toEqual([['100000', '0']])
    // It was paid once: to pay again is another transfer.
    expect(await transferFunds(client, given)).toMatchObject({ status: 'returned' })
  })

  it.each(['DECLINED', 'FAILED'] as const)('that is %s leaves the money where it was', async (state) => {
    const { client, mock, quoteId } = await openRipple()
    await transferFunds(client, { ...transfer, quoteId })
    moveTransfer(mock, { quoteId, state, code: 'USR_067' })
    expect(await getTransfer(client, { quoteId })).toMatchObject({ status: 'failed', state, providerCode: 'USR_067' })
    expect((await getBalances(client)).balances).toMatchObject([{ available: { value: '100000' } }])
  })

  it('that waits for funds says so, and until when; a state that is new is pending', async () => {
    const { client, mock } = await openRipple()
    const { quotes } = await quotePayment(client, { ...wanted, payinCategory: 'JIT_FUNDING' })
    const { quoteId } = quotes[0]!
    expect(await transferFunds(client, { ...transfer, quoteId })).toMatchObject({
      status: 'needs-action',
      fundingExpiresAt: expect.any(Date),
    })
    moveTransfer(mock, { quoteId, state: 'COMPLETED' })
    expect((await getTransfer(client, { quoteId })).status).toBe('succeeded')
    const payment = { paymentId: quoteId, paymentState: 'constructor' }
    expect(await getTransfer(openAnswering(() => payment).client, { quoteId })).toMatchObject({ status: 'pending' })
  })

  it('over what there is is refused, and the same call pays once there are funds', async () => {
    const { client, mock, quoteId } = await openRipple({ balances: { USD: '999.99' } })
    expect(await failure(transferFunds(client, { ...transfer, quoteId }))).toMatchObject({
      code: 'BALANCE_TOO_LOW',
      outcome: 'rejected',
      providerCode: 'USR_067',
    })
    addFunds(mock, { currency: 'USD', value: '0.01' })
    expect(await transferFunds(client, { ...transfer, quoteId })).toMatchObject({ status: 'pending' })
  })

  it('whose refusal cannot be looked into is unknown', async () => {
    const { client, line, quoteId } = await openRipple()
    line.script = ['good', 'good', { status: 400, code: 'USR_001' }, 'cut']
    const error = await failure(transferFunds(client, { ...transfer, quoteId }))
    expect(error).toMatchObject({ code: 'REQUEST_REFUSED', outcome: 'unknown' })
    expect(error.next).toContain('same parameters')
  })

  it('that nobody made is not found, also where Ripple tells of the quote as of a payment', async () => {
    for (const tellsQuotes of [false, true]) {
      const { client, quoteId } = await openRipple({ unconfirmed: { tellsQuotes } })
      expect(await failure(getTransfer(client, { quoteId }))).toMatchObject({
        code: 'ORDER_NOT_FOUND',
        outcome: 'rejected',
        next: expect.stringContaining('transferFunds'),
      })
    }
  })

  it('is found by its number in the list, and by that alone', async () => {
    const { client, mock, sent, quoteId } = await openRipple()
    await transferFunds(client, { ...transfer, quoteId })
    const quotes = await Promise.all(Array.from({ length: 120 }, () => quotePayment(client, wanted)))
    mock.clock.advance(1000)
    addFunds(mock, { currency: 'USD', value: '200000' })
    for (const [place, { quotes: made }] of quotes.entries())
      await transferFunds(client, { ...transfer, transferId: `P-7${place}`, quoteId: made[0]!.quoteId })
    expect((await all(listTransfers(client, { transferId: 'P-7' }))).map((one) => one.quoteId)).toEqual([quoteId])
    sent.length = 0
    const found = await all(listTransfers(client))
    expect([found.length, new Set(found.map((one) => one.quoteId)).size]).toEqual([121, 121])
    expect(pathsOf(sent)).toEqual(Array(3).fill('POST /v3/payments/filter'))
    const at = mock.clock.now()
    const since = listTransfers(client, { from: new Date(at), states: ['INITIATED'] })
    expect(await all(since)).toHaveLength(120)
    expect(await all(listTransfers(client, { to: new Date(at - 1) }))).toHaveLength(1)
    expect(await all(listTransfers(client, { states: ['RETURNED'] }))).toEqual([])
    // The guard of the number passes over those that only begin like it.
    const fresh = (await quotePayment(client, wanted)).quotes[0]!.quoteId
    expect((await transferFunds(client, { ...transfer, transferId: 'P-', quoteId: fresh })).transferId).toBe('P-')
  })

  it('is no list that says the same page again', async () => {
    const row = { paymentId: '7ea3399c-1234-5678-8d8f-d320ea406630', paymentState: 'COMPLETED' }
    const { client } = openAnswering(() => ({ data: [row], page: { lastPageToken: 'again' } }))
    expect(await failure(all(listTransfers(client)))).toMatchObject({ code: 'BODY_INVALID' })
    expect(thrown(() => listTransfers(client, { from: new Date(2), to: new Date(1) })).code).toBe('PARAMETERS_INVALID')
  })

  it.each([
    ['transferId', { transferId: 'x'.repeat(37) }],
    ['transferId', { transferId: 'a\nb' }],
    ['quoteId', { quoteId: 'q' }],
    ['earlierQuoteIds.0', { earlierQuoteIds: ['q'] }],
    ['beneficiaryIdentityId', { beneficiaryIdentityId: undefined }],
    ['labels', { labels: Array(11).fill('x') }],
    ['amount', { amount: '1' }],
  ])('is refused before anything is sent: %s', async (path, wrong) => {
    const { client, sent, quoteId } = await openRipple()
    sent.length = 0
    const error = await failure(transferFunds(client, { ...transfer, quoteId, ...wrong } as never))
    expect([error.code, error.fields?.[0]?.path, sent.length]).toEqual(['PARAMETERS_INVALID', path, 0])
  })
})

describe('a token', () => {
  it('is asked for once, however many calls wait for it, and kept', async () => {
    const { client, mock, sent } = await openRipple()
    sent.length = 0
    mock.clock.advance(3_600_000)
    await Promise.all(Array.from({ length: 5 }, () => getBalances(client)))
    await getBalances(client)
    expect(pathsOf(sent).filter((path) => path === 'POST /v2/oauth/token')).toHaveLength(1)
    expect(sent).toHaveLength(7)
  })

  it('is renewed a minute before its end, or in the middle of a short life', async () => {
    for (const [tokenLifetime, wait] of [
      [3600, 3_540_000],
      [60, 30_000],
    ] as const) {
      const { client, mock, sent } = await openRipple({ tokenLifetime })
      mock.clock.advance(wait - 1)
      await getBalances(client)
      const before = sent.length
      mock.clock.advance(1)
      await getBalances(client)
      expect(pathsOf(sent.slice(before))).toEqual(['POST /v2/oauth/token', 'GET /v2/balances'])
    }
  })

  it('that Ripple takes no more is replaced once, by a query; what pays is not sent again by itself', async () => {
    const { client, line, sent, quoteId } = await openRipple()
    const refused = { status: 401, code: 'AUTH_001' }
    sent.length = 0
    line.script = [refused]
    await getBalances(client)
    expect(pathsOf(sent)).toEqual(['GET /v2/balances', 'POST /v2/oauth/token', 'GET /v2/balances'])
    sent.length = 0
    line.script = ['good', 'good', refused]
    const error = await failure(transferFunds(client, { transferId: 'P-1', quoteId, ...beneficiary }))
    expect(error).toMatchObject({ status: 401, outcome: 'unknown' })
    expect(pathsOf(sent).filter((path) => path === 'POST /v3/payments')).toHaveLength(1)
  })

  it('that cannot be had lets nothing be sent, and the next call asks again', async () => {
    const { client, mock, line, sent, quoteId } = await openRipple()
    mock.clock.advance(3_600_000)
    sent.length = 0
    for (const fault of ['timeout-after', 'system-error-before', 'proxy-page', 'rate-limited'] as const) {
      line.script = [fault]
      const error = await failure(transferFunds(client, { transferId: 'P-1', quoteId, ...beneficiary }))
      expect(error).toMatchObject({ outcome: 'not-sent', action: 'transferFunds', provider: 'ripple-payments' })
    }
    expect(new Set(pathsOf(sent))).toEqual(new Set(['POST /v2/oauth/token']))
    failNext(mock, { provider: 'ripple-payments', fault: 'timeout-before' })
    const patient = createClient({ account: client.account, transport: client.transport, retry: { attempts: 2 } })
    expect((await getBalances(patient)).balances).toHaveLength(1)
  })

  it.each([
    ['no time', { access_token: token, expires_in: 0 }],
    ['an endless time', { access_token: token, expires_in: 1e300 }],
    ['a line end in it', { access_token: 'a\r\nx: y', expires_in: 3600 }],
    ['no token', { expires_in: 3600 }],
  ])('with %s is none', async (_, said) => {
    const account = ripplePayments({ clientId: 'id', clientSecret: 'secret-secret', tenantId: 't' })
    const transport: Transport = async () => ({
      status: 200,
      headers: {},
      body: new TextEncoder().encode(JSON.stringify(said)),
    })
    const client = createClient({ account, transport, retry: { attempts: 1 } })
    expect(await failure(getBalances(client))).toMatchObject({ code: 'BODY_INVALID', outcome: 'not-sent' })
  })
})

describe('a number of the wire', () => {
  it('is read digit for digit, as no number of JavaScript’s would have it', async () => {
    const body =
      '{"timestamp":"2026-03-04T04:00:00Z","balances":[{"currency":"USD","availableBalance":90071992547409931.10,"reservedBalance":1e-7},{"currency":"A\\"1","availableBalance":0.1,"reservedBalance":0}]}'
    const { balances } = await getBalances(openAnswering(() => body).client)
    expect(balances).toEqual([
      {
        available: { currency: 'USD', value: '90071992547409931.1' },
        reserved: { currency: 'USD', value: '0.0000001' },
      },
      { available: { currency: 'A"1', value: '0.1' }, reserved: { currency: 'A"1', value: '0' } },
    ])
  })

  it.each(['-1', '"-0.01"', '"1,000"', '"abc"'])('that is none is refused: %s', async (value) => {
    const body = `{"timestamp":"2026-03-04T04:00:00Z","balances":[{"currency":"USD","availableBalance":${value},"reservedBalance":0}]}`
    expect(await failure(getBalances(openAnswering(() => body).client))).toMatchObject({ code: 'BODY_INVALID' })
  })
})

describe('callProvider', () => {
  const schema = z.object({ identityId: z.string(), version: z.string() })
  const identity = {
    identityType: 'BUSINESS',
    paymentRole: 'BENEFICIARY',
    internalId: 'S-3',
    business: { businessName: 'Botsford', incorporationCountry: 'MX' },
  }

  it('makes an identity and its account, and pays to those only', async () => {
    const { client, quoteId } = await openRipple()
    const made = await callProvider(client, { method: 'POST', path: '/v3/identities', body: identity, schema })
    expect(made.version).toBe('1')
    const instrument = await callProvider(client, {
      method: 'POST',
      path: `/v3/identities/${made.identityId}/financial-instruments`,
      body: {
        financialInstrumentType: 'MX_SPEI',
        currency: 'MXN',
        label: 'x',
        mxSpei: { clabe: '002010077777777771' },
      },
      schema: z.object({ financialInstrumentId: z.string() }),
    })
    const found = await callProvider(client, {
      method: 'GET',
      path: '/v3/identities/by-internal-id/S-3',
      schema: z.object({ identityId: z.string(), version: z.string() }),
    })
    // A number, as its text.
    expect(found).toEqual({ identityId: made.identityId, version: '1' })
    const to = {
      beneficiaryIdentityId: made.identityId,
      beneficiaryFinancialInstrumentId: instrument.financialInstrumentId,
    }
    const nobody = await failure(transferFunds(client, { transferId: 'P-1', quoteId, ...beneficiary }))
    expect(nobody).toMatchObject({ code: 'REQUEST_REFUSED', outcome: 'rejected', providerCode: 'USR_002' })
    expect(await transferFunds(client, { transferId: 'P-1', quoteId, ...to })).toMatchObject(to)
  })

  it('takes an answer without a body, which is no payment', async () => {
    const path = '/v3/identities/2f4ac57f-c5ba-4051-b51f-b3565778717b'
    for (const status of [200, 204]) {
      const { client } = openAnswering(() => '', status)
      expect(await callProvider(client, { method: 'DELETE', path })).toBeUndefined()
      const nothing = failure(getTransfer(client, { quoteId: '2f4ac57f-c5ba-4051-b51f-b3565778717b' }))
      expect(await nothing).toMatchObject({ code: 'BODY_INVALID', outcome: 'unknown', authentic: false })
    }
    const { client } = await openRipple({ routes: { 'DELETE /v3/identities/{id}': () => undefined } })
    expect(await callProvider(client, { method: 'DELETE', path })).toBeUndefined()
  })

  it.each([
    [{ method: 'HEAD', path: '/v2/balances' }],
    [{ method: 'GET', path: '/v1/balances' }],
    [{ method: 'GET', path: '/v2/../v3/payments' }],
    [{ method: 'GET', path: '/v3/identities/%2e%2e/x' }],
    [{ method: 'GET', path: '/v2/balances', body: {} }],
    [{ method: 'GET', path: '/v2/balances', url: 'x' }],
    [{ method: 'GET', path: '/v2/balances', schema: {} }],
  ])('refuses %j', async (wrong) => {
    const { client, sent } = await openRipple()
    sent.length = 0
    const error = await failure(callProvider(client, wrong as never))
    expect([error.code, sent.length]).toEqual(['CONFIG_INVALID', 0])
  })
})
