import { notSent, type Transport, type WireReply, type WireRequest } from 'shroff'
import { failNext, type MockGateway } from 'shroff/mock'
import type { Random } from './random.js'
import type { Process, Scheduler } from './scheduler.js'

const second = 1000
const minute = 60 * second

/** Faults of the mock's own: each is one of every provider's. */
const faults = [
  'reset-after',
  'proxy-page',
  'system-error-before',
  'system-error-after',
  'rate-limited',
  'unavailable',
] as const

/** What becomes of a request: each with its weight in a hundred, times the weather. */
const fates = [
  [3, 'refused'],
  [3, 'lost'],
  [4, 'answer lost'],
  [5, 'late'],
  [3, 'resent'],
  ...faults.map((fault) => [fault.startsWith('r') && fault !== 'reset-after' ? 1 : 2, fault] as const),
] as const
type Fate = (typeof fates)[number][1] | 'good'
const isFault = (fate: Fate): fate is (typeof faults)[number] => (faults as readonly string[]).includes(fate)

type Parameters = {
  random: Random
  scheduler: Scheduler
  mock: MockGateway
  provider: string
  /** Runs before each request that arrives. */
  arriving?: (isCalm: boolean) => void
}

/** The network between a shop's processes and one provider of a mock, and what happens on it; the seed decides all of it. */
export function createNetwork({ random, scheduler, mock, provider, arriving = () => {} }: Parameters) {
  const weather = random.pick([0.5, 1, 2, 4])
  const state = { calm: false, counts: new Map<string, number>() }
  const count = (what: string) => state.counts.set(what, (state.counts.get(what) ?? 0) + 1)

  function fateOf(): Fate {
    let left = random.next() * 100
    if (!state.calm)
      for (const [weight, fate] of fates) {
        left -= weight * weather
        if (left < 0) return fate
      }
    return 'good'
  }

  async function handle(request: WireRequest, fate: Fate): Promise<{ reply?: WireReply; error?: unknown }> {
    if (isFault(fate)) failNext(mock, { provider, fault: fate })
    arriving(state.calm)
    return mock.transport(request, { signal: new AbortController().signal }).then(
      (reply) => ({ reply }),
      (error: unknown) => ({ error }),
    )
  }

  const transportOf =
    (process: Process): Transport =>
    (request) => {
      const fate = fateOf()
      if (fate !== 'good') count(fate)
      if (fate === 'refused')
        return process.step(50, () => {
          throw notSent(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }))
        })
      return process.wait((resume) => {
        const isUnanswered = fate === 'lost' || fate === 'answer lost' || fate === 'late'
        if (isUnanswered)
          scheduler.later(10 * second, () =>
            resume(() => {
              throw new DOMException('no answer', 'TimeoutError')
            }),
          )
        if (fate === 'lost') return
        if (fate === 'resent')
          scheduler.later(random.between(second, 3 * minute), async () => {
            await handle(request, 'good')
          })
        const way = fate === 'late' ? 10 * second + random.between(0, 3 * minute) : random.between(20, 400)
        scheduler.later(way, async () => {
          const { reply, error } = await handle(request, fate)
          if (isUnanswered) return
          scheduler.later(random.between(20, 400), () =>
            resume(() => {
              if (reply) return reply
              throw error
            }),
          )
        })
      })
    }

  return { state, count, transportOf }
}
