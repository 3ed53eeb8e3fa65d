import { type CheckResult, watchClock } from '../core/check.js'
import type { CallOptions, Client } from '../core/client.js'
import { isShroffError, ShroffError } from '../core/errors.js'
import { toHex } from '../crypto/bytes.js'
import type { YeepayAccount } from './account.js'
import { call } from './call.js'
import { keyOption } from './ready.js'
import { paths } from './wire.js'

/**
 * Proves the account by one harmless call: it asks for an order that does not exist. YeePay's signed refusal, whatever it says of
 * the order, shows that it took our signature and that its key is the configured one. Call it in a deployment's smoke test, after
 * `ready`.
 *
 * @throws `SIGNATURE_REFUSED` or `NOT_PERMITTED` where YeePay does not take the application, its key or this machine's address,
 * `SIGNATURE_INVALID` where the configured key is not YeePay's, each with the seconds by which the clock is off; the codes of the
 * pipeline.
 * @example
 * const { clockAheadSeconds, unproven } = await check(client)
 */
export async function check(client: Client<YeepayAccount>, options?: CallOptions): Promise<CheckResult> {
  const { account } = client
  const watched = watchClock(client, (headers) => Date.parse(headers.date ?? ''))
  await call(
    watched.client,
    {
      action: 'check',
      method: 'GET',
      path: paths.query,
      fields: { orderId: `check${toHex(account.randomBytes(16))}` },
      repeat: 'always',
      resolve: 'Check again: a query changes nothing.',
      decode: () => {
        throw new ShroffError('REPLY_MISMATCH', {
          problem: 'YeePay answered with an order for a number that nobody used.',
        })
      },
    },
    options,
  ).catch((error: unknown) => {
    // What the business says of it no row needs to know; a code of the platform's is another matter.
    const ofBusiness =
      isShroffError(error) && error.authentic === true && /^(ORDER_NOT_FOUND|PROVIDER_ERROR)$/.test(error.code)
    if (!ofBusiness) watched.failed(error)
  })
  return watched.result({
    proven: ['appKey', 'privateKey', keyOption(account)],
    unproven: [
      { option: 'merchantId', why: 'An order that is not there is nobody’s: only a payment shows who collects it.' },
    ],
  })
}
