import { createPublicKey } from 'node:crypto'
import type { Transport } from 'shroff'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  judgeGatewayReply,
  judgeGatewayRequest,
  judgeNotification,
  sealGatewayReply,
  signatureOf,
} from '../oracle/alipay.js'
import { accountOf, alipayKey, notification } from '../support/alipay.js'
import { alipayTea as tea } from '../support/alipay-shop.js'
import { noon } from '../support/noon.js'
import { whichFail } from '../support/sabotage.js'
import { vectors } from '../vectors/alipay.js'

// Wrong builders of the signed text, and wrong slicers of the answer, each shipped somewhere. Each takes the place of the right
// one on both sides, client and mock. A round trip through the mock notices next to none; the oracle and the published samples
// notice all.

const canonicalFile = '../../src/alipay/canonical.js'
const sliceFile = '../../src/alipay/raw-members.js'
type Canonical = typeof import('../../src/alipay/canonical.js')
type Slice = typeof import('../../src/alipay/raw-members.js')
const right = await vi.importActual<Canonical>(canonicalFile)
const rightSlice = await vi.importActual<Slice>(sliceFile)
type Fields = Readonly<Record<string, string>>

/** Both texts, made by changing the sorted pairs of each. */
const builder = (
  write: (pairs: [string, string][]) => [string, string][],
  dropped: { request: string[]; notification: string[] } = { request: ['sign'], notification: ['sign', 'sign_type'] },
  isKept: (value: string) => boolean = (value) => value !== '',
) => {
  const text = (without: string[]) => (fields: Fields) =>
    write(
      Object.entries(fields)
        .filter(([name, value]) => !without.includes(name) && isKept(value))
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    )
      .map(([name, value]) => `${name}=${value}`)
      .join('&')
  return { requestText: text(dropped.request), notificationText: text(dropped.notification) }
}
const same = (pairs: [string, string][]) => pairs
const values = (change: (value: string) => string) =>
  builder((pairs) => pairs.map(([name, value]) => [name, change(value)]))
const rewritten = (raw: string) => {
  try {
    return JSON.stringify(JSON.parse(raw))
  } catch {
    return raw
  }
}
const slicer = (change: (raw: string, text: string) => string): Partial<Slice> => ({
  rawMembers: (text) => new Map([...rightSlice.rawMembers(text)].map(([name, raw]) => [name, change(raw, text)])),
})

const wrongCanonical = {
  'sign_type dropped from requests': builder(same, {
    request: ['sign', 'sign_type'],
    notification: ['sign', 'sign_type'],
  }),
  'sign_type kept in notifications': builder(same, { request: ['sign'], notification: ['sign'] }),
  'values URL-encoded': values(encodeURIComponent),
  'JSON written again': values(rewritten),
  'values trimmed': values((value) => value.trim().replaceAll(' +', '+')),
  unsorted: builder((pairs) => pairs.reverse()),
  'sorted without case': builder((pairs) => pairs.sort(([a], [b]) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))),
  'empty values kept': builder(same, undefined, () => true),
  'biz_content left out': builder(same, { request: ['sign', 'biz_content'], notification: ['sign', 'sign_type'] }),
} as const
const wrongSlice = {
  'answer written again': slicer((raw) => (raw.startsWith('{') ? rewritten(raw) : raw)),
  'answer cut at the first ,"sign"': slicer((raw, text) =>
    raw.startsWith('{') ? text.slice(text.indexOf(raw.slice(0, 9)), text.indexOf(',"sign"')) : raw,
  ),
  'answer cut at the first bracket': slicer((raw) => (raw.startsWith('{') ? raw.slice(0, raw.indexOf('}') + 1) : raw)),
  'escaped slashes unescaped': slicer((raw) => raw.replaceAll('\\/', '/')),
} as const

/** The package with these in it, on both sides of the wire. */
async function packageWith(canonical: Partial<Canonical>, slice: Partial<Slice> = {}) {
  vi.doMock(canonicalFile, () => ({ ...right, ...canonical }))
  vi.doMock(sliceFile, () => ({ ...rightSlice, ...slice }))
  // First and alone, so that no other module is loaded with the right ones meanwhile.
  const texts: Canonical = await import(canonicalFile)
  const slices: Slice = await import(sliceFile)
  const form = await import('../../src/codec/form.js')
  const core = await import('shroff')
  const provider = await import('shroff/alipay')
  const mock = await import('shroff/mock')
  const providerMock = await import('shroff/alipay/mock')
  return { ...core, ...provider, ...mock, ...providerMock, ...form, texts, slices }
}
type Package = Awaited<ReturnType<typeof packageWith>>

/** A payment, a query, a webhook: what a suite with nothing but a mock would do. */
async function roundTrip(shroff: Package, judged?: 'by the oracle') {
  const mock = await shroff.createMockGateway({ providers: [shroff.mockAlipay()], now: noon })
  const credentials = mock.credentials('alipay')
  const { appId } = credentials
  if (credentials.alipayPublicKey === undefined) throw new Error('no public key')
  const publicKey = createPublicKey(credentials.alipayPublicKey)
  const account = shroff.alipay(credentials)
  const transport: Transport = async (request, settings) => {
    const facts = { appId, publicKey: createPublicKey(credentials.privateKey), now: noon.getTime() }
    const { method } = judged ? judgeGatewayRequest(request, facts) : { method: '' }
    const answer = await mock.transport(request, settings)
    if (judged) judgeGatewayReply(answer, { publicKey, method })
    return answer
  }
  const client = shroff.createClient({ account, transport, retry: { attempts: 1 } })
  await shroff.createPayment(client, { channel: 'jsapi', buyerId: '2088102534368455', ...tea })
  expect((await shroff.getPayment(client, { orderId: tea.orderId })).status).toBe('pending')
  await shroff.pay(mock, { provider: 'alipay', orderId: tea.orderId })
  const to = async (request: Request) => {
    const body = new Uint8Array(await request.clone().arrayBuffer())
    if (judged) judgeNotification({ headers: Object.fromEntries(request.headers), body }, { publicKey, appId })
    expect((await shroff.receiveWebhook(account, request)).type).toBe('payment.paid')
    return shroff.acknowledge(account, 'received')
  }
  expect(await shroff.deliverWebhooks(mock, { to })).toMatchObject([{ status: 200 }])
}

/** What the oracle has sealed must open: as a gateway is free to write it. */
async function openForeign(shroff: Package) {
  const account = shroff.alipay({ ...accountOptions(), clock: accountOf().clock })
  const text =
    '{"code": "10000","out_trade_no":"T_1","trade_no":"1","trade_status":"WAIT_BUYER_PAY","total_amount":"1.00","subject":"\\/ {a} ,\\"sign\\"","x":{"y":1,"sign":"z"}}'
  const answer = sealGatewayReply({ method: 'alipay.trade.query', privateKey: alipayKey, text })
  const client = shroff.createClient({ account, transport: async () => answer, retry: { attempts: 1 } })
  await shroff.getPayment(client, { orderId: 'T_1' })
  await shroff.receiveWebhook(account, notification({ subject: ' tea ', Store: '7' }))
}
const accountOptions = () => ({
  appId: accountOf().appId,
  privateKey: vectors.find(({ kind }) => kind === 'v3-request-sign')!.privateKeyPem!,
  alipayPublicKey: createPublicKey(alipayKey).export({ format: 'pem', type: 'spki' }) as string,
})

/** Published texts, answers and notifications. */
async function openPublished(shroff: Package) {
  for (const { kind, input, expected, privateKeyPem } of vectors) {
    if (kind === 'v2-request-sign') {
      expect(shroff.texts.requestText(input.params)).toBe(expected.canonicalString)
      expect(signatureOf(shroff.texts.requestText(input.params), privateKeyPem!)).toBe(expected.sign)
    }
    if (kind === 'v2-notify-verify' && expected.excluded)
      expect(
        shroff.texts[expected.excluded.length === 2 ? 'notificationText' : 'requestText'](
          shroff.readForm(input.formBody),
        ),
      ).toBe(expected.canonicalString)
    if (kind === 'v2-response-verify' || kind === 'v2-response-slice')
      expect(shroff.slices.rawMembers(input.rawBody).get(input.responseKey)).toBe(expected.signedSlice)
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
  vi.doUnmock(canonicalFile)
  vi.doUnmock(sliceFile)
})

describe('the suite', () => {
  it('passes with the right builder and slicer, also with those made here', async () => {
    expect(await noticed(await packageWith({}))).toEqual([])
    vi.resetModules()
    expect(
      await noticed(
        await packageWith(
          builder(same),
          slicer((raw) => raw),
        ),
      ),
    ).toEqual([])
  })

  const all = ['judged by the oracle', 'sealed by the oracle', 'published samples']
  it.each([
    ['sign_type dropped from requests', ['judged by the oracle', 'published samples']],
    // The mock adds sign_type after it has signed, so here even its round trip fails.
    ['sign_type kept in notifications', ['round trip', ...all]],
    ['values URL-encoded', all],
    // 25.00 becomes 25.
    ['JSON written again', all],
    ['values trimmed', ['sealed by the oracle']],
    ['unsorted', all],
    // All documented names are in lower case, but not all that come are documented.
    ['sorted without case', ['sealed by the oracle']],
    ['empty values kept', ['sealed by the oracle']],
    ['biz_content left out', ['judged by the oracle', 'published samples']],
  ] as const)('fails with %s', async (name, by) => {
    const shroff = await packageWith(wrongCanonical[name])
    // The sabotage is in place, or the test would prove nothing.
    expect(shroff.texts.requestText).toBe(wrongCanonical[name].requestText)
    expect(await noticed(shroff)).toEqual(by)
  })

  it.each(Object.keys(wrongSlice) as (keyof typeof wrongSlice)[])('fails with the %s', async (name) => {
    const shroff = await packageWith({}, wrongSlice[name])
    expect(shroff.slices.rawMembers).toBe(wrongSlice[name].rawMembers)
    expect(await noticed(shroff)).toEqual(expect.arrayContaining(['sealed by the oracle', 'published samples']))
  })
})
