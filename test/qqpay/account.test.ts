import { inspect } from 'node:util'
import { createClient } from 'shroff'
import {
  callProvider,
  cancelPayment,
  check,
  createPayment,
  getPayment,
  type QqpayOptions,
  qqpay,
  qqpayGateway,
  ready,
  refundPayment,
  settlePayment,
} from 'shroff/qqpay'
import { describe, expect, it } from 'vitest'
import { codeOf, failure, thrown } from '../support/failure.js'
import { accountOf, apiKey, merchantId, openQqpay, openQqpayShop, paidTea, refusalOf, tea } from '../support/qqpay.js'

const made = (more: object) => qqpay({ merchantId, apiKey, ...more } as QqpayOptions)
const five = { currency: 'CNY', value: 500 } as const

describe('an account', () => {
  it('calls one host, and another where money goes back', async () => {
    expect([made({}).hosts, made({}).certificateHosts]).toEqual([['https://qpay.qq.com'], ['https://api.qpay.qq.com']])
    const local = made({ hosts: ['http://127.0.0.1:8080'] })
    expect([local.hosts, local.certificateHosts]).toEqual([['http://127.0.0.1:8080'], ['http://127.0.0.1:8080']])
    const { client, requests } = openQqpay(refusalOf('ORDERNOTEXIST'))
    await failure(getPayment(client, { orderId: 'T1' }))
    await failure(refundPayment(client, { orderId: 'T1', refundId: 'R1', amount: five }))
    await failure(cancelPayment(client, { orderId: 'T1' }))
    await failure(callProvider(client, { path: '/cgi-bin/epay/qpay_epay_b2c.cgi', body: {}, certified: true }))
    await failure(callProvider(client, { path: '/cgi-bin/pay/qpay_epay_query.cgi', body: { out_trade_no: 'B1' } }))
    const at = requests.map(({ url }) => url)
    expect(at).toEqual([
      'https://qpay.qq.com/cgi-bin/pay/qpay_order_query.cgi',
      'https://api.qpay.qq.com/cgi-bin/pay/qpay_refund.cgi',
      'https://api.qpay.qq.com/cgi-bin/pay/qpay_reverse.cgi',
      'https://api.qpay.qq.com/cgi-bin/epay/qpay_epay_b2c.cgi',
      'https://qpay.qq.com/cgi-bin/pay/qpay_epay_query.cgi',
    ])
  })

  it('shows none of its three secrets', () => {
    const shown = `${inspect(accountOf(), { depth: 9 })}${JSON.stringify(accountOf())}`
    expect(shown).not.toMatch(/192006250b4c|d139ae6fb0175e|operator password/)
    expect(shown).toContain(merchantId)
  })

  it.each([
    ['merchantId', { merchantId: 1900000109 }],
    ['merchantId', { merchantId: 'undefined' }],
    ['apiKey', { apiKey: '' }],
    ['apiKey', { apiKey: 'short' }],
    ['appId', { appId: 'a b' }],
    ['operatorPassword', { operatorPassword: '' }],
    ['hosts', { hosts: ['https://qpay.qq.com/cgi-bin'] }],
    ['certificateHosts', { certificateHosts: [] }],
  ])('says which option is wrong: %s %j', (name, change) => {
    const error = thrown(() => made(change))
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining(`qqpay: ${name} must be`) })
  })

  it.each([
    ['mchId', 'merchantId'],
    ['key', 'apiKey'],
    ['opUserPasswd', 'operatorPassword'],
    ['pfx', 'nodeTransport'],
    ['signType', 'MD5'],
    ['notifyUrl', 'createPayment'],
  ])('knows what %s is called here', (name, next) => {
    const error = thrown(() => made({ [name]: 'x' }))
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', next: expect.stringContaining(next) })
  })

  it('says what of it nothing at home can prove', async () => {
    const { proven, unproven } = await ready(accountOf())
    expect([proven, unproven.map(({ option }) => option)]).toEqual([
      [],
      ['apiKey', 'appId', 'appKey', 'operatorPassword'],
    ])
    const mocks = made({ apiKey: 'mock0qqpay00000api00key000000001' })
    expect(await failure(ready(mocks))).toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining('apiKey'),
    })
  })

  it('without what a step needs is refused before anything is sent', async () => {
    const { client, sent } = openQqpay(paidTea, made({}))
    const { notifyUrl: _, ...sale } = tea
    const code = { payerCode: '911234567890123456', deviceId: 'till' }
    for (const [call, option] of [
      [createPayment(client, { channel: 'jsapi', ...tea }), 'appId'],
      [createPayment(client, { channel: 'app', ...tea }), 'appId'],
      [createPayment(openQqpay(paidTea, made({ appId: '1' })).client, { channel: 'app', ...tea }), 'appKey'],
      [refundPayment(client, { orderId: 'T1', refundId: 'R1', amount: five }), 'operatorPassword'],
      [cancelPayment(client, { orderId: 'T1' }), 'operatorPassword'],
      [settlePayment(client, { ...sale, ...code }), 'operatorPassword'],
    ] as const) {
      const error = await failure(call)
      expect([error.code, error.outcome, `${error.next}`]).toEqual([
        'CONFIG_INVALID',
        'not-sent',
        expect.stringContaining(option),
      ])
    }
    expect(sent).toEqual([])
  })
})

describe('check', () => {
  it('proves number and key at the mock', async () => {
    const { client } = await openQqpayShop()
    const { proven, unproven } = await check(client)
    expect([proven, unproven.map(({ option }) => option)]).toEqual([
      ['merchantId', 'apiKey'],
      // Its answers name no time.
      ['appId', 'appKey', 'operatorPassword', 'clock'],
    ])
  })

  it.each([
    ['whatever an order that is not there is called', refusalOf('NO_SUCH_THING'), 'proven'],
    ['but not by a word about the account', refusalOf('MCHID_NOT_EXIST'), 'NOT_PERMITTED'],
    ['but not by a word about the signature', refusalOf('SIGNERROR'), 'SIGNATURE_REFUSED'],
    ['but not by an order that is there', paidTea, 'REPLY_MISMATCH'],
  ])('%s', async (_, answer, end) => {
    const { client } = openQqpay(answer)
    expect(
      await check(client).then(
        () => 'proven',
        ({ code }) => code,
      ),
    ).toBe(end)
  })

  it('says so where the key is another', async () => {
    const { account: _, mock } = await openQqpayShop()
    const other = qqpay({ ...mock.credentials('qqpay'), apiKey })
    const error = await failure(check(createClient({ account: other, transport: mock.transport })))
    expect(error).toMatchObject({ code: 'SIGNATURE_REFUSED', next: expect.stringContaining('API密钥') })
  })
})

describe('callProvider', () => {
  it('is typed by a schema, and refuses what is no call', async () => {
    const { client, sent } = openQqpay({ state: '3', out_trade_no: 'B1' })
    const call = (more: object) =>
      callProvider(client, { path: '/cgi-bin/pay/qpay_epay_query.cgi', body: { out_trade_no: 'B1' }, ...more } as never)
    expect(await call({})).toMatchObject({ state: '3' })
    expect(sent[0]).toMatchObject({ out_trade_no: 'B1', mch_id: merchantId })
    for (const wrong of [
      { path: '/x.cgi' },
      { path: '/cgi-bin/../x.cgi' },
      { body: 'x' },
      { body: { a: 1 } },
      { body: { '<a>': 'x' } },
      { url: 'x' },
    ])
      expect(await codeOf(call(wrong))).toBe('CONFIG_INVALID')
    expect(sent).toHaveLength(1)
  })
})

describe('the gateway', () => {
  it('has the channels that the account is made for', () => {
    const channelsOf = (more: object) =>
      qqpayGateway(openQqpay(paidTea, made(more)).client, { payerClientIp: '203.0.113.7' }).channels
    expect([channelsOf({}), channelsOf({ appId: '1' }), channelsOf({ appId: '1', appKey: 'k' })]).toEqual([
      ['qr'],
      ['qr', 'jsapi'],
      ['qr', 'jsapi', 'app'],
    ])
    expect(thrown(() => qqpayGateway(openQqpay(paidTea).client, {} as never))).toMatchObject({ code: 'CONFIG_INVALID' })
  })
})
