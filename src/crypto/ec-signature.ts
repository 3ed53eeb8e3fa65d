import type { Bytes } from './bytes.js'
import { readSequence, tags, unsigned, writeElement, writeUnsigned } from './der.js'

/** r and s, of 32 bytes each, out of `SEQUENCE { r INTEGER, s INTEGER }`; undefined unless it is DER to the last byte. */
export function bareSignature(der: Uint8Array): Bytes | undefined {
  try {
    const numbers = readSequence(der).map(unsigned)
    if (numbers.length !== 2 || numbers.some(({ length }) => length > 32)) return undefined
    const whole = new Uint8Array(64)
    for (const [place, number] of numbers.entries()) whole.set(number, 32 * (place + 1) - number.length)
    return whole
  } catch {
    return undefined
  }
}

/** The opposite of {@link bareSignature}. */
export const derSignature = (bare: Uint8Array): Bytes =>
  writeElement(tags.sequence, writeUnsigned(bare.subarray(0, 32)), writeUnsigned(bare.subarray(32)))
