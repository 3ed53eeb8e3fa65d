import { configError } from '../../core/errors.js'
import { once } from '../../core/once.js'
import { fromHex, toHex } from '../../crypto/bytes.js'
import type { XrplSigner } from './signer.js'

/**
 * Signs by the seed of an account, which must then be where this runs: whoever reads it has all that is in the account. It needs the
 * package `ripple-keypairs`. Keep little in such an account, or give a signer of an HSM or a KMS in its place.
 *
 * @param seed `s…` of secp256k1, `sEd…` of Ed25519. What makes it is read at the first signature, or by `ready`.
 * @throws `CONFIG_INVALID` for what is no seed.
 * @see https://xrpl.org/docs/concepts/accounts/cryptographic-keys
 * @example
 * const account = xrplPaying({ address, signer: seedSigner(process.env.XRPL_SEED!) })
 */
export function seedSigner(seed: string): XrplSigner {
  if (typeof seed !== 'string' || !/^s[1-9A-HJ-NP-Za-km-z]{25,34}$/.test(seed))
    throw configError('seedSigner: the seed must be s… or sEd…, as a wallet shows it.', notShown)
  const algorithm = seed.startsWith('sEd') ? 'ed25519' : 'secp256k1'
  const pair = once(async () => {
    const keypairs = await load()
    try {
      return { ...keypairs.deriveKeypair(seed), sign: keypairs.sign }
    } catch {
      // Without its cause, whose text may have the seed in it.
      throw configError('seedSigner: the seed has a letter wrong: its check does not fit.', notShown)
    }
  })
  return Object.freeze({
    algorithm,
    publicKey: async () => (await pair()).publicKey,
    async sign(message: Uint8Array) {
      const { privateKey, sign } = await pair()
      return fromHex(sign(toHex(message), privateKey))!
    },
  })
}

const notShown = 'Copy it again, whole. It is not repeated here, for it is a secret.'

/** At first use: who signs by an HSM has no need of the package. */
async function load() {
  const loaded = import('ripple-keypairs').catch((cause: unknown) => {
    throw configError('seedSigner needs the package ripple-keypairs.', 'npm install ripple-keypairs', cause)
  })
  return loaded
}
