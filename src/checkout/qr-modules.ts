// A code for a payment's address: bytes, level M, versions 1 to 10, which hold 213 of them. The packages that write all of
// ISO/IEC 18004 are twice to four times as large as that, and a page that takes money waits for each byte.

// By version: error correction codewords per block, and blocks (ISO/IEC 18004, table 9).
const correction = [0, 10, 16, 26, 18, 24, 16, 18, 22, 22, 26]
const blocks = [0, 1, 1, 1, 2, 2, 4, 4, 4, 5, 5]

/**
 * The modules of the smallest code for `text`, row by row, `true` for dark, without a border.
 *
 * @throws `RangeError`: empty, or more than 213 bytes of UTF-8.
 */
export function qrModules(text: string): boolean[][] {
  const bytes = new TextEncoder().encode(text)
  const version = correction.findIndex((_, at) => at > 0 && bytes.length > 0 && bytes.length <= roomOf(at))
  if (version < 0) throw new RangeError(`A payment's code holds 1 to 213 bytes; this text has ${bytes.length}.`)
  const bits = codewords(bytes, version).flatMap((byte) => bitsOf(byte, 8))
  const base = patterns(version)
  const drawn = masks.map((mask, number) => fill(base, bits, mask, number))
  const penalties = drawn.map(penalty)
  return drawn[penalties.indexOf(Math.min(...penalties))]!
}

const sizeOf = (version: number) => 17 + 4 * version
const bitsOf = (value: number, count: number) =>
  Array.from({ length: count }, (_, at) => (value >> (count - 1 - at)) & 1)

/** All codewords of a version: the modules that are left beside the patterns, by eight. */
function capacity(version: number): number {
  const aligned = version < 2 ? 0 : version < 7 ? 25 : 6 * 25 - 2 * 5
  return ((sizeOf(version) ** 2 - 3 * 64 - 2 * (sizeOf(version) - 16) - 31 - aligned - (version < 7 ? 0 : 36)) / 8) | 0
}

/** Bytes of text: what correction, the mode and the length leave. */
const roomOf = (version: number) => capacity(version) - correction[version]! * blocks[version]! - (version < 10 ? 2 : 3)

/** The text's bytes in blocks, each with its correction, interleaved. */
function codewords(text: Uint8Array, version: number): number[] {
  const room = capacity(version) - correction[version]! * blocks[version]!
  const stream = [...bitsOf(4, 4), ...bitsOf(text.length, version < 10 ? 8 : 16)]
  for (const byte of text) stream.push(...bitsOf(byte, 8))
  stream.push(...Array(Math.min(4, room * 8 - stream.length)).fill(0))
  const data: number[] = []
  for (let at = 0; at < stream.length; at += 8)
    data.push(stream.slice(at, at + 8).reduce((byte, bit, index) => byte | (bit << (7 - index)), 0))
  for (let pad = 0xec; data.length < room; pad ^= 0xec ^ 0x11) data.push(pad)

  const count = blocks[version]!
  const parts: number[][] = []
  for (let number = 0, at = 0; number < count; number++) {
    // The last blocks are a byte longer where the division leaves a rest.
    const length = Math.floor(room / count) + (number >= count - (room % count) ? 1 : 0)
    parts.push(data.slice(at, at + length))
    at += length
  }
  const checks = parts.map((part) => remainder(part, correction[version]!))
  const columns = (rows: number[][]) =>
    Array.from({ length: Math.max(...rows.map((row) => row.length)) }, (_, at) =>
      rows.flatMap((row) => row[at] ?? []),
    ).flat()
  return [...columns(parts), ...columns(checks)]
}

/** Product in the field of 256 elements over x⁸ + x⁴ + x³ + x² + 1. */
function multiply(one: number, other: number): number {
  let product = 0
  for (let bit = 7; bit >= 0; bit--) product = (product << 1) ^ ((product >> 7) * 0x11d) ^ (((other >> bit) & 1) * one)
  return product
}

/** Reed and Solomon's: the rest of the division by (x − 1)(x − 2)(x − 4)… */
function remainder(data: number[], degree: number): number[] {
  let divisor = [1]
  for (let at = 0, root = 1; at < degree; at++, root = multiply(root, 2)) {
    const grown = [...divisor, 0]
    divisor = grown.map((factor, index) => factor ^ multiply(divisor[index - 1] ?? 0, root))
  }
  const rest: number[] = Array(degree).fill(0)
  for (const byte of data) {
    const factor = byte ^ rest.shift()!
    rest.push(0)
    for (let at = 0; at < degree; at++) rest[at]! ^= multiply(divisor[at + 1]!, factor)
  }
  return rest
}

type Modules = (boolean | undefined)[][]

/** What no text changes; `undefined` where the text goes. */
function patterns(version: number): Modules {
  const size = sizeOf(version)
  const modules: Modules = Array.from({ length: size }, () => Array(size).fill(undefined))
  const square = (x: number, y: number, reach: number, dark: (distance: number) => boolean) => {
    for (let dy = -reach; dy <= reach; dy++)
      for (let dx = -reach; dx <= reach; dx++) {
        const row = modules[y + dy]
        if (row && x + dx in row) row[x + dx] = dark(Math.max(Math.abs(dx), Math.abs(dy)))
      }
  }
  for (let at = 0; at < size; at++) modules[6]![at] = modules[at]![6] = at % 2 === 0
  for (const [x, y] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const)
    square(x, y, 4, (d) => d !== 2 && d !== 4)
  const last = size - 7
  const centres = version < 2 ? [] : version < 7 ? [6, last] : [6, (6 + last) / 2, last]
  for (const x of centres)
    for (const y of centres) if ((x > 6 || (y > 6 && y < last)) && (y > 6 || x < last)) square(x, y, 2, (d) => d !== 1)
  if (version >= 7) {
    const bits = bitsOf((version << 12) | checkBits(version, 12, 0x1f25), 18).reverse()
    bits.forEach((bit, at) => {
      const [far, near] = [size - 11 + (at % 3), Math.floor(at / 3)]
      modules[near]![far] = modules[far]![near] = bit === 1
    })
  }
  return modules
}

/** The check bits of a format or version: the rest of the division by `divisor`. */
function checkBits(value: number, count: number, divisor: number): number {
  let rest = value
  for (let at = 0; at < count; at++) rest = (rest << 1) ^ ((rest >> (count - 1)) * divisor)
  return rest
}

const masks: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
]

function fill(base: Modules, bits: number[], mask: (x: number, y: number) => boolean, number: number): boolean[][] {
  const size = base.length
  const modules = base.map((row) => [...row])
  // Level M is 00.
  const format = bitsOf(((number << 10) | checkBits(number, 10, 0x537)) ^ 0x5412, 15).reverse()
  format.forEach((bit, at) => {
    const dark = bit === 1
    modules[at < 6 ? at : at < 8 ? at + 1 : size - 15 + at]![8] = dark
    modules[8]![at < 8 ? size - 1 - at : at < 9 ? 7 : 14 - at] = dark
  })
  modules[size - 8]![8] = true
  let next = 0
  // Columns by two from the right, up and down by turns; the sixth is the timing pattern's.
  for (let right = size - 1; right >= 1; right -= right === 8 ? 3 : 2) {
    const upwards = ((right + 1) & 2) === 0
    for (let step = 0; step < size; step++)
      for (const x of [right, right - 1]) {
        const y = upwards ? size - 1 - step : step
        if (modules[y]![x] === undefined) modules[y]![x] = (bits[next++] === 1) !== mask(x, y)
      }
  }
  return modules as boolean[][]
}

/** How hard a code is to read (ISO/IEC 18004, 7.8.3). */
function penalty(modules: boolean[][]): number {
  const size = modules.length
  let sum = 0
  let dark = 0
  for (const lines of [modules, modules.map((_, x) => modules.map((row) => row[x]!))])
    for (const line of lines) {
      const text = line.map((module) => (module ? '1' : '0')).join('')
      for (const [run] of text.matchAll(/0{5,}|1{5,}/g)) sum += run.length - 2
      for (const finder of ['10111010000', '00001011101'])
        for (let at = text.indexOf(finder); at >= 0; at = text.indexOf(finder, at + 1)) sum += 40
    }
  modules.forEach((row, y) => {
    row.forEach((module, x) => {
      if (module) dark++
      if (x && y && [row[x - 1], modules[y - 1]![x], modules[y - 1]![x - 1]].every((other) => other === module))
        sum += 3
    })
  })
  return sum + 10 * Math.floor(Math.abs((dark * 20) / size ** 2 - 10))
}
