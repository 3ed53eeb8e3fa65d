import { concat, utf8 } from '../crypto/bytes.js'

/** A file of a multipart request. */
export type UploadedFile = {
  readonly name: string
  readonly filename: string
  readonly contentType: string
  readonly bytes: Uint8Array
}

export type Multipart = { readonly fields: Readonly<Record<string, string>>; readonly files: readonly UploadedFile[] }

/** `multipart/form-data` (RFC 7578) of a request; undefined if it is none, or broken. */
export function readMultipart(contentType: string | undefined, body: Uint8Array | undefined): Multipart | undefined {
  const [, quoted, bare] = /^multipart\/form-data;.*?boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType ?? '') ?? []
  const boundary = quoted ?? bare
  if (!boundary || !body) return undefined
  // A line end before each boundary, the first one too, so that all are found alike.
  const pieces = split(concat(utf8('\r\n'), body), utf8(`\r\n--${boundary}`))
  if (pieces.length < 3 || !startsWith(pieces.at(-1)!, '--')) return undefined
  const fields: Record<string, string> = {}
  const files: UploadedFile[] = []
  for (const piece of pieces.slice(1, -1)) {
    const [head, ...rest] = split(piece, utf8('\r\n\r\n'))
    const content = piece.subarray(head!.length + 4)
    const heading = new TextDecoder().decode(head)
    const [, name] = /[; ]name="([^"]*)"/i.exec(heading) ?? []
    if (rest.length === 0 || name === undefined) return undefined
    const [, filename] = /; filename="([^"]*)"/i.exec(heading) ?? []
    const [, type] = /^content-type: *(\S+)/im.exec(heading) ?? []
    if (filename === undefined) fields[name] = new TextDecoder().decode(content)
    else files.push({ name, filename, contentType: type ?? 'application/octet-stream', bytes: content.slice() })
  }
  return { fields, files }
}

const startsWith = (bytes: Uint8Array, text: string) => utf8(text).every((byte, place) => bytes[place] === byte)

function split(bytes: Uint8Array, by: Uint8Array): Uint8Array[] {
  const pieces: Uint8Array[] = []
  let start = 0
  for (let at = bytes.indexOf(by[0]!); at >= 0; at = bytes.indexOf(by[0]!, at)) {
    if (by.every((byte, place) => bytes[at + place] === byte)) {
      pieces.push(bytes.subarray(start, at))
      at += by.length
      start = at
    } else at += 1
  }
  return [...pieces, bytes.subarray(start)]
}
