import { md5 } from '#crypto'
import { configError } from '../core/errors.js'
import { toHex, utf8 } from '../crypto/bytes.js'
import type { KeyInput } from '../crypto/contract.js'
import { readKeys } from '../crypto/key.js'
import { type Certificate, readCertificate } from '../crypto/x509.js'

/**
 * The serial number that Alipay computes of a certificate: MD5 over the issuer (last part first) and the decimal serial.
 * Source: alipay/alipay-sdk-nodejs-all:src/antcertutil.ts
 */
export function certificateSn({ issuer, serialDecimal }: Certificate): string {
  const name = [...issuer]
    .reverse()
    .map(({ type, value }) => `${type}=${value}`)
    .join(',')
  return toHex(md5(utf8(name + serialDecimal))).toLowerCase()
}

/** The serial number of the root bundle: those of its RSA certificates, in the order of the file. */
export function rootSn(certificates: readonly Certificate[]): string {
  return certificates
    .filter(({ signatureAlgorithm }) => signatureAlgorithm.startsWith('1.2.840.113549.1.1'))
    .map(certificateSn)
    .join('_')
}

/** @throws `CONFIG_INVALID` for anything but certificates. */
export function readCertificates(input: KeyInput, name: string): Certificate[] {
  return readKeys(input).map((key) => {
    if (key.form === 'certificate') return readCertificate(key.der)
    throw configError(`alipay: ${name} must be a certificate, but ${key.given} was given.`)
  })
}
