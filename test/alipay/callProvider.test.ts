import { callProvider, createPayment, freezeFunds, openProviderPage } from 'shroff/alipay'
import { describe, expect, it } from 'vitest'
import { judgePage, sealGatewayReply } from '../oracle/alipay.js'
import { alipayKey, contentKey, factsOf, type Mode, modes, openAlipay, sealed } from '../support/alipay.js'
import { serials } from '../support/alipay-certificates.js'
import { alipayTea as tea } from '../support/alipay-shop.js'
import { failure } from '../support/failure.js'

const question = {
  method: 'alipay.fund.trans.common.query',
  path: '/v3/alipay/fund/trans/common/query',
  httpMethod: 'GET',
  content: { out_biz_no: '批次 1&2', product_code: 'TRANS_ACCOUNT_NO_PWD' },
} as const
const unlisted = { facts: { knownMethod: false } } as const

describe.each(modes)('callProvider, $generation, certificate $certificate, encrypted $encrypted', (mode) => {
  it('asks by GET in V3 and by biz_content in V2, with the same parameters', async () => {
    const shop = openAlipay({ content: { status: 'SUCCESS' } }, mode, unlisted)
    expect(await callProvider(shop.client, question)).toMatchObject({ status: 'SUCCESS' })
    expect(shop.last().method).toBe(question.method)
    expect(shop.last().content).toEqual(question.content)
    expect(shop.requests[0]!.method).toBe(mode.generation === 'v3' ? 'GET' : 'POST')
  })

  it('posts, with an address to notify', async () => {
    const shop = openAlipay({ content: { order_id: '1' } }, mode, unlisted)
    await callProvider(shop.client, {
      method: 'alipay.fund.trans.uni.transfer',
      path: '/v3/alipay/fund/trans/uni/transfer',
      content: { out_biz_no: 'B1' },
      notifyUrl: 'https://shop.example/n',
    })
    expect(shop.last()).toMatchObject({
      content: { out_biz_no: 'B1' },
      parameters: { notify_url: 'https://shop.example/n' },
    })
  })
})

describe('callProvider', () => {
  it('leaves an address that stands in the content where it is', async () => {
    const content = { out_biz_no: 'B1', notify_url: 'https://shop.example/n' }
    const shop = openAlipay({ content: {} }, { generation: 'v3' }, unlisted)
    const path = '/v3/alipay/fund/trans/uni/transfer'
    await callProvider(shop.client, { method: 'alipay.fund.trans.uni.transfer', path, content })
    expect(JSON.parse(Buffer.from(shop.requests[0]!.body!).toString())).toEqual(content)
  })

  it.each(['v2', 'v3'] as const)('goes by V2 where a method has no path: %s', async (generation) => {
    const shop = openAlipay(() => sealed({ content: {} }, 'alipay.fund.account.query', {}), { generation }, unlisted)
    await callProvider(shop.client, { method: 'alipay.fund.account.query', content: {} })
    expect(shop.requests[0]!.url).toBe('https://openapi.alipay.com/gateway.do?charset=utf-8')
    expect(shop.last().parameters).toMatchObject({ format: 'JSON', version: '1.0' })
  })

  it.each(['v2', 'v3'] as const)('wants JSON back and says who it is: %s', async (generation) => {
    const shop = openAlipay({ content: {} }, { generation }, unlisted)
    await callProvider(shop.client, question)
    expect(shop.requests[0]!.headers).toMatchObject({
      accept: 'application/json',
      'user-agent': expect.stringMatching(/^shroff\/\d+\.\d+\.\d+/),
    })
    expect(shop.requests[0]!.body === undefined).toBe(generation === 'v3')
  })

  it.each([
    [{ method: 'trade query', content: {} }],
    [{ method: 'alipay', content: {} }],
    [{ ...question, biz_content: {} } as never],
    [{ ...question, path: 'v3/alipay/fund' }],
    [{ ...question, path: '/gateway.do' }],
    [{ ...question, path: '/v3/alipay/支付' }],
    [{ ...question, path: '/v3/alipay\r\nx: y' }],
    [undefined as never],
  ])('refuses %j', async (parameters) => {
    const shop = openAlipay({})
    expect(await failure(callProvider(shop.client, parameters))).toMatchObject({
      code: 'CONFIG_INVALID',
      outcome: 'not-sent',
    })
    expect(shop.requests).toEqual([])
  })

  it.each(['v2', 'v3'] as const)('refuses what JSON cannot hold, wherever it would go: %s', async (generation) => {
    const shop = openAlipay({}, { generation })
    const content = { total: 1n }
    const more = { goods_detail: content }
    const { method } = question
    const deposit = { freezeId: 'F_1', amount: tea.amount, description: 'Bicycle', more }
    const calls = [
      callProvider(shop.client, { method, content }),
      callProvider(shop.client, { ...question, content }),
      callProvider(shop.client, { ...question, httpMethod: 'POST', content }),
      openProviderPage(shop.client, { method, content }),
      createPayment(shop.client, { channel: 'qr', ...tea, more }),
      createPayment(shop.client, { channel: 'page', ...tea, more }),
      createPayment(shop.client, { channel: 'app', ...tea, more }),
      freezeFunds(shop.client, { channel: 'app', ...deposit }),
    ]
    for (const call of calls)
      expect(await failure(call)).toMatchObject({ code: 'PARAMETERS_INVALID', outcome: 'not-sent' })
    expect(shop.requests).toEqual([])
  })

  it('is repeated only on request', async () => {
    for (const [repeatable, times] of [
      [false, 1],
      [true, 3],
    ] as const) {
      const shop = openAlipay(
        { refused: ['20000', 'isp.unknow-error'] },
        {},
        { ...unlisted, client: { retry: { attempts: 3 } } },
      )
      expect(await failure(callProvider(shop.client, { ...question, repeatable }))).toMatchObject({
        code: 'PROVIDER_UNAVAILABLE',
        outcome: 'unknown',
      })
      expect(shop.requests).toHaveLength(times)
    }
  })
})

describe('callProvider, a method that takes its parameters beside the content', () => {
  const method = 'alipay.system.oauth.token'
  const beside = { grant_type: 'authorization_code', code: '4b203fe6c11548bcabd8da5bb087a83b' }
  const answering = (content: object, mode: Mode = {}) =>
    openAlipay(
      () =>
        sealGatewayReply({
          method,
          privateKey: alipayKey,
          content,
          ...(mode.certificate && { serial: serials.alipay }),
        }),
      { ...mode, encrypted: false },
      { ...unlisted, ...(mode.encrypted && { account: { contentKey } }) },
    )

  it.each(modes)('$generation, certificate $certificate, encrypted $encrypted', async (mode) => {
    const shop = answering({ access_token: 'kuaijieB0', user_id: '2088102150477652' }, mode)
    expect(await callProvider(shop.client, { method, beside })).toHaveProperty('access_token', 'kuaijieB0')
    expect(shop.last().parameters).toMatchObject(beside)
    // Nothing to encrypt, so nothing says that it is encrypted.
    expect(shop.last().parameters).not.toHaveProperty('biz_content')
  })

  it.each([
    {},
    { code: '40002', sub_code: 'isv.code-invalid' },
    { access_token: 1 },
    { code: null, access_token: 'a' },
  ])('takes %j for a refusal', async (content) => {
    const shop = answering(content)
    expect(await failure(callProvider(shop.client, { method, beside }))).toHaveProperty('authentic', true)
  })

  it('and no other method may answer without a code', async () => {
    const shop = openAlipay(
      () => sealGatewayReply({ method: 'alipay.trade.query', privateKey: alipayKey, content: { access_token: 'a' } }),
      {},
      unlisted,
    )
    expect(await failure(callProvider(shop.client, { method: 'alipay.trade.query', content: {} }))).toHaveProperty(
      'outcome',
      'unknown',
    )
  })

  it('lets a token stand beside a content', async () => {
    const shop = openAlipay({ content: {} }, {}, unlisted)
    await callProvider(shop.client, { method: question.method, content: { a: 1 }, beside: { auth_token: 't' } })
    expect(shop.last()).toMatchObject({ content: { a: 1 }, parameters: { auth_token: 't' } })
  })

  it.each([
    ['what the signing sets', { method, beside: { ...beside, sign: 'x' } }],
    ['another app', { method, beside: { app_id: '1' } }],
    ['content as text', { method, beside: { biz_content: '{}' } }],
    ['V3, which has none', { ...question, beside }],
  ])('refuses %s', async (_, parameters) => {
    const shop = openAlipay({}, { generation: 'v3' })
    expect(await failure(callProvider(shop.client, parameters))).toMatchObject({
      code: 'CONFIG_INVALID',
      outcome: 'not-sent',
    })
    expect(shop.requests).toEqual([])
  })
})

describe('openProviderPage', () => {
  const agreement = {
    method: 'alipay.user.agreement.page.sign',
    content: { personal_product_code: 'CYCLE_PAY_AUTH_P', access_params: { channel: 'QRCODE' } },
    returnUrl: 'https://shop.example/back',
  }
  it.each(modes)('signs the page, $generation, certificate $certificate, encrypted $encrypted', async (mode) => {
    const { client } = openAlipay({}, mode)
    const page = await openProviderPage(client, agreement)
    if (page.type !== 'redirect') throw new Error('no redirect')
    const judged = judgePage({ url: page.url }, { ...factsOf(mode), ...unlisted.facts })
    expect(judged).toMatchObject({
      method: agreement.method,
      content: agreement.content,
      parameters: { return_url: agreement.returnUrl },
    })
  })
  it('refuses a parameter that there is not', async () => {
    const given = { ...agreement, return_url: 'https://shop.example/back' } as typeof agreement
    expect(await failure(openProviderPage(openAlipay({}).client, given))).toMatchObject({
      code: 'CONFIG_INVALID',
      next: 'Did you mean returnUrl?',
    })
  })
  it('refuses what is no method', async () =>
    expect(await failure(openProviderPage(openAlipay({}).client, { ...agreement, method: 'sign' }))).toMatchObject({
      code: 'CONFIG_INVALID',
    }))
  it('refuses no parameters', async () =>
    expect(await failure(openProviderPage(openAlipay({}).client, undefined as never))).toMatchObject({
      code: 'CONFIG_INVALID',
    }))
})

describe('callProvider and openProviderPage send nothing that would be changed or misread', () => {
  const method = 'alipay.fund.trans.uni.transfer'
  it.each([
    ['a path that leaves its folder', { path: '/v3/../x' }, 'CONFIG_INVALID'],
    ['an upload', { content: new FormData() }, 'PARAMETERS_INVALID'],
    ['JSON as text', { content: '{"a":1}' }, 'PARAMETERS_INVALID'],
    ['a Map', { content: { a: new Map() } }, 'PARAMETERS_INVALID'],
    [
      'no number, in the address',
      { path: '/v3/x', httpMethod: 'GET', content: { a: Number.NaN } },
      'PARAMETERS_INVALID',
    ],
    ['half of a character', { content: { subject: '\ud83c' } }, 'PARAMETERS_INVALID'],
    ['a field inside a text', { content: { body: 'tea&refund_fee=5.00' } }, 'PARAMETERS_INVALID'],
    ['a number beside the content', { beside: { code: 5 } }, 'PARAMETERS_INVALID'],
    ['a private address for notices', { content: {}, notifyUrl: 'http://10.0.0.1/n' }, 'PARAMETERS_INVALID'],
  ])('%s', async (_, given, code) => {
    const shop = openAlipay({ content: {} }, {}, unlisted)
    expect(await failure(callProvider(shop.client, { method, ...given } as never))).toMatchObject({
      code,
      outcome: 'not-sent',
    })
    expect(shop.requests).toEqual([])
  })

  it('nor does a page', async () => {
    const shop = openAlipay({})
    const content = { external_agreement_no: 'A1', logon: 'x&status=NORMAL' }
    const page = openProviderPage(shop.client, { method: 'alipay.user.agreement.page.sign', content })
    expect(await failure(page)).toMatchObject({ code: 'PARAMETERS_INVALID' })
  })
})
