import type { Bytes } from './bytes.js'
import type { Algorithm, JsonWebKeyLike } from './contract.js'
import { damagedDer, expect, readSequence, tags, unsigned, writeElement, writeUnsigned } from './der.js'
import { type KeyReading, refuse } from './key.js'
import { keyProblem } from './refused.js'
import { jwkNumber, refuseAlgorithm, requireRsa, requireStrong, rsaEncryption, toNumber } from './rsa.js'

/** Throws a `KeyProblem` for an algorithm that only verifies: without a private key of it, nothing signs by it. */
export function requireSigning({ name, signs }: Algorithm, wanted: string): void {
  if (!signs) throw keyProblem(`${wanted} is wanted to sign with ${name}, which is only verified here.`)
}

/** The PKCS#8 of a private RSA key in any form, checked for algorithm and length. Throws a `KeyProblem` for anything else. */
export function toPkcs8(reading: KeyReading, wanted: string): Bytes {
  if (reading.form === 'pkcs8') return check(reading.der, wanted)
  if (reading.form === 'pkcs1') return wrap(reading.der, wanted)
  if (reading.form === 'jwk') return wrap(fromJwk(reading.jwk, wanted), wanted)
  if (reading.form === 'sec1') throw refuseAlgorithm(wanted, reading.given)
  throw refuse(
    wanted,
    reading.given,
    hints[reading.form] ?? 'Give the private key, PEM text that begins with BEGIN PRIVATE KEY.',
  )
}

const hints: { [form in KeyReading['form']]?: string } = {
  encrypted: 'Decrypt it: openssl pkcs8 -in key.pem -out decrypted.pem (it asks for the password).',
  pkcs12: 'Take the key out: openssl pkcs12 -in file.p12 -nocerts -nodes -out key.pem (old files need -legacy too).',
}

function fromJwk(jwk: JsonWebKeyLike, wanted: string): Bytes {
  if (jwk.kty !== 'RSA') throw refuseAlgorithm(wanted, 'a JWK that is not RSA')
  if (jwk.d === undefined) throw refuse(wanted, 'a public JWK (it has no "d")', 'Give the private JWK.')
  const { n, e, d, p, q, dp, dq, qi } = jwk
  if ([p, q, dp, dq, qi].includes(undefined)) {
    throw refuse(wanted, 'a JWK without its primes (p, q, dp, dq, qi)', 'Export the key again with all its members.')
  }
  const numbers = [n, e, d, p, q, dp, dq, qi].map((number) => writeUnsigned(jwkNumber(number)))
  return writeElement(tags.sequence, version(), ...numbers)
}

function wrap(pkcs1: Uint8Array, wanted: string): Bytes {
  return check(writeElement(tags.sequence, version(), rsaEncryption(), writeElement(tags.octetString, pkcs1)), wanted)
}

function check(pkcs8: Bytes, wanted: string): Bytes {
  const [, algorithm, key] = readSequence(pkcs8)
  requireRsa(algorithm, 'private', wanted)
  const [form, modulus, ...others] = readSequence(expect(key, tags.octetString).content)
  requireStrong(unsigned(modulus), wanted)
  requireWhole(
    unsigned(form),
    [modulus, ...others].map((number) => toNumber(unsigned(number))),
  )
  return pkcs8
}

/**
 * Throws unless the numbers belong together (RFC 8017, section 3.2): a key with one digit wrong still imports, and signs
 * wrongly, or by luck. Costs a few divisions, once.
 */
function requireWhole([form]: Uint8Array, numbers: bigint[]): void {
  const [n, e, d, p, q, dp, dq, qi] = numbers as [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint]
  if (form !== 0 || numbers.length !== 8 || p < 3n || q < 3n || p * q !== n || e < 3n) throw damagedDer()
  const fits = (exponent: bigint, prime: bigint) =>
    exponent === d % (prime - 1n) && (e * exponent) % (prime - 1n) === 1n
  if (!fits(dp, p) || !fits(dq, q) || qi >= p || (qi * q) % p !== 1n) throw damagedDer()
}

const version = () => writeUnsigned(Uint8Array.of(0))
