import { awaitFinal } from '../../core/await.js'
import type { CallOptions, Client } from '../../core/client.js'
import type { CircleAccount } from '../account.js'
import { checkGetPayment, type GetPaymentParameters, type GetPaymentResult, getPayment } from './getPayment.js'

export type AwaitPaymentParameters = GetPaymentParameters
export type AwaitPaymentResult = GetPaymentResult

/** Circle names none. A payment settles when its chain has confirmed it: within seconds, or within many minutes. */
export const rhythm: readonly number[] = [5, 5, 5, 5, 10, 10, 10, 10, 15, 15, 15, 15]

/**
 * Polls until the payment is final: every 5 s at first, then every 10 and 15 s, for two minutes in all. If it is still open after that,
 * the last answer is returned: call again to go on waiting. What has come of it is in `received`.
 *
 * A query that fails on the way is not the end: the next one decides, and only the last one's error is thrown.
 *
 * @throws `ABORTED` by `options.signal`; the last query's error.
 * @see https://developers.circle.com/api-reference/circle-mint/payments/get-payment-intent
 * @example
 * const payment = await awaitPayment(client, { reference }, { signal: AbortSignal.timeout(600_000) })
 */
export async function awaitPayment(
  client: Client<CircleAccount>,
  parameters: AwaitPaymentParameters,
  options: CallOptions = {},
): Promise<AwaitPaymentResult> {
  // Here too, because it must not wait before it refuses.
  const asked = checkGetPayment('awaitPayment', parameters)
  const query = () => getPayment(client, asked, options)
  return awaitFinal({ account: client.account, rhythm, query, signal: options.signal })
}
