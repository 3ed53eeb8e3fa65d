import { describe, expect, it } from 'vitest'
import { judgeRequest } from '../wechatpay.js'
import { ask, bytes, gateway, host, now, order, place, platform, query } from './samples.js'

describe('judgeRequest', () => {
  const header = (name: string, value: string) => place(order, { headers: { [name]: value } })
  const rewritten = (from: string | RegExp, to: string) => {
    const request = place(order)
    return {
      ...request,
      headers: { ...request.headers, Authorization: request.headers.Authorization!.replace(from, to) },
    }
  }
  const refusals: [string, ReturnType<typeof place>, string][] = [
    ['another scheme', rewritten('SHA256', 'SHA1'), 'does not start with'],
    ['a blank after a comma', rewritten(',', ', '), 'joined by commas'],
    ['a field twice', rewritten(/$/, ',mchid="1900000001"'), 'has the fields'],
    ['another merchant', place(order, { merchantId: '1900000002' }), 'mchid is 1900000002'],
    ['another serial', place(order, { serial: '0A1C' }), 'serial_no is 0A1C'],
    ['a clock 301 s behind', place(order, { now: now - 301_000 }), 'more than 5 minutes'],
    ['a clock 301 s ahead', place(order, { now: now + 301_000 }), 'more than 5 minutes'],
    ['a nonce of 33 characters', place(order, { nonce: 'n'.repeat(33) }), 'nonce_str'],
    ['another key', place(order, { privateKey: platform.privateKey }), 'signature does not verify'],
    ['an empty User-Agent', header('User-Agent', ''), 'User-Agent'],
    ['a header twice', header('accept', '*/*'), 'present twice'],
    ['another Accept', header('Accept', 'text/html'), 'Accept'],
    ['another Content-Type', header('Content-Type', 'text/plain'), 'Content-Type'],
    [
      'a Content-Type without a body',
      ask(query, { headers: { 'Content-Type': 'application/json' } }),
      'without a body',
    ],
    ['a strange Wechatpay-Serial', header('Wechatpay-Serial', 'PUB_KEY_ID_'), 'Wechatpay-Serial'],
    ['an array', place([]), 'not an object'],
    ['bytes after tampering', { ...place(order), body: bytes('{"a":"\u0000"}') }, 'signature does not verify'],
    ['no UTF-8', { ...place(order), body: Uint8Array.of(0x22, 0xff, 0x22) }, 'not UTF-8'],
    ['a null member', place({ ...order, attach: null }), '/attach is null'],
    ['an undocumented member', place({ ...order, total: 1 }), '/total is not documented'],
    ['a missing member', place({ ...order, notify_url: undefined }), '/notify_url is missing'],
    ['an order number of five', place({ ...order, out_trade_no: 'T-100' }), '/out_trade_no'],
    ['an order number with a dot', place({ ...order, out_trade_no: 'T.1001' }), '/out_trade_no'],
    ['a fraction of a fen', place({ ...order, amount: { total: 1.5 } }), '/amount/total'],
    ['an amount as text', place({ ...order, amount: { total: '1' } }), '/amount/total'],
    ['nothing to pay', place({ ...order, amount: { total: 0 } }), '/amount/total'],
    ['dollars', place({ ...order, amount: { total: 1, currency: 'USD' } }), '/amount/currency'],
    ['128 characters of description', place({ ...order, description: '茶'.repeat(128) }), '/description'],
    ['another mchid in the body', place({ ...order, mchid: '1900000002' }), 'not the mchid in the header'],
    ['another mchid in the query', ask(query.replace(/1$/, '2')), 'not the mchid in the header'],
    ['a query string to notify', place({ ...order, notify_url: 'https://shop.example/n?a=1' }), '/notify_url'],
    ['a private address to notify', place({ ...order, notify_url: 'https://192.168.0.1/n' }), '/notify_url'],
    ['30 February', place({ ...order, time_expire: '2024-02-30T00:00:00+08:00' }), '/time_expire'],
    ['a payer for a QR code', place({ ...order, payer: { openid: 'o' } }), '/payer is not documented'],
    ['no payer for JSAPI', place(order, { url: `${host}/v3/pay/transactions/jsapi` }), '/payer is missing'],
    ['no scene for H5', place(order, { url: `${host}/v3/pay/transactions/h5` }), '/scene_info is missing'],
    ['an unknown route', ask('/v3/pay/transactions/nothing'), 'not documented'],
    ['another method', ask('/v3/pay/transactions/native'), 'not documented'],
    ['a relative URL', { ...ask(query), url: query }, 'not absolute'],
    ['a raw | in the path', ask(query.replace('T-1001', 'T|1001')), 'unencoded'],
    ['a URL that is normalised', ask(`/v3/x/..${query}`), 'normalises'],
    ['no mchid in a query', ask(query.split('?')[0]!), '?/mchid is missing'],
    [
      'a close without a body',
      ask('/v3/pay/transactions/out-trade-no/T-1001/close', { method: 'POST' }),
      'body is missing',
    ],
  ]
  it.each(refusals)('refuses %s', (_, request, complaint) => {
    expect(() => judgeRequest(request, gateway)).toThrow(complaint)
  })

  it('lists every violation at once', () => {
    const bad = place({ ...order, amount: { total: 0 }, mchid: 'x' }, { nonce: '-' })
    expect(() => judgeRequest(bad, gateway)).toThrow(/nonce_str.*amount\/total.*not the mchid/s)
  })

  const partner = { sp_appid: 'wx1', sp_mchid: '1900000001', sub_mchid: '1900000009' }
  const { appid: _a, mchid: _m, ...goods } = order
  const refund = { transaction_id: '42', out_refund_no: 'R@1', amount: { refund: 1, total: 2, currency: 'CNY' } }
  const scene = { payer_client_ip: '203.0.113.7', h5_info: { type: 'Wap' } }
  const encrypted = Buffer.alloc(256, 7).toString('base64')
  const card = {
    out_refund_no: 'R1',
    type: 'USER_BANK_CARD',
    bank_type: 'CMC',
    bank_account: encrypted,
    real_name: encrypted,
  }
  const calls: [method: string, path: string, body?: unknown][] = [
    ['POST', '/v3/pay/transactions/app', order],
    ['POST', '/v3/pay/transactions/h5', { ...order, scene_info: scene }],
    ['POST', '/v3/pay/transactions/jsapi', { ...order, payer: { openid: 'o1' } }],
    ['POST', '/v3/pay/partner/transactions/native', { ...partner, ...goods }],
    ['POST', '/v3/pay/partner/transactions/jsapi', { ...partner, ...goods, payer: { sp_openid: 'o1' } }],
    ['GET', '/v3/pay/transactions/id/4200001?mchid=1900000001'],
    ['GET', '/v3/pay/transactions/out-trade-no/T%7C%2A001?mchid=1900000001'],
    ['GET', '/v3/pay/partner/transactions/id/4200001?sp_mchid=1900000001&sub_mchid=1900000009'],
    ['POST', '/v3/pay/transactions/out-trade-no/T-1001/close', { mchid: '1900000001' }],
    [
      'POST',
      '/v3/pay/partner/transactions/out-trade-no/T-1001/close',
      { sp_mchid: '1900000001', sub_mchid: '1900000009' },
    ],
    ['POST', '/v3/refund/domestic/refunds', refund],
    ['GET', '/v3/refund/domestic/refunds/R%401?sub_mchid=1900000009'],
    ['POST', '/v3/refund/domestic/refunds/503001/apply-abnormal-refund', card],
    ['GET', '/v3/certificates?algorithm_type=RSA'],
    ['GET', '/v3/bill/tradebill?bill_date=2024-02-29&tar_type=GZIP'],
  ]
  it.each(calls)('accepts %s %s', (method, path, body) => {
    const headers = { 'Wechatpay-Serial': 'PUB_KEY_ID_0000000000000024101100397200000006' }
    const request = ask(path, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) })
    expect(judgeRequest(request, { ...gateway, gatewaySerial: 'public-key' }).body).toEqual(body)
  })

  it('refuses refunds above the payment, of two payments, and cards without the key that encrypted them', () => {
    const post = (path: string, body: unknown) => () =>
      judgeRequest(ask(`/v3/refund/domestic/refunds${path}`, { method: 'POST', body: JSON.stringify(body) }), gateway)
    expect(post('', { ...refund, amount: { refund: 3, total: 2, currency: 'CNY' } })).toThrow('exceeds')
    expect(post('', { ...refund, out_trade_no: 'T-1001' })).toThrow('either transaction_id or out_trade_no')
    expect(post('/503001/apply-abnormal-refund', card)).toThrow('Wechatpay-Serial is missing')
  })
})
