import { type Account, secretsOf } from './account.js'
import { configError } from './errors.js'
import type { Observe } from './observe.js'
import { type OtherNames, refuseUnknown } from './options.js'
import type { Transport } from './transport.js'

export type CreateClientParameters<A extends Account> = {
  account: A
  transport: Transport
  /** `attempts`: how often a repeatable call is tried in all, 1 to 10, default 3. Each try is signed afresh. */
  retry?: { attempts: number }
  /** The same as a client has it, so that `createClient({ ...client, transport })` keeps it; `retry` goes before it. */
  attempts?: number
  /** Milliseconds. `attempt`: for one try, default 10 000. `total`: for the call with all its tries, default 30 000. */
  timeout?: { attempt?: number; total?: number }
  /** Told about each stage of each call; see {@link ObserveEvent}. */
  observe?: Observe | undefined
}

/** Account, transport and policies: plain frozen data, the first argument of every action. */
export type Client<A extends Account = Account> = {
  readonly account: A
  readonly transport: Transport
  readonly attempts: number
  readonly timeout: { readonly attempt: number; readonly total: number }
  readonly observe: Observe | undefined
}

/** Options of a single call. */
export type CallOptions = {
  /** Ends the call, its waiting included. The outcome of what was already sent is then `unknown`. */
  signal?: AbortSignal
}

const tries = 'Say retry: { attempts }, the first try included.'
const otherNames: OtherNames = {
  retries: tries,
  fetch: 'Give it to the transport: fetchTransport({ fetch }).',
  baseurl: 'Addresses are the account’s: its option hosts.',
  logger: 'observe',
}

/**
 * Joins an account with a transport.
 *
 * @throws `CONFIG_INVALID` for an account that cannot sign, an option out of range, or one that there is not.
 * @example
 * const client = createClient({ account: wechatpay(credentials), transport: http() })
 */
export function createClient<A extends Account>(parameters: CreateClientParameters<A>): Client<A> {
  const { account, transport, retry, attempts: kept, timeout, observe } = parameters ?? {}
  if (!secretsOf(account)) {
    throw configError(
      'createClient was given something that is not an account.',
      'Pass what the provider’s own function made, not a copy of it: the keys are not among its members.',
    )
  }
  if (account.sends !== true) {
    throw configError(
      `createClient was given an account that can only receive: it lacks ${account.lacks}.`,
      'Make the account with it; what is read from a variable that is not set counts as left out.',
    )
  }
  if (typeof transport !== 'function') {
    throw configError(
      'createClient needs a transport, a function.',
      'Pass http() or fetchTransport(), with the brackets.',
    )
  }
  refuseUnknown(
    'createClient',
    parameters,
    ['account', 'transport', 'retry', 'attempts', 'timeout', 'observe'],
    otherNames,
  )
  if (retry !== undefined) refuseUnknown('createClient: retry', retry, ['attempts'], { limit: 'attempts' })
  if (timeout !== undefined) refuseUnknown('createClient: timeout', timeout, ['attempt', 'total'])
  const attempts = retry?.attempts ?? kept ?? 3
  const times = { attempt: timeout?.attempt ?? 10_000, total: timeout?.total ?? 30_000 }
  if (!Number.isInteger(attempts) || attempts < 1 || attempts > 10) {
    throw configError('retry.attempts must be an integer from 1 to 10.')
  }
  for (const [name, value] of Object.entries(times)) {
    if (typeof value !== 'number' || !(value > 0 && value <= 2 ** 31 - 1))
      throw configError(`timeout.${name} must be a positive number of milliseconds.`)
  }
  return Object.freeze({ account, transport, attempts, timeout: Object.freeze(times), observe })
}
