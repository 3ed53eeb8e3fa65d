import { type Bytes, concat } from '../crypto/bytes.js'
import { expect, readSequence, tags, unsigned, writeElement, writeUnsigned } from '../crypto/der.js'

export type Sm2Form = 'der' | 'raw' | 'bare'

/** A point of 64 bytes, a hash of 32, and what is encrypted. */
export type Parts = { readonly c1: Uint8Array; readonly c3: Uint8Array; readonly c2: Uint8Array }

export function write({ c1, c3, c2 }: Parts, form: Sm2Form): Bytes {
  if (form === 'bare') return concat(c1, c3, c2)
  if (form === 'raw') return concat(Uint8Array.of(4), c1, c3, c2)
  return writeElement(
    tags.sequence,
    writeUnsigned(c1.subarray(0, 32)),
    writeUnsigned(c1.subarray(32)),
    writeElement(tags.octetString, c3),
    writeElement(tags.octetString, c2),
  )
}

/** Undefined for what is not of this form. */
export function read(bytes: Uint8Array, form: Sm2Form, maximumBytes: number): Parts | undefined {
  if (bytes.length > maximumBytes + 200) return undefined
  const parts = form === 'der' ? readDer(bytes) : readPlain(bytes, form)
  return parts && parts.c3.length === 32 && parts.c2.length > 0 ? parts : undefined
}

function readPlain(bytes: Uint8Array, form: 'raw' | 'bare'): Parts | undefined {
  const start = form === 'raw' ? 1 : 0
  if (start && bytes[0] !== 4) return undefined
  const part = (from: number, to?: number) => bytes.slice(start + from, to && start + to)
  return { c1: part(0, 64), c3: part(64, 96), c2: part(96) }
}

function readDer(bytes: Uint8Array): Parts | undefined {
  try {
    const [x, y, c3, c2, ...more] = readSequence(bytes)
    const coordinates = [unsigned(x), unsigned(y)]
    if (more.length || coordinates.some(({ length }) => length > 32)) return undefined
    const c1 = new Uint8Array(64)
    for (const [place, number] of coordinates.entries()) c1.set(number, 32 * (place + 1) - number.length)
    return { c1, c3: expect(c3, tags.octetString).content, c2: expect(c2, tags.octetString).content }
  } catch {
    return undefined
  }
}
