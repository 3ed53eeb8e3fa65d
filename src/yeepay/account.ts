import { type Account, type Clock, secretsOf, systemClock, systemRandomBytes, withSecrets } from '../core/account.js'
import { configError } from '../core/errors.js'
import { importPublicKey } from '../core/keys.js'
import { refuseMockKeys } from '../core/mock-keys.js'
import { once } from '../core/once.js'
import { checkOptions } from '../core/options.js'
import { toSigner } from '../core/signer.js'
import type { KeyInput, PublicKey, Signer } from '../crypto/contract.js'
import { optionRules, otherNames } from './options.js'
import { rsaScheme, type Scheme } from './scheme.js'
import { fileHost, productionHosts, sandboxHost } from './wire.js'

export type YeepayOptions = {
  /** `appKey` of the application at the open platform, such as `app_10080009001`, or `OPR:10080009001` of older ones. */
  appKey: string
  /** 商户编号 `merchantNo`: who collects the money. */
  merchantId: string
  /** `parentMerchantNo`: who asks, for a platform or a service provider. Default: `merchantId`. */
  parentMerchantId?: string
  /**
   * The application's private key in any form, bare Base64 included, or a {@link Signer}. It signs, and it opens notifications: a
   * Signer needs its `decrypt` for those, RSAES-PKCS1-v1_5.
   */
  privateKey: KeyInput | Signer
  /** 易宝公钥: YeePay's public key, as the open platform shows it; the sandbox has another. */
  yeepayPublicKey: KeyInput
  /** Calls the sandbox. Default `false`. */
  sandbox?: boolean
  /** `https://host` to call in place of YeePay's, the primary first; plain http only on this machine, or with `mock`. */
  hosts?: readonly [string, ...string[]]
  /** The same for files (`/yos/…`). Default: `hosts`, where those are given. */
  fileHosts?: readonly [string, ...string[]]
  /** This account is a mock gateway's; `credentials('yeepay')` says so. Default `false`. */
  mock?: boolean
  clock?: Clock
  randomBytes?: (length: number) => Uint8Array
}

/** A merchant at YeePay. One key sends and receives, for notifications come encrypted to it. */
export type YeepayAccount = Account & {
  readonly provider: 'yeepay'
  readonly appKey: string
  readonly merchantId: string
  readonly parentMerchantId: string
  readonly hosts: readonly string[]
  readonly fileHosts: readonly string[]
}

export type YeepaySecrets = {
  scheme: Scheme
  privateKey: KeyInput | Signer
  /** Of YeePay. */
  platformKey: () => Promise<PublicKey>
  signer: () => Promise<Signer>
  /** Refuses keys of the mock gateway's, once. */
  vet: () => Promise<void>
  /** Opens the wrapping of a notification by the private key, set at first use. */
  unwrap?: Promise<Unwrap>
}

/** Gives a key whatever it is handed. */
export type Unwrap = (wrapped: Uint8Array) => Promise<Uint8Array>

/**
 * Describes a merchant at YeePay (易宝支付). Synchronous and without I/O: keys are imported at first use, or by `ready`, which also
 * proves that they are the right ones. Signatures are RSA with SHA-256, whatever a message claims.
 *
 * @throws `CONFIG_INVALID` naming the option that is unknown, or cannot be right.
 * @see https://open.yeepay.com/docs/platform/sdk_guide 鉴权认证机制
 * @example
 * const account = yeepay({ appKey, merchantId, privateKey, yeepayPublicKey })
 */
export function yeepay(options: YeepayOptions): YeepayAccount {
  checkOptions<YeepayOptions>('yeepay', options, optionRules, otherNames)
  const { merchantId, privateKey, yeepayPublicKey, sandbox, hosts, clock = systemClock } = options
  const scheme = rsaScheme
  const vet = once(() => refuseMockKeys(account, { keys: { privateKey, yeepayPublicKey } }))
  const usual = sandbox ? [sandboxHost] : productionHosts
  const usualForFiles = sandbox ? [sandboxHost] : [fileHost]
  const account: YeepayAccount = {
    provider: 'yeepay',
    appKey: options.appKey,
    merchantId,
    parentMerchantId: options.parentMerchantId ?? merchantId,
    hosts: Object.freeze([...(hosts ?? usual)]),
    fileHosts: Object.freeze([...(options.fileHosts ?? hosts ?? usualForFiles)]),
    clock,
    randomBytes: options.randomBytes ?? systemRandomBytes,
    ...(options.mock && { mock: true }),
    sends: true,
  }
  return withSecrets(account, {
    scheme,
    privateKey,
    vet,
    platformKey: once(() =>
      vet().then(() => importPublicKey(yeepayPublicKey, 'yeepayPublicKey: YeePay’s public key', scheme.algorithm)),
    ),
    signer: once(() => vet().then(() => toSigner(privateKey, wantedKey, scheme.algorithm))),
  } satisfies YeepaySecrets)
}

export const wantedKey = 'privateKey: the application’s private key'

/** @throws `CONFIG_INVALID` for anything that `yeepay({...})` did not make. */
export function yeepaySecrets(account: YeepayAccount): YeepaySecrets {
  const held = secretsOf<YeepaySecrets>(account)
  if (!held || account.provider !== 'yeepay')
    throw configError('This is not a YeePay account.', 'Pass the result of yeepay({...}).')
  return held
}
