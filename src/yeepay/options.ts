import { hostsRule } from '../core/account.js'
import { isKey, type OtherNames, type Rule, testRules, yesOrNo } from '../core/options.js'

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
  yeepayPublicKey: { fits: isKey, wanted: 'YeePay’s public key (易宝公钥) in any form', needed: true },
  sandbox: yesOrNo,
  hosts: hostsRule,
  fileHosts: hostsRule,
  mock: yesOrNo,
  ...testRules,
} as const satisfies Record<string, Rule>

const perCall = 'It belongs to the call: createPayment(client, { …, notifyUrl, returnUrl }).'
const perClient = 'It belongs to createClient({ account, transport, … }).'
const always = 'Signatures are always RSA with SHA-256; nothing chooses another.'

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
