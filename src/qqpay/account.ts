import { type Account, type Clock, secretsOf, systemClock, systemRandomBytes, withSecrets } from '../core/account.js'
import { configError } from '../core/errors.js'
import { refuseMockKeys } from '../core/mock-keys.js'
import { once } from '../core/once.js'
import { checkOptions } from '../core/options.js'
import { optionRules, otherNames } from './options.js'
import { certificateHost, host } from './wire.js'

export type QqpayOptions = {
  /** 商户号 `mch_id`, ten digits. */
  merchantId: string
  /** API密钥 of the merchant console. Both sides hold it: who has it can write what QQ Wallet writes. */
  apiKey: string
  /** `appid` of the QQ open platform. `jsapi` and `app` need it. */
  appId?: string
  /** `appkey` of the QQ open platform, which is another than `apiKey`. `app` alone needs it. */
  appKey?: string
  /** `op_user_id`: who gives money back. Default: the merchant number, whose password is the console's own. */
  operatorId?: string
  /** The operator's password as it is typed; its MD5 goes along. Refunds and reversals need it. */
  operatorPassword?: string
  /** `https://host` to call in place of qpay.qq.com, the primary first; plain http only on this machine, or with `mock`. */
  hosts?: readonly [string, ...string[]]
  /** The same for calls with the client certificate, in place of api.qpay.qq.com. Default: `hosts`, where those are given. */
  certificateHosts?: readonly [string, ...string[]]
  /** This account is a mock gateway's; `credentials('qqpay')` says so. Default `false`. */
  mock?: boolean
  clock?: Clock
  randomBytes?: (length: number) => Uint8Array
}

/** A merchant at QQ Wallet. One key sends and receives, so whoever can receive can send. */
export type QqpayAccount = Account & {
  readonly provider: 'qqpay'
  readonly merchantId: string
  readonly appId: string | undefined
  readonly operatorId: string
  readonly hosts: readonly string[]
  readonly certificateHosts: readonly string[]
}

export type QqpaySecrets = {
  apiKey: string
  appKey: string | undefined
  operatorPassword: string | undefined
  /** Refuses the mock gateway's key, once. */
  vet: () => Promise<void>
}

/**
 * Describes a merchant at QQ Wallet (QQ钱包). Synchronous and without I/O. Signatures are MD5 under a key that both sides hold,
 * whatever a message claims. The client certificate that refunds and reversals ask for belongs to the transport.
 *
 * @throws `CONFIG_INVALID` naming the option that is unknown, or cannot be right.
 * @see https://mp.qpay.tenpay.cn/buss/wiki/206/1213 signature
 * @example
 * const account = qqpay({ merchantId, apiKey, operatorPassword })
 */
export function qqpay(options: QqpayOptions): QqpayAccount {
  checkOptions<QqpayOptions>('qqpay', options, optionRules, otherNames)
  const { merchantId, apiKey, appId, appKey, operatorPassword, clock = systemClock } = options
  const vet = once(() => refuseMockKeys(account, { secrets: { apiKey } }))
  const account: QqpayAccount = {
    provider: 'qqpay',
    merchantId,
    appId,
    operatorId: options.operatorId ?? merchantId,
    hosts: Object.freeze([...(options.hosts ?? [host])]),
    certificateHosts: Object.freeze([...(options.certificateHosts ?? options.hosts ?? [certificateHost])]),
    clock,
    randomBytes: options.randomBytes ?? systemRandomBytes,
    ...(options.mock && { mock: true }),
    sends: true,
  }
  return withSecrets(account, { apiKey, appKey, operatorPassword, vet } satisfies QqpaySecrets)
}

/** @throws `CONFIG_INVALID` for anything that `qqpay({...})` did not make. */
export function qqpaySecrets(account: QqpayAccount): QqpaySecrets {
  const held = secretsOf<QqpaySecrets>(account)
  if (!held || account.provider !== 'qqpay')
    throw configError('This is not a QQ Wallet account.', 'Pass the result of qqpay({...}).')
  return held
}
