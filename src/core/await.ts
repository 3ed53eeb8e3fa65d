import type { ReceivingAccount } from './account.js'
import { type ErrorCode, isShroffError, withFacts } from './errors.js'
import { nameFailure } from './failure.js'
import type { PaymentStatus } from './payment.js'

// What may have passed by the next query. A wrong key or a foreign answer will not.
const passing: readonly ErrorCode[] = [
  'TRANSPORT_FAILED',
  'TIMEOUT',
  'SIGNING_FAILED',
  // A proxy's page, say; a wrong signature is no such thing.
  'SIGNATURE_MISSING',
  'SIGNATURE_PROBE',
  'RATE_LIMITED',
  'PROVIDER_UNAVAILABLE',
  'PROVIDER_ERROR',
]

/**
 * Queries until the payment is final or the rhythm ends. A query that fails on the way is not the end: the next one
 * decides, and only the last one's error is thrown.
 */
export async function awaitFinal<P extends { readonly status: PaymentStatus }>(steps: {
  account: ReceivingAccount
  /** Seconds before each query. */
  rhythm: readonly number[]
  query: () => Promise<P>
  /** A provider's own way to say "not yet". */
  notYet?: ErrorCode
  signal: AbortSignal | undefined
}): Promise<P> {
  const { account, rhythm, query, notYet, signal } = steps
  for (const [index, seconds] of rhythm.entries()) {
    const last = index === rhythm.length - 1
    await account.clock.sleep(seconds * 1000, signal).catch((reason: unknown) => {
      const failure = nameFailure(reason, index === 0 ? 'sealing' : 'sent', signal?.aborted === true)
      throw withFacts(failure, { action: 'awaitPayment', provider: account.provider })
    })
    try {
      const payment = await query()
      if (last || (payment.status !== 'pending' && payment.status !== 'processing')) return payment
    } catch (error) {
      if (last || !isShroffError(error)) throw error
      // What is not even in the provider's form is a proxy's page; what is, and verified, stays as strange as it is.
      const unreadable = error.code === 'BODY_INVALID' && error.authentic === false
      if (!unreadable && !passing.includes(error.code) && error.code !== notYet) throw error
    }
  }
  throw new RangeError('the rhythm must have at least one query')
}
