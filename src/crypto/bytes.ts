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
