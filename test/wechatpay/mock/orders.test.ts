import { advanceClock, expire, pay } from 'shroff/mock'
import { describe, expect, it } from 'vitest'
import { native, openGateway } from '../../support/wechatpay-gateway.js'

const day = 24 * 3_600_000
const tea = { provider: 'wechatpay', orderId: 'T-1001' } as const
const products = (product: string) => `/v3/pay/transactions/${product}`

describe('the same order again', () => {
  it('gets a new credential, whatever the order of its members', async () => {
    const { ask, order } = await openGateway()
    const first = await ask('POST', native, order)
    const { mchid, ...others } = order
    const second = await ask('POST', native, { ...others, mchid })
    expect(second.status).toBe(200)
    expect(second.body.code_url).not.toBe(first.body.code_url)
  })

  it.each([
    ['amount', { amount: { total: 2501, currency: 'CNY' } }],
    ['description', { description: 'Green tea' }],
    ['an attach', { attach: 'x' }],
    ['notify_url', { notify_url: 'https://shop.example/other' }],
  ])('with another %s is refused', async (_, changes) => {
    const { ask, order, byOrderId } = await openGateway()
    await ask('POST', native, order)
    const { status, body } = await ask('POST', native, { ...order, ...changes })
    expect([status, body.code]).toEqual([403, 'OUT_TRADE_NO_USED'])
    expect((await ask('GET', byOrderId('T-1001'))).body.amount).toEqual({ total: 2500, currency: 'CNY' })
  })

  it('by another product is refused', async () => {
    const { ask, order } = await openGateway()
    await ask('POST', native, order)
    const { status, body } = await ask('POST', products('app'), order)
    expect([status, body.code]).toEqual([403, 'OUT_TRADE_NO_USED'])
  })

  it('is refused once closed, and once paid', async () => {
    const { ask, order, close, mock } = await openGateway()
    await ask('POST', native, order)
    await close('T-1001')
    const closed = await ask('POST', native, order)
    expect([closed.status, closed.body.code]).toEqual([400, 'ORDER_CLOSED'])

    const other = { ...order, out_trade_no: 'T-1002' }
    await ask('POST', native, other)
    await pay(mock, { provider: 'wechatpay', orderId: 'T-1002' })
    const paid = await ask('POST', native, other)
    expect([paid.status, paid.body.code, paid.body.message]).toEqual([400, 'ORDER_PAID', '该订单已支付'])
  })
})

describe('credentials', () => {
  it.each([
    ['native', {}, { code_url: expect.stringMatching(/^weixin:\/\/wxpay\/bizpayurl\?pr=\w+$/) }],
    ['jsapi', { payer: { openid: 'o1' } }, { prepay_id: expect.stringMatching(/^wx20260304120000[0-9a-f]{20}$/) }],
    ['app', {}, { prepay_id: expect.stringMatching(/^wx20260304120000[0-9a-f]{20}$/) }],
    [
      'h5',
      { scene_info: { payer_client_ip: '203.0.113.7', h5_info: { type: 'Wap' } } },
      { h5_url: expect.stringMatching(/^https:\/\/wx\.tenpay\.com\/.+\?prepay_id=wx\w+&package=\w+$/) },
    ],
  ])('of %s', async (product, changes, credential) => {
    const { ask, order } = await openGateway()
    expect((await ask('POST', products(product), { ...order, ...changes })).body).toEqual(credential)
  })
})

describe('query', () => {
  it('tells an open order without what only payment brings', async () => {
    const { ask, order, byOrderId, credentials } = await openGateway()
    await ask('POST', native, { ...order, attach: 'table 4' })
    expect((await ask('GET', byOrderId('T-1001'))).body).toEqual({
      appid: credentials.appId,
      mchid: credentials.merchantId,
      out_trade_no: 'T-1001',
      trade_state: 'NOTPAY',
      trade_state_desc: '订单未支付',
      amount: { total: 2500, currency: 'CNY' },
    })
  })

  it.each([
    ['native', 'NATIVE', {}],
    ['jsapi', 'JSAPI', { payer: { openid: 'o1' } }],
    ['app', 'APP', {}],
    ['h5', 'MWEB', { scene_info: { payer_client_ip: '203.0.113.7', h5_info: { type: 'Wap' } } }],
  ])('tells a paid order of %s as %s, by both numbers', async (product, tradeType, changes) => {
    const { ask, order, byOrderId, credentials, mock } = await openGateway()
    await ask('POST', products(product), { ...order, ...changes })
    advanceClock(mock, 65_000)
    await pay(mock, tea)
    const { body } = await ask('GET', byOrderId('T-1001'))
    expect(body).toMatchObject({
      transaction_id: expect.stringMatching(/^\d{28}$/),
      trade_type: tradeType,
      trade_state: 'SUCCESS',
      success_time: '2026-03-04T12:01:05+08:00',
      payer: { openid: product === 'jsapi' ? 'o1' : expect.any(String) },
      amount: { total: 2500, payer_total: 2500, currency: 'CNY', payer_currency: 'CNY' },
    })
    const path = `/v3/pay/transactions/id/${body.transaction_id}?mchid=${credentials.merchantId}`
    expect((await ask('GET', path)).body).toEqual(body)
  })

  it('refuses an unknown number, and a merchant that is not the one who signs', async () => {
    const { ask, byOrderId } = await openGateway()
    const unknown = await ask('GET', byOrderId('T-none'))
    expect([unknown.status, unknown.body.code]).toEqual([404, 'ORDER_NOT_EXIST'])
    for (const query of ['', '?mchid=1900000001', '?sp_mchid=1900007291']) {
      const { status, body } = await ask('GET', `/v3/pay/transactions/out-trade-no/T-1001${query}`)
      expect([status, body.code]).toEqual([400, 'PARAM_ERROR'])
    }
  })

  it('finds | and * in a number, percent-encoded or not', async () => {
    const { ask, order, byOrderId } = await openGateway()
    await ask('POST', native, { ...order, out_trade_no: 'T|10*1' })
    for (const number of ['T%7C10*1', 'T%7C10%2A1', '%54%7C10*1']) {
      expect((await ask('GET', byOrderId(number))).body.out_trade_no).toBe('T|10*1')
    }
  })
})

describe('close', () => {
  it('answers 204 without a body, signed, as often as asked', async () => {
    const { ask, order, byOrderId, close } = await openGateway()
    await ask('POST', native, order)
    for (const _ of [1, 2]) {
      const { status, headers } = await close('T-1001')
      expect(status).toBe(204)
      // judgeReply has verified it over the empty body.
      expect(headers).toHaveProperty('wechatpay-signature')
    }
    expect((await ask('GET', byOrderId('T-1001'))).body.trade_state).toBe('CLOSED')
  })

  it('refuses an unknown order, a paid one, and a body with more than it takes', async () => {
    const { ask, order, close, mock, credentials } = await openGateway()
    const unknown = await close('T-none')
    expect([unknown.status, unknown.body.code]).toEqual([404, 'ORDER_NOT_EXIST'])
    await ask('POST', native, order)
    const path = '/v3/pay/transactions/out-trade-no/T-1001/close'
    for (const body of [{}, { mchid: credentials.merchantId, reason: 'x' }])
      expect((await ask('POST', path, body)).body.code).toBe('PARAM_ERROR')
    await pay(mock, tea)
    const paid = await close('T-1001')
    expect([paid.status, paid.body.code]).toEqual([403, 'ORDER_PAID'])
  })

  it('happens by itself after 7 days, to queries, to the same order again and to the payer alike', async () => {
    const { ask, order, byOrderId, mock } = await openGateway()
    const late = { ...order, time_expire: '2026-03-18T12:00:00+08:00' }
    for (const orderId of ['T-1001', 'T-1002', 'T-1003']) await ask('POST', native, { ...late, out_trade_no: orderId })
    advanceClock(mock, 7 * day)
    expect((await ask('GET', byOrderId('T-1001'))).body.trade_state).toBe('NOTPAY')
    advanceClock(mock, 1)
    expect((await ask('GET', byOrderId('T-1001'))).body.trade_state).toBe('CLOSED')
    const again = await ask('POST', native, { ...late, out_trade_no: 'T-1002' })
    expect([again.status, again.body.code]).toEqual([400, 'ORDER_CLOSED'])
    await expect(pay(mock, { provider: 'wechatpay', orderId: 'T-1003' })).rejects.toThrow('order T-1003 is closed')
  })

  it('does not happen when the last moment to pay passes', async () => {
    const { ask, order, byOrderId, mock } = await openGateway()
    await ask('POST', native, { ...order, time_expire: '2026-03-04T12:05:00+08:00' })
    advanceClock(mock, 300_001)
    expect((await ask('GET', byOrderId('T-1001'))).body.trade_state).toBe('NOTPAY')
    await expect(pay(mock, tea)).rejects.toThrow('order T-1001 has expired')
    expect((await ask('POST', native, { ...order, out_trade_no: 'T-1002' })).status).toBe(200)
    await expire(mock, { provider: 'wechatpay', orderId: 'T-1002' })
    await expect(pay(mock, { provider: 'wechatpay', orderId: 'T-1002' })).rejects.toThrow('has expired')
  })

  it('raises a last moment under a minute away to a minute', async () => {
    const { ask, order, mock } = await openGateway()
    await ask('POST', native, { ...order, time_expire: '2026-03-04T12:00:01+08:00' })
    advanceClock(mock, 60_000)
    await pay(mock, tea)
    expect(mock.journal.at(-1)).toMatchObject({ kind: 'control', control: 'pay' })
  })
})

describe('a partner', () => {
  const partner = async () => {
    const gateway = await openGateway({ subMerchantIds: ['1900000109', '1900000110'] })
    const { merchantId, appId } = gateway.credentials
    const { appid: _, mchid: __, ...common } = gateway.order
    const order = { ...common, sp_appid: appId, sp_mchid: merchantId, sub_mchid: '1900000109' }
    const prefix = '/v3/pay/partner/transactions'
    const who = (sub: string) => `sp_mchid=${merchantId}&sub_mchid=${sub}`
    return { ...gateway, order, prefix, who, merchantId, appId }
  }

  it('orders, queries and closes for its sub-merchant', async () => {
    const { ask, order, prefix, who, mock, merchantId, appId } = await partner()
    expect((await ask('POST', `${prefix}/native`, order)).status).toBe(200)
    await pay(mock, tea)
    const { body } = await ask('GET', `${prefix}/out-trade-no/T-1001?${who('1900000109')}`)
    expect(body).toMatchObject({
      sp_appid: appId,
      sp_mchid: merchantId,
      sub_mchid: '1900000109',
      trade_state: 'SUCCESS',
      payer: { sp_openid: expect.any(String) },
    })
    expect(body).not.toHaveProperty('mchid')
    expect((await ask('GET', `${prefix}/id/${body.transaction_id}?${who('1900000109')}`)).body).toEqual(body)

    await ask('POST', `${prefix}/native`, { ...order, out_trade_no: 'T-1002' })
    const close = { sp_mchid: merchantId, sub_mchid: '1900000109' }
    expect((await ask('POST', `${prefix}/out-trade-no/T-1002/close`, close)).status).toBe(204)
  })

  it('cannot see the order of another sub-merchant, nor order for a stranger', async () => {
    const { ask, order, prefix, who, merchantId } = await partner()
    await ask('POST', `${prefix}/native`, order)
    const other = await ask('GET', `${prefix}/out-trade-no/T-1001?${who('1900000110')}`)
    expect([other.status, other.body.code]).toEqual([404, 'ORDER_NOT_EXIST'])
    const asDirect = await ask('GET', `/v3/pay/transactions/out-trade-no/T-1001?mchid=${merchantId}`)
    expect([asDirect.status, asDirect.body.code]).toEqual([404, 'ORDER_NOT_EXIST'])
    const stranger = await ask('POST', `${prefix}/native`, { ...order, sub_mchid: '1900000111' })
    expect([stranger.status, stranger.body.code]).toEqual([403, 'NO_AUTH'])
  })

  it.each([
    ['nobody', {}, 400],
    ['both', { sub_appid: 'wx2', payer: { sp_openid: 'o1', sub_openid: 'o2' } }, 400],
    ['the sub app without naming it', { payer: { sub_openid: 'o2' } }, 400],
    ['the sub app', { sub_appid: 'wx2', payer: { sub_openid: 'o2' } }, 200],
    ['its own app', { payer: { sp_openid: 'o1' } }, 200],
  ])('names as payer %s', async (_, changes, status) => {
    const { ask, order, prefix, who, mock } = await partner()
    expect((await ask('POST', `${prefix}/jsapi`, { payer: {}, ...order, ...changes })).status).toBe(status)
    if (status !== 200) return
    await pay(mock, tea)
    const { body } = await ask('GET', `${prefix}/out-trade-no/T-1001?${who('1900000109')}`)
    expect(body).toMatchObject(changes)
  })
})
