import { fromAnyBase64 } from './base64.js'
import { type Bytes, concat } from './bytes.js'
import type { Curve, KeyInput } from './contract.js'
import { damagedDer } from './der.js'
import { bareSignature } from './ec-signature.js'
import { readKey, refuse } from './key.js'
import type { KeyProblem } from './refused.js'

/** The curve P-256 (secp256r1, prime256v1), with SHA-256. */
export const p256: Curve = { name: 'P-256', publicKey, signature: bareSignature }

/** What an SPKI of an uncompressed point begins with (RFC 5480): id-ecPublicKey, secp256r1, a BIT STRING of 66 bytes, 04. */
const head = () =>
  Uint8Array.of(
    ...[0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01],
    ...[0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04],
  )

/** The SPKI of a public key in any form, or a CryptoKey as it is. That the point is on the curve shows where it is imported. */
function publicKey(input: KeyInput, wanted: string): Bytes | CryptoKey {
  const reading = readKey(input)
  if (reading.form === 'cryptoKey') {
    const { algorithm, type, usages } = reading.key
    const { namedCurve = 'none' } = algorithm as Partial<EcKeyAlgorithm>
    if (algorithm.name === 'ECDSA' && namedCurve === 'P-256' && usages.includes('verify')) return reading.key
    throw refused(
      wanted,
      `a ${type} CryptoKey (${algorithm.name}, curve: ${namedCurve}, usages: ${usages.join(', ') || 'none'})`,
    )
  }
  if (reading.form === 'jwk') {
    const { kty, crv, x, y, d } = reading.jwk
    if (kty !== 'EC' || crv !== 'P-256') throw refused(wanted, 'a JWK that is not of P-256')
    if (d !== undefined) throw refused(wanted, 'a private JWK')
    return concat(head(), coordinate(x), coordinate(y))
  }
  if (reading.form !== 'spki') throw refused(wanted, reading.given)
  const { der } = reading
  if (der.length !== 91 || head().some((byte, at) => der[at] !== byte))
    throw refused(wanted, 'a public key of another algorithm, curve or form')
  return der
}

/** A coordinate of a JWK is base64url of all its 32 bytes (RFC 7518, section 6.2.1.2). */
function coordinate(text = ''): Bytes {
  const bytes = fromAnyBase64(text)
  if (bytes?.length !== 32) throw damagedDer()
  return bytes
}

const refused = (wanted: string, given: string): KeyProblem =>
  refuse(wanted, given, 'Give the public EC key of the curve P-256, uncompressed (SPKI).')
