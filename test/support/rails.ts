import { createClient, type Transport } from 'shroff'
import * as alipay from 'shroff/alipay'
import { mockAlipay } from 'shroff/alipay/mock'
import * as antom from 'shroff/antom'
import { mockAntom } from 'shroff/antom/mock'
import type { Gateway } from 'shroff/gateway'
import * as lakala from 'shroff/lakala'
import { mockLakala } from 'shroff/lakala/mock'
import { createMockGateway, type MockGateway } from 'shroff/mock'
import * as qqpay from 'shroff/qqpay'
import { mockQqpay } from 'shroff/qqpay/mock'
import * as unionpay from 'shroff/unionpay'
import { mockUnionpay } from 'shroff/unionpay/mock'
import type { WebhookSource } from 'shroff/webhook'
import * as wechatpay from 'shroff/wechatpay'
import { mockWechatpay } from 'shroff/wechatpay/mock'
import * as yeepay from 'shroff/yeepay'
import { mockYeepay } from 'shroff/yeepay/mock'
import { noon } from './noon.js'

const payerClientIp = '203.0.113.7'

/** Every provider of money that has a gateway: its mock, an account there, its gateway and its webhooks. */
const rails = {
  wechatpay: {
    mock: mockWechatpay,
    account: wechatpay.wechatpay,
    gateway: wechatpay.wechatpayGateway,
    webhooks: wechatpay.wechatpayWebhooks,
    settles: { settlePayment: wechatpay.settlePayment },
  },
  alipay: {
    mock: mockAlipay,
    account: alipay.alipay,
    gateway: alipay.alipayGateway,
    webhooks: alipay.alipayWebhooks,
    settles: { settlePayment: alipay.settlePayment },
  },
  antom: {
    mock: mockAntom,
    account: antom.antom,
    gateway: antom.antomGateway,
    webhooks: antom.antomWebhooks,
    settles: { settlePayment: antom.settlePayment },
  },
  unionpay: {
    mock: mockUnionpay,
    account: unionpay.unionpay,
    gateway: unionpay.unionpayGateway,
    webhooks: unionpay.unionpayWebhooks,
    settles: { settlePayment: unionpay.settlePayment },
  },
  qqpay: {
    mock: mockQqpay,
    account: qqpay.qqpay,
    gateway: qqpay.qqpayGateway,
    webhooks: qqpay.qqpayWebhooks,
    settles: { payerClientIp, settlePayment: qqpay.settlePayment },
  },
  lakala: {
    mock: mockLakala,
    account: lakala.lakala,
    gateway: lakala.lakalaGateway,
    webhooks: lakala.lakalaWebhooks,
    settles: { wallet: 'alipay', settlePayment: lakala.settlePayment },
  },
  yeepay: {
    mock: mockYeepay,
    account: yeepay.yeepay,
    gateway: yeepay.yeepayGateway,
    webhooks: yeepay.yeepayWebhooks,
    settles: { payerClientIp, settlePayment: yeepay.settlePayment },
  },
} as const

export type Rail = keyof typeof rails
export const railNames = Object.keys(rails) as Rail[]
export type AccountOf<R extends Rail> = ReturnType<(typeof rails)[R]['account']>

type AnyRail = {
  mock(options?: object): unknown
  account(given: object): AccountOf<Rail>
  gateway(client: object, options: object): Gateway
  webhooks(account: object): WebhookSource
  settles: object
}
// Each fits itself alone.
const railOf = (rail: Rail) => rails[rail] as unknown as AnyRail

/** A mock of these providers; the clock stands at noon. */
export const mockRails = (
  names: readonly Rail[],
  options: { [R in Rail]?: object } = {},
  { journalLimit = 1000, besides = [] }: { journalLimit?: number; besides?: readonly object[] } = {},
): Promise<MockGateway> =>
  createMockGateway({
    providers: [...names.map((name) => railOf(name).mock(options[name])), ...besides] as never,
    now: noon,
    journalLimit,
  })

/** The account at one of them, with these options of its own besides. */
export const accountAt = <R extends Rail>(mock: MockGateway, name: R, more: object = {}): AccountOf<R> =>
  railOf(name).account({ ...(mock.credentials as (name: string) => object)(name), ...more }) as AccountOf<R>

/** Its gateway, payers' codes included. */
export const gatewayAt = <R extends Rail>(name: R, account: AccountOf<R>, transport: Transport): Gateway =>
  railOf(name).gateway(createClient({ account: account as never, transport }), railOf(name).settles)

/** What `webhookHandler` is given of it. */
export const webhooksAt = <R extends Rail>(name: R, account: AccountOf<R>): WebhookSource =>
  railOf(name).webhooks(account)
