import type { Clock } from '../core/account.js'

/** The mock's time. Waiting on it costs nothing: `sleep` moves it forward and returns. */
export type MockClock = Clock & {
  /** Moves the time forward. */
  advance(milliseconds: number): void
}

/** Stands still at `start` if that is given; otherwise it runs with the system's clock. */
export function createMockClock(start?: Date): MockClock {
  let offset = 0
  const now = () => (start ? start.getTime() : Date.now()) + offset
  const advance = (milliseconds: number) => {
    if (!(milliseconds >= 0)) throw new RangeError('The mock clock only moves forward.')
    offset += milliseconds
  }
  return {
    now,
    advance,
    async sleep(milliseconds, signal) {
      signal?.throwIfAborted()
      advance(milliseconds)
      // Let others take their turn, as during a real wait.
      await new Promise((resolve) => setTimeout(resolve, 0))
      signal?.throwIfAborted()
    },
  }
}
