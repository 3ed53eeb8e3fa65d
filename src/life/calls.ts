import type { Clock } from '../core/account.js'
import { isShroffError, ShroffError } from '../core/errors.js'
import type { Store } from '../store/store.js'
import { asked } from './hold.js'
import type { AnySweepingGateway } from './open.js'

/** The calls of one pass to one provider. */
export type Calls = {
  /** There were too many, by the provider's word: none is made any more. */
  readonly limited: ShroffError | undefined
  make<T>(action: string, call: () => Promise<T>): Promise<T>
  /** For what a call ended with that was not thrown. */
  heed(error: ShroffError): Promise<void>
}

const second = 1000
// After it said so a provider is left alone by all processes for as long. Less than is usual between two passes.
const rest = 30 * second

/**
 * Opens them: no more in a second than the provider publishes, among all processes that share the store, and none after it has
 * said that there were too many, to this process or another.
 */
export async function openCalls(
  { provider, name, rates }: AnySweepingGateway,
  { store, clock }: { store: Store; clock: Clock },
): Promise<Calls> {
  const resting = `rest/${name}`
  let limited = (await isResting())
    ? new ShroffError('RATE_LIMITED', {
        problem: 'The provider has said to another pass that there were too many calls.',
        outcome: 'not-sent',
        provider,
        action: 'sweep',
      })
    : undefined
  let slot = clock.now()

  /** Whether the key is held for longer than by one who only looks, as here. */
  async function isResting(): Promise<boolean> {
    for (let looked = 0; looked < 10; looked += 1) {
      const found = await asked('sweep', () => store.claim(resting, 100))
      if (found.state === 'claimed') {
        await asked('sweep', () => store.release(resting, found.token))
        return false
      }
      await clock.sleep(20)
    }
    return true
  }

  /** Takes one of so many places, each of which is free again after a second. */
  async function wait(action: string): Promise<void> {
    const places = rates[action as keyof typeof rates]
    if (!places) return
    for (;;) {
      slot += 1
      const { state } = await asked('sweep', () => store.claim(`rate/${name}/${action}/${slot % places}`, second))
      if (state === 'claimed') return
      await clock.sleep(10)
    }
  }
  async function heed(error: unknown): Promise<void> {
    if (limited || !isShroffError(error, 'RATE_LIMITED')) return
    limited = error
    // If it cannot be kept the other processes find out for themselves.
    await asked('sweep', () => store.claim(resting, rest)).catch(() => {})
  }
  return {
    get limited() {
      return limited
    },
    heed,
    async make(action, call) {
      await wait(action)
      if (limited) throw limited
      try {
        return await call()
      } catch (error) {
        await heed(error)
        throw error
      }
    },
  }
}
