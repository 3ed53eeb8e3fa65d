import { importPublicKey } from '#crypto'
import { configError } from '../core/errors.js'
import type { Validity } from '../core/keyring.js'
import { certificateParts, datesOf, serialOf } from '../crypto/certificate.js'
import type { KeyInput, PublicKey } from '../crypto/contract.js'
import { readKey } from '../crypto/key.js'

/**
 * What matters of the certificate, if this input is one.
 *
 * @throws `CONFIG_INVALID` for a damaged one.
 */
export function certificateOf(input: KeyInput): { serial: string; notBefore: Date; notAfter: Date } | undefined {
  const key = readKey(input)
  if (key.form !== 'certificate') return undefined
  try {
    const parts = certificateParts(key.der)
    return { serial: serialOf(parts), ...datesOf(parts) }
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

/** When a certificate is valid; undefined for a bare public key, which does not expire. */
export function validityOf(name: string, input: KeyInput): Validity | undefined {
  const certificate = certificateOf(input)
  if (!certificate) return undefined
  const { notBefore, notAfter } = certificate
  return {
    from: notBefore.getTime(),
    until: notAfter.getTime(),
    refuse: (now) =>
      now < notBefore.getTime()
        ? configError(`wechatpay: the platform certificate ${name} is valid only from ${notBefore.toISOString()}.`)
        : configError(
            `wechatpay: the platform certificate ${name} expired on ${notAfter.toISOString()}.`,
            'Replace it by the current one, or by the WeChat Pay public key, which does not expire.',
          ),
  }
}

/** @throws `CONFIG_INVALID` for a key of the wrong form. */
export const loadPlatformKey = (name: string, input: KeyInput): Promise<PublicKey> =>
  importPublicKey(input, `platformKeys["${name}"]: the WeChat Pay public key (pub_key.pem) or a platform certificate`)

/** Tools write one and the same serial with and without leading zeros, in either case. */
export const withoutZeros = (serial: string): string => serial.toUpperCase().replace(/^0+/, '')
