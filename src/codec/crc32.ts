/** CRC-32 as ZIP and PNG use it (ISO 3309), over bytes that come in pieces. */
export function createCrc32(): { update(bytes: Uint8Array): void; value(): number } {
  const table = new Uint32Array(256).map((_, byte) => {
    let value = byte
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
    return value
  })
  let crc = 0xffffffff
  return {
    update(bytes) {
      for (let at = 0; at < bytes.length; at += 1) crc = (crc >>> 8) ^ table[(crc ^ bytes[at]!) & 0xff]!
    },
    value: () => ~crc >>> 0,
  }
}
