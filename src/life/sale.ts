import type { Clock } from '../core/account.js'
import type { Amount } from '../core/amount.js'
import { ShroffError } from '../core/errors.js'
import type { TokenAmount } from '../core/token-amount.js'
import type { Store } from '../store/store.js'
import type { PaidAttempt } from './attempt.js'
import { failed, holding } from './hold.js'

/** How far a sale has come. Plain data, stored as JSON; attempts by their keys. */
export type SaleEntry = {
  /** Whose money is kept. Written once, before anybody is told and before anything else is undone. */
  readonly paid?: Omit<PaidAttempt<Amount | TokenAmount>, 'paidAt'> & { readonly paidAt?: string }
  /** Attempts from which no money can come any more. */
  readonly over: Readonly<Record<string, AttemptEnd>>
  /** Second payments that go back. Written before the refund is asked for; `placedAt` in milliseconds. */
  readonly refunds: Readonly<Record<string, RefundEntry>>
  /** Attempts whose ending was sent while they could still be the one that is kept, and of which no answer has come. */
  readonly ending?: Readonly<Record<string, true>>
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
  { saleId, ...given }: { store: Store; saleId: string; lease: number; clock: Clock },
  work: (sale: HeldSale) => Promise<T>,
): Promise<T> {
  const held = await holding({ ...given, key: `sale/${saleId}`, action: 'resolveOrder' }, (hold) => {
    let entry: SaleEntry = hold.value === undefined ? { over: {}, refunds: {} } : (JSON.parse(hold.value) as SaleEntry)
    return work({
      get entry() {
        return entry
      },
      signal: hold.signal,
      async write(changes) {
        const next = { ...entry, ...changes }
        if (!(await hold.write(JSON.stringify(next)))) throw failed('resolveOrder')
        entry = next
      },
    })
  })
  if (held.state === 'held') return held.value
  throw new ShroffError('ORDER_BUSY', {
    problem: 'Another call is resolving this sale; this one did nothing.',
    outcome: 'unknown',
    action: 'resolveOrder',
    next: 'Call resolveOrder again once it has ended, with all attempts of the sale.',
  })
}
