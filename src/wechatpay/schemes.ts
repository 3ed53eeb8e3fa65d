import { decryptAesGcm } from '#crypto'
import { configError } from '../core/errors.js'
import { rsaSha256 } from '../crypto/algorithms.js'
import type { KeyInput, Signer, SigningAlgorithm, SmAlgorithms } from '../crypto/contract.js'
import { isSm2 } from '../crypto/key.js'
import { aeadAlgorithm, scheme, smAeadAlgorithm, smScheme } from './wire.js'

/** How messages are signed and resources encrypted. An account is configured for one, or while it changes over for both. */
export type Scheme = {
  /** In the header `Authorization` and as `Wechatpay-Signature-Type`. */
  readonly name: string
  readonly algorithm: SigningAlgorithm
  /** Of resources. */
  readonly aead: string
  /** By the APIv3 key. */
  decrypt(key: Uint8Array, nonce: string, additionalData: string, sealed: Uint8Array): Promise<Uint8Array>
}

const rsa: Scheme = { name: scheme, algorithm: rsaSha256, aead: aeadAlgorithm, decrypt: decryptAesGcm }

/** 国密 (doc 4012082629). */
const smOf = (sm: SmAlgorithms): Scheme => ({
  name: smScheme,
  algorithm: sm.signature,
  aead: smAeadAlgorithm,
  async decrypt(key, nonce, additionalData, sealed) {
    // SM4 takes half as many bytes as AES-256.
    return sm.decryptSm4Gcm(sm.sm3(key).subarray(0, 16), nonce, additionalData, sealed)
  },
})

/**
 * What the account takes, by the keys that it is given, each by the name of its option. What it sends by comes first.
 *
 * @throws `CONFIG_INVALID` for SM2 keys without `sm`.
 */
export function schemesOf(sm: SmAlgorithms | undefined, keys: Readonly<Record<string, Key | undefined>>): Scheme[] {
  const kinds = Object.entries(keys).flatMap(([name, key]) => (key === undefined ? [] : [[name, isSm2(key)] as const]))
  if (!sm) {
    const found = kinds.find(([, kind]) => kind)
    if (found) throw withoutSm(found[0])
    return [rsa]
  }
  if (!kinds.some(([, kind]) => kind === false)) return [smOf(sm)]
  return keys.privateKey && isSm2(keys.privateKey) === false ? [rsa, smOf(sm)] : [smOf(sm), rsa]
}

type Key = KeyInput | Signer

/** The scheme of a key of WeChat Pay's, by its form. @throws `CONFIG_INVALID` for a key of one that the account does not take. */
export function schemeOfKey(schemes: readonly Scheme[], name: string, key: KeyInput): Scheme {
  const kind = isSm2(key)
  const found = schemes.find(({ algorithm }) => kind === undefined || (algorithm.name === 'SM2-SM3') === kind)
  if (found) return found
  if (kind) throw withoutSm(name)
  throw configError(
    `wechatpay: ${name} is an RSA key, and the account is configured for SM2 alone.`,
    'Leave it out, or give the RSA keys as well while you change over.',
  )
}

const withoutSm = (name: string) =>
  configError(
    `wechatpay: ${name} is an SM2 key (国密), and sm is not set.`,
    "Give the algorithms beside it: import { sm } from 'shroff/sm', then wechatpay({ …, sm }).",
  )
