import { type CallOptions, createClient } from '../../core/client.js'
import { configError } from '../../core/errors.js'
import type { KeysBySerial } from '../../core/keyring.js'
import { inShape } from '../../core/shape.js'
import type { Transport } from '../../core/transport.js'
import { fromAnyBase64 } from '../../crypto/base64.js'
import { type YeepayAccount, yeepaySecrets } from '../account.js'
import { call } from '../call.js'
import { certificatesShape, paths } from '../wire.js'

/**
 * Downloads YeePay's SM2 certificates (平台商密证书), all that are in use: a new one is listed about 24 hours before YeePay signs by
 * it. The list has to be signed by a key that the account knows already.
 *
 * Returned is a function for the account's `refreshPlatformKeys`. It is then called for an unknown serial only, one call at a time
 * and at most once in 60 s.
 *
 * @throws `CONFIG_INVALID` for an account without `sm`; `KEY_UNKNOWN` for a list that is signed by a certificate which is not
 * known: give that one by hand.
 * @see https://open.yeepay.com/docs/platform/certs 平台商密证书
 * @example
 * const account = yeepay({ ...credentials, sm, platformKeys, refreshPlatformKeys: fetchCertificates(http()) })
 */
export function fetchCertificates(
  transport: Transport,
  options: CallOptions = {},
): (account: YeepayAccount) => Promise<KeysBySerial> {
  return async (account) => {
    if (!yeepaySecrets(account).sm) throw configError('fetchCertificates is for an account with sm (国密).')
    return call(
      createClient({ account, transport }),
      {
        action: 'fetchCertificates',
        method: 'GET',
        path: paths.certificates,
        // It asks for no merchant.
        fields: { certType: 'SM2', parentMerchantNo: undefined, merchantNo: undefined },
        repeat: 'always',
        resolve: 'Ask again: a query changes nothing.',
        decode: (value) => {
          const { data } = inShape(certificatesShape, value)
          return Object.fromEntries(data.map(({ serialNo, cert }) => [serialNo, certificateIn(cert)]))
        },
      },
      options,
    )
  }
}

/** PEM without its blanks, as it was signed: its first and last line are no longer PEM's. */
const certificateIn = (text: string): Uint8Array =>
  fromAnyBase64(text.replace(/-----[A-Z]*-----|\s/g, '')) ?? new Uint8Array()
