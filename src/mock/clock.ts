import type { Clock } from '../core/account.js'

/**
 * The mock's time. Waiting on it costs nothing: `sleep` moves it forward and returns. Those who wait at the same time wait
 * together, and wake in the order of their times.
 */
export type MockClock = Clock & {
  /** Moves the time forward. */
  advance(milliseconds: number): void
}

/** What only the mock itself does: a step as it would have gone at another time. It waits for nothing, so nobody sees that time. */
export type ShiftingClock = MockClock & { during<T>(time: number, step: () => T): T }

/** Stands still at `start` if that is given; otherwise it runs with the system's clock. */
export function createMockClock(start?: Date): ShiftingClock {
  let offset = 0
  let shifted: number | undefined
  const now = () => shifted ?? (start ? start.getTime() : Date.now()) + offset
  const advance = (milliseconds: number) => {
    if (!(milliseconds >= 0)) throw new RangeError('The mock clock only moves forward.')
    offset += milliseconds
  }
  const waiting = new Set<{ readonly until: number }>()
  const isFirst = (one: { until: number }) => [...waiting].every(({ until }) => one.until <= until)
  return {
    now,
    advance,
    during(time, step) {
      shifted = time
      try {
        return step()
      } finally {
        shifted = undefined
      }
    },
    async sleep(milliseconds, signal) {
      signal?.throwIfAborted()
      const one = { until: now() + milliseconds }
      waiting.add(one)
      try {
        do {
          // Let others take their turn, as during a real wait.
          await new Promise((resolve) => setTimeout(resolve, 0))
          signal?.throwIfAborted()
        } while (now() < one.until && !isFirst(one))
        advance(Math.max(0, one.until - now()))
      } finally {
        waiting.delete(one)
      }
    },
  }
}
