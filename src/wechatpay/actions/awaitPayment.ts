import { awaitFinal } from '../../core/await.js'
import type { CallOptions, Client } from '../../core/client.js'
import type { WechatpayAccount } from '../account.js'
import { checkGetPayment, type GetPaymentParameters, type GetPaymentResult, getPayment } from './getPayment.js'

export type AwaitPaymentParameters = GetPaymentParameters
export type AwaitPaymentResult = GetPaymentResult

// Seconds before each query, as WeChat Pay recommends for when no notification comes (doc 4012075249).
export const rhythm = [5, 30, 60, 180, 300, 600, 1800]

/**
 * Polls until the payment is final, on WeChat Pay's recommended rhythm: after 5 s, then 30 s, 1, 3, 5, 10 and 30 min
 * more. If it is still open after that, the last answer is returned: close the order.
 *
 * A query that fails on the way is not the end: the next one in the rhythm decides. Only the last one's error is thrown.
 *
 * @throws `ABORTED` by `options.signal`; the last query's error.
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012075249
 * @example
 * const payment = await awaitPayment(client, { orderId: 'T-1001' }, { signal: AbortSignal.timeout(300_000) })
 */
export async function awaitPayment(
  client: Client<WechatpayAccount>,
  parameters: AwaitPaymentParameters,
  options: CallOptions = {},
): Promise<AwaitPaymentResult> {
  // Here too, because it must not wait before it refuses.
  const asked = checkGetPayment('awaitPayment', parameters)
  const query = () => getPayment(client, asked, options)
  return awaitFinal({ account: client.account, rhythm, query, signal: options.signal })
}
