import type { Transport } from 'shroff'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { judgeNotice, judgeUnionpay, sealNotice, sealReply } from '../oracle/unionpay.js'
import { noon } from '../support/noon.js'
import { whichFail } from '../support/sabotage.js'
import { leaf, leafKey, merchantId, middle, paidTea, root, tea, teaNotice, txnTime } from '../support/unionpay.js'
import { vectors } from '../vectors/unionpay/samples.js'
import { merchantCertificate, merchantKey, testMiddle, testRoot } from '../vectors/unionpay.js'

// Wrong builders of the signed text and of its digest, and wrong readers of answers, each of which somebody has shipped or would.
// Each takes the place of the right one on both sides, client and mock. A round trip through the mock notices next to none; the
// oracle and the published samples notice all.

const texts = '../../src/unionpay/canonical.js'
const digests = '../../src/crypto/keyed-digest.js'
type Canonical = typeof import('../../src/unionpay/canonical.js')
type Digests = typeof import('../../src/crypto/keyed-digest.js')
const right = await vi.importActual<Canonical>(texts)
const rightDigests = await vi.importActual<Digests>(digests)

type Fields = Readonly<Record<string, string>>
/** The signed text with its fields written otherwise. */
const builder = (write: (fields: [name: string, value: string][]) => string): Partial<Canonical> => ({
  signedText: (fields) => write(Object.entries(fields).filter(([name, value]) => name !== 'signature' && value !== '')),
})
const sorted = (fields: [string, string][]) => fields.sort(([a], [b]) => (a < b ? -1 : 1))
const joined = (fields: [string, string][], by = '&') => fields.map(([name, value]) => `${name}=${value}`).join(by)
const without = (...names: string[]) =>
  builder((fields) => joined(sorted(fields.filter(([name]) => !names.includes(name)))))

const wrong = {
  'names as they come': builder(joined),
  'names sorted without regard to case': builder((fields) =>
    joined(fields.sort(([a], [b]) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))),
  ),
  'values percent-encoded before': builder((fields) =>
    joined(sorted(fields).map(([name, value]) => [name, encodeURIComponent(value)])),
  ),
  'certId left out': without('certId'),
  'the certificate left out': without('signPubKeyCert'),
  'signMethod left out': without('signMethod'),
  'an & at the end': builder((fields) => `${joined(sorted(fields))}&`),
  'values alone': builder((fields) =>
    sorted(fields)
      .map(([, value]) => value)
      .join('&'),
  ),
  'line ends of the certificate as LF': builder((fields) => joined(sorted(fields)).replaceAll('\r\n', '\n')),
  'answers taken for a form': { parseReply: (text: string) => Object.fromEntries(new URLSearchParams(text)) },
  'answers split at every &': {
    parseReply: (text: string): Fields =>
      Object.fromEntries(text.split('&').map((pair) => [pair.split('=')[0]!, pair.slice(pair.indexOf('=') + 1)])),
  },
  'answers split at every =': {
    parseReply: (text: string): Fields =>
      Object.fromEntries(Object.entries(right.parseReply(text)).map(([name, value]) => [name, value.split('=')[0]!])),
  },
} as const satisfies Record<string, Partial<Canonical>>

const wrongDigests = {
  'hashed once': async (text: string) => text,
  'a digest in capitals': async (text: string) => (await rightDigests.hexDigest(text)).toUpperCase(),
} as const

async function packageWith(canonical: Partial<Canonical>, hexDigest = rightDigests.hexDigest) {
  vi.doMock(texts, () => ({ ...right, ...canonical }))
  vi.doMock(digests, () => ({ ...rightDigests, hexDigest }))
  // First and alone, so that no other module is loaded with the right ones meanwhile.
  await import(texts)
  const core = await import('shroff')
  const provider = await import('shroff/unionpay')
  const mock = await import('shroff/mock')
  const providerMock = await import('shroff/unionpay/mock')
  return { ...core, ...provider, ...mock, ...providerMock }
}
type Package = Awaited<ReturnType<typeof packageWith>>
const order = { orderId: tea.orderId, placedAt: tea.placedAt }

/** A payment, a query, a webhook: what a suite with nothing but a mock would do. */
async function roundTrip(shroff: Package, judged?: 'by the oracle') {
  const mock = await shroff.createMockGateway({ providers: [shroff.mockUnionpay()], now: noon })
  const credentials = mock.credentials('unionpay')
  const account = shroff.unionpay(credentials)
  const { certificate, rootCertificate, middleCertificate } = credentials as unknown as Record<string, string>
  const platform = { root: rootCertificate!, middle: middleCertificate!, now: noon.getTime() }
  const facts = { ...platform, merId: credentials.merchantId, certificate: certificate! }
  const transport: Transport = async (request, settings) => {
    const answer = await mock.transport(request, settings)
    if (judged) judgeUnionpay(request, answer, facts)
    return answer
  }
  const client = shroff.createClient({ account, transport, retry: { attempts: 1 } })
  await shroff.createPayment(client, { channel: 'qr', ...tea, description: 'Oolong tea 乌龙茶 100%' })
  await shroff.pay(mock, { provider: 'unionpay', orderId: tea.orderId })
  expect((await shroff.getPayment(client, order)).status).toBe('paid')
  const to = async (request: Request) => {
    const body = new Uint8Array(await request.clone().arrayBuffer())
    if (judged) judgeNotice({ headers: Object.fromEntries(request.headers), body }, facts)
    expect((await shroff.receiveWebhook(account, request)).type).toBe('payment.paid')
    return shroff.acknowledge(account, 'received')
  }
  expect(await shroff.deliverWebhooks(mock, { to })).toMatchObject([{ status: 200 }])
}

const merchant = { merchantId, privateKey: merchantKey, certificate: merchantCertificate }
const standing = (time: string) => ({ clock: { now: () => Date.parse(time), sleep: async () => {} } })

/** What the oracle has sealed must open: as UnionPay is free to write it. */
async function openForeign(shroff: Package) {
  const account = shroff.unionpay({
    ...merchant,
    rootCertificate: root,
    middleCertificate: middle,
    ...standing('2026-03-04T12:00:00+08:00'),
  })
  const seal = { privateKey: leafKey, certificate: leaf }
  const fields = {
    ...paidTea,
    cardTransData: '{ICCardData=9F2608&x=1}',
    merId: merchantId,
    orderId: tea.orderId,
    txnTime,
    respCode: '00',
    respMsg: '成功[0000000]',
    Zz: '1',
  }
  const client = shroff.createClient({ account, transport: async () => sealReply({ ...seal, fields }) })
  const payment = await shroff.getPayment(client, order)
  expect(payment).toMatchObject({ status: 'paid', raw: fields })
  await shroff.receiveWebhook(account, sealNotice({ ...seal, fields: { ...teaNotice, Zz: '1' } }))
}

/** Published messages, theirs and ours. */
async function openPublished(shroff: Package) {
  const account = shroff.unionpay({
    ...merchant,
    rootCertificate: testRoot,
    middleCertificate: testMiddle,
    unsafeSha1Chain: true,
    ...standing('2024-01-05T16:00:00+08:00'),
  })
  const { input: published } = vectors.find(({ name }) => name === 'acp510-response-query-00')!
  const body = new Uint8Array(Buffer.from(published.rawBody!))
  const client = shroff.createClient({ account, transport: async () => ({ status: 200, headers: {}, body }) })
  const placedAt = new Date('2024-01-05T14:50:46+08:00')
  expect((await shroff.getPayment(client, { orderId: 'pay20240105145046', placedAt })).status).toBe('paid')
  const { sealFields } = await import('../../src/unionpay/seal.js')
  const { input, expected } = vectors.find(({ name }) => name === 'acp510-sign-front-consume')!
  const { version: _v, signMethod: _s, certId: _c, merId: _m, ...given } = input.params as Record<string, string>
  expect((await sealFields(account, given)).signature).toBe(expected.signature)
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
  vi.doUnmock(texts)
  vi.doUnmock(digests)
})

describe('the suite', () => {
  it('passes with the right builder, also with the one made here', async () => {
    expect(await noticed(await packageWith({}))).toEqual([])
    vi.resetModules()
    expect(await noticed(await packageWith(builder((fields) => joined(sorted(fields)))))).toEqual([])
  })

  const all = ['judged by the oracle', 'sealed by the oracle', 'published samples']
  const readers = ['round trip', ...all]
  it.each([
    ['names as they come', readers],
    ['names sorted without regard to case', all],
    ['values percent-encoded before', all],
    ['certId left out', ['judged by the oracle', 'published samples']],
    ['the certificate left out', all],
    ['signMethod left out', all],
    ['an & at the end', all],
    ['values alone', all],
    ['line ends of the certificate as LF', all],
    ['answers taken for a form', readers],
    ['answers split at every &', ['round trip', 'judged by the oracle', 'sealed by the oracle']],
    ['answers split at every =', readers],
  ] as const satisfies (readonly [keyof typeof wrong, readonly string[]])[])('fails on %s', async (name, parts) => {
    expect(await noticed(await packageWith(wrong[name]))).toEqual(parts)
  })

  it.each(Object.keys(wrongDigests) as (keyof typeof wrongDigests)[])('fails on %s', async (name) => {
    expect(await noticed(await packageWith({}, wrongDigests[name]))).toEqual(all)
  })
})
