import type { Bytes } from './bytes.js'
import { certificateParts } from './certificate.js'
import type { BuiltInAlgorithm, KeyInput } from './contract.js'
import { bitString, damagedDer, readSequence, tags, unsigned, writeElement, writeUnsigned } from './der.js'
import { type KeyReading, readKey, refuse } from './key.js'
import {
  jwkNumber,
  refuseAlgorithm,
  requireCryptoKey,
  requireRsa,
  requireStrong,
  requireUsable,
  rsaEncryption,
} from './rsa.js'

/** The SPKI of a public RSA key in any form, or a CryptoKey as it is. Throws a `KeyProblem` for anything else. */
export function rsaPublicKey(input: KeyInput, wanted: string, algorithm: BuiltInAlgorithm): Bytes | CryptoKey {
  const reading = readKey(input)
  if (reading.form !== 'cryptoKey') return toSpki(reading, wanted, algorithm.minimumBits)
  requireCryptoKey(reading.key, 'public', wanted, algorithm)
  return reading.key
}

/** The SPKI of a public RSA key in any form, checked for algorithm and length. Throws a `KeyProblem` for anything else. */
export function toSpki(reading: KeyReading, wanted: string, minimumBits?: number): Bytes {
  if (reading.form === 'jwk') {
    const { kty, n, e, d } = reading.jwk
    if (kty !== 'RSA') throw refuseAlgorithm(wanted, 'a JWK that is not RSA')
    if (d !== undefined) throw refusePrivate(wanted, 'a private JWK')
    return check(spkiOf(jwkNumber(n), jwkNumber(e)), wanted, minimumBits)
  }
  if (reading.form === 'spki') return check(reading.der, wanted, minimumBits)
  if (reading.form === 'certificate')
    return check(new Uint8Array(certificateParts(reading.der).spki), wanted, minimumBits)
  if (reading.form === 'pkcs1-public') return check(spki(reading.der), wanted, minimumBits)
  if (reading.form === 'unreadable') throw refuse(wanted, reading.given, 'Give the public key or the certificate.')
  throw refusePrivate(wanted, reading.given)
}

/** The SPKI of these two numbers; each of several ways to write the same key comes out the same. */
export const spkiOf = (modulus: Uint8Array, exponent: Uint8Array): Bytes =>
  spki(writeElement(tags.sequence, writeUnsigned(modulus), writeUnsigned(exponent)))

const spki = (pkcs1: Uint8Array): Bytes =>
  writeElement(tags.sequence, rsaEncryption(), writeElement(tags.bitString, Uint8Array.of(0), pkcs1))

function check(der: Bytes, wanted: string, minimumBits?: number): Bytes {
  const [algorithm, key] = readSequence(der)
  requireRsa(algorithm, 'public', wanted)
  const [modulus, exponent, ...more] = readSequence(bitString(key))
  const [n, e] = [unsigned(modulus), unsigned(exponent)]
  requireStrong(n, wanted, minimumBits)
  requireUsable(n, e)
  if (more.length) throw damagedDer()
  return der
}

function refusePrivate(wanted: string, given: string) {
  return refuse(wanted, given, 'Give the public key or the certificate, and keep the private key where it is.')
}
