import { plain, ShroffError } from '../core/errors.js'
import { maximumBodyBytes } from '../core/limits.js'
import { fromUtf8 } from '../crypto/bytes.js'

const maximumFields = 200
const notUtf8 = 'The form is not percent-encoded UTF-8; charset must be utf-8.'

/**
 * The fields of a form post or a query string, decoded once, as UTF-8.
 *
 * @throws `BODY_INVALID` for a repeated field: which of the two was signed would be a guess.
 */
export function readForm(body: Uint8Array | string): Record<string, string> {
  const refused = (problem: string) =>
    new ShroffError('BODY_INVALID', { problem, outcome: 'not-sent', authentic: false })
  if (body.length > maximumBodyBytes) throw refused(`The body is over ${maximumBodyBytes} bytes.`)
  const text = typeof body === 'string' ? body : whole(body)
  if (text === undefined) throw refused(notUtf8)
  // Escapes other than UTF-8 would be replaced in silence by URLSearchParams.
  const fields: Record<string, string> = {}
  const pairs = text.split('&').filter(Boolean)
  if (pairs.length > maximumFields) throw refused(`The form has over ${maximumFields} fields.`)
  for (const pair of pairs) {
    const at = pair.indexOf('=')
    const name = decode(at < 0 ? pair : pair.slice(0, at))
    const value = decode(at < 0 ? '' : pair.slice(at + 1))
    if (name === undefined || value === undefined) throw refused(notUtf8)
    if (name === '__proto__') throw refused('A field is named __proto__.')
    if (Object.hasOwn(fields, name)) throw refused(`The field ${plain(name, 80)} occurs twice.`)
    fields[name] = value
  }
  return fields
}

/** Most texts have nothing to decode, and to look is much cheaper than to try. */
function decode(text: string): string | undefined {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text
  if (!spaced.includes('%')) return spaced
  try {
    return decodeURIComponent(spaced)
  } catch {
    return undefined
  }
}

function whole(bytes: Uint8Array): string | undefined {
  try {
    return fromUtf8(bytes)
  } catch {
    return undefined
  }
}
