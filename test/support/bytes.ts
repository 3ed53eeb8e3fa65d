/** Hexadecimal. Throws for what Buffer would leave out. */
export function bytesFrom(hex: string): Uint8Array {
  if (hex.length % 2 || /[^0-9a-f]/i.test(hex)) throw new Error(`not hexadecimal: ${hex}`)
  return new Uint8Array(Buffer.from(hex, 'hex'))
}
export const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
export const utf8 = (text: string) => new Uint8Array(Buffer.from(text))
export const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString()
/** The same bytes with one bit turned. */
export const flipped = (bytes: Uint8Array, bit: number) =>
  bytes.map((byte, at) => (at === bit >> 3 ? byte ^ (0x80 >> (bit & 7)) : byte))
