import { awaitFinal } from '../../core/await.js'
import type { CallOptions, Client } from '../../core/client.js'
import type { AlipayAccount } from '../account.js'
import { checkGetPayment, type GetPaymentParameters, type GetPaymentResult, getPayment } from './getPayment.js'

export type AwaitPaymentParameters = GetPaymentParameters
export type AwaitPaymentResult = GetPaymentResult

// Alipay recommends a query every 3 to 6 s for about a minute, then cancelling.
export const rhythm = [5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5]

/**
 * Polls until the payment is final: every 5 s for a minute, as Alipay recommends. If it is still open after that, the last
 * answer is returned: call again to go on waiting, or cancel.
 *
 * A query that fails on the way is not the end: the next one decides, and only the last one's error is thrown. An order
 * that nobody has opened yet is not found, and waited for like any other.
 *
 * @throws `ABORTED` by `options.signal`; the last query's error, such as `ORDER_NOT_FOUND`.
 * @see https://docs.open.alipay.com/api_1/alipay.trade.query
 * @example
 * const payment = await awaitPayment(client, { orderId: 'T_1001' }, { signal: AbortSignal.timeout(300_000) })
 */
export async function awaitPayment(
  client: Client<AlipayAccount>,
  parameters: AwaitPaymentParameters,
  options: CallOptions = {},
): Promise<AwaitPaymentResult> {
  // Here too, because it must not wait before it refuses.
  const asked = checkGetPayment('awaitPayment', parameters)
  const query = () => getPayment(client, asked, options)
  // Alipay does not know an order that nobody has opened yet.
  return awaitFinal({ account: client.account, rhythm, query, notYet: 'ORDER_NOT_FOUND', signal: options.signal })
}
