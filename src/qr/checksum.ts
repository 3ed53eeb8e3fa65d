// Built at the first use: nothing runs at import.
let crcTable: Uint32Array | undefined

/** CRC-32 as PNG uses it (ISO 3309; PNG specification, annex D). */
export function crc32(bytes: Uint8Array): number {
  crcTable ??= new Uint32Array(256).map((_, byte) => {
    let value = byte
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
    return value
  })
  let crc = 0xffffffff
  for (const byte of bytes) crc = (crc >>> 8) ^ crcTable[(crc ^ byte) & 0xff]!
  return ~crc >>> 0
}

/** Adler-32 as zlib uses it (RFC 1950). */
export function adler32(bytes: Uint8Array): number {
  let a = 1
  let b = 0
  for (const byte of bytes) {
    a = (a + byte) % 65_521
    b = (b + a) % 65_521
  }
  return ((b << 16) | a) >>> 0
}
