import { hmacSha256 } from '#crypto'
import { toHex, utf8 } from './bytes.js'

/** HMAC-SHA256 of a text under a key that both sides hold, in upper-case hexadecimal. Compare it in constant time. */
export const keyedDigest = async (key: string, text: string): Promise<string> =>
  toHex(await hmacSha256(utf8(key), utf8(text)))
