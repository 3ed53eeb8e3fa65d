import { type CheckResult, watchClock } from '../core/check.js'
import type { CallOptions, Client } from '../core/client.js'
import { isShroffError, ShroffError } from '../core/errors.js'
import { toHex } from '../crypto/bytes.js'
import { type UnionpayAccount, unionpaySecrets } from './account.js'
import { call } from './call.js'
import { toTime } from './fields.js'
import { kinds, paths } from './wire.js'

/**
 * Proves the account by one harmless call: it asks for an order that does not exist. UnionPay's signed refusal shows that it took
 * our signature and that its certificate is one of those that are trusted. Call it in a deployment's smoke test, after `ready`.
 *
 * @throws `SIGNATURE_REFUSED` or `NOT_PERMITTED` where UnionPay does not take the merchant number or its certificate;
 * `SIGNATURE_INVALID` where its own is not trusted, each with the seconds by which the clock is off; the codes of the pipeline.
 * @example
 * const { clockAheadSeconds, unproven } = await check(client)
 */
export async function check(client: Client<UnionpayAccount>, options?: CallOptions): Promise<CheckResult> {
  const { account } = client
  const watched = watchClock(client, (headers) => Date.parse(headers.date ?? ''))
  await call(
    watched.client,
    {
      action: 'check',
      path: paths.query,
      fields: {
        ...kinds.query,
        orderId: `check${toHex(account.randomBytes(8))}`,
        txnTime: toTime(new Date(account.clock.now())),
      },
      query: true,
      repeat: 'always',
      resolve: 'Check again: a query changes nothing.',
      decode: () => {
        throw new ShroffError('REPLY_MISMATCH', {
          problem: 'UnionPay answered with an order for a number that nobody used.',
        })
      },
    },
    options,
  ).catch((error: unknown) => {
    const isKnownNot = isShroffError(error) && error.providerCode === '34'
    if (!isKnownNot || (error.authentic !== true && account.signMethod === '01')) watched.failed(error)
  })
  const { encryptionCertificate, trust } = unionpaySecrets(account)
  const { pinned } = account.signMethod !== '01' ? {} : await trust()
  const trusted = pinned ? 'pinnedCertificates' : 'middleCertificate'
  const keys = account.signMethod !== '01' ? ['secureKey'] : ['privateKey', 'certificate', trusted]
  return watched.result({
    proven: ['merchantId', ...keys],
    unproven: encryptionCertificate
      ? [{ option: 'encryptionCertificate', why: 'Only what UnionPay decrypts by it shows whose it is.' }]
      : [],
  })
}
