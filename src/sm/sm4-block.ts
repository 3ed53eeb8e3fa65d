import { once } from '../core/once.js'
import { fromHex } from '../crypto/bytes.js'

/** Length of a block and of the key, in bytes. */
export const blockLength = 16

/** The round keys for encrypting; the same ones backwards decrypt (GB/T 32907-2016, section 7.3). */
export function roundKeys(key: Uint8Array): Int32Array {
  const view = new DataView(key.buffer, key.byteOffset, blockLength)
  const words = [0xa3b1bac6, 0x56aa3350, 0x677d9197, 0xb27022dc].map((word, index) => word ^ view.getInt32(4 * index))
  const box = sBox()
  const keys = new Int32Array(32)
  for (let round = 0; round < 32; round++) {
    // Its four bytes are multiples of 7 (section 7.3 c).
    let constant = 0
    for (let index = 0; index < 4; index++) constant = (constant << 8) | (((4 * round + index) * 7) & 0xff)
    const [first, second, third, fourth] = words as [number, number, number, number]
    const x = substituted(box, second ^ third ^ fourth ^ constant)
    const word = first ^ x ^ left(x, 13) ^ left(x, 23)
    keys[round] = word
    words.shift()
    words.push(word)
  }
  return keys
}

/** Every block of `bytes`, each by itself. */
export function cipherBlocks(keys: Int32Array, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const result = new Uint8Array(bytes.length)
  const [from, to] = [new DataView(bytes.buffer, bytes.byteOffset, bytes.length), new DataView(result.buffer)]
  const box = sBox()
  for (let at = 0; at < bytes.length; at += blockLength) {
    let [a, b, c, d] = [from.getInt32(at), from.getInt32(at + 4), from.getInt32(at + 8), from.getInt32(at + 12)]
    for (let round = 0; round < 32; round++) {
      const x = substituted(box, b ^ c ^ d ^ keys[round]!)
      const word = a ^ x ^ left(x, 2) ^ left(x, 10) ^ left(x, 18) ^ left(x, 24)
      a = b
      b = c
      c = d
      d = word
    }
    to.setInt32(at, d)
    to.setInt32(at + 4, c)
    to.setInt32(at + 8, b)
    to.setInt32(at + 12, a)
  }
  return result
}

const left = (word: number, by: number) => (word << by) | (word >>> (32 - by))

const substituted = (box: Uint8Array, word: number): number =>
  (box[word >>> 24]! << 24) | (box[(word >>> 16) & 0xff]! << 16) | (box[(word >>> 8) & 0xff]! << 8) | box[word & 0xff]!

/** GB/T 32907-2016, section 6.2. Looked up by secret bytes, as in every implementation by tables: see docs/sm.md. */
const sBox = /* @__PURE__ */ once(
  () =>
    fromHex(
      'd690e9fecce13db716b614c228fb2c052b679a762abe04c3aa44132649860699' +
        '9c4250f491ef987a33540b43edcfac62e4b31ca9c908e89580df94fa758f3fa6' +
        '4707a7fcf37317ba83593c19e6854fa8686b81b27164da8bf8eb0f4b70569d35' +
        '1e240e5e6358d1a225227c3b01217887d40046579fd327524c3602e7a0c4c89e' +
        'eabf8ad240c738b5a3f7f2cef96115a1e0ae5da49b341a55ad933230f58cb1e3' +
        '1df6e22e8266ca60c02923ab0d534e6fd5db3745defd8e2f03ff6a726d6c5b51' +
        '8d1baf92bbddbc7f11d95c411f105ad80ac13188a5cd7bbd2d74d012b8e5b4b0' +
        '8969974a0c96777e65b9f109c56ec68418f07dec3adc4d2079ee5f3ed7cb3948',
    )!,
)
