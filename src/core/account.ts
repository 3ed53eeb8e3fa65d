import { isLoopback } from './loopback.js'
import type { Rule } from './options.js'

/** Time as the library sees it. Pass your own to freeze or move it in a test. */
export type Clock = {
  /** Milliseconds since 1970, as `Date.now()`. */
  now(): number
  /** Resolves after so many milliseconds, or rejects with `signal.reason`. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>
}

/** What every provider's account has. Plain frozen data: it prints, logs and serialises without a secret. */
export type ReceivingAccount = {
  readonly provider: string
  /** This account is a mock gateway's: it alone takes the keys that everybody has. Absent on all others. */
  readonly mock?: true
  /** What it would need to send, in words; absent on an account that can. */
  readonly lacks?: string
  readonly clock: Clock
  /** Source of nonces; cryptographically strong unless a test passes its own. */
  readonly randomBytes: (length: number) => Uint8Array
}

/** An account that can send. Only this one makes a client. */
export type Account = ReceivingAccount & { readonly sends: true }

// Symbol.for: an account made by the CommonJS copy of the package must work with the ES module copy.
const secrets = Symbol.for('shroff.secrets')

/** Freezes an account with its secrets behind a function, where neither JSON, `inspect` nor a spread finds them. */
export function withSecrets<A extends ReceivingAccount, S>(account: A, held: S): A {
  Object.defineProperty(account, secrets, { value: () => held })
  return Object.freeze(account)
}

/** What {@link withSecrets} put away, or undefined for something that is not an account. */
export function secretsOf<S>(account: ReceivingAccount): S | undefined {
  return (account as unknown as { [secrets]?: () => S })?.[secrets]?.()
}

/** Whether it is `https://host` and nothing more, a port aside. Plain http only on this machine, or to a mock. */
const isHost = (value: unknown, mock: boolean): boolean =>
  typeof value === 'string' &&
  /^https?:\/\/[^/\\?#@\s]*[^/\\?#@\s:]$/.test(value) &&
  URL.canParse(value) &&
  (mock || value.startsWith('https:') || isLoopback(value))

/** The rule of the option `hosts` of every account. */
export const hostsRule: Rule = {
  fits: (value, { mock } = {}) =>
    Array.isArray(value) && value.length > 0 && value.every((host) => isHost(host, mock === true)),
  wanted: 'a list of one or more `https://host` without a path; plain http only on this machine, or with `mock: true`',
}

export const systemRandomBytes = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length))

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      const stop = () => {
        clearTimeout(timer)
        reject(signal?.reason)
      }
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', stop)
        resolve()
      }, milliseconds)
      signal?.addEventListener('abort', stop, { once: true })
    }),
}
