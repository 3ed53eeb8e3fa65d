import { inspect } from 'node:util'
import {
  createClient,
  fetchTransport,
  type KeyInput,
  type ObserveEvent,
  type Transport,
  type WireRequest,
} from 'shroff'
import { http } from 'shroff/http'
import {
  createPayment,
  fetchCertificates,
  getPayment,
  ready,
  receiveWebhook,
  type WechatpayOptions,
  wechatpay,
} from 'shroff/wechatpay'
import { describe, expect, it } from 'vitest'
import { wechatpaySecrets } from '../../src/wechatpay/account.js'
import { failure } from '../support/failure.js'
import { forms, hsm, leaks, pin } from '../support/secrets.js'
import { accountWith, apiV3Key, merchantPem, options, publicKeyId, reply, webhook } from '../support/wechatpay.js'
import { tea } from '../support/wechatpay-shop.js'

/** Errors as HTTP clients make them: the whole request hangs on them. */
const baggage: [string, (request: WireRequest) => unknown][] = [
  [
    'as axios does',
    (request) =>
      Object.assign(new Error('Request failed with status code 502'), {
        code: 'ERR_BAD_RESPONSE',
        config: request,
        request: { _header: request.headers },
        response: { config: request },
      }),
  ],
  [
    'as got does',
    (request) =>
      Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:443'), {
        code: 'ECONNREFUSED',
        options: request,
        timings: {},
      }),
  ],
  [
    'in its cause',
    (request) =>
      new Error('fetch failed', {
        cause: Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET', request }),
      }),
  ],
  [
    'five causes deep',
    (request) =>
      [1, 2, 3, 4, 5].reduce<Error>(
        (cause, level) => Object.assign(new Error(`level ${level}`, { cause }), { request }),
        Object.assign(new Error('socket'), { request }),
      ),
  ],
  [
    'in an AggregateError',
    (request) => new AggregateError([Object.assign(new Error('one'), { request })], 'all attempts failed'),
  ],
  ['in a hidden property', (request) => Object.defineProperty(new Error('hidden'), 'request', { value: request })],
  [
    'in a getter',
    (request) => Object.defineProperty(new Error('getter'), 'request', { get: () => request, enumerable: true }),
  ],
  ['in toJSON', (request) => Object.assign(new Error('json'), { toJSON: () => request })],
  [
    'in its own way to print',
    (request) => Object.assign(new Error('inspect'), { [inspect.custom]: () => inspect(request) }),
  ],
  ['as the request itself', (request) => request],
  ['as a text', (request) => JSON.stringify(request)],
  ['as an object that has no prototype', (request) => Object.assign(Object.create(null), request)],
  ['as a cause that is no error', (request) => new Error('odd', { cause: request })],
  ['as nothing', () => undefined],
]

describe('nothing shows in a failure', () => {
  it.each(baggage)('of the transport that carries a whole request %s', async (_how, failing) => {
    const sent: WireRequest[] = []
    const events: ObserveEvent[] = []
    const transport: Transport = async (request) => {
      sent.push(request)
      throw failing(request)
    }
    const account = accountWith()
    const client = createClient({ account, transport, retry: { attempts: 2 }, observe: (event) => events.push(event) })
    const error = await failure(createPayment(client, { channel: 'qr', ...tea }))
    expect(error.code).toBe('TRANSPORT_FAILED')
    expect(sent[0]!.headers.authorization).toContain('WECHATPAY2-SHA256-RSA2048 ')
    expect([error, ...events].flatMap(leaks)).toEqual([])
    expect(events.length).toBeGreaterThan(1)
  })

  it.each([
    ['fetchTransport', (fetch: typeof globalThis.fetch) => fetchTransport({ fetch })],
    ['http', (fetch: typeof globalThis.fetch) => http({ fetch })],
  ])('of a fetch, through %s', async (_name, make) => {
    const fetches: (typeof globalThis.fetch)[] = [
      async (input, init) =>
        Promise.reject(
          Object.assign(new TypeError('fetch failed'), { input, init, headers: (init ?? (input as Request)).headers }),
        ),
      async () => new Response('<html>', { status: 502 }),
      async () => new Response('{"code":"SIGN_ERROR","message":"签名错误"}', { status: 401 }),
      async () => Response.redirect('https://elsewhere.example/', 302),
      async () => Response.json({ code_url: 'weixin://1' }),
    ]
    for (const fetch of fetches) {
      const client = createClient({ account: accountWith(), transport: make(fetch), retry: { attempts: 1 } })
      expect(leaks(await failure(createPayment(client, { channel: 'qr', ...tea })))).toEqual([])
    }
  })

  it('of an aborted call, whatever its reason is', async () => {
    const account = accountWith()
    const controller = new AbortController()
    const transport: Transport = async (request) => {
      controller.abort(Object.assign(new Error('gone'), { request }))
      throw controller.signal.reason
    }
    const client = createClient({ account, transport })
    const error = await failure(createPayment(client, { channel: 'qr', ...tea }, { signal: controller.signal }))
    expect(error.code).toBe('ABORTED')
    expect(leaks(error)).toEqual([])
  })

  it('of a signer', async () => {
    const refused = Object.assign(new Error('session closed'), { pin, session: { pin, key: merchantPem }, config: hsm })
    const signers = [
      () => Promise.reject(refused),
      () => {
        throw refused
      },
      async () => 'no bytes' as never,
      async () => undefined as never,
    ]
    for (const broken of signers) {
      const account = accountWith({ privateKey: { ...hsm, sign: broken } })
      const events: ObserveEvent[] = []
      const client = createClient({
        account,
        transport: async () => reply('{"code_url":"x"}'),
        retry: { attempts: 1 },
        observe: (event) => events.push(event),
      })
      const error = await failure(createPayment(client, { channel: 'qr', ...tea }))
      expect([error, ...events].flatMap(leaks)).toEqual([])
    }
  })

  it('of a wrong key, in every form', async () => {
    const damaged = merchantPem.replace(/A/g, 'B')
    const wrong: KeyInput[] = [
      ...Object.values(forms),
      damaged,
      merchantPem.slice(0, -200),
      merchantPem.split('\n').slice(3).join('\n'),
      `${apiV3Key}`,
    ]
    for (const input of wrong) {
      const errors = [
        await failure(Promise.resolve().then(() => ready(accountWith({ platformKeys: { A1: input } })))),
        await failure(
          Promise.resolve().then(() =>
            receiveWebhook(accountWith({ platformKeys: { A1: input } }), webhook({ serial: 'A1' })),
          ),
        ),
      ]
      expect(errors.flatMap(leaks)).toEqual([])
    }
    for (const input of [
      damaged,
      merchantPem.slice(0, -200),
      merchantPem.slice(40),
      apiV3Key,
      `/keys/${apiV3Key}`,
      { ...(forms.JWK as JsonWebKey), n: '!' },
      { ...(forms.JWK as JsonWebKey), q: undefined },
      { key: merchantPem },
    ]) {
      const privateKey = input as KeyInput
      const error = await failure(Promise.resolve().then(() => ready(accountWith({ privateKey }))))
      expect(leaks(error)).toEqual([])
    }
  })

  it('of the configuration', async () => {
    const mistakes: Record<string, unknown>[] = [
      { apiV3Key: `${apiV3Key}\n` },
      { apiV3Key: apiV3Key.slice(0, 31) },
      { apiV3Key: Buffer.from(apiV3Key) },
      { merchantId: merchantPem },
      { appId: merchantPem },
      { serial: merchantPem },
      { hosts: [`https://${apiV3Key}@host/`] },
      { subMerchantId: apiV3Key },
      { platformKeys: { [apiV3Key]: 'x', ' ': merchantPem } },
      { platformKeys: {} },
    ]
    for (const mistake of mistakes) {
      const error = await failure(
        Promise.resolve().then(() => wechatpay({ ...options, ...mistake } as WechatpayOptions)),
      )
      expect(leaks(error)).toEqual([])
    }
  })

  it('of a decryption, and of a refresh of keys', async () => {
    const another = '0'.repeat(32)
    expect(leaks(await failure(receiveWebhook(accountWith(), webhook({ apiV3Key: another }))))).toEqual([])
    const refused = (request: unknown) => Object.assign(new Error('no row'), { request, key: merchantPem, apiV3Key })
    const account = accountWith({ refreshPlatformKeys: (self) => Promise.reject(refused(wechatpaySecrets(self))) })
    expect(leaks(await failure(receiveWebhook(account, webhook({ serial: 'B2' }))))).toEqual([])
    const transport: Transport = (request) => Promise.reject(refused(request))
    const fetching = accountWith({ platformKeys: {}, refreshPlatformKeys: fetchCertificates(transport) })
    expect(leaks(await failure(receiveWebhook(fetching, webhook({ serial: 'B2' }))))).toEqual([])
  })

  it('of the caller’s own parameters', async () => {
    const client = createClient({ account: accountWith(), transport: async () => reply() })
    expect(leaks(await failure(getPayment(client, { orderId: `${'x'.repeat(40)}` })))).toEqual([])
    expect(
      leaks(await failure(getPayment(client, { orderId: 'T-1001', [publicKeyId]: merchantPem } as never))),
    ).toEqual([])
  })
})
