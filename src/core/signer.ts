import { sign } from '#crypto'
import type { KeyInput, Signer, SigningAlgorithm } from '../crypto/contract.js'
import { configError, plain } from './errors.js'
import { importPrivateKey } from './keys.js'

/**
 * Something that signs by this algorithm: the merchant's own {@link Signer} as it is, or one around the key.
 *
 * @param wanted The key's name for the error that refuses another.
 * @throws `CONFIG_INVALID` for a key that is none of this algorithm's, and for a signer that says another.
 */
export async function toSigner(
  privateKey: KeyInput | Signer | undefined,
  wanted: string,
  algorithm: SigningAlgorithm,
): Promise<Signer> {
  if (!isSigner(privateKey)) {
    const key = await importPrivateKey(privateKey as KeyInput, wanted, algorithm)
    return { sign: (message) => sign(algorithm, key, message) }
  }
  // Read as text: a program without types may say anything here.
  const said: string = privateKey.algorithm ?? (algorithm.name === 'RSA-SHA1' ? 'RSA-SHA256' : algorithm.name)
  if (said === algorithm.name) return privateKey
  throw configError(
    `${wanted} is wanted, but the signer given says that it signs with ${plain(String(said), 40)}.`,
    `Give a signer for ${algorithm.name}.`,
  )
}

const isSigner = (value: unknown): value is Signer => typeof (value as Partial<Signer> | undefined)?.sign === 'function'
