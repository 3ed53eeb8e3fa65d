import type { ErrorCode, Incoming } from 'shroff'
import * as baidu from 'shroff/baidu'
import * as circle from 'shroff/circle'
import { sendPayment } from 'shroff/circle/mock'
import * as lakala from 'shroff/lakala'
import { deliverWebhooks, type MockGateway, pay } from 'shroff/mock'
import * as qqpay from 'shroff/qqpay'
import * as ripple from 'shroff/ripple-payments'
import { sm } from 'shroff/sm'
import * as unionpay from 'shroff/unionpay'
import * as xrpl from 'shroff/xrpl'
import * as yeepay from 'shroff/yeepay'
import { openBaiduShop } from '../support/baidu.js'
import { tea as circleTea, openTea } from '../support/circle.js'
import { tea as lakalaTea, openLakalaShop } from '../support/lakala.js'
import { openQqpayShop, tea as qqpayTea } from '../support/qqpay.js'
import { tea as unionpayTea } from '../support/unionpay.js'
import { openUnionpayShop } from '../support/unionpay-shop.js'
import { merchantPublicKey, openYeepayShop, accountOf as yeepayOf, tea as yeepayTea } from '../support/yeepay.js'
import type { Mistake } from './row.js'

type Told = { url: string; headers: Record<string, string>; body: string }

/** The first webhook of a mock, as text. */
async function firstOf(mock: unknown): Promise<Told> {
  const told: Told[] = []
  await deliverWebhooks(mock as MockGateway, {
    async to(request) {
      told.push({ url: request.url, headers: Object.fromEntries(request.headers), body: await request.text() })
      return new Response()
    },
  })
  return told[0]!
}

/** A shop of each that is told of a payment; `receive` takes the message as a mistake has changed it. */
const shops = {
  async unionpay(more: object = {}) {
    const { mock, client } = await openUnionpayShop()
    await unionpay.createPayment(client, { channel: 'qr', ...unionpayTea })
    await pay(mock, { provider: 'unionpay', orderId: unionpayTea.orderId })
    const account = unionpay.unionpay({ ...mock.credentials('unionpay'), ...more } as unionpay.UnionpayOptions)
    return { mock, receive: (incoming: Incoming) => unionpay.receiveWebhook(account, incoming) }
  },
  async qqpay(more: object = {}) {
    const { mock, client, credentials } = await openQqpayShop()
    await qqpay.createPayment(client, { channel: 'qr', ...qqpayTea })
    await pay(mock, { provider: 'qqpay', orderId: qqpayTea.orderId })
    const account = qqpay.qqpay({ ...credentials, ...more })
    return { mock, receive: (incoming: Incoming) => qqpay.receiveWebhook(account, incoming) }
  },
  async lakala(more: object = {}) {
    const { mock, client, credentials } = await openLakalaShop()
    await lakala.createPayment(client, { channel: 'qr', ...lakalaTea, wallet: 'alipay' })
    await pay(mock, { provider: 'lakala', orderId: lakalaTea.orderId })
    const account = lakala.lakala({ ...credentials, ...more } as lakala.LakalaOptions)
    return { mock, receive: (incoming: Incoming) => lakala.receiveWebhook(account, incoming) }
  },
  async yeepay(more: object = {}) {
    const { mock, client, credentials } = await openYeepayShop()
    await yeepay.createPayment(client, { channel: 'qr', ...yeepayTea })
    await pay(mock, { provider: 'yeepay', orderId: yeepayTea.orderId })
    const account = yeepay.yeepay({ ...credentials, ...more } as yeepay.YeepayOptions)
    return { mock, receive: (incoming: Incoming) => yeepay.receiveWebhook(account, incoming) }
  },
  async baidu(more: object = {}) {
    const { mock, credentials, order } = await openBaiduShop()
    await order()
    await pay(mock, { provider: 'baidu', orderId: 'T1001' })
    const account = baidu.baidu({ ...credentials, ...more } as baidu.BaiduOptions)
    return { mock, receive: (incoming: Incoming) => baidu.receiveWebhook(account, incoming) }
  },
  async circle() {
    const { mock, account, reference } = await openTea()
    sendPayment(mock, { reference, amount: circleTea.amount })
    return { mock, receive: (incoming: Incoming) => circle.receiveWebhook(account, incoming) }
  },
}

/** A webhook that is changed on its way, or comes to an account that has something else. */
const receive =
  (provider: keyof typeof shops, change: (told: Told) => Partial<Told> = () => ({}), more?: object) =>
  async () => {
    const { mock, receive } = await shops[provider](more)
    const told = await firstOf(mock)
    return receive({ ...told, ...change(told), encoding: 'utf8' })
  }
const nothing = () => ({ body: '' })
const bare = () => ({ headers: {} })
/** What a framework makes of a form that it reads and writes again without care. */
const decodedTwice = ({ body }: Told) => ({ body: decodeURIComponent(body) })

const row = (name: string, code: ErrorCode, plant: () => unknown, words: RegExp): Mistake => ({
  name,
  code,
  when: 'at once',
  plant,
  words,
})

/** Mistakes with the messages and keys of the other rails. */
export const railMistakes: readonly Mistake[] = [
  row(
    'UnionPay: something read the body',
    'SIGNATURE_MISSING',
    receive('unionpay', nothing),
    /not UnionPay’s, or something read it/,
  ),
  row(
    'UnionPay: a form decoded once too often',
    'SIGNATURE_INVALID',
    receive('unionpay', decodedTwice),
    /has for a certificate \(signPubKeyCert\) is none/,
  ),
  row(
    'QQ Wallet: JSON where XML comes',
    'BODY_INVALID',
    receive('qqpay', () => ({ body: '{"xml":{}}' })),
    /not the XML of QQ Wallet/,
  ),
  row(
    'QQ Wallet: the key of the app for the merchant’s',
    'SIGNATURE_INVALID',
    receive('qqpay', undefined, { apiKey: 'd139ae6fb0175e5659dce2a7c1fe84d5' }),
    /the app key of the QQ open platform is another one/,
  ),
  row(
    'QQ Wallet: a key cut short',
    'CONFIG_INVALID',
    receive('qqpay', undefined, { apiKey: 'abc' }),
    /qqpay: apiKey must be .*has 3 characters/,
  ),
  row(
    'Lakala: a proxy drops the header',
    'SIGNATURE_MISSING',
    receive('lakala', bare),
    /The header Authorization is missing/,
  ),
  row(
    'Lakala: JSON read and written again',
    'SIGNATURE_INVALID',
    receive('lakala', ({ body }) => ({ body: JSON.stringify(JSON.parse(body)) })),
    /bytes of the body under Lakala’s certificate/,
  ),
  row(
    'Lakala: the message of another shop',
    'WEBHOOK_NOT_OURS',
    receive('lakala', undefined, { merchantId: '822290000000001' }),
    /its merchant is 82229007392000A, not 822290000000001/,
  ),
  row(
    'Lakala: one’s own certificate in place of Lakala’s',
    'CONFIG_INVALID',
    async () => {
      const { credentials } = await openLakalaShop()
      return lakala.ready(lakala.lakala({ ...credentials, platformCertificate: credentials.certificate }))
    },
    /platformCertificate is your own certificate/,
  ),
  row(
    'YeePay: JSON where a form comes',
    'SIGNATURE_MISSING',
    receive('yeepay', () => ({ body: '{"response":"x"}' })),
    /no field response/,
  ),
  row(
    'YeePay: a part of the envelope is lost',
    'SIGNATURE_INVALID',
    receive('yeepay', ({ body }) => ({ body: body.replace(/AES/, '') })),
    /notification does not open with this account’s keys/,
  ),
  row(
    'YeePay: the message of another shop',
    'WEBHOOK_NOT_OURS',
    receive('yeepay', undefined, { merchantId: '10080000000' }),
    /its merchant is 10080009001, not 10080000000/,
  ),
  row(
    'YeePay: a Signer that only signs',
    'CONFIG_INVALID',
    receive('yeepay', undefined, { privateKey: { sign: async () => new Uint8Array(256) } }),
    /cannot decrypt, and YeePay’s notifications come encrypted/,
  ),
  row(
    'YeePay: one’s own public key in place of YeePay’s',
    'CONFIG_INVALID',
    () => yeepay.ready(yeepayOf({ yeepayPublicKey: merchantPublicKey })),
    /yeepayPublicKey is your own public key/,
  ),
  row(
    'YeePay: RSA keys in an account of SM keys',
    'CONFIG_INVALID',
    async () => {
      const { yeepayPublicKey, ...credentials } = (await openYeepayShop()).credentials
      return yeepay.ready(yeepay.yeepay({ ...credentials, sm, platformKeys: { 1: yeepayPublicKey } }))
    },
    /another algorithm \(RSA\) was given/,
  ),
  row(
    'Baidu: something read the body',
    'SIGNATURE_MISSING',
    receive('baidu', nothing),
    /has no rsaSign[\s\S]*Hand over the bytes/,
  ),
  row(
    'Baidu: the amount of another order',
    'SIGNATURE_INVALID',
    receive('baidu', ({ body }) => ({ body: body.replace('totalMoney=2500', 'totalMoney=2501') })),
    /does not fit its fields under this account’s platformKey/,
  ),
  row(
    'Baidu: the message of another payment service',
    'WEBHOOK_NOT_OURS',
    receive('baidu', undefined, { dealId: '1' }),
    /its dealId is \d+, not 1/,
  ),
  row(
    'Baidu: SHA-1 without being asked for',
    'CONFIG_INVALID',
    receive('baidu', undefined, { unsafeSha1: undefined }),
    /unsafeSha1 must be true: Baidu signs with SHA-1/,
  ),
  row(
    'Circle: something read the body',
    'SIGNATURE_INVALID',
    receive('circle', nothing),
    /under the key that it names\. The body is empty/,
  ),
  row(
    'Circle: its look whether the address is there',
    'SIGNATURE_MISSING',
    receive('circle', bare),
    /or it is its HEAD/,
  ),
  row(
    'Circle: an amount in minor units',
    'PARAMETERS_INVALID',
    async () => {
      const { client } = await openTea()
      return circle.createPayment(client, { ...circleTea, amount: { currency: 'USD', value: 1250 } } as never)
    },
    /amount\.asset: must be one of "USDC", "EURC"/,
  ),
  row(
    'XRP Ledger: an X-address',
    'CONFIG_INVALID',
    async () => xrpl.xrpl({ address: 'X7AcgcsBL6XDcUb289X4mJ8djcdyKaB5hJDWMArnXr61cqZ' }),
    /no X-address, since each order has a tag of its own/,
  ),
  row(
    'Ripple Payments: a variable that is not set',
    'CONFIG_INVALID',
    async () => ripple.ripplePayments({ clientId: 'id', clientSecret: '', tenantId: 'tenant' }),
    /clientSecret must be .*it is empty/,
  ),
]
