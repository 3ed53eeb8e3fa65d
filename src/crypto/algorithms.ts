import type { Algorithm, SigningAlgorithm } from './contract.js'
import { p256 } from './p256.js'

// Each is an entry of its own: a bundle has those that are used.

/** RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017, section 8.2). */
export const rsaSha256 = {
  name: 'RSA-SHA256',
  hash: 'SHA-256',
  digest: 'sha256',
  signs: true,
} as const satisfies SigningAlgorithm

/** RSASSA-PKCS1-v1_5 with SHA-1: broken, and so for verifying what somebody else still signs with it, where its name is asked for. */
export const rsaSha1 = { name: 'RSA-SHA1', hash: 'SHA-1', digest: 'sha1', signs: false } as const satisfies Algorithm

/** The same to sign with, for a gateway that takes nothing else. */
export const rsaSha1Signing = {
  name: 'RSA-SHA1',
  hash: 'SHA-1',
  digest: 'sha1',
  signs: true,
} as const satisfies SigningAlgorithm

/** The same by a public key of 1024 bits or more, where the key is not ours to choose and its name is asked for. */
export const rsaSha1Short = {
  name: 'RSA-SHA1',
  hash: 'SHA-1',
  digest: 'sha1',
  signs: false,
  minimumBits: 1024,
} as const satisfies Algorithm

/** ECDSA on P-256 with SHA-256, its signatures in DER (ANSI X9.62). For verifying: no provider asks us to sign with it. */
export const ecdsaP256 = {
  name: 'ECDSA-P256',
  hash: 'SHA-256',
  digest: 'sha256',
  signs: false,
  curve: p256,
} as const satisfies Algorithm
