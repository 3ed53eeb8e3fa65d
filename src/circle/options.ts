import { hostsRule } from '../core/account.js'
import { isFunction, type OtherNames, type Rule, testRules, yesOrNo } from '../core/options.js'
import { certificateUrl, uuid } from './wire.js'

const areNamed = (value: unknown, pattern: RegExp) =>
  typeof value === 'object' && value !== null && Object.keys(value).every((name) => pattern.test(name))

export const optionRules = {
  apiKey: { fits: /^[\x21-\x7e]{8,512}$/, wanted: 'the API key of the console, without blanks' },
  sandbox: yesOrNo,
  hosts: hostsRule,
  merchantWalletId: { fits: /^\d{1,32}$/, wanted: 'the number of a wallet of yours, digits as a string' },
  notificationKeys: {
    fits: (value) => areNamed(value, uuid),
    wanted: 'an object of public keys by their ids, UUIDs in small letters',
  },
  refreshNotificationKeys: {
    fits: isFunction,
    wanted: 'a function that gives keys by their ids, such as fetchNotificationKey(transport)',
  },
  subscriptionIds: {
    fits: (value) =>
      Array.isArray(value) && value.length > 0 && value.every((id) => typeof id === 'string' && uuid.test(id)),
    wanted: 'a list of the ids of your webhook subscriptions, UUIDs in small letters',
  },
  clientId: { fits: uuid, wanted: 'the client id that notices have, a UUID in small letters' },
  topics: {
    fits: (value) =>
      Array.isArray(value) &&
      value.length > 0 &&
      value.every((topic) => /^arn:aws(-cn)?:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}$/.test(topic)),
    wanted: 'a list of Amazon’s names of Circle’s topics, arn:aws:sns:…',
  },
  signingCertificates: {
    fits: (value) => areNamed(value, certificateUrl),
    wanted: 'an object of Amazon’s certificates by their SigningCertURL',
  },
  refreshSigningCertificates: {
    fits: isFunction,
    wanted: 'a function that gives certificates by their addresses, such as fetchSigningCertificate(transport)',
  },
  mock: yesOrNo,
  ...testRules,
} as const satisfies Record<string, Rule>

const perClient = 'It belongs to createClient({ account, transport, … }).'
const signed = 'Circle takes no signature; the API key is all that it asks for.'

export const otherNames: OtherNames = {
  key: 'apiKey',
  token: 'apiKey',
  apitoken: 'apiKey',
  bearer: 'apiKey',
  secret: 'apiKey',
  entitysecret: 'It is of Circle Wallets; payments need an API key only.',
  privatekey: signed,
  signer: signed,
  environment: 'sandbox',
  issandbox: 'sandbox',
  host: 'hosts',
  baseurl: 'hosts',
  endpoint: 'hosts',
  walletid: 'merchantWalletId',
  masterwalletid: 'merchantWalletId',
  publickey: 'notificationKeys',
  publickeys: 'notificationKeys',
  topicarn: 'topics',
  idempotencykey: 'It is made of your own numbers: orderId, refundId, transferId, recipientId.',
  timeout: perClient,
  retry: perClient,
  transport: perClient,
}
