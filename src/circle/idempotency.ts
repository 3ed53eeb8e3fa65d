import { sha256 } from '#crypto'
import { toUuid, utf8 } from '../crypto/bytes.js'

/**
 * The key under which Circle makes a thing once, out of the shop's own number of it: so a call that is repeated after a crash gives
 * what the first one made. In the form of a UUID of version 4, which is what Circle asks for.
 */
export async function idempotencyKey(action: string, number: string): Promise<string> {
  return toUuid((await sha256(utf8(`shroff/circle/${action}/${number}`))).subarray(0, 16))
}
