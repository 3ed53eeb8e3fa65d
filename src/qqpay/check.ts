import { type CheckResult, watchClock } from '../core/check.js'
import type { CallOptions, Client } from '../core/client.js'
import { ShroffError } from '../core/errors.js'
import { findRefusal } from '../core/refusals.js'
import { toHex } from '../crypto/bytes.js'
import type { QqpayAccount } from './account.js'
import { call } from './call.js'
import { unprovenBy } from './ready.js'
import { anyRefusals } from './refusals.js'
import { paths } from './wire.js'

/**
 * Proves the account by one harmless call: it asks for an order that does not exist. A refusal under the shared key shows that
 * both sides hold the same one. Call it in a deployment's smoke test, after `ready`.
 *
 * @throws `SIGNATURE_REFUSED` or `NOT_PERMITTED` where QQ Wallet does not take the merchant number or its key, `SIGNATURE_INVALID`
 * where its answer is under another key, each with the seconds by which the clock is off; the codes of the pipeline.
 * @example
 * const { clockAheadSeconds, unproven } = await check(client)
 */
export async function check(client: Client<QqpayAccount>, options?: CallOptions): Promise<CheckResult> {
  const { account } = client
  const watched = watchClock(client, (headers) => Date.parse(headers.date ?? ''))
  await call<true>(
    watched.client,
    {
      action: 'check',
      path: paths.orderQuery,
      fields: { out_trade_no: `check${toHex(account.randomBytes(8))}` },
      query: true,
      repeat: 'always',
      resolve: 'Check again: a query changes nothing.',
      // What it calls an order that is not there is unconfirmed: any word does but those that speak of the account.
      otherwise: ({ err_code: said = '' }) => (findRefusal(said, anyRefusals) ? undefined : true),
      decode: () => {
        throw new ShroffError('REPLY_MISMATCH', {
          problem: 'QQ Wallet answered with an order for a number that nobody used.',
        })
      },
    },
    options,
  ).catch((error: unknown) => watched.failed(error))
  return watched.result({ proven: ['merchantId', 'apiKey'], unproven: unprovenBy(account) })
}
