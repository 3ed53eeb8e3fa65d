/** A clock that is moved by hand: what sleeps wakes when its time has come, and nothing waits for real. */
export function handClock(start: number) {
  let time = start
  const sleepers = new Set<{ at: number; wake: () => void }>()
  const turn = () => new Promise((resolve) => setImmediate(resolve))
  return {
    now: () => time,
    get sleeping() {
      return sleepers.size
    },
    sleep: (milliseconds: number, signal?: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason)
        const sleeper = {
          at: time + milliseconds,
          wake() {
            sleepers.delete(sleeper)
            resolve()
          },
        }
        sleepers.add(sleeper)
        signal?.addEventListener('abort', () => {
          sleepers.delete(sleeper)
          reject(signal.reason)
        })
      }),
    /** Moves it, wakes who is due, and lets them run. */
    async pass(milliseconds: number) {
      time += milliseconds
      for (const sleeper of [...sleepers]) if (sleeper.at <= time) sleeper.wake()
      for (let turns = 0; turns < 5; turns += 1) await turn()
    },
    /** Lets everything run until this holds; throws where it never does. */
    async until(holds: () => boolean) {
      for (let turns = 0; turns < 10_000; turns += 1) {
        if (holds()) return
        await turn()
      }
      throw new Error('it never came to that')
    },
  }
}
