import { configError } from './errors.js'

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

/** Whether it is `https://host` and nothing more, a port aside. Plain http only on this machine, for a mock. */
const isHost = (value: unknown): boolean =>
  typeof value === 'string' &&
  /^(https:\/\/[^/\\?#@\s]+|http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?)$/.test(value) &&
  URL.canParse(value)

/** The addresses that an account calls, frozen. @throws `CONFIG_INVALID` for one that is not `https://host`, or for none. */
export function hostsOf(provider: string, given: unknown, usual: readonly string[]): readonly string[] {
  const hosts = given ?? usual
  if (Array.isArray(hosts) && hosts.length > 0 && hosts.every(isHost)) return Object.freeze([...hosts])
  throw configError(
    `${provider}: hosts must be a list of one or more \`https://host\` without a path; plain http only on this machine.`,
  )
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
