import { type Bytes, concat } from './bytes.js'

/** One DER element. Only single-byte tags: keys and certificates use no others. */
export type Element = {
  tag: number
  content: Uint8Array
  /** The element with its tag and length, as received. */
  whole: Uint8Array
}

export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8String: 0x0c,
  printableString: 0x13,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const

/** The elements that stand one after the other in `bytes`, to its end. Goes one level deep: callers descend by themselves. */
export function readElements(bytes: Uint8Array): Element[] {
  const elements: Element[] = []
  let start = 0
  while (start < bytes.length) {
    const tag = bytes[start]!
    if ((tag & 0x1f) === 0x1f) throw damagedDer()
    let offset = start + 2
    let length = bytes[start + 1] ?? 0x80
    if (length >= 0x80) {
      const count = length & 0x7f
      length = 0
      for (const byte of bytes.subarray(offset, offset + count)) length = length * 256 + byte
      offset += count
      // DER has one way to write a length, the shortest, and no indefinite one (a count of zero).
      if (length < 0x80 || length < 256 ** (count - 1)) throw damagedDer()
    }
    const end = offset + length
    if (end > bytes.length) throw damagedDer()
    elements.push({ tag, content: bytes.subarray(offset, end), whole: bytes.subarray(start, end) })
    start = end
  }
  return elements
}

/** The one element that `bytes` is, with nothing after it. */
export function readElement(bytes: Uint8Array, tag: number): Element {
  const [element, ...trailing] = readElements(bytes)
  if (trailing.length) throw damagedDer()
  return expect(element, tag)
}

/** The children of a SEQUENCE that is all of `bytes`. */
export function readSequence(bytes: Uint8Array): Element[] {
  return readElements(readElement(bytes, tags.sequence).content)
}

export function expect(element: Element | undefined, tag: number): Element {
  if (element?.tag !== tag) throw damagedDer()
  return element
}

/** The bytes of a BIT STRING of whole bytes. */
export function bitString(element: Element | undefined): Uint8Array {
  const { content } = expect(element, tags.bitString)
  if (content[0] !== 0) throw damagedDer()
  return content.subarray(1)
}

/** The bytes of an INTEGER that is not negative, without its sign byte; zero is one byte. */
export function unsigned(element: Element | undefined): Uint8Array {
  const { content } = expect(element, tags.integer)
  const [first = 0x80, second] = content
  if (first >= 0x80) throw damagedDer()
  if (first > 0 || second === undefined) return content
  if (second < 0x80) throw damagedDer()
  return content.subarray(1)
}

export function writeElement(tag: number, ...contents: Uint8Array[]): Bytes {
  const content = concat(...contents)
  const length: number[] = []
  for (let rest = content.length; rest > 0; rest >>>= 8) length.unshift(rest & 0xff)
  if (content.length < 0x80) return concat(Uint8Array.of(tag, content.length), content)
  return concat(Uint8Array.of(tag, 0x80 | length.length, ...length), content)
}

/** An INTEGER from the bytes of a number that is not negative. */
export function writeUnsigned(bytes: Uint8Array): Bytes {
  // -1 where all are zero, which leaves the last of them.
  const digits = bytes.subarray(bytes.findIndex((byte) => byte > 0))
  return writeElement(tags.integer, digits[0]! < 0x80 ? digits : concat(Uint8Array.of(0), digits))
}

/** One text for every damage: where it is tells a person nothing that "copy the file again" does not. */
export function damagedDer(): Error {
  return new Error('damaged DER')
}
