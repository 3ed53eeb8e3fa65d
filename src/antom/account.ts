import {
  type Account,
  type Clock,
  type ReceivingAccount,
  secretsOf,
  systemClock,
  systemRandomBytes,
  withSecrets,
} from '../core/account.js'
import { configError } from '../core/errors.js'
import { importPublicKey } from '../core/keys.js'
import { refuseMockKeys } from '../core/mock-keys.js'
import { once } from '../core/once.js'
import { checkOptions, withoutKey } from '../core/options.js'
import { rsaSha256 } from '../crypto/algorithms.js'
import type { KeyInput, PublicKey, Signer } from '../crypto/contract.js'
import { optionRules, otherNames } from './options.js'
import { hosts, sandboxPrefix, toSandbox } from './wire.js'

type Options = {
  /** `Client-Id` of the dashboard. One that begins with `SANDBOX_` is the sandbox's, whose paths are others. */
  clientId: string
  /** Antom's public key, as the dashboard shows it for this client id; not the merchant's own. */
  antomPublicKey: KeyInput
  /** `agent-token`: names the merchant when a partner acts for it. */
  agentToken?: string
  /** Where the contract is, which decides the host. Default `asia`. */
  region?: keyof typeof hosts
  /** `https://host` to call in its place, the primary first; plain http only on this machine, or with `mock`. */
  hosts?: readonly [string, ...string[]]
  /**
   * Path and query of the address that Antom calls for webhooks, which Antom signs. Give it where a proxy rewrites them on
   * the way, or where the framework does not hand over the address. Default: those of the webhook's own `url`.
   */
  notifyPath?: string
  /** This account is a mock gateway's; `credentials('antom')` says so. Default `false`. */
  mock?: boolean
  clock?: Clock
  randomBytes?: (length: number) => Uint8Array
}

export type AntomOptions = Options & {
  /** The merchant's private key in any form, bare Base64 included, or a {@link Signer}. */
  privateKey: KeyInput | Signer
  /** Which of the merchant's keys in the dashboard it is. Default `1`. */
  keyVersion?: string
}

export type AntomReceivingOptions = Options & { privateKey?: undefined; keyVersion?: undefined }

/** A merchant at Antom that can receive: no private key. */
export type AntomReceivingAccount = ReceivingAccount & {
  readonly provider: 'antom'
  readonly clientId: string
  /** Whether the client id is the sandbox's. */
  readonly sandbox: boolean
  readonly hosts: readonly string[]
  readonly notifyPath: string | undefined
  readonly keyVersion: string
}

/** A merchant at Antom that can receive and send. */
export type AntomAccount = AntomReceivingAccount & Account

export type AntomSecrets = {
  agentToken: string | undefined
  privateKey: KeyInput | Signer | undefined
  antomKey: () => Promise<PublicKey>
  /** As it was given. */
  antomPublicKey: KeyInput
  /** Refuses keys of the mock gateway's, once. */
  vet: () => Promise<void>
  signer?: Promise<Signer>
}

/**
 * Describes a merchant at Antom (Alipay+ and the other wallets behind it). Synchronous and without I/O: keys are imported at
 * first use, or by `ready`, which also proves that they are the right ones. Signatures are RSA with SHA-256, whatever a
 * message claims.
 *
 * @throws `CONFIG_INVALID` naming the option that is unknown, or cannot be right.
 * @see https://docs.antom.com/ac/ams/digital_signature
 * @example
 * const account = antom({ clientId, privateKey, antomPublicKey })
 */
export function antom(options: AntomOptions): AntomAccount
export function antom(options: AntomReceivingOptions): AntomReceivingAccount
// Once more: options of the type `any` take the first, `ReturnType` reads the last, and both should be what sends.
export function antom(options: AntomOptions): AntomAccount
export function antom(options: AntomOptions | AntomReceivingOptions): AntomReceivingAccount {
  checkOptions<AntomOptions>('antom', options, optionRules, otherNames)
  const { clientId, antomPublicKey, privateKey, agentToken, clock = systemClock } = options
  const vet = once(() => refuseMockKeys(account, { keys: { privateKey, antomPublicKey } }))
  const antomKey = once(() =>
    vet().then(() => importPublicKey(antomPublicKey, 'antomPublicKey: Antom’s public key', rsaSha256)),
  )
  const account: AntomReceivingAccount = {
    provider: 'antom',
    clientId,
    sandbox: clientId.startsWith(sandboxPrefix),
    hosts: Object.freeze([...(options.hosts ?? [hosts[options.region ?? 'asia']])]),
    notifyPath: options.notifyPath,
    keyVersion: options.keyVersion ?? '1',
    clock,
    randomBytes: options.randomBytes ?? systemRandomBytes,
    ...(options.mock && { mock: true }),
    ...(privateKey === undefined ? { lacks: withoutKey(options) } : { sends: true }),
  }
  return withSecrets(account, { agentToken, privateKey, antomKey, antomPublicKey, vet } satisfies AntomSecrets)
}

/** @throws `CONFIG_INVALID` for anything that `antom({...})` did not make. */
export function antomSecrets(account: AntomReceivingAccount): AntomSecrets {
  const held = secretsOf<AntomSecrets>(account)
  if (!held || account.provider !== 'antom')
    throw configError('This is not an Antom account.', 'Pass the result of antom({...}).')
  return held
}

/** The path that this account calls and signs. */
export const pathOf = ({ sandbox }: AntomReceivingAccount, path: string): string => (sandbox ? toSandbox(path) : path)
