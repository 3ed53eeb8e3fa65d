import {
  type Account,
  type Clock,
  type ReceivingAccount,
  secretsOf,
  systemClock,
  systemRandomBytes,
  withSecrets,
} from '../core/account.js'
import { configError } from '../core/errors.js'
import { importPublicKey } from '../core/keys.js'
import { refuseMockKeys } from '../core/mock-keys.js'
import { once } from '../core/once.js'
import { checkOptions, withoutKey } from '../core/options.js'
import type { Token, TokenKeeper } from '../core/token.js'
import { rsaSha1, rsaSha1Short } from '../crypto/algorithms.js'
import type { KeyInput, PublicKey, Signer } from '../crypto/contract.js'
import { optionRules, otherNames } from './options.js'
import { host, signedHost } from './wire.js'

type Options = {
  /** `dealId`: which settlement the money goes to. What comes for another is refused. */
  dealId: string
  /** `appKey` of the payment service (支付服务), such as `MMMabc`; the smart program's own App Key is `clientId`. */
  appKey: string
  /** Baidu's public key (平台公钥) of this payment service, in any form, bare Base64 included. */
  platformKey: KeyInput
  /** Always `true`: Baidu signs with SHA-1, which is broken, and takes nothing else. That you know is said here. */
  unsafeSha1: true
  /** Takes a platform key under 2048 bits, down to 1024, as all public samples have it; it can be broken. Default `false`. */
  unsafeShortPlatformKey?: boolean
  /** `https://host` to call in place of openapi.baidu.com, the primary first; plain http only on this machine, or with `mock`. */
  hosts?: readonly [string, ...string[]]
  /** The same for calls that are signed, in place of etrade-api.baidu.com. Default: `hosts`, where those are given. */
  signedHosts?: readonly [string, ...string[]]
  /** This account is a mock gateway's; `credentials('baidu')` says so. Default `false`. */
  mock?: boolean
  clock?: Clock
  randomBytes?: (length: number) => Uint8Array
}

export type BaiduOptions = Options & {
  /** The merchant's private key (开发者私钥) in any form, of 2048 bits or more; or a {@link Signer} that says `RSA-SHA1`. */
  privateKey: KeyInput | Signer
  /** App Key of the smart program: queries and refunds are called by a token, which it is asked for with. */
  clientId: string
  /** App Secret of the smart program. Who has it can give money back. */
  clientSecret: string
}

export type BaiduReceivingOptions = Options & {
  privateKey?: undefined
  clientId?: undefined
  clientSecret?: undefined
}

/** A merchant at Baidu's cashier that can receive: no private key. */
export type BaiduReceivingAccount = ReceivingAccount & {
  readonly provider: 'baidu'
  readonly dealId: string
  readonly appKey: string
  readonly hosts: readonly string[]
  readonly signedHosts: readonly string[]
}

/** A merchant at Baidu's cashier that can receive and send. */
export type BaiduAccount = BaiduReceivingAccount & Account

export type BaiduSecrets = {
  privateKey: KeyInput | Signer | undefined
  platformKey: () => Promise<PublicKey>
  /** It as it was given, and whether it may be short. */
  given: Pick<Options, 'platformKey' | 'unsafeShortPlatformKey'>
  clientId: string
  clientSecret: string
  /** Refuses keys of the mock gateway's, once. */
  vet: () => Promise<void>
  signer?: Promise<Signer>
  /** Made by the first call: whoever only receives needs none. */
  tokens?: TokenKeeper<Token>
}

/**
 * Describes a merchant at Baidu's cashier (百度收银台), which smart programs (智能小程序) are paid by. Synchronous and without I/O: keys are
 * imported at first use, or by `ready`. Orders and notices are signed by RSA with SHA-1, whatever a message claims; queries and
 * refunds are authorised by a token, and nobody signs their answers.
 *
 * @throws `CONFIG_INVALID` naming the option that is unknown, or cannot be right.
 * @see https://smartprogram.baidu.com/docs/develop/function/sign_v2/ 签名与验签
 * @example
 * const account = baidu({ dealId, appKey, privateKey, platformKey, clientId, clientSecret, unsafeSha1: true })
 */
export function baidu(options: BaiduOptions): BaiduAccount
export function baidu(options: BaiduReceivingOptions): BaiduReceivingAccount
// Once more: options of the type `any` take the first, `ReturnType` reads the last, and both should be what sends.
export function baidu(options: BaiduOptions): BaiduAccount
export function baidu(options: BaiduOptions | BaiduReceivingOptions): BaiduReceivingAccount {
  checkOptions<BaiduOptions>('baidu', options, optionRules, otherNames)
  const { dealId, appKey, platformKey, privateKey, clientId, clientSecret, clock = systemClock } = options
  const together = { privateKey, clientId, clientSecret }
  const missing = Object.entries(together).flatMap(([name, value]) => (value === undefined ? [name] : []))
  if (missing.length === 1 || missing.length === 2)
    throw configError(
      `baidu: ${missing.join(' and ')} must be given with ${Object.keys(together)
        .filter((name) => !missing.includes(name))
        .join(' and ')}.`,
      'An account that sends needs privateKey, clientId and clientSecret; one that only receives needs none of them.',
    )
  const vet = once(() => refuseMockKeys(account, { keys: { privateKey, platformKey } }))
  const account: BaiduReceivingAccount = {
    provider: 'baidu',
    dealId,
    appKey,
    hosts: Object.freeze([...(options.hosts ?? [host])]),
    signedHosts: Object.freeze([...(options.signedHosts ?? options.hosts ?? [signedHost])]),
    clock,
    randomBytes: options.randomBytes ?? systemRandomBytes,
    ...(options.mock && { mock: true }),
    ...(privateKey === undefined ? { lacks: withoutKey(options) } : { sends: true }),
  }
  const held: BaiduSecrets = {
    privateKey,
    platformKey: once(async () => {
      await vet()
      const algorithm = options.unsafeShortPlatformKey ? rsaSha1Short : rsaSha1
      return importPublicKey(platformKey, 'platformKey: Baidu’s public key (平台公钥)', algorithm).catch(shortKey)
    }),
    given: { ...options },
    clientId: clientId ?? '',
    clientSecret: clientSecret ?? '',
    vet,
  }
  return withSecrets(account, held)
}

/** Baidu's keys are not the merchant's to make anew, as the usual words have it. */
function shortKey(error: Error & { message: string }): never {
  if (!/ a \d{4}-bit key /.test(error.message)) throw error
  throw configError(
    `baidu: ${error.message.split('\n')[0]}`,
    'A key so short can be broken. Where Baidu’s console shows no longer one, say unsafeShortPlatformKey: true to take it, down to 1024 bits.',
  )
}

/** @throws `CONFIG_INVALID` for anything that `baidu({...})` did not make. */
export function baiduSecrets(account: BaiduReceivingAccount): BaiduSecrets {
  const held = secretsOf<BaiduSecrets>(account)
  if (!held || account.provider !== 'baidu')
    throw configError('This is not an account of Baidu’s cashier.', 'Pass the result of baidu({...}).')
  return held
}
