import type { CallOptions, Client } from '../core/client.js'
import { isShroffError, ShroffError, type ShroffErrorFacts, withFacts } from '../core/errors.js'
import type { LakalaAccount } from './account.js'
import { getPayment } from './actions/getPayment.js'
import type { LakalaPayment } from './payment.js'

// Lakala publishes few of its codes. Where one that nobody knows refuses an order, or its closing, what stands under the number decides.

export type Numbered = { orderId: string; channel?: 'page' | undefined }

/** Whether Lakala itself has refused, by a code that no row knows. */
export const isUnknownRefusal = (error: unknown): boolean =>
  isShroffError(error, 'PROVIDER_ERROR') && error.authentic === true

/**
 * The payment under this number, for an action that cannot tell by its own answer.
 *
 * @throws as {@link getPayment}, in the name of the action; that a query failed says nothing of what the action did.
 */
export async function whatStands(
  client: Client<LakalaAccount>,
  { orderId, channel }: Numbered,
  action: string,
  options: CallOptions | undefined,
): Promise<LakalaPayment> {
  const asked = channel === 'page' ? { orderId, channel } : { orderId }
  return getPayment(client, asked, options).catch((error: unknown) => {
    const missing = isShroffError(error, 'ORDER_NOT_FOUND')
    throw isShroffError(error) ? withFacts(error, { action, outcome: missing ? error.outcome : 'unknown' }) : error
  })
}

/** What an action finds by a query, said as a refusal of the action's own: the query is signed, and nothing was done. */
export const foundInstead = (
  code: 'ORDER_ID_USED' | 'ORDER_CLOSED' | 'ORDER_PAID',
  action: string,
  facts: Pick<ShroffErrorFacts, 'problem' | 'next' | 'providerCode' | 'providerMessage'>,
) => new ShroffError(code, { ...facts, outcome: 'rejected', provider: 'lakala', action, authentic: true })
