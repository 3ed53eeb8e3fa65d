import { nativeSm } from '#crypto'
import { type Bytes, concat } from '../crypto/bytes.js'
import { blockLength, cipherBlocks, roundKeys } from './sm4-block.js'

// Whole blocks, no padding: sm4.ts and sm4-gcm.ts say what people use.

export function ecb(key: Uint8Array, encrypts: boolean, bytes: Uint8Array): Uint8Array {
  const native = nativeSm()
  if (native) return native.sm4('ecb', encrypts, key, new Uint8Array(), bytes)
  return cipherBlocks(encrypts ? roundKeys(key) : roundKeys(key).reverse(), bytes)
}

export function cbc(key: Uint8Array, encrypts: boolean, iv: Uint8Array, bytes: Uint8Array): Uint8Array {
  const native = nativeSm()
  if (native) return native.sm4('cbc', encrypts, key, iv, bytes)
  if (!encrypts) return xor(ecb(key, false, bytes), concat(iv, bytes.subarray(0, -blockLength)))
  const keys = roundKeys(key)
  const result = new Uint8Array(bytes.length)
  let last = iv
  for (let at = 0; at < bytes.length; at += blockLength) {
    last = cipherBlocks(keys, xor(last, bytes.subarray(at, at + blockLength)))
    result.set(last, at)
  }
  return result
}

/** Encrypts as it decrypts. The last four bytes of `start` are counted up, as GCM has it. */
export function ctr(key: Uint8Array, start: Uint8Array, bytes: Uint8Array): Uint8Array {
  const native = nativeSm()
  if (native) return native.sm4('ctr', true, key, start, bytes)
  const counters = new Uint8Array(Math.ceil(bytes.length / blockLength) * blockLength)
  const view = new DataView(counters.buffer)
  const first = new DataView(start.buffer, start.byteOffset).getUint32(blockLength - 4)
  for (let at = 0; at < counters.length; at += blockLength) {
    counters.set(start, at)
    view.setUint32(at + blockLength - 4, first + at / blockLength)
  }
  return xor(bytes, cipherBlocks(roundKeys(key), counters))
}

/** As long as `bytes`, which is no longer than the other. */
export function xor(bytes: Uint8Array, other: Uint8Array): Bytes {
  return Uint8Array.from(bytes, (byte, index) => byte ^ other[index]!)
}
