import { fromAnyBase64, toBase64 } from './base64.js'

export type PemBlock = {
  /** What stands after BEGIN, such as `RSA PRIVATE KEY`. */
  label: string
  /** The text between the BEGIN and the END line; `undefined` if the END line is missing. */
  body: string | undefined
}

/**
 * The text of a key as its file has it, whatever a deployment made of it on the way: saved as UTF-16, its line ends escaped
 * once or twice, invisible characters of a chat inside, or the whole file in Base64.
 */
export function keyText(input: string | Uint8Array): string {
  const text = (typeof input === 'string' ? input : decode(input)).replace(/\p{Cf}/gu, '').replace(/\\{1,8}[rn]/g, '\n')
  const inner = text.includes('-----') ? undefined : fromAnyBase64(text)
  const file = inner && inner[0] !== sequence ? decode(inner) : ''
  return file.includes('-----BEGIN ') ? file : text
}

/** What opens every key in DER, and is never the start of PEM or Base64 text. */
export const sequence = 0x30

/** UTF-8, or the UTF-16 of Windows, known by its mark or by the zero beside each letter. */
function decode(bytes: Uint8Array): string {
  const [first, second] = bytes
  if ((first === 0xff && second === 0xfe) || second === 0) return new TextDecoder('utf-16le').decode(bytes)
  if ((first === 0xfe && second === 0xff) || first === 0) return new TextDecoder('utf-16be').decode(bytes)
  return new TextDecoder().decode(bytes)
}

/** Why a text that speaks of BEGIN has no block, for a person; `undefined` where it does not. */
export function brokenLine(text: string): string | undefined {
  const at = text.search(/BEGIN [A-Z]/)
  const [begin = ''] = /^[A-Z0-9 ]{9,40}/.exec(text.slice(at, at + 40)) ?? []
  if (at < 0 || (!begin.includes('KEY') && !begin.includes('CERTIFICATE'))) return undefined
  return 'a PEM text whose BEGIN line has not five dashes (-----) on each side'
}

/** Every block in the text. What stands around them (`openssl` prints bag attributes and names there) is passed over. */
export function pemBlocks(text: string): PemBlock[] {
  const parts = text.split('-----')
  return parts.flatMap((part, index) => {
    if (index === 0 || !part.startsWith('BEGIN ')) return []
    const label = part.slice('BEGIN '.length)
    return [{ label, body: parts[index + 2] === `END ${label}` ? parts[index + 1] : undefined }]
  })
}

/** PEM text with lines of 64 characters and a line feed at the end. `label` is such as `PRIVATE KEY` or `CERTIFICATE`. */
export function toPem(label: string, der: Uint8Array): string {
  const lines = toBase64(der).replace(/.{64}(?=.)/g, '$&\n')
  return `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`
}
