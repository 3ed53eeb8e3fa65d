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
import { createKeyring, type Keyring, type KeysBySerial, platformKeyName } from '../core/keyring.js'
import { refuseMockKeys } from '../core/mock-keys.js'
import { once } from '../core/once.js'
import { checkOptions, doesFit, withoutKey } from '../core/options.js'
import { utf8 } from '../crypto/bytes.js'
import type { KeyInput, PrivateKey, Signer, SmAlgorithms } from '../crypto/contract.js'
import { isSm2 } from '../crypto/key.js'
import { checkerOfPlatformKeys, loadPlatformKey, validityOf } from './certificates.js'
import { optionRules, otherNames, refuseSecretNames, serialOfMerchant } from './options.js'
import { type Scheme, schemeOfKey, schemesOf } from './schemes.js'
import { publicKeyIdPrefix, usualHosts } from './wire.js'

type Options = {
  /** 商户号 `mchid`; for a partner (服务商) its own, `sp_mchid`. */
  merchantId: string
  /** The `appid` bound to the merchant; for a partner `sp_appid`. */
  appId: string
  /** More app ids of the same merchant, so that payments and webhooks of its mini program or app are known as its own. */
  otherAppIds?: readonly string[]
  /**
   * APIv3 key (APIv3密钥), exactly 32 ASCII characters. Decrypts webhooks and certificates. While it is being changed, the
   * new one and the one before it: WeChat Pay may still deliver under either.
   */
  apiV3Key: string | readonly [current: string, previous: string]
  /** APIv2 key (APIv2密钥 / API密钥), exactly 32 characters. Needed for payer-presented codes over APIv2, and only there. */
  apiV2Key?: string
  /**
   * Which API charges payer-presented codes (付款码). Ordinary merchants have `v2` only, which is the default; it needs
   * `apiV2Key`, and for `cancelPayment` a transport with the merchant's client certificate.
   */
  codePay?: 'v2' | 'v3'
  /**
   * WeChat Pay's keys: `PUB_KEY_ID_…` → public key (微信支付公钥), or serial → platform certificate (平台证书). During
   * the change from one to the other give both. Each in any form; a certificate's serial is checked against its name.
   */
  platformKeys?: KeysBySerial
  /**
   * The SM algorithms (国密): `sm` of `shroff/sm`. With them `privateKey`, `certificate` and `platformKeys` may be SM2 keys, and
   * messages are signed by SM2 and encrypted by SM4; what they are is read from the keys. While you change over, RSA keys of
   * WeChat Pay's may stand beside. Default: RSA alone.
   */
  sm?: SmAlgorithms
  /** This account is a partner's (服务商). Alone it receives webhooks of all its sub-merchants. */
  partner?: boolean
  /** The sub-merchant (`sub_mchid`) that this partner account acts for. */
  subMerchantId?: string
  /** The sub-merchant's own app (`sub_appid`), if its payers are known by that app. */
  subAppId?: string
  /** `https://host` to call, the primary first; plain http only on this machine, or with `mock`. Default: api.mch.weixin.qq.com, then api2.mch.weixin.qq.com. */
  hosts?: readonly [string, ...string[]]
  /** Language of WeChat Pay's error texts. Default: `zh-CN`, chosen by WeChat Pay. */
  language?: 'zh-CN' | 'en' | 'zh-HK' | 'zh-TW'
  /** This account is a mock gateway's; `credentials('wechatpay')` says so. Default `false`. */
  mock?: boolean
  clock?: Clock
  randomBytes?: (length: number) => Uint8Array
}

/** Which certificate the private key belongs to. */
type Certified =
  | {
      /** The merchant's API certificate (`apiclient_cert.pem`) in place of `serial`: `ready` proves the private key against it. */
      certificate: KeyInput
      serial?: string | undefined
    }
  | {
      /** Serial number of the merchant's API certificate (商户API证书序列号), hexadecimal, in either case. */
      serial: string
      certificate?: undefined
    }

export type WechatpayOptions = Options &
  Certified & {
    /** The merchant's API private key (`apiclient_key.pem`) in any form, or a {@link Signer} in front of an HSM or KMS. */
    privateKey: KeyInput | Signer
    /** Asked for newer keys when a serial is unknown, at most once in 60 s: `fetchCertificates(transport)`, or your own. */
    refreshPlatformKeys?: (account: WechatpayAccount) => Promise<KeysBySerial>
  }

export type WechatpayReceivingOptions = Options & {
  privateKey?: undefined
  serial?: undefined
  certificate?: undefined
  /** Asked for newer keys when a serial is unknown, at most once in 60 s: `sharedCertificates(store)`, or your own. */
  refreshPlatformKeys?: (account: WechatpayReceivingAccount) => Promise<KeysBySerial>
}

/** A merchant at WeChat Pay that can receive: no private key. */
export type WechatpayReceivingAccount = ReceivingAccount & {
  readonly provider: 'wechatpay'
  readonly merchantId: string
  readonly appId: string
  readonly appIds: readonly string[]
  readonly partner: boolean
  readonly subMerchantId: string | undefined
  readonly subAppId: string | undefined
  readonly hosts: readonly string[]
  readonly language: string | undefined
  readonly serial: string | undefined
  readonly codePay: 'v2' | 'v3'
}

/** A merchant at WeChat Pay that can receive and send. */
export type WechatpayAccount = WechatpayReceivingAccount & Account & { readonly serial: string }

/** What an account holds but never shows. */
export type WechatpaySecrets = {
  /** The current one first. */
  apiV3Keys: readonly Uint8Array[]
  apiV2Key: string | undefined
  keyring: Keyring
  privateKey: KeyInput | Signer | undefined
  /** The merchant's certificate, whose key must be the private key's other half. */
  certificate: KeyInput | undefined
  /** What it is configured for; the first is what it sends by. */
  schemes: readonly Scheme[]
  sm: SmAlgorithms | undefined
  /** Refuses keys of the mock gateway's; once for what was given with the account. */
  vet: () => Promise<void>
  /** The imported private key, set at first use by `seal.ts`. */
  signer?: Promise<Signer>
  /** The same for decrypting, set at first use by `fields.ts`. */
  decrypter?: Promise<PrivateKey>
}

/**
 * Describes a merchant at WeChat Pay (微信支付 APIv3). Synchronous and without I/O: keys are imported at first use, or
 * by {@link ready}, which also proves that they are the right ones.
 *
 * @throws `CONFIG_INVALID` naming the option that is unknown, or cannot be right.
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012154180 platform certificate or public key
 * @example
 * const account = wechatpay({ merchantId, appId, apiV3Key, privateKey, certificate, platformKeys: { [publicKeyId]: publicKey } })
 */
export function wechatpay(options: WechatpayOptions): WechatpayAccount
export function wechatpay(options: WechatpayReceivingOptions): WechatpayReceivingAccount
// Once more: options of the type `any` take the first, `ReturnType` reads the last, and both should be what sends.
export function wechatpay(options: WechatpayOptions): WechatpayAccount
export function wechatpay(options: WechatpayOptions | WechatpayReceivingOptions): WechatpayReceivingAccount {
  checkOptions<WechatpayOptions>('wechatpay', options, optionRules, otherNames)
  const { merchantId, appId, apiV2Key, privateKey, certificate, platformKeys = {}, clock = systemClock } = options
  const apiV3Keys = [options.apiV3Key].flat()
  const serial = serialOfMerchant(options)
  const checkKeys = checkerOfPlatformKeys({ serial, secrets: [...apiV3Keys, apiV2Key] })
  refuseSecretNames(options, [...apiV3Keys, apiV2Key])
  const { refreshPlatformKeys, sm } = options
  const known = checkKeys(platformKeys)
  const given = { privateKey, certificate, ...nameKeys(known) }
  const schemes = schemesOf(sm, given)
  // Everybody's keys are known by their public halves, which of SM2 `sm` alone can tell.
  const half = (key: KeyInput | Signer | undefined) =>
    (key !== undefined && !('sign' in Object(key)) && sm?.publicHalf(key as KeyInput)) || key
  const account: WechatpayReceivingAccount = {
    provider: 'wechatpay',
    merchantId,
    appId,
    appIds: Object.freeze([appId, ...(options.otherAppIds ?? [])]),
    partner: options.partner === true || options.subMerchantId !== undefined,
    subMerchantId: options.subMerchantId,
    subAppId: options.subAppId,
    hosts: Object.freeze([...(options.hosts ?? usualHosts)]),
    language: options.language,
    serial,
    codePay: options.codePay ?? 'v2',
    clock,
    randomBytes: options.randomBytes ?? systemRandomBytes,
    ...(options.mock && { mock: true }),
    ...(privateKey === undefined ? { lacks: `${withoutKey(options)} and certificate or serial` } : { sends: true }),
  }
  const vet = once(() =>
    refuseMockKeys(account, {
      keys: mapValues(given, half),
      secrets: { apiV3Key: apiV3Keys[0], 'apiV3Key[1]': apiV3Keys[1], apiV2Key },
    }),
  )
  const keyring = createKeyring({
    keys: known,
    clock,
    // Fetched keys come later than the others.
    load: async (name, key) => {
      await vet()
      await refuseMockKeys(account, { keys: { [platformKeyName(name)]: half(key) } })
      return loadPlatformKey(name, key, schemeOfKey(schemes, platformKeyName(name), key).algorithm)
    },
    validity: (name, key) => validityOf(key, platformKeyName(name)),
    refresh: refreshPlatformKeys && (async () => checkKeys(await refreshPlatformKeys(account as WechatpayAccount))),
  })
  if (keyring.serials().length === 0 && !refreshPlatformKeys) {
    throw configError(
      "wechatpay: platformKeys is empty, so nothing of WeChat Pay's could be verified.",
      'Give the WeChat Pay public key under its PUB_KEY_ID_…, or platform certificates under their serials.',
    )
  }
  return withSecrets(account, {
    apiV3Keys: apiV3Keys.map(utf8),
    apiV2Key,
    keyring,
    privateKey,
    certificate,
    schemes,
    sm,
    vet,
  } satisfies WechatpaySecrets)
}

/**
 * A partner's account, acting for one of its sub-merchants. Shares the imported keys, so it costs nothing.
 *
 * @example
 * const client = createClient({ account: forSubMerchant(partner, { subMerchantId: '1900000109' }), transport })
 */
export function forSubMerchant<A extends WechatpayReceivingAccount>(
  account: A,
  sub: { subMerchantId: string; subAppId?: string },
): A {
  if (!account.partner) throw configError('forSubMerchant needs an account made with `partner: true`.')
  if (!isNumber(sub?.subMerchantId)) throw configError('forSubMerchant: subMerchantId must be digits as a string.')
  if (sub.subAppId !== undefined && !isAppId(sub.subAppId))
    throw configError('forSubMerchant: subAppId must be an app id such as wxd678efh567hg6787.')
  return withSecrets(
    { ...account, subMerchantId: sub.subMerchantId, subAppId: sub.subAppId },
    wechatpaySecrets(account),
  )
}

/** @throws `CONFIG_INVALID` for anything that `wechatpay({...})` did not make. */
export function wechatpaySecrets(account: WechatpayReceivingAccount): WechatpaySecrets {
  const held = secretsOf<WechatpaySecrets>(account)
  if (!held || account.provider !== 'wechatpay')
    throw configError('This is not a WeChat Pay account.', 'Pass the result of wechatpay({...}).')
  return held
}

/** The key that WeChat Pay should sign its answers with and that fields are encrypted for; the public key if both are there. */
export function preferredSerial(account: WechatpayReceivingAccount): string | undefined {
  const { keyring, schemes } = wechatpaySecrets(account)
  // What is sent by one algorithm is answered, and its fields are encrypted, by the same.
  const sm2 = schemes[0]!.algorithm.name === 'SM2-SM3'
  const all = keyring.serials()
  const own = schemes.length > 1 ? all.filter((name) => (isSm2(keyring.input(name)!) === false) !== sm2) : all
  const serials = own.length > 0 ? own : all
  const publicKeyId = serials.find((name) => name.startsWith(publicKeyIdPrefix))
  if (publicKeyId !== undefined) return publicKeyId
  // During a rotation two certificates are valid; fields are encrypted for the one that came into effect last.
  const since = (name: string) => keyring.validFrom(name) ?? 0
  const now = account.clock.now()
  const current = serials.filter((name) => since(name) <= now)
  return current.sort((a, b) => since(b) - since(a))[0] ?? serials[0]
}

const mapValues = <V>(of: Record<string, V>, change: (value: V) => V) =>
  Object.fromEntries(Object.entries(of).map(([name, value]) => [name, change(value)]))

const nameKeys = (keys: KeysBySerial) =>
  Object.fromEntries(Object.entries(keys).map(([name, key]) => [platformKeyName(name), key]))

const isNumber = (value: unknown) => doesFit(optionRules.subMerchantId.fits, value)
const isAppId = (value: unknown) => doesFit(optionRules.subAppId.fits, value)
