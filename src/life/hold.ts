import type { Clock } from '../core/account.js'
import { ShroffError } from '../core/errors.js'
import { giveBack, renewUntil } from '../store/renew.js'
import type { Store } from '../store/store.js'

/** A key that this call alone works on. */
export type Hold = {
  /** What was written under it last. */
  readonly value: string | undefined
  /** Aborted once another call may work on it. */
  readonly signal: AbortSignal
  /** `false`: it has passed to another call. @throws `JOURNAL_FAILED` where the store does not say whether it is kept. */
  write(text: string): Promise<boolean>
  /** Nobody gets it again. */
  confirm(): Promise<void>
}

/** What is held, where, and by which action. */
export type Holding = { readonly store: Store; readonly key: string; readonly lease: number; readonly clock: Clock } & {
  readonly action: 'resolveOrder' | 'sweep'
}

/**
 * Does `work` while this call alone holds the key, among all processes that share the store; or says why it does not.
 *
 * @throws `JOURNAL_FAILED` where the store does not say.
 */
export async function holding<T>(
  { store, key, lease, clock, action }: Holding,
  work: (hold: Hold) => Promise<T>,
): Promise<{ readonly state: 'held'; readonly value: T } | { readonly state: 'busy' | 'done' }> {
  const claimed = await asked(action, () => store.claim(key, lease))
  if (claimed.state !== 'claimed') return claimed
  const { token, value } = claimed
  const ended = new AbortController()
  const lost = new AbortController()
  // Not awaited: it ends with the work.
  const renewing = renewUntil(ended.signal, lost, { store, key, token, lease, clock })
  try {
    const result = await work({
      value,
      signal: lost.signal,
      write: (text) => asked(action, () => store.write(key, token, text)),
      async confirm() {
        await asked(action, () => store.confirm(key, token))
      },
    })
    return { state: 'held', value: result }
  } finally {
    ended.abort()
    await renewing
    // What was written stands.
    await giveBack(store, key, token)
  }
}

/** What was to be kept is not, or nobody knows: what depends on it must not be done. */
export const failed = (action: Holding['action'], cause?: unknown) =>
  new ShroffError('JOURNAL_FAILED', {
    problem: 'The store did not answer, or what was held has passed to another call.',
    outcome: 'unknown',
    action,
    next: `See the cause. Call ${action} again: it goes on where this call stopped.`,
    cause,
  })

/** @throws `JOURNAL_FAILED` for a step that the store does not answer. */
export async function asked<T>(action: Holding['action'], step: () => Promise<T>): Promise<T> {
  try {
    return await step()
  } catch (cause) {
    throw failed(action, cause)
  }
}
