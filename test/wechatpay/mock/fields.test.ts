import { describe, expect, it } from 'vitest'
import { native, openGateway } from '../../support/wechatpay-gateway.js'

const chars = (length: number) => '茶'.repeat(length)

describe('what is not a JSON object', () => {
  it.each(['', '{', 'null', '[]', '"text"', '{"a":1,}', `${'['.repeat(40)}${']'.repeat(40)}`, '{"__proto__":{}}'])(
    '%s',
    async (text) => {
      const { ask } = await openGateway()
      const { status, body } = await ask('POST', native, text)
      expect([status, body.code]).toEqual([400, 'PARAM_ERROR'])
    },
  )

  it('bytes that are not UTF-8', async () => {
    const { send, sealed } = await openGateway()
    const { status, body } = await send({ ...sealed('POST', native, 'x'), body: new Uint8Array([0x7b, 0xff, 0x7d]) })
    expect([status, body.code]).toEqual([400, 'INVALID_REQUEST'])
  })
})

it('says the published sentence for an amount of 0', async () => {
  const { ask, order } = await openGateway()
  const { status, body } = await ask('POST', native, { ...order, amount: { total: 0, currency: 'CNY' } })
  expect(status).toBe(400)
  expect(body).toEqual({
    code: 'PARAM_ERROR',
    message: '输入源“/body/amount/total”映射到数值字段“总金额”规则校验失败，值低于最小值 1',
  })
})

const h5 = { payer_client_ip: '203.0.113.7', h5_info: { type: 'Wap' } }
const bad: [field: string, changes: object, product?: string][] = [
  ['/amount', { amount: undefined }],
  ['/amount', { amount: 2500 }],
  ['/amount/total', { amount: {} }],
  ['/amount/total', { amount: { total: 1.5 } }],
  ['/amount/total', { amount: { total: '2500' } }],
  ['/amount/total', { amount: { total: 2 ** 53 } }],
  ['/amount/currency', { amount: { total: 1, currency: 'USD' } }],
  ['/amount/value', { amount: { total: 1, value: 1 } }],
  ['/appid', { appid: undefined }],
  ['/description', { description: undefined }],
  ['/description', { description: '' }],
  ['/description', { description: null }],
  ['/description', { description: chars(128) }],
  ['/out_trade_no', { out_trade_no: 'short' }],
  ['/out_trade_no', { out_trade_no: 'x'.repeat(33) }],
  ['/out_trade_no', { out_trade_no: 'T-1001@' }],
  ['/out_trade_no', { out_trade_no: 1001001 }],
  ['/time_expire', { time_expire: '2026-03-05 12:00:00' }],
  ['/time_expire', { time_expire: '2026-13-05T12:00:00+08:00' }],
  ['/attach', { attach: chars(129) }],
  ['/notify_url', { notify_url: 'shop.example/notify' }],
  ['/notify_url', { notify_url: 'https://shop.example/notify?order=1' }],
  ['/notify_url', { notify_url: 'https://user:pw@shop.example/notify' }],
  ['/notify_url', { notify_url: `https://shop.example/${'x'.repeat(235)}` }],
  ['/goods_tag', { goods_tag: 'x'.repeat(33) }],
  ['/support_fapiao', { support_fapiao: 'true' }],
  ['/settle_info/profit_sharing', { settle_info: { profit_sharing: 1 } }],
  ['/nonce_str', { nonce_str: 'x' }],
  ['/payer', { payer: { openid: 'o1' } }],
  ['/payer', {}, 'jsapi'],
  ['/payer/openid', { payer: {} }, 'jsapi'],
  ['/payer/openid', { payer: { openid: 'o'.repeat(129) } }, 'jsapi'],
  ['/scene_info', {}, 'h5'],
  ['/scene_info/h5_info', { scene_info: { payer_client_ip: '203.0.113.7' } }, 'h5'],
  ['/scene_info/payer_client_ip', { scene_info: { ...h5, payer_client_ip: '127.0.0.1' } }, 'h5'],
  ['/scene_info/h5_info/type', { scene_info: { ...h5, h5_info: { type: 'Web' } } }, 'h5'],
  ['/scene_info/store_info/id', { scene_info: { payer_client_ip: '203.0.113.7', store_info: {} } }],
]

describe('a field that breaks its rule is named', () => {
  it.each(bad)('%s %j %s', async (field, changes, product = 'native') => {
    const { ask, order, byOrderId } = await openGateway()
    const { status, body } = await ask('POST', `/v3/pay/transactions/${product}`, { ...order, ...changes })
    expect([status, body.code]).toEqual([400, 'PARAM_ERROR'])
    expect(body.message).toContain(`输入源“/body${field}”`)
    expect(body.detail).toMatchObject({ field, location: 'body' })
    expect((await ask('GET', byOrderId('T-1001'))).status).toBe(404)
  })
})

const good: [product: string, changes: object][] = [
  ['native', { description: chars(127), attach: chars(128), goods_tag: 'x'.repeat(32) }],
  ['native', { out_trade_no: 'a_b-c|*' }],
  ['native', { time_expire: '2026-03-05T12:00:00+08:00', support_fapiao: true, limit_pay: ['no_credit'] }],
  ['native', { detail: { cost_price: 1, goods_detail: [{ merchant_goods_id: 'g', quantity: 1, unit_price: 1 }] } }],
  ['native', { settle_info: { profit_sharing: true }, scene_info: { payer_client_ip: '203.0.113.7' } }],
  ['native', { amount: { total: 1 } }],
  ['native', { notify_url: `https://shop.example/${'x'.repeat(234)}` }],
  ['native', { notify_url: 'https://10.shop.example/notify' }],
  ['jsapi', { payer: { openid: 'o'.repeat(128) } }],
  ['app', {}],
  ['h5', { scene_info: { ...h5, store_info: { id: '1', name: chars(256) } } }],
]

describe('a field at its limit is taken', () => {
  it.each(good)('%s %j', async (product, changes) => {
    const { ask, order } = await openGateway()
    expect((await ask('POST', `/v3/pay/transactions/${product}`, { ...order, ...changes })).status).toBe(200)
  })
})

it('refuses an app that is not bound to the merchant', async () => {
  const { ask, order } = await openGateway()
  const { status, body } = await ask('POST', native, { ...order, appid: 'wx0000000000000001' })
  expect([status, body.code]).toEqual([400, 'APPID_MCHID_NOT_MATCH'])
})
