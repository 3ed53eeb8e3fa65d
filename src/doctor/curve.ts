import { importPublicKey, verify } from '#crypto'
import type { KeyInput, Signer, SigningAlgorithm, SmAlgorithms } from '../crypto/contract.js'
import type { NamedKey, Verifiable } from './case.js'
import { bytesOf } from './recover.js'

/** A key by its option, with its public half where it is of SM2 and the account has the algorithms. */
export function namedKey(
  sm: SmAlgorithms | undefined,
  name: string,
  whose: NamedKey['whose'],
  input: KeyInput | Signer | undefined,
): NamedKey {
  const half = input !== undefined && !('sign' in Object(input)) && sm?.publicHalf(input as KeyInput)
  return { name, whose, input, ...(half && { half }) }
}

/**
 * Keys of a curve, each of which is tried over a text.
 *
 * @param account Whose they are, if another's.
 */
export const triedKeys = (
  algorithm: SigningAlgorithm,
  signature: Uint8Array,
  keys: readonly NamedKey[],
  account?: string,
): Verifiable['keys'] =>
  keys.flatMap(({ name, whose, half }) =>
    half === undefined
      ? []
      : [
          {
            name,
            whose,
            ...(account !== undefined && { account }),
            async fits(text) {
              const key = await importPublicKey(half, 'a key', algorithm)
              return verify(algorithm, key, signature, bytesOf(text))
            },
          },
        ],
  )
