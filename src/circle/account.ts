import {
  type Account,
  type Clock,
  type ReceivingAccount,
  secretsOf,
  systemClock,
  systemRandomBytes,
  withSecrets,
} from '../core/account.js'
import { withinBudget } from '../core/budget.js'
import { configError } from '../core/errors.js'
import { createKeyring, type Keyring, type KeysBySerial } from '../core/keyring.js'
import { importPublicKey } from '../core/keys.js'
import { refuseMockKeys } from '../core/mock-keys.js'
import { once } from '../core/once.js'
import { checkOptions } from '../core/options.js'
import { ecdsaP256, rsaSha256 } from '../crypto/algorithms.js'
import { optionRules, otherNames } from './options.js'
import { certificateUrl, hosts, topics, uuid } from './wire.js'

type Options = {
  /** Circle's sandbox in place of production. Default `false`. */
  sandbox?: boolean
  /** `https://host` to call in its place, the primary first; plain http only on this machine, or with `mock`. */
  hosts?: readonly [string, ...string[]]
  /** The wallet that payments come to and payouts go from, digits. Default: Circle's choice, the master wallet; continuous intents need one. */
  merchantWalletId?: string
  /** The keys that Circle signs webhooks with, by their ids (`X-Circle-Key-Id`). Default: none, each is asked for when it first comes. */
  notificationKeys?: KeysBySerial
  /** `subscriptionId`s of your webhooks. What comes for another is refused: Circle's keys sign for all merchants. Default: any. */
  subscriptionIds?: readonly [string, ...string[]]
  /** `clientId` in the notices that Amazon SNS carries. What comes for another is refused. Default: any. */
  clientId?: string
  /** `TopicArn`s of the notices that Amazon SNS carries. Default: Circle's two of this environment. */
  topics?: readonly [string, ...string[]]
  /** Amazon's certificates by their `SigningCertURL`. Default: none, each is asked for when it first comes. */
  signingCertificates?: KeysBySerial
  /** Asked for a certificate whose address is unknown, 6 times a minute at most: `fetchSigningCertificate(transport)`, or your own. */
  refreshSigningCertificates?: (account: CircleReceivingAccount, url: string) => Promise<KeysBySerial>
  /** This account is a mock gateway's; `credentials('circle')` says so. Default `false`. */
  mock?: boolean
  clock?: Clock
  randomBytes?: (length: number) => Uint8Array
}

export type CircleOptions = Options & {
  /** The API key of the console. Whoever has it can move all money of the account. */
  apiKey: string
  /** Asked for a key whose id is unknown, 6 times a minute at most: `fetchNotificationKey(transport)`, or your own. */
  refreshNotificationKeys?: (account: CircleAccount, keyId: string) => Promise<KeysBySerial>
}

export type CircleReceivingOptions = Options & {
  apiKey?: undefined
  /** Asked for a key whose id is unknown, 6 times a minute at most: by a process that has the API key, say. */
  refreshNotificationKeys?: (account: CircleReceivingAccount, keyId: string) => Promise<KeysBySerial>
}

/** A merchant at Circle that can receive: no API key. */
export type CircleReceivingAccount = ReceivingAccount & {
  readonly provider: 'circle'
  readonly sandbox: boolean
  readonly hosts: readonly string[]
  readonly merchantWalletId: string | undefined
  readonly subscriptionIds: readonly string[] | undefined
  readonly clientId: string | undefined
  readonly topics: readonly string[]
}

/** A merchant at Circle that can receive and send. */
export type CircleAccount = CircleReceivingAccount & Account

export type CircleSecrets = {
  apiKey: string | undefined
  /** Circle's own keys, by their ids. */
  keyring: Keyring
  /** Amazon's, by the addresses of their certificates. */
  certificates: Keyring
  /** Refuses keys of the mock gateway's, once. */
  vet: () => Promise<void>
}

/**
 * Describes a merchant at Circle (payments in USDC and EURC). Synchronous and without I/O. Calls are authorised by the API key and
 * not signed, and nor are answers: what vouches for those is the connection to Circle's host. Webhooks are signed.
 *
 * @throws `CONFIG_INVALID` naming the option that is unknown, or cannot be right.
 * @see https://developers.circle.com/circle-mint/getting-started-with-the-circle-apis
 * @example
 * const account = circle({ apiKey, refreshNotificationKeys: fetchNotificationKey(http()) })
 */
export function circle(options: CircleOptions): CircleAccount
export function circle(options: CircleReceivingOptions): CircleReceivingAccount
// Once more: options of the type `any` take the first, `ReturnType` reads the last, and both should be what sends.
export function circle(options: CircleOptions): CircleAccount
export function circle(options: CircleOptions | CircleReceivingOptions): CircleReceivingAccount {
  checkOptions<CircleOptions>('circle', options, optionRules, otherNames)
  const { apiKey, sandbox = false, clock = systemClock, notificationKeys = {}, signingCertificates = {} } = options
  const { refreshNotificationKeys: refreshKeys, refreshSigningCertificates: refreshCertificates } = options
  const account: CircleReceivingAccount = {
    provider: 'circle',
    sandbox,
    hosts: Object.freeze([...(options.hosts ?? [hosts[sandbox ? 'sandbox' : 'production']])]),
    merchantWalletId: options.merchantWalletId,
    subscriptionIds: options.subscriptionIds && Object.freeze([...options.subscriptionIds]),
    clientId: options.clientId,
    topics: Object.freeze([...(options.topics ?? topics[sandbox ? 'sandbox' : 'production'])]),
    clock,
    randomBytes: options.randomBytes ?? systemRandomBytes,
    ...(options.mock && { mock: true }),
    ...(apiKey === undefined
      ? { lacks: Object.hasOwn(options, 'apiKey') ? 'apiKey (given, but not set)' : 'apiKey' }
      : { sends: true }),
  }
  const vet = once(() => refuseMockKeys(account, { secrets: { apiKey } }))
  const keyring = createKeyring({
    keys: notificationKeys,
    clock,
    grammar: uuid,
    asking: withinBudget(clock, perMinute),
    async load(keyId, key) {
      const name = `notificationKeys[${keyId}]`
      const imported = await importPublicKey(key, `${name}: a public key of Circle’s`, ecdsaP256)
      // In the one form that it is known by.
      await refuseMockKeys(account, { keys: { [name]: ecdsaP256.curve.publicKey(key, name) } })
      return imported
    },
    refresh: refreshKeys && ((keyId) => refreshKeys(account as CircleAccount, keyId!)),
  })
  const certificates = createKeyring({
    keys: signingCertificates,
    clock,
    grammar: certificateUrl,
    asking: withinBudget(clock, perMinute),
    async load(url, certificate) {
      await refuseMockKeys(account, { keys: { signingCertificates: certificate } })
      return importPublicKey(certificate, `signingCertificates[${url}]: Amazon’s certificate`, rsaSha256)
    },
    refresh: refreshCertificates && ((url) => refreshCertificates(account, url!)),
  })
  return withSecrets(account, { apiKey, keyring, certificates, vet } satisfies CircleSecrets)
}

/** Keys and certificates that anybody can make us ask for. */
const perMinute = 6

/** @throws `CONFIG_INVALID` for anything that `circle({...})` did not make. */
export function circleSecrets(account: CircleReceivingAccount): CircleSecrets {
  const held = secretsOf<CircleSecrets>(account)
  if (!held || account.provider !== 'circle')
    throw configError('This is not a Circle account.', 'Pass the result of circle({...}).')
  return held
}
