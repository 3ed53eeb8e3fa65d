import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'
import { isOwnName } from '../../core/loopback.js'
import { type Captured, headersOf, limits } from './captured.js'

/** Whether it begins with the line of a request or of an answer. */
export const isHttp = (text: string): boolean => requestLine.test(text) || statusLine.test(text)

const requestLine = /^([A-Z]+) (\S+) HTTP\/[\d.]+\s*?\r?\n/
const statusLine = /^HTTP\/[\d.]+ (\d{3})[^\n]*\n/

/**
 * A request as it goes over the wire, and the answer behind it, where it is there; or an answer alone. Its bytes stay as they are.
 *
 * @throws `SyntaxError` for what is not of that form.
 */
export function readHttp(bytes: Uint8Array): Captured {
  const first = readMessage(bytes)
  if (!first.url) {
    if (hasMore(first.rest)) throw new SyntaxError('something follows behind the answer')
    return { reply: { status: first.status, headers: first.headers, body: first.body } }
  }
  const { method, headers, body } = first
  const host = headers.host ?? headers[':authority'] ?? 'localhost'
  const scheme = isOwnName(host.replace(/:\d+$/, '')) ? 'http' : 'https'
  const url = first.url.startsWith('/') ? `${scheme}://${host}${first.url}` : first.url
  const request = { method, url, headers, ...(body.length > 0 && { body }) }
  if (!hasMore(first.rest)) return { request }
  const answer = readMessage(trimmed(first.rest))
  if (answer.url) throw new SyntaxError('it has two requests: give one with its answer')
  return { request, reply: { status: answer.status, headers: answer.headers, body: answer.body } }
}

type Message = {
  method: string
  /** Absent: an answer. */
  url?: string
  status: number
  headers: Record<string, string>
  body: Uint8Array
  rest: Uint8Array
}

function readMessage(bytes: Uint8Array): Message {
  const buffer = Buffer.from(bytes)
  const [end, blank] = headEnd(buffer)
  const lines = buffer.subarray(0, end).toString('utf8').split(/\r?\n/)
  const head = `${lines.shift()}\n`
  const [, method, url] = requestLine.exec(head) ?? []
  const [, status] = statusLine.exec(head) ?? []
  if (!url && !status) throw new SyntaxError('it has a line that begins neither a request nor an answer')
  const headers = headersOf(lines.filter(Boolean).map(splitHeader))
  const [coded, rest] = bodyOf(buffer.subarray(end + blank), headers)
  return {
    method: method ?? '',
    ...(url && { url }),
    status: Number(status ?? 0),
    headers,
    body: uncompressed(coded, headers['content-encoding']),
    rest,
  }
}

/** Where the head ends and how long the empty line is; of a file without one all of it is head. */
function headEnd(buffer: Buffer): [number, number] {
  const ends = (['\r\n\r\n', '\n\n'] as const).map((mark) => [buffer.indexOf(mark), mark.length] as [number, number])
  const found = ends.filter(([at]) => at >= 0).sort(([one], [other]) => one - other)
  return found[0] ?? [buffer.length, 0]
}

function splitHeader(line: string): [string, string] {
  // Those of HTTP/2 begin with a colon.
  const at = line.indexOf(':', 1)
  if (at < 0) throw new SyntaxError(`its header line ${JSON.stringify(line.slice(0, 20))} has no colon`)
  return [line.slice(0, at), line.slice(at + 1)]
}

function bodyOf(bytes: Buffer, headers: Record<string, string>): [Buffer, Buffer] {
  if (/chunked/i.test(headers['transfer-encoding'] ?? '') && /^[0-9a-f]+\s*(;|\r?\n)/i.test(bytes.toString('latin1')))
    return unchunked(bytes)
  const length = Number(headers['content-length'] ?? Number.NaN)
  if (Number.isInteger(length) && length <= bytes.length) return [bytes.subarray(0, length), bytes.subarray(length)]
  // Without a length that fits: up to an answer that follows.
  const answer = /(?:^|\n)HTTP\/[\d.]+ \d{3}[ \r\n]/.exec(bytes.toString('latin1'))
  if (!answer) return [bytes, bytes.subarray(bytes.length)]
  const body = bytes.subarray(0, answer.index)
  return [Buffer.from(trimmed(body)), bytes.subarray(answer.index)]
}

function unchunked(bytes: Buffer): [Buffer, Buffer] {
  const parts: Buffer[] = []
  for (let at = 0; ; ) {
    const line = bytes.indexOf('\n', at)
    const size = line < 0 ? Number.NaN : Number.parseInt(bytes.toString('latin1', at, line), 16)
    if (!Number.isInteger(size) || line + 1 + size > bytes.length)
      throw new SyntaxError('its body is chunked, and a chunk is cut off')
    if (size === 0) return [Buffer.concat(parts), bytes.subarray(line + 1)]
    parts.push(bytes.subarray(line + 1, line + 1 + size))
    at = bytes.indexOf('\n', line + 1 + size) + 1
    if (at === 0) throw new SyntaxError('its body is chunked, and its end is missing')
  }
}

function uncompressed(bytes: Buffer, encoding = ''): Uint8Array {
  const limit = { maxOutputLength: limits.bytes }
  const by = { gzip: gunzipSync, 'x-gzip': gunzipSync, deflate: inflateSync, br: brotliDecompressSync }
  const read = by[encoding.trim().toLowerCase() as keyof typeof by]
  if (!read || bytes.length === 0) return Uint8Array.from(bytes)
  try {
    return Uint8Array.from(read(bytes, limit))
  } catch {
    // Most tools write down what they have decompressed, and leave the header as it was.
    if (/^[\x20-\x7b]/.test(bytes.toString('latin1'))) return Uint8Array.from(bytes)
    throw new SyntaxError(`its body is not ${encoding}, though its header says so, or is over the limit`)
  }
}

const trimmed = (bytes: Uint8Array): Uint8Array => {
  const isBlank = (byte: number | undefined) => byte === 10 || byte === 13
  let [from, to] = [0, bytes.length]
  while (from < to && isBlank(bytes[from])) from += 1
  while (to > from && isBlank(bytes[to - 1])) to -= 1
  return bytes.subarray(from, to)
}

const hasMore = (rest: Uint8Array) => trimmed(rest).length > 0
