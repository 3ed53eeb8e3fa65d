import { timingSafeEqual } from 'node:crypto'
import type { BinaryLike, Crypto } from '../contract.js'

export const toBase64: Crypto['toBase64'] = (bytes) => buffer(bytes).toString('base64')

export const fromBase64: Crypto['fromBase64'] = (text) => {
  const bytes = Buffer.from(text, 'base64')
  // Buffer skips what it does not know; only the one canonical text comes back the same.
  return bytes.toString('base64') === text ? plain(bytes) : undefined
}

export const constantTimeEqual: Crypto['constantTimeEqual'] = (a, b) => a.length === b.length && timingSafeEqual(a, b)

/** The same memory as a Buffer. */
export function buffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
}

export function binary(content: BinaryLike): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content) : content
}

/**
 * A Buffer differs from a Uint8Array in `slice`, in `toJSON` and in how it prints: hand out none. The memory stays: that
 * of a small Buffer is cut from a larger piece, which is several times cheaper than a piece of its own.
 */
export function plain(bytes: Buffer): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)
}
