import {
  applyAbnormalRefund,
  closePayment,
  createPayment,
  getPayment,
  getRefund,
  refundPayment,
} from 'shroff/wechatpay'
import { describe, expect, it } from 'vitest'
import { failure } from '../support/failure.js'
import { openAnswering } from '../support/wechatpay-answering.js'
import { tea } from '../support/wechatpay-shop.js'

// The limits are those of the wire page, §10 and §17. `x(n)` is a text of n characters.
const x = (length: number) => 'x'.repeat(length)
const wide = (length: number) => '茶'.repeat(length)
const astral = (length: number) => '🍵'.repeat(length)
const urlOf = (length: number) => `https://shop.example/${x(length - 21)}`
const goods = { merchantGoodsId: '1', quantity: 1, unitPrice: 1 }
const refundGoods = { merchantGoodsId: '1', unitPrice: 1, refundAmount: 1, refundQuantity: 1 }

/** Details of exactly so many bytes on the wire, in goods whose names are of this character. */
function detailOf(bytes: number, fill: (length: number) => string) {
  const width = new TextEncoder().encode(fill(1)).length
  const entry = '{"merchant_goods_id":"1","quantity":1,"unit_price":1,"goods_name":""}'.length
  const names: string[] = []
  let left = bytes - '{"goods_detail":[]}'.length
  while (left > 0) {
    const room = left - entry - (names.length > 0 ? 1 : 0)
    // The last one takes what is left; nothing may be left that is too short for another.
    const most = 200 * width
    const take = room <= most ? room : Math.min(most, room - entry - 1)
    names.push(fill(Math.floor(take / width)) + x(take % width))
    left = room - take
  }
  return { goodsDetail: names.map((goodsName) => ({ ...goods, goodsName })) }
}

const qr = { ...tea, channel: 'qr' }
const jsapi = { ...tea, channel: 'jsapi', openId: 'oUpF8' }
const wap = { ...tea, channel: 'wap', payerClientIp: '14.23.150.211', h5: { type: 'Wap' } }
const refund = { orderId: 'T-1001', refundId: 'R', amount: tea.amount, orderAmount: tea.amount }
const card = { refundId: 'R', providerRefundId: '5', to: 'payer-card', bankType: 'I', bankAccount: '6', realName: '张' }
const yuan = (value: unknown, currency: unknown = 'CNY') => ({ currency, value })

type Send = (client: ReturnType<typeof openAnswering>['client'], parameters: never) => Promise<unknown>
const actions = {
  createPayment,
  getPayment,
  closePayment,
  refundPayment,
  getRefund,
  applyAbnormalRefund,
} as unknown as Record<string, Send>

/** The paths of the fields that were refused; empty if the request went out. */
async function refusedAt(action: string, parameters: unknown): Promise<string[]> {
  const { client, requests } = openAnswering({ status: 400, body: { code: 'PARAM_ERROR', message: '-' } })
  const error = await failure(actions[action]!(client, parameters as never))
  if (requests.length > 0) return []
  expect(error).toMatchObject({ code: 'PARAMETERS_INVALID', outcome: 'not-sent', action })
  return error.fields!.map(({ path }) => path)
}

const refused: [action: string, path: string, parameters: unknown][] = [
  ...[x(5), x(33), 'T 1001', 'T-1001@', 'T-1001\n', 'Ｔ-1001', '', 100001, null, ['T-1001'], new String('T-1001')].map(
    (orderId): [string, string, unknown] => ['createPayment', 'orderId', { ...qr, orderId }],
  ),
  ...[0, -0, -1, 0.5, 25.1, Number.NaN, Infinity, 2 ** 53, '2500', null, undefined, true].map(
    (value): [string, string, unknown] => ['createPayment', 'amount.value', { ...qr, amount: yuan(value) }],
  ),
  ...['USD', 'cny', '', null, undefined].map((currency): [string, string, unknown] => [
    'createPayment',
    'amount.currency',
    { ...qr, amount: { currency, value: 2500 } },
  ]),
  ...[null, 2500, '25.00', []].map((amount): [string, string, unknown] => [
    'createPayment',
    'amount',
    { ...qr, amount },
  ]),
  ['createPayment', 'amount.total', { ...qr, amount: { ...yuan(1), total: 1 } }],
  ...['', x(128), wide(128), astral(128), null, 5].map((description): [string, string, unknown] => [
    'createPayment',
    'description',
    { ...qr, description },
  ]),
  ...[
    urlOf(256),
    'https://shop.example/notify?order=1',
    'https://shop.example/notify?',
    'https://shop.example/#x',
    ' https://shop.example/notify',
    'https://shop.example/no tify',
    '/notify',
    'shop.example/notify',
    'ftp://shop.example/notify',
    'javascript:alert(1)',
    'https://user@shop.example/notify',
    'https://user:pw@shop.example/notify',
    'http://shop/notify',
    'http://shop.local/notify',
    'http://gateway.docker.internal/notify',
    'http://localhost./notify',
    'http://100.64.0.1/notify',
    'http://[::ffff:127.0.0.1]/notify',
    'https://localhost/notify',
    'https://pay.localhost/notify',
    'https://127.0.0.1/notify',
    'https://2130706433/notify',
    'https://10.1.2.3/notify',
    'https://192.168.0.1/notify',
    'https://172.16.0.1/notify',
    'https://172.31.255.255/notify',
    'https://169.254.169.254/notify',
    'https://0.0.0.0/notify',
    'https://[::1]/notify',
    'https://[fd00::1]/notify',
    'https://[fe80::1]/notify',
    '',
    null,
  ].map((notifyUrl): [string, string, unknown] => ['createPayment', 'notifyUrl', { ...qr, notifyUrl }]),
  ...[new Date(Number.NaN), new Date(8.64e15), new Date(-1), '2026-03-04', 1_772_000_000_000, null].map(
    (expiresAt): [string, string, unknown] => ['createPayment', 'expiresAt', { ...qr, expiresAt }],
  ),
  ['createPayment', 'attach', { ...qr, attach: '' }],
  ['createPayment', 'attach', { ...qr, attach: x(129) }],
  ['createPayment', 'goodsTag', { ...qr, goodsTag: x(33) }],
  ['createPayment', 'supportFapiao', { ...qr, supportFapiao: 'true' }],
  ['createPayment', 'profitSharing', { ...qr, profitSharing: 1 }],
  ['createPayment', 'limitPay', { ...qr, limitPay: 'no_credit' }],
  ['createPayment', 'limitPay.1', { ...qr, limitPay: ['no_credit', 5] }],
  ['createPayment', 'detail', { ...qr, detail: detailOf(6145, x) }],
  ['createPayment', 'detail', { ...qr, detail: detailOf(6146, wide) }],
  ['createPayment', 'detail.invoiceId', { ...qr, detail: { invoiceId: x(33) } }],
  ['createPayment', 'detail.invoice_id', { ...qr, detail: { invoice_id: '1' } }],
  [
    'createPayment',
    'detail.goodsDetail.0.unitPrice',
    { ...qr, detail: { goodsDetail: [{ ...goods, unitPrice: 0.5 }] } },
  ],
  ['refundPayment', 'from.0.amount', { ...refund, from: [{ account: 'AVAILABLE', amount: 5 }] }],
  ['createPayment', 'payerClientIp', { ...qr, payerClientIp: x(46) }],
  ['createPayment', 'payerClientIp', { ...qr, deviceId: 'till-1' }],
  ['createPayment', 'payerClientIp', { ...jsapi, store: { id: '1' } }],
  ['createPayment', 'deviceId', { ...qr, payerClientIp: '1.2.3.4', deviceId: x(33) }],
  ['createPayment', 'store.id', { ...qr, payerClientIp: '1.2.3.4', store: { id: x(33) } }],
  ['createPayment', 'store.id', { ...qr, payerClientIp: '1.2.3.4', store: {} }],
  ['createPayment', 'store.name', { ...qr, payerClientIp: '1.2.3.4', store: { id: '1', name: x(257) } }],
  ['createPayment', 'store.areaCode', { ...qr, payerClientIp: '1.2.3.4', store: { id: '1', areaCode: x(33) } }],
  ['createPayment', 'store.address', { ...qr, payerClientIp: '1.2.3.4', store: { id: '1', address: x(513) } }],
  ['createPayment', 'store.phone', { ...qr, payerClientIp: '1.2.3.4', store: { id: '1', phone: '1' } }],
  ['createPayment', 'appId', { ...qr, appId: x(33) }],
  ['createPayment', 'openId', { ...tea, channel: 'jsapi' }],
  ['createPayment', 'openId', { ...tea, channel: 'miniprogram' }],
  ['createPayment', 'openId', { ...jsapi, subOpenId: 'oUpF8' }],
  ['createPayment', 'openId', { ...jsapi, openId: x(129) }],
  ['createPayment', 'subOpenId', { ...tea, channel: 'jsapi', subOpenId: x(129) }],
  ['createPayment', 'payerClientIp', { ...wap, payerClientIp: undefined }],
  // H5 refuses it by name (doc 4012791834): the address must be the payer's.
  ['createPayment', 'payerClientIp', { ...wap, payerClientIp: '127.0.0.1' }],
  ['createPayment', 'h5', { ...wap, h5: undefined }],
  ['createPayment', 'h5.type', { ...wap, h5: { type: 'wap' } }],
  ['createPayment', 'h5.appName', { ...wap, h5: { type: 'iOS', appName: x(65) } }],
  ['createPayment', 'h5.appUrl', { ...wap, h5: { type: 'iOS', appUrl: x(129) } }],
  ['createPayment', 'h5.bundleId', { ...wap, h5: { type: 'iOS', bundleId: x(129) } }],
  ['createPayment', 'h5.packageName', { ...wap, h5: { type: 'Android', packageName: x(129) } }],
  // Fields of another channel, misspelt ones, and those that would become a prototype.
  ['createPayment', 'openId', { ...qr, openId: 'oUpF8' }],
  ['createPayment', 'h5', { ...qr, h5: { type: 'Wap' } }],
  ['createPayment', 'openId', { ...wap, openId: 'oUpF8' }],
  ['createPayment', 'out_trade_no', { ...qr, out_trade_no: 'T-1001' }],
  ['createPayment', 'constructor', { ...qr, constructor: 1 }],
  ['createPayment', '__proto__', { ...qr, ...JSON.parse('{}'), ['__proto__']: { attach: 'x' } }],
  ['createPayment', 'channel', { ...tea }],
  ['createPayment', 'channel', { ...tea, channel: 'face' }],
  ['createPayment', 'channel', { ...tea, channel: 'constructor' }],
  ['createPayment', 'channel', { ...tea, channel: null }],
  // What exists was numbered by somebody else's limits; only what no path or text can hold is refused.
  ...['', x(129), '.', '..', 'T\n1001', 'T\u0000', 'T\ud83c', 1001, null].flatMap(
    (number): [string, string, unknown][] => [
      ['closePayment', 'orderId', { orderId: number }],
      ['getPayment', 'orderId', { orderId: number }],
      ['getPayment', 'paymentId', { paymentId: number }],
      ['getRefund', 'refundId', { refundId: number }],
      ['applyAbnormalRefund', 'refundId', { ...card, refundId: number }],
    ],
  ),
  ...['closePayment', 'getPayment'].map((action): [string, string, unknown] => [
    action,
    'outTradeNo',
    { orderId: 'T-1001', outTradeNo: '' },
  ]),
  ...['', x(65), 'R 1', 'R/1', '退款', null].map((refundId): [string, string, unknown] => [
    'refundPayment',
    'refundId',
    { ...refund, refundId },
  ]),
  ['refundPayment', 'orderId', { ...refund, orderId: undefined }],
  ['refundPayment', 'orderId', { ...refund, paymentId: '42' }],
  ['refundPayment', 'orderId', { ...refund, orderId: x(129) }],
  ['refundPayment', 'paymentId', { ...refund, orderId: undefined, paymentId: '..' }],
  ['refundPayment', 'amount.value', { ...refund, amount: yuan(2501) }],
  ['refundPayment', 'amount.value', { ...refund, amount: yuan(0) }],
  ['refundPayment', 'amount.currency', { ...refund, amount: yuan(1, 'HKD') }],
  ['refundPayment', 'orderAmount.value', { ...refund, orderAmount: yuan('2500') }],
  ['refundPayment', 'orderAmount', { ...refund, orderAmount: undefined }],
  ['refundPayment', 'reason', { ...refund, reason: x(81) }],
  ['refundPayment', 'reason', { ...refund, reason: '' }],
  ['refundPayment', 'notifyUrl', { ...refund, notifyUrl: urlOf(257) }],
  ['refundPayment', 'fundsAccount', { ...refund, fundsAccount: 'BASIC' }],
  ['refundPayment', 'from', { ...refund, from: {} }],
  ['refundPayment', 'goodsDetail', { ...refund, goodsDetail: 'tea' }],
  ['refundPayment', 'goodsDetail.0', { ...refund, goodsDetail: ['tea'] }],
  ['applyAbnormalRefund', 'providerRefundId', { ...card, providerRefundId: '' }],
  // It would be sent to another path.
  ['applyAbnormalRefund', 'providerRefundId', { ...card, providerRefundId: '..' }],
  ['applyAbnormalRefund', 'bankType', { ...card, bankType: x(17) }],
  ['applyAbnormalRefund', 'bankAccount', { ...card, bankAccount: '' }],
  ['applyAbnormalRefund', 'realName', { ...card, realName: undefined }],
  // RSA-OAEP holds 214 bytes.
  ['applyAbnormalRefund', 'realName', { ...card, realName: astral(54) }],
  ['applyAbnormalRefund', 'to', { ...card, to: 'shop' }],
  ['applyAbnormalRefund', 'bankType', { refundId: 'R', providerRefundId: '5', to: 'merchant-card', bankType: 'I' }],
  ...Object.keys(actions).flatMap((action) =>
    [null, undefined, [], 'T-1001', 7].map((given): [string, string, unknown] => [action, 'parameters', given]),
  ),
]

describe('refused here, with the path, before anything is sent', () => {
  it.each(refused)('%s %s: %j', async (action, path, parameters) => {
    expect(await refusedAt(action, parameters)).toContain(path)
  })

  it('a getter that throws', async () => {
    const get = () => {
      throw new Error('trap')
    }
    const trap = new Proxy({}, { get })
    for (const action of Object.keys(actions)) expect(await refusedAt(action, trap)).toEqual(['parameters'])
  })

  it('a detail with a cycle', async () => {
    const detail: { self?: unknown } = {}
    detail.self = detail
    expect(await refusedAt('createPayment', { ...qr, detail })).toEqual(['detail.self'])
  })

  it('a bigint among the goods', async () => {
    expect(await refusedAt('refundPayment', { ...refund, goodsDetail: [{ ...refundGoods, unitPrice: 1n }] })).toEqual([
      'goodsDetail.0.unitPrice',
    ])
  })

  it('a bigint for an amount', async () => {
    expect(await refusedAt('createPayment', { ...qr, amount: yuan(2500n) })).toEqual(['amount.value'])
  })

  it('every wrong field at once', async () => {
    const wrong = { ...qr, orderId: '', description: '', notifyUrl: '', attach: '' }
    expect((await refusedAt('createPayment', wrong)).sort()).toEqual(['attach', 'description', 'notifyUrl', 'orderId'])
  })

  it('the limit that was broken is named', async () => {
    const { client } = openAnswering({})
    const error = await failure(refundPayment(client, { ...refund, notifyUrl: urlOf(257) }))
    expect(error.message).toContain('at most 256 characters')
  })

  it('the channels that exist are named', async () => {
    const { client } = openAnswering({})
    const error = await failure(createPayment(client, { ...tea, channel: 'native' } as never))
    expect(error.message).toContain('channel: must be one of "qr", "app", "barcode", "wap", "jsapi", "miniprogram"')
  })
})

describe('passes: at the limit, or doubtful', () => {
  it.each([
    ...[x(6), x(32), '1217752501201407033233368018', 'Az09_-|*'].map((orderId) => [
      'createPayment',
      { ...qr, orderId },
    ]),
    ...[1, 2 ** 53 - 1].map((value) => ['createPayment', { ...qr, amount: yuan(value) }]),
    ...['x', x(127), wide(127), astral(127), ' '].map((description) => ['createPayment', { ...qr, description }]),
    ...[
      urlOf(255),
      'http://shop.example/notify',
      'https://shop.example',
      'https://shop.example:8443/notify',
      'https://10.shop.example/notify',
      'https://127.shop.example/notify',
      'https://192.168.shop.example/notify',
      'https://172.32.0.1/notify',
      'https://11.0.0.1/notify',
      'https://[2400:3200::1]/notify',
      'https://商店.example/通知',
    ].map((notifyUrl) => ['createPayment', { ...qr, notifyUrl }]),
    ...[new Date('2020-01-01'), new Date('2099-01-01')].map((expiresAt) => ['createPayment', { ...qr, expiresAt }]),
    ['createPayment', { ...qr, attach: x(128), goodsTag: x(32) }],
    ['createPayment', { ...qr, limitPay: ['a_new_one'] }],
    ['createPayment', { ...qr, detail: detailOf(6144, x) }],
    ['createPayment', { ...qr, payerClientIp: x(45), deviceId: x(32), store: { id: x(32) } }],
    [
      'createPayment',
      { ...qr, payerClientIp: '1', store: { id: '1', name: wide(256), areaCode: x(32), address: wide(512) } },
    ],
    ['createPayment', { ...jsapi, openId: x(128) }],
    ['createPayment', { ...wap, h5: { type: 'iOS', appName: x(64), appUrl: x(128), bundleId: x(128) } }],
    ['createPayment', { ...qr, attach: undefined, expiresAt: undefined, store: undefined }],
    ['getPayment', { paymentId: x(32) }],
    // Numbers of other systems, or of another time's limits.
    ...[x(5), x(33), 'T 1001', 'T/1001', '../../../certificates', '订单'].flatMap((number) => [
      ['getPayment', { orderId: number }],
      ['getPayment', { paymentId: number }],
      ['closePayment', { orderId: number }],
      ['getRefund', { refundId: number }],
      ['refundPayment', { ...refund, orderId: number }],
    ]),
    ['getPayment', { orderId: 'T-1001', paymentId: undefined }],
    ['getRefund', { refundId: 'Az09_-|*@' }],
    ['getRefund', { refundId: x(64) }],
    ['refundPayment', { ...refund, amount: yuan(2500) }],
    ['refundPayment', { ...refund, reason: wide(80), notifyUrl: urlOf(256) }],
    ['applyAbnormalRefund', { ...card, bankType: x(16), providerRefundId: x(32) }],
    ['applyAbnormalRefund', { ...card, bankAccount: x(64), realName: wide(64) }],
    ['applyAbnormalRefund', { ...card, realName: astral(53) }],
    ['createPayment', { ...qr, payerClientIp: '127.0.0.1' }],
  ] as [string, unknown][])('%s %j', async (action, parameters) => {
    expect(await refusedAt(action, parameters)).toEqual([])
  })
})
