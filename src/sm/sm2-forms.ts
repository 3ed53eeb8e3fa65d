import { fromAnyBase64 } from '../crypto/base64.js'
import { type Bytes, fromHex, toHex } from '../crypto/bytes.js'
import type { KeyInput } from '../crypto/contract.js'
import { type Element, expect, tags, writeElement } from '../crypto/der.js'
import { refuse } from '../crypto/key.js'
import { oidBytes } from '../crypto/oid.js'

const oids = { ec: '1.2.840.10045.2.1', sm2: '1.2.156.10197.1.301' } as const

const oid = (text: string) => writeElement(tags.oid, oidBytes(text))

/** `AlgorithmIdentifier` of an EC key on the curve of SM2 (GM/T 0010-2012), as DER. */
export const sm2Identifier = (): Bytes => writeElement(tags.sequence, oid(oids.ec), oid(oids.sm2))

/** The curve alone, as it stands in a SEC1 private key. */
export const sm2Curve = (): Bytes => oid(oids.sm2)

/** SubjectPublicKeyInfo of a point, 64 bytes. */
export const sm2Spki = (point: Uint8Array): Bytes =>
  writeElement(tags.sequence, sm2Identifier(), writeElement(tags.bitString, Uint8Array.of(0, 4), point))

/** Found by their object identifier anywhere in an `AlgorithmIdentifier`; those of curves before that of all EC keys. */
const others = [
  ['2A864886F70D0101', 'RSA'],
  ['2A8648CE3D030107', 'EC, P-256'],
  ['2B8104000A', 'EC, secp256k1'],
  ['2A8648CE3D0201', 'EC, another curve'],
  ['2B6570', 'Ed25519'],
] as const

/** Throws a `KeyProblem` unless an `AlgorithmIdentifier` says the curve of SM2. */
export function requireSm2(algorithm: Element | undefined, kind: 'private' | 'public', wanted: string): void {
  const element = expect(algorithm, tags.sequence)
  if (toHex(element.whole) === toHex(sm2Identifier())) return
  const found = others.find(([identifier]) => toHex(element.content).includes(identifier))
  throw refuseKind(wanted, `a ${kind} key of another algorithm${found ? ` (${found[1]})` : ''}`)
}

export const refuseKind = (wanted: string, given: string) =>
  refuse(wanted, given, 'Give an SM2 key, whose curve has the object identifier 1.2.156.10197.1.301.')

/**
 * The bytes of a key that came without DER around it: hexadecimal, base64 or the bytes themselves; undefined for what is none of
 * these. 32 are a private number, 33 one with a sign byte or a compressed point, 64 and 65 a point.
 */
export function bareBytes(input: KeyInput): Bytes | undefined {
  const text = typeof input === 'string' ? input : textOf(input)
  const bytes = text === undefined ? input : (fromHex(bareHex(text)) ?? fromAnyBase64(text))
  if (!ArrayBuffer.isView(bytes) || ![32, 33, 64, 65].includes(bytes.length)) return undefined
  return new Uint8Array(bytes)
}

const bareHex = (text: string) => text.replace(/^\s*0x|[\s"']/gi, '')

/** A file of hexadecimal digits has as many bytes as some keys. */
function textOf(input: KeyInput): string | undefined {
  if (!ArrayBuffer.isView(input) || input.length > 200) return undefined
  const text = new TextDecoder('latin1').decode(input)
  return input.length >= 64 && /^[0-9a-f\s]+$/i.test(text) ? text : undefined
}
