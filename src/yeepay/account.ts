import { type Account, type Clock, secretsOf, systemClock, systemRandomBytes, withSecrets } from '../core/account.js'
import { certificateFacts, validityOfCertificate } from '../core/certificates.js'
import { configError } from '../core/errors.js'
import { createKeyring, type Keyring, type KeysBySerial, platformKeyName } from '../core/keyring.js'
import { importPrivateKey, importPublicKey } from '../core/keys.js'
import { refuseMockKeys } from '../core/mock-keys.js'
import { once } from '../core/once.js'
import { checkOptions } from '../core/options.js'
import { toSigner } from '../core/signer.js'
import type { KeyInput, PrivateKey, PublicKey, Signer, SmAlgorithms } from '../crypto/contract.js'
import { readKey } from '../crypto/key.js'
import { optionRules, otherNames } from './options.js'
import { rsaScheme, type Scheme, smScheme } from './scheme.js'
import { fileHost, productionHosts, sandboxHost } from './wire.js'

type Options = {
  /** `appKey` of the application at the open platform, such as `app_10080009001`, or `OPR:10080009001` of older ones. */
  appKey: string
  /** 商户编号 `merchantNo`: who collects the money. */
  merchantId: string
  /** `parentMerchantNo`: who asks, for a platform or a service provider. Default: `merchantId`. */
  parentMerchantId?: string
  /**
   * The application's private key in any form, bare Base64 included, or a {@link Signer}. It signs, and it opens notifications: a
   * Signer needs its `decrypt` for those, RSAES-PKCS1-v1_5. With `sm` an SM2 key; its Signer decrypts SM2, C1C3C2 behind `04`.
   */
  privateKey: KeyInput | Signer
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

type Rsa = {
  /** 易宝公钥: YeePay's public key, as the open platform shows it; the sandbox has another. Not with `sm`. */
  yeepayPublicKey: KeyInput
  sm?: undefined
  platformKeys?: undefined
  refreshPlatformKeys?: undefined
  notifyPath?: undefined
}

type Sm = {
  /** The SM algorithms (国密), `sm` of `shroff/sm`: signatures are SM2 with SM3, and notifications come encrypted by SM4. */
  sm: SmAlgorithms
  /** With `sm`: YeePay's SM2 certificates (平台商密证书), or their public keys, by the serials that YeePay names them by. */
  platformKeys: KeysBySerial
  /** With `sm`: asked for newer ones when a serial is unknown, at most once in 60 s: `fetchCertificates(transport)`. */
  refreshPlatformKeys?: (account: YeepayAccount) => Promise<KeysBySerial>
  /** With `sm`, where a proxy rewrites the path of your address: the path that YeePay calls, which it signs. */
  notifyPath?: string
  yeepayPublicKey?: undefined
}

export type YeepayOptions = Options & (Rsa | Sm)

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
  sm: SmAlgorithms | undefined
  privateKey: KeyInput | Signer
  yeepayPublicKey: KeyInput | undefined
  /** Of YeePay; with SM algorithms there may be several. */
  platformKeys: FindKeys
  /** With SM algorithms. */
  keyring: Keyring | undefined
  notifyPath: string | undefined
  signer: () => Promise<Signer>
  /** The private key as it decrypts, where it is no signer. */
  opener: () => Promise<PrivateKey>
  /** Refuses keys of the mock gateway's, once. */
  vet: () => Promise<void>
  /** What a key decrypts to a text, set at first use: the doctor brings no cipher of its own. */
  textIn?: (key: Uint8Array, ciphertext: Uint8Array) => string
  /** Opens the wrapping of a notification by the private key, set at first use. */
  unwrap?: Promise<Unwrap>
}

/** Gives a key whatever it is handed. */
export type Unwrap = (wrapped: Uint8Array) => Promise<Uint8Array>

/** The keys that a message under this serial may be signed by: none for one that is unknown. `asks`: newer ones may be asked for. */
export type FindKeys = (serial: string | undefined, asks?: boolean) => Promise<readonly PublicKey[]>

/**
 * Describes a merchant at YeePay (易宝支付). Synchronous and without I/O: keys are imported at first use, or by `ready`, which also
 * proves that they are the right ones. Signatures are RSA with SHA-256, or with `sm` SM2 with SM3, whatever a message claims.
 *
 * @throws `CONFIG_INVALID` naming the option that is unknown, or cannot be right.
 * @see https://open.yeepay.com/docs/platform/sdk_guide 鉴权认证机制
 * @example
 * const account = yeepay({ appKey, merchantId, privateKey, yeepayPublicKey })
 */
export function yeepay(options: YeepayOptions): YeepayAccount {
  checkOptions<YeepayOptions>('yeepay', options, optionRules, otherNames)
  const { merchantId, privateKey, sm, sandbox, hosts, clock = systemClock } = options
  const scheme = sm ? smScheme(sm) : rsaScheme()
  mustHaveKeys(options)
  const vet = once(() => refuseMockKeys(account, { keys: mockable(options) }))
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
  const keyring = sm && keyringOf(account, options, vet)
  const yeepayKey = once(() =>
    vet().then(() =>
      importPublicKey(options.yeepayPublicKey!, 'yeepayPublicKey: YeePay’s public key', scheme.algorithm),
    ),
  )
  return withSecrets(account, {
    scheme,
    sm,
    privateKey,
    yeepayPublicKey: options.yeepayPublicKey,
    vet,
    keyring,
    notifyPath: options.notifyPath,
    platformKeys: keyring ? (serial, asks = true) => keysIn(keyring, serial, asks) : async () => [await yeepayKey()],
    opener: once(() => vet().then(() => importPrivateKey(privateKey as KeyInput, wantedKey, scheme.algorithm))),
    signer: once(() => vet().then(() => toSigner(privateKey, wantedKey, scheme.algorithm))),
  } satisfies YeepaySecrets)
}

const wantedKey = 'privateKey: the application’s private key'

/** @throws `CONFIG_INVALID` for anything that `yeepay({...})` did not make. */
export function yeepaySecrets(account: YeepayAccount): YeepaySecrets {
  const held = secretsOf<YeepaySecrets>(account)
  if (!held || account.provider !== 'yeepay')
    throw configError('This is not a YeePay account.', 'Pass the result of yeepay({...}).')
  return held
}

function mustHaveKeys({ sm, yeepayPublicKey, ...other }: YeepayOptions): void {
  if (!sm) {
    const stray = (['platformKeys', 'refreshPlatformKeys', 'notifyPath'] as const).find(
      (name) => other[name] !== undefined,
    )
    if (stray)
      throw configError(
        `yeepay: ${stray} is of the SM algorithms (国密), and sm is not set.`,
        "Give the algorithms beside it: import { sm } from 'shroff/sm', then yeepay({ …, sm }).",
      )
    if (yeepayPublicKey !== undefined) return
    throw configError('yeepay: yeepayPublicKey is missing: YeePay’s public key (易宝公钥) in any form.')
  }
  if (yeepayPublicKey !== undefined)
    throw configError('yeepay: with sm YeePay is known by its certificates: give platformKeys, not yeepayPublicKey.')
  if (Object.keys(other.platformKeys ?? {}).length > 0) return
  throw configError(
    'yeepay: platformKeys is empty, so nothing of YeePay’s could be verified.',
    'Give a certificate of YeePay’s (平台商密证书) under its serial: newer ones are believed by its signature.',
  )
}

/** Everybody's keys are known by their public halves, which of SM2 `sm` alone can tell. */
function mockable({ privateKey, yeepayPublicKey, sm, platformKeys = {} }: YeepayOptions) {
  const half = (key: KeyInput | Signer | undefined) =>
    (key !== undefined && !('sign' in Object(key)) && sm?.publicHalf(key as KeyInput)) || key
  const named = Object.entries(platformKeys).map(([serial, key]) => [platformKeyName(serial), half(key)])
  return { privateKey: half(privateKey), yeepayPublicKey, ...Object.fromEntries(named) }
}

function keyringOf(account: YeepayAccount, options: YeepayOptions, vet: () => Promise<void>): Keyring {
  const { sm, platformKeys = {}, refreshPlatformKeys } = options
  return createKeyring({
    keys: platformKeys,
    clock: account.clock,
    // Fetched ones come later than the others.
    load: async (serial, key) => {
      await vet()
      await refuseMockKeys(account, { keys: { [platformKeyName(serial)]: sm!.publicHalf(key) ?? key } })
      return importPublicKey(
        key,
        `${platformKeyName(serial)}: YeePay’s SM2 certificate, or its public key`,
        sm!.signature,
      )
    },
    validity: (serial, key) => {
      const name = `yeepay: ${platformKeyName(serial)}`
      const read = readKey(key)
      const next = 'YeePay lists a new one 24 hours before it signs by it: fetchCertificates(transport) fetches it.'
      return read.form === 'certificate'
        ? validityOfCertificate(certificateFacts(read.der, name), name, next)
        : undefined
    },
    refresh: refreshPlatformKeys && (() => refreshPlatformKeys(account)),
  })
}

/** A message that names none may be by any that is known. */
async function keysIn(keyring: Keyring, serial: string | undefined, asks: boolean): Promise<readonly PublicKey[]> {
  const names = serial === undefined ? keyring.serials() : [serial]
  const known = names.filter((name) => asks || keyring.input(name) !== undefined)
  const found = await Promise.all(known.map((name) => keyring.find(name)))
  return found.filter((key) => key !== undefined)
}
