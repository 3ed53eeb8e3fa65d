import { hostsRule } from '../core/account.js'
import { configError } from '../core/errors.js'
import { doesFit, isFunction, isKey, type OtherNames, type Rule, testRules, yesOrNo } from '../core/options.js'
import type { KeyInput } from '../crypto/contract.js'
import { merchantSerial } from './certificates.js'

const apiKey = /^[\x21-\x7e]{32}$/
const isApiKey = (value: unknown) => doesFit(apiKey, value)
const appIdPattern = /^[\w-]{1,32}$/
const merchantNumber = { fits: /^\d{1,32}$/, wanted: 'the merchant number (商户号 mchid), digits as a string' }
const appId = { fits: appIdPattern, wanted: 'an app id such as wxd678efh567hg6787' }

export const optionRules = {
  merchantId: { ...merchantNumber, needed: true },
  appId: { ...appId, needed: true },
  otherAppIds: {
    fits: (value) => Array.isArray(value) && value.every((one) => doesFit(appIdPattern, one)),
    wanted: 'a list of app ids such as wxd678efh567hg6787',
  },
  apiV3Key: {
    fits: (value) => (Array.isArray(value) && value.length === 2 ? value.every(isApiKey) : isApiKey(value)),
    wanted:
      'exactly 32 ASCII characters (APIv3密钥, set in the merchant console), or during a change a list of the new and the old one',
    needed: true,
  },
  apiV2Key: { fits: apiKey, wanted: 'exactly 32 ASCII characters (APIv2密钥, set in the merchant console)' },
  codePay: { fits: ['v2', 'v3'], wanted: "'v2' or 'v3'" },
  platformKeys: {
    fits: (value) => typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value),
    wanted: 'an object of keys by name: { PUB_KEY_ID_…: publicKey }',
  },
  sm: {
    fits: (value) => typeof (value as { decryptSm4Gcm?: unknown } | null)?.decryptSm4Gcm === 'function',
    wanted: 'the SM algorithms (国密), `sm` of shroff/sm',
  },
  partner: yesOrNo,
  subMerchantId: { ...merchantNumber, wanted: 'a merchant number (sub_mchid), digits as a string' },
  subAppId: appId,
  hosts: hostsRule,
  language: { fits: ['zh-CN', 'en', 'zh-HK', 'zh-TW'], wanted: "'zh-CN', 'en', 'zh-HK' or 'zh-TW'" },
  mock: yesOrNo,
  privateKey: { fits: isKey, wanted: 'the merchant API private key (apiclient_key.pem) in any form, or a Signer' },
  certificate: { fits: isKey, wanted: 'the merchant API certificate (apiclient_cert.pem)' },
  serial: {
    fits: /^[0-9A-Fa-f]{1,64}$/,
    wanted: 'the serial number of the merchant API certificate, hexadecimal',
  },
  refreshPlatformKeys: {
    fits: isFunction,
    wanted: 'a function that resolves to platform keys: fetchCertificates(transport)',
  },
  ...testRules,
} as const satisfies Record<string, Rule>

const perCall = 'It belongs to the call: createPayment(client, { …, notifyUrl }).'
const perClient = 'It belongs to createClient({ account, transport, … }).'

export const otherNames: OtherNames = {
  host: 'hosts',
  gateway: 'hosts',
  endpoint: 'hosts',
  baseurl: 'hosts',
  domain: 'hosts',
  mchid: 'merchantId',
  mch: 'merchantId',
  spmchid: 'merchantId',
  spappid: 'appId',
  submchid: 'subMerchantId',
  key: 'apiV3Key',
  secret: 'apiV3Key',
  apikey: 'apiV3Key',
  v3key: 'apiV3Key',
  mchkey: 'apiV2Key',
  v2key: 'apiV2Key',
  serialno: 'serial',
  certserialno: 'serial',
  mchserialno: 'serial',
  merchantserialnumber: 'serial',
  cert: 'certificate',
  publickey: 'platformKeys',
  wechatpaypublickey: 'platformKeys',
  platformcertificates: 'platformKeys',
  certs: 'platformKeys',
  keypath: 'privateKey',
  sandbox: 'WeChat Pay has no sandbox for these calls; the mock gateway of shroff/wechatpay/mock plays them offline.',
  signtype: 'Which keys are given says it: RSA, or SM2 (国密) with `sm` of shroff/sm beside them.',
  notifyurl: perCall,
  timeout: perClient,
  retry: perClient,
  transport: perClient,
}

type Names = 'merchantId' | 'appId' | 'otherAppIds' | 'subMerchantId' | 'subAppId' | 'serial'
type Given = { [Name in Names]?: string | readonly string[] | undefined }

/**
 * The serial under which the merchant signs: as given, or of its certificate.
 *
 * @throws `CONFIG_INVALID` where both or neither fit the private key, and for a certificate with another serial.
 */
export function serialOfMerchant(options: {
  privateKey?: unknown
  certificate?: KeyInput | undefined
  serial?: string | undefined
}): string | undefined {
  const { privateKey, certificate, serial } = options
  const given = certificate === undefined ? 'serial' : 'certificate'
  if (privateKey === undefined && (certificate ?? serial) !== undefined) {
    throw configError(
      `wechatpay: ${given} was given, but privateKey is not set.`,
      Object.hasOwn(options, 'privateKey')
        ? 'The variable that it is read from is probably not set in this environment.'
        : 'Give privateKey beside it (apiclient_key.pem); an account that only receives has neither.',
    )
  }
  if (certificate !== undefined) return merchantSerial(certificate, serial)
  if (privateKey !== undefined && serial === undefined) {
    throw configError(
      'wechatpay: privateKey was given, but neither certificate nor serial is set.',
      'Give certificate (apiclient_cert.pem), or serial, the number of the merchant API certificate in hexadecimal.',
    )
  }
  return serial
}

/** What is sent, printed and told in errors must be no secret: variables get swapped. */
export function refuseSecretNames(options: Given, secrets: readonly (string | undefined)[]): void {
  const { merchantId, appId, otherAppIds = [], subMerchantId, subAppId, serial } = options
  const open = { merchantId, appId, otherAppIds, subMerchantId, subAppId, serial }
  for (const [name, value] of Object.entries(open)) {
    if (![value].flat().some((one) => one !== undefined && secrets.includes(one))) continue
    throw configError(`wechatpay: ${name} is one of the API keys.`, 'Two variables are probably swapped.')
  }
}
