import { fromBase64 } from './base64.js'
import { toHex } from './bytes.js'
import type { BuiltInAlgorithm } from './contract.js'
import { damagedDer, type Element, expect, tags } from './der.js'
import { refuse } from './key.js'

/** `AlgorithmIdentifier` rsaEncryption with NULL parameters (RFC 8017, A.1), as DER. */
export const rsaEncryption = () =>
  Uint8Array.of(0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00)

/** Smallest modulus that is accepted: every provider's own minimum for SHA-256 signatures. */
const strong = 2048

/** Found by their object identifier anywhere in an `AlgorithmIdentifier`: SM2 is EC with a curve of its own. */
const otherAlgorithms = [
  ['2A811CCF5501822D', 'SM2'],
  ['2A8648CE3D0201', 'EC'],
  ['2B6570', 'Ed25519'],
  ['2A864886F70D01010A', 'RSA-PSS'],
] as const

/** Throws unless an `AlgorithmIdentifier` says rsaEncryption. */
export function requireRsa(algorithm: Element | undefined, kind: 'private' | 'public', wanted: string): void {
  const hex = toHex(expect(algorithm, tags.sequence).content)
  if (hex.startsWith('06092A864886F70D010101')) return
  const other = otherAlgorithms.find(([oid]) => hex.includes(oid))
  throw refuseAlgorithm(wanted, `a ${kind} key of another algorithm${other ? ` (${other[1]})` : ''}`)
}

/** Throws if the modulus is too short. `modulus` has one byte at least, and no leading zero bytes. */
export function requireStrong(modulus: Uint8Array, wanted: string, minimumBits?: number): void {
  requireBits(modulus.length * 8 - Math.clz32(modulus[0]!) + 24, wanted, minimumBits)
}

function requireBits(bits: number, wanted: string, minimumBits = strong): void {
  if (bits >= minimumBits) return
  throw refuse(wanted, `a ${bits}-bit key`, `RSA keys under ${minimumBits} bits can be broken: generate a new pair.`)
}

/**
 * Throws unless `n` and `e` can be a public key (RFC 8017, section 3.1): an even modulus has a known factor, and under an
 * exponent of 1 everybody's message verifies.
 */
export function requireUsable(n: Uint8Array, e: Uint8Array): void {
  const [modulus, exponent] = [toNumber(n), toNumber(e)]
  if (modulus % 2n === 0n || exponent % 2n === 0n || exponent < 3n || exponent >= modulus) throw damagedDer()
}

export const toNumber = (bytes: Uint8Array): bigint => BigInt(`0x${toHex(bytes)}`)

/** Throws unless a WebCrypto key is one for this algorithm, of this kind and with its usage. */
export function requireCryptoKey(
  key: CryptoKey,
  kind: 'private' | 'public',
  wanted: string,
  algorithm: BuiltInAlgorithm,
): void {
  const { name, hash } = key.algorithm as Partial<RsaHashedKeyAlgorithm>
  const scheme = [name, hash?.name].filter(Boolean).join(', ')
  // Of this scheme a private key can only sign, and a public one only verify.
  const usage = kind === 'private' ? 'sign' : 'verify'
  if (scheme !== `RSASSA-PKCS1-v1_5, ${algorithm.hash}` || !key.usages.includes(usage)) {
    const usages = key.usages.join(', ') || 'none'
    throw refuseAlgorithm(wanted, `a ${key.type} CryptoKey (${scheme}, usages: ${usages})`, algorithm.hash)
  }
  const { modulusLength, publicExponent } = key.algorithm as RsaHashedKeyAlgorithm
  requireBits(modulusLength, wanted, algorithm.minimumBits)
  // The modulus itself stays inside.
  if (toNumber(publicExponent) % 2n === 0n || toNumber(publicExponent) < 3n) throw damagedDer()
}

/** `hash`: of a CryptoKey, which is for one alone. */
export function refuseAlgorithm(wanted: string, given: string, hash?: string) {
  return refuse(wanted, given, `Give an RSA key${hash ? ` for RSASSA-PKCS1-v1_5 with ${hash}` : ''}.`)
}

/** An unsigned number of a JWK (RFC 7518, section 2: base64url without padding), as bytes. */
export function jwkNumber(text: string | undefined): Uint8Array {
  const base64 = text?.replace(/-/g, '+').replace(/_/g, '/') ?? ''
  const bytes = fromBase64(base64.padEnd(Math.ceil(base64.length / 4) * 4, '='))
  if (!bytes?.length) throw damagedDer()
  return bytes
}
