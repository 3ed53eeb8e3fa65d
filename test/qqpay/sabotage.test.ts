import type { Transport } from 'shroff'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  appSign,
  type Facts,
  judgeNotice,
  judgeReply,
  judgeRequest,
  sealNotice,
  sealReply,
} from '../oracle/qqpay/wire.js'
import { noon } from '../support/noon.js'
import { apiKey, appKey, facts, merchantId, paidTea, tea } from '../support/qqpay.js'
import { whichFail } from '../support/sabotage.js'
import { vectors } from '../vectors/qqpay.js'

// Wrong builders of the signed texts, each of which somebody has shipped or would. Each takes the place of the right one on both
// sides, client and mock. A round trip through the mock notices none; the oracle and the published samples notice all.

const file = '../../src/qqpay/canonical.js'
type Canonical = typeof import('../../src/qqpay/canonical.js')
const right = await vi.importActual<Canonical>(file)

type Pairs = [name: string, value: string][]
/** The signed text of pairs that are chosen, ordered and written otherwise. */
const builder = (
  change: (pairs: Pairs) => Pairs,
  write: (pairs: string[], key: string) => string = (pairs, key) => [...pairs, `key=${key}`].join('&'),
): Partial<Canonical> => ({
  signedText: (fields, key) => {
    const pairs = Object.entries(fields).flatMap(
      ([name, value]): Pairs => (name === 'sign' ? [] : [[name, value ?? '']]),
    )
    return write(
      change(pairs.sort(([a], [b]) => (a < b ? -1 : 1))).map(([name, value]) => `${name}=${value}`),
      key,
    )
  },
})
const filled = (pairs: Pairs) => pairs.filter(([, value]) => value)

const wrong = {
  'empty values kept': builder((pairs) => pairs),
  'in the order of the message': {
    signedText: (fields, key) =>
      [
        ...Object.entries(fields).flatMap(([name, value]) => (value && name !== 'sign' ? [`${name}=${value}`] : [])),
        `key=${key}`,
      ].join('&'),
  },
  'sorted downwards': builder((pairs) => filled(pairs).reverse()),
  'values encoded': builder((pairs) => filled(pairs).map(([name, value]) => [name, encodeURIComponent(value)])),
  'names in small letters': builder(filled, (pairs, key) => [...pairs, `KEY=${key}`].join('&')),
  'no word before the key': builder(filled, (pairs, key) => `${pairs.join('&')}&${key}`),
  'the key among the others': builder(filled, (pairs, key) => [...pairs, `key=${key}`].sort().join('&')),
  'the nonce left out': builder((pairs) => filled(pairs).filter(([name]) => name !== 'nonce_str')),
  'the app’s empty text left out': { appText: (given) => right.appText(given).replace('&pubAcc=', '') },
  'the app’s names in small letters': { appText: (given) => right.appText(given).toLowerCase() },
  'no ampersand behind the app’s key': { appSecret: (key) => key },
} as const satisfies Record<string, Partial<Canonical>>

async function packageWith(canonical: Partial<Canonical>) {
  vi.doMock(file, () => ({ ...right, ...canonical }))
  // First and alone, so that no other module is loaded with the right ones meanwhile.
  const texts: Canonical = await import(file)
  const core = await import('shroff')
  const provider = await import('shroff/qqpay')
  const mock = await import('shroff/mock')
  const providerMock = await import('shroff/qqpay/mock')
  return { ...core, ...provider, ...mock, ...providerMock, texts }
}
type Package = Awaited<ReturnType<typeof packageWith>>

/** A payment, a query, a webhook: what a suite with nothing but a mock would do. */
async function roundTrip(shroff: Package, judged?: 'by the oracle') {
  const mock = await shroff.createMockGateway({ providers: [shroff.mockQqpay()], now: noon })
  const credentials = mock.credentials('qqpay')
  const account = shroff.qqpay(credentials)
  const whose: Facts = credentials
  const transport: Transport = async (request, settings) => {
    const answer = await mock.transport(request, settings)
    if (judged) judgeRequest(request, whose)
    if (judged) judgeReply(request, answer, whose)
    return answer
  }
  const client = shroff.createClient({ account, transport, retry: { attempts: 1 } })
  await shroff.createPayment(client, { channel: 'qr', ...tea })
  const app = await shroff.createPayment(client, { channel: 'app', ...tea, orderId: 'T1002' })
  const { payload } = app.nextAction
  if (judged) expect(payload.sig).toBe(appSign({ ...payload }, credentials.appKey))
  expect((await shroff.getPayment(client, { orderId: tea.orderId })).status).toBe('pending')
  await shroff.pay(mock, { provider: 'qqpay', orderId: tea.orderId })
  const to = async (request: Request) => {
    if (judged) judgeNotice(new Uint8Array(await request.clone().arrayBuffer()), whose)
    expect((await shroff.receiveWebhook(account, request)).type).toBe('payment.paid')
    return shroff.acknowledge(account, 'received')
  }
  expect(await shroff.deliverWebhooks(mock, { to })).toMatchObject([{ status: 200 }])
}

/** What the oracle has sealed must open: as QQ Wallet is free to write it. */
async function openForeign(shroff: Package) {
  const account = shroff.qqpay({ merchantId, apiKey })
  const fields = { ...paidTea, attach: '', new_field: 'a=b&c=茶', Upper: '1' }
  for (const how of ['plain', 'cdata'] as const) {
    const client = shroff.createClient({ account, transport: async () => sealReply(facts, fields, how) })
    expect((await shroff.getPayment(client, { orderId: 'T1001' })).status).toBe('paid')
    await shroff.receiveWebhook(account, sealNotice(facts, fields, how))
  }
}

/** Published texts. */
async function openPublished(shroff: Package) {
  const { signedText, appText, appSecret } = shroff.texts
  for (const { kind, input, keys, expected } of vectors) {
    if (kind.endsWith('md5-sign')) expect(signedText(input.params!, keys.apiKey!)).toBe(expected.stringToSign)
    if (kind !== 'qpay-app-sign-negative') continue
    const text = appText(input.fields as Parameters<typeof appText>[0])
    expect(expected.sourceStringMustNotBe).not.toContain(text)
  }
  expect(appSecret(appKey)).toBe(`${appKey}&`)
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
  it('passes with the right builder, also with the one made here', async () => {
    expect(await noticed(await packageWith({}))).toEqual([])
    vi.resetModules()
    expect(await noticed(await packageWith(builder(filled)))).toEqual([])
  })

  const all = ['judged by the oracle', 'sealed by the oracle', 'published samples']
  const [judged, sealed, published] = all as [string, string, string]
  it.each([
    // What is empty is signed and not written: here even a round trip notices.
    ['empty values kept', ['round trip', judged, sealed]],
    ['in the order of the message', all],
    ['sorted downwards', all],
    ['values encoded', [judged, sealed]],
    ['names in small letters', all],
    ['no word before the key', all],
    ['the key among the others', all],
    ['the nonce left out', all],
    ['the app’s empty text left out', [judged, published]],
    ['the app’s names in small letters', [judged, published]],
    ['no ampersand behind the app’s key', [judged, published]],
  ] as const satisfies (readonly [keyof typeof wrong, readonly string[]])[])('fails on %s', async (name, parts) => {
    expect(await noticed(await packageWith(wrong[name]))).toEqual(parts)
  })
})
