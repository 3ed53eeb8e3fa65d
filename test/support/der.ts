/** One DER element (X.690, section 8.1), written without the library. */
export function element(tag: number, ...contents: Uint8Array[]): Uint8Array {
  const content = Buffer.concat(contents)
  const hex = content.length.toString(16)
  const length = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex')
  const long = content.length < 0x80 ? [] : [0x80 | length.length]
  return new Uint8Array([tag, ...long, ...length, ...content])
}

export const sequence = (...contents: Uint8Array[]) => element(0x30, ...contents)
