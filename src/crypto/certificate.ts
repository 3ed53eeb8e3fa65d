import { bitString, damagedDer, type Element, expect, readElements, readSequence, tags, unsigned } from './der.js'

/** The parts of an X.509 certificate (RFC 5280, section 4.1), as the bytes that stand there. */
export type CertificateParts = {
  tbs: Uint8Array
  serial: Uint8Array
  issuer: Uint8Array
  validity: Element[]
  subject: Uint8Array
  spki: Uint8Array
  /** The content of the algorithm's OID. */
  signatureAlgorithm: Uint8Array
  signature: Uint8Array
}

/** Apart from x509.ts, so that importing a key from a certificate does not bring names and dates along. */
export function certificateParts(der: Uint8Array): CertificateParts {
  const [tbs, algorithm, signature, ...trailing] = readSequence(der)
  const fields = readElements(expect(tbs, tags.sequence).content)
  // [0] EXPLICIT version stands first in version 2 and 3, and is left out in version 1.
  if (fields[0]?.tag === 0xa0) fields.shift()
  const [serial, inner, issuer, validity, subject, spki] = fields
  const outer = expect(algorithm, tags.sequence)
  if (!same(expect(inner, tags.sequence).whole, outer.whole)) throw damagedDer()
  if (trailing.length) throw damagedDer()
  return {
    tbs: tbs!.whole,
    serial: unsigned(serial),
    issuer: expect(issuer, tags.sequence).whole,
    validity: readElements(expect(validity, tags.sequence).content),
    subject: expect(subject, tags.sequence).whole,
    spki: expect(spki, tags.sequence).whole,
    signatureAlgorithm: expect(readElements(outer.content)[0], tags.oid).content,
    signature: bitString(signature),
  }
}

/** Whether two public byte strings are equal; takes less time when they are not. */
export function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index])
}
