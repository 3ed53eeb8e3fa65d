import { inspect } from 'node:util'
import { createClient } from 'shroff'
import {
  type CircleOptions,
  callProvider,
  check,
  circle,
  createPayment,
  fetchNotificationKey,
  fetchSigningCertificate,
  getPayment,
  ready,
  receiveWebhook,
} from 'shroff/circle'
import { mockCircle } from 'shroff/circle/mock'
import { createMockGateway } from 'shroff/mock'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { apiKey as mocksApiKey } from '../../src/circle/mock/keys.js'
import { openAnswering, openCircle, openTea, tea } from '../support/circle.js'
import { failure, thrown } from '../support/failure.js'
import { noon } from '../support/noon.js'
import { documented } from '../vectors/circle.js'

const apiKey = 'LIVE_API_KEY:00112233:44556677'
const made = (more: object) => circle({ apiKey, ...more } as CircleOptions)
const reference = '6e4d4047-db14-4c09-b238-1215aee50d03'

describe('an account', () => {
  it('calls the host of its environment, with the API key and no more', async () => {
    expect([made({}).hosts, made({ sandbox: true }).hosts]).toEqual([
      ['https://api.circle.com'],
      ['https://api-sandbox.circle.com'],
    ])
    expect(made({ hosts: ['http://127.0.0.1:8080'] }).hosts).toEqual(['http://127.0.0.1:8080'])
    const sent: Record<string, string>[] = []
    const { client } = openAnswering(
      ({ headers }) => {
        sent.push(headers)
        return {}
      },
      200,
      { apiKey },
    )
    await failure(getPayment(client, { reference }))
    expect(sent).toEqual([
      {
        accept: 'application/json',
        authorization: `Bearer ${apiKey}`,
        'user-agent': expect.stringMatching(/^shroff\//),
      },
    ])
  })

  it('believes Circle’s two topics of its environment, and no other', () => {
    expect(made({}).topics).toEqual([
      'arn:aws:sns:us-east-1:908968368384:prod_platform-notifications-topic',
      'arn:aws:sns:us-west-2:908968368384:prod_platform-notifications-topic',
    ])
    expect(made({ sandbox: true }).topics[0]).toContain(':sandbox_platform')
  })

  it('shows its key to nobody', async () => {
    const account = made({})
    const client = createClient({
      account,
      transport: async () => ({ status: 500, headers: {}, body: new Uint8Array() }),
      retry: { attempts: 1 },
    })
    const error = await failure(getPayment(client, { reference }))
    for (const view of [
      inspect(account, { depth: 9, showHidden: true }),
      JSON.stringify(account),
      inspect({ ...account }),
      inspect(error),
      JSON.stringify(error),
    ])
      expect(view).not.toContain('44556677')
  })

  it.each<[string, object]>([
    ['apiKey', { apiKey: '' }],
    ['apiKey', { apiKey: 'undefined' }],
    ['apiKey', { apiKey: `${apiKey}\n` }],
    ['sandbox', { sandbox: 'yes' }],
    ['hosts', { hosts: ['https://api.circle.com/v1'] }],
    ['merchantWalletId', { merchantWalletId: 1000 }],
    ['notificationKeys', { notificationKeys: { key: 'x' } }],
    ['notificationKeys', { notificationKeys: null }],
    ['refreshNotificationKeys', { refreshNotificationKeys: {} }],
    ['subscriptionIds', { subscriptionIds: [] }],
    ['clientId', { clientId: 'me' }],
    ['topics', { topics: ['arn:aws:sns:*:908968368384:x'] }],
    ['signingCertificates', { signingCertificates: { 'https://evil.example/x.pem': 'x' } }],
    ['refreshSigningCertificates', { refreshSigningCertificates: 'https://sns.amazonaws.com' }],
    ['mock', { mock: 1 }],
  ])('says which option is wrong: %s %j', (name, change) => {
    const error = thrown(() => made(change))
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining(`circle: ${name} must be`) })
    expect(error.message).not.toContain('44556677')
  })

  it.each([
    ['token', 'apiKey'],
    ['api_key', 'apiKey'],
    ['environment', 'sandbox'],
    ['privateKey', 'no signature'],
    ['walletId', 'merchantWalletId'],
    ['idempotencyKey', 'your own numbers'],
    ['publicKeys', 'notificationKeys'],
  ])('has no option %s, and says what there is', (name, said) => {
    expect(thrown(() => made({ [name]: 'x' })).next).toContain(said)
  })

  it('without an API key receives, and says what it lacks', () => {
    const account = circle({ notificationKeys: { [documented.keyId]: documented.publicKey } })
    const transport = async () => ({ status: 200, headers: {}, body: new Uint8Array() })
    expect(thrown(() => createClient({ account: account as never, transport })).message).toContain('it lacks apiKey')
    const unset = circle({ apiKey: undefined } as never)
    expect(unset.lacks).toBe('apiKey (given, but not set)')
  })

  it('takes the mock’s keys only where it says that it is the mock’s', async () => {
    const { mock } = await openCircle()
    const { mock: _, ...credentials } = mock.credentials('circle')
    const client = createClient({ account: circle(credentials), transport: mock.transport })
    expect(await failure(createPayment(client, tea))).toMatchObject({ code: 'CONFIG_INVALID', outcome: 'not-sent' })
    expect(await failure(ready(circle(credentials)))).toMatchObject({
      message: expect.stringContaining('apiKey is a key of the mock gateway'),
    })
    const keys = await fetchNotificationKey(mock.transport)(
      circle(mock.credentials('circle')),
      '5a7e1c0e-8f0d-4c55-9d7a-2f5e6b1c3d40',
    )
    const [[keyId, publicKey]] = Object.entries(keys) as [[string, string]]
    const spki = Buffer.from(publicKey, 'base64')
    const { x, y } = await crypto.subtle
      .importKey('spki', spki, { name: 'ECDSA', namedCurve: 'P-256' }, true, ['verify'])
      .then((key) => crypto.subtle.exportKey('jwk', key))
    for (const key of [publicKey, spki, { kty: 'EC', crv: 'P-256', x: x!, y: y! }]) {
      const account = circle({ notificationKeys: { [keyId]: key } })
      expect((await failure(ready(account))).message, typeof key).toContain(
        `notificationKeys[${keyId}] is a key of the mock`,
      )
    }
    const url = 'https://sns.us-west-2.amazonaws.com/SimpleNotificationService-mock.pem'
    const certificates = await fetchSigningCertificate(mock.transport)(circle(mock.credentials('circle')), url)
    expect((await failure(ready(circle({ signingCertificates: certificates })))).message).toContain(
      'is a key of the mock',
    )
    const fresh = await createMockGateway({ providers: [mockCircle()], now: noon, keys: 'fresh' })
    expect(fresh.credentials('circle').apiKey).not.toBe(mocksApiKey)
    expect(await ready(circle({ ...fresh.credentials('circle'), mock: false }))).toMatchObject({ proven: [] })
  })

  it('keeps the keys of a mock that keeps them', async () => {
    const kept: Record<string, string> = {}
    const open = () => createMockGateway({ providers: [mockCircle()], now: noon, keys: kept })
    const [one, other] = [await open(), await open()]
    expect(one.credentials('circle').apiKey).toBe(other.credentials('circle').apiKey)
    const keyOf = async (mock: typeof one) =>
      fetchNotificationKey(mock.transport)(circle(mock.credentials('circle')), '5a7e1c0e-8f0d-4c55-9d7a-2f5e6b1c3d40')
    expect(await keyOf(one)).toEqual(await keyOf(other))
    expect(Object.keys(kept)).toHaveLength(5)
  })
})

describe('ready and check', () => {
  it('prove what they can, and name the rest', async () => {
    const { account, client, mock } = await openCircle()
    expect(await ready(account)).toEqual({
      proven: [],
      unproven: [{ option: 'apiKey', why: expect.stringContaining('check(client)') }],
    })
    const receiving = circle({
      notificationKeys: { [documented.keyId]: documented.publicKey },
      signingCertificates: { 'https://sns.us-west-2.amazonaws.com/x.pem': await certificateOf(mock) },
      mock: true,
    })
    expect((await ready(receiving)).unproven.map(({ option }) => option)).toEqual([
      'notificationKeys',
      'signingCertificates',
    ])
    expect(await check(client)).toEqual({
      proven: ['apiKey', 'hosts', 'merchantWalletId'],
      unproven: [],
      masterWalletId: '1000999922',
    })
    const other = await openCircle({}, { merchantWalletId: '1000000001' })
    expect((await check(other.client)).unproven.map(({ option }) => option)).toEqual(['merchantWalletId'])
  })

  const certificateOf = async (mock: Awaited<ReturnType<typeof openCircle>>['mock']) => {
    const url = 'https://sns.us-west-2.amazonaws.com/SimpleNotificationService-mock.pem'
    const found = await fetchSigningCertificate(mock.transport)(circle(mock.credentials('circle')), url)
    return found[url] as string
  }

  it('say that the key is of the other environment, or another’s', async () => {
    const { client } = await openCircle({}, { apiKey: 'SAND_API_KEY:1:2' })
    expect(await failure(check(client))).toMatchObject({
      code: 'NOT_PERMITTED',
      outcome: 'rejected',
      status: 401,
      providerCode: '401',
    })
  })

  it('name a key that cannot be read', async () => {
    const account = circle({ notificationKeys: { [documented.keyId]: 'no key' } })
    expect((await failure(ready(account))).message).toContain(`notificationKeys[${documented.keyId}]`)
  })
})

describe('a key that is fetched', () => {
  const fetched = (data: object | string, status = 200) => {
    const { account } = openAnswering(() => data, status)
    const transport = async () => ({ status, headers: {}, body: new TextEncoder().encode(JSON.stringify(data)) })
    return fetchNotificationKey(transport)(account, documented.keyId)
  }
  const key = { id: documented.keyId, algorithm: 'ECDSA_SHA_256', publicKey: documented.publicKey }

  it('is Circle’s under the id that was asked for, of the one algorithm', async () => {
    expect(await fetched({ data: key })).toEqual({ [documented.keyId]: documented.publicKey })
    expect(await failure(fetched({ data: { ...key, id: reference } }))).toMatchObject({ code: 'REPLY_MISMATCH' })
    for (const algorithm of ['RSA_SHA_256', 'ECDSA_SHA_1', 'none', ''])
      expect(await failure(fetched({ data: { ...key, algorithm } }))).toMatchObject({ code: 'BODY_INVALID' })
    expect(await fetched({ code: 404, message: 'Not found.' }, 404)).toEqual({})
    expect(await failure(fetched({ code: 401, message: 'Malformed authorization.' }, 401))).toMatchObject({
      code: 'NOT_PERMITTED',
    })
  })

  it('that cannot be fetched leaves the webhook to come again', async () => {
    let asked = 0
    const account = circle({
      apiKey,
      async refreshNotificationKeys() {
        asked += 1
        if (asked === 1) throw new Error('no line')
        return { [documented.keyId]: documented.publicKey }
      },
    })
    const webhook = () => ({
      headers: { 'x-circle-key-id': documented.keyId, 'x-circle-signature': documented.signature },
      body: new TextEncoder().encode(documented.body),
    })
    expect(await failure(receiveWebhook(account, webhook()))).toMatchObject({ outcome: 'not-sent', provider: 'circle' })
    expect(await receiveWebhook(account, webhook())).toMatchObject({ type: 'other' })
  })
})

describe('any other endpoint', () => {
  it('is called with the key, and its data is typed', async () => {
    const schema = z.object({ available: z.array(z.object({ amount: z.string(), currency: z.string() })) })
    const balances = { available: [{ amount: '3.14', currency: 'USD' }] }
    const { client } = await openCircle({ routes: { 'GET /v1/businessAccount/balances': () => balances } })
    const path = '/v1/businessAccount/balances'
    expect(await callProvider(client, { method: 'GET', path, schema })).toEqual(balances)
    const wrong = z.object({ available: z.string() })
    expect(await failure(callProvider(client, { method: 'GET', path, schema: wrong }))).toMatchObject({
      code: 'BODY_INVALID',
    })
    const error = await failure(callProvider(client, { method: 'GET', path: '/v1/stablecoins' }))
    expect(error.message).toContain("mockCircle({ routes: { 'GET /v1/stablecoins'")
  })

  it.each([
    { method: 'HEAD', path: '/v1/x' },
    { method: 'GET', path: '/v3/x' },
    { method: 'GET', path: 'https://evil.example/v1/x' },
    { method: 'GET', path: '/v1/../v2/x' },
    { method: 'GET', path: '/v1/%2e%2e/x' },
    { method: 'GET', path: '/v1/x y' },
    { method: 'GET', path: '/v1/x#y' },
    { method: 'GET', path: '/v1/x', body: {} },
    { method: 'POST', path: '/v1/x', body: 'text' },
    { method: 'POST', path: '/v1/x', data: {} },
    { method: 'GET', path: '/v1/x', schema: {} },
    undefined,
  ])('is refused before anything is sent: %j', async (given) => {
    const { client, sent } = await openCircle()
    expect((await failure(callProvider(client, given as never))).outcome).toBe('not-sent')
    expect(sent).toEqual([])
  })

  it('that is no query is sent once, unless it is said to do no harm', async () => {
    const shop = await openTea({ routes: { 'POST /v1/x': () => ({}) } }, {}, 3)
    const count = () => shop.sent.filter(({ url }) => url.endsWith('/v1/x')).length
    shop.line.script = ['timeout-after']
    const post = { method: 'POST', path: '/v1/x', body: { idempotencyKey: reference } } as const
    expect(await failure(callProvider(shop.client, post))).toMatchObject({ code: 'TIMEOUT', outcome: 'unknown' })
    expect(count()).toBe(1)
    shop.line.script = ['timeout-after']
    expect(await callProvider(shop.client, { ...post, repeatable: true })).toEqual({})
    expect(count()).toBe(3)
  })
})

describe('an answer that is not Circle’s', () => {
  it.each([
    ['a proxy’s page', '<html></html>', 200, 'PROVIDER_ERROR'],
    ['a proxy’s page of 502', '<html></html>', 502, 'PROVIDER_UNAVAILABLE'],
    ['no data', { message: 'ok' }, 200, 'PROVIDER_ERROR'],
    ['an error of another form', { error: 'x' }, 400, 'PROVIDER_ERROR'],
    ['an error whose code is a text', { code: '2', message: 'x' }, 400, 'PROVIDER_ERROR'],
    ['a redirect', { data: {} }, 302, 'PROVIDER_ERROR'],
    ['a success with an error’s status', { data: {} }, 400, 'PROVIDER_ERROR'],
    ['too many requests of a proxy', 'slow down', 429, 'RATE_LIMITED'],
    ['a list', [], 200, 'PROVIDER_ERROR'],
    ['a mebibyte and more', `{"data":"${'x'.repeat(1_048_577)}"}`, 200, 'PROVIDER_ERROR'],
  ] as const)('%s', async (_, answer, status, code) => {
    const { client } = openAnswering(() => answer, status)
    expect(await failure(getPayment(client, { reference }))).toMatchObject({
      code,
      outcome: 'unknown',
      authentic: false,
      requestId: 'r-1',
    })
  })

  it('names the member that Circle found wrong', async () => {
    const errors = [{ error: 'value_must_be', location: 'body.amount', message: 'too much' }]
    const { client } = openAnswering(() => ({ code: 2, message: 'API parameter invalid', errors }), 400)
    expect((await failure(createPayment(client, tea))).providerMessage).toBe(
      'API parameter invalid: body.amount: too much',
    )
  })
})
