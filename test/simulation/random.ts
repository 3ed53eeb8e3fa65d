/** A stream of random numbers that the seed alone decides. */
export type Random = ReturnType<typeof randomOf>

/** Mulberry32: small, and good enough to choose what breaks. */
export function randomOf(seed: number) {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  return {
    next,
    /** Both included. */
    between,
    chance: (share: number) => next() < share,
    pick: <T>(list: readonly T[]): T => list[between(0, list.length - 1)]!,
  }
}
