import type { Clock } from './account.js'

/** How old, or how far ahead, the signed time of a message may be. */
export const windowSeconds = 300

/** How far a signed time is outside the window, as a sentence; undefined if it is within. Milliseconds since 1970. */
export function outsideWindow(clock: Clock, signedAt: number): string | undefined {
  const ahead = (signedAt - clock.now()) / 1000
  // Not `>=`: a clock of the caller's that tells no number must let nothing in.
  if (Math.abs(ahead) < windowSeconds) return undefined
  const words = `${Math.round(Math.abs(ahead))} s ${ahead > 0 ? 'in the future' : 'ago'}`
  return `The message was signed ${words}; allowed are ${windowSeconds} s.`
}

export const windowAdvice = 'It is an old message replayed, or a clock is wrong: compare this machine’s with NTP.'
