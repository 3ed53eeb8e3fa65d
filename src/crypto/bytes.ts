/** Bytes that own their memory, as WebCrypto wants them: not a view on shared memory. */
export type Bytes = Uint8Array<ArrayBuffer>

export function utf8(text: string): Bytes {
  return new TextEncoder().encode(text)
}

/** Throws a `TypeError` on anything that is not UTF-8. A byte order mark is kept: it is part of what was signed. */
export function fromUtf8(bytes: Uint8Array): string {
  return decoder.decode(bytes)
}

const decoder = /* @__PURE__ */ new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export function concat(...parts: Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let offset = 0
  for (const part of parts) {
    whole.set(part, offset)
    offset += part.length
  }
  return whole
}

/** Upper case, two digits to the byte. */
export const toHex = (bytes: Uint8Array): string => hexOf(bytes, '0123456789ABCDEF')

export const toLowerHex = (bytes: Uint8Array): string => hexOf(bytes, '0123456789abcdef')

/** A UUID of version 4 out of 16 bytes, of which six bits give way. */
export function toUuid(bytes: Uint8Array): string {
  const own = bytes.slice()
  own[6] = (own[6]! & 0x0f) | 0x40
  own[8] = (own[8]! & 0x3f) | 0x80
  return toLowerHex(own).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

function hexOf(bytes: Uint8Array, digits: string): string {
  let hex = ''
  for (const byte of bytes) hex += digits[byte >> 4]! + digits[byte & 15]!
  return hex
}

/** `undefined` unless `text` is whole bytes in hexadecimal. */
export function fromHex(text: string): Bytes | undefined {
  if (text.length % 2 || /[^0-9a-f]/i.test(text)) return undefined
  return Uint8Array.from({ length: text.length / 2 }, (_, index) =>
    Number.parseInt(text.slice(2 * index, 2 * index + 2), 16),
  )
}
