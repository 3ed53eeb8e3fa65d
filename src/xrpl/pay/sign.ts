import { encode, encodeForSigning } from 'ripple-binary-codec'
import { sha512 } from '#crypto'
import { configError, isShroffError, withFacts } from '../../core/errors.js'
import { nameFailure } from '../../core/failure.js'
import { concat, fromHex, toHex } from '../../crypto/bytes.js'
import { payingSecrets, type XrplPayingAccount } from './account.js'
import { lowS } from './low-s.js'

/** Signs a transaction. What comes back moves its money as soon as anybody sends it, and but once. */
export async function signTransaction(
  account: XrplPayingAccount,
  action: string,
  transaction: object,
): Promise<{ blob: string; hash: string }> {
  const { signer, publicKey } = payingSecrets(account)
  try {
    const unsigned = { ...transaction, SigningPubKey: (await publicKey()).text }
    const message = fromHex(encodeForSigning(unsigned))!
    const signature = await signer.sign(message, await halfSha512(message))
    const blob = encode({ ...unsigned, TxnSignature: toHex(checked(signer.algorithm, signature)) })
    return { blob, hash: await hashOf(blob) }
  } catch (error) {
    const failure = isShroffError(error) ? error : nameFailure(error, 'sealing', false)
    throw withFacts(failure, { action, provider: 'xrpl' })
  }
}

function checked(algorithm: 'secp256k1' | 'ed25519', signature: Uint8Array): Uint8Array {
  const form = algorithm === 'secp256k1' ? lowS(signature) : signature.length === 64 && signature
  if (form) return form
  throw configError(
    `The signer gave no signature of ${algorithm}.`,
    algorithm === 'secp256k1' ? 'It is DER, of a SEQUENCE with r and s.' : 'It has 64 bytes.',
  )
}

/** A transaction's id: known before it is sent. */
export const hashOf = async (blob: string): Promise<string> =>
  // `TXN` and a zero byte stand before what is hashed.
  toHex(await halfSha512(concat(Uint8Array.of(0x54, 0x58, 0x4e, 0), fromHex(blob)!)))

const halfSha512 = async (bytes: Uint8Array) => (await sha512(bytes)).slice(0, 32)
