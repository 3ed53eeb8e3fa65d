/** CRC-32 as ZIP and PNG use it (ISO 3309). Bytes that come in pieces: each with what came out of those before. */
export function crc32(bytes: Uint8Array, before = 0): number {
  const table = new Uint32Array(256).map((_, byte) => {
    let value = byte
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
    return value
  })
  let crc = ~before
  for (const byte of bytes) crc = (crc >>> 8) ^ table[(crc ^ byte) & 0xff]!
  return ~crc >>> 0
}
