/**
 * GHASH of additional data and ciphertext under `h` (NIST SP 800-38D, section 6.4). Bit by bit, without a table or a branch that
 * depends on the key: what is hashed here is some kilobytes.
 */
export function ghash(h: Uint8Array, additionalData: Uint8Array, ciphertext: Uint8Array): Uint8Array {
  const key = wordsOf(h, 0)
  const state = new Int32Array(4)
  for (const part of [additionalData, ciphertext])
    for (let at = 0; at < part.length; at += 16) absorb(state, key, wordsOf(part, at))
  const lengths = new DataView(new ArrayBuffer(16))
  lengths.setBigUint64(0, BigInt(additionalData.length) * 8n)
  lengths.setBigUint64(8, BigInt(ciphertext.length) * 8n)
  absorb(state, key, wordsOf(new Uint8Array(lengths.buffer), 0))
  const result = new DataView(new ArrayBuffer(16))
  for (let index = 0; index < 4; index++) result.setInt32(4 * index, state[index]!)
  return new Uint8Array(result.buffer)
}

/** The 16 bytes from `at` on; what is missing is nought. */
function wordsOf(bytes: Uint8Array, at: number): Int32Array {
  const block = new Uint8Array(16)
  block.set(bytes.subarray(at, at + 16))
  const view = new DataView(block.buffer)
  return Int32Array.from({ length: 4 }, (_, index) => view.getInt32(4 * index))
}

/** `state = (state ⊕ block) · key` in GF(2^128), the bits in GCM's order (section 6.3, algorithm 1). */
function absorb(state: Int32Array, key: Int32Array, block: Int32Array): void {
  let [a = 0, b = 0, c = 0, d = 0] = key
  let [w = 0, x = 0, y = 0, z = 0] = [0, 0, 0, 0]
  for (let bit = 0; bit < 128; bit++) {
    const word = bit >> 5
    // All ones where the bit is set.
    const mask = ((state[word]! ^ block[word]!) << (bit & 31)) >> 31
    w ^= a & mask
    x ^= b & mask
    y ^= c & mask
    z ^= d & mask
    const carried = -(d & 1)
    d = (d >>> 1) | (c << 31)
    c = (c >>> 1) | (b << 31)
    b = (b >>> 1) | (a << 31)
    a = (a >>> 1) ^ (carried & 0xe1000000)
  }
  state.set([w, x, y, z])
}
