import { ecb } from '@noble/ciphers/aes.js'
import { blockLength, notDecrypted, requireAes128Key, requireAesKey, tagLength } from '../aes.js'
import type { Bytes } from '../bytes.js'
import type { BinaryLike, Crypto } from '../contract.js'
import { reveal } from '../opaque.js'
import { keyProblem } from '../refused.js'
import type { Material } from './keys.js'
import { binary, subtle } from './subtle.js'

const rsaOaep = { name: 'RSA-OAEP', hash: 'SHA-1' }

export const encryptRsaOaep: Crypto['encryptRsaOaep'] = async (key, plaintext) => {
  const material = reveal<Material>(key)
  material.oaep ??= importOaep(material, 'spki', 'encrypt')
  return new Uint8Array(await subtle().encrypt(rsaOaep, await material.oaep, plaintext as Bytes))
}

export const decryptRsaOaep: Crypto['decryptRsaOaep'] = async (key, ciphertext) => {
  const material = reveal<Material>(key)
  material.oaep ??= importOaep(material, 'pkcs8', 'decrypt')
  const oaep = await material.oaep
  try {
    return new Uint8Array(await subtle().decrypt(rsaOaep, oaep, ciphertext as Bytes))
  } catch {
    throw notDecrypted('RSA-OAEP')
  }
}

async function importOaep(material: Material, format: 'spki' | 'pkcs8', usage: KeyUsage): Promise<CryptoKey> {
  const { signing } = material
  if (!material.der && !signing.extractable) {
    throw keyProblem(
      'This CryptoKey can only sign or verify, and here RSA-OAEP is needed too.',
      'Give the key as PEM text, or as an extractable CryptoKey.',
    )
  }
  const der = material.der ?? (await subtle().exportKey(format, signing))
  return subtle().importKey(format, der, rsaOaep, false, [usage])
}

export const encryptAesGcm: Crypto['encryptAesGcm'] = async (key, nonce, additionalData, plaintext) => {
  const aes = await importAes(key, 'encrypt')
  return new Uint8Array(await subtle().encrypt(aesGcm(nonce, additionalData), aes, plaintext as Bytes))
}

export const decryptAesGcm: Crypto['decryptAesGcm'] = async (key, nonce, additionalData, ciphertext) => {
  const aes = await importAes(key, 'decrypt')
  try {
    return new Uint8Array(await subtle().decrypt(aesGcm(nonce, additionalData), aes, ciphertext as Bytes))
  } catch {
    throw notDecrypted('AES-256-GCM')
  }
}

function importAes(key: Uint8Array, usage: KeyUsage): Promise<CryptoKey> {
  requireAesKey(key)
  return subtle().importKey('raw', key as Bytes, 'AES-GCM', false, [usage])
}

function aesGcm(nonce: BinaryLike, additionalData: BinaryLike): AesGcmParams {
  return { name: 'AES-GCM', iv: binary(nonce), additionalData: binary(additionalData), tagLength: tagLength * 8 }
}

export const encryptAesCbc: Crypto['encryptAesCbc'] = async (key, plaintext) => {
  const aes = await importAesCbc(key, 'encrypt')
  return new Uint8Array(await subtle().encrypt(aesCbc(), aes, plaintext as Bytes))
}

export const decryptAesCbc: Crypto['decryptAesCbc'] = async (key, ciphertext) => {
  const aes = await importAesCbc(key, 'decrypt')
  try {
    return new Uint8Array(await subtle().decrypt(aesCbc(), aes, ciphertext as Bytes))
  } catch {
    throw notDecrypted('AES-128-CBC')
  }
}

function importAesCbc(key: Uint8Array, usage: KeyUsage): Promise<CryptoKey> {
  requireAes128Key('CBC', key)
  return subtle().importKey('raw', key as Bytes, 'AES-CBC', false, [usage])
}

const aesCbc = () => ({ name: 'AES-CBC', iv: new Uint8Array(blockLength) })

export const encryptAesEcb: Crypto['encryptAesEcb'] = (key, plaintext) => {
  requireAes128Key('ECB', key)
  return ecb(key).encrypt(plaintext)
}

export const decryptAesEcb: Crypto['decryptAesEcb'] = (key, ciphertext) => {
  requireAes128Key('ECB', key)
  try {
    return ecb(key).decrypt(ciphertext)
  } catch {
    throw notDecrypted('AES-128-ECB')
  }
}
