import { hostsRule } from '../core/account.js'
import { isFunction, isKey, type OtherNames, type Rule, testRules, yesOrNo } from '../core/options.js'

export const optionRules = {
  merchantId: { fits: /^\d{15}$/, wanted: 'the 15 digits of the merchant number (merId)', needed: true },
  privateKey: { fits: isKey, wanted: 'the merchant’s private key in any form, or a Signer' },
  certificate: { fits: isKey, wanted: 'the certificate of privateKey' },
  rootCertificate: { fits: isKey, wanted: 'the certificate acp_…_root.cer' },
  middleCertificate: { fits: isKey, wanted: 'the certificate acp_…_middle.cer' },
  pinnedCertificates: { fits: isKey, wanted: 'the certificates that may sign, one after the other' },
  unsafeSha1Chain: yesOrNo,
  encryptionCertificate: { fits: isKey, wanted: 'the certificate acp_…_enc.cer' },
  secureKey: {
    // That of the test environment has eight.
    fits: /^[\x21-\x7e]{8,128}$/,
    wanted: 'the shared key of signMethod 11 or 12, 8 to 128 printable characters',
  },
  sm3: { fits: isFunction, wanted: 'the hash of signMethod 12, `sm3` of shroff/sm' },
  sandbox: yesOrNo,
  hosts: hostsRule,
  fileHosts: hostsRule,
  mock: yesOrNo,
  ...testRules,
} as const satisfies Record<string, Rule>

const perCall = 'It belongs to the call: createPayment(client, { …, notifyUrl, returnUrl }).'
const perClient = 'It belongs to createClient({ account, transport, … }).'
const fromPfx =
  'Take key and certificate out of it: openssl pkcs12 -legacy -in file.pfx -nodes; docs/unionpay.md has it.'

export const otherNames: OtherNames = {
  merid: 'merchantId',
  mchid: 'merchantId',
  host: 'hosts',
  gateway: 'hosts',
  baseurl: 'hosts',
  istest: 'sandbox',
  pfx: fromPfx,
  signcert: fromPfx,
  signcertpath: fromPfx,
  signcertpwd: fromPfx,
  password: fromPfx,
  certid: 'It is read from certificate.',
  rootcert: 'rootCertificate',
  middlecert: 'middleCertificate',
  encryptcert: 'encryptionCertificate',
  signmethod:
    'Which keys are given says it: privateKey and certificate are 01, secureKey is 11, and 12 with sm3 beside it.',
  encoding: 'Messages are always UTF-8.',
  version: 'Messages are always of version 5.1.0.',
  backurl: perCall,
  notifyurl: perCall,
  fronturl: perCall,
  returnurl: perCall,
  timeout: perClient,
  retry: perClient,
  transport: perClient,
}
