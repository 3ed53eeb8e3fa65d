import { get } from 'node:http'
import { setupServer } from 'msw/node'
import { amount, createClient, fetchTransport, type Transport } from 'shroff'
import { alipay, createPayment as createAlipayPayment } from 'shroff/alipay'
import { mockAlipay } from 'shroff/alipay/mock'
import { http } from 'shroff/http'
import {
  advanceClock,
  createMockGateway,
  type Fault,
  failNext,
  type MockGateway,
  type ProviderName,
  pay,
} from 'shroff/mock'
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
  for (const close of closing.splice(0)) await close()
})

type Reached = { transport: Transport; hosts?: [string] }

async function port<M extends MockGateway>(mock: M): Promise<MockServer<ProviderName<M>>> {
  const server = await listen(mock)
  closing.push(server.close)
  return server
}

/** The handler in the place of the runtime's own fetch. */
const fetchOf =
  (mock: MockGateway): typeof fetch =>
  async (input, init) =>
    mock.fetch(new Request(input, init))

const ways: [string, (mock: MockGateway<[ReturnType<typeof mockWechatpay>]>) => Reached | Promise<Reached>][] = [
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
  [
    'nodeTransport to the port',
    async (mock) => ({ transport: nodeTransport(), hosts: [(await port(mock)).urls.wechatpay] }),
  ],
  [
    'fetchTransport to the port',
    async (mock) => ({ transport: fetchTransport(), hosts: [(await port(mock)).urls.wechatpay] }),
  ],
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
    const elsewhere = await createMockGateway({ providers: [mockAlipay()] })
    const url = (await port(elsewhere)).urls.alipay
    const msw = setupServer(...mswHandlers(mock))
    const unhandled: string[] = []
    msw.listen({ onUnhandledRequest: ({ url }) => void unhandled.push(url) })
    closing.push(() => msw.close())
    // The server's own journal proves that the request went through to the network.
    await fetch(`${url}/elsewhere`)
    await fetch(`${url}/v3/certificates`)
    expect(elsewhere.journal).toHaveLength(2)
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
    expect(first.urls.wechatpay).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    const chosen = Number(new URL(first.urls.wechatpay).port)
    await expect(listen(mock, { ports: { wechatpay: chosen } })).rejects.toMatchObject({ code: 'EADDRINUSE' })
    await first.close()
    const second = await listen(mock, { ports: { wechatpay: chosen } })
    expect(second.urls).toEqual(first.urls)
    await second.close()
  })

  it('says in the provider’s form what the mock does not play, and answers 413 to a body over the limit', async () => {
    const { wechatpay: url } = (await port(await createMockGateway({ providers: [mockWechatpay()] }))).urls
    for (const path of ['/', '/v3/unknown']) {
      const answer = await fetch(url + path)
      expect([answer.status, await answer.json()]).toMatchObject([404, { message: expect.stringContaining(path) }])
    }
    const body = new Uint8Array(2 ** 20 + 1)
    const answer = await fetch(`${url}/v3/pay/transactions/native`, { method: 'POST', body }).catch(() => undefined)
    // The connection may be cut while the rest is still being sent.
    if (answer) expect(answer.status).toBe(413)
    expect((await fetch(`${url}/v3/unknown`)).status).toBe(404)
  })

  it.each(['v2', 'v3'] as const)('is another one for each provider: Alipay’s %s', async (api) => {
    const mock = await createMockGateway({ providers: [mockWechatpay(), mockAlipay()] })
    const { urls } = await port(mock)
    expect(new Set(Object.values(urls)).size).toBe(2)
    const account = alipay({ ...mock.credentials('alipay'), hosts: [urls.alipay], api })
    const order = { channel: 'qr', orderId: 'T_1001', amount: tea.amount, description: 'Oolong tea' } as const
    const transport = nodeTransport()
    expect(await createAlipayPayment(createClient({ account, transport }), order)).toMatchObject({ status: 'pending' })
    const merchant = wechatpay({ ...mock.credentials('wechatpay'), hosts: [urls.wechatpay] })
    const client = createClient({ account: merchant, transport })
    expect(await createPayment(client, { ...tea, channel: 'qr' })).toMatchObject({ status: 'pending' })
    // What one of them does not know, the other is not asked.
    const wrong = createClient({
      account: wechatpay({ ...mock.credentials('wechatpay'), hosts: [urls.alipay] }),
      transport,
    })
    await expect(createPayment(wrong, { ...tea, channel: 'qr' })).rejects.toMatchObject({ outcome: 'unknown' })
    expect(mock.journal.at(-1)?.provider).toBe('alipay')
  })

  it('leaves none open where one of them is taken', async () => {
    const mock = await createMockGateway({ providers: [mockWechatpay(), mockAlipay()] })
    const first = await port(mock)
    const taken = Number(new URL(first.urls.alipay).port)
    await expect(listen(mock, { ports: { alipay: taken } })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })

  it('closes although a caller is still kept waiting', async () => {
    const mock = await createMockGateway({ providers: [mockWechatpay()] })
    const server = await listen(mock)
    failNext(mock, { ...at, fault: 'timeout-before' })
    const waiting = fetch(`${server.urls.wechatpay}/v3/certificates`).then(
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
    const { urls } = await port(await createMockGateway({ providers: [mockWechatpay({ mode: 'certificate' })] }))
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
    const { hostname, port: number } = new URL(urls.wechatpay)
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
    expect(Object.keys(reply.headers).sort()).toEqual(['content-type', 'date', 'request-id'])
    expect(mock.journal[0]).toMatchObject({ reply: { headers: { 'request-id': expect.any(String) } } })
  })
})
