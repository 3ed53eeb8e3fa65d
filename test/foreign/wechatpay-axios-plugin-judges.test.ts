import { amount, type Client } from 'shroff'
import {
  applyAbnormalRefund,
  callProvider,
  closePayment,
  createPayment,
  downloadStatement,
  getPayment,
  getRefund,
  refundPayment,
  type WechatpayAccount,
} from 'shroff/wechatpay'
import { describe, expect, it } from 'vitest'
import { Formatter, Hash, Transformer } from 'wechatpay-axios-plugin'
import { options, publicKeyId } from '../support/wechatpay.js'
import { tea } from '../support/wechatpay-shop.js'
import { apiV2Key, authorizationOf, decryptedField, isSigned, openForeignPlatform } from './wechatpay-axios-plugin.js'

// What our client sends over a real socket, judged by somebody else's code.

const refund = { orderId: 'T-1001', refundId: 'R@1|2*', amount: amount('5.00', 'CNY'), orderAmount: tea.amount }
const card = { to: 'payer-card', bankType: 'ICBC_DEBIT', bankAccount: '6222020111122220000', realName: '张三' } as const

const calls: [name: string, (client: Client<WechatpayAccount>) => Promise<unknown>, sent: RegExp][] = [
  ['an order', (client) => createPayment(client, { channel: 'qr', ...tea }), /^POST \/v3\/pay\/transactions\/native$/],
  [
    'an order with every kind of character',
    (client) => createPayment(client, { channel: 'app', ...tea, description: '茶 "tea" \\ 🍵 é\u2028', attach: '<&>' }),
    /^POST \/v3\/pay\/transactions\/app$/,
  ],
  [
    'a query whose number must be encoded',
    (client) => getPayment(client, { orderId: 'T|1001*_-' }),
    /^GET \/v3\/pay\/transactions\/out-trade-no\/T%7C1001(\*|%2A)_-\?mchid=1900007291$/,
  ],
  ['a close', (client) => closePayment(client, { orderId: 'T-1001' }), /^POST .*\/out-trade-no\/T-1001\/close$/],
  ['a refund', (client) => refundPayment(client, refund), /^POST \/v3\/refund\/domestic\/refunds$/],
  [
    'a query of a refund',
    (client) => getRefund(client, { refundId: 'R@1|2*' }),
    /^GET \/v3\/refund\/.*\/R(@|%40)1%7C2/,
  ],
  [
    'a statement',
    (client) => downloadStatement(client, { date: '2026-03-03' }).next(),
    /^GET \/v3\/bill\/tradebill\?bill_date=2026-03-03/,
  ],
  [
    'any call with a query',
    (client) => callProvider(client, { method: 'GET', path: '/v3/merchant-service/x?%E8%8C%B6=a%20b&c=d%2Be/%7e' }),
    /^GET \/v3\/merchant-service\/x\?%E8%8C%B6=a%20b&c=d%2Be\/%7e$/,
  ],
]

describe('their code verifies the signature of', () => {
  it.each(calls)('%s', async (_, send, sent) => {
    const { client, asked } = await openForeignPlatform()
    await expect(send(client)).rejects.toMatchObject({ providerCode: 'PARAM_ERROR' })
    expect(asked).toHaveLength(1)
    const [request] = asked as [(typeof asked)[number]]
    expect(`${request.method} ${request.url}`).toMatch(sent)
    expect(isSigned(request)).toBe(true)
    expect(isSigned({ ...request, body: `${request.body} ` })).toBe(false)
    expect(isSigned({ ...request, url: `${request.url}&` })).toBe(false)
    const { mchid, serial_no, timestamp, nonce_str, signature } = authorizationOf(request.headers)
    const theirs = Formatter.authorization(mchid!, nonce_str!, signature!, timestamp!, serial_no!)
    expect(authorizationOf({ authorization: theirs })).toEqual(authorizationOf(request.headers))
    expect([mchid, serial_no]).toEqual([options.merchantId, options.serial])
  })
})

it('their code reads the fields that we encrypt, under the key that the header names', async () => {
  const { client, asked } = await openForeignPlatform()
  const numbers = { refundId: 'R-1', providerRefundId: '50000000382019052709732678859' }
  await expect(applyAbnormalRefund(client, { ...numbers, ...card })).rejects.toThrow()
  const [{ body, headers }] = asked as [(typeof asked)[number]]
  expect(headers['wechatpay-serial']).toBe(publicKeyId)
  const { bank_account, real_name } = JSON.parse(body)
  expect([bank_account, real_name].map(decryptedField)).toEqual([card.bankAccount, card.realName])
})

it('their code reads and verifies what we send over APIv2', async () => {
  const { client, asked } = await openForeignPlatform()
  const code = { payerCode: '134579823487512345', payerClientIp: '203.0.113.7' }
  const sale = {
    channel: 'barcode',
    ...tea,
    notifyUrl: undefined,
    ...code,
    description: 'Oolong tea 乌龙茶',
  } as const
  const { notifyUrl: _, ...parameters } = sale
  await expect(createPayment(client, parameters)).rejects.toThrow()
  const [{ body, url }] = asked as [(typeof asked)[number]]
  expect(url).toBe('/pay/micropay')
  const sent = Transformer.toObject(body) as Record<string, string>
  expect(sent).toMatchObject({ out_trade_no: 'T-1001', total_fee: '2500', body: 'Oolong tea 乌龙茶', ...v2Ids })
  expect(Hash.sign(Hash.ALGO_HMAC_SHA256, sent, apiV2Key)).toBe(sent.sign)
  expect(Hash.sign(Hash.ALGO_HMAC_SHA256, { ...sent, total_fee: '2501' }, apiV2Key)).not.toBe(sent.sign)
})

const v2Ids = { appid: options.appId, mch_id: options.merchantId, sign_type: 'HMAC-SHA256' }
