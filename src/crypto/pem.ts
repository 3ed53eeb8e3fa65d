import { toBase64 } from './base64.js'

export type PemBlock = {
  /** What stands after BEGIN, such as `RSA PRIVATE KEY`. */
  label: string
  /** The text between the BEGIN and the END line; `undefined` if the END line is missing. */
  body: string | undefined
}

/** Every block in the text. What stands around them (`openssl` prints bag attributes and names there) is passed over. */
export function pemBlocks(text: string): PemBlock[] {
  const parts = text.split('-----')
  return parts.flatMap((part, index) => {
    if (!part.startsWith('BEGIN ')) return []
    const label = part.slice('BEGIN '.length)
    return [{ label, body: parts[index + 2] === `END ${label}` ? parts[index + 1] : undefined }]
  })
}

/** PEM text with lines of 64 characters and a line feed at the end. `label` is such as `PRIVATE KEY` or `CERTIFICATE`. */
export function toPem(label: string, der: Uint8Array): string {
  const lines = toBase64(der).replace(/.{64}(?=.)/g, '$&\n')
  return `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`
}
