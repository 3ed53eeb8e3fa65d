import type { Report } from '../wechatpay/primitives.js'
import type { Fields } from './primitives.js'

/** A file of an upload; no signature covers it (§2.3). */
export type UploadedFile = { readonly name: string; readonly filename: string; readonly bytes: Buffer }
export type Upload = { readonly fields: Fields; readonly files: readonly UploadedFile[] }

/** §2.3: the texts and the files of `multipart/form-data`; undefined for any other type. */
export function uploadOf(contentType: string | undefined, body: Uint8Array, report: Report): Upload | undefined {
  const boundary = /^multipart\/form-data\s*;\s*boundary="?([^";]{1,70})"?$/i.exec(contentType ?? '')?.[1]
  if (boundary === undefined) return undefined
  // One character for each byte, so that a file passes unharmed.
  const whole = Buffer.from(body).toString('latin1')
  const [before, ...parts] = `\r\n${whole}`.split(`\r\n--${boundary}`)
  if (before !== '' || !/^--(\r\n)?$/.test(parts.pop() ?? '')) report('the parts are not between their boundaries')
  const fields: Fields = {}
  const files: UploadedFile[] = []
  for (const part of parts) {
    const [, head = '', content = ''] = /^\r\n(.*?)\r\n\r\n(.*)$/s.exec(part) ?? []
    const bytes = Buffer.from(content, 'latin1')
    const name = /^content-disposition: form-data; name="([^"]+)"/im.exec(head)?.[1]
    const filename = /; filename="([^"]*)"/i.exec(head)?.[1]
    if (name === undefined) report(`a part without a name: ${head}`)
    else if (filename !== undefined) files.push({ name, filename, bytes })
    else if (Object.hasOwn(fields, name)) report(`${name} is present twice`)
    else fields[name] = bytes.toString()
  }
  return { fields, files }
}
