import { type Account, type Clock, secretsOf, systemClock, systemRandomBytes, withSecrets } from '../core/account.js'
import { configError } from '../core/errors.js'
import { once } from '../core/once.js'
import { checkOptions } from '../core/options.js'
import { accountOf } from './address.js'
import { optionRules, otherNames } from './options.js'
import { mockAddress, networks, type XrplNetwork } from './wire.js'

export type XrplOptions = {
  /** The classic address (`r…`) that payers send to. Any account of yours; its key stays where it is. */
  address: string
  /** Default `mainnet`. */
  network?: XrplNetwork
  /**
   * `https://host` of the servers to ask, the primary first; plain http only on this machine. Name two operators at least. Default:
   * public ones of the network, of which there is but one on `testnet` and on `devnet`.
   */
  hosts?: readonly [string, ...string[]]
  /**
   * How many servers must tell the same of a payment. `1`: the first that answers is believed. `2`: one that lies cannot make an
   * order paid, and needs two `hosts` at least. Default `1`.
   */
  confirmWith?: 1 | 2
  /** This account is a mock gateway's; `credentials('xrpl')` says so. Default `false`. */
  mock?: boolean
  clock?: Clock
  randomBytes?: (length: number) => Uint8Array
}

/** An account on the XRP Ledger, as it is watched. There is no key in it. */
export type XrplAccount = Account & {
  readonly provider: 'xrpl'
  readonly address: string
  readonly network: XrplNetwork
  readonly hosts: readonly string[]
  readonly confirmWith: 1 | 2
}

/** Nothing secret: what is worked out once. */
export type XrplSecrets = { accountBytes: () => Promise<Uint8Array> }

/**
 * Describes an account on the XRP Ledger that receives payments. Synchronous and without I/O. It takes no key: who watches cannot
 * move money.
 *
 * @throws `CONFIG_INVALID` naming the option that is unknown, or cannot be right.
 * @see https://xrpl.org/docs/concepts/transactions/source-and-destination-tags
 * @example
 * const account = xrpl({ address: 'r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59', confirmWith: 2 })
 */
export function xrpl(options: XrplOptions): XrplAccount {
  checkOptions<XrplOptions>('xrpl', options, optionRules, otherNames)
  const { address, network = 'mainnet', confirmWith = 1, mock = false } = options
  // By their origins: one host may be written in several ways.
  const origins = (options.hosts ?? networks[network].hosts).map((host) => new URL(host).origin)
  const hosts = Object.freeze([...new Set(origins)])
  if (hosts.length < confirmWith)
    throw configError('xrpl: confirmWith 2 needs two hosts.', 'Give hosts of two operators: one would confirm itself.')
  if (address === mockAddress && !mock)
    throw configError(
      'xrpl: address is the mock gateway’s, of which nobody has the key: what is sent there is lost.',
      'Give the address of your own account.',
    )
  const accountBytes = once(async () => {
    const bytes = await accountOf(address)
    if (bytes) return bytes
    throw configError('xrpl: address has a letter wrong: its check does not fit.', 'Copy it again, whole.')
  })
  const account: XrplAccount = {
    provider: 'xrpl',
    address,
    network,
    hosts,
    confirmWith,
    clock: options.clock ?? systemClock,
    randomBytes: options.randomBytes ?? systemRandomBytes,
    ...(mock && { mock: true }),
    sends: true,
  }
  return withSecrets(account, { accountBytes } satisfies XrplSecrets)
}

/** The 20 bytes behind the address. @throws `CONFIG_INVALID` for a mistyped one, and for what `xrpl({...})` did not make. */
export function accountBytesOf(account: XrplAccount): Promise<Uint8Array> {
  const held = secretsOf<XrplSecrets>(account)
  if (!held || account.provider !== 'xrpl')
    throw configError('This is not an XRPL account.', 'Pass the result of xrpl({...}).')
  return held.accountBytes()
}
