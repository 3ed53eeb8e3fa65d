import { crc32 } from '../codec/crc32.js'
import { concat, utf8 } from '../crypto/bytes.js'

type Packed = { readonly name: string; readonly bytes: Uint8Array }

/** A ZIP archive. Sizes and checksums stand behind the entries, as a server writes that does not know them before. */
export async function zip(files: readonly Packed[]): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let offset = 0
  for (const { name: title, bytes: file } of files) {
    const name = utf8(title)
    const packed = await deflate(file)
    const sums = numbers([4, crc32(file)], [4, packed.length], [4, file.length])
    // Version 2.0, sizes behind, deflate, 1980-01-01.
    const common = numbers([2, 20], [2, 8], [2, 8], [2, 0], [2, 33])
    const lengths = numbers([2, name.length], [2, 0])
    const entry = concat(
      ...[numbers([4, 0x04034b50]), common, new Uint8Array(12), lengths, name, packed],
      ...[numbers([4, 0x08074b50]), sums],
    )
    const rest = numbers([2, 0], [2, 0], [2, 0], [4, 0], [4, offset])
    directory.push(concat(numbers([4, 0x02014b50], [2, 20]), common, sums, lengths, rest, name))
    parts.push(entry)
    offset += entry.length
  }
  const index = concat(...directory)
  const count = files.length
  const end = numbers([4, 0x06054b50], [4, 0], [2, count], [2, count], [4, index.length], [4, offset], [2, 0])
  return concat(...parts, index, end)
}

const deflate = async (bytes: Uint8Array) =>
  new Uint8Array(
    await new Response(
      new Blob([new Uint8Array(bytes)]).stream().pipeThrough(new CompressionStream('deflate-raw')),
    ).arrayBuffer(),
  )

/** Little-endian numbers of so many bytes each. */
const numbers = (...given: [bytes: number, value: number][]) =>
  Uint8Array.from(
    given.flatMap(([bytes, value]) => Array.from({ length: bytes }, (_, place) => (value / 256 ** place) & 255)),
  )
