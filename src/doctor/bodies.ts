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
      const once = unescaped(encoded)
      if (once !== undefined) yield { cause: 'encoded-twice', text: once }
    }
  }
  const plain = unescapedHtml(text)
  for (const each of [plain, unescapedHtml(plain)]) if (each !== text) yield { cause: 'html-escaped', text: each }
  if (withoutSlashes(text) !== text) yield { cause: 'slashes-added', text: withoutSlashes(text) }
}

/** The right bytes read as another charset, and written as UTF-8. */
export function* charsets(text: string): Generator<Candidate> {
  const bytes = misread(text)
  if (bytes) yield { cause: 'charset', text: bytes }
  if (/[\x80-\uffff]/.test(text)) yield { cause: 'charset', text: gbk(text) }
  for (const form of ['NFC', 'NFD'] as const)
    if (text.normalize(form) !== text) yield { cause: 'letters-composed', text: text.normalize(form) }
}

/** The bytes that were read as Latin-1, or by Windows' table, which has letters where that has none. */
export function misread(text: string): Uint8Array | undefined {
  return /[\x80-\uffff]/.test(text) ? (oneByteEach(text) ?? windowsBytes(text)) : undefined
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

/** Without the backslashes that old frameworks put before quotation marks. */
export const withoutSlashes = (text: string): string => text.replace(/\\(["'\\])/g, '$1')

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
