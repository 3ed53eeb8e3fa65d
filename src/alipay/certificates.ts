import { md5 } from '#crypto'
import { configError, plain } from '../core/errors.js'
import { toLowerHex, utf8 } from '../crypto/bytes.js'
import type { KeyInput } from '../crypto/contract.js'
import { readKeys } from '../crypto/key.js'
import { type Certificate, isIssuedBy, readCertificate } from '../crypto/x509.js'

/**
 * The serial number that Alipay computes of a certificate: MD5 over the issuer (last part first) and the decimal serial.
 * Source: alipay/alipay-sdk-nodejs-all:src/antcertutil.ts
 */
export function certificateSn({ issuer, serialDecimal }: Certificate): string {
  const name = [...issuer]
    .reverse()
    .map(({ type, value }) => `${type}=${value}`)
    .join(',')
  return toLowerHex(md5(utf8(name + serialDecimal)))
}

/** The serial number of the root bundle: those of its RSA certificates, in the order of the file. */
export function rootSn(certificates: readonly Certificate[]): string {
  return certificates
    .filter(({ signatureAlgorithm }) => signatureAlgorithm.startsWith('1.2.840.113549.1.1'))
    .map(certificateSn)
    .join('_')
}

type Files = Readonly<Record<'app' | 'alipay' | 'root', KeyInput>>

/** The serial numbers that requests and answers name. @throws `CONFIG_INVALID` naming the file that is wrong. */
export function serialsOf(files: Files): Record<'app' | 'alipay' | 'root', string> {
  const root = rootSn(readCertificates(files.root, 'certificates.root'))
  if (root === '')
    throw configError('alipay: certificates.root has no RSA certificate.', 'It is the file alipayRootCert.crt.')
  // A file holds the certificate first, and may have those of its issuers after it.
  const first = (name: 'app' | 'alipay') => certificateSn(readCertificates(files[name], `certificates.${name}`)[0]!)
  return { app: first('app'), alipay: first('alipay'), root }
}

/** @throws `CONFIG_INVALID` for anything but certificates, and for damaged ones. */
export function readCertificates(input: KeyInput, name: string): Certificate[] {
  return readKeys(input).map((key) => {
    if (key.form !== 'certificate')
      throw configError(`alipay: ${name} must be a certificate, but ${key.given} was given.`)
    try {
      return readCertificate(key.der)
    } catch {
      throw configError(
        `alipay: ${name} is damaged.`,
        'Download the file again; it has a BEGIN and an END line for each certificate.',
      )
    }
  })
}

/**
 * Whether `certificates.alipay` is of its root: each certificate of the file issued by the next, the last by one of the
 * roots, and all in their time. An issuer below the root must be an authority, or any merchant could issue in its name.
 *
 * @throws `CONFIG_INVALID` saying which certificate it is.
 */
export async function mustBeOfTheRoot(files: Files, now: number): Promise<void> {
  const roots = readCertificates(files.root, 'certificates.root')
  const [leaf, ...others] = readCertificates(files.alipay, 'certificates.alipay')
  let current = leaf!
  // No chain is longer than the file; one that goes round in it ends here.
  for (let step = 0; step <= others.length; step++) {
    mustBeInItsTime(current, 'alipay', now)
    for (const root of roots) {
      if (!(await issued(root, current))) continue
      mustBeInItsTime(root, 'root', now)
      return
    }
    const issuer = await firstThat(others, (other) => issued(other, current))
    if (!issuer) break
    if (!issuer.authority) {
      throw configError(
        `alipay: in certificates.alipay, ${nameOf(current)} is issued by ${nameOf(issuer)}, which is no authority (CA:FALSE).`,
        'Whoever made this file is not Alipay. Download alipayCertPublicKey_RSA2.crt again.',
      )
    }
    current = issuer
  }
  throw configError(
    `alipay: certificates.alipay does not lead to certificates.root: no certificate there has issued ${nameOf(current)}.`,
    'Download alipayCertPublicKey_RSA2.crt and alipayRootCert.crt again, both from the page of this application.',
  )
}

export function mustBeInItsTime(certificate: Certificate, name: keyof Files, now: number): void {
  const { notBefore, notAfter } = certificate
  // Not `<`: a clock of the caller's that tells no number must let nothing in.
  if (!(now >= notBefore.getTime()))
    throw configError(
      `alipay: certificates.${name}: ${nameOf(certificate)} is valid only from ${notBefore.toISOString()}.`,
      'Check the clock of this machine.',
    )
  if (!(now <= notAfter.getTime()))
    throw configError(
      `alipay: certificates.${name}: ${nameOf(certificate)} expired on ${notAfter.toISOString()}.`,
      'Download the current file in the console.',
    )
}

/** A key that cannot be used has issued nothing: the bundle of roots has some of other algorithms. */
const issued = (issuer: Certificate, certificate: Certificate): Promise<boolean> =>
  isIssuedBy(certificate, issuer).catch(() => false)

async function firstThat<T>(list: readonly T[], fits: (one: T) => Promise<boolean>): Promise<T | undefined> {
  for (const one of list) if (await fits(one)) return one
  return undefined
}

const nameOf = ({ subject, serial }: Certificate): string =>
  `“${plain(subject.find(({ type }) => type === 'CN')?.value ?? serial, 80)}”`
