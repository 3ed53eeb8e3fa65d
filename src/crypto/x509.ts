import { importPublicKey, verify } from '#crypto'
import { rsaSha1, rsaSha256 } from './algorithms.js'
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

/** How a certificate may be signed (RFC 4055, section 5). */
const algorithms = [
  ['1.2.840.113549.1.1.11', rsaSha256],
  ['1.2.840.113549.1.1.5', rsaSha1],
] as const

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
 * Whether `issuer` signed `certificate`: the names match byte for byte and the RSA signature verifies. Dates, revocation and
 * whether `issuer` may sign certificates at all are the caller's to judge.
 *
 * @param options `allowSha1` takes a signature by SHA-1 too. For a provider whose own chain has no other, and named on the trust page.
 * @throws KeyProblem if the issuer's key is not an RSA key of at least 2048 bits.
 */
export async function isIssuedBy(
  certificate: Certificate,
  issuer: Certificate,
  { allowSha1 = false }: { allowSha1?: boolean } = {},
): Promise<boolean> {
  const [, algorithm] = algorithms.find(([oid]) => oid === certificate.signatureAlgorithm) ?? []
  if (!algorithm || (algorithm === rsaSha1 && !allowSha1)) return false
  if (!same(certificate.issuerBytes, issuer.subjectBytes)) return false
  const key = await importPublicKey(issuer.spki, 'the key of the issuing certificate', algorithm)
  return verify(algorithm, key, certificate.signature, certificate.tbs)
}
