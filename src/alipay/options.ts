import { hostsRule } from '../core/account.js'
import { isKey, type OtherNames, type Rule, testRules, yesOrNo } from '../core/options.js'
import { fromBase64 } from '../crypto/base64.js'

export const optionRules = {
  appId: {
    fits: /^\d{1,32}$/,
    wanted: 'the application’s number (APPID), digits as a string',
    needed: true,
  },
  sellerId: { fits: /^2088\d{12}$/, wanted: 'a user id of 16 digits, 2088…' },
  contentKey: {
    fits: (value) => typeof value === 'string' && fromBase64(value)?.length === 16,
    wanted: 'Base64 of 16 bytes (接口内容加密, the AES key of the console)',
  },
  appAuthToken: { fits: /^[\x21-\x7e]{1,128}$/, wanted: 'the token of the merchant’s authorisation' },
  api: { fits: ['v2', 'v3'], wanted: "'v2' or 'v3'" },
  sandbox: yesOrNo,
  hosts: hostsRule,
  mock: yesOrNo,
  alipayPublicKey: { fits: isKey, wanted: 'Alipay’s public key (支付宝公钥) in any form' },
  certificates: {
    fits: (value) => typeof value === 'object',
    wanted: 'the three files of certificate mode: { app, alipay, root }',
  },
  privateKey: { fits: isKey, wanted: 'the application’s private key (应用私钥) in any form, or a Signer' },
  ...testRules,
} as const satisfies Record<string, Rule>

/** Of `certificates`. */
export const certificateRules = {
  app: { fits: isKey, wanted: 'the file appCertPublicKey_….crt', needed: true },
  alipay: { fits: isKey, wanted: 'the file alipayCertPublicKey_RSA2.crt', needed: true },
  root: { fits: isKey, wanted: 'the file alipayRootCert.crt', needed: true },
} as const satisfies Record<string, Rule>

const perCall = 'It belongs to the call: createPayment(client, { …, notifyUrl, returnUrl }).'
const perClient = 'It belongs to createClient({ account, transport, … }).'

export const otherNames: OtherNames = {
  host: 'hosts',
  gateway: 'hosts',
  gatewayurl: 'hosts',
  serverurl: 'hosts',
  endpoint: 'hosts',
  baseurl: 'hosts',
  pid: 'sellerId',
  partnerid: 'sellerId',
  encryptkey: 'contentKey',
  aeskey: 'contentKey',
  publickey: 'alipayPublicKey',
  appprivatekey: 'privateKey',
  merchantprivatekey: 'privateKey',
  appcertpath: 'certificates',
  appcertcontent: 'certificates',
  alipaypubliccertpath: 'certificates',
  alipaypubliccertcontent: 'certificates',
  alipayrootcertpath: 'certificates',
  alipayrootcertcontent: 'certificates',
  generation: 'api',
  version: 'api',
  signtype: 'Signatures are always RSA2; nothing chooses another.',
  keytype: 'The private key is taken in either form.',
  charset: 'Everything is UTF-8.',
  notifyurl: perCall,
  returnurl: perCall,
  timeout: perClient,
  retry: perClient,
  transport: perClient,
}
