import { hmacSha1, hmacSha256, md5, sha256, toBase64 } from '#crypto'
import { toHex, toLowerHex, utf8 } from './bytes.js'

/** HMAC-SHA256 of a text under a key that both sides hold, in upper-case hexadecimal. Compare it in constant time. */
export const keyedDigest = async (key: string, text: string): Promise<string> =>
  toHex(await hmacSha256(utf8(key), utf8(text)))

/** SHA-256 of a text, in lower-case hexadecimal. */
export const hexDigest = async (text: string): Promise<string> => toLowerHex(await sha256(utf8(text)))

/** A hash: SHA-256, or one that its caller brings. */
export type Hash = (bytes: Uint8Array) => Uint8Array | Promise<Uint8Array>

/**
 * Hash of a text with the hash of a key that both sides hold behind it, both in lower-case hexadecimal. Compare it in constant time.
 *
 * @param hash Default SHA-256.
 */
export async function suffixedDigest(key: string, text: string, hash: Hash = sha256): Promise<string> {
  const hex = async (of: string) => toLowerHex(await hash(utf8(of)))
  return hex(`${text}&${await hex(key)}`)
}

/**
 * MD5 of a text that ends in a key, in upper-case hexadecimal. MD5 is broken, and a key behind the text is no HMAC; for a wire
 * that has nothing else. Compare it in constant time.
 */
export const md5Digest = (text: string): string => toHex(md5(utf8(text)))

/** HMAC-SHA1 of a text under a key that both sides hold, in Base64. */
export const sha1Digest = async (key: string, text: string): Promise<string> =>
  toBase64(await hmacSha1(utf8(key), utf8(text)))
