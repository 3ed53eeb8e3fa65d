import { crc32 } from '../codec/crc32.js'
import { concat } from '../crypto/bytes.js'
import { type ByteReader, readBytes } from './byte-reader.js'
import { inflate, limited } from './inflate.js'
import { damaged } from './row.js'

// APPNOTE.TXT 4.3.7 to 4.3.16
const localHeader = 0x04034b50
const centralHeader = 0x02014b50
const endRecord = 0x06054b50
const descriptor = 0x08074b50

const maximumEntries = 16
const maximumDirectoryBytes = 65_536

/** What a ZIP holds. `content` has to be read before the next entry is asked for. */
export type ZipEntry = { readonly name: string; readonly content: AsyncIterable<Uint8Array> }

/** What is known of an entry once its last byte is read. */
type Known = { crc: number; size: number }

/**
 * The entries of a ZIP in the order of the file, unpacked as they are read. Knows what a statement needs: stored and
 * deflated entries, sizes in front or behind. No encryption, no ZIP64, and a data descriptor must have its signature.
 *
 * @throws `BODY_INVALID` for anything else, a wrong CRC-32, and an end that does not fit what was read.
 */
export async function* unzip(
  source: AsyncIterable<Uint8Array>,
  maximumBytes: number,
): AsyncGenerator<ZipEntry, void, undefined> {
  const chunks = source[Symbol.asyncIterator]()
  const input = readBytes(chunks)
  try {
    for (let entries = 0; ; entries += 1) {
      const signature = view(await input.take(4)).getUint32(0, true)
      if (signature === centralHeader && entries > 0) return await checkEnd(input, entries)
      if (signature !== localHeader || entries === maximumEntries) throw damaged('it is not a ZIP as documented')
      const { name, ...header } = await readHeader(input)
      const content = readContent(input, header, maximumBytes)
      yield { name, content }
      for await (const _ of content) {
        // An entry that nobody wanted is read to its end all the same, and its checksum checked.
      }
    }
  } finally {
    // Not awaited: it would wait for a piece that may never come.
    chunks.return?.().catch(() => {})
  }
}

type Header = { flags: number; method: number; packedSize: number; known: Known }

async function readHeader(input: ByteReader): Promise<Header & { name: string }> {
  const header = view(await input.take(26))
  const flags = header.getUint16(2, true)
  const method = header.getUint16(4, true)
  const packedSize = header.getUint32(14, true)
  const known: Known = { crc: header.getUint32(10, true), size: header.getUint32(18, true) }
  const name = new TextDecoder().decode(await input.take(header.getUint16(22, true)))
  await input.take(header.getUint16(24, true))
  return { name, flags, method, packedSize, known }
}

async function* readContent(
  input: ByteReader,
  { flags, method, packedSize, known }: Header,
  maximumBytes: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  const sizesBehind = (flags & 8) !== 0
  if (flags & 1) throw damaged('the ZIP is encrypted')
  if (packedSize === 0xffffffff) throw damaged('the ZIP is of the kind for files over 4 GiB')
  if (method !== 8 && (method !== 0 || sizesBehind)) throw damaged('the ZIP uses an unknown compression')
  const packed = sizesBehind ? untilDescriptor(input, known) : exactly(input, packedSize)
  let crc = 0
  let size = 0
  for await (const chunk of method === 8
    ? inflate(packed, 'deflate-raw', maximumBytes)
    : limited(packed, maximumBytes)) {
    crc = crc32(chunk, crc)
    size += chunk.length
    yield chunk
  }
  if (crc !== known.crc || size !== known.size) throw damaged('the checksum of the ZIP does not fit its content')
}

async function* exactly(input: ByteReader, length: number) {
  for (let left = length; left > 0; ) {
    const chunk = await input.some(left)
    left -= chunk.length
    yield chunk
  }
}

/**
 * Only the descriptor behind an entry tells where it ends, and DecompressionStream does not tell how much it used. So
 * the descriptor is looked for: its signature, in a place that fits the size it names, is not found by chance.
 */
async function* untilDescriptor(input: ByteReader, known: Known) {
  const length = 16
  let held: Uint8Array = new Uint8Array()
  for (let before = 0; ; ) {
    const chunk = concat(held, await input.some())
    const bytes = view(chunk)
    for (let at = chunk.indexOf(0x50); at >= 0 && at + length <= chunk.length; at = chunk.indexOf(0x50, at + 1)) {
      if (bytes.getUint32(at, true) !== descriptor || bytes.getUint32(at + 8, true) !== before + at) continue
      known.crc = bytes.getUint32(at + 4, true)
      known.size = bytes.getUint32(at + 12, true)
      input.unread(chunk.subarray(at + length))
      yield chunk.subarray(0, at)
      return
    }
    const safe = Math.max(0, chunk.length - length + 1)
    yield chunk.subarray(0, safe)
    before += safe
    held = chunk.subarray(safe)
  }
}

/** The directory is not needed, but its end shows that nothing was cut off. */
async function checkEnd(input: ByteReader, entries: number): Promise<void> {
  let directory: Uint8Array = new Uint8Array()
  while (!(await input.ended())) {
    directory = concat(directory, await input.some())
    if (directory.length > maximumDirectoryBytes) throw damaged('the directory of the ZIP is too long')
  }
  const end = directory.length >= 22 ? view(directory.subarray(-22)) : undefined
  if (end?.getUint32(0, true) !== endRecord || end.getUint16(10, true) !== entries)
    throw damaged('the end of the ZIP is missing or does not fit')
}

const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
