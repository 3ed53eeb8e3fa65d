import { importPrivateKey, signRsaSha256 } from '#crypto'
import type { KeyInput, Signer } from '../crypto/contract.js'

/**
 * Something that signs: the merchant's own {@link Signer} as it is, or one around the key.
 *
 * @param wanted The key's name for the error that refuses another.
 */
export async function toSigner(privateKey: KeyInput | Signer | undefined, wanted: string): Promise<Signer> {
  if (isSigner(privateKey)) return privateKey
  const key = await importPrivateKey(privateKey as KeyInput, wanted)
  return { sign: (message) => signRsaSha256(key, message) }
}

const isSigner = (value: unknown): value is Signer => typeof (value as Partial<Signer> | undefined)?.sign === 'function'
