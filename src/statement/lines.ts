import { damaged } from './row.js'

const maximumLength = 65_536

/**
 * The lines of a text that comes in pieces, in batches: one line at a time would cost a promise for each. Bytes that are
 * no character become U+FFFD, since a name that the provider cut in two is no reason to refuse a day's payments; what the
 * hash or the checksum covers is the bytes.
 *
 * @throws `BODY_INVALID` for a line over 65 536 characters.
 */
export async function* linesOf(
  chunks: AsyncIterable<Uint8Array>,
  encoding: 'utf-8' | 'gbk',
): AsyncGenerator<string[], void, undefined> {
  const decoder = new TextDecoder(encoding)
  let rest = ''
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop()!
    for (const line of [...lines, rest])
      if (line.length > maximumLength) throw damaged(`a line is over ${maximumLength} characters`)
    if (lines.length > 0) yield lines.map(withoutReturn)
  }
  rest += decoder.decode()
  if (rest) yield [withoutReturn(rest)]
}

const withoutReturn = (line: string) => (line.endsWith('\r') ? line.slice(0, -1) : line)
