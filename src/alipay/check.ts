import { type CheckResult, watchClock } from '../core/check.js'
import type { CallOptions, Client } from '../core/client.js'
import { isShroffError, ShroffError } from '../core/errors.js'
import { toHex } from '../crypto/bytes.js'
import { type AlipayAccount, alipaySecrets } from './account.js'
import { call } from './call.js'
import { methods } from './wire.js'

/**
 * Proves the account by one harmless call: it asks for an order that does not exist. Alipay's signed refusal shows that it
 * took our signature and that its key is the configured one. Call it in a deployment's smoke test, after `ready`.
 *
 * @throws `SIGNATURE_REFUSED` or `NOT_PERMITTED` where Alipay does not take the application or its key, `SIGNATURE_INVALID`
 * where the configured key is not Alipay's, each with the seconds by which the clock is off; the codes of the pipeline.
 * @see https://opendocs.alipay.com/open/02ekfh alipay.trade.query
 * @example
 * const { clockAheadSeconds, unproven } = await check(client)
 */
export async function check(client: Client<AlipayAccount>, options?: CallOptions): Promise<CheckResult> {
  const { account } = client
  const watched = watchClock(client, (headers) => Number(headers['alipay-timestamp'] ?? Number.NaN))
  await call(
    watched.client,
    {
      action: 'check',
      endpoint: methods.query,
      content: { out_trade_no: `check${toHex(account.randomBytes(16))}` },
      query: true,
      repeat: 'always',
      resolve: 'Check again: a query changes nothing.',
      decode: () => {
        throw new ShroffError('REPLY_MISMATCH', {
          problem: 'Alipay answered with an order for a number that nobody used.',
        })
      },
    },
    options,
  ).catch((error: unknown) => {
    const isKnownNot = isShroffError(error) && /(^|\.)TRADE_NOT_EXIST$/i.test(error.providerCode ?? '')
    if (!isKnownNot || error.authentic !== true) watched.failed(error)
  })
  const { certificates, contentKey } = alipaySecrets(account)
  return watched.result({
    proven: [
      'appId',
      'privateKey',
      certificates ? 'certificates' : 'alipayPublicKey',
      ...(contentKey ? ['contentKey'] : []),
    ],
    unproven: account.sellerId ? [{ option: 'sellerId', why: 'Only a notification names the seller.' }] : [],
  })
}
