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
import { refuseMockKeys } from '../core/mock-keys.js'
import { once } from '../core/once.js'
import { checkOptions, withoutKey } from '../core/options.js'
import type { KeyInput, PrivateKey, Signer } from '../crypto/contract.js'
import type { Certificate } from '../crypto/x509.js'
import { type Judged, readFirst, type Trust, trustOf } from './certificates.js'
import { optionRules, otherNames } from './options.js'
import { fileHosts, hosts } from './wire.js'

type Options = {
  /** `merId`, 15 digits. */
  merchantId: string
  /** The test environment, whose numbers, keys and certificates are its own. Default `false`. */
  sandbox?: boolean
  /** `https://host` to call in place of UnionPay's, the primary first; plain http only on this machine, or with `mock`. */
  hosts?: readonly [string, ...string[]]
  /** The same for settlement files, which have a host of their own. */
  fileHosts?: readonly [string, ...string[]]
  /** This account is a mock gateway's; `credentials('unionpay')` says so. Default `false`. */
  mock?: boolean
  clock?: Clock
  randomBytes?: (length: number) => Uint8Array
}

type Trusted = {
  /** `acp_…_root.cer`. Messages bring their certificate; it must be issued by the middle one, and that by this one. */
  rootCertificate?: KeyInput
  /** `acp_…_middle.cer`. */
  middleCertificate?: KeyInput
  /** In place of the chain: the certificates of UnionPay's that may sign, and no others. */
  pinnedCertificates?: KeyInput
  /**
   * Takes certificates that are signed with SHA-1, which is broken: UnionPay's own chain has no other, in production too.
   * Messages are signed with SHA-256 all the same. Default `false`.
   */
  unsafeSha1Chain?: boolean
  secureKey?: undefined
  sm3?: undefined
}

/** signMethod 01: a certificate each. */
type ByCertificate = Options &
  Trusted & {
    /** The merchant's private key in any form, or a {@link Signer}. It comes in a .pfx file; docs/unionpay.md says how to take it out. */
    privateKey: KeyInput | Signer
    /** Its certificate, whose number goes along as `certId`. */
    certificate: KeyInput
    /** `acp_…_enc.cer`, for card numbers and other sensitive fields; `fetchEncryptionKey` gives the current one. */
    encryptionCertificate?: KeyInput
  }

/** signMethod 11 or 12: one key that both sides hold. */
type BySharedKey = Options & {
  secureKey: string
  /**
   * The hash of signMethod 12 (国密): `sm3` of `shroff/sm`, for a merchant number that has it. Default: SHA-256, which is
   * signMethod 11.
   */
  sm3?: (bytes: Uint8Array) => Uint8Array
} & {
  [N in keyof Omit<ByCertificate, keyof Options | 'secureKey' | 'sm3'>]?: undefined
}

export type UnionpayOptions = ByCertificate | BySharedKey

export type UnionpayReceivingOptions = Options & Trusted & { privateKey?: undefined; certificate?: undefined }

/** A merchant at UnionPay that can receive: no private key. */
export type UnionpayReceivingAccount = ReceivingAccount & {
  readonly provider: 'unionpay'
  readonly merchantId: string
  /** `01`: certificates; `11`: a key that both sides hold; `12`: the same with SM3. */
  readonly signMethod: '01' | '11' | '12'
  readonly sandbox: boolean
  readonly hosts: readonly string[]
  readonly fileHosts: readonly string[]
}

/** A merchant at UnionPay that can receive and send. */
export type UnionpayAccount = UnionpayReceivingAccount & Account

export type UnionpaySecrets = {
  privateKey: KeyInput | Signer | undefined
  secureKey: string | undefined
  /** Of signMethod 12. */
  sm3: ((bytes: Uint8Array) => Uint8Array) | undefined
  encryptionCertificate: KeyInput | undefined
  /** The merchant's own certificate, as it was given. */
  ownCertificate: KeyInput | undefined
  /** The same, read. */
  certificate: () => Certificate
  trust: () => Promise<Trust>
  /** Certificates that came and were good, by their text. */
  judged: Map<string, Judged>
  /** Refuses keys of the mock gateway's, once. */
  vet: () => Promise<void>
  signer?: Promise<Signer>
  /** The private key once more, for what is encrypted to it. */
  decrypter?: Promise<PrivateKey>
}

/**
 * Describes a merchant at UnionPay (银联, 云闪付): its full-channel platform, version 5.1.0. Synchronous and without I/O: keys
 * and certificates are read at first use, or by `ready`, which also proves that they belong together.
 *
 * @throws `CONFIG_INVALID` naming the option that is unknown, or cannot be right.
 * @see https://github.com/hanfengzqh/UnionPayQR the official SDK’s SDKConfig.java
 * @example
 * const account = unionpay({ merchantId, privateKey, certificate, rootCertificate, middleCertificate, unsafeSha1Chain: true })
 */
export function unionpay(options: UnionpayOptions): UnionpayAccount
export function unionpay(options: UnionpayReceivingOptions): UnionpayReceivingAccount
// Once more: options of the type `any` take the first, `ReturnType` reads the last, and both should be what sends.
export function unionpay(options: UnionpayOptions): UnionpayAccount
export function unionpay(options: UnionpayOptions | UnionpayReceivingOptions): UnionpayReceivingAccount {
  checkOptions<ByCertificate & BySharedKey>('unionpay', options, optionRules, otherNames)
  mustFitTogether(options)
  const { merchantId, privateKey, certificate, secureKey, sm3, sandbox = false, clock = systemClock } = options
  const { rootCertificate: root, middleCertificate: middle, pinnedCertificates: pinned } = options
  const { unsafeSha1Chain: allowSha1 = false } = options
  const encryptionCertificate = 'encryptionCertificate' in options ? options.encryptionCertificate : undefined
  const keys = { privateKey, certificate, rootCertificate: root, middleCertificate: middle, pinnedCertificates: pinned }
  const vet = once(() => refuseMockKeys(account, { keys: { ...keys, encryptionCertificate }, secrets: { secureKey } }))
  const environment = sandbox ? 'sandbox' : 'production'
  const account: UnionpayReceivingAccount = {
    provider: 'unionpay',
    merchantId,
    signMethod: secureKey === undefined ? '01' : sm3 ? '12' : '11',
    sandbox,
    hosts: Object.freeze([...(options.hosts ?? [hosts[environment]])]),
    fileHosts: Object.freeze([...(options.fileHosts ?? [fileHosts[environment]])]),
    clock,
    randomBytes: options.randomBytes ?? systemRandomBytes,
    ...(options.mock && { mock: true }),
    ...(privateKey === undefined && secureKey === undefined ? { lacks: withoutKey(options) } : { sends: true }),
  }
  return withSecrets(account, {
    privateKey,
    secureKey,
    sm3,
    encryptionCertificate,
    ownCertificate: certificate,
    certificate: once(() => readFirst(certificate!, 'certificate')),
    trust: once(() => vet().then(() => trustOf({ root, middle, pinned, allowSha1 }))),
    judged: new Map(),
    vet,
  } satisfies UnionpaySecrets)
}

/** What no rule of a single option can say. */
function mustFitTogether(options: UnionpayOptions | UnionpayReceivingOptions): void {
  const has = (name: keyof ByCertificate | 'secureKey' | 'sm3') =>
    (options as Record<string, unknown>)[name] !== undefined
  const ofCertificates = [
    'privateKey',
    'certificate',
    'rootCertificate',
    'middleCertificate',
    'pinnedCertificates',
  ] as const
  if (has('secureKey')) {
    const other = ofCertificates.find(has)
    if (other)
      throw configError(
        `unionpay: secureKey and ${other} were both given.`,
        'Give secureKey alone for signMethod 11 or 12, or certificates for signMethod 01: a merchant number has one of them.',
      )
    return
  }
  if (has('sm3'))
    throw configError(
      'unionpay: sm3 was given without secureKey.',
      'It belongs to signMethod 12, whose key both sides hold; certificates of SM2 (versions 6 and 7) are not here.',
    )
  if (has('privateKey') !== has('certificate'))
    throw configError(
      `unionpay: ${has('privateKey') ? 'certificate' : 'privateKey'} is missing: both come from one .pfx file.`,
      'Take both out of it; docs/unionpay.md has the commands.',
    )
  const chain = has('rootCertificate') && has('middleCertificate')
  if (has('pinnedCertificates') ? has('rootCertificate') || has('middleCertificate') : !chain)
    throw configError(
      'unionpay: whom to trust is not clear.',
      'Give rootCertificate and middleCertificate, or pinnedCertificates in their place.',
    )
}

/** @throws `CONFIG_INVALID` for anything that `unionpay({...})` did not make. */
export function unionpaySecrets(account: UnionpayReceivingAccount): UnionpaySecrets {
  const held = secretsOf<UnionpaySecrets>(account)
  if (!held || account.provider !== 'unionpay')
    throw configError('This is not a UnionPay account.', 'Pass the result of unionpay({...}).')
  return held
}
