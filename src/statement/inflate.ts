import { isShroffError } from '../core/errors.js'
import { damaged } from './row.js'

// A runtime may unpack all of what it is given at once, up to a thousand times its size.
const sliceBytes = 16_384
const maximumRatio = 200
const ratioCountsFrom = 1_048_576

/**
 * Unpacks with the runtime's own DecompressionStream, as much at a time as is asked for.
 *
 * @param maximumBytes of the result; also at most 200 times what went in, counted from 1 MiB on.
 * @throws `BODY_INVALID` for a damaged or cut stream, and past a limit.
 */
export async function* inflate(
  source: AsyncIterable<Uint8Array>,
  format: 'gzip' | 'deflate' | 'deflate-raw',
  maximumBytes: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { readable, writable } = new DecompressionStream(format)
  const writer = writable.getWriter()
  const reader = readable.getReader()
  let packed = 0
  let unpacked = 0
  let sourceFailure: unknown
  const feed = async () => {
    for await (const chunk of source) {
      for (let at = 0; at < chunk.length; at += sliceBytes) {
        const slice = chunk.subarray(at, at + sliceBytes) as Uint8Array<ArrayBuffer>
        packed += slice.length
        await writer.write(slice)
      }
    }
    await writer.close()
  }
  const feeding = feed().catch((error: unknown) => {
    // What the stream itself refuses comes out at the reader as well.
    if (isShroffError(error)) sourceFailure = error
    writer.abort(error).catch(() => {})
  })
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      unpacked += next.value.length
      if (unpacked > maximumBytes) throw damaged(`it is over ${maximumBytes} bytes when unpacked`)
      if (unpacked > ratioCountsFrom && unpacked > packed * maximumRatio)
        throw damaged(`it unpacks to over ${maximumRatio} times its size`)
      yield next.value
    }
    await feeding
    if (sourceFailure) throw sourceFailure
  } catch (error) {
    throw sourceFailure ?? (isShroffError(error) ? error : damaged('its compression is damaged or cut short', error))
  } finally {
    reader.cancel().catch(() => {})
    writer.abort().catch(() => {})
  }
}

/** @throws `BODY_INVALID` past `maximumBytes`. */
export async function* limited(
  source: AsyncIterable<Uint8Array>,
  maximumBytes: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  let bytes = 0
  for await (const chunk of source) {
    bytes += chunk.length
    if (bytes > maximumBytes) throw damaged(`it is over ${maximumBytes} bytes`)
    yield chunk
  }
}
