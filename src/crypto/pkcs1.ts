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
