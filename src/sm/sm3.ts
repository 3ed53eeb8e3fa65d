import { nativeSm } from '#crypto'
import { type Bytes, concat } from '../crypto/bytes.js'

/** A digest over parts that come one by one: `update` as often as needed, then `digest` once. */
export type Sm3 = { update(bytes: Uint8Array): void; digest(): Uint8Array }

/**
 * SM3 (国密 SM3), 32 bytes.
 *
 * @see https://openstd.samr.gov.cn/bzgk/gb/newGbInfo?hcno=45B1A67F20F3BF339211C391E9278F5E GB/T 32905-2016
 * @example
 * sm3(new TextEncoder().encode('abc')) // 66 c7 f0 f4 62 ee ed d9 …
 */
export function sm3(bytes: Uint8Array): Uint8Array {
  const native = nativeSm()
  if (native) return native.sm3(bytes)
  const hash = createSm3()
  hash.update(bytes)
  return hash.digest()
}

/**
 * The same over a stream, such as a file.
 *
 * @example
 * const hash = createSm3()
 * for await (const chunk of file) hash.update(chunk)
 * const digest = hash.digest()
 */
export function createSm3(): Sm3 {
  const state = Uint32Array.from(initial())
  let rest: Bytes = new Uint8Array()
  let length = 0
  return {
    update(bytes) {
      length += bytes.length
      const whole = rest.length ? concat(rest, bytes) : bytes
      const end = whole.length - (whole.length % 64)
      for (let at = 0; at < end; at += 64) compress(state, whole, at)
      rest = whole.slice(end) as Bytes
    },
    digest() {
      // A one, noughts, and the length in bits as 64 of them (section 5.2).
      const tail = new Uint8Array(rest.length < 56 ? 64 : 128)
      tail.set(rest)
      tail[rest.length] = 0x80
      new DataView(tail.buffer).setBigUint64(tail.length - 8, BigInt(length) * 8n)
      for (let at = 0; at < tail.length; at += 64) compress(state, tail, at)
      const digest = new Uint8Array(32)
      const view = new DataView(digest.buffer)
      for (const [index, word] of state.entries()) view.setUint32(4 * index, word)
      return digest
    },
  }
}

const initial = () => [0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e]

const left = (word: number, by: number) => (word << by) | (word >>> (32 - by))

/** The compression function (section 5.3.3) over one block of 64 bytes. */
function compress(state: Uint32Array, bytes: Uint8Array, at: number): void {
  const words = expand(bytes, at)
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
  for (let j = 0; j < 64; j++) {
    const early = j < 16
    const a12 = left(a, 12)
    const ss1 = left((a12 + e + left(early ? 0x79cc4519 : 0x7a879d8a, j % 32)) | 0, 7)
    const ff = early ? a ^ b ^ c : (a & b) | (a & c) | (b & c)
    const gg = early ? e ^ f ^ g : (e & f) | (~e & g)
    const tt1 = (ff + d + (ss1 ^ a12) + (words[j]! ^ words[j + 4]!)) | 0
    const tt2 = (gg + h + ss1 + words[j]!) | 0
    ;[d, c, b, a] = [c, left(b, 9), a, tt1]
    ;[h, g, f, e] = [g, left(f, 19), e, tt2 ^ left(tt2, 9) ^ left(tt2, 17)]
  }
  for (const [index, word] of [a, b, c, d, e, f, g, h].entries()) state[index]! ^= word
}

/** The 68 words of the message expansion (section 5.3.2). */
function expand(bytes: Uint8Array, at: number): Int32Array {
  const words = new Int32Array(68)
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, 64)
  for (let j = 0; j < 16; j++) words[j] = view.getInt32(4 * j)
  for (let j = 16; j < 68; j++) {
    const x = words[j - 16]! ^ words[j - 9]! ^ left(words[j - 3]!, 15)
    words[j] = x ^ left(x, 15) ^ left(x, 23) ^ left(words[j - 13]!, 7) ^ words[j - 6]!
  }
  return words
}
