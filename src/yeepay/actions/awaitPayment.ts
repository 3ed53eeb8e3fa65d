import { awaitFinal } from '../../core/await.js'
import type { CallOptions, Client } from '../../core/client.js'
import type { YeepayAccount } from '../account.js'
import { checkGetPayment, type GetPaymentParameters, type GetPaymentResult, getPayment } from './getPayment.js'

export type AwaitPaymentParameters = GetPaymentParameters
export type AwaitPaymentResult = GetPaymentResult

// YeePay asks for 2 to 5 s.
export const rhythm = [2, 3, 5, 5, 5, 5, 5, 5]

/**
 * Polls until the payment is final: after 2, 3 and then every 5 s, for 35 s in all. If it is still open after that, the last answer
 * is returned: call again to go on waiting, or end it.
 *
 * A query that fails on the way is not the end: the next one decides, and only the last one's error is thrown. An order
 * that is not found may be on its way still, and is waited for like any other.
 *
 * @throws `ABORTED` by `options.signal`; the last query's error, such as `ORDER_NOT_FOUND`.
 * @see https://open.yeepay.com/docs/apis/get__rest__v1.0__trade__order__query 查询订单
 * @example
 * const payment = await awaitPayment(client, { orderId: 'T1001' }, { signal: AbortSignal.timeout(300_000) })
 */
export async function awaitPayment(
  client: Client<YeepayAccount>,
  parameters: AwaitPaymentParameters,
  options: CallOptions = {},
): Promise<AwaitPaymentResult> {
  // Here too, because it must not wait before it refuses.
  const asked = checkGetPayment('awaitPayment', parameters)
  const query = () => getPayment(client, asked, options)
  return awaitFinal({ account: client.account, rhythm, query, notYet: 'ORDER_NOT_FOUND', signal: options.signal })
}
