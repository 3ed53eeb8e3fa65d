import { hostsRule } from '../core/account.js'
import { type OtherNames, type Rule, testRules, yesOrNo } from '../core/options.js'

export const optionRules = {
  clientId: {
    fits: /^[\x21-\x7e]{1,256}$/,
    wanted: 'the client id of a set of API credentials, without blanks',
    needed: true,
  },
  clientSecret: {
    fits: /^[\x21-\x7e]{8,512}$/,
    wanted: 'the client secret that belongs to clientId, without blanks',
    needed: true,
  },
  tenantId: {
    fits: /^[\w.-]{1,128}$/,
    wanted: 'the tenant id that Ripple has given you: what follows the last colon of the audience',
    needed: true,
  },
  sandbox: yesOrNo,
  hosts: hostsRule,
  mock: yesOrNo,
  ...testRules,
} as const satisfies Record<string, Rule>

const perClient = 'It belongs to createClient({ account, transport, … }).'
const token = 'It is asked for, kept and renewed by itself: give clientId, clientSecret and tenantId.'

export const otherNames: OtherNames = {
  id: 'clientId',
  secret: 'clientSecret',
  tenant: 'tenantId',
  audience: 'It is made of tenantId and sandbox; give what follows its last colon as tenantId.',
  token,
  accesstoken: token,
  bearer: token,
  apikey: 'Ripple Payments has none: give clientId and clientSecret.',
  granttype: 'It is always client_credentials.',
  environment: 'sandbox',
  test: 'sandbox',
  uat: 'sandbox',
  host: 'hosts',
  baseurl: 'hosts',
  endpoint: 'hosts',
  timeout: perClient,
  retry: perClient,
  transport: perClient,
}
