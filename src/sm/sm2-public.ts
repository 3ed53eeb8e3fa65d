import { certificateParts } from '../crypto/certificate.js'
import type { KeyInput } from '../crypto/contract.js'
import { bitString, damagedDer, readSequence } from '../crypto/der.js'
import { readKey, refuse } from '../crypto/key.js'
import { pointOf } from './curve.js'
import { bareBytes, refuseKind, requireSm2 } from './sm2-forms.js'

/** What an imported public key holds. */
export type PublicMaterial = {
  /** x and y, 64 bytes. */
  readonly point: Uint8Array
  /** The same as the runtime's own key, made at first use. */
  native?: object
}

/** An SM2 public key in any form, or that of a certificate. Throws a `KeyProblem` for anything else. */
export function readPublic(input: KeyInput, wanted: string): PublicMaterial {
  const bare = bareBytes(input)
  if (bare) return ofPoint(bare, wanted)
  const reading = readKey(input)
  if (reading.form === 'spki' || reading.form === 'certificate') {
    const spki = reading.form === 'spki' ? reading.der : certificateParts(reading.der).spki
    const [algorithm, key] = readSequence(spki)
    requireSm2(algorithm, 'public', wanted)
    return ofPoint(bitString(key), wanted)
  }
  if (reading.form === 'pkcs1-public') throw refuseKind(wanted, 'a public key of another algorithm (RSA)')
  throw refuse(wanted, reading.given, hint(reading.form))
}

function hint(form: string): string {
  if (form === 'cryptoKey') return 'WebCrypto has no SM2. Give the key as PEM text.'
  if (form === 'unreadable' || form === 'jwk') return 'Give the SM2 public key or the certificate.'
  return 'Give the SM2 public key or the certificate, and keep the private key where it is.'
}

function ofPoint(bytes: Uint8Array, wanted: string): PublicMaterial {
  const [first] = bytes
  if (bytes.length === 32 || (bytes.length === 33 && first === 0))
    throw refuse(wanted, 'a bare private key', 'Give the SM2 public key, and keep the private key where it is.')
  if (bytes.length === 33)
    throw refuse(wanted, 'a compressed point', 'Give it uncompressed: openssl ec -pubin -conv_form uncompressed.')
  if (bytes.length !== 64 && !(bytes.length === 65 && first === 4)) throw damagedDer()
  const point = bytes.slice(-64)
  // Throws for one that is not on the curve.
  pointOf(point).assertValidity()
  return { point }
}
