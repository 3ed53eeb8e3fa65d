import type { Clock } from '../core/account.js'
import { ShroffError } from '../core/errors.js'
import { renewUntil } from '../store/renew.js'
import type { Store } from '../store/store.js'
import type { PaidAttempt } from './attempt.js'

/** How far a sale has come. Plain data, stored as JSON; attempts by their keys. */
export type SaleEntry = {
  /** Whose money is kept. Written once, before anybody is told and before anything else is undone. */
  readonly paid?: Omit<PaidAttempt, 'paidAt'> & { readonly paidAt?: string }
  /** Attempts from which no money can come any more. */
  readonly over: Readonly<Record<string, AttemptEnd>>
  /** Second payments that go back. Written before the refund is asked for; `placedAt` in milliseconds. */
  readonly refunds: Readonly<Record<string, RefundEntry>>
}

export type AttemptEnd = 'closed' | 'expired' | 'refunded'

export type RefundEntry = Pick<PaidAttempt, 'paymentId' | 'amount'> & { readonly placedAt: number }

/** A sale that this call alone works on. */
export type HeldSale = {
  readonly entry: SaleEntry
  /** Aborted once another call may work on it. */
  readonly signal: AbortSignal
  /** @throws `JOURNAL_FAILED`: what was to be written is not, and what depends on it must not be done. */
  write(changes: Partial<SaleEntry>): Promise<void>
}

/**
 * Does `work` while this call alone holds the sale, among all processes that share the store.
 *
 * @throws `ORDER_BUSY` where another holds it, `JOURNAL_FAILED` where the store does not say.
 */
export async function holdingSale<T>(
  { store, saleId, lease, clock }: { store: Store; saleId: string; lease: number; clock: Clock },
  work: (sale: HeldSale) => Promise<T>,
): Promise<T> {
  const key = `sale/${saleId}`
  const claimed = await asked(() => store.claim(key, lease))
  if (claimed.state !== 'claimed') throw busy()
  const { token, value } = claimed
  let entry: SaleEntry = value === undefined ? { over: {}, refunds: {} } : (JSON.parse(value) as SaleEntry)
  const ended = new AbortController()
  const lost = new AbortController()
  // Not awaited: it ends with the work.
  const renewing = renewUntil(ended.signal, lost, { store, key, token, lease, clock })
  try {
    return await work({
      get entry() {
        return entry
      },
      signal: lost.signal,
      async write(changes) {
        const next = { ...entry, ...changes }
        if (!(await asked(() => store.write(key, token, JSON.stringify(next))))) throw failed()
        entry = next
      },
    })
  } finally {
    ended.abort()
    await renewing
    // What was written stands, and a hold that is not given back lapses: neither is worth the result.
    await store.release(key, token).catch(() => {})
  }
}

const busy = () =>
  new ShroffError('ORDER_BUSY', {
    problem: 'Another call is resolving this sale; this one did nothing.',
    outcome: 'unknown',
    action: 'resolveOrder',
    next: 'Call resolveOrder again once it has ended, with all attempts of the sale.',
  })

const failed = (cause?: unknown) =>
  new ShroffError('JOURNAL_FAILED', {
    problem: 'The store did not answer, or the sale has passed to another call.',
    outcome: 'unknown',
    action: 'resolveOrder',
    next: 'See the cause. Call resolveOrder again: it goes on where this call stopped.',
    cause,
  })

async function asked<T>(step: () => Promise<T>): Promise<T> {
  try {
    return await step()
  } catch (cause) {
    throw failed(cause)
  }
}
