import { fromUtf8 } from '../crypto/bytes.js'
import { maximumBodyBytes } from './body.js'

const maximumFields = 200
const notUtf8 = 'it is not percent-encoded UTF-8; charset must be utf-8'

/**
 * The fields of a form post or a query string, decoded once: as UTF-8, or `binary`, a character for each byte, where the
 * charset is another.
 *
 * @throws `SyntaxError` for what is no form, and for a repeated field: which of the two was signed would be a guess.
 */
export function readForm(body: Uint8Array | string, charset: 'utf-8' | 'binary' = 'utf-8'): Record<string, string> {
  const decode = charset === 'utf-8' ? decodeUtf8 : decodeBytes
  if (body.length > maximumBodyBytes) throw new SyntaxError(`it is over ${maximumBodyBytes} bytes`)
  const text = typeof body === 'string' ? body : whole(body, charset)
  if (text === undefined) throw new SyntaxError(notUtf8)
  // Escapes other than UTF-8 would be replaced in silence by URLSearchParams.
  const fields: Record<string, string> = {}
  const pairs = text.split('&').filter(Boolean)
  if (pairs.length > maximumFields) throw new SyntaxError(`it has over ${maximumFields} fields`)
  for (const pair of pairs) {
    const at = pair.indexOf('=')
    const name = decode(at < 0 ? pair : pair.slice(0, at))
    const value = decode(at < 0 ? '' : pair.slice(at + 1))
    if (name === undefined || value === undefined) throw new SyntaxError(notUtf8)
    if (name === '__proto__') throw new SyntaxError('a field is named __proto__')
    if (Object.hasOwn(fields, name))
      throw new SyntaxError(`the field ${name.slice(0, 80).replace(/[^\x20-\x7e]/g, ' ')} occurs twice`)
    fields[name] = value
  }
  return fields
}

/** Most texts have nothing to decode, and to look is much cheaper than to try. */
function decodeUtf8(text: string): string | undefined {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text
  if (!spaced.includes('%')) return spaced
  try {
    return decodeURIComponent(spaced)
  } catch {
    return undefined
  }
}

const decodeBytes = (text: string): string =>
  text.replaceAll('+', ' ').replace(/%([0-9A-Fa-f]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))

function whole(bytes: Uint8Array, charset: 'utf-8' | 'binary'): string | undefined {
  if (charset === 'binary') return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  try {
    return fromUtf8(bytes)
  } catch {
    return undefined
  }
}
