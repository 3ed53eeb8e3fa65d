import { createClient, tokenAmount } from 'shroff'
import { callProvider, circle, createPayment, getPayment, receiveNotice } from 'shroff/circle'
import { judgeRecipient, mockCircle, movePayment, sendPayment, settleTransfer } from 'shroff/circle/mock'
import { advanceClock, createMockGateway, deliverWebhooks, expire, notify, pay, reset } from 'shroff/mock'
import { describe, expect, it } from 'vitest'
import { openCircle, openTea, tea } from '../support/circle.js'
import { codeOf, thrown } from '../support/failure.js'
import { noon } from '../support/noon.js'

/** A call as somebody else's program makes it. */
async function raw(path: string, init: { method?: string; headers?: Record<string, string>; body?: string } = {}) {
  const mock = await createMockGateway({ providers: [mockCircle()], now: noon })
  const { apiKey } = mock.credentials('circle')
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json', ...init.headers }
  const response = await mock.fetch(new Request(`https://api.circle.com${path}`, { ...init, headers }))
  const text = await response.text()
  return { status: response.status, text, json: JSON.parse(text), headers: response.headers }
}

const idempotencyKey = '9f0f6f9e-6e4b-4d0a-8d8a-0b1c2d3e4f50'
const intent = {
  idempotencyKey,
  amount: { amount: '1.00', currency: 'USD' },
  settlementCurrency: 'USD',
  paymentMethods: [{ type: 'blockchain', chain: 'ETH' }],
  type: 'transient',
}
const post = (body: unknown, path = '/v1/paymentIntents') => raw(path, { method: 'POST', body: JSON.stringify(body) })

describe('the mock', () => {
  it('asks for the API key first of all', async () => {
    for (const authorization of ['', 'Bearer', 'Bearer x', 'Basic x', 'bearer x'])
      expect(await raw('/v1/configuration', { headers: { authorization } })).toMatchObject({
        status: 401,
        json: { code: 401 },
      })
    expect(await raw('/ping', { headers: { authorization: '' } })).toMatchObject({
      status: 200,
      json: { message: 'pong' },
    })
  })

  it('wraps what it answers, with 201 for what is new, and never as JSON would write it again', async () => {
    const { status, json, text, headers } = await post(intent)
    expect([status, json.data.timeline[0].status, json.data.type]).toEqual([201, 'created', 'transient'])
    expect(json.data.paymentMethods).toEqual([{ type: 'blockchain', chain: 'ETH' }])
    expect(json.data).not.toHaveProperty('expiresOn')
    expect(text).not.toBe(JSON.stringify(json))
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    const own = await raw('/v1/configuration', { headers: { 'x-request-id': idempotencyKey } })
    expect([own.status, own.headers.get('x-request-id')]).toEqual([200, idempotencyKey])
  })

  it.each([
    ['idempotencyKey', { idempotencyKey: undefined }],
    ['idempotencyKey', { idempotencyKey: 'T-1001' }],
    ['idempotencyKey', { idempotencyKey: '9f0f6f9e-6e4b-1d0a-8d8a-0b1c2d3e4f50' }],
    ['amount', { amount: undefined }],
    ['amount.amount', { amount: { amount: 1, currency: 'USD' } }],
    ['amount.amount', { amount: { amount: '0', currency: 'USD' } }],
    ['amount.amount', { amount: { amount: '1.0000001', currency: 'USD' } }],
    ['amount.currency', { amount: { amount: '1', currency: 'USDC' } }],
    ['settlementCurrency', { settlementCurrency: 'EUR' }],
    ['paymentMethods', { paymentMethods: [] }],
    ['paymentMethods[0].chain', { paymentMethods: [{ type: 'blockchain', chain: 'DOGE' }] }],
    ['type', { type: 'standing' }],
    ['merchantWalletId', { merchantWalletId: '1' }],
    ['merchantWalletId', { type: undefined, currency: 'USD' }],
  ])('refuses what Circle would, and says where: %s %j', async (location, change) => {
    const { status, json } = await post({ ...intent, ...change })
    expect([status, json.code, json.errors?.[0]?.location]).toEqual([400, 2, location])
  })

  it('has nothing under other paths, and says how to add it', async () => {
    expect(await raw('/v1/nothing')).toMatchObject({
      status: 404,
      json: { message: expect.stringContaining('mockCircle({ routes') },
    })
    expect(await raw('/v1/paymentIntents/none')).toMatchObject({ status: 404, json: { code: 404 } })
    expect(await raw('/v1/paymentIntents', { method: 'POST', body: '{' })).toMatchObject({ status: 400 })
  })

  it('lists what there is', async () => {
    const { client } = await openTea()
    await createPayment(client, { ...tea, orderId: 'T-2' })
    const list = (path: string) => callProvider<unknown[]>(client, { method: 'GET', path })
    expect(await list('/v1/paymentIntents')).toHaveLength(2)
    expect(await list('/v1/paymentIntents?status=complete')).toHaveLength(0)
    expect(await list('/v1/paymentIntents?status=pending')).toHaveLength(2)
    for (const path of ['/v1/payouts', '/v1/addressBook/recipients']) expect(await list(path)).toEqual([])
  })

  it('has no controls for what there is not, nor for what is over', async () => {
    const { mock, reference } = await openTea()
    const missing = '00000000-0000-4000-8000-000000000000'
    const amount = tea.amount
    expect(() => sendPayment(mock, { reference: missing, amount })).toThrow('has no intent')
    expect(() => sendPayment(mock, { reference, amount: tokenAmount('1', 'EURC') })).toThrow(RangeError)
    expect(() => sendPayment(mock, { reference, amount: tokenAmount('0.0000001', 'USDC') })).toThrow(RangeError)
    const { paymentId } = sendPayment(mock, { reference, amount })
    expect(() => movePayment(mock, { paymentId, status: 'failed' })).toThrow('is paid')
    expect(() => movePayment(mock, { paymentId: missing, status: 'paid' })).toThrow('no payment')
    expect(() => settleTransfer(mock, { providerTransferId: missing })).toThrow('no open payout')
    expect(() => judgeRecipient(mock, { providerRecipientId: missing, status: 'active' })).toThrow('no recipient')
    await expect(expire(mock, { provider: 'circle', reference })).rejects.toThrow('is paid')
    const other = await openCircle({ addressAfter: 60_000 })
    const placed = await createPayment(other.client, tea)
    expect(() => sendPayment(other.mock, { reference: placed.reference, amount })).toThrow('no address yet')
  })

  it.each<[string, object]>([
    ['endpoint', { endpoint: 'shop' }],
    ['version', { version: 3 }],
    ['signatureVersion', { signatureVersion: '2' }],
    ['addressAfter', { addressAfter: -1 }],
    ['activatesRecipients', { activatesRecipients: 1 }],
    ['answersFirst', { unconfirmed: { answersFirst: 'x' } }],
    ['no option', { endpoints: {} }],
    ['no option', { unconfirmed: { else: true } }],
  ])('refuses options that cannot be right: %s', (name, options) => {
    expect(thrown(() => mockCircle(options as never))).toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining(name),
    })
  })

  it('begins anew where it is told to', async () => {
    const { mock, client, reference } = await openTea()
    reset(mock)
    expect(await codeOf(getPayment(client, { reference }))).toBe('ORDER_NOT_FOUND')
    const placed = await createPayment(client, tea)
    expect(placed.reference).not.toBe(reference)
    await pay(mock, { provider: 'circle', reference: placed.reference })
    expect((await getPayment(client, { reference: placed.reference })).status).toBe('paid')
  })

  it('tells its own endpoint of what a test makes up', async () => {
    const { mock } = await openCircle({ endpoint: 'https://shop.example/circle' })
    const told = {
      provider: 'circle',
      eventType: 'wire',
      resource: { wire: {} },
      url: 'https://shop.example/x',
    } as const
    await notify(mock, told)
    const seen: string[] = []
    await deliverWebhooks(mock, {
      async to(request) {
        seen.push(request.url, ((await request.json()) as { notificationType: string }).notificationType)
        return new Response()
      },
    })
    expect(seen).toEqual(['https://shop.example/x', 'wire'])
  })

  it('knows the addresses of all chains that it has', async () => {
    const { client } = await openCircle({ addressAfter: 0 })
    for (const chain of ['ALGO', 'ARB', 'AVAX', 'BASE', 'ETH', 'HBAR', 'NOBLE', 'OP', 'POLY', 'SOL', 'SUI', 'XLM']) {
      const { nextAction } = await createPayment(client, { ...tea, orderId: chain, chain })
      expect([nextAction?.chain, nextAction?.tag === undefined]).toEqual([chain, !/XLM|HBAR|NOBLE/.test(chain)])
    }
    expect(await codeOf(createPayment(client, { ...tea, orderId: 'X', chain: 'DOGE' }))).toBe('REQUEST_REFUSED')
  })

  it('carries by Amazon what it is told to, whoever asks for its certificate', async () => {
    const { mock } = await openCircle({ version: 1 })
    const at = 'https://sns.us-east-1.amazonaws.com'
    expect((await mock.fetch(new Request(`${at}/SimpleNotificationService-mock.pem`))).status).toBe(200)
    expect((await mock.fetch(new Request(`${at}/other.pem`))).status).toBe(403)
    expect((await mock.fetch(new Request(`${at}/?Action=ConfirmSubscription`))).status).toBe(403)
    const account = circle({ ...mock.credentials('circle') })
    const client = createClient({ account, transport: mock.transport })
    await createPayment(client, tea)
    advanceClock(mock, 1000)
    const codes: string[] = []
    await deliverWebhooks(mock, {
      async to(request) {
        codes.push(await codeOf(receiveNotice(account, request)))
        return new Response()
      },
    })
    expect(codes).toEqual(['KEY_UNKNOWN'])
  })
})
