import { createPublicKey } from 'node:crypto'
import type { Transport } from 'shroff'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { judgeReply, judgeRequest, judgeWebhook, signatureOf } from '../oracle/wechatpay.js'
import { noon } from '../support/noon.js'
import { fails, whichFail } from '../support/sabotage.js'
import { clockAt, now, options, reply, webhook } from '../support/wechatpay.js'
import { tea } from '../support/wechatpay-shop.js'
import { notification, replySignature, requestSignature } from '../vectors/wechatpay.js'

// Eight builders of the signed text, each wrong in a way that has been shipped somewhere. Each takes the place of the
// right one on both sides, client and mock. A round trip through the mock notices none of them; that is why the oracle and
// the published samples exist, and here it is shown that they notice all.

type Canonical = typeof import('../../src/wechatpay/canonical.js')
const original = await vi.importActual<Canonical>('../../src/wechatpay/canonical.js')
type Parts = { method: string; path: string; timestamp: string; nonce: string; body: string }

const end = (lines: string[]) => lines.map((line) => `${line}\n`).join('')
const right = ({ method, path, timestamp, nonce, body }: Parts) => end([method, path, timestamp, nonce, body])
const rightReply = ({ timestamp, nonce, body }: Parts) => end([timestamp, nonce, body])
const rewritten = (body: string) => {
  try {
    return JSON.stringify(JSON.parse(body))
  } catch {
    return body
  }
}

/** Made by changing the parts, or the text, of both directions. */
const builder = (parts: (given: Parts) => Partial<Parts>, text = (whole: string) => whole) => ({
  requestMessage: (method: string, path: string, timestamp: string, nonce: string, body: string) => {
    const given = { method, path, timestamp, nonce, body }
    return text(right({ ...given, ...parts(given) }))
  },
  replyMessage: <Body extends string | Uint8Array>(timestamp: string, nonce: string, body: Body) => {
    const given = { method: '', path: '', timestamp, nonce, body: Buffer.from(body).toString() }
    return [text(rightReply({ ...given, ...parts(given) }))]
  },
})

const wrong = {
  'no newline at the end': builder(
    () => ({}),
    (text) => text.slice(0, -1),
  ),
  CRLF: builder(
    () => ({}),
    (text) => text.replaceAll('\n', '\r\n'),
  ),
  'method in lower case': builder(({ method }) => ({ method: method.toLowerCase() })),
  'URL without its query': builder(({ path }) => ({ path: path.split('?')[0]! })),
  'absolute URL': builder(({ path }) => ({ path: `https://api.mch.weixin.qq.com${path}` })),
  'timestamp and nonce swapped': builder(({ timestamp, nonce }) => ({ timestamp: nonce, nonce: timestamp })),
  'body missing': builder(() => ({ body: '' })),
  'body re-serialised': builder(({ body }) => ({ body: rewritten(body) })),
}

/** The package with this builder in it, on both sides of the wire. */
async function packageWith(sabotage: Partial<Canonical>) {
  vi.doMock('../../src/wechatpay/canonical.js', () => ({ ...original, ...sabotage }))
  // First and alone, so that no other module is loaded with the right one meanwhile.
  const canonical = await import('../../src/wechatpay/canonical.js')
  const open = await import('../../src/wechatpay/open.js')
  const core = await import('shroff')
  const provider = await import('shroff/wechatpay')
  const mock = await import('shroff/mock')
  const providerMock = await import('shroff/wechatpay/mock')
  return { ...core, ...provider, ...mock, ...providerMock, ...open, canonical }
}
type Package = Awaited<ReturnType<typeof packageWith>>

/** A payment, a query by number, a webhook: what a test suite with nothing but a mock would do. */
async function roundTrip(shroff: Package, judged?: 'by the oracle') {
  const mock = await shroff.createMockGateway({ providers: [shroff.mockWechatpay()], now: noon })
  const credentials = mock.credentials('wechatpay')
  const account = shroff.wechatpay(credentials)
  const { merchantId, serial, apiV3Key } = credentials
  const publicKey = createPublicKey(credentials.privateKey)
  const keys = Object.fromEntries(
    Object.entries(credentials.platformKeys).map(([name, pem]) => [name, createPublicKey(pem)]),
  )
  const transport: Transport = async (request, settings) => {
    if (judged) judgeRequest(request, { merchantId, serial, publicKey, now: noon.getTime() })
    const answer = await mock.transport(request, settings)
    if (judged) judgeReply(answer, { keys, now: noon.getTime() })
    return answer
  }
  const client = shroff.createClient({ account, transport, retry: { attempts: 1 } })
  await shroff.createPayment(client, { channel: 'qr', ...tea })
  expect((await shroff.getPayment(client, { orderId: tea.orderId })).status).toBe('pending')
  await shroff.pay(mock, { provider: 'wechatpay', orderId: tea.orderId })
  const to = async (request: Request) => {
    const body = new Uint8Array(await request.clone().arrayBuffer())
    const headers = Object.fromEntries(request.headers)
    if (judged) judgeWebhook({ headers, body }, { keys, now: noon.getTime(), apiV3Key })
    expect((await shroff.receiveWebhook(account, request)).type).toBe('payment.paid')
    return shroff.acknowledge(account, 'received')
  }
  expect(await shroff.deliverWebhooks(mock, { to })).toMatchObject([{ status: 200 }])
}

/** What the oracle has sealed must open: with a blank in the JSON, as a gateway is free to write it. */
async function openForeign(shroff: Package) {
  const account = shroff.wechatpay(options)
  const answer = reply(new TextDecoder().decode(reply().body).replace(':', ': '))
  const client = shroff.createClient({ account, transport: async () => answer, retry: { attempts: 1 } })
  await shroff.getPayment(client, { orderId: 'T-1001' })
  await shroff.receiveWebhook(account, webhook())
}

/** Published signatures: one to make, two to verify. */
async function openPublished(shroff: Package) {
  const { method, url, timestamp, nonceStr, body } = requestSignature.input
  const message = shroff.canonical.requestMessage(method, url, timestamp, nonceStr, body)
  const signature = signatureOf(new Uint8Array(Buffer.from(message)), requestSignature.keys.merchantPrivateKeyPem)
  expect(signature).toBe(requestSignature.expected.signatureBase64)
  for (const { input, keys } of [replySignature, notification]) {
    const headers = Object.fromEntries(
      Object.entries(input.headers).map(([name, value]) => [name.toLowerCase(), value ?? 'PUB_KEY_ID_1']),
    )
    const account = shroff.wechatpay({
      ...options,
      clock: clockAt(Number(input.headers['Wechatpay-Timestamp']) * 1000),
      platformKeys: { [headers['wechatpay-serial']!]: keys.platformPublicKeyPem },
    })
    await shroff.openBytes(account, headers, new Uint8Array(Buffer.from(input.body)))
  }
}

/** Which parts of the suite notice. */
const noticed = (shroff: Package) =>
  whichFail({
    'round trip': roundTrip(shroff),
    'judged by the oracle': roundTrip(shroff, 'by the oracle'),
    'sealed by the oracle': openForeign(shroff),
    'published samples': openPublished(shroff),
  })

beforeEach(() => {
  vi.resetModules()
})
afterEach(() => {
  vi.doUnmock('../../src/wechatpay/canonical.js')
})

describe('the suite', () => {
  it('passes with the right builder', async () => {
    expect(await noticed(await packageWith({}))).toEqual([])
    expect(now).toBe(noon.getTime())
  })

  it('passes with the right builder made here, so what fails below is the fault', async () => {
    expect(await noticed(await packageWith(builder(() => ({}))))).toEqual([])
  })

  const all = ['judged by the oracle', 'sealed by the oracle', 'published samples']
  const oracleOnly = ['judged by the oracle']
  it.each([
    ['no newline at the end', all],
    ['CRLF', all],
    ['method in lower case', ['judged by the oracle', 'published samples']],
    // The published requests have no query.
    ['URL without its query', oracleOnly],
    ['absolute URL', ['judged by the oracle', 'published samples']],
    ['timestamp and nonce swapped', all],
    ['body missing', all],
    // No body of the mock's is what JSON.stringify makes of it again.
    ['body re-serialised', all],
  ] as const)('fails with %s, and not by its round trip', async (name, by) => {
    const shroff = await packageWith(wrong[name])
    // The sabotage is in place, or the test would prove nothing.
    expect(shroff.canonical.requestMessage).toBe(wrong[name].requestMessage)
    expect(await noticed(shroff)).toEqual(by)
  })

  it.each([
    ['no newline at the end', (...lines: string[]) => lines.join('\n')],
    [
      'prepay_id= left out',
      (app: string, time: string, nonce: string, subject: string) =>
        end([app, time, nonce, subject.replace('prepay_id=', '')]),
    ],
    [
      'time and nonce swapped',
      (app: string, time: string, nonce: string, subject: string) => end([app, nonce, time, subject]),
    ],
  ])('fails with the wallet’s text wrong: %s', async (_name, invocationMessage) => {
    const shroff = await packageWith({ invocationMessage })
    expect(await fails(invoke(shroff))).toBe(true)
    vi.resetModules()
    vi.doUnmock('../../src/wechatpay/canonical.js')
    expect(await fails(invoke(await packageWith({})))).toBe(false)
  })
})

/** The mock never sees what the wallet is given, so only an oracle can judge it. */
async function invoke(shroff: Package) {
  const { judgeInvocation } = await import('../oracle/wechatpay.js')
  const mock = await shroff.createMockGateway({ providers: [shroff.mockWechatpay()], now: noon })
  const credentials = mock.credentials('wechatpay')
  const client = shroff.createClient({ account: shroff.wechatpay(credentials), transport: mock.transport })
  const payment = await shroff.createPayment(client, {
    channel: 'jsapi',
    ...tea,
    openId: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o',
  })
  const { appId, merchantId } = credentials
  const publicKey = createPublicKey(credentials.privateKey)
  judgeInvocation('jsapi', { ...payment.nextAction.parameters }, { appId, merchantId, publicKey })
}
