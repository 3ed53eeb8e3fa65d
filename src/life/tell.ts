import { type Clock, systemRandomBytes } from '../core/account.js'
import type { Amount } from '../core/amount.js'
import { isShroffError } from '../core/errors.js'
import { factOf } from '../core/fact.js'
import { lateness } from '../core/lateness.js'
import { type HandledEvent, type Observe, teller, type WebhookEnd } from '../core/observe.js'
import type { TokenAmount } from '../core/token-amount.js'
import type { Store } from '../store/store.js'
import { processOnce, type Work } from '../webhook/process.js'
import type { NewEvent } from './found.js'
import type { AnySweepingGateway, SweepEvent } from './open.js'
import type { Words } from './unresolved.js'

/** Who is told, and where it is kept that he was. */
export type Telling = {
  readonly store: Store
  readonly lease: number
  readonly clock: Clock
  readonly onEvent: (event: SweepEvent<Amount | TokenAmount>, work: Work) => unknown
  readonly observe: ((event: HandledEvent) => unknown) | undefined
}

/** Tells an event once among all passes and webhooks, or says why it is not told. */
export async function tell(
  found: NewEvent,
  gateway: AnySweepingGateway,
  { store, onEvent, observe, lease, clock }: Telling,
): Promise<{ readonly end: WebhookEnd['end']; readonly isTold: boolean; readonly words?: Words }> {
  const { provider } = gateway
  const startedAt = clock.now()
  const key = factOf(gateway, found)!
  const event = { id: key, provider, ...found } as SweepEvent<Amount | TokenAmount>
  // Nothing else is told here.
  const say = teller({ provider, randomBytes: systemRandomBytes }, 'sweep', observe as Observe | undefined)
  const ended = (end: WebhookEnd) => {
    const milliseconds = clock.now() - startedAt
    say(0, { stage: 'handled', ...end, eventId: key, ...lateness(event, startedAt), milliseconds })
  }
  try {
    const end = await processOnce({ store, key, lease, clock }, (work) => onEvent(event, work))
    ended({ end })
    // Busy: another is telling it at this moment. Lost: another may be.
    return { end, isTold: end === 'received' || end === 'repeated' }
  } catch (error) {
    const code = isShroffError(error) ? { code: error.code } : {}
    ended({ end: 'failed', ...code, error })
    const next = `onEvent threw for ${event.type}; observe has the error. The next pass tells it again.`
    return { end: 'failed', isTold: false, words: { why: 'not-told', next, ...code } }
  }
}
