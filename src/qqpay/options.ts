import { hostsRule } from '../core/account.js'
import { type OtherNames, type Rule, testRules, yesOrNo } from '../core/options.js'

export const optionRules = {
  merchantId: {
    fits: /^\d{1,32}$/,
    wanted: 'the merchant number (mch_id), digits as a string such as 1900000109',
    needed: true,
  },
  apiKey: {
    fits: /^[\x21-\x7e]{16,128}$/,
    wanted: 'the API key of the merchant console (API密钥), 16 to 128 ASCII characters',
    needed: true,
  },
  appId: { fits: /^\w{1,32}$/, wanted: 'the app id of the QQ open platform, such as 1007033799' },
  appKey: { fits: /^[\x21-\x7e]{1,128}$/, wanted: 'the app key of the QQ open platform, which is another than apiKey' },
  operatorId: { fits: /^\w{1,32}$/, wanted: 'the operator (op_user_id), as a string' },
  operatorPassword: {
    fits: /^[\x20-\x7e]{1,128}$/,
    wanted: 'the operator’s password as it is typed, not its MD5',
  },
  hosts: hostsRule,
  certificateHosts: hostsRule,
  mock: yesOrNo,
  ...testRules,
} as const satisfies Record<string, Rule>

const perCall = 'It belongs to the call: createPayment(client, { …, notifyUrl }).'
const perClient = 'It belongs to createClient({ account, transport, … }).'
const ofTransport = 'It belongs to the transport: nodeTransport({ clientCertificate }) of shroff/node.'

export const otherNames: OtherNames = {
  host: 'hosts',
  gateway: 'hosts',
  endpoint: 'hosts',
  baseurl: 'hosts',
  mchid: 'merchantId',
  mch: 'merchantId',
  bargainorid: 'merchantId',
  key: 'apiKey',
  mchkey: 'apiKey',
  secret: 'apiKey',
  appsecret: 'appKey',
  opuserid: 'operatorId',
  opuserpasswd: 'operatorPassword',
  opuserpassword: 'operatorPassword',
  signtype: 'Signatures are always MD5 here; nothing chooses another.',
  cert: ofTransport,
  certificate: ofTransport,
  pfx: ofTransport,
  p12: ofTransport,
  clientcertificate: ofTransport,
  notifyurl: perCall,
  timeout: perClient,
  retry: perClient,
  transport: perClient,
}
