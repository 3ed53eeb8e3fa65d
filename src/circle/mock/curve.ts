import { fromBase64, toBase64 } from '#crypto'
import { derSignature } from '../../crypto/ec-signature.js'
import type { Keys } from '../../mock/parties.js'

// P-256 for who signs here: the library itself only verifies.

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const

/** A key pair on the curve. */
export type CurveParty = {
  readonly privateKey: CryptoKey
  /** SPKI, Base64: as Circle gives it out. */
  readonly publicKey: string
}

/** The party with this key (PKCS#8, Base64); asked for a fresh one, a new one. */
export async function createCurveParty(keys: Keys, fixed: string): Promise<CurveParty> {
  if (keys === 'fresh') return partyOf(await generate())
  if (keys === 'fixed') return partyOf(fixed)
  // What differs from one key to the next stands behind the 36 bytes of its head.
  const name = fixed.slice(48, 64)
  keys[name] ??= await generate()
  return partyOf(keys[name])
}

async function generate(): Promise<string> {
  const pair = (await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as CryptoKeyPair
  return toBase64(new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey)))
}

async function partyOf(pkcs8: string): Promise<CurveParty> {
  const bytes = new Uint8Array(fromBase64(pkcs8)!)
  const privateKey = await crypto.subtle.importKey('pkcs8', bytes, algorithm, true, ['sign'])
  const { d: _d, key_ops: _operations, ...jwk } = await crypto.subtle.exportKey('jwk', privateKey)
  const publicKey = await crypto.subtle.importKey('jwk', jwk, algorithm, true, ['verify'])
  return { privateKey, publicKey: toBase64(new Uint8Array(await crypto.subtle.exportKey('spki', publicKey))) }
}

/** ECDSA with SHA-256, as DER in Base64. */
export async function signOnCurve({ privateKey }: CurveParty, message: Uint8Array): Promise<string> {
  const both = new Uint8Array(
    await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, new Uint8Array(message)),
  )
  return toBase64(derSignature(both))
}
