import { importPublicKey } from '#crypto'
import type { Clock } from '../core/account.js'
import { configError } from '../core/errors.js'
import type { KeyInput, PublicKey } from '../crypto/contract.js'
import { readKey } from '../crypto/key.js'
import { type Certificate, readCertificate } from '../crypto/x509.js'

/**
 * The certificate, if this input is one.
 *
 * @throws `CONFIG_INVALID` for a damaged one.
 */
export function certificateOf(input: KeyInput): Certificate | undefined {
  const key = readKey(input)
  if (key.form !== 'certificate') return undefined
  try {
    return readCertificate(key.der)
  } catch {
    throw configError('wechatpay: a platform certificate is damaged.', 'Copy the whole file again.')
  }
}

/** Found at once, since it needs no import: the two certificates of the merchant console mixed up. */
export function refuseMerchantCertificate(name: string, input: KeyInput, merchantSerial: string | undefined): void {
  const certificate = certificateOf(input)
  const same = (serial: string) => merchantSerial && withoutZeros(serial) === withoutZeros(merchantSerial)
  if (same(name) || (certificate && same(certificate.serial))) {
    throw configError(
      `wechatpay: platformKeys["${name}"] is the merchant's own certificate, not WeChat Pay's.`,
      'Download the WeChat Pay public key (微信支付公钥) in the merchant console and give it under its PUB_KEY_ID_….',
    )
  }
  if (certificate && withoutZeros(certificate.serial) !== withoutZeros(name)) {
    throw configError(`wechatpay: the certificate under platformKeys["${name}"] has the serial ${certificate.serial}.`)
  }
}

/** @throws `CONFIG_INVALID` for a key of the wrong form, or a certificate outside its validity. */
export async function loadPlatformKey(name: string, input: KeyInput, clock: Clock): Promise<PublicKey> {
  const certificate = certificateOf(input)
  const now = clock.now()
  if (certificate && certificate.notAfter.getTime() < now) {
    throw configError(
      `wechatpay: the platform certificate ${name} expired on ${certificate.notAfter.toISOString()}.`,
      'Replace it by the current one, or by the WeChat Pay public key, which does not expire.',
    )
  }
  if (certificate && certificate.notBefore.getTime() > now) {
    throw configError(
      `wechatpay: the platform certificate ${name} is valid only from ${certificate.notBefore.toISOString()}.`,
    )
  }
  return importPublicKey(
    input,
    `platformKeys["${name}"]: the WeChat Pay public key (pub_key.pem) or a platform certificate`,
  )
}

const withoutZeros = (serial: string) => serial.toUpperCase().replace(/^0+/, '')
