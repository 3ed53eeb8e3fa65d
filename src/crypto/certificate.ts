import { toHex } from './bytes.js'
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
  /** The content of the extensions, each an element; empty where there are none. */
  extensions: Element[]
}

/** Apart from x509.ts, so that who needs a certificate's key, serial or dates alone does not bring names along. */
export function certificateParts(der: Uint8Array): CertificateParts {
  const [tbs, algorithm, signature, ...trailing] = readSequence(der)
  const fields = readElements(expect(tbs, tags.sequence).content)
  // [0] EXPLICIT version stands first in version 2 and 3, and is left out in version 1.
  if (fields[0]?.tag === 0xa0) fields.shift()
  const [serial, inner, issuer, validity, subject, spki, ...optional] = fields
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
    extensions: extensionsOf(optional.find(({ tag }) => tag === 0xa3)),
  }
}

/** [3] EXPLICIT, in version 3 only. */
const extensionsOf = (field: Element | undefined): Element[] => (field ? readSequence(field.content) : [])

/** Upper-case hexadecimal, whole bytes: as WeChat Pay writes it. */
export function serialOf({ serial }: CertificateParts): string {
  // RFC 5280 allows 20 bytes; some authorities use more, none this many.
  if (serial.length > 64) throw damagedDer()
  return toHex(serial)
}

export const datesOf = ({ validity }: CertificateParts): { notBefore: Date; notAfter: Date } => ({
  notBefore: readTime(validity[0]),
  notAfter: readTime(validity[1]),
})

/** UTCTime has two digits of the year, 1950 to 2049 (RFC 5280, section 4.1.2.5). Both must be in UTC with seconds. */
function readTime(element: Element | undefined): Date {
  const isShort = element?.tag === tags.utcTime
  const { content } = isShort ? element : expect(element, tags.generalizedTime)
  const text = String.fromCharCode(...content.subarray(0, 20))
  const full = isShort ? (text < '5' ? '20' : '19') + text : text
  const iso = full.replace(/(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z/, '$1-$2-$3T$4:$5:$6.000Z')
  const time = new Date(iso)
  // The way back catches what stands around it, and what Date forgives, such as 30 February.
  if (Number.isNaN(time.getTime()) || time.toISOString() !== iso) throw damagedDer()
  return time
}

/** Whether two public byte strings are equal; takes less time when they are not. */
export function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index])
}
