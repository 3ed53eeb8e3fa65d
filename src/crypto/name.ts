import { type Bytes, fromUtf8, toHex, utf8 } from './bytes.js'
import { damagedDer, type Element, expect, readElements, readSequence, tags, writeElement } from './der.js'
import { oidBytes, oidText } from './oid.js'

/** One attribute of a distinguished name. `type` is CN, O, OU, C, L, ST, or else a dotted object identifier. */
export type NameAttribute = { type: string; value: string }

/** A distinguished name in the order in which the certificate has it; consumers print it in different orders. */
export type Name = NameAttribute[]

const shortNames: Record<string, string> = {
  '2.5.4.3': 'CN',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
}

export function readName(der: Uint8Array): Name {
  return readSequence(der).flatMap((relative) =>
    readElements(expect(relative, tags.set).content).map((attribute) => {
      const [type, value, trailing] = readElements(expect(attribute, tags.sequence).content)
      const oid = oidText(expect(type, tags.oid).content)
      if (!value || trailing) throw damagedDer()
      return { type: shortNames[oid] ?? oid, value: readText(value) }
    }),
  )
}

export function writeName(name: readonly NameAttribute[]): Bytes {
  const attributes = name.map(({ type, value }) => {
    const oid = Object.keys(shortNames).find((candidate) => shortNames[candidate] === type) ?? type
    // Countries are PrintableString (RFC 5280, appendix A.1); everything else may be UTF-8.
    const tag = type === 'C' ? tags.printableString : tags.utf8String
    const attribute = [writeElement(tags.oid, oidBytes(oid)), writeElement(tag, utf8(value))]
    return writeElement(tags.set, writeElement(tags.sequence, ...attribute))
  })
  return writeElement(tags.sequence, ...attributes)
}

function readText({ tag, content, whole }: Element): string {
  if (tag === tags.utf8String) return readUtf8(content)
  // Numeric, Printable, Teletex and IA5 strings: one byte, one character.
  if ([0x12, 0x13, 0x14, 0x16].includes(tag)) return decode(content, 1)
  if (tag === 0x1e && content.length % 2 === 0) return decode(content, 2)
  // As RFC 4514, section 2.4, writes values it cannot show.
  return `#${toHex(whole)}`
}

function readUtf8(content: Uint8Array): string {
  try {
    return fromUtf8(content)
  } catch {
    throw damagedDer()
  }
}

function decode(content: Uint8Array, width: 1 | 2): string {
  let text = ''
  for (let index = 0; index < content.length; index += width) {
    text += String.fromCharCode(width === 1 ? content[index]! : content[index]! * 256 + content[index + 1]!)
  }
  return text
}
