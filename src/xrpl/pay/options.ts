import type { OtherNames, Rule } from '../../core/options.js'
import { optionRules, otherNames } from '../options.js'

export const payingRules = {
  ...optionRules,
  signer: {
    fits: (value: unknown) => {
      const { algorithm, publicKey, sign } = (value ?? {}) as Record<string, unknown>
      const isKnown = algorithm === 'secp256k1' || algorithm === 'ed25519'
      return isKnown && typeof publicKey === 'function' && typeof sign === 'function'
    },
    wanted: 'a signer: seedSigner(seed), or { algorithm, publicKey, sign } of an HSM or a KMS',
    needed: true,
  },
  maxFee: {
    fits: (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 10 && (value as number) <= 10_000_000,
    wanted: 'an integer number of drops, from 10 to 10000000',
  },
} as const satisfies Record<string, Rule>

const bySeed = 'Say signer: seedSigner(seed).'

export const payingNames: OtherNames = {
  ...otherNames,
  seed: bySeed,
  secret: bySeed,
  privatekey: bySeed,
  mnemonic: 'Take the seed of the account, s… or sEd…, out of the wallet, and say signer: seedSigner(seed).',
  wallet: bySeed,
  fee: 'maxFee',
  maxfeexrp: 'Say it in drops, millionths of an XRP: maxFee.',
}
