import { inspect } from 'node:util'
import { createClient } from 'shroff'
import {
  callProvider,
  callProviderParameters,
  check,
  downloadStatement,
  getPayment,
  ready,
  type YeepayOptions,
  yeepay,
  yeepayGateway,
} from 'shroff/yeepay'
import { describe, expect, it } from 'vitest'
import { keys as mockKeys } from '../../src/yeepay/mock/keys.js'
import { sealReply } from '../oracle/yeepay/wire.js'
import { codeOf, failure, thrown } from '../support/failure.js'
import {
  accountOf,
  appKey,
  merchantId,
  merchantKey,
  merchantPublicKey,
  openYeepay,
  openYeepayShop,
  paidTea,
  platformKey,
  platformPublicKey,
  refusalOf,
} from '../support/yeepay.js'

const made = (more: object) =>
  yeepay({ appKey, merchantId, privateKey: merchantKey, yeepayPublicKey: platformPublicKey, ...more } as YeepayOptions)

describe('an account', () => {
  it('calls YeePay, its sandbox, or what it is told; files elsewhere', async () => {
    const production = ['https://openapi.yeepay.com', 'https://openapi-a.yeepay.com', 'https://openapi-h.yeepay.com']
    const sandbox = ['https://sandbox.yeepay.com']
    const local = ['http://127.0.0.1:8080']
    const hostsOf = (more: object) => [made(more).hosts, made(more).fileHosts]
    expect(hostsOf({})).toEqual([production, ['https://yos.yeepay.com']])
    expect(hostsOf({ sandbox: true })).toEqual([sandbox, sandbox])
    expect(hostsOf({ hosts: local })).toEqual([local, local])
    expect(hostsOf({ hosts: local, fileHosts: sandbox })).toEqual([local, sandbox])
    const { client, requests } = openYeepay({ result: { code: '00000' } })
    await callProvider(client, { method: 'GET', path: '/yos/v1.0/x/y', fields: { a: 'b' } })
    await callProvider(client, { method: 'POST', path: '/rest/v1.0/x/y', fields: { a: 'b' } })
    expect(requests.map(({ url }) => url)).toEqual([
      `https://yos.yeepay.com/yop-center/yos/v1.0/x/y?parentMerchantNo=${merchantId}&merchantNo=${merchantId}&a=b`,
      'https://openapi.yeepay.com/yop-center/rest/v1.0/x/y',
    ])
  })

  it('asks for a platform where it is one', async () => {
    const account = accountOf({ parentMerchantId: '10080000001' })
    const { client, sent } = openYeepay({ result: paidTea }, account)
    await getPayment(client, { orderId: 'T1001' })
    expect(sent[0]).toMatchObject({ parentMerchantNo: '10080000001', merchantNo: merchantId })
  })

  it('goes to another host after one that does not answer, with the same question', async () => {
    const hosts: string[] = []
    const transport = async ({ url }: { url: string }) => {
      hosts.push(new URL(url).hostname)
      if (hosts.length < 3) throw new DOMException('no answer', 'TimeoutError')
      return sealReply({ result: paidTea }, platformKey)
    }
    const clock = { now: () => 0, sleep: async () => {} }
    const client = createClient({ account: made({ clock }), transport, retry: { attempts: 3 } })
    expect((await getPayment(client, { orderId: 'T1001' })).status).toBe('paid')
    expect(hosts).toEqual(['openapi.yeepay.com', 'openapi-a.yeepay.com', 'openapi-h.yeepay.com'])
  })

  it('shows no key', () => {
    const shown = `${inspect(accountOf(), { depth: 9 })}${JSON.stringify(accountOf())}`
    expect(shown).not.toContain(merchantKey.slice(40, 80))
    expect(shown).toContain(merchantId)
  })

  it.each([
    ['appKey', { appKey: '' }],
    ['appKey', { appKey: 'app 1' }],
    ['merchantId', { merchantId: 10080009001 }],
    ['merchantId', { merchantId: 'undefined' }],
    ['parentMerchantId', { parentMerchantId: 'x' }],
    ['privateKey', { privateKey: undefined }],
    ['yeepayPublicKey', { yeepayPublicKey: '' }],
    ['sandbox', { sandbox: 'yes' }],
    ['hosts', { hosts: ['https://openapi.yeepay.com/yop-center'] }],
    ['fileHosts', { fileHosts: [] }],
  ])('says which option is wrong: %s %j', (name, change) => {
    const error = thrown(() => made(change))
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining(`yeepay: ${name} must be`) })
  })

  it.each([
    ['merchantNo', 'merchantId'],
    ['appId', 'appKey'],
    ['isvPrivateKey', 'privateKey'],
    ['yopPublicKey', 'yeepayPublicKey'],
    ['serverRoot', 'hosts'],
    ['signType', 'SHA-256'],
    ['notifyUrl', 'createPayment'],
  ])('knows what %s is called here', (name, next) => {
    const error = thrown(() => made({ [name]: 'x' }))
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', next: expect.stringContaining(next) })
  })

  it('takes keys bare, and finds one in another’s place', async () => {
    const bare = (pem: string) => pem.replace(/-----.*?-----|\s/g, '')
    const { unproven } = await ready(made({ privateKey: bare(merchantKey), yeepayPublicKey: bare(platformPublicKey) }))
    expect(unproven.map(({ option }) => option)).toEqual(['yeepayPublicKey', 'privateKey'])
    const own = await failure(ready(made({ yeepayPublicKey: merchantPublicKey })))
    expect([own.code, own.message]).toEqual(['CONFIG_INVALID', expect.stringContaining('your own public key')])
    expect(await codeOf(ready(made({ yeepayPublicKey: platformKey })))).toBe('CONFIG_INVALID')
    expect(await codeOf(ready(made({ privateKey: platformPublicKey })))).toBe('CONFIG_INVALID')
    const mocks = await failure(ready(made({ privateKey: mockKeys.merchant })))
    expect([mocks.code, mocks.message]).toEqual(['CONFIG_INVALID', expect.stringContaining('mock gateway')])
  })
})

describe('check', () => {
  it('proves application and keys at the mock', async () => {
    const { client } = await openYeepayShop()
    const { proven, unproven } = await check(client)
    expect([proven, unproven.map(({ option }) => option)]).toEqual([
      ['appKey', 'privateKey', 'yeepayPublicKey'],
      ['merchantId', 'clock'],
    ])
  })

  it.each([
    ['whatever an order that is not there is called', refusalOf('OPR12345', '无此订单'), 'proven'],
    ['but not by a word about the application', refusalOf('isv.app.not-exists'), 'NOT_PERMITTED'],
    [
      'but not by a word about the signature',
      refusalOf('isv.authentication.digest.verify-failure'),
      'SIGNATURE_REFUSED',
    ],
    ['but not by an order that is there', { result: paidTea }, 'REPLY_MISMATCH'],
    ['but not by what nobody signed', { ...refusalOf('OPR12345'), headers: {} }, 'PROVIDER_ERROR'],
  ])('%s', async (_, answer, end) => {
    const { client } = openYeepay(answer)
    expect(
      await check(client).then(
        () => 'proven',
        ({ code }) => code,
      ),
    ).toBe(end)
  })

  it('says so where a key is another', async () => {
    const { mock } = await openYeepayShop()
    const checked = (more: object) =>
      check(createClient({ account: yeepay({ ...mock.credentials('yeepay'), ...more }), transport: mock.transport }))
    expect(await codeOf(checked({ privateKey: merchantKey }))).toBe('SIGNATURE_REFUSED')
    expect(await codeOf(checked({ yeepayPublicKey: platformPublicKey }))).toBe('SIGNATURE_INVALID')
    expect(await codeOf(checked({ appKey: 'app_1' }))).toBe('NOT_PERMITTED')
  })
})

describe('callProvider', () => {
  it('asks by a query, a form or JSON, and gives what is signed', async () => {
    const { client, sent, requests } = openYeepay({ result: { code: '00000', status: 'SUCCESS' } })
    const path = '/rest/v1.0/divide/apply'
    const fields = { orderId: 'T1', memo: "a b&c=茶!'()*~", parentMerchantNo: '1', empty: undefined }
    expect(await callProvider(client, { method: 'POST', path, fields })).toMatchObject({ status: 'SUCCESS' })
    expect(await callProvider(client, { method: 'GET', path, fields })).toMatchObject({ status: 'SUCCESS' })
    const { empty: _, ...there } = fields
    expect(sent).toEqual([
      { merchantNo: merchantId, ...there },
      { merchantNo: merchantId, ...there },
    ])
    expect(Buffer.from(requests[0]!.body!).toString()).toContain(
      'memo=a%2520b%2526c%253D%25E8%258C%25B6%2521%2527%2528%2529%252A~',
    )
    await callProvider(client, { method: 'POST', path, json: { a: [1, '茶'] } })
    expect(Buffer.from(requests[2]!.body!).toString()).toBe('{"a":[1,"茶"]}')
    await callProvider(client, { method: 'GET', path })
    expect(sent[3]).toEqual({ parentMerchantNo: merchantId, merchantNo: merchantId })
  })

  it('refuses what is no call', async () => {
    const { client, sent } = openYeepay({ result: { code: '00000' } })
    const call = (more: object) => callProvider(client, { method: 'POST', path: '/rest/v1.0/x/y', ...more } as never)
    for (const wrong of [
      { method: 'PUT' },
      { path: '/yop-center/rest/v1.0/x' },
      { path: '/rest/v1.0/../x' },
      { path: '/rest/v1.0/x?a=b' },
      { path: 'rest/v1.0/x' },
      { fields: 'x' },
      { fields: { a: 1 } },
      { fields: { 'a b': 'x' } },
      { fields: { a: '\ud83c' } },
      { fields: {}, json: {} },
      { method: 'GET', json: {} },
      { url: 'x' },
      { schema: {} },
    ])
      expect([wrong, await codeOf(call(wrong))]).toEqual([wrong, 'CONFIG_INVALID'])
    expect(await codeOf(call({ json: 'x' }))).toBe('PARAMETERS_INVALID')
    expect(await codeOf(call({ json: { a: Number.NaN } }))).toBe('PARAMETERS_INVALID')
    expect(sent).toEqual([])
    expect(callProviderParameters['~standard'].validate({ method: 'PUT', path: '/' })).toHaveProperty('issues')
  })
})

describe('the gateway', () => {
  const { client } = openYeepay({ result: paidTea })
  const payerClientIp = '203.0.113.7'
  it('has the channels of its wallet', () => {
    const channelsOf = (more: object) => yeepayGateway(client, { payerClientIp, ...more } as never).channels
    const all = ['qr', 'page', 'wap']
    expect(channelsOf({})).toEqual(all)
    expect(channelsOf({ wallet: 'wechatpay', appId: 'wx1' })).toEqual([...all, 'jsapi', 'app'])
    expect(channelsOf({ wallet: 'alipay' })).toEqual([...all, 'jsapi'])
    expect(channelsOf({ wallet: 'unionpay' })).toEqual([...all, 'app'])
  })
  it.each([{}, { payerClientIp: 'x' }, { payerClientIp, wallet: 'qqpay' }, { payerClientIp, wallet: 'wechatpay' }])(
    'refuses %j',
    (options) => expect(thrown(() => yeepayGateway(client, options as never)).code).toBe('CONFIG_INVALID'),
  )
  it('brings a statement where that is given', () => {
    expect(yeepayGateway(client, { payerClientIp, downloadStatement })).toHaveProperty('downloadStatement')
    expect(yeepayGateway(client, { payerClientIp })).not.toHaveProperty('downloadStatement')
  })
})
