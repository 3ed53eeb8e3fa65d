import { concat, utf8 } from '../crypto/bytes.js'

/** A part of `multipart/form-data`: a text under its name, or a file. */
export type Part = {
  readonly name: string
  readonly bytes: Uint8Array
  readonly filename?: string | undefined
  readonly contentType?: string | undefined
}

export type Multipart = { readonly contentType: string; readonly bytes: Uint8Array }

/** `multipart/form-data` (RFC 7578). */
export function writeMultipart(boundary: string, parts: readonly Part[]): Multipart {
  const pieces = parts.flatMap(({ name, filename, contentType, bytes }) => {
    const file = filename === undefined ? '' : `; filename="${quoted(filename)}"`
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(name)}"${file}\r\n`
    const type = contentType === undefined ? '' : `Content-Type: ${contentType}\r\n`
    return [utf8(`${head}${type}\r\n`), bytes, utf8('\r\n')]
  })
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    bytes: concat(...pieces, utf8(`--${boundary}--\r\n`)),
  }
}

/** As browsers write it: a quotation mark or a line end would end the name. */
const quoted = (text: string) => text.replace(/["\r\n]/g, encodeURIComponent)

/** The media type of a file by the end of its name; of one that is unknown, bytes. */
export function mediaTypeOf(filename: string): string {
  const [end] = /[^.]*$/.exec(filename.toLowerCase())!
  return Object.hasOwn(mediaTypes, end) ? mediaTypes[end]! : 'application/octet-stream'
}

const mediaTypes: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  bmp: 'image/bmp',
  gif: 'image/gif',
  pdf: 'application/pdf',
  mp4: 'video/mp4',
  mpeg: 'video/mpeg',
  avi: 'video/x-msvideo',
  mov: 'video/quicktime',
}
