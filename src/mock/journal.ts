import type { WireReply, WireRequest } from '../core/transport.js'
import type { Fault } from './faults.js'

/** One thing that happened at the gateway, for assertions. */
export type JournalEntry = {
  /** Milliseconds since 1970, by the mock's clock. */
  readonly at: number
  readonly provider: string
} & (
  | { readonly kind: 'request'; readonly request: WireRequest; readonly reply?: WireReply; readonly fault?: Fault }
  | { readonly kind: 'control'; readonly control: string; readonly about: string }
  | { readonly kind: 'webhook'; readonly id: string; readonly attempt: number; readonly status: number }
)

export type Journal = { readonly entries: JournalEntry[]; write(entry: JournalEntry): void }

/** Keeps the last `limit` entries. */
export function createJournal(limit: number): Journal {
  const entries: JournalEntry[] = []
  return {
    entries,
    write(entry) {
      entries.push(entry)
      if (entries.length > limit) entries.shift()
    },
  }
}
