import { concat } from '../crypto/bytes.js'
import { damaged } from './row.js'

/** Reads a stream of bytes by count, or whatever has come. */
export type ByteReader = {
  /** Exactly so many. */
  take(length: number): Promise<Uint8Array>
  /** At least one and at most so many. */
  some(most?: number): Promise<Uint8Array>
  /** Whether nothing is left. */
  ended(): Promise<boolean>
  /** Puts bytes back in front. */
  unread(bytes: Uint8Array): void
}

/** @throws (on a call) `BODY_INVALID` where the stream ends too soon. */
export function readBytes(source: AsyncIterator<Uint8Array>): ByteReader {
  let front: Uint8Array = new Uint8Array()
  const ended = async () => {
    while (front.length === 0) {
      const next = await source.next()
      if (next.done) return true
      front = next.value
    }
    return false
  }
  const some = async (most = Number.POSITIVE_INFINITY) => {
    if (await ended()) throw damaged('it is cut short')
    const bytes = front.subarray(0, Math.min(most, front.length))
    front = front.subarray(bytes.length)
    return bytes
  }
  return {
    some,
    ended,
    async take(length) {
      const parts: Uint8Array[] = []
      for (let missing = length; missing > 0; missing -= parts.at(-1)!.length) parts.push(await some(missing))
      return concat(...parts)
    },
    unread(bytes) {
      front = concat(bytes, front)
    },
  }
}
