import { concat, fromHex } from './bytes.js'
import { bitString, expect, readSequence, tags, unsigned } from './der.js'
import { toNumber } from './rsa.js'

// RSA's own arithmetic (RFC 8017, section 5.1), for a padding that WebCrypto does not have. Not constant in time; what an
// attacker could choose is blinded before the private key touches it.

/** Random bytes, cryptographically strong. */
type Random = (length: number) => Uint8Array

/** `block` as long as the modulus of this SPKI, under its public exponent. */
export function encryptRaw(spki: Uint8Array, block: (length: number) => Uint8Array): Uint8Array {
  const [modulus, exponent] = readSequence(bitString(readSequence(spki)[1])).map(unsigned) as [Uint8Array, Uint8Array]
  const { length } = modulus
  return toBytes(power(toNumber(block(length)), toNumber(exponent), toNumber(modulus)), length)
}

/** The block of this ciphertext under a PKCS#8 key; `undefined` for what cannot be one's. */
export function decryptRaw(pkcs8: Uint8Array, ciphertext: Uint8Array, random: Random): Uint8Array | undefined {
  const [, modulus, ...others] = readSequence(expect(readSequence(pkcs8)[2], tags.octetString).content).map(unsigned)
  const { length } = modulus!
  const n = toNumber(modulus!)
  const [e, , p, q, dp, dq, qi] = others.map(toNumber) as [bigint, bigint, bigint, bigint, bigint, bigint, bigint]
  const c = ciphertext.length === length ? toNumber(ciphertext) : n
  if (c >= n) return undefined
  // Below n, and by chance not prime to it as seldom as somebody guesses a factor.
  const blind = toNumber(concat(Uint8Array.of(1), random(length - 2)))
  const blinded = (c * power(blind, e, n)) % n
  const [mp, mq] = [power(blinded, dp, p), power(blinded, dq, q)]
  const whole = mq + q * modulo(qi * (mp - mq), p)
  // A result with an error in one half would give the primes away.
  if (power(whole, e, n) !== blinded) return undefined
  return toBytes((whole * inverse(blind, n)) % n, length)
}

function power(base: bigint, exponent: bigint, n: bigint): bigint {
  let result = 1n
  for (const bit of exponent.toString(2)) {
    result = (result * result) % n
    if (bit === '1') result = (result * base) % n
  }
  return result
}

/** Extended Euclid. */
function inverse(number: bigint, n: bigint): bigint {
  let [rest, next, factor, following] = [n, number, 0n, 1n]
  while (next > 0n) {
    const quotient = rest / next
    ;[rest, next, factor, following] = [next, rest - quotient * next, following, factor - quotient * following]
  }
  return modulo(factor, n)
}

const modulo = (number: bigint, n: bigint): bigint => ((number % n) + n) % n

const toBytes = (number: bigint, length: number): Uint8Array => fromHex(number.toString(16).padStart(2 * length, '0'))!
