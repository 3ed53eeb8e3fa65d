import { crc32 } from '../codec/crc32.js'
import { adler32 } from './adler32.js'
import { qrMatrix } from './matrix.js'
import { checkOptions, commonChecks, type QrOptions, wholeNumber } from './options.js'

export type QrPngOptions = QrOptions & {
  /** Pixels per module, 1 to 40. Default 8. */
  scale?: number
}

const checks = { ...commonChecks, scale: (value: unknown) => wholeNumber(value, 1, 40) }

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/**
 * The QR code of `text` as the bytes of a PNG file, black on white, one bit per pixel.
 *
 * @throws ShroffError `PARAMETERS_INVALID`: an unknown or wrong option, no text or too much of it.
 */
// A `Uint8Array<ArrayBuffer>`, which can be a `Response`'s body; written so that TypeScript before 5.7, where the type had
// no parameter, can read the declaration.
export function qrPng(text: string, options: QrPngOptions = {}): ReturnType<Uint8ArrayConstructor['of']> {
  const { level = 'M', margin = 4, scale = 8 } = checkOptions(options, checks)
  const modules = qrMatrix(text, level)
  const width = (modules.length + 2 * margin) * scale
  const header = new Uint8Array(13) // width, height, depth, then grayscale, deflate, adaptive filters, no interlace: all 0
  new DataView(header.buffer).setUint32(0, width)
  new DataView(header.buffer).setUint32(4, width)
  header[8] = 1
  return concatenate([
    new Uint8Array(signature),
    ...chunk('IHDR', header),
    ...chunk('IDAT', storedDeflate(scanlines(modules, margin, scale, width))),
    ...chunk('IEND', new Uint8Array()),
  ])
}

/**
 * The same picture as a `data:` URL, for the `src` of an `<img>`.
 *
 * @throws ShroffError as {@link qrPng}.
 */
export function qrDataUrl(text: string, options: QrPngOptions = {}): string {
  const png = qrPng(text, options)
  let url = 'data:image/png;base64,'
  // In pieces, for fromCharCode takes each byte as an argument; of a length divisible by 3, so that only the last is padded.
  for (let at = 0; at < png.length; at += 24_576) url += btoa(String.fromCharCode(...png.subarray(at, at + 24_576)))
  return url
}

/** Rows of one filter byte (0, none) and one bit per pixel, 1 for white. */
function scanlines(modules: boolean[][], margin: number, scale: number, width: number): Uint8Array {
  const stride = 1 + Math.ceil(width / 8)
  const lines = new Uint8Array(stride * width).fill(0xff)
  for (let y = 0; y < width; y++) lines[y * stride] = 0
  modules.forEach((row, y) => {
    const top = (margin + y) * scale * stride
    const line = lines.subarray(top, top + stride)
    row.forEach((dark, x) => {
      if (!dark) return
      const left = (margin + x) * scale
      for (let pixel = left; pixel < left + scale; pixel++) line[1 + (pixel >> 3)]! &= ~(0x80 >> (pixel & 7))
    })
    for (let repeat = 1; repeat < scale; repeat++) lines.set(line, top + repeat * stride)
  })
  return lines
}

/** zlib (RFC 1950) around stored blocks (RFC 1951, 3.2.4): one-bit pictures are small enough to go without compression. */
function storedDeflate(data: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [new Uint8Array([0x78, 0x01])]
  for (let at = 0; at < data.length; at += 0xffff) {
    const block = data.subarray(at, at + 0xffff)
    const last = at + block.length === data.length ? 1 : 0
    const [low, high] = [block.length & 0xff, block.length >> 8]
    parts.push(new Uint8Array([last, low, high, ~low, ~high]), block)
  }
  return concatenate([...parts, bigEndian(adler32(data))])
}

function chunk(type: string, data: Uint8Array): Uint8Array[] {
  const typed = concatenate([new TextEncoder().encode(type), data])
  return [bigEndian(data.length), typed, bigEndian(crc32(typed))]
}

function bigEndian(value: number): Uint8Array {
  return new Uint8Array([value >>> 24, value >>> 16, value >>> 8, value])
}

function concatenate(parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
