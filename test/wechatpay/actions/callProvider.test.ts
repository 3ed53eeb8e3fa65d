import { callProvider } from 'shroff/wechatpay'
import { describe, expect, it } from 'vitest'
import { judgeRequest } from '../../oracle/wechatpay.js'
import { failure } from '../../support/failure.js'
import { options as merchant, now } from '../../support/wechatpay.js'
import { openAnswering } from '../../support/wechatpay-answering.js'
import { merchantKeyOf, openJudgedShop } from '../../support/wechatpay-judged.js'

const code = (wanted: string, more: object = {}) => expect.objectContaining({ code: wanted, ...more })
const judgedBy = { ...merchant, publicKey: merchantKeyOf(merchant), now }
const bill = { method: 'GET', path: '/v3/bill/tradebill?bill_date=2026-01-31&bill_type=ALL' } as const
const cycle: { self?: unknown } = {}
cycle.self = cycle

describe('callProvider, refused here', () => {
  it.each([
    '',
    '/v3/',
    'v3/certificates',
    '/v2/pay/orderquery',
    'https://api.mch.weixin.qq.com/v3/certificates',
    '/v3/pay/订单',
    '/v3/a b',
    '/v3/a\n',
    '/v3/a#b',
    '/v3/a|b',
    '/v3/a\\b',
    '/v3/../secapi/pay/refund',
    '/v3/a/../../secapi',
    '/v3/%2e%2e/secapi',
    '/v3/a/../b',
    '/v3/a/./b',
    '/v3/a/..',
    '/v3/a/.%2E?b=1',
    undefined,
    null,
    5,
  ])('refuses the path %j', async (path) => {
    const { client, requests } = openAnswering({})
    expect(await failure(callProvider(client, { method: 'GET', path: path as string }))).toEqual(
      code('CONFIG_INVALID', { outcome: 'not-sent' }),
    )
    expect(requests).toHaveLength(0)
  })

  it.each([
    [{ query: { a: '1' } }, 'behind a ?'],
    [{ shema: {} }, 'Did you mean schema?'],
    [{ headers: {} }, 'encryptedFor'],
    [{ data: {} }, 'Did you mean body?'],
  ])('refuses %j, which would be left out in silence', async (more, next) => {
    const { client, requests } = openAnswering({})
    const error = await failure(callProvider(client, { ...bill, ...more }))
    expect(error).toEqual(code('CONFIG_INVALID', { outcome: 'not-sent', next: expect.stringContaining(next) }))
    expect(requests).toHaveLength(0)
  })

  it('refuses a GET with a body', async () => {
    const { client } = openAnswering({})
    expect(await failure(callProvider(client, { ...bill, body: {} }))).toEqual(code('CONFIG_INVALID'))
  })

  it.each([
    ['a cycle', cycle],
    ['an upload', new FormData()],
    ['the fields of a form', new URLSearchParams({ a: '1' })],
    ['a Map', new Map([['a', 1]])],
    ['a file', new Blob(['x'])],
    ['bytes', Buffer.from('{"a":1}')],
    ['JSON as text', '{"a":1}' as unknown as object],
    ['a Date', { at: new Date(0) }],
    ['no number', { total: Number.NaN }],
    ['half of a character', { reason: '\ud83c' }],
    ['a bigint', { total: 1n }],
    [
      'a toJSON that throws',
      {
        toJSON() {
          throw new Error('no')
        },
      },
    ],
  ])('refuses a body with %s', async (_, body) => {
    const { client, requests } = openAnswering({})
    const error = await failure(callProvider(client, { method: 'POST', path: '/v3/x', body }))
    expect(error).toEqual(code('PARAMETERS_INVALID', { outcome: 'not-sent' }))
    expect(requests).toHaveLength(0)
  })
})

describe('callProvider', () => {
  it('says unknown for a code that is final only for some actions', async () => {
    const { client } = openAnswering({ status: 404, body: { code: 'RESOURCE_NOT_EXISTS', message: '不存在' } })
    const error = await failure(callProvider(client, { method: 'POST', path: '/v3/x', body: {} }))
    expect(error).toEqual(code('PROVIDER_ERROR', { outcome: 'unknown', providerCode: 'RESOURCE_NOT_EXISTS' }))
  })

  it.each([
    ['POST', undefined, 1],
    ['POST', true, 2],
    ['GET', undefined, 2],
    ['GET', false, 1],
  ] as const)('sends %s with repeatable %j so often after a server error: %d', async (method, repeatable, times) => {
    const { client, requests } = openAnswering(
      [{ status: 503, body: { code: 'SERVICE_UNAVAILABLE', message: '' } }, { body: {} }],
      { client: { retry: { attempts: 2 } } },
    )
    await callProvider(client, { method, path: '/v3/x', ...(repeatable !== undefined && { repeatable }) }).catch(
      () => {},
    )
    expect(requests).toHaveLength(times)
  })

  it('sends a documented call, judged by the oracle', async () => {
    const body = {
      hash_type: 'SHA1',
      hash_value: '79bb0f45fc4c42234a918000b2668d689e2bde04',
      download_url: 'https://…',
    }
    const { client, requests } = openAnswering({ body })
    expect(await callProvider(client, bill)).toEqual(body)
    expect(judgeRequest(requests[0]!, judgedBy)).toMatchObject({
      route: 'GET /v3/bill/tradebill',
      query: { bill_date: '2026-01-31', bill_type: 'ALL' },
    })
  })

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'] as const)('signs %s with a body', async (method) => {
    const { client, requests } = openAnswering({ status: 204 })
    await callProvider(client, { method, path: '/v3/x/%E8%8C%B6', body: { tea: '茶', left: undefined } })
    expect(judgeRequest(requests[0]!, { ...judgedBy, knownRoute: false }).body).toEqual({ tea: '茶' })
  })

  it('signs what the URL parser makes of a quoted text', async () => {
    const { client, requests } = openAnswering({ body: {} })
    await callProvider(client, { method: 'GET', path: "/v3/x/a%7Cb?q='quoted'&r=%2F" })
    expect(() => judgeRequest(requests[0]!, { ...judgedBy, knownRoute: false })).not.toThrow()
  })

  it('names the key that fields were encrypted for', async () => {
    const { client, requests } = openAnswering({ body: {} })
    await callProvider(client, {
      method: 'POST',
      path: '/v3/x',
      body: {},
      encryptedFor: '5157F09EFDC096DE15EBE81A47057A72',
    })
    expect(requests[0]?.headers).toHaveProperty('wechatpay-serial', '5157F09EFDC096DE15EBE81A47057A72')
  })

  it('asks for the errors in the account’s language', async () => {
    const { client, requests } = openAnswering({ body: {} }, { account: { language: 'en' } })
    await callProvider(client, bill)
    expect(requests[0]?.headers).toHaveProperty('accept-language', 'en')
  })

  it('writes the merchant’s serial in upper case', async () => {
    const { client, requests } = openAnswering({ body: {} }, { account: { serial: merchant.serial.toLowerCase() } })
    await callProvider(client, bill)
    expect(() => judgeRequest(requests[0]!, judgedBy)).not.toThrow()
  })

  it('calls the mock’s endpoints too', async () => {
    const { client } = await openJudgedShop()
    const path = '/v3/pay/transactions/out-trade-no/T-1001?mchid=1900007291'
    expect(await failure(callProvider(client, { method: 'GET', path }))).toEqual(
      code('PROVIDER_ERROR', { providerCode: 'ORDER_NOT_EXIST' }),
    )
  })
})
