import { alipay } from '../alipay/index.js'
import { mockAlipay } from '../alipay/mock/index.js'
import { antom } from '../antom/index.js'
import { mockAntom } from '../antom/mock/index.js'
import { baidu } from '../baidu/index.js'
import { mockBaidu } from '../baidu/mock/index.js'
import { circle } from '../circle/index.js'
import { mockCircle } from '../circle/mock/index.js'
import type { ReceivingAccount } from '../core/account.js'
import { lakala } from '../lakala/index.js'
import { mockLakala } from '../lakala/mock/index.js'
import type { MockGateway } from '../mock/index.js'
import { qqpay } from '../qqpay/index.js'
import { mockQqpay } from '../qqpay/mock/index.js'
import { ripplePayments } from '../ripple-payments/index.js'
import { mockRipplePayments } from '../ripple-payments/mock/index.js'
import { unionpay } from '../unionpay/index.js'
import { mockUnionpay } from '../unionpay/mock/index.js'
import { wechatpay } from '../wechatpay/index.js'
import { mockWechatpay } from '../wechatpay/mock/index.js'
import { xrpl } from '../xrpl/index.js'
import { mockXrpl } from '../xrpl/mock/index.js'
import { yeepay } from '../yeepay/index.js'
import { mockYeepay } from '../yeepay/mock/index.js'

/** What the command line knows of a provider. */
type Row = {
  readonly name: string
  /** The options that are keys or certificates, and so files of their own. */
  readonly pems: readonly string[]
}

/** The providers, in the order of their ports. */
export const providers = [
  { name: 'wechatpay', pems: ['privateKey', 'certificate', 'publicKey'] },
  { name: 'alipay', pems: ['privateKey', 'publicKey'] },
  { name: 'antom', pems: ['privateKey', 'publicKey'] },
  {
    name: 'unionpay',
    pems: ['privateKey', 'certificate', 'rootCertificate', 'middleCertificate', 'encryptionCertificate'],
  },
  { name: 'qqpay', pems: [] },
  { name: 'circle', pems: [] },
  { name: 'xrpl', pems: [] },
  { name: 'lakala', pems: ['privateKey', 'certificate', 'platformCertificate', 'notifyCertificate'] },
  { name: 'yeepay', pems: ['privateKey', 'publicKey'] },
  { name: 'baidu', pems: ['privateKey', 'platformKey'] },
  { name: 'ripple-payments', pems: [] },
] as const satisfies readonly Row[]

export type ProviderName = (typeof providers)[number]['name']

export const mocks = () =>
  [
    mockWechatpay(),
    mockAlipay(),
    mockAntom(),
    mockUnionpay(),
    mockQqpay(),
    mockCircle(),
    mockXrpl(),
    mockLakala(),
    mockYeepay(),
    mockBaidu(),
    mockRipplePayments(),
  ] as const

/** The gateway of `shroff mock`: all providers. */
export type WholeGateway = MockGateway<ReturnType<typeof mocks>>

/** The merchant's account at the mock, as the merchant's program has it. */
export function accountOf(mock: WholeGateway, name: string): ReceivingAccount {
  const ledgers = { circle, xrpl, 'ripple-payments': ripplePayments }
  const makers = { wechatpay, alipay, antom, unionpay, qqpay, lakala, yeepay, baidu, ...ledgers }
  const make = makers[name as ProviderName] as (options: unknown) => ReceivingAccount
  return make(mock.credentials(name as ProviderName))
}

/** The same as the options of its account, without what a file cannot hold. */
export function optionsOf(mock: WholeGateway, name: ProviderName): object {
  const { clock: _, ...options } = mock.credentials(name)
  return options
}

/** A merchant's credentials as texts, under the names that the variables of the environment have: `apiV3Key`, `publicKeyId`. */
export function credentialsOf(mock: WholeGateway, name: ProviderName): Record<string, string> {
  const { platformKeys, ...rest } = mock.credentials(name) as Record<string, unknown>
  const flat = Object.entries(rest).map(([option, value]) => [
    option,
    Array.isArray(value) ? value.join() : value === true ? 'true' : value,
  ])
  const texts = flat.filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  // As the variables are called in the guides.
  const renamed = texts.map(([option, text]) => [option.replace(/^(alipay|antom|yeepay)P/, 'p'), text])
  const [[publicKeyId, publicKey] = []] = Object.entries((platformKeys ?? {}) as Record<string, string>)
  return {
    ...Object.fromEntries(renamed),
    ...(publicKeyId !== undefined && { publicKeyId, publicKey }),
  }
}
