import { hostsRule } from '../core/account.js'
import { isKey, type OtherNames, type Rule, testRules, yesOrNo } from '../core/options.js'
import { hosts } from './wire.js'

export const optionRules = {
  clientId: {
    fits: /^[\w-]{1,64}$/,
    wanted: 'the client id of the dashboard, SANDBOX_… in the sandbox',
    needed: true,
  },
  privateKey: { fits: isKey, wanted: 'the merchant’s private key in any form, or a Signer' },
  antomPublicKey: { fits: isKey, wanted: 'Antom’s public key in any form', needed: true },
  keyVersion: { fits: /^\d{1,9}$/, wanted: "the version of the key in the dashboard, digits as a string such as '1'" },
  agentToken: { fits: /^[\x21-\x7e]{48,128}$/, wanted: 'the token of the merchant whom a partner acts for' },
  region: { fits: Object.keys(hosts), wanted: "'asia', 'north-america' or 'europe'" },
  hosts: hostsRule,
  notifyPath: {
    fits: /^\/[^\s#]*$/,
    wanted: 'path and query of the address that Antom calls, such as /antom/notify',
  },
  mock: yesOrNo,
  ...testRules,
} as const satisfies Record<string, Rule>

const perCall = 'It belongs to the call: createPayment(client, { …, notifyUrl, returnUrl }).'
const perClient = 'It belongs to createClient({ account, transport, … }).'

export const otherNames: OtherNames = {
  host: 'hosts',
  gateway: 'hosts',
  gatewayurl: 'hosts',
  endpoint: 'hosts',
  endpointurl: 'hosts',
  baseurl: 'hosts',
  merchantprivatekey: 'privateKey',
  alipaypublickey: 'antomPublicKey',
  publickey: 'antomPublicKey',
  sandbox: 'The client id says it: SANDBOX_… is the sandbox’s.',
  issandbox: 'The client id says it: SANDBOX_… is the sandbox’s.',
  signtype: 'Signatures are always RSA256; nothing chooses another.',
  algorithm: 'Signatures are always RSA256; nothing chooses another.',
  notifyurl: perCall,
  paymentnotifyurl: perCall,
  returnurl: perCall,
  timeout: perClient,
  retry: perClient,
  transport: perClient,
}
