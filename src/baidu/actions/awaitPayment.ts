import { awaitFinal } from '../../core/await.js'
import type { CallOptions, Client } from '../../core/client.js'
import type { BaiduAccount } from '../account.js'
import { checkGetPayment, type GetPaymentParameters, type GetPaymentResult, getPayment } from './getPayment.js'

export type AwaitPaymentParameters = GetPaymentParameters
export type AwaitPaymentResult = GetPaymentResult

// Baidu recommends nothing.
export const rhythm = [5, 10, 10, 10]

/**
 * Polls until the payment is final: after 5 s and then every 10 s, for 35 s in all; Baidu recommends no rhythm. If it is still open
 * after that, the last answer is returned: call again to go on waiting, or close it.
 *
 * A query that fails on the way is not the end: the next one decides, and only the last one's error is thrown. An order that is
 * not found is one whose cashier nobody has opened so far, and is waited for like any other.
 *
 * @throws `ABORTED` by `options.signal`; the last query's error, such as `ORDER_NOT_FOUND`.
 * @see https://smartprogram.baidu.com/docs/develop/function/tune_up_query/ 查询订单
 * @example
 * const payment = await awaitPayment(client, { orderId: 'T1001' }, { signal: AbortSignal.timeout(300_000) })
 */
export async function awaitPayment(
  client: Client<BaiduAccount>,
  parameters: AwaitPaymentParameters,
  options: CallOptions = {},
): Promise<AwaitPaymentResult> {
  // Here too, because it must not wait before it refuses.
  const asked = checkGetPayment('awaitPayment', parameters)
  const query = () => getPayment(client, asked, options)
  return awaitFinal({ account: client.account, rhythm, query, notYet: 'ORDER_NOT_FOUND', signal: options.signal })
}
