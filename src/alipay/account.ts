import { fromBase64 } from '#crypto'
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
import { rsaSha256 } from '../crypto/algorithms.js'
import type { KeyInput, PublicKey, Signer } from '../crypto/contract.js'
import { serialsOf } from './certificates.js'
import { certificateRules, optionRules, otherNames } from './options.js'
import { hosts } from './wire.js'

type Options = {
  /** 应用 APPID. */
  appId: string
  /** The merchant's own user id (商户 PID, 2088…). Webhooks about another seller are refused. */
  sellerId?: string
  /** Content encryption (接口内容加密): the AES key of the console, Base64 of 16 bytes. */
  contentKey?: string
  /** Acting for a merchant (ISV). */
  appAuthToken?: string
  /** Which wire: `v2` is gateway.do, `v3` is REST. Page-style payments go by V2 in both. Default `v2`. */
  api?: 'v2' | 'v3'
  /** Alipay's sandbox (沙箱) in place of production. */
  sandbox?: boolean
  /** `https://host` to call in their place, the primary first; plain http only on this machine, or with `mock`. */
  hosts?: readonly [string, ...string[]]
  /** This account is a mock gateway's; `credentials('alipay')` says so. Default `false`. */
  mock?: boolean
  clock?: Clock
  randomBytes?: (length: number) => Uint8Array
}

/** How both sides know each other's keys: one of the two modes of the console. */
type Mode =
  | {
      /** Public-key mode: Alipay's public key (支付宝公钥), not your application's. */
      alipayPublicKey: KeyInput
      certificates?: undefined
    }
  | {
      /** Certificate mode (公钥证书): all three files. */
      certificates: {
        /** `appCertPublicKey_….crt` */
        app: KeyInput
        /** `alipayCertPublicKey_RSA2.crt` */
        alipay: KeyInput
        /** `alipayRootCert.crt` */
        root: KeyInput
      }
      alipayPublicKey?: undefined
    }

export type AlipayOptions = Options &
  Mode & {
    /** The application's private key (应用私钥) in any form, bare Base64 included, or a {@link Signer}. */
    privateKey: KeyInput | Signer
  }

export type AlipayReceivingOptions = Options & Mode & { privateKey?: undefined }

/** An application at Alipay that can receive: no private key. */
export type AlipayReceivingAccount = ReceivingAccount & {
  readonly provider: 'alipay'
  readonly appId: string
  readonly sellerId: string | undefined
  readonly api: 'v2' | 'v3'
  readonly hosts: readonly string[]
  /** Serial numbers in certificate mode, as Alipay computes them. */
  readonly certificateSns: { readonly app: string; readonly alipay: string; readonly root: string } | undefined
  readonly encrypts: boolean
}

/** An application at Alipay that can receive and send. */
export type AlipayAccount = AlipayReceivingAccount & Account

export type AlipaySecrets = {
  contentKey: Uint8Array | undefined
  appAuthToken: string | undefined
  alipayKey: () => Promise<PublicKey>
  /** As it was given; absent in certificate mode. */
  alipayPublicKey: KeyInput | undefined
  /** The three files; the key of `app` must be the private key's other half. */
  certificates: Readonly<Record<'app' | 'alipay' | 'root', KeyInput>> | undefined
  privateKey: KeyInput | Signer | undefined
  /** Refuses keys of the mock gateway's, once. */
  vet: () => Promise<void>
  signer?: Promise<Signer>
}

/**
 * Describes an application at Alipay (支付宝开放平台). Synchronous and without I/O: keys are imported at first use, or by
 * `ready`, which also proves that they are the right ones. Signatures are RSA2 (SHA-256), whatever a message claims.
 *
 * @throws `CONFIG_INVALID` naming the option that is unknown, or cannot be right.
 * @example
 * const account = alipay({ appId, privateKey, alipayPublicKey, sellerId })
 */
export function alipay(options: AlipayOptions): AlipayAccount
export function alipay(options: AlipayReceivingOptions): AlipayReceivingAccount
// Once more: options of the type `any` take the first, `ReturnType` reads the last, and both should be what sends.
export function alipay(options: AlipayOptions): AlipayAccount
export function alipay(options: AlipayOptions | AlipayReceivingOptions): AlipayReceivingAccount {
  checkOptions<AlipayOptions>('alipay', options, optionRules, otherNames)
  if (options.certificates) checkOptions('alipay: certificates', options.certificates, certificateRules)
  const { appId, sellerId, alipayPublicKey, privateKey, api = 'v2', clock = systemClock } = options
  // A copy: what the caller changes later must not reach the account.
  const certificates = options.certificates && { ...options.certificates }
  const contentKey = options.contentKey === undefined ? undefined : fromBase64(options.contentKey)
  if (options.appAuthToken !== undefined && sellerId === undefined) {
    throw configError(
      'alipay: appAuthToken needs sellerId.',
      'All merchants of an application share its appId, so only the seller tells their webhooks apart.',
    )
  }
  if ((alipayPublicKey === undefined) === (certificates === undefined)) {
    throw configError(
      certificates
        ? 'alipay: alipayPublicKey and certificates are both set; they are the two modes of the console.'
        : 'alipay: neither alipayPublicKey (public-key mode) nor certificates (certificate mode) is set.',
      certificates
        ? 'Give the one that the console shows for this application.'
        : 'Without Alipay’s key nothing of Alipay’s could be verified. Perhaps a variable is not set in this environment.',
    )
  }
  const vet = once(() => {
    const files = Object.entries(certificates ?? {}).map(([name, file]) => [`certificates.${name}`, file])
    return refuseMockKeys(account, {
      keys: { privateKey, alipayPublicKey, ...Object.fromEntries(files) },
      secrets: { contentKey: options.contentKey },
    })
  })
  const alipayKey = once(async () => {
    await vet()
    return certificates
      ? importPublicKey(
          certificates.alipay,
          'certificates.alipay: Alipay’s certificate (alipayCertPublicKey_RSA2.crt)',
          rsaSha256,
        )
      : importPublicKey(alipayPublicKey!, 'alipayPublicKey: Alipay’s public key (支付宝公钥)', rsaSha256)
  })
  const account: AlipayReceivingAccount = {
    provider: 'alipay',
    appId,
    sellerId,
    api,
    hosts: Object.freeze([...(options.hosts ?? [hosts[options.sandbox ? 'sandbox' : 'production']])]),
    certificateSns: certificates && Object.freeze(serialsOf(certificates)),
    encrypts: contentKey !== undefined,
    clock,
    randomBytes: options.randomBytes ?? systemRandomBytes,
    ...(options.mock && { mock: true }),
    ...(privateKey === undefined ? { lacks: withoutKey(options) } : { sends: true }),
  }
  const { appAuthToken } = options
  const held: AlipaySecrets = {
    contentKey,
    appAuthToken,
    alipayKey,
    alipayPublicKey,
    certificates,
    privateKey,
    vet,
  }
  return withSecrets(account, held)
}

/** @throws `CONFIG_INVALID` for anything that `alipay({...})` did not make. */
export function alipaySecrets(account: AlipayReceivingAccount): AlipaySecrets {
  const held = secretsOf<AlipaySecrets>(account)
  if (!held || account.provider !== 'alipay')
    throw configError('This is not an Alipay account.', 'Pass the result of alipay({...}).')
  return held
}
