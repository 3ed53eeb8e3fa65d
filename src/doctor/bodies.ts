import { fromBase64 } from '#crypto'
import { gbk } from '../codec/gbk.js'
import { fromUtf8 } from '../crypto/bytes.js'
import type { Candidate, Text } from './case.js'
import { rewritings } from './json-styles.js'
import { bytesOf } from './recover.js'

/**
 * What a body may have been before something on the way changed it.
 *
 * @param orders Orders of members that the provider is known to write.
 */
export function* bodies(came: Uint8Array, orders: readonly (readonly string[])[] = []): Generator<Candidate> {
  const text = decoded(came)
  if (text === undefined) {
    // It was UTF-8, and something wrote it in the other charset of China, or of Western Europe.
    yield { cause: 'charset', text: new TextDecoder('gbk').decode(came) }
    yield { cause: 'charset', text: new TextDecoder('latin1').decode(came) }
    return
  }
  yield* edges(text)
  yield* wrappings(text)
  yield* charsets(text)
  for (const { text: written, changes } of rewritings(text, orders))
    yield { cause: 'json-rewritten', text: written, changes }
  const once = fromJsonText(text)
  // What a framework hands over as an object, and a line after it: two steps of one program.
  if (once === undefined && /\s$/.test(text))
    for (const { text: written, changes } of rewritings(text.trimEnd(), orders))
      yield { cause: 'json-rewritten', text: written, changes: [...changes, 'a line end behind it'] }
}

/** Beginning, end and line ends. */
export function* edges(text: string): Generator<Candidate> {
  for (const end of ['\n', '\r\n', '\r', ' ']) {
    if (text.endsWith(end)) yield { cause: 'line-end-added', text: text.slice(0, -end.length) }
    yield { cause: 'line-end-dropped', text: text + end }
  }
  // Not trim, to which a byte order mark is a blank.
  const bare = text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '')
  if (bare !== text) yield { cause: 'line-end-added', text: bare }
  if (text.startsWith('\ufeff')) yield { cause: 'bom-added', text: text.slice(1) }
  else yield { cause: 'bom-dropped', text: `\ufeff${text}` }
  if (text.includes('\n')) {
    const feeds = text.replaceAll('\r\n', '\n')
    yield { cause: 'line-ends-changed', text: feeds }
    yield { cause: 'line-ends-changed', text: feeds.replaceAll('\n', '\r\n') }
  }
}

/** One thing put into another. */
function* wrappings(text: string): Generator<Candidate> {
  const inner = fromJsonText(text)
  if (typeof inner === 'string') yield { cause: 'json-twice', text: inner }
  const { type, data } = (inner ?? {}) as { type?: unknown; data?: unknown }
  if (type === 'Buffer' && Array.isArray(data)) yield { cause: 'buffer-as-json', text: Uint8Array.from(data) }
  const bytes = fromBase64(text.trim())
  if (bytes?.length) yield { cause: 'base64-body', text: bytes }
  if (text.includes('%')) {
    for (const encoded of [text, text.replace(/=$/, ''), text.replace(/=$/, '').replaceAll('+', ' ')]) {
      const plain = unescaped(encoded)
      if (plain !== undefined) yield { cause: 'encoded-twice', text: plain }
    }
  }
  yield* escapes(text)
}

/** What filters against scripts and old frameworks do with texts. */
export function* escapes(text: string): Generator<Candidate> {
  const plain = unescapedHtml(text)
  if (plain !== text) {
    yield { cause: 'html-escaped', text: plain }
    const twice = unescapedHtml(plain)
    if (twice !== plain) yield { cause: 'html-escaped', text: twice }
  }
  if (/\\["'\\]/.test(text)) yield { cause: 'slashes-added', text: text.replace(/\\(["'\\])/g, '$1') }
}

/** The right bytes read as another charset, and written as UTF-8. */
export function* charsets(text: string): Generator<Candidate> {
  const latin1 = oneByteEach(text)
  if (latin1 && /[\x80-\xff]/.test(text)) yield { cause: 'charset', text: latin1 }
  // Letters of Windows' table where Latin-1 has none.
  const windows = windowsBytes(text)
  if (windows && !latin1) yield { cause: 'charset', text: windows }
  if (/[\x80-\uffff]/.test(text)) yield { cause: 'charset', text: gbk(text) }
  for (const form of ['NFC', 'NFD'] as const)
    if (text.normalize(form) !== text) yield { cause: 'letters-composed', text: text.normalize(form) }
}

const oneByteEach = (text: string): Uint8Array | undefined =>
  /^[\0-\xff]*$/.test(text) ? Uint8Array.from(text, (letter) => letter.charCodeAt(0)) : undefined

function windowsBytes(text: string): Uint8Array | undefined {
  const table = new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 256 }, (_, byte) => byte))
  const bytes = Array.from(text, (letter) => table.indexOf(letter))
  return bytes.includes(-1) ? undefined : Uint8Array.from(bytes)
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

export const unescapedHtml = (text: string): string =>
  text.replace(/&(?:(amp|lt|gt|quot|apos)|#(\d{1,6})|#x([0-9a-f]{1,5}));/gi, (whole, name, decimal, hex) => {
    if (name) return entities[name.toLowerCase()]!
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })

/** What is percent-encoded, once decoded. */
export function unescaped(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

function fromJsonText(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'string' || (value as { type?: unknown } | null)?.type === 'Buffer' ? value : undefined
  } catch {
    return undefined
  }
}

export function decoded(bytes: Text): string | undefined {
  try {
    return fromUtf8(bytesOf(bytes))
  } catch {
    return undefined
  }
}
