import { maximumBodyBytes } from '../codec/body.js'
import { parseJson } from '../codec/json.js'
import { withoutZeros } from '../core/certificates.js'
import { ShroffError } from '../core/errors.js'
import { type KeysBySerial, mustBeValid } from '../core/keyring.js'
import { refuseMockKeys } from '../core/mock-keys.js'
import { inShape } from '../core/shape.js'
import type { WireReply } from '../core/transport.js'
import { markVerified, type Verified } from '../core/verified.js'
import { fromUtf8 } from '../crypto/bytes.js'
import { isSm2 } from '../crypto/key.js'
import { type WechatpayReceivingAccount, wechatpaySecrets } from './account.js'
import { certificateOf, loadPlatformKey, validityOf } from './certificates.js'
import { providerError } from './errors.js'
import { openBytes, openResource } from './open.js'
import { fetchCertificatesRefusals } from './refusals.js'
import { schemeOfKey } from './schemes.js'
import { certificatesShape } from './wire.js'

/**
 * Opens the list of platform certificates. The very first one cannot be verified yet, since its key is inside: so each
 * certificate is decrypted first, which only the holder of the APIv3 key could have prepared, and the answer is then
 * verified with one of them, or with a key known before (doc 4012551764). This is the only answer read in that order.
 */
export async function openCertificates(
  account: WechatpayReceivingAccount,
  reply: WireReply,
): Promise<Verified<KeysBySerial>> {
  if (reply.status !== 200)
    throw providerError({ action: 'fetchCertificates', refusals: fetchCertificatesRefusals }, reply)
  const certificates = await decryptCertificates(account, reply.body)
  const { clock } = account
  const { keyring, schemes } = wechatpaySecrets(account)
  await openBytes(account, reply.headers, reply.body, async (serial) => {
    const name = Object.keys(certificates).find((own) => withoutZeros(own) === withoutZeros(serial))
    if (name !== undefined) {
      mustBeValid(validityOf(certificates[name]!, `the platform certificate ${name}`), clock.now())
      await refuseMockKeys(account, { keys: { [`the platform certificate ${name}`]: certificates[name] } })
      const [title, file] = [`the platform certificate ${name}`, certificates[name]!]
      return loadPlatformKey(name, file, schemeOfKey(schemes, title, file).algorithm)
    }
    // Only a key that is there: an unknown serial must not ask for the certificates that are just being fetched.
    return keyring.input(serial) === undefined ? undefined : keyring.find(serial)
  })
  return markVerified(certificates, 'signature')
}

/** Where the list is; without a word it has the RSA certificates (doc 4012551764). */
export function certificatesPath(account: WechatpayReceivingAccount): string {
  const { schemes } = wechatpaySecrets(account)
  if (schemes.length > 1) return '/v3/certificates?algorithm_type=ALL'
  return `/v3/certificates${schemes[0]!.algorithm.name === 'SM2-SM3' ? '?algorithm_type=SM2' : ''}`
}

/** The certificates of a list, each by its own serial. @throws `DECRYPTION_FAILED` for what was not encrypted for this account. */
export async function decryptCertificates(
  account: WechatpayReceivingAccount,
  body: Uint8Array,
): Promise<Record<string, string>> {
  const certificates: Record<string, string> = {}
  const { schemes } = wechatpaySecrets(account)
  const takes = (file: string) => schemes.some(({ algorithm }) => (algorithm.name === 'SM2-SM3') === isSm2(file))
  for (const { encrypt_certificate } of listed(body)) {
    const text = await openResource(account, encrypt_certificate)
    // Nothing but a certificate: webhooks are encrypted with the same key, and hold texts that a payer has written.
    if (!/^\s*-----BEGIN CERTIFICATE-----/.test(text)) continue
    const serial = certificateOf(text, 'a platform certificate of the answer')?.serial
    if (serial && takes(text)) certificates[serial] = text
  }
  return certificates
}

/** Read before its signature is checked, so what is wrong with it is nobody's word. */
function listed(body: Uint8Array) {
  try {
    if (body.length > maximumBodyBytes) throw new RangeError(`over ${maximumBodyBytes} bytes`)
    return inShape(certificatesShape, parseJson(fromUtf8(body))).data
  } catch (cause) {
    throw new ShroffError('BODY_INVALID', {
      problem: 'The answer is not a list of platform certificates.',
      authentic: false,
      cause,
    })
  }
}
