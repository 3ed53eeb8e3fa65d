import { notDecrypted } from './aes.js'

// The padding of RSAES-PKCS1-v1_5 (RFC 8017, section 7.2), by hand: Node no longer takes it off, and WebCrypto has none.

/** Bytes of a modulus that the padding takes. */
export const paddingLength = 11

/**
 * What stands behind `00 02 … 00`. All of the block is looked at, and there is one error for every fault: who can tell where a
 * padding breaks can decrypt by asking often enough (Bleichenbacher 1998).
 */
export function unpad(block: Uint8Array): Uint8Array {
  let end = 0
  for (let at = block.length - 1; at >= 2; at -= 1) if (block[at] === 0) end = at
  if ((block[0]! | (block[1]! ^ 2)) !== 0 || end < paddingLength - 1) throw notDecrypted('RSAES-PKCS1-v1_5')
  return block.slice(end + 1)
}

/**
 * The last `length` bytes of the block, where what stands before them is a whole padding; else `otherwise`, which has as many. Both
 * are read to the end, and nothing branches on what they hold.
 */
export function unpadKey(block: Uint8Array, length: number, otherwise: Uint8Array): Uint8Array {
  const start = block.length - length
  let wrong = block[0]! | (block[1]! ^ 2) | block[start - 1]!
  // 1 for a zero, where the padding has none.
  for (let at = 2; at < start - 1; at += 1) wrong |= ((block[at]! - 1) >> 8) & 1
  // All bits for a whole padding, none for any other.
  const right = (wrong - 1) >> 8
  return otherwise.map((byte, at) => (block[start + at]! & right) | (byte & ~right))
}
