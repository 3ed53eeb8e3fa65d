import { importPublicKey, verifyRsaSha256 } from '#crypto'
import { certificateParts, datesOf, same, serialOf } from './certificate.js'
import { type Element, expect, readElements, readSequence, tags } from './der.js'
import { type Name, readName } from './name.js'
import { oidText } from './oid.js'

export type Certificate = {
  /** Upper-case hexadecimal, whole bytes: as WeChat Pay writes it. */
  serial: string
  /** The same number in decimal: as Alipay and UnionPay write it. */
  serialDecimal: string
  issuer: Name
  subject: Name
  notBefore: Date
  notAfter: Date
  /** Whether it says of itself that it may issue others (basicConstraints, RFC 5280, section 4.2.1.9). */
  authority: boolean
  /** The public key (SubjectPublicKeyInfo), DER. */
  spki: Uint8Array
  issuerBytes: Uint8Array
  subjectBytes: Uint8Array
  /** What the signature is over. */
  tbs: Uint8Array
  signature: Uint8Array
  /** Dotted, such as `1.2.840.113549.1.1.11` for RSA with SHA-256. */
  signatureAlgorithm: string
}

/** RSA with SHA-256 (RFC 4055, section 5). */
export const sha256WithRsa = '1.2.840.113549.1.1.11'

/**
 * Reads an X.509 certificate (RFC 5280). Checks no signature and no date: see {@link isIssuedBy}.
 *
 * @throws Error if it is damaged.
 */
export function readCertificate(der: Uint8Array): Certificate {
  const parts = certificateParts(der)
  const { issuer, subject } = parts
  const serial = serialOf(parts)
  return {
    serial,
    serialDecimal: BigInt(`0x${serial}`).toString(),
    issuer: readName(issuer),
    subject: readName(subject),
    ...datesOf(parts),
    authority: parts.extensions.some(makesAuthority),
    spki: parts.spki,
    issuerBytes: issuer,
    subjectBytes: subject,
    tbs: parts.tbs,
    signature: parts.signature,
    signatureAlgorithm: oidText(parts.signatureAlgorithm),
  }
}

function makesAuthority(extension: Element): boolean {
  const fields = readElements(expect(extension, tags.sequence).content)
  if (oidText(expect(fields[0], tags.oid).content) !== '2.5.29.19') return false
  const [value] = readSequence(expect(fields.at(-1), tags.octetString).content)
  // The default is FALSE; TRUE is one byte of ones (X.690, section 11.1).
  return value?.tag === tags.boolean && value.content[0] === 0xff
}

/**
 * Whether `issuer` signed `certificate`: the names match byte for byte and the RSA-SHA256 signature verifies.
 * Dates, revocation and whether `issuer` may sign certificates at all are the caller's to judge.
 *
 * @throws ConfigError if the issuer's key is not an RSA key of at least 2048 bits.
 */
export async function isIssuedBy(certificate: Certificate, issuer: Certificate): Promise<boolean> {
  if (certificate.signatureAlgorithm !== sha256WithRsa) return false
  if (!same(certificate.issuerBytes, issuer.subjectBytes)) return false
  const key = await importPublicKey(issuer.spki, 'the key of the issuing certificate')
  return verifyRsaSha256(key, certificate.signature, certificate.tbs)
}
