import { hmacSha256, sha256 } from '#crypto'
import { toHex, toLowerHex, utf8 } from './bytes.js'

/** HMAC-SHA256 of a text under a key that both sides hold, in upper-case hexadecimal. Compare it in constant time. */
export const keyedDigest = async (key: string, text: string): Promise<string> =>
  toHex(await hmacSha256(utf8(key), utf8(text)))

/** SHA-256 of a text, in lower-case hexadecimal. */
export const hexDigest = async (text: string): Promise<string> => toLowerHex(await sha256(utf8(text)))

/** SHA-256 of a text with the digest of a key that both sides hold behind it, as UnionPay has it. Compare it in constant time. */
export const suffixedDigest = async (key: string, text: string): Promise<string> =>
  hexDigest(`${text}&${await hexDigest(key)}`)
