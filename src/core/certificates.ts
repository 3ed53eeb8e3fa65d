import { certificateParts, datesOf, serialOf } from '../crypto/certificate.js'
import { configError } from './errors.js'
import type { Validity } from './keyring.js'

/** What an account needs of a certificate: its number, upper-case hexadecimal in whole bytes, and its dates. */
export type CertificateFacts = { readonly serial: string; readonly notBefore: Date; readonly notAfter: Date }

/** @throws `CONFIG_INVALID` for a damaged one; `name` is the option that holds it, behind its provider. */
export function certificateFacts(der: Uint8Array, name: string): CertificateFacts {
  try {
    const parts = certificateParts(der)
    return { serial: serialOf(parts), ...datesOf(parts) }
  } catch {
    throw configError(`${name} is damaged.`, 'Copy the whole file again, from its BEGIN to its END line.')
  }
}

/** When a certificate is valid. `renew`: where the next one comes from. */
export const validityOfCertificate = (
  { notBefore, notAfter }: CertificateFacts,
  name: string,
  renew: string,
): Validity => ({
  from: notBefore.getTime(),
  until: notAfter.getTime(),
  refuse: (now) =>
    now < notBefore.getTime()
      ? configError(
          `${name} is valid only from ${notBefore.toISOString()}.`,
          'Check the clock of this machine; a new certificate belongs beside the one before it.',
        )
      : configError(`${name} expired on ${notAfter.toISOString()}.`, renew),
})

/** Tools write one and the same serial with and without leading zeros, in either case. */
export const withoutZeros = (serial: string): string => serial.toUpperCase().replace(/^0+/, '')
