import {
  type Account,
  type Clock,
  hostsOf,
  type ReceivingAccount,
  secretsOf,
  systemClock,
  systemRandomBytes,
  withSecrets,
} from '../core/account.js'
import { configError } from '../core/errors.js'
import { createKeyring, type Keyring, type KeysBySerial } from '../core/keyring.js'
import { utf8 } from '../crypto/bytes.js'
import type { KeyInput, Signer } from '../crypto/contract.js'
import { certificateOf, loadPlatformKey, refuseMerchantCertificate, validityOf } from './certificates.js'
import { publicKeyIdPrefix } from './wire.js'

type Options = {
  /** 商户号 `mchid`; for a partner (服务商) its own, `sp_mchid`. */
  merchantId: string
  /** The `appid` bound to the merchant; for a partner `sp_appid`. */
  appId: string
  /** More app ids of the same merchant, so that payments and webhooks of its mini program or app are known as its own. */
  otherAppIds?: readonly string[]
  /** APIv3 key (APIv3密钥), exactly 32 ASCII characters. Decrypts webhooks and certificates. */
  apiV3Key: string
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
  /** This account is a partner's (服务商). Alone it receives webhooks of all its sub-merchants. */
  partner?: boolean
  /** The sub-merchant (`sub_mchid`) that this partner account acts for. */
  subMerchantId?: string
  /** The sub-merchant's own app (`sub_appid`), if its payers are known by that app. */
  subAppId?: string
  /** `https://host` to call, the primary first; plain http only on this machine. Default: api.mch.weixin.qq.com, then api2.mch.weixin.qq.com. */
  hosts?: readonly [string, ...string[]]
  /** Language of WeChat Pay's error texts. Default: `zh-CN`, chosen by WeChat Pay. */
  language?: 'zh-CN' | 'en' | 'zh-HK' | 'zh-TW'
  clock?: Clock
  randomBytes?: (length: number) => Uint8Array
}

export type WechatpayOptions = Options & {
  /** The merchant's API private key (`apiclient_key.pem`) in any form, or a {@link Signer} in front of an HSM or KMS. */
  privateKey: KeyInput | Signer
  /** Serial number of the merchant's API certificate (商户API证书序列号), hexadecimal. */
  serial: string
  /** Asked for newer keys when a serial is unknown, at most once in 60 s: `fetchCertificates(transport)`, or your own. */
  refreshPlatformKeys?: (account: WechatpayAccount) => Promise<KeysBySerial>
}

export type WechatpayReceivingOptions = Options & {
  privateKey?: undefined
  serial?: undefined
  /** Asked for newer keys when a serial is unknown, at most once in 60 s: your own store of keys. */
  refreshPlatformKeys?: () => Promise<KeysBySerial>
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
  apiV3Key: Uint8Array
  apiV2Key: string | undefined
  keyring: Keyring
  privateKey: KeyInput | Signer | undefined
  /** The imported private key, set at first use by `seal.ts`. */
  signer?: Promise<Signer>
}

/**
 * Describes a merchant at WeChat Pay (微信支付 APIv3). Synchronous and without I/O: keys are imported at first use, or
 * by {@link ready}, which also proves that they are the right ones.
 *
 * @throws `CONFIG_INVALID` naming the option that cannot be right.
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012154180 platform certificate or public key
 */
export function wechatpay(options: WechatpayOptions): WechatpayAccount
export function wechatpay(options: WechatpayReceivingOptions): WechatpayReceivingAccount
export function wechatpay(options: WechatpayOptions | WechatpayReceivingOptions): WechatpayReceivingAccount {
  if (!options) throw configError('wechatpay was given no options.')
  const { merchantId, appId, apiV3Key, privateKey, serial, platformKeys = {}, clock = systemClock } = options
  const check = (fits: boolean, name: string, wanted: string, given?: string) => {
    if (!fits) throw configError(`wechatpay: ${name} must be ${wanted}${given ? `; ${given}` : ''}.`)
  }
  check(isNumber(merchantId), 'merchantId', 'the merchant number (商户号 mchid), digits as a string')
  check(isAppId(appId), 'appId', 'an app id such as wxd678efh567hg6787')
  for (const id of options.otherAppIds ?? []) check(isAppId(id), 'otherAppIds', 'app ids such as wxd678efh567hg6787')
  check(
    matches(apiV3Key, /^[\x21-\x7e]{32}$/),
    'apiV3Key',
    'exactly 32 ASCII characters (APIv3密钥, set in the merchant console)',
    otherwise(apiV3Key),
  )
  const { apiV2Key, codePay = 'v2' } = options
  check(
    apiV2Key === undefined || matches(apiV2Key, /^[\x21-\x7e]{32}$/),
    'apiV2Key',
    'exactly 32 ASCII characters (APIv2密钥, set in the merchant console)',
  )
  check(codePay === 'v2' || codePay === 'v3', 'codePay', "'v2' or 'v3'")
  const { subMerchantId, subAppId } = options
  check(subMerchantId === undefined || isNumber(subMerchantId), 'subMerchantId', 'digits as a string')
  check(subAppId === undefined || isAppId(subAppId), 'subAppId', 'an app id such as wxd678efh567hg6787')
  if (privateKey !== undefined)
    check(
      matches(serial, /^[0-9A-Fa-f]{1,64}$/),
      'serial',
      'the serial number of the merchant API certificate, hexadecimal',
    )
  if (privateKey === undefined && serial !== undefined) {
    throw configError(
      'wechatpay: serial was given without privateKey.',
      'Leave both out for an account that only receives.',
    )
  }
  if (Object.keys(platformKeys).length === 0 && !options.refreshPlatformKeys) {
    throw configError(
      "wechatpay: platformKeys is empty, so nothing of WeChat Pay's could be verified.",
      'Give the WeChat Pay public key under its PUB_KEY_ID_…, or platform certificates under their serials.',
    )
  }
  const checkKeys = (keys: KeysBySerial): KeysBySerial => {
    const named = Object.entries(keys).map(([name, key]) => {
      check(matches(name, /^[0-9A-Za-z_]{1,64}$/), 'platformKeys', 'named by PUB_KEY_ID_… or a hexadecimal serial')
      refuseMerchantCertificate(name, key, serial)
      // WeChat Pay compares the serial that encrypted fields are for letter by letter; the certificate has it so.
      return [certificateOf(key)?.serial ?? name, key] as const
    })
    return Object.fromEntries(named)
  }

  const account: WechatpayReceivingAccount = {
    provider: 'wechatpay',
    merchantId,
    appId,
    appIds: Object.freeze([appId, ...(options.otherAppIds ?? [])]),
    partner: options.partner === true || options.subMerchantId !== undefined,
    subMerchantId: options.subMerchantId,
    subAppId: options.subAppId,
    hosts: hostsOf('wechatpay', options.hosts, ['https://api.mch.weixin.qq.com', 'https://api2.mch.weixin.qq.com']),
    language: options.language,
    serial,
    codePay,
    clock,
    randomBytes: options.randomBytes ?? systemRandomBytes,
    ...(privateKey !== undefined && { sends: true }),
  }
  const { refreshPlatformKeys } = options
  const keyring = createKeyring({
    keys: checkKeys(platformKeys),
    clock,
    load: loadPlatformKey,
    validity: validityOf,
    refresh: refreshPlatformKeys && (async () => checkKeys(await refreshPlatformKeys(account as WechatpayAccount))),
  })
  const held: WechatpaySecrets = { apiV3Key: utf8(apiV3Key), apiV2Key, keyring, privateKey }
  return withSecrets(account, held)
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
  const { keyring } = wechatpaySecrets(account)
  const serials = keyring.serials()
  const publicKeyId = serials.find((name) => name.startsWith(publicKeyIdPrefix))
  if (publicKeyId !== undefined) return publicKeyId
  // During a rotation two certificates are valid; fields are encrypted for the one that came into effect last.
  const since = (name: string) => keyring.validFrom(name) ?? 0
  const now = account.clock.now()
  const current = serials.filter((name) => since(name) <= now)
  return current.sort((a, b) => since(b) - since(a))[0] ?? serials[0]
}

const isNumber = (value: unknown) => matches(value, /^\d{1,32}$/)
const isAppId = (value: unknown) => matches(value, /^[\w-]{1,32}$/)

const matches = (value: unknown, pattern: RegExp) => typeof value === 'string' && pattern.test(value)

const otherwise = (key: unknown) => {
  if (typeof key !== 'string') return `its type is ${typeof key}`
  const { length } = utf8(key)
  return length === 32 ? 'this one has others' : `this one has ${length} bytes`
}
