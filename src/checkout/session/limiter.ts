import type { Clock } from '../../core/account.js'

/** Calls within a minute, by whatever names the caller; each process counts for itself. Gives the seconds to wait, 0 for none. */
export type Limiter = (name: string, most: number) => number

const minute = 60_000
const mostNames = 10_000

export function limiter(clock: Clock): Limiter {
  const counts = new Map<string, { since: number; count: number }>()
  return (name, most) => {
    const now = clock.now()
    let entry = counts.get(name)
    if (!entry || now - entry.since >= minute) {
      counts.delete(name)
      entry = { since: now, count: 0 }
      counts.set(name, entry)
      // The oldest first: what was counted long ago is over.
      if (counts.size > mostNames) counts.delete(counts.keys().next().value!)
    }
    entry.count += 1
    return entry.count > most ? Math.ceil((entry.since + minute - now) / 1000) : 0
  }
}
