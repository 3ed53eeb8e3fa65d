import * as z from 'zod/mini'
import { awaitFinal } from '../../core/await.js'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, existing, moment, parameterSchema } from '../../core/parameters.js'
import type { UnionpayAccount } from '../account.js'
import { endOf } from '../fields.js'
import type { UnionpayChannel } from '../order.js'
import { type GetPaymentParameters, type GetPaymentResult, getPayment } from './getPayment.js'

export type AwaitPaymentParameters = GetPaymentParameters & {
  /** How it was placed: a payer's code (`barcode`) is asked about within seconds, all others within minutes. Default: as those. */
  channel?: UnionpayChannel
}
export type AwaitPaymentResult = GetPaymentResult

// As the official demos ask: hectorqin/lpays, Form_6_*.php. Seconds.
const codeRhythm = [1, 2, 4, 8, 16, 32]
export const frontRhythm = [300, 600, 1800, 3600, 7200]

/**
 * Polls until the payment is final. A payer's code after 1, 2, 4, 8, 16 and 32 s; all others after 5, 10, 30, 60 and 120 minutes, as
 * UnionPay recommends, and no further than the first query after `expiresAt`, since what it says then is final. If it is still
 * open after that, the last answer is returned.
 *
 * A query that fails on the way is not the end: the next one decides, and only the last one's error is thrown. An order
 * that is not found may be on its way still, and is waited for like any other.
 *
 * @throws `ABORTED` by `options.signal`; the last query's error, such as `ORDER_NOT_FOUND`: nobody has paid, where it comes after
 * `expiresAt`.
 * @see https://github.com/hectorqin/lpays the official demos' Form_6 of api_05_app
 * @example
 * const payment = await awaitPayment(client, { orderId: 'T1000001', placedAt, channel: 'barcode' })
 */
export async function awaitPayment(
  client: Client<UnionpayAccount>,
  parameters: AwaitPaymentParameters,
  options: CallOptions = {},
): Promise<AwaitPaymentResult> {
  const { account } = client
  const { channel, ...asked } = checkParameters('awaitPayment', awaitPaymentParameters, parameters)
  const rhythm = channel === 'barcode' ? codeRhythm : frontRhythmUntil(endOf(asked).getTime() - account.clock.now())
  const query = () => getPayment(client, asked, options)
  return awaitFinal({ account, rhythm, query, notYet: 'ORDER_NOT_FOUND', signal: options.signal })
}

/** The part of the ladder that ends with the first query after these milliseconds. */
function frontRhythmUntil(milliseconds: number): number[] {
  let passed = 0
  return frontRhythm.filter((seconds) => {
    const isDue = passed === 0 || passed <= milliseconds
    passed += seconds * 1000
    return isDue
  })
}

/** What awaitPayment accepts. */
export const awaitPaymentParameters = /* @__PURE__ */ parameterSchema<AwaitPaymentParameters>(() =>
  z.strictObject({
    orderId: existing(),
    placedAt: moment(),
    expiresAt: z.optional(moment()),
    channel: z.optional(z.enum(['page', 'wap', 'app', 'barcode', 'qr'])),
  }),
)
