import { createPublicKey } from 'node:crypto'
import type { Transport } from 'shroff'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { judgeNotice, judgeReply, judgeRequest, sealNotice, sealReply } from '../oracle/antom/wire.js'
import { clientId, tea } from '../support/antom.js'
import { noon } from '../support/noon.js'
import { whichFail } from '../support/sabotage.js'
import { privateKey, publicKey, vectors } from '../vectors/antom.js'

// Wrong builders of the signed text and of the header, each of which somebody has shipped or would. Each takes the place of the
// right one on both sides, client and mock. A round trip through the mock notices next to none; the oracle and the published
// samples notice all.

const file = '../../src/antom/canonical.js'
type Canonical = typeof import('../../src/antom/canonical.js')
const right = await vi.importActual<Canonical>(file)

/** The signed text with its parts changed. */
const builder = (
  write: (parts: { path: string; clientId: string; time: string; body: string }) => string,
): Partial<Canonical> => ({
  signedText: ((path: string, clientId: string, time: string, body: string | Uint8Array) => [
    write({ path, clientId, time, body: typeof body === 'string' ? body : new TextDecoder().decode(body) }),
  ]) as Canonical['signedText'],
})

const wrong = {
  'the whole address in place of the path': builder((p) => `POST https://${p.path}\n${p.clientId}.${p.time}.${p.body}`),
  'the sandbox left out of the path': builder(
    (p) => `POST ${p.path.replace('/sandbox', '')}\n${p.clientId}.${p.time}.${p.body}`,
  ),
  'the query left out of the path': builder((p) => `POST ${p.path.split('?')[0]}\n${p.clientId}.${p.time}.${p.body}`),
  'the verb left out': builder((p) => `${p.path}\n${p.clientId}.${p.time}.${p.body}`),
  'a line feed at the end': builder((p) => `POST ${p.path}\n${p.clientId}.${p.time}.${p.body}\n`),
  'lines in place of dots': builder((p) => `POST ${p.path}\n${p.clientId}\n${p.time}\n${p.body}`),
  'time before client': builder((p) => `POST ${p.path}\n${p.time}.${p.clientId}.${p.body}`),
  'the body trimmed': builder((p) => `POST ${p.path}\n${p.clientId}.${p.time}.${p.body.replaceAll('{ ', '{')}`),
  'the body written again': builder((p) => {
    try {
      return `POST ${p.path}\n${p.clientId}.${p.time}.${JSON.stringify(JSON.parse(p.body))}`
    } catch {
      return p.body
    }
  }),
  'base64 not encoded': {
    writeSignature: (version, base64) => `algorithm=RSA256,keyVersion=${version},signature=${base64}`,
  },
  'base64 of the URL alphabet': {
    writeSignature: (version, base64) =>
      `algorithm=RSA256,keyVersion=${version},signature=${base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`,
    readSignature: (header) => {
      const given = right.readSignature(header)
      const bytes = given?.base64.replaceAll('-', '+').replaceAll('_', '/')
      return given && { ...given, base64: bytes!.padEnd(344, '=') }
    },
  },
  'members in another order': {
    writeSignature: (version, base64) =>
      `keyVersion=${version},algorithm=RSA256,signature=${encodeURIComponent(base64)}`,
  },
} as const satisfies Record<string, Partial<Canonical>>

async function packageWith(canonical: Partial<Canonical>) {
  vi.doMock(file, () => ({ ...right, ...canonical }))
  // First and alone, so that no other module is loaded with the right ones meanwhile.
  const texts: Canonical = await import(file)
  const core = await import('shroff')
  const provider = await import('shroff/antom')
  const mock = await import('shroff/mock')
  const providerMock = await import('shroff/antom/mock')
  return { ...core, ...provider, ...mock, ...providerMock, texts }
}
type Package = Awaited<ReturnType<typeof packageWith>>

/** A payment, a query, a webhook: what a suite with nothing but a mock would do. */
async function roundTrip(shroff: Package, judged?: 'by the oracle') {
  const mock = await shroff.createMockGateway({ providers: [shroff.mockAntom({ sandbox: true })], now: noon })
  const credentials = mock.credentials('antom')
  const account = shroff.antom(credentials)
  const merchant = { clientId: credentials.clientId, publicKey: createPublicKey(credentials.privateKey) }
  const platform = { clientId: credentials.clientId, publicKey: credentials.antomPublicKey }
  const transport: Transport = async (request, settings) => {
    const answer = await mock.transport(request, settings)
    if (judged) judgeRequest(request, merchant)
    if (judged) judgeReply(request, answer, platform)
    return answer
  }
  const client = shroff.createClient({ account, transport, retry: { attempts: 1 } })
  await shroff.createPayment(client, { channel: 'page', ...tea })
  expect((await shroff.getPayment(client, { orderId: tea.orderId })).status).toBe('pending')
  await shroff.pay(mock, { provider: 'antom', orderId: tea.orderId })
  const to = async (request: Request) => {
    const body = new Uint8Array(await request.clone().arrayBuffer())
    if (judged) judgeNotice({ url: request.url, headers: Object.fromEntries(request.headers), body }, platform)
    expect((await shroff.receiveWebhook(account, request)).type).toBe('payment.paid')
    return shroff.acknowledge(account, 'received')
  }
  expect(await shroff.deliverWebhooks(mock, { to })).toMatchObject([{ status: 200 }])
}

/** What the oracle has sealed must open: as Antom is free to write it. */
async function openForeign(shroff: Package) {
  const time = '2026-03-04T12:00:00+08:00'
  const account = shroff.antom({
    clientId: `SANDBOX_${clientId}`,
    privateKey,
    antomPublicKey: publicKey,
    clock: { now: () => noon.getTime(), sleep: async () => {} },
  })
  const seal = { clientId: account.clientId, privateKey, time }
  const result = '"result" : {"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"success."}'
  const payment = '"paymentRequestId":"T_1","paymentId":"P1","paymentAmount":{"currency":"JPY","value":"200"}'
  const path = '/ams/sandbox/api/v1/payments/inquiryPayment'
  const body = `{ ${result},"paymentStatus":"SUCCESS",${payment},"x":"\\u4e8c { \\/ }"\n}`
  const client = shroff.createClient({ account, transport: async () => sealReply({ ...seal, path, body }) })
  expect((await shroff.getPayment(client, { orderId: 'T_1' })).status).toBe('paid')
  const notice = `{ "notifyType":"PAYMENT_RESULT",${result},${payment} }`
  await shroff.receiveWebhook(account, sealNotice({ ...seal, path: '/notify?shop=1', body: notice }))
}

/** Published texts and headers. */
async function openPublished(shroff: Package) {
  for (const { kind, input, expected } of vectors) {
    const { path, clientId, time, body } = input
    if (expected.contentToSign)
      expect(shroff.texts.signedText(path!, clientId!, time!, body!).join('')).toBe(expected.contentToSign)
    if (expected.signatureBase64 && expected.signatureHeader)
      expect(shroff.texts.writeSignature('1', expected.signatureBase64)).toBe(expected.signatureHeader)
    if (kind === 'signature-header-parse')
      expect(shroff.texts.readSignature(input.header!)?.base64).toBe(expected.signatureBase64)
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
  it('passes with the right builder, also with the one made here', async () => {
    expect(await noticed(await packageWith({}))).toEqual([])
    vi.resetModules()
    const same = builder((p) => `POST ${p.path}\n${p.clientId}.${p.time}.${p.body}`)
    expect(await noticed(await packageWith(same))).toEqual([])
  })

  const all = ['judged by the oracle', 'sealed by the oracle', 'published samples']
  const [judged, sealed, published] = all as [string, string, string]
  it.each([
    ['the whole address in place of the path', all],
    ['the sandbox left out of the path', [judged, sealed]],
    ['the query left out of the path', [judged, sealed]],
    ['the verb left out', all],
    ['a line feed at the end', all],
    ['lines in place of dots', all],
    ['time before client', all],
    ['the body trimmed', [judged, sealed]],
    ['the body written again', all],
    ['base64 not encoded', [judged, published]],
    ['base64 of the URL alphabet', [judged, published]],
    ['members in another order', [judged, published]],
  ] as const satisfies (readonly [keyof typeof wrong, readonly string[]])[])('fails on %s', async (name, parts) => {
    expect(await noticed(await packageWith(wrong[name]))).toEqual(parts)
  })
})
