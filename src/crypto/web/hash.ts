import { md5 as hashMd5 } from '@noble/hashes/legacy.js'
import type { Bytes } from '../bytes.js'
import type { Crypto } from '../contract.js'
import { subtle } from './subtle.js'

/** WebCrypto has no MD5. */
export const md5: Crypto['md5'] = (bytes) => hashMd5(bytes)

export const sha256: Crypto['sha256'] = async (bytes) =>
  new Uint8Array(await subtle().digest('SHA-256', bytes as Bytes))

export const sha512: Crypto['sha512'] = async (bytes) =>
  new Uint8Array(await subtle().digest('SHA-512', bytes as Bytes))

export const sha1: Crypto['sha1'] = async (bytes) => new Uint8Array(await subtle().digest('SHA-1', bytes as Bytes))

export const hmacSha1: Crypto['hmacSha1'] = (key, bytes) => hmac('SHA-1', key, bytes)

export const hmacSha256: Crypto['hmacSha256'] = (key, bytes) => hmac('SHA-256', key, bytes)

async function hmac(hash: string, key: Uint8Array, bytes: Uint8Array): Promise<Uint8Array> {
  const imported = await subtle().importKey('raw', key as Bytes, { name: 'HMAC', hash }, false, ['sign'])
  return new Uint8Array(await subtle().sign('HMAC', imported, bytes as Bytes))
}

export const constantTimeEqual: Crypto['constantTimeEqual'] = (a, b) => {
  if (a.length !== b.length) return false
  let difference = 0
  for (let index = 0; index < a.length; index++) difference |= a[index]! ^ b[index]!
  return difference === 0
}
