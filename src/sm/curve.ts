import { type WeierstrassPointCons, weierstrass } from '@noble/curves/abstract/weierstrass.js'
import { once } from '../core/once.js'
import { type Bytes, concat, fromHex, toLowerHex } from '../crypto/bytes.js'

// GB/T 32918.5-2017: the curve that all of SM2 is used with.

/** In hexadecimal, 32 bytes each. */
const parameters = {
  p: 'fffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffff',
  a: 'fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc',
  b: '28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93',
  n: 'fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123',
  Gx: '32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7',
  Gy: 'bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0',
} as const

/** Built at first use, with a table for multiples of the base point. */
export const curve: () => WeierstrassPointCons<bigint> = /* @__PURE__ */ once(() => {
  const { p, a, b, n, Gx, Gy } = parameters
  const Point = weierstrass({ p: big(p), n: big(n), h: 1n, a: big(a), b: big(b), Gx: big(Gx), Gy: big(Gy) })
  Point.BASE.precompute(4)
  return Point
})

const big = (hex: string) => BigInt(`0x${hex}`)

/** The number of points, which is a prime. */
export const order = (): bigint => big(parameters.n)

/** What is hashed of the curve before a key (GB/T 32918.2-2016, section 5.5). */
export const curveBytes = (): Bytes => fromHex(parameters.a + parameters.b + parameters.Gx + parameters.Gy)!

export const numberOf = (bytes: Uint8Array): bigint => big(toLowerHex(bytes))

/** 32 bytes. */
export const bytesOf = (number: bigint): Bytes => fromHex(number.toString(16).padStart(64, '0'))!

/** The point with these coordinates of 32 bytes each. @throws Error for one that is not on the curve. */
export const pointOf = (coordinates: Uint8Array) => curve().fromBytes(concat(Uint8Array.of(4), coordinates))

/** Its coordinates, 64 bytes. */
export const coordinatesOf = (point: { toBytes(isCompressed: boolean): Uint8Array }): Uint8Array =>
  point.toBytes(false).slice(1)

/** A number from 1 to n − 1. Of 320 bits, so that the remainder favours none of them by more than 2^-64. */
export function randomScalar(): bigint {
  const bytes = crypto.getRandomValues(new Uint8Array(40))
  return (numberOf(bytes) % (order() - 1n)) + 1n
}

export const modulo = (number: bigint): bigint => ((number % order()) + order()) % order()
