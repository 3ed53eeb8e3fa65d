import { awaitFinal } from '../../core/await.js'
import type { CallOptions, Client } from '../../core/client.js'
import type { XrplAccount } from '../account.js'
import { checkGetPayment, type GetPaymentParameters, type GetPaymentResult, getPayment } from './getPayment.js'

export type AwaitPaymentParameters = GetPaymentParameters
export type AwaitPaymentResult = GetPaymentResult

/** A ledger is closed every three to five seconds. */
export const rhythm: readonly number[] = [4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4]

/**
 * Asks every 4 s until enough has come, for a minute in all. If it has not, the last answer is returned: call again to go on
 * waiting. A query that fails on the way is not the end: the next one decides, and only the last one's error is thrown.
 *
 * @throws `ABORTED` by `options.signal`; `REPLY_MISMATCH` at once where two servers contradict each other; the last query's error.
 * @see https://xrpl.org/docs/concepts/transactions/finality-of-results
 * @example
 * const payment = await awaitPayment(client, order, { signal: AbortSignal.timeout(300_000) })
 */
export async function awaitPayment(
  client: Client<XrplAccount>,
  parameters: AwaitPaymentParameters,
  options: CallOptions = {},
): Promise<AwaitPaymentResult> {
  // Here too, because it must not wait before it refuses.
  const asked = checkGetPayment(client.account, 'awaitPayment', parameters)
  const query = () => getPayment(client, asked, options)
  return awaitFinal({ account: client.account, rhythm, query, signal: options.signal })
}
