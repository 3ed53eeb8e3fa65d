import type { Transport } from 'shroff'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Facts, judgeReply, judgeRequest, openNotice, sealReply } from '../oracle/yeepay/wire.js'
import { noon } from '../support/noon.js'
import { whichFail } from '../support/sabotage.js'
import {
  appKey,
  merchantId,
  merchantKey,
  noticeOf,
  paidNotice,
  paidTea,
  platformKey,
  platformPublicKey,
  tea,
} from '../support/yeepay.js'
import { vectors } from '../vectors/yeepay.js'

// Wrong builders of the signed texts, each of which somebody has shipped or would. Each takes the place of the right one on both
// sides, client and mock. A round trip through the mock notices none; the oracle and the published samples notice all.

const file = '../../src/yeepay/canonical.js'
type Canonical = typeof import('../../src/yeepay/canonical.js')
const right = await vi.importActual<Canonical>(file)

type Fields = Readonly<Record<string, string>>
const pairs = (fields: Fields, change: (names: string[]) => string[], encode = right.encode) =>
  change(Object.keys(fields))
    .map((name) => `${encode(name)}=${encode(fields[name]!)}`)
    .join('&')
const request = (
  change: (given: Parameters<Canonical['requestText']>[0]) => Parameters<Canonical['requestText']>[0],
) => ({
  requestText: (given: Parameters<Canonical['requestText']>[0]) => right.requestText(change(given)),
})

const wrong = {
  'parameters in the order of the message': { parameterText: (fields) => pairs(fields, (names) => names) },
  'parameters sorted downwards': { parameterText: (fields) => pairs(fields, (names) => names.sort().reverse()) },
  'parameters encoded twice': {
    parameterText: (fields) =>
      pairs(
        fields,
        (names) => names.sort(),
        (text) => right.encode(right.encode(text)),
      ),
  },
  'a blank as a plus': {
    parameterText: (fields) => right.parameterText(fields).replaceAll('%20', '+'),
  },
  'escapes in small letters': {
    parameterText: (fields) => right.parameterText(fields).replace(/%../g, (code) => code.toLowerCase()),
  },
  'the prefix in the path': request((given) => ({ ...given, path: `/yop-center${given.path}` })),
  'no empty line for no query': {
    requestText: (given) => right.requestText(given).replace('\n\n', '\n'),
  },
  'a line end behind': { requestText: (given) => `${right.requestText(given)}\n` },
  'headers not encoded': {
    headerText: (headers, names) =>
      names
        .map((name) => `${name}:${headers[name]}`)
        .sort()
        .join('\n'),
    authText: (auth) => right.authText(auth),
    // With a request id that has nothing to encode nobody would see it.
    requestText: (given) => right.requestText({ ...given, headers: given.headers.replaceAll('-', '%2D') }),
  },
  'another version': { authText: (auth) => right.authText(auth).replace('v3', 'v2') },
  'blanks of an answer kept': { answerText: (body) => body },
  'every white space of an answer gone': { answerText: (body) => body.replace(/\s/g, '') },
  'blanks of a notification gone': {
    noticeParts: (plaintext) => right.noticeParts(plaintext.replace(/[ \t\n]/g, '')),
  },
  'a notification split at its first mark': {
    noticeParts: (plaintext) => {
      const at = plaintext.indexOf('$')
      return [plaintext.slice(0, at), plaintext.slice(at + 1)]
    },
  },
} as const satisfies Record<string, Partial<Canonical>>

async function packageWith(canonical: Partial<Canonical>) {
  // Those that are made of others are made of the changed ones.
  const changed = { ...right, ...canonical }
  if (canonical.authText && !canonical.requestText)
    changed.requestText = ({ auth, method, path, query, headers }) =>
      [canonical.authText!(auth), method, path, query, headers].join('\n')
  vi.doMock(file, () => changed)
  // First and alone, so that no other module is loaded with the right ones meanwhile.
  const texts: Canonical = await import(file)
  const core = await import('shroff')
  const provider = await import('shroff/yeepay')
  const mock = await import('shroff/mock')
  const providerMock = await import('shroff/yeepay/mock')
  return { ...core, ...provider, ...mock, ...providerMock, texts }
}
type Package = Awaited<ReturnType<typeof packageWith>>

/** A payment, a query, a webhook: what a suite with nothing but a mock would do. */
async function roundTrip(shroff: Package, judged?: 'by the oracle') {
  const mock = await shroff.createMockGateway({ providers: [shroff.mockYeepay()], now: noon })
  const credentials = mock.credentials('yeepay')
  const account = shroff.yeepay(credentials)
  const whose: Facts = credentials
  const transport: Transport = async (request, settings) => {
    const answer = await mock.transport(request, settings)
    if (judged) judgeRequest(request, whose)
    if (judged) judgeReply(answer, whose)
    return answer
  }
  const client = shroff.createClient({ account, transport, retry: { attempts: 1 } })
  await shroff.createPayment(client, { channel: 'qr', ...tea })
  expect((await shroff.getPayment(client, { orderId: tea.orderId })).status).toBe('pending')
  await shroff.pay(mock, { provider: 'yeepay', orderId: tea.orderId })
  const to = async (request: Request) => {
    if (judged) openNotice(new Uint8Array(await request.clone().arrayBuffer()), whose)
    expect((await shroff.receiveWebhook(account, request)).type).toBe('payment.paid')
    return shroff.acknowledge(account, 'received')
  }
  expect(await shroff.deliverWebhooks(mock, { to })).toMatchObject([{ status: 200 }])
}

/** What the oracle has sealed must open: as YeePay is free to write it. */
async function openForeign(shroff: Package) {
  const account = shroff.yeepay({ appKey, merchantId, privateKey: merchantKey, yeepayPublicKey: platformPublicKey })
  const result = { ...paidTea, memo: 'two words\u00a0$ 茶\r' }
  const reply = sealReply({ result }, platformKey)
  const client = shroff.createClient({ account, transport: async () => reply, retry: { attempts: 1 } })
  expect((await shroff.getPayment(client, { orderId: 'T1001' })).status).toBe('paid')
  const notice = { ...paidNotice, memo: 'two words $ 茶' }
  const event = await shroff.receiveWebhook(account, { headers: {}, body: noticeOf(notice) })
  expect(event).toMatchObject({ type: 'payment.paid', attach: notice.memo })
}

/** Published texts. */
async function openPublished(shroff: Package) {
  const { headerText, parameterText, requestText, answerText } = shroff.texts
  for (const { kind, input, expected } of vectors) {
    if (kind === 'rsa-response-verify' && expected.signatureValid)
      expect(answerText(input.body!)).toBe(expected.signedText)
    if (kind !== 'rsa-request-sign') continue
    if (expected.canonicalForm) expect(parameterText(input.params!)).toBe(expected.canonicalForm)
    const signed = {
      ...(input.contentType && { 'content-type': input.contentType }),
      'x-yop-appkey': input.appKey!,
      'x-yop-content-sha256': expected.contentSha256!,
      'x-yop-request-id': input.requestId!,
    }
    const text = requestText({
      auth: { appKey: input.appKey!, time: input.timestamp!, seconds: '1800' },
      method: input.method!,
      path: input.uri!,
      query: input.method === 'GET' ? parameterText(input.params!) : '',
      headers: headerText(signed, Object.keys(signed)),
    })
    expect(text).toBe(expected.canonicalRequest)
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
    const same = { parameterText: (fields: Fields) => pairs(fields, (names) => names.sort()) }
    expect(await noticed(await packageWith(same))).toEqual([])
  })

  const [trip, judged, sealed, published] = [
    'round trip',
    'judged by the oracle',
    'sealed by the oracle',
    'published samples',
  ] as const
  it.each([
    ['parameters in the order of the message', [judged, published]],
    ['parameters sorted downwards', [judged, published]],
    ['parameters encoded twice', [judged, published]],
    ['a blank as a plus', [judged, published]],
    ['escapes in small letters', [judged, published]],
    ['the prefix in the path', [judged, published]],
    ['no empty line for no query', [judged, published]],
    ['a line end behind', [judged, published]],
    ['headers not encoded', [judged, published]],
    ['another version', [judged, published]],
    ['blanks of an answer kept', [judged, sealed, published]],
    ['every white space of an answer gone', [sealed]],
    // The mock signs what it sends: here even a round trip notices.
    ['blanks of a notification gone', [trip, judged, sealed]],
    ['a notification split at its first mark', [sealed]],
  ] as const satisfies (readonly [keyof typeof wrong, readonly string[]])[])('fails on %s', async (name, parts) => {
    expect(await noticed(await packageWith(wrong[name]))).toEqual(parts)
  })
})
