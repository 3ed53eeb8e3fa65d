import type { Transport } from 'shroff'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Facts, judgeNotice, judgeReply, judgeRequest, sealNotice } from '../oracle/lakala/wire.js'
import { options, saying, seal, tea } from '../support/lakala.js'
import { noon } from '../support/noon.js'
import { whichFail } from '../support/sabotage.js'
import { demo, vectors } from '../vectors/lakala.js'

// Wrong builders of the signed texts, each of which somebody has shipped or would. Each takes the place of the right one on both
// sides, client and mock. A round trip through the mock notices none; the oracle and the published samples notice all.

const file = '../../src/lakala/canonical.js'
type Canonical = typeof import('../../src/lakala/canonical.js')
const right = await vi.importActual<Canonical>(file)

type Lines = { appId: string; serial: string; timestamp: string; nonce: string; body: string }
const textOf = (body: string | Uint8Array) => (typeof body === 'string' ? body : new TextDecoder().decode(body))
const five = (write: (lines: Lines) => string): Partial<Canonical> => ({
  signedText: ((appId: string, serial: string, timestamp: string, nonce: string, body: string | Uint8Array) => [
    write({ appId, serial, timestamp, nonce, body: textOf(body) }),
  ]) as Canonical['signedText'],
})
const three = (write: (lines: Omit<Lines, 'appId' | 'serial'>) => string): Partial<Canonical> => ({
  noticeText: ((timestamp: string, nonce: string, body: string | Uint8Array) => [
    write({ timestamp, nonce, body: textOf(body) }),
  ]) as Canonical['noticeText'],
})

const wrong = {
  'no line feed at the end': five((l) => `${l.appId}\n${l.serial}\n${l.timestamp}\n${l.nonce}\n${l.body}`),
  'three lines for a request': five((l) => `${l.timestamp}\n${l.nonce}\n${l.body}\n`),
  'nonce before time': five((l) => `${l.appId}\n${l.serial}\n${l.nonce}\n${l.timestamp}\n${l.body}\n`),
  'serial before app': five((l) => `${l.serial}\n${l.appId}\n${l.timestamp}\n${l.nonce}\n${l.body}\n`),
  'the serial in capitals': five(
    (l) => `${l.appId}\n${l.serial.toUpperCase()}\n${l.timestamp}\n${l.nonce}\n${l.body}\n`,
  ),
  'the serial without its zeros': five(
    (l) => `${l.appId}\n${l.serial.replace(/^0+/, '')}\n${l.timestamp}\n${l.nonce}\n${l.body}\n`,
  ),
  'the body trimmed': five(
    (l) => `${l.appId}\n${l.serial}\n${l.timestamp}\n${l.nonce}\n${l.body.replaceAll('{ ', '{')}\n`,
  ),
  'lines of Windows': five((l) => `${l.appId}\r\n${l.serial}\r\n${l.timestamp}\r\n${l.nonce}\r\n${l.body}\r\n`),
  'the app in a notification': three((l) => `OP00000003\n${l.timestamp}\n${l.nonce}\n${l.body}\n`),
  'no line feed at the end of a notification': three((l) => `${l.timestamp}\n${l.nonce}\n${l.body}`),
  'another scheme': {
    writeAuthorization: (members) => right.writeAuthorization(members).replace('SHA256', 'SHA1'),
    readAuthorization: (header) => right.readAuthorization(header.replace('SHA1', 'SHA256')),
  },
  'members without quotes': {
    writeAuthorization: (members) => right.writeAuthorization(members).replaceAll('"', ''),
    readAuthorization: (header) => right.readAuthorization(header.replace(/([a-z_]+)=([^,]*)/g, '$1="$2"')),
  },
} as const satisfies Record<string, Partial<Canonical>>

async function packageWith(canonical: Partial<Canonical>) {
  vi.doMock(file, () => ({ ...right, ...canonical }))
  // First and alone, so that no other module is loaded with the right ones meanwhile.
  const texts: Canonical = await import(file)
  const core = await import('shroff')
  const provider = await import('shroff/lakala')
  const mock = await import('shroff/mock')
  const providerMock = await import('shroff/lakala/mock')
  return { ...core, ...provider, ...mock, ...providerMock, texts }
}
type Package = Awaited<ReturnType<typeof packageWith>>

/** A payment, a query, a webhook: what a suite with nothing but a mock would do. */
async function roundTrip(shroff: Package, judged?: 'by the oracle') {
  const mock = await shroff.createMockGateway({ providers: [shroff.mockLakala()], now: noon })
  const credentials = mock.credentials('lakala')
  const account = shroff.lakala(credentials)
  const facts: Facts = credentials
  const transport: Transport = async (request, settings) => {
    const answer = await mock.transport(request, settings)
    if (judged) judgeRequest(request, facts)
    if (judged) judgeReply(answer, facts)
    return answer
  }
  const client = shroff.createClient({ account, transport, retry: { attempts: 1 } })
  await shroff.createPayment(client, { channel: 'qr', wallet: 'alipay', ...tea })
  expect((await shroff.getPayment(client, { orderId: tea.orderId })).status).toBe('pending')
  await shroff.pay(mock, { provider: 'lakala', orderId: tea.orderId })
  const to = async (request: Request) => {
    const body = new Uint8Array(await request.clone().arrayBuffer())
    if (judged) judgeNotice({ headers: Object.fromEntries(request.headers), body }, facts)
    expect((await shroff.receiveWebhook(account, request)).type).toBe('payment.paid')
    return shroff.acknowledge(account, 'received')
  }
  expect(await shroff.deliverWebhooks(mock, { to })).toMatchObject([{ status: 200 }])
}

/** What the oracle has sealed must open: as Lakala is free to write it. */
async function openForeign(shroff: Package) {
  const account = shroff.lakala(options)
  const data = { merchant_no: options.merchantId, out_trade_no: 'T1001', trade_no: '1', total_amount: '2500' }
  const body = `{ ${JSON.stringify(saying({ ...data, trade_state: 'SUCCESS' })).slice(1, -1)},\n"x":"\\u4e8c"}`
  const client = shroff.createClient({ account, transport: async () => seal(body) })
  expect((await shroff.getPayment(client, { orderId: 'T1001' })).status).toBe('paid')
  const notice = `{ ${JSON.stringify({ ...data, trade_status: 'SUCCESS' }).slice(1)}`
  const timestamp = String(noon.getTime() / 1000)
  await shroff.receiveWebhook(account, sealNotice({ privateKey: demo.privateKey, timestamp, body: notice }))
}

/** Published texts and headers. */
async function openPublished(shroff: Package) {
  const { signedText, noticeText, writeAuthorization } = shroff.texts
  for (const { kind, input, expected } of vectors) {
    const { appid = '', serialNo = '', timestamp = '', nonce = '', body = '' } = input
    if (kind === 'notify-verify' && expected.canonical)
      expect(noticeText(timestamp, nonce, body).join('')).toBe(expected.canonical)
    if (kind !== 'request-sign') continue
    expect(signedText(appid, serialNo, timestamp, nonce, body).join('')).toBe(expected.canonical)
    const members = { appid, nonce_str: nonce, timestamp, serial_no: serialNo, signature: expected.signature! }
    expect(writeAuthorization(members)).toBe(expected.authorization)
  }
}

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
  vi.doUnmock(file)
})

describe('the suite', () => {
  it('passes with the right builders, also with those made here', async () => {
    expect(await noticed(await packageWith({}))).toEqual([])
    vi.resetModules()
    const same = {
      ...five((l) => `${l.appId}\n${l.serial}\n${l.timestamp}\n${l.nonce}\n${l.body}\n`),
      ...three((l) => `${l.timestamp}\n${l.nonce}\n${l.body}\n`),
    }
    expect(await noticed(await packageWith(same))).toEqual([])
  })

  const all = ['judged by the oracle', 'sealed by the oracle', 'published samples']
  const [judged, sealed, published] = all as [string, string, string]
  it.each([
    ['no line feed at the end', all],
    ['three lines for a request', all],
    ['nonce before time', all],
    ['serial before app', all],
    ['the serial in capitals', all],
    ['the serial without its zeros', all],
    ['the body trimmed', [judged, sealed]],
    ['lines of Windows', all],
    ['the app in a notification', all],
    ['no line feed at the end of a notification', all],
    ['another scheme', [judged, published]],
    ['members without quotes', all],
  ] as const satisfies (readonly [keyof typeof wrong, readonly string[]])[])('fails on %s', async (name, parts) => {
    expect(await noticed(await packageWith(wrong[name]))).toEqual(parts)
  })
})
