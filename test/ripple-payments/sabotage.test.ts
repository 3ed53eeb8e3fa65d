import type { WireReply, WireRequest } from 'shroff'
import { expect, it, vi } from 'vitest'
import { digitsOf, judgeNotice, judgeReply, judgeRequest, read } from '../oracle/ripple-payments/wire.js'
import { noon } from '../support/noon.js'
import { beneficiary, wanted } from '../support/ripple-payments.js'
import { whichFail } from '../support/sabotage.js'

// A shop's whole day at the mock, every message of it judged by an oracle that shares no line with it. And the same with parts that
// somebody has got wrong: what only goes round by itself notices few of them.

const parts = {
  amount: '../../src/ripple-payments/amount.js',
  seal: '../../src/ripple-payments/seal.js',
  wire: '../../src/ripple-payments/wire.js',
  json: '../../src/codec/json.js',
} as const
type Right = {
  amount: typeof import('../../src/ripple-payments/amount.js')
  seal: typeof import('../../src/ripple-payments/seal.js')
  wire: typeof import('../../src/ripple-payments/wire.js')
  json: typeof import('../../src/codec/json.js')
}
const right: Right = {
  amount: await vi.importActual(parts.amount),
  seal: await vi.importActual(parts.seal),
  wire: await vi.importActual(parts.wire),
  json: await vi.importActual(parts.json),
}
type Wrong = { [N in keyof Right]?: Partial<Right[N]> }

async function packageWith(wrong: Wrong) {
  vi.resetModules()
  for (const [name, file] of Object.entries(parts)) {
    const changes = wrong[name as keyof Right]
    if (changes) vi.doMock(file, () => ({ ...right[name as keyof Right], ...changes }))
    else vi.doUnmock(file)
  }
  return {
    ...(await import('shroff')),
    ...(await import('shroff/ripple-payments')),
    ...(await import('shroff/mock')),
    ...(await import('shroff/ripple-payments/mock')),
  }
}
type Package = Awaited<ReturnType<typeof packageWith>>

/** Quotes, payments, a return, notices: what a suite with nothing but a mock would do. */
async function day(shroff: Package, judged?: 'by the oracle'): Promise<number> {
  const balances = { USD: '9007199254740993.10', EUR: '0.07' }
  const mock = await shroff.createMockGateway({ providers: [shroff.mockRipplePayments({ balances })], now: noon })
  const credentials = mock.credentials('ripple-payments')
  const calls: [WireRequest, WireReply][] = []
  const transport: typeof mock.transport = async (request, options) => {
    const reply = await mock.transport(request, options)
    calls.push([request, reply])
    return reply
  }
  const client = shroff.createClient({ account: shroff.ripplePayments(credentials), transport, retry: { attempts: 1 } })
  await shroff.check(client)
  const { quotes } = await shroff.quotePayment(client, wanted)
  const { quoteId, source, rate } = quotes[0]!
  expect(Number(source!.value)).toBe(1000)
  const transfer = { transferId: 'P-1', quoteId, ...beneficiary, labels: ['a'], memo: 'm' }
  await shroff.transferFunds(client, transfer)
  await shroff.transferFunds(client, transfer)
  const second = await shroff.quotePayment(client, { ...wanted, payinCategory: 'JIT_FUNDING' })
  const other = { ...transfer, transferId: 'P-2', quoteId: second.quotes[0]!.quoteId, earlierQuoteIds: [quoteId] }
  await shroff.transferFunds(client, other).catch(() => {})
  await shroff.transferFunds(client, { ...other, earlierQuoteIds: [] })
  shroff.moveTransfer(mock, { quoteId, state: 'RETURNED' })
  expect((await shroff.getTransfer(client, { quoteId })).status).toBe('returned')
  for await (const { status } of shroff.listTransfers(client)) expect(status).toMatch(/\w/)
  await shroff.getTransfer(client, { quoteId: credentials.clientId.padEnd(36, '0') }).catch(() => {})
  await shroff.getTransfer(client, { quoteId: '00000000-0000-4000-8000-000000000000' }).catch(() => {})
  const told = await shroff.getBalances(client)
  const notices: { headers: Record<string, string>; body: Uint8Array }[] = []
  await shroff.deliverWebhooks(mock, {
    async to(request) {
      const body = new Uint8Array(await request.clone().arrayBuffer())
      notices.push({ headers: Object.fromEntries(request.headers), body })
      const hint = await shroff.receiveNotice(client.account, request)
      expect([hint.type, hint.next]).toEqual(['hint', 'getTransfer'])
      return shroff.acknowledge(client.account, 'received')
    },
  })
  if (!judged) return 0
  let token: string | undefined
  for (const [request, reply] of calls) {
    judgeRequest(request, { ...credentials, ...(token && { token }) })
    judgeReply(request, reply)
    if (request.url.endsWith('/oauth/token')) token = JSON.parse(new TextDecoder().decode(reply.body)).access_token
  }
  for (const notice of notices) judgeNotice(notice)
  // What came out of the numbers, by the oracle's own reading.
  const answerTo = (path: string) => {
    const found = calls.find(([{ url }]) => url.includes(path))!
    return read(new TextDecoder().decode(found[1].body)) as { balances: unknown[]; quotes: unknown[] }
  }
  const wire = answerTo('/v2/balances').balances as { availableBalance: unknown; reservedBalance: unknown }[]
  expect(told.balances.map(({ available, reserved }) => [available.value, reserved.value])).toEqual(
    wire.map(({ availableBalance, reservedBalance }) => [digitsOf(availableBalance), digitsOf(reservedBalance)]),
  )
  const [quote] = answerTo('/quote-collection').quotes as { adjustedExchangeRate: { adjustedRate: unknown } }[]
  expect(rate).toBe(digitsOf(quote!.adjustedExchangeRate.adjustedRate))
  return calls.length * 2 + notices.length
}

const { seal } = right.seal
const sealing = (change: (request: WireRequest) => Partial<WireRequest>): Wrong => ({
  seal: {
    seal: (...given) => {
      const request = seal(...given)
      return { ...request, ...change(request) }
    },
  },
})
const rewritten = ({ body }: WireRequest, change: (body: Record<string, unknown>) => object) =>
  body && { body: new TextEncoder().encode(JSON.stringify(change(JSON.parse(new TextDecoder().decode(body))))) }

const wrong: Record<string, Wrong> = {
  'numbers through a double': { json: { parseJsonExactly: (text) => textsIn(JSON.parse(text)) } },
  'amounts through a double': { amount: { decimalOf: (text) => String(Number(text)) } },
  'amounts of two decimals': { amount: { decimalOf: (text) => Number(text).toFixed(2) } },
  'a tenant without its urn': { wire: { audienceOf: (tenantId) => tenantId } },
  'amounts as texts': sealing((request) => ({
    ...rewritten(request, (body) => ({
      ...body,
      ...(body.quoteAmount !== undefined && { quoteAmount: String(body.quoteAmount) }),
    })),
  })),
  'no internalId': sealing((request) => ({ ...rewritten(request, ({ internalId: _, ...body }) => body) })),
  'the token in the address': sealing(({ url, headers: { authorization, ...headers } }) =>
    authorization ? { url: `${url}?access_token=${authorization.slice(7)}`, headers } : {},
  ),
  'a member that there is not': sealing((request) => ({
    ...rewritten(request, (body) => (body.quoteId ? { ...body, idempotencyKey: 'x' } : body)),
  })),
  'pages of a thousand': sealing((request) => ({
    ...rewritten(request, (body) => (body.page ? { ...body, page: { size: 1000 } } : body)),
  })),
}

function textsIn(value: unknown): unknown {
  if (typeof value === 'number') return String(value)
  if (Array.isArray(value)) return value.map(textsIn)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, textsIn(member)]))
}

it('a day at the mock holds before the oracle', async () => {
  expect(await day(await packageWith({}), 'by the oracle')).toBeGreaterThan(40)
})

const goRound: string[] = []
it.each(Object.keys(wrong))('the suite fails with %s', async (name) => {
  const shroff = await packageWith(wrong[name]!)
  const failing = await whichFail({ day: day(shroff), oracle: day(shroff, 'by the oracle') })
  if (!failing.includes('day')) goRound.push(name)
  expect(failing).toContain('oracle')
})

it('some of them go round by themselves', () => {
  expect(goRound).toEqual(
    expect.arrayContaining(['numbers through a double', 'amounts through a double', 'a member that there is not']),
  )
})

it('the oracle is no rubber stamp', () => {
  const given = { clientId: 'c', clientSecret: 's-e-c', token: 't' }
  const good = {
    method: 'POST',
    url: 'https://api.ripple.com/v3/payments',
    headers: { authorization: 'Bearer t', 'content-type': 'application/json' },
  }
  const payment = { quoteId: '7ea3399c-1234-5678-8d8f-d320ea406630', internalId: 'P-1', ...beneficiary }
  const body = (value: object) => new TextEncoder().encode(JSON.stringify(value))
  judgeRequest({ ...good, body: body(payment) }, given)
  for (const change of [{ quoteId: 'x' }, { internalId: 'x'.repeat(37) }, { amount: 1 }, { internalId: 's-e-c' }])
    expect(() => judgeRequest({ ...good, body: body({ ...payment, ...change }) }, given)).toThrow('oracle')
  for (const change of [{ method: 'PUT' }, { url: 'http://api.ripple.com/v3/payments' }, { headers: {} }])
    expect(() => judgeRequest({ ...good, ...change, body: body(payment) }, given)).toThrow('oracle')
  for (const [text, digits] of [
    ['1e-7', '0.0000001'],
    ['100.00', '100'],
    ['12.5e3', '12500'],
    ['0.10', '0.1'],
    ['9007199254740993', '9007199254740993'],
  ])
    expect(digitsOf(read(text!))).toBe(digits)
  for (const text of ['{"a":01}', '[1,]', '1 2', '{a:1}', '"\\']) expect(() => read(text)).toThrow()
})
