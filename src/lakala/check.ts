import { type CheckResult, watchClock } from '../core/check.js'
import type { CallOptions, Client } from '../core/client.js'
import { isShroffError, ShroffError } from '../core/errors.js'
import { toLowerHex } from '../crypto/bytes.js'
import type { LakalaAccount } from './account.js'
import { call, envelope, merchantIn } from './call.js'
import { unprovenBy } from './ready.js'
import { getPaymentRefusals } from './refusals.js'
import { header, paths } from './wire.js'

/**
 * Proves the account by one harmless call: it asks for an order that does not exist. Lakala's signed refusal shows that it took our
 * signature and that its certificate is the configured one. Call it in a deployment's smoke test, after `ready`.
 *
 * @throws `SIGNATURE_REFUSED` or `NOT_PERMITTED` where Lakala does not take the app or its key, `SIGNATURE_INVALID` or `KEY_UNKNOWN`
 * where the configured certificate is not Lakala's, each with the seconds by which the clock is off; the codes of the pipeline.
 * @example
 * const { clockAheadSeconds, unproven } = await check(client)
 */
export async function check(client: Client<LakalaAccount>, options?: CallOptions): Promise<CheckResult> {
  const { account } = client
  const watched = watchClock(
    client,
    (headers) => Number(headers[header.timestamp]?.replaceAll('"', '') || Number.NaN) * 1000,
  )
  await call(
    watched.client,
    {
      action: 'check',
      refusals: getPaymentRefusals,
      path: paths.tradeQuery,
      body: envelope(account, {
        ...merchantIn(account),
        out_trade_no: `check${toLowerHex(account.randomBytes(12))}`,
      }),
      query: true,
      repeat: 'always',
      resolve: 'Check again: a query changes nothing.',
      decode: () => {
        throw new ShroffError('REPLY_MISMATCH', {
          problem: 'Lakala answered with a payment for a number that nobody used.',
        })
      },
    },
    options,
  ).catch((error: unknown) => {
    // Its words for an order that is not there are unconfirmed: any will do that speak of no account.
    const isRefusal = isShroffError(error, 'ORDER_NOT_FOUND') || isShroffError(error, 'PROVIDER_ERROR')
    if (!isRefusal || error.authentic !== true) watched.failed(error)
  })
  const unproven = [
    { option: 'merchantId', why: 'Only an order shows whether merchant and terminal are this app’s.' },
    ...unprovenBy(account),
  ]
  return watched.result({ proven: ['appId', 'serial', 'privateKey', 'platformCertificate'], unproven })
}
