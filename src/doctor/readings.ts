import { fromAnyBase64 } from '../crypto/base64.js'
import { fromHex } from '../crypto/bytes.js'

/** A signature as it may have been before it was written anew. */
export function* readings(given: string, alphabet?: 'url'): Generator<[bytes: Uint8Array, changes: string[]]> {
  const seen = new Set<string>()
  const written: [string, string][] = [
    [given, ''],
    [given.replaceAll(' ', '+'), 'a + became a blank'],
    [given.trim(), 'blanks were put around it'],
    [unescaped(given), 'it was percent-encoded once more'],
    [given.replace(/\\n|\\r/g, ''), 'line ends were put into it'],
    [textOfBase64(given), 'it was written as base64 twice'],
  ]
  for (const [text, change] of written) {
    const bytes = fromAnyBase64(text)
    if (!bytes?.length || seen.has(String(bytes))) continue
    seen.add(String(bytes))
    const isPlain = alphabet ? /^[\w-]+$/.test(given) : /^[A-Za-z0-9+/]+={0,2}$/.test(given) && given.length % 4 === 0
    const changes = change || (isPlain ? '' : 'blanks, padding or another alphabet of base64')
    yield [bytes, changes ? [changes] : []]
  }
  const hex = fromHex(given.trim())
  if (hex?.length) yield [hex, ['it is hexadecimal in place of base64']]
}

const unescaped = (text: string) =>
  text.replace(/%(2B|2F|3D|0A|0D|20)/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))

const textOfBase64 = (given: string): string => {
  const bytes = fromAnyBase64(given)
  return bytes ? new TextDecoder('latin1').decode(bytes) : ''
}
