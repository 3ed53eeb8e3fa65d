import type { CallOptions, Client } from '../../core/client.js'
import { type ErrorCode, isShroffError, withFacts } from '../../core/errors.js'
import { nameFailure } from '../../core/failure.js'
import type { WechatpayAccount } from '../account.js'
import { checkGetPayment, type GetPaymentParameters, type GetPaymentResult, getPayment } from './getPayment.js'

export type AwaitPaymentParameters = GetPaymentParameters
export type AwaitPaymentResult = GetPaymentResult

// Seconds before each query, as WeChat Pay recommends for when no notification comes (doc 4012075249).
const rhythm = [5, 30, 60, 180, 300, 600, 1800]

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
  checkGetPayment('awaitPayment', parameters)
  const { clock, provider } = client.account
  for (const [index, seconds] of rhythm.entries()) {
    await clock.sleep(seconds * 1000, options.signal).catch((reason: unknown) => {
      const failure = nameFailure(reason, 'sealing', options.signal?.aborted === true)
      throw withFacts(failure, { action: 'awaitPayment', provider })
    })
    try {
      const payment = await getPayment(client, parameters, options)
      const open = payment.status === 'pending' || payment.status === 'processing'
      if (!open || index === rhythm.length - 1) return payment
    } catch (error) {
      if (!isShroffError(error) || !passing.includes(error.code) || index === rhythm.length - 1) throw error
    }
  }
  throw new RangeError('unreachable: the last query of the rhythm returns or throws')
}

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
