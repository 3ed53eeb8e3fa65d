import { type CertificateFacts, certificateFacts, validityOfCertificate, withoutZeros } from '../core/certificates.js'
import { configError } from '../core/errors.js'
import type { KeysBySerial, Validity } from '../core/keyring.js'
import { platformKeyName } from '../core/keyring.js'
import { importPublicKey } from '../core/keys.js'
import { isUnset, shown } from '../core/options.js'
import type { Algorithm, KeyInput, PublicKey } from '../crypto/contract.js'
import { readKey } from '../crypto/key.js'
import { publicKeyIdPrefix } from './wire.js'

/**
 * What matters of the certificate, if this input is one.
 *
 * @throws `CONFIG_INVALID` for a damaged one; `name` is the option that holds it.
 */
export function certificateOf(input: KeyInput, name = 'a platform certificate'): CertificateFacts | undefined {
  const key = readKey(input)
  return key.form === 'certificate' ? certificateFacts(key.der, `wechatpay: ${name}`) : undefined
}

/** The serial number of the merchant's own certificate. @throws `CONFIG_INVALID` for another file, or another serial. */
export function merchantSerial(certificate: KeyInput, serial: string | undefined): string {
  const facts = certificateOf(certificate, 'certificate')
  if (!facts) {
    const { given } = readKey(certificate)
    throw configError(
      `wechatpay: certificate must be the merchant API certificate (apiclient_cert.pem), but ${given} was given.`,
      'It is beside apiclient_key.pem in the archive from the merchant console.',
    )
  }
  if (serial === undefined || withoutZeros(serial) === withoutZeros(facts.serial)) return serial ?? facts.serial
  throw configError(
    `wechatpay: certificate has the serial ${facts.serial}, which is not the one given as serial.`,
    'Leave serial out; it is read from the certificate.',
  )
}

const nameRule = /^(PUB_KEY_ID_[0-9A-Za-z]{1,53}|[0-9A-Fa-f]{1,64})$/

/**
 * Checks WeChat Pay's keys as they come in, by their names and, without an import, by their certificates. A name that could
 * be a secret is never repeated: it is printed in errors and sent in a header.
 */
export const checkerOfPlatformKeys =
  (own: { serial: string | undefined; secrets: readonly (string | undefined)[] }) =>
  (keys: KeysBySerial): KeysBySerial => {
    const named = Object.entries(keys).map(([name, key]) => {
      if (!nameRule.test(name)) {
        const next = isUnset(name)
          ? 'The variable that it is read from is probably not set in this environment.'
          : undefined
        throw configError(
          `wechatpay: platformKeys must be named by PUB_KEY_ID_… or a hexadecimal serial; of one name ${shown(name)}.`,
          next,
        )
      }
      // A serial has 40 digits. An API key may look like one of 32, and then stands in the wrong place.
      const mayBeSecret = own.secrets.includes(name) || (name.length === 32 && !name.startsWith(publicKeyIdPrefix))
      const certificate = certificateOf(key, mayBeSecret ? 'one of platformKeys' : platformKeyName(name))
      const fits = certificate && withoutZeros(certificate.serial) === withoutZeros(name)
      if (mayBeSecret && !fits) {
        throw configError(
          'wechatpay: one of platformKeys is named by what looks like an API key, not a PUB_KEY_ID_… or a serial.',
          'Two variables are probably swapped.',
        )
      }
      refuseMerchantCertificate(name, certificate, own.serial)
      if (certificate && !fits)
        throw configError(
          `wechatpay: the certificate under platformKeys["${name}"] has the serial ${certificate.serial}.`,
        )
      // WeChat Pay compares the serial that encrypted fields are for letter by letter; the certificate has it so.
      return [certificate?.serial ?? name, key] as const
    })
    return Object.fromEntries(named)
  }

/** Found at once, since it needs no import: the two certificates of the merchant console mixed up. */
function refuseMerchantCertificate(
  name: string,
  certificate: CertificateFacts | undefined,
  own: string | undefined,
): void {
  const same = (serial: string) => own !== undefined && withoutZeros(serial) === withoutZeros(own)
  if (certificate && same(certificate.serial)) {
    throw configError(
      `wechatpay: platformKeys["${name}"] is the merchant's own certificate, not WeChat Pay's.`,
      'Download the WeChat Pay public key (微信支付公钥) in the merchant console and give it under its PUB_KEY_ID_….',
    )
  }
  if (same(name)) {
    throw configError(
      `wechatpay: platformKeys["${name}"] is named by the serial of the merchant's own certificate.`,
      "The name is that of WeChat Pay's key: its PUB_KEY_ID_…, or the serial of the platform certificate.",
    )
  }
}

/** When a certificate is valid; undefined for a bare public key, which does not expire. */
export function validityOf(input: KeyInput, name: string): Validity | undefined {
  const certificate = certificateOf(input, name)
  const renew =
    name === 'certificate'
      ? 'Apply for a new merchant API certificate in the merchant console.'
      : 'Replace it by the current one, or by the WeChat Pay public key, which does not expire.'
  return certificate && validityOfCertificate(certificate, `wechatpay: ${name}`, renew)
}

/** @throws `CONFIG_INVALID` for a key of the wrong form. */
export const loadPlatformKey = (name: string, input: KeyInput, algorithm: Algorithm): Promise<PublicKey> =>
  importPublicKey(
    input,
    `${platformKeyName(name)}: the WeChat Pay public key (pub_key.pem) or a platform certificate`,
    algorithm,
  )
