import { type CheckResult, watchClock } from '../core/check.js'
import type { CallOptions, Client } from '../core/client.js'
import { isShroffError, ShroffError } from '../core/errors.js'
import { toHex } from '../crypto/bytes.js'
import { type AntomAccount, antomSecrets } from './account.js'
import { call } from './call.js'
import { header, paths } from './wire.js'

/**
 * Proves the account by one harmless call: it asks for a payment that does not exist. Antom's signed refusal shows that it
 * took our signature and that its key is the configured one. Call it in a deployment's smoke test, after `ready`.
 *
 * @throws `SIGNATURE_REFUSED` or `NOT_PERMITTED` where Antom does not take the client id or its key, `SIGNATURE_INVALID` where
 * the configured key is not Antom's, each with the seconds by which the clock is off; the codes of the pipeline.
 * @example
 * const { clockAheadSeconds, unproven } = await check(client)
 */
export async function check(client: Client<AntomAccount>, options?: CallOptions): Promise<CheckResult> {
  const { account } = client
  const watched = watchClock(client, (headers) => Date.parse(headers[header.responseTime] ?? ''))
  await call(
    watched.client,
    {
      action: 'check',
      path: paths.inquiryPayment,
      body: { paymentRequestId: `check${toHex(account.randomBytes(16))}` },
      query: true,
      repeat: 'always',
      resolve: 'Check again: a query changes nothing.',
      decode: () => {
        throw new ShroffError('REPLY_MISMATCH', {
          problem: 'Antom answered with a payment for a number that nobody used.',
        })
      },
    },
    options,
  ).catch((error: unknown) => {
    const isKnownNot = isShroffError(error) && error.providerCode === 'ORDER_NOT_EXIST'
    if (!isKnownNot || error.authentic !== true) watched.failed(error)
  })
  const { agentToken } = antomSecrets(account)
  return watched.result({
    proven: ['clientId', 'privateKey', 'antomPublicKey', ...(agentToken ? ['agentToken'] : [])],
    unproven: account.notifyPath ? [{ option: 'notifyPath', why: 'Only a notification shows what Antom calls.' }] : [],
  })
}
