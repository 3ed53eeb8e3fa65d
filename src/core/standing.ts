import type { Clock } from './account.js'
import type { Amount } from './amount.js'
import { isShroffError, ShroffError } from './errors.js'
import { nameFailure } from './failure.js'
import type { PaymentStatus } from './payment.js'

/** Where a payment stands, as the dance needs it: a payment whose money went back counts as `closed`. */
export type Told<P> = { readonly status: PaymentStatus; readonly payment: P }

export const told = <P extends { readonly status: PaymentStatus }>(payment: P): Told<P> => ({
  status: payment.status,
  payment,
})

export type Standing<P> = { at: PaymentStatus; payment: P } | { at: 'missing' } | { at: 'unclear'; error: ShroffError }

/** Asking needs no more than this. */
export type Asking<P> = {
  clock: Clock
  query: () => Promise<Told<P>>
  /** Milliseconds between two queries. */
  interval: number
  /** Ends the waiting. */
  signal?: AbortSignal | undefined
}

// How often an unreachable provider is asked where a payment stands before giving up for now.
const firstQueries = 3

/**
 * Asks again where no answer can be relied on; at last, or where the caller's signal ends it, with the error for that.
 */
export async function askInEarnest<P>(asking: Asking<P>): Promise<Standing<P>> {
  let standing = await ask(asking)
  for (let asked = 1; asked < firstQueries && standing.at === 'unclear' && !isHopeless(standing.error); asked += 1) {
    const stopped = await pause(asking)
    if (stopped) return { at: 'unclear', error: stopped }
    standing = await ask(asking)
  }
  return standing
}

export async function ask<P>({ query }: Asking<P>): Promise<Standing<P>> {
  try {
    return standingOf(await query())
  } catch (error) {
    if (!isShroffError(error)) throw error
    return isShroffError(error, 'ORDER_NOT_FOUND') ? { at: 'missing' } : { at: 'unclear', error }
  }
}

export const standingOf = <P>({ status, payment }: Told<P>): Standing<P> => ({ at: status, payment })

/**
 * Waits from one query to the next, or says that the caller's signal ended it. `wake` ends it too, without an error.
 */
export async function pause(
  { clock, interval, signal }: Asking<unknown>,
  wake?: AbortSignal,
): Promise<ShroffError | undefined> {
  const sleep = new AbortController()
  const end = () => sleep.abort()
  // Not AbortSignal.any, which keeps its sources alive for as long as the outer ones live.
  for (const source of [signal, wake]) {
    if (source?.aborted) end()
    source?.addEventListener('abort', end, { once: true })
  }
  try {
    await clock.sleep(interval, sleep.signal)
  } catch (reason) {
    if (signal?.aborted) return nameFailure(signal.reason, 'sent', true)
    if (!wake?.aborted) return nameFailure(reason, 'sent', false)
  } finally {
    for (const source of [signal, wake]) source?.removeEventListener('abort', end)
  }
  return undefined
}

// Nothing else is thrown for a query: an earlier call may have charged, so its refusal says nothing of the money.
export const isHopeless = ({ code }: ShroffError): boolean => code === 'CONFIG_INVALID' || code === 'ORDER_ID_USED'

/** @throws `ORDER_ID_USED` where the number belongs to another sale, which must never be undone from here. */
export function mustNotBeAnother<P>(standing: Standing<P>): void {
  if (standing.at === 'unclear' && isShroffError(standing.error, 'ORDER_ID_USED')) throw standing.error
}

/**
 * @throws `ORDER_ID_USED` for a payment that was found under this number but is of another amount: it is another sale.
 */
export function mustBeSameSale(asked: Amount | undefined, found: Amount | undefined): void {
  if (!asked || !found || (asked.value === found.value && asked.currency === found.currency)) return
  throw new ShroffError('ORDER_ID_USED', {
    problem: 'There is a payment of another amount under this orderId; nothing was charged.',
    outcome: 'rejected',
    // Not called authentic: what vouches for the answer is not known here.
    next: 'Use a new orderId for each sale.',
  })
}
