import type { Fault } from 'shroff/mock'
import type { Random } from './random.js'

/** What becomes of one request. */
export type Fate = {
  name: string
  /** No connection: no byte leaves. */
  refused?: true
  /** It never arrives. */
  lost?: true
  /** No answer to it ever arrives; the client gives up after its time-out. */
  unanswered?: true
  /** It arrives within ten minutes after its time-out. */
  late?: true
  /** Something on the way sends the same bytes again, up to ten minutes later. */
  resent?: true
  /** The provider answers so. */
  fault?: Fault
}

const fates: readonly (readonly [weight: number, fate: Fate])[] = [
  [2, { name: 'refused', refused: true }],
  [2, { name: 'lost', lost: true, unanswered: true }],
  [3, { name: 'answer lost', unanswered: true }],
  [4, { name: 'late', late: true, unanswered: true }],
  [1, { name: 'resent', resent: true }],
  [1, { name: 'reset', fault: 'reset-after' }],
  [1, { name: 'proxy page', fault: 'proxy-page' }],
  [1, { name: 'system error', fault: 'system-error-before' }],
  [1, { name: 'system error after the work', fault: 'system-error-after' }],
  [0.5, { name: 'unsigned', fault: 'unsigned' }],
  [0.5, { name: 'rate limit', fault: 'rate-limited' }],
]

/** What breaks: each with its weight in a hundred requests, times the weather; no weather, and nothing does. */
export function fateOf(random: Random, weather: number, isOut: boolean): Fate {
  const outage: Fate[] = [
    { name: 'refused', refused: true },
    { name: 'lost', lost: true, unanswered: true },
  ]
  if (isOut && weather > 0) return random.pick(outage)
  let left = random.next() * 100
  for (const [weight, fate] of fates) {
    left -= weight * weather
    if (left < 0) return fate
  }
  return { name: 'good' }
}
