import * as z from 'zod/mini'
import type { CallOptions, Client } from '../../core/client.js'
import { type ErrorCode, isShroffError, type ShroffError, withFacts } from '../../core/errors.js'
import { nameFailure } from '../../core/failure.js'
import { checkParameters, once } from '../../core/parameters.js'
import type { AlipayAccount } from '../account.js'
import { number64, paymentId } from '../limits.js'
import { type GetPaymentParameters, type GetPaymentResult, getPayment } from './getPayment.js'

export type AwaitPaymentParameters = GetPaymentParameters
export type AwaitPaymentResult = GetPaymentResult

// Alipay recommends a query every 3 to 6 s for about a minute, then cancelling.
const interval = 5_000
const queries = 12

/**
 * Polls until the payment is final: every 5 s for a minute, as Alipay recommends. If it is still open after that, the last
 * answer is returned: call again to go on waiting, or cancel.
 *
 * A query that fails on the way is not the end: the next one decides, and only the last one's error is thrown. An order
 * that nobody has opened yet is not found, and waited for like any other.
 *
 * @throws `ABORTED` by `options.signal`; the last query's error, such as `ORDER_NOT_FOUND`.
 * @example
 * const payment = await awaitPayment(client, { orderId: 'T_1001' }, { signal: AbortSignal.timeout(300_000) })
 */
export async function awaitPayment(
  client: Client<AlipayAccount>,
  parameters: AwaitPaymentParameters,
  options: CallOptions = {},
): Promise<AwaitPaymentResult> {
  // Here too, because it must not wait before it refuses.
  checkParameters('awaitPayment', schema(), parameters)
  const { clock, provider } = client.account
  for (let query = 1; ; query += 1) {
    await clock.sleep(interval, options.signal).catch((reason: unknown) => {
      const failure = nameFailure(reason, 'sealing', options.signal?.aborted === true)
      throw withFacts(failure, { action: 'awaitPayment', provider })
    })
    try {
      const payment = await getPayment(client, parameters, options)
      const open = payment.status === 'pending' || payment.status === 'processing'
      if (!open || query === queries) return payment
    } catch (error) {
      if (!isShroffError(error) || !isPassing(error) || query === queries) throw error
    }
  }
}

const passingCodes: readonly ErrorCode[] = [
  'ORDER_NOT_FOUND',
  'TRANSPORT_FAILED',
  'TIMEOUT',
  'SIGNING_FAILED',
  'RATE_LIMITED',
]
const isPassing = ({ code, outcome }: ShroffError) =>
  code !== 'ABORTED' && (outcome === 'unknown' || passingCodes.includes(code))

const schema = once(() =>
  z.union([z.strictObject({ orderId: number64() }), z.strictObject({ paymentId: paymentId() })]),
)
