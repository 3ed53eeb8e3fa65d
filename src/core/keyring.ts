import type { KeyInput, PublicKey } from '../crypto/contract.js'
import type { Clock } from './account.js'

/** A provider's keys by serial or identifier, in any form. */
export type KeysBySerial = Readonly<Record<string, KeyInput>>

/** Finds the imported key with this serial; `undefined` if there is none. */
export type Keyring = {
  find(serial: string): Promise<PublicKey | undefined>
  serials(): string[]
  input(serial: string): KeyInput | undefined
}

const minimumMillisecondsBetweenRefreshes = 60_000

/**
 * Keys imported once and kept. An unknown serial may ask `refresh` for newer keys: one refresh at a time, at most one
 * in 60 s whatever serial was asked for, so that forged messages cannot make us hammer the provider.
 */
export function createKeyring(options: {
  keys: KeysBySerial
  clock: Clock
  load: (serial: string, input: KeyInput) => Promise<PublicKey>
  refresh?: (() => Promise<KeysBySerial>) | undefined
}): Keyring {
  // Under their canonical serials; the serial as given is what goes over the wire.
  const entries = new Map<string, { serial: string; input: KeyInput }>()
  const add = (keys: KeysBySerial) => {
    for (const [serial, input] of Object.entries(keys)) {
      const name = canonicalSerial(serial)
      if (!entries.has(name)) entries.set(name, { serial, input })
    }
  }
  add(options.keys)
  const imported = new Map<string, Promise<PublicKey>>()
  let refreshedAt = Number.NEGATIVE_INFINITY
  let refreshing: Promise<void> | undefined

  const renew = async () => add(await options.refresh!())

  return {
    serials: () => [...entries.values()].map(({ serial }) => serial),
    input: (serial) => entries.get(canonicalSerial(serial))?.input,
    async find(serial) {
      if (!/^[0-9A-Za-z_]{1,64}$/.test(serial)) return undefined
      const name = canonicalSerial(serial)
      if (!entries.has(name) && options.refresh) {
        if (!refreshing && options.clock.now() - refreshedAt >= minimumMillisecondsBetweenRefreshes) {
          refreshedAt = options.clock.now()
          refreshing = renew().finally(() => {
            refreshing = undefined
          })
        }
        await refreshing
      }
      const entry = entries.get(name)
      if (entry === undefined) return undefined
      const known = imported.get(name) ?? options.load(entry.serial, entry.input)
      imported.set(name, known)
      // Not kept: a certificate that is not valid yet will be.
      known.catch(() => imported.delete(name))
      return known
    },
  }
}

/** Tools disagree on whether a hexadecimal serial keeps its leading zeros, and on its case. */
const canonicalSerial = (serial: string) =>
  /^[0-9A-Fa-f]+$/.test(serial) ? serial.toUpperCase().replace(/^0+(?=.)/, '') : serial
