import { inspect } from 'node:util'
import { createClient, fetchTransport, type ObserveEvent, type Transport } from 'shroff'
import {
  type BaiduOptions,
  baidu,
  callProvider,
  check,
  closePayment,
  createPayment,
  getPayment,
  ready,
  receiveWebhook,
  refundPayment,
  revokeConsumption,
} from 'shroff/baidu'
import { describe, expect, it } from 'vitest'
import { readFields, sealNotice, sealReply } from '../oracle/baidu/wire.js'
import {
  accountOf,
  appKey,
  clientSecret,
  dealId,
  done,
  facts,
  merchant,
  openBaidu,
  openBaiduShop,
  platform,
  refusalOf,
  tea,
  token,
} from '../support/baidu.js'
import { failure, thrown } from '../support/failure.js'
import { noon } from '../support/noon.js'
import { clockAt } from '../support/wechatpay.js'

const made = (more: object) => baidu({ ...facts, unsafeSha1: true, ...more } as BaiduOptions)
const order = done({ tpOrderId: 'T1001', orderId: 1, status: 1, totalMoney: 2500 })

describe('an account', () => {
  it('calls one host by token, and another by signature', async () => {
    expect([made({}).hosts, made({}).signedHosts]).toEqual([
      ['https://openapi.baidu.com'],
      ['https://etrade-api.baidu.com'],
    ])
    const local = made({ hosts: ['http://127.0.0.1:8080'] })
    expect([local.hosts, local.signedHosts]).toEqual([['http://127.0.0.1:8080'], ['http://127.0.0.1:8080']])
    const { client, requests } = openBaidu(refusalOf('10002'))
    await failure(getPayment(client, { orderId: 'T1' }))
    await failure(closePayment(client, { orderId: 'T1', paymentId: '1' }))
    await failure(revokeConsumption(client, { paymentId: '1', payerId: '2' }))
    await failure(callProvider(client, { path: '/cashier/applyOrderRefund', form: { orderId: '1' } }))
    expect(requests.map(({ method, url }) => `${method} ${url.split('?')[0]}`)).toEqual([
      'GET https://openapi.baidu.com/rest/2.0/smartapp/pay/paymentservice/findByTpOrderId',
      'GET https://openapi.baidu.com/rest/2.0/smartapp/pay/paymentservice/cancelOrder',
      'POST https://etrade-api.baidu.com/cashier/syncOrderStatus',
      'POST https://etrade-api.baidu.com/cashier/applyOrderRefund',
    ])
  })

  it('shows none of its secrets', () => {
    const shown = `${inspect(accountOf(), { depth: 9 })}${JSON.stringify(accountOf())}`
    expect(shown).not.toMatch(/client-secret|PRIVATE KEY/)
    expect(shown).toContain(dealId)
  })

  it.each([
    ['dealId', { dealId: 352745305 }],
    ['dealId', { dealId: 'undefined' }],
    ['appKey', { appKey: '' }],
    ['platformKey', { platformKey: undefined }],
    ['unsafeSha1', { unsafeSha1: undefined }],
    ['unsafeSha1', { unsafeSha1: false }],
    ['unsafeShortPlatformKey', { unsafeShortPlatformKey: 'yes' }],
    ['clientSecret', { clientSecret: ' ' }],
    ['hosts', { hosts: ['https://openapi.baidu.com/rest'] }],
    ['signedHosts', { signedHosts: [] }],
  ])('says which option is wrong: %s %j', (name, change) => {
    const error = thrown(() => made(change))
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining(`baidu: ${name} must be`) })
  })

  it.each([
    ['pmAppKey', 'appKey'],
    ['rsaPriKeyStr', 'privateKey'],
    ['platformPublicKey', 'platformKey'],
    ['appSecret', 'clientSecret'],
    ['accessToken', 'clientId'],
    ['appId', 'dealId'],
    ['signType', 'SHA-1'],
    ['notifyUrl', 'createPayment'],
  ])('knows what %s is called here', (name, next) => {
    const error = thrown(() => made({ [name]: 'x' }))
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', next: expect.stringContaining(next) })
  })

  it.each([
    [{ privateKey: undefined }, 'privateKey must be given with clientId and clientSecret'],
    [{ clientId: undefined, clientSecret: undefined }, 'clientId and clientSecret must be given with privateKey'],
  ])('that sends has all three: without %j', (change, words) => {
    const { privateKey, clientId, clientSecret: secret, ...rest } = { ...facts, ...change }
    const given = Object.fromEntries(
      Object.entries({ privateKey, clientId, clientSecret: secret }).filter(([, value]) => value),
    )
    expect(thrown(() => baidu({ ...rest, ...given, unsafeSha1: true } as BaiduOptions)).message).toContain(words)
  })

  it('says what of it nothing at home can prove, and finds a key in another’s place', async () => {
    const { proven, unproven } = await ready(accountOf())
    expect([proven, unproven.map(({ option }) => option)]).toEqual([[], ['platformKey', 'privateKey', 'dealId']])
    const receiving = baidu({ dealId, appKey, platformKey: platform.publicKey, unsafeSha1: true })
    expect((await ready(receiving)).unproven.map(({ option }) => option)).toEqual(['platformKey', 'dealId'])
    const mixed = await failure(ready(made({ platformKey: merchant.publicKey })))
    expect(mixed).toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining('own public key') })
    expect((await failure(ready(made({ platformKey: platform.privateKey })))).message).toContain('platformKey')
  })

  it('refuses the keys of the mock, of either side', async () => {
    const { credentials } = await openBaiduShop()
    for (const name of ['privateKey', 'platformKey'] as const)
      expect(await failure(ready(made({ [name]: credentials[name] })))).toMatchObject({
        code: 'CONFIG_INVALID',
        message: expect.stringContaining(`baidu: ${name} is a key of the mock gateway`),
      })
  })

  it('signs by an HSM that says SHA-1, and refuses one that does not', async () => {
    const sign = async () => new Uint8Array([1, 2, 3])
    const { client } = openBaidu(order, accountOf({ privateKey: { algorithm: 'RSA-SHA1', sign } }))
    const { orderInfo } = (await createPayment(client, tea)).nextAction.parameters
    expect(orderInfo.rsaSign).toBe('AQID')
    for (const privateKey of [{ sign }, { algorithm: 'RSA-SHA256' as const, sign }]) {
      const other = openBaidu(order, accountOf({ privateKey }))
      expect(await failure(createPayment(other.client, tea))).toMatchObject({
        code: 'CONFIG_INVALID',
        message: expect.stringContaining('RSA-SHA256'),
        next: expect.stringContaining('RSA-SHA1'),
      })
    }
  })

  it('that is no account of Baidu’s is refused', async () => {
    const other = { ...accountOf() }
    expect((await failure(ready(other))).message).toContain('not an account of Baidu’s cashier')
    expect((await failure(receiveWebhook(other, sealNotice({}, platform.privateKey)))).code).toBe('CONFIG_INVALID')
  })
})

describe('an order', () => {
  it('is signed over its four fields, and says the same again', async () => {
    const { client, requests, tokens } = openBaidu(order)
    const display = [[{ leftCol: '数量', rightCol: '1' }]]
    const given = { ...tea, returnData: { table: '7' }, display, bannedChannels: ['Alipay'] as const }
    const { nextAction, ...rest } = await createPayment(client, given)
    expect(rest).toEqual({ channel: 'miniprogram', orderId: 'T1001', status: 'pending' })
    const { orderInfo, bannedChannels } = nextAction.parameters
    expect(bannedChannels).toEqual(['Alipay'])
    const four = { dealId, appKey, totalAmount: '2500', tpOrderId: 'T1001' }
    expect(orderInfo).toMatchObject({ ...four, dealTitle: tea.description, signFieldsRange: '1' })
    expect(JSON.parse(orderInfo.bizInfo)).toEqual({
      tpData: {
        ...four,
        rsaSign: orderInfo.rsaSign,
        returnData: { table: '7' },
        displayData: { cashierTopBlock: display },
      },
    })
    expect((await createPayment(client, given)).nextAction).toEqual(nextAction)
    expect([requests, tokens]).toEqual([[], []])
  })

  it.each([
    [{ orderId: 'T&1' }, 'orderId'],
    [{ orderId: '' }, 'orderId'],
    [{ amount: { currency: 'CNY', value: 0 } }, 'amount.value'],
    [{ amount: { currency: 'USD', value: 1 } }, 'amount.currency'],
    [{ channel: 'qr' }, 'channel'],
    [{ description: '' }, 'description'],
    [{ notifyUrl: '/notify' }, 'notifyUrl'],
    [{ notifyUrl: 'https://127.0.0.1/notify' }, 'notifyUrl'],
    [{ bannedChannels: ['PayPal'] }, 'bannedChannels.0'],
    [{ attach: 'x' }, 'attach'],
  ])('is refused before it is signed: %j', async (change, path) => {
    const { client } = openBaidu(order)
    const error = await failure(createPayment(client, { ...tea, ...change } as never))
    expect(error).toMatchObject({ code: 'PARAMETERS_INVALID', outcome: 'not-sent', fields: [{ path }] })
  })
})

describe('the token', () => {
  it('is asked for once, however many calls wait for it, and kept until a minute before its end', async () => {
    let now = noon.getTime()
    const account = accountOf({ clock: { ...clockAt(now), now: () => now } })
    const { client, tokens, sent } = openBaidu(order, account)
    await Promise.all([1, 2, 3, 4].map(() => getPayment(client, { orderId: 'T1001' })))
    expect(tokens).toEqual([
      {
        grant_type: 'client_credentials',
        client_id: facts.clientId,
        client_secret: clientSecret,
        scope: 'smartapp_snsapi_base',
      },
    ])
    expect(sent.map(({ access_token }) => access_token)).toEqual([token, token, token, token])
    now += (2_592_000 - 61) * 1000
    await getPayment(client, { orderId: 'T1001' })
    expect(tokens).toHaveLength(1)
    now += 2000
    await getPayment(client, { orderId: 'T1001' })
    expect(tokens).toHaveLength(2)
  })

  it.each(['110', '111'])('that is refused by %s is asked for anew, once', async (code) => {
    let refusals = 1
    const words = `Access token invalid: ${token}`
    const answer = () => (refusals-- > 0 ? { error_code: Number(code), error_msg: words } : order)
    const { client, tokens, sent } = openBaidu(answer)
    expect(await getPayment(client, { orderId: 'T1001' })).toHaveProperty('status', 'pending')
    expect([tokens.length, sent.length]).toEqual([2, 2])
    refusals = 9
    const refused = await failure(getPayment(client, { orderId: 'T1001' }))
    expect(refused).toMatchObject({ code: 'NOT_PERMITTED', outcome: 'rejected', providerCode: code })
    expect(refused.message).toContain('Access token invalid: ***')
    expect(inspect(refused)).not.toContain(token)
    expect([tokens.length, sent.length]).toEqual([3, 4])
  })

  it('that was refused after a lost answer is not repeated with the money', async () => {
    const account = accountOf()
    let calls = 0
    const transport: Transport = async ({ url }) => {
      if (url.includes('/oauth/')) return sealReply({ access_token: token, expires_in: 3600 })
      calls += 1
      if (calls === 1) throw new TypeError('fetch failed')
      return sealReply({ error_code: 110, error_msg: 'Access token invalid' })
    }
    const client = createClient({ account, transport, retry: { attempts: 3 } })
    const asked = {
      orderId: 'T1',
      paymentId: '1',
      payerId: '2',
      refundId: 'R1',
      amount: { currency: 'CNY', value: 1 },
    } as const
    expect(await failure(refundPayment(client, asked))).toMatchObject({ outcome: 'unknown' })
    expect(calls).toBe(1)
  })

  it.each<[string, object, number, string]>([
    ['is refused', { error: 'invalid_client', error_description: 'unknown client id' }, 401, 'NOT_PERMITTED'],
    ['is none', { access_token: 7 }, 200, 'PROVIDER_ERROR'],
    ['would leave its place in the address', { access_token: 'a&b=c', expires_in: 9 }, 200, 'PROVIDER_ERROR'],
    ['is not there at 503', {}, 503, 'PROVIDER_UNAVAILABLE'],
  ])('that %s leaves the call unsent', async (_, answer, status, code) => {
    const transport: Transport = async () => sealReply(answer, status)
    const client = createClient({ account: accountOf(), transport, retry: { attempts: 1 } })
    const asked = {
      orderId: 'T1',
      paymentId: '1',
      payerId: '2',
      refundId: 'R1',
      amount: { currency: 'CNY', value: 1 },
    } as const
    expect(await failure(refundPayment(client, asked))).toMatchObject({
      code,
      outcome: 'not-sent',
      action: 'refundPayment',
    })
  })

  it('and the secret stand in no error and in nothing that is observed, even where the runtime quotes the address', async () => {
    const events: ObserveEvent[] = []
    let secret = ''
    const fetch = async (input: unknown, init?: RequestInit) => {
      if (String(input).includes('/oauth/')) {
        secret = readFields(init?.body as Uint8Array).client_secret ?? ''
        return Response.json({ access_token: token, expires_in: 3600 })
      }
      throw new TypeError(`error sending request for url (${String(input)})`, {
        cause: new Error(`connect: ${String(input)}`),
      })
    }
    const client = createClient({
      account: accountOf(),
      transport: fetchTransport({ fetch: fetch as typeof globalThis.fetch }),
      retry: { attempts: 2 },
      observe: (event) => events.push(event),
    })
    const error = await failure(getPayment(client, { orderId: 'T1001' }))
    expect(secret).toBe(clientSecret)
    const shown = `${inspect(error, { depth: 9, showHidden: true })}${JSON.stringify([error, events])}${error.stack}`
    expect(shown).toContain('access_token=***')
    expect(shown).not.toContain(token)
    expect(shown).not.toContain(clientSecret)
    expect(inspect(client, { depth: 9, showHidden: true })).not.toContain(token)
  })

  it('is what check proves', async () => {
    const { client, account } = await openBaiduShop()
    const { proven, unproven } = await check(client)
    expect(proven).toEqual(['clientId', 'clientSecret'])
    expect(unproven.map(({ option }) => option)).toEqual(['appKey', 'platformKey', 'privateKey', 'dealId'])
    const transport: Transport = async ({ url }) =>
      url.includes('/oauth/')
        ? sealReply({ access_token: token, expires_in: 3600 })
        : sealReply({ error_code: 6, error_msg: 'No permission to access data' })
    const other = createClient({ account: accountOf(), transport, retry: { attempts: 1 } })
    expect((await failure(check(other))).code).toBe('NOT_PERMITTED')
    expect(account.sends).toBe(true)
  })
})

describe('callProvider', () => {
  it.each([
    [{ path: 'rest/2.0/x' }, 'path must be'],
    [{ path: '/rest/2.0/../oauth/2.0/token' }, 'path must be'],
    [{ path: '/oauth/2.0/token' }, 'path must be'],
    [{ path: '/rest/2.0/x', query: { access_token: 'x' } }, 'query must be'],
    [{ path: '/rest/2.0/x', form: { rsaSign: 'x' } }, 'form must be'],
    [{ path: '/rest/2.0/x', form: { a: 1 } }, 'form must be'],
    [{ path: '/cashier/x' }, 'has a form'],
    [{ path: '/cashier/x', form: {}, query: {} }, 'has a form'],
    [{ path: '/rest/2.0/x', body: {} }, 'no option body'],
  ])('refuses what cannot be called: %j', async (given, words) => {
    const { client, sent } = openBaidu(order)
    const error = await failure(callProvider(client, given as never))
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining(words) })
    expect(sent).toEqual([])
  })

  it('signs a form of the older API, and asks by token for all else', async () => {
    const { client, sent } = openBaidu(done({ ok: 1 }))
    expect(
      await callProvider(client, { path: '/cashier/applyOrderRefund', form: { orderId: '1', empty: '' } }),
    ).toEqual({
      ok: 1,
    })
    await callProvider(client, { path: '/rest/2.0/smartapp/x', query: { a: '1' }, repeatable: true })
    await callProvider(client, { path: '/rest/2.0/smartapp/x', form: { b: '茶' } })
    expect(sent).toMatchObject([
      { orderId: '1', empty: '', rsaSign: expect.any(String) },
      { a: '1', access_token: token },
      { b: '茶', access_token: token },
    ])
    expect(sent[0]).not.toHaveProperty('access_token')
  })
})
