/** Largest body that is read, from a provider or at a webhook: 1 MiB. Real ones are below 64 KiB. */
export const maximumBodyBytes = 1_048_576

/**
 * Reads a stream, and gives up at the limit instead of filling the memory.
 *
 * @throws RangeError when more than `limit` bytes come; the stream is cancelled then.
 */
export async function readLimited(
  stream: ReadableStream<Uint8Array> | AsyncIterable<Uint8Array> | null,
  limit = maximumBodyBytes,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of chunksOf(stream)) {
    length += chunk.length
    if (length > limit) throw new RangeError(`body over ${limit} bytes`)
    chunks.push(chunk)
  }
  const body = new Uint8Array(length)
  let offset = 0
  for (const chunk of chunks) {
    body.set(chunk, offset)
    offset += chunk.length
  }
  return body
}

/** Browsers do not all iterate over a ReadableStream yet; Node's own streams have no reader. */
async function* chunksOf(stream: ReadableStream<Uint8Array> | AsyncIterable<Uint8Array> | null) {
  if (!stream) return
  if (!('getReader' in stream)) return yield* stream
  const reader = stream.getReader()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
  } finally {
    // Not awaited: a stream that refuses to be cancelled must not hold up the error that led here.
    reader.cancel().catch(() => {})
  }
}
