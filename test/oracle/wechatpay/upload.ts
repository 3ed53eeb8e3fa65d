import { createHash } from 'node:crypto'
import { isObject, jsonObject, type Report } from './primitives.js'

export const isUpload = (contentType: string | undefined) => /^multipart\/form-data\b/i.test(contentType ?? '')

/** RFC 2046: each part's name, as `Content-Disposition` has it, and its bytes. */
function partsOf(contentType: string, body: Uint8Array): Map<string, Buffer> {
  const boundary = /;\s*boundary="?([^";]+)"?/i.exec(contentType)?.[1] ?? ''
  // latin1 keeps every byte a character of its own.
  const [, ...pieces] = `\r\n${Buffer.from(body).toString('latin1')}`.split(`\r\n--${boundary}`)
  const parts = pieces.flatMap((piece): [string, Buffer][] => {
    const end = piece.indexOf('\r\n\r\n')
    const name = /^content-disposition:[^\r\n]*\bname="([^"]*)"/im.exec(piece.slice(0, end))?.[1]
    return name === undefined ? [] : [[name, Buffer.from(piece.slice(end + 4), 'latin1')]]
  })
  return new Map(parts)
}

/** §2: an upload's signature covers the JSON text of its `meta` part only, which names the file's hash. */
export function metaOf(contentType: string, body: Uint8Array, report: Report): Uint8Array {
  const parts = partsOf(contentType, body)
  const meta = parts.get('meta')
  if (!meta) {
    report('the upload has no part named meta (§2)')
    return new Uint8Array()
  }
  const value = jsonObject(meta, report)
  const file = [...parts].find(([name]) => name !== 'meta')?.[1]
  if (!file) report('the upload has no file (§2)')
  else if (isObject(value) && 'sha256' in value) {
    const hash = createHash('sha256').update(file).digest('hex')
    if (value.sha256 !== hash) report(`meta names the hash ${value.sha256}, the file has ${hash}`)
  }
  return meta
}
