import { sha256 } from '#crypto'
import { toLowerHex, utf8 } from '../crypto/bytes.js'

/**
 * The key under which Circle makes a thing once, out of the shop's own number of it: so a call that is repeated after a crash gives
 * what the first one made. In the form of a UUID of version 4, which is what Circle asks for.
 */
export async function idempotencyKey(action: string, number: string): Promise<string> {
  const bytes = (await sha256(utf8(`shroff/circle/${action}/${number}`))).slice(0, 16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  return toLowerHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
