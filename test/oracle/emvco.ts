// EMVCo's codes by their specification, read a second time: nothing here is the library's.

/** CRC-16/CCITT-FALSE as a polynomial division, bit after bit of the message with 16 zeros behind it. */
export function crcOf(text: string): string {
  const bits = [...new TextEncoder().encode(text)].flatMap((byte) =>
    [7, 6, 5, 4, 3, 2, 1, 0].map((at) => (byte >> at) & 1),
  )
  const message = [...bits, ...Array(16).fill(0)]
  // Begun at 0xFFFF: the first 16 bits are inverted.
  for (let at = 0; at < 16; at += 1) message[at]! ^= 1
  const divisor = [1, ...(0x1021).toString(2).padStart(16, '0').split('').map(Number)]
  for (let at = 0; at < bits.length; at += 1)
    if (message[at]) for (let under = 0; under < 17; under += 1) message[at + under] ^= divisor[under]!
  return Number.parseInt(message.slice(-16).join(''), 2).toString(16).toUpperCase().padStart(4, '0')
}

/** Ids and texts of one level, lengths in characters; throws where the text does not divide into such. */
export function objectsOf(text: string): [id: string, value: string][] {
  const characters = Array.from(text)
  const found: [string, string][] = []
  while (characters.length > 0) {
    const header = characters.splice(0, 4).join('')
    if (!/^[0-9]{4}$/.test(header)) throw new Error(`no header: ${header}`)
    const value = characters.splice(0, Number(header.slice(2)))
    if (value.length !== Number(header.slice(2))) throw new Error('the end comes early')
    found.push([header.slice(0, 2), value.join('')])
  }
  return found
}

/** Whether checksum and structure of the root level hold, and no object stands there twice. */
export function isWhole(text: string): boolean {
  if (!/6304[0-9A-Fa-f]{4}$/.test(text) || crcOf(text.slice(0, -4)) !== text.slice(-4).toUpperCase()) return false
  try {
    const ids = objectsOf(text).map(([id]) => id)
    return ids[0] === '00' && ids.at(-1) === '63' && new Set(ids).size === ids.length
  } catch {
    return false
  }
}

export type Ber = { tag: string; value: string | Ber[] }

/** BER-TLV of hexadecimal digits, taken off from the left; what is in them stays as it is. */
export function firstLevel(hex: string): { tag: string; value: string }[] {
  let rest = hex
  const take = (bytes: number) => {
    if (rest.length < 2 * bytes) throw new Error('the end comes early')
    const taken = rest.slice(0, 2 * bytes)
    rest = rest.slice(2 * bytes)
    return taken
  }
  const found: { tag: string; value: string }[] = []
  while (rest !== '') {
    let tag = take(1)
    if (Number.parseInt(tag, 16) % 32 === 31) {
      do tag += take(1)
      while (Number.parseInt(tag.slice(-2), 16) >= 128)
    }
    let length = Number.parseInt(take(1), 16)
    if (length > 130 || length === 128) throw new Error('no length')
    if (length > 128) length = Number.parseInt(take(length - 128), 16)
    found.push({ tag, value: take(length) })
  }
  return found
}

/** The same with constructed ones, of which bit 6 is set, as trees. */
export const berOf = (hex: string): Ber[] =>
  firstLevel(hex).map(({ tag, value }) => {
    const constructed = Math.floor(Number.parseInt(tag.slice(0, 2), 16) / 32) % 2 === 1
    return { tag, value: constructed ? berOf(value) : value }
  })
