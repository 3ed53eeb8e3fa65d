import type { CallOptions, Client } from '../../core/client.js'
import { isShroffError } from '../../core/errors.js'
import type { KeysBySerial } from '../../core/keyring.js'
import type { Transport } from '../../core/transport.js'
import type { CircleAccount, CircleReceivingAccount } from '../account.js'
import { callAmazon } from '../amazon.js'

/**
 * Fetches a certificate that Amazon SNS signs notices with, from Amazon's own host and no other. The API key is not sent.
 *
 * Returned is a function for the account's `refreshSigningCertificates`. It is then called for an unknown address only, at most
 * 6 times in 60 s.
 *
 * @throws `CONFIG_INVALID` for an address that is not Amazon's; the codes of the pipeline. An address without a certificate gives none.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
 * @example
 * const account = circle({ apiKey, refreshSigningCertificates: fetchSigningCertificate(fetchTransport()) })
 */
export function fetchSigningCertificate(
  transport: Transport,
  options?: CallOptions,
): (account: CircleReceivingAccount, url: string) => Promise<KeysBySerial> {
  return async (account, url) => {
    const client: Client<CircleAccount> = {
      account: account as CircleAccount,
      transport,
      // Once for each asking: what fails is asked for again when its notice comes again.
      attempts: 1,
      timeout: { attempt: 10_000, total: 30_000 },
      observe: undefined,
    }
    const certificate = callAmazon(client, { action: 'fetchSigningCertificate', url, kind: 'certificate' }, options)
    return certificate.then(
      (text) => ({ [url]: text }),
      (error: unknown) => {
        // Amazon's way to say that there is none.
        if (isShroffError(error) && (error.status === 403 || error.status === 404)) return {}
        throw error
      },
    )
  }
}
