import type { WireReply, WireRequest } from '../core/transport.js'
import type { Evidence } from './evidence.js'
import type { Fault } from './faults.js'

/** One thing that happened at the gateway, for assertions. */
export type JournalEntry = {
  /** Milliseconds since 1970, by the mock's clock. */
  readonly at: number
  readonly provider: string
} & (
  | {
      readonly kind: 'request'
      readonly request: WireRequest
      readonly reply?: WireReply
      readonly fault?: Fault
      /** What was checked and signed. Absent where no answer was made, and for pages that a payer opens. */
      readonly evidence?: Evidence
    }
  | { readonly kind: 'control'; readonly control: string; readonly about: string }
  | {
      readonly kind: 'webhook'
      readonly id: string
      readonly attempt: number
      readonly status: number
      /** What was delivered, and which text is signed in it. */
      readonly request?: WireRequest
      readonly evidence?: Evidence
      /** What the merchant's handler said to it. Absent where it threw. */
      readonly answer?: string
    }
)

export type Journal = {
  readonly entries: JournalEntry[]
  /** How many there were so far: the number of the newest. */
  readonly written: number
  write(entry: JournalEntry): void
  /** Tells of a change that is no entry: the clock's, or a fault's that waits. */
  touch(): void
  /** Called after each entry and change; gives what ends that. */
  listen(heard: () => void): () => void
}

/** Keeps the last `limit` entries. */
export function createJournal(limit: number): Journal {
  const entries: JournalEntry[] = []
  const listeners = new Set<() => void>()
  let written = 0
  const touch = () => {
    for (const heard of listeners) heard()
  }
  return {
    entries,
    get written() {
      return written
    },
    write(entry) {
      entries.push(entry)
      written += 1
      if (entries.length > limit) entries.shift()
      touch()
    },
    touch,
    listen(heard) {
      listeners.add(heard)
      return () => void listeners.delete(heard)
    },
  }
}
