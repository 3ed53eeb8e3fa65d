import { invertCt } from '@noble/curves/abstract/modular.js'
import { same } from '../crypto/certificate.js'
import type { KeyInput } from '../crypto/contract.js'
import {
  bitString,
  damagedDer,
  type Element,
  expect,
  readElement,
  readSequence,
  tags,
  unsigned,
  writeElement,
  writeUnsigned,
} from '../crypto/der.js'
import { type KeyReading, readKey, refuse } from '../crypto/key.js'
import { bytesOf, coordinatesOf, curve, numberOf, order } from './curve.js'
import { bareBytes, refuseKind, requireSm2, sm2Curve, sm2Identifier } from './sm2-forms.js'

/** What an imported private key holds. */
export type PrivateMaterial = {
  readonly number: bigint
  /** (1 + d)⁻¹, which every signature takes. */
  readonly inverse: bigint
  /** Its public half, 64 bytes. */
  readonly point: Uint8Array
  /** The same as the runtime's own key, made at first use. */
  native?: object
}

/** An SM2 private key in any form. Throws a `KeyProblem` for anything else. */
export function readPrivate(input: KeyInput, wanted: string): PrivateMaterial {
  const bare = bareBytes(input)
  if (bare) return ofBare(bare, wanted)
  const reading = readKey(input, 'PRIVATE KEY')
  if (reading.form === 'sec1') return ofSec1(readSequence(reading.der), wanted)
  if (reading.form === 'pkcs8') {
    const [, algorithm, key] = readSequence(reading.der)
    requireSm2(algorithm, 'private', wanted)
    return ofSec1(readSequence(expect(key, tags.octetString).content), wanted)
  }
  throw refused(reading, wanted)
}

function refused({ form, given }: KeyReading, wanted: string) {
  if (form === 'pkcs1') return refuseKind(wanted, 'a private key of another algorithm (RSA)')
  return refuse(wanted, given, hints[form] ?? 'Give the SM2 private key: PEM, base64 or hexadecimal.')
}

const hints: { [form in KeyReading['form']]?: string } = {
  encrypted: 'Decrypt it: openssl pkcs8 -in key.pem -out decrypted.pem (it asks for the password).',
  pkcs12: 'Take the key out: openssl pkcs12 -in file.p12 -nocerts -nodes -out key.pem.',
  cryptoKey: 'WebCrypto has no SM2. Give the key as PEM text.',
}

function ofBare(bytes: Uint8Array, wanted: string): PrivateMaterial {
  if (bytes.length === 32) return ofNumber(bytes, wanted)
  // As Java writes a number whose first bit is set.
  if (bytes.length === 33 && bytes[0] === 0) return ofNumber(bytes.subarray(1), wanted)
  throw refuse(wanted, 'a bare public key', 'Give the SM2 private key: PEM, base64 or hexadecimal, 32 bytes.')
}

/** `ECPrivateKey` (RFC 5915): version 1, the number, and, if they are there, the curve and the public half. */
function ofSec1([version, number, ...optional]: Element[], wanted: string): PrivateMaterial {
  if (!same(unsigned(version), Uint8Array.of(1))) throw damagedDer()
  for (const { tag, content } of optional)
    if (tag === 0xa0 && !same(content, sm2Curve())) throw refuseKind(wanted, 'an EC private key of another curve')
  const material = ofNumber(expect(number, tags.octetString).content, wanted)
  // A key with one digit wrong is a key too, but nobody's.
  for (const { tag, content } of optional)
    if (tag === 0xa1 && !same(bitString(readElement(content, tags.bitString)).subarray(1), material.point))
      throw damagedDer()
  return material
}

/** From 1 to n − 2: one more, and 1 + d had no inverse (GB/T 32918.2-2016, section 6.1). */
function ofNumber(bytes: Uint8Array, wanted: string): PrivateMaterial {
  const number = bytes.length <= 32 ? numberOf(bytes) : 0n
  if (number < 1n || number > order() - 2n)
    throw refuse(wanted, 'a number that is no SM2 key', 'Copy the key again, or generate a new pair.')
  return {
    number,
    inverse: invertCt(1n + number, order()),
    point: coordinatesOf(curve().BASE.multiply(number)),
  }
}

/** PKCS#8, as DER. */
export const pkcs8Of = ({ number, point }: Pick<PrivateMaterial, 'number' | 'point'>): Uint8Array => {
  const publicHalf = writeElement(0xa1, writeElement(tags.bitString, Uint8Array.of(0, 4), point))
  const sec1 = writeElement(
    tags.sequence,
    writeUnsigned(Uint8Array.of(1)),
    writeElement(tags.octetString, bytesOf(number)),
    publicHalf,
  )
  return writeElement(
    tags.sequence,
    writeUnsigned(Uint8Array.of(0)),
    sm2Identifier(),
    writeElement(tags.octetString, sec1),
  )
}
