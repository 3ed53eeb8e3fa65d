import { hostsRule } from '../core/account.js'
import { isKey, type OtherNames, type Rule, testRules, yesOrNo } from '../core/options.js'

export const optionRules = {
  dealId: { fits: /^\d{1,32}$/, wanted: 'the number of the settlement (dealId), digits as a string', needed: true },
  appKey: {
    fits: /^[\x21-\x7e]{1,64}$/,
    wanted: 'the appKey of the payment service, such as MMMabc; the smart program’s own is clientId',
    needed: true,
  },
  platformKey: {
    fits: isKey,
    wanted: 'Baidu’s public key (平台公钥) of the payment service, in any form',
    needed: true,
  },
  unsafeSha1: {
    fits: [true],
    wanted: 'true: Baidu signs with SHA-1, which is broken, and nothing else; who takes it says so',
    needed: true,
  },
  unsafeShortPlatformKey: yesOrNo,
  privateKey: { fits: isKey, wanted: 'the merchant’s private key (开发者私钥) in any form, or a Signer' },
  clientId: { fits: /^[\x21-\x7e]{1,128}$/, wanted: 'the App Key of the smart program' },
  clientSecret: { fits: /^[\x21-\x7e]{1,128}$/, wanted: 'the App Secret of the smart program' },
  hosts: hostsRule,
  signedHosts: hostsRule,
  mock: yesOrNo,
  ...testRules,
} as const satisfies Record<string, Rule>

const perCall = 'It belongs to the call: createPayment(client, { …, notifyUrl }).'
const perClient = 'It belongs to createClient({ account, transport, … }).'

export const otherNames: OtherNames = {
  host: 'hosts',
  gateway: 'hosts',
  endpoint: 'hosts',
  baseurl: 'hosts',
  appid: 'The cashier asks for dealId and appKey; no call here has the appId.',
  pmappkey: 'appKey',
  payappkey: 'appKey',
  publickey: 'platformKey',
  platformpublickey: 'platformKey',
  rsapubkeystr: 'platformKey',
  rsaprikeystr: 'privateKey',
  rsaprivatekey: 'privateKey',
  appsecret: 'clientSecret',
  secret: 'clientSecret',
  secretkey: 'clientSecret',
  accesstoken: 'It is asked for with clientId and clientSecret, and kept.',
  signtype: 'Signatures are always RSA with SHA-1 here; nothing chooses another.',
  notifyurl: perCall,
  timeout: perClient,
  retry: perClient,
  transport: perClient,
}
