import type { Clock } from 'shroff'

/** The mock's time, for who holds a lease: what waits for another holder goes on at once, and nothing takes so long that a lease is lost. */
export const leaseClock = ({ clock }: { clock: Clock }): Clock => ({
  now: clock.now,
  sleep: (milliseconds, signal) =>
    milliseconds < 1000 ? new Promise<void>((resolve) => setImmediate(resolve)) : untilAborted(signal!),
})

const untilAborted = (signal: AbortSignal) =>
  new Promise<void>((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
