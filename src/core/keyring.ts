import type { KeyInput, PublicKey } from '../crypto/contract.js'
import type { Clock } from './account.js'

/** A provider's keys by serial or identifier, in any form. */
export type KeysBySerial = Readonly<Record<string, KeyInput>>

/** A key of an account by its option, as errors name it. */
export const platformKeyName = (serial: string): string => `platformKeys["${serial}"]`

/** The time for which a key may be used, in milliseconds since 1970, and the error for any other. */
export type Validity = { readonly from: number; readonly until: number; readonly refuse: (now: number) => Error }

export function mustBeValid(validity: Validity | undefined, now: number): void {
  // Not `<`: a clock of the caller's that tells no number must let nothing in.
  if (validity && !(now >= validity.from && now <= validity.until)) throw validity.refuse(now)
}

/** Finds the imported key with this serial; `undefined` if there is none. */
export type Keyring = {
  find(serial: string): Promise<PublicKey | undefined>
  serials(): string[]
  /** From when the key under this serial is valid; undefined for one that has no such time. */
  validFrom(serial: string): number | undefined
  /** Asks for newer keys, if there is a way to and the last time is long enough ago. */
  refresh(): Promise<void>
  input(serial: string): KeyInput | undefined
}

/**
 * Decides whether newer keys are asked for, now that there is none under `name`. `renew` asks, and says whether there is one then.
 * Without a name it is for whatever there is.
 */
export type Asking = (name: string | undefined, renew: () => Promise<boolean>) => Promise<void>

const minimumMillisecondsBetweenRefreshes = 60_000

/** One call at a time, at most one in 60 s whatever was asked for: where one answer has all the keys. */
function onceAMinute(clock: Clock): Asking {
  let askedAt = Number.NEGATIVE_INFINITY
  let asking: Promise<unknown> | undefined
  return async (_name, renew) => {
    // In both directions: a clock that is set back must not lock new keys out until it has caught up.
    if (!asking && Math.abs(clock.now() - askedAt) >= minimumMillisecondsBetweenRefreshes) {
      askedAt = clock.now()
      asking = renew().finally(() => {
        asking = undefined
      })
    }
    await asking
  }
}

/**
 * Keys imported once and kept. An unknown serial may ask `refresh` for newer keys, so seldom that forged messages cannot make us
 * hammer the provider.
 */
export function createKeyring(options: {
  keys: KeysBySerial
  clock: Clock
  load: (serial: string, input: KeyInput) => Promise<PublicKey>
  /** Read once, when a key comes in. */
  validity?: (serial: string, input: KeyInput) => Validity | undefined
  /** What a name can be; any other is not looked up. Default: digits, letters and `_`, 64 at most. */
  grammar?: RegExp
  /** Is told which key is wanted; undefined where it is whichever there are. */
  refresh?: ((name: string | undefined) => Promise<KeysBySerial>) | undefined
  /** Default: once in 60 s. */
  asking?: Asking
}): Keyring {
  const { grammar = /^[0-9A-Za-z_]{1,64}$/, asking = onceAMinute(options.clock) } = options
  // Under their canonical serials; the serial as given is what goes over the wire.
  const entries = new Map<string, { serial: string; input: KeyInput; validity: Validity | undefined }>()
  const add = (keys: KeysBySerial) => {
    for (const [serial, input] of Object.entries(keys)) {
      const name = canonicalSerial(serial)
      if (!entries.has(name)) entries.set(name, { serial, input, validity: options.validity?.(serial, input) })
    }
  }
  add(options.keys)
  const imported = new Map<string, Promise<PublicKey>>()

  const renew = async (name: string | undefined) => {
    add(await options.refresh!(name))
    return name !== undefined && entries.has(name)
  }
  const refresh = async (name?: string) => {
    if (options.refresh) await asking(name, () => renew(name))
  }

  return {
    refresh: () => refresh(),
    validFrom: (serial) => entries.get(canonicalSerial(serial))?.validity?.from,
    serials: () => [...entries.values()].map(({ serial }) => serial),
    input: (serial) => entries.get(canonicalSerial(serial))?.input,
    async find(serial) {
      if (!grammar.test(serial)) return undefined
      const name = canonicalSerial(serial)
      if (!entries.has(name)) await refresh(name)
      const entry = entries.get(name)
      if (entry === undefined) return undefined
      // At each use: a process may outlive a certificate.
      mustBeValid(entry.validity, options.clock.now())
      const known = imported.get(name)
      // Awaited here: a promise that an async function returns takes two turns more.
      if (known) return await known
      const loading = options.load(entry.serial, entry.input)
      imported.set(name, loading)
      // Not kept, so that a passing failure may pass.
      loading.catch(() => imported.delete(name))
      return loading
    },
  }
}

/** Tools disagree on whether a hexadecimal serial keeps its leading zeros, and on its case. */
const canonicalSerial = (serial: string) =>
  /^[0-9A-Fa-f]+$/.test(serial) ? serial.toUpperCase().replace(/^0+(?=.)/, '') : serial
