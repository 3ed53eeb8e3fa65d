/** By character. Empty until it is needed: it takes longer than all else of a statement. */
const codes = new Map<string, number>()

/** Runtimes decode GBK but do not encode it, so the table is made by decoding all of it, once. What it lacks becomes `?`. */
export function gbk(text: string): Uint8Array {
  if (codes.size === 0) fill()
  return Uint8Array.from(
    Array.from(text).flatMap((character) => {
      const code = character < '\x80' ? character.charCodeAt(0) : (codes.get(character) ?? 0x3f)
      return code < 256 ? [code] : [code >> 8, code & 255]
    }),
  )
}

function fill(): void {
  const decoder = new TextDecoder('gbk')
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const character = trail === 0x7f ? '' : decoder.decode(Uint8Array.of(lead, trail))
      if (character.length === 1 && character !== '\ufffd') codes.set(character, lead * 256 + trail)
    }
  }
}
