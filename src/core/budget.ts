import type { Clock } from './account.js'
import type { Asking } from './keyring.js'

const minute = 60_000
/** Names are of bounded length; this many of them take less than a megabyte. */
const mostWaiting = 4096

/**
 * For keys that are asked for one by one, under names that anybody can make up: so many calls a minute and no more, one at a time
 * for a name. A name that there was no key for is not asked for again within 60 s. One that could not be asked for is remembered, and
 * when it comes again it may take what is kept back for such: so a real new key is delayed by a crowd of invented ones, and not lost.
 *
 * @param perMinute Calls in 60 s; a third of them is kept back.
 */
export function withinBudget(clock: Clock, perMinute: number): Asking {
  let asked: number[] = []
  const missing = new Map<string, number>()
  const waiting = new Set<string>()
  const underWay = new Map<string, Promise<boolean>>()
  // In both directions: a clock that is set back must not lock new keys out until it has caught up.
  const isRecent = (time: number) => Math.abs(clock.now() - time) < minute

  function mayAsk(name: string): boolean {
    asked = asked.filter(isRecent)
    for (const [other, time] of missing) if (!isRecent(time)) missing.delete(other)
    if (missing.has(name)) return false
    return asked.length < (waiting.has(name) ? perMinute : Math.ceil((perMinute * 2) / 3))
  }

  function wait(name: string): void {
    const [oldest] = waiting
    if (waiting.size >= mostWaiting) waiting.delete(oldest!)
    waiting.add(name)
  }

  async function ask(name: string, renew: () => Promise<boolean>): Promise<boolean> {
    asked.push(clock.now())
    try {
      const found = await renew()
      waiting.delete(name)
      if (!found) missing.set(name, clock.now())
      return found
    } catch (error) {
      // It was not said that there is none.
      wait(name)
      throw error
    } finally {
      underWay.delete(name)
    }
  }

  return async (name, renew) => {
    // Whichever there are is no question here.
    if (name === undefined) return
    const known = underWay.get(name)
    if (!known && !mayAsk(name)) {
      if (!missing.has(name)) wait(name)
      return
    }
    const asking = known ?? ask(name, renew)
    if (!known) underWay.set(name, asking)
    await asking
  }
}
