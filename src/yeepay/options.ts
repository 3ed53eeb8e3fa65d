import { hostsRule } from '../core/account.js'
import { isFunction, isKey, type OtherNames, type Rule, testRules, yesOrNo } from '../core/options.js'

const merchantNumber = { fits: /^\d{1,20}$/, wanted: 'the merchant number (商户编号 merchantNo), digits as a string' }

export const optionRules = {
  appKey: {
    fits: /^[\w:.-]{1,64}$/,
    wanted: 'the key of the application (appKey), such as app_10080009001',
    needed: true,
  },
  merchantId: { ...merchantNumber, needed: true },
  parentMerchantId: { ...merchantNumber, wanted: 'a merchant number (parentMerchantNo), digits as a string' },
  privateKey: {
    fits: isKey,
    wanted: 'the merchant’s private key in any form, or a Signer',
    needed: true,
  },
  yeepayPublicKey: { fits: isKey, wanted: 'YeePay’s public key (易宝公钥) in any form' },
  sm: {
    fits: (value) => typeof (value as { decryptSm4Cbc?: unknown } | null)?.decryptSm4Cbc === 'function',
    wanted: 'the SM algorithms (国密), `sm` of shroff/sm',
  },
  platformKeys: {
    fits: (value) => typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value),
    wanted: 'an object of YeePay’s certificates or keys by their serials',
  },
  refreshPlatformKeys: {
    fits: isFunction,
    wanted: 'a function that resolves to platform keys: fetchCertificates(transport)',
  },
  notifyPath: { fits: /^\/[^#\s]*$/, wanted: 'the path that YeePay calls, such as /notify/yeepay' },
  sandbox: yesOrNo,
  hosts: hostsRule,
  fileHosts: hostsRule,
  mock: yesOrNo,
  ...testRules,
} as const satisfies Record<string, Rule>

const perCall = 'It belongs to the call: createPayment(client, { …, notifyUrl, returnUrl }).'
const perClient = 'It belongs to createClient({ account, transport, … }).'
const always =
  'Signatures are RSA with SHA-256; with `sm` of shroff/sm they are SM2 with SM3. Nothing in a message chooses.'

export const otherNames: OtherNames = {
  host: 'hosts',
  gateway: 'hosts',
  serverroot: 'hosts',
  endpoint: 'hosts',
  baseurl: 'hosts',
  yosserverroot: 'fileHosts',
  appid: 'appKey',
  merchantno: 'merchantId',
  parentmerchantno: 'parentMerchantId',
  isvprivatekey: 'privateKey',
  merchantprivatekey: 'privateKey',
  secretkey: 'privateKey',
  yoppublickey: 'yeepayPublicKey',
  yeepaypublickey: 'yeepayPublicKey',
  platformpublickey: 'yeepayPublicKey',
  publickey: 'yeepayPublicKey',
  signtype: always,
  algorithm: always,
  notifyurl: perCall,
  redirecturl: perCall,
  timeout: perClient,
  retry: perClient,
  transport: perClient,
}
