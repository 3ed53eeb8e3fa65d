import { keyProblem } from './refused.js'

/** Length of the authentication tag that stands after the ciphertext, in bytes. */
export const tagLength = 16

export function requireAesKey(key: Uint8Array): void {
  if (key.length !== 32) throw keyProblem(`An AES-256-GCM key has 32 bytes; this one has ${key.length}.`)
}

/** One error for every failed decryption: why it failed helps nobody but an attacker. */
export function notDecrypted(algorithm: string): Error {
  return new Error(`${algorithm}: the ciphertext is damaged, or it was made for another key`)
}

/** Length of a block, and so of the initial vector, in bytes. */
export const blockLength = 16

export function requireAes128Key(mode: 'CBC' | 'ECB', key: Uint8Array): void {
  if (key.length !== 16) throw keyProblem(`An AES-128-${mode} key has 16 bytes; this one has ${key.length}.`)
}
