import { get } from 'node:http'
import { setupServer } from 'msw/node'
import { amount, createClient, fetchTransport, type Transport } from 'shroff'
import { alipay, createPayment as createAlipayPayment } from 'shroff/alipay'
import { mockAlipay } from 'shroff/alipay/mock'
import { http } from 'shroff/http'
import { advanceClock, createMockGateway, type Fault, failNext, type MockGateway, pay } from 'shroff/mock'
import { mswHandlers } from 'shroff/mock/msw'
import { listen, type MockServer } from 'shroff/mock/server'
import { nodeTransport } from 'shroff/node'
import { callProvider, createPayment, getPayment, getRefund, refundPayment, wechatpay } from 'shroff/wechatpay'
import { mockWechatpay } from 'shroff/wechatpay/mock'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { noon } from '../support/noon.js'
import { tea } from '../support/wechatpay-shop.js'

const at = { provider: 'wechatpay' } as const
const closing: (() => unknown)[] = []
afterEach(async () => {
  vi.unstubAllGlobals()
  for (const close of closing.splice(0)) await close()
})

type Reached = { transport: Transport; hosts?: [string] }

async function port(mock: MockGateway): Promise<MockServer> {
  const server = await listen(mock)
  closing.push(server.close)
  return server
}

/** The handler in the place of the runtime's own fetch. */
const fetchOf =
  (mock: MockGateway): typeof fetch =>
  async (input, init) =>
    mock.fetch(new Request(input, init))

const ways: [string, (mock: MockGateway) => Reached | Promise<Reached>][] = [
  ['mock.transport', ({ transport }) => ({ transport })],
  ['fetchTransport on mock.fetch', (mock) => ({ transport: fetchTransport({ fetch: fetchOf(mock) }) })],
  ['http on mock.fetch', (mock) => ({ transport: http({ fetch: fetchOf(mock) }) })],
  [
    'http through msw',
    (mock) => {
      const server = setupServer(...mswHandlers(mock))
      server.listen({ onUnhandledRequest: 'error' })
      closing.push(() => server.close())
      return { transport: http() }
    },
  ],
  ['nodeTransport to the port', async (mock) => ({ transport: nodeTransport(), hosts: [(await port(mock)).url] })],
  ['fetchTransport to the port', async (mock) => ({ transport: fetchTransport(), hosts: [(await port(mock)).url] })],
]

describe.each(ways)('over %s', (_, reach) => {
  async function shop(client: { attempt?: number; attempts?: number } = {}) {
    const mock = await createMockGateway({ providers: [mockWechatpay()], now: noon })
    const { transport, hosts } = await reach(mock)
    const account = wechatpay({ ...mock.credentials('wechatpay'), ...(hosts && { hosts }) })
    const { attempt = 10_000, attempts = 1 } = client
    return { mock, client: createClient({ account, transport, retry: { attempts }, timeout: { attempt } }) }
  }
  const refund = { orderId: 'T|10*1', amount: amount('5.00', 'CNY'), orderAmount: tea.amount }

  it('the round goes: create, query, refund, query', async () => {
    const { mock, client } = await shop()
    const created = await createPayment(client, { ...tea, channel: 'qr', orderId: refund.orderId })
    expect(created.nextAction.content).toMatch(/^weixin:/)
    await pay(mock, { ...at, orderId: refund.orderId })
    expect(await getPayment(client, { orderId: refund.orderId })).toMatchObject({ status: 'paid', amount: tea.amount })
    await refundPayment(client, { ...refund, refundId: 'R|*@1' })
    expect(await getRefund(client, { refundId: 'R|*@1' })).toMatchObject({ status: 'pending', amount: refund.amount })
    await expect(getPayment(client, { orderId: 'T-none-1' })).rejects.toMatchObject({ code: 'ORDER_NOT_FOUND' })
  })

  const silent: [Fault, string][] = [
    ['timeout-before', 'ORDER_NOT_FOUND'],
    ['timeout-after', 'pending'],
    ['reset-before', 'ORDER_NOT_FOUND'],
    ['reset-after', 'pending'],
  ]
  it.each(silent)('%s: no answer comes, and the query finds %s', async (fault, found) => {
    // Small, because only a timeout waits for it; the calls that are answered are made by a patient client.
    const { mock, client } = await shop({ attempt: 250 })
    const patient = createClient({ account: client.account, transport: client.transport })
    failNext(mock, { ...at, fault })
    await expect(createPayment(client, { ...tea, channel: 'qr' })).rejects.toMatchObject({
      code: fault.toString().startsWith('timeout') ? 'TIMEOUT' : 'TRANSPORT_FAILED',
      outcome: 'unknown',
    })
    const answer = await getPayment(patient, { orderId: tea.orderId }).catch((error: unknown) => error)
    expect(answer).toMatchObject(found === 'pending' ? { status: found } : { code: found })
  })

  it('a proxy’s page and a cut signature are seen as what they are', async () => {
    const { mock, client } = await shop()
    for (const fault of ['proxy-page', 'unsigned'] as const) {
      failNext(mock, { ...at, fault })
      await expect(createPayment(client, { ...tea, channel: 'qr' })).rejects.toMatchObject({
        code: 'SIGNATURE_MISSING',
      })
    }
  })
})

describe('msw', () => {
  it('leaves other hosts alone', async () => {
    const mock = await createMockGateway({ providers: [mockWechatpay()] })
    const { url } = await port(await createMockGateway({ providers: [] }))
    const msw = setupServer(...mswHandlers(mock))
    const unhandled: string[] = []
    msw.listen({ onUnhandledRequest: ({ url }) => void unhandled.push(url) })
    closing.push(() => msw.close())
    // A server without providers: its bare 404 proves that the request went through to the network.
    expect((await fetch(`${url}/elsewhere`)).status).toBe(404)
    expect((await fetch(`${url}/v3/certificates`)).status).toBe(404)
    expect(unhandled).toEqual([`${url}/elsewhere`, `${url}/v3/certificates`])
    expect(mock.journal).toEqual([])
    for (const host of ['api.mch.weixin.qq.com', 'api2.mch.weixin.qq.com', 'api.wechatpay.cn', 'api2.wechatpay.cn'])
      expect((await fetch(`https://${host}/v3/certificates`, { headers: { accept: '*/*' } })).status).toBeGreaterThan(
        399,
      )
    expect(mock.journal).toHaveLength(4)
  })
})

describe('the port', () => {
  it('is bound to this machine, can be chosen, and is free again afterwards', async () => {
    const mock = await createMockGateway({ providers: [mockWechatpay()] })
    const first = await listen(mock)
    expect(first.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    const chosen = Number(new URL(first.url).port)
    await expect(listen(mock, { port: chosen })).rejects.toMatchObject({ code: 'EADDRINUSE' })
    await first.close()
    const second = await listen(mock, { port: chosen })
    expect(second.url).toBe(first.url)
    await second.close()
  })

  it('answers 404 to what belongs to no provider, and 413 to a body over the limit', async () => {
    const { url } = await port(await createMockGateway({ providers: [mockWechatpay()] }))
    expect((await fetch(`${url}/`)).status).toBe(404)
    expect((await fetch(`${url}/v3/unknown`)).status).toBe(404)
    const body = new Uint8Array(2 ** 20 + 1)
    const answer = await fetch(`${url}/v3/pay/transactions/native`, { method: 'POST', body }).catch(() => undefined)
    // The connection may be cut while the rest is still being sent.
    if (answer) expect(answer.status).toBe(413)
    expect((await fetch(`${url}/v3/unknown`)).status).toBe(404)
  })

  it.each(['v2', 'v3'] as const)(
    'is shared by all providers, in whatever order they were given: %s',
    async (generation) => {
      for (const providers of [
        [mockWechatpay(), mockAlipay()],
        [mockAlipay(), mockWechatpay()],
      ] as const) {
        const mock = await createMockGateway({ providers })
        const { url } = await port(mock)
        const account = alipay({ ...mock.credentials('alipay'), hosts: [url], api: generation })
        const order = { orderId: 'T_1001', amount: tea.amount, description: 'Oolong tea' }
        const answer = createAlipayPayment(createClient({ account, transport: nodeTransport() }), {
          channel: 'qr',
          ...order,
        })
        expect(await answer).toMatchObject({ status: 'pending' })
        const merchant = wechatpay({ ...mock.credentials('wechatpay'), hosts: [url] })
        const client = createClient({ account: merchant, transport: nodeTransport() })
        expect(await createPayment(client, { ...tea, channel: 'qr' })).toMatchObject({ status: 'pending' })
      }
    },
  )

  it('closes although a caller is still kept waiting', async () => {
    const mock = await createMockGateway({ providers: [mockWechatpay()] })
    const server = await listen(mock)
    failNext(mock, { ...at, fault: 'timeout-before' })
    const waiting = fetch(`${server.url}/v3/certificates`).then(
      () => 'answered',
      () => 'cut',
    )
    const waited = new Promise<void>((resolve) => {
      const look = () => (mock.journal.length > 0 ? resolve() : setImmediate(look))
      look()
    })
    await waited
    await server.close()
    expect(await waiting).toBe('cut')
  })
})

describe('mock.fetch', () => {
  it('keeps a caller waiting until he gives up, at once if he already has', async () => {
    const mock = await createMockGateway({ providers: [mockWechatpay()] })
    const url = 'https://api.mch.weixin.qq.com/v3/certificates'
    failNext(mock, { ...at, fault: 'timeout-before', times: 2 })
    const giveUp = new AbortController()
    const waiting = mock.fetch(new Request(url, { signal: giveUp.signal }))
    giveUp.abort(new Error('enough'))
    await expect(waiting).rejects.toThrow('enough')
    await expect(mock.fetch(new Request(url, { signal: giveUp.signal }))).rejects.toThrow('enough')
  })

  it('lives by the mock’s clock', async () => {
    const mock = await createMockGateway({ providers: [mockWechatpay()], now: noon })
    advanceClock(mock, 365 * 86_400_000)
    const account = wechatpay(mock.credentials('wechatpay'))
    const client = createClient({ account, transport: fetchTransport({ fetch: fetchOf(mock) }) })
    expect(await createPayment(client, { ...tea, channel: 'qr' })).toMatchObject({ status: 'pending' })
  })
})

it('takes the User-Agent for given where a Request cannot show it, as in Chromium', async () => {
  const mock = await createMockGateway({ providers: [mockWechatpay()] })
  const account = wechatpay(mock.credentials('wechatpay'))
  const client = createClient({ account, transport: fetchTransport({ fetch: fetchOf(mock) }) })
  await createPayment(client, { ...tea, channel: 'qr' })
  await pay(mock, { ...at, orderId: tea.orderId })
  class ChromiumRequest extends Request {
    constructor(...given: ConstructorParameters<typeof Request>) {
      super(...given)
      this.headers.delete('user-agent')
    }
  }
  vi.stubGlobal('Request', ChromiumRequest)
  const refund = { orderId: tea.orderId, refundId: 'R-1', amount: amount('5.00', 'CNY'), orderAmount: tea.amount }
  expect((await refundPayment(client, refund)).status).toBe('pending')
})

describe('the names of headers', () => {
  const request = { method: 'GET', headers: { accept: '*/*', 'user-agent': 'x' } }

  it('have the provider’s own spelling on the port, for clients that compare letters', async () => {
    const { url } = await port(await createMockGateway({ providers: [mockWechatpay({ mode: 'certificate' })] }))
    const mock = await createMockGateway({ providers: [mockWechatpay({ mode: 'certificate' })] })
    const signed: Record<string, string>[] = []
    const client = createClient({
      account: wechatpay(mock.credentials('wechatpay')),
      transport: async (sealed, options) => {
        signed.push(sealed.headers)
        return mock.transport(sealed, options)
      },
    })
    await callProvider(client, { method: 'GET', path: '/v3/certificates' })
    const { hostname, port: number } = new URL(url)
    const names = await new Promise<string[]>((resolve, reject) => {
      get({ hostname, port: number, path: '/v3/certificates', headers: signed[0]! }, (answer) => {
        answer.resume()
        resolve(answer.rawHeaders.filter((_, place) => place % 2 === 0))
      }).on('error', reject)
    })
    expect(names).toEqual(
      expect.arrayContaining([
        'Wechatpay-Timestamp',
        'Wechatpay-Nonce',
        'Wechatpay-Signature',
        'Wechatpay-Serial',
        'Wechatpay-Signature-Type',
        'Request-ID',
        'Content-Type',
      ]),
    )
  })

  it('are in lower case over a transport, as its contract says, and in the journal', async () => {
    const mock = await createMockGateway({ providers: [mockWechatpay()] })
    const url = 'https://api.mch.weixin.qq.com/v3/certificates'
    const reply = await mock.transport({ ...request, url }, { signal: new AbortController().signal })
    expect(Object.keys(reply.headers).sort()).toEqual(['content-type', 'request-id'])
    expect(mock.journal[0]).toMatchObject({ reply: { headers: { 'request-id': expect.any(String) } } })
  })
})
