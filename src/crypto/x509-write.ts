import { sign } from '#crypto'
import { rsaSha256 } from './algorithms.js'
import { type Bytes, fromHex, utf8 } from './bytes.js'
import type { PrivateKey, SigningAlgorithm } from './contract.js'
import { tags, writeElement, writeUnsigned } from './der.js'
import { type NameAttribute, writeName } from './name.js'
import { oidBytes } from './oid.js'

export type CertificateOptions = {
  /** Hexadecimal, whole bytes, at most 20 (RFC 5280, section 4.1.2.2). */
  serial: string
  subject: readonly NameAttribute[]
  issuer: readonly NameAttribute[]
  notBefore: Date
  notAfter: Date
  /** SubjectPublicKeyInfo, DER. */
  subjectPublicKey: Uint8Array
  /** The issuer's key. */
  signer: PrivateKey
  /** What it was imported for. Default RSA-SHA256. */
  signsBy?: SigningAlgorithm
  /** Whether the subject may issue certificates itself. Default false. */
  authority?: boolean
}

/** Writes an X.509 version 3 certificate, as DER. For test keys: the mock and `shroff keys`. */
export async function writeCertificate(options: CertificateOptions): Promise<Uint8Array> {
  const serial = fromHex(options.serial)
  if (!serial || serial.length < 1 || serial.length > 20) {
    throw new RangeError('A certificate serial number must be 1 to 20 whole bytes in hexadecimal.')
  }
  const { signsBy = rsaSha256 } = options
  const algorithm = identifierOf(signsBy)
  const tbs = sequence(
    writeElement(0xa0, writeUnsigned(Uint8Array.of(2))), // version 3 is written as 2
    writeUnsigned(serial),
    algorithm,
    writeName(options.issuer),
    sequence(writeTime(options.notBefore), writeTime(options.notAfter)),
    writeName(options.subject),
    options.subjectPublicKey,
    writeElement(0xa3, sequence(basicConstraints(options.authority ?? false))),
  )
  const signature = await sign(signsBy, options.signer, tbs)
  return sequence(tbs, algorithm, writeElement(tags.bitString, Uint8Array.of(0), signature))
}

const sequence = (...elements: Uint8Array[]): Bytes => writeElement(tags.sequence, ...elements)

/** sha256WithRSAEncryption (RFC 4055, section 5) or SM2 with SM3 (GM/T 0006-2012), both with NULL parameters as authorities write them. */
const identifierOf = ({ name }: SigningAlgorithm) => {
  const oid = name === 'RSA-SHA256' ? '1.2.840.113549.1.1.11' : '1.2.156.10197.1.501'
  return sequence(writeElement(tags.oid, oidBytes(oid)), writeElement(tags.null))
}

/** RFC 5280, section 4.2.1.9; critical. FALSE is the default value and DER leaves defaults out. */
function basicConstraints(authority: boolean): Bytes {
  const yes = writeElement(tags.boolean, Uint8Array.of(0xff))
  const value = authority ? sequence(yes) : sequence()
  return sequence(writeElement(tags.oid, oidBytes('2.5.29.19')), yes, writeElement(tags.octetString, value))
}

/** UTCTime up to 2049, GeneralizedTime after (RFC 5280, section 4.1.2.5). Fractions of a second are cut. */
function writeTime(time: Date): Bytes {
  const text = `${time.toISOString().slice(0, 19).replace(/[-T:]/g, '')}Z`
  const year = time.getUTCFullYear()
  if (year >= 1950 && year < 2050) return writeElement(tags.utcTime, utf8(text.slice(2)))
  return writeElement(tags.generalizedTime, utf8(text))
}
