import { secretsOf, withSecrets } from '../../core/account.js'
import { configError } from '../../core/errors.js'
import { once } from '../../core/once.js'
import { checkOptions } from '../../core/options.js'
import { fromHex } from '../../crypto/bytes.js'
import { type XrplAccount, type XrplOptions, type XrplSecrets, xrpl } from '../account.js'
import { mockPublicKey } from '../wire.js'
import { payingNames, payingRules } from './options.js'
import type { XrplSigner } from './signer.js'

export type XrplPayingOptions = XrplOptions & {
  /** What signs: `seedSigner(seed)`, or an HSM or a KMS. The account's own key, or the regular key that it has set. */
  signer: XrplSigner
  /** The most that the ledger may take for one transaction, in drops (millionths of an XRP). Default 10 000: 0.01 XRP. */
  maxFee?: number
}

/** An account on the XRP Ledger that can pay. All that watches takes it as well. */
export type XrplPayingAccount = XrplAccount & { readonly pays: true; readonly maxFee: number }

type PayingSecrets = XrplSecrets & { signer: XrplSigner; publicKey: () => Promise<PublicKey> }

/** As the ledger writes it, and its bytes. */
export type PublicKey = { readonly text: string; readonly bytes: Uint8Array }

/**
 * Describes an account on the XRP Ledger that pays as well. Synchronous and without I/O. Watch with an account of `xrpl({...})` wherever
 * no money is to be moved: this one can.
 *
 * @throws `CONFIG_INVALID` naming the option that is unknown, or cannot be right.
 * @see https://xrpl.org/docs/concepts/accounts/cryptographic-keys
 * @example
 * const account = xrplPaying({ address, hosts, confirmWith: 2, signer: seedSigner(process.env.XRPL_SEED!) })
 */
export function xrplPaying(options: XrplPayingOptions): XrplPayingAccount {
  checkOptions<XrplPayingOptions>('xrplPaying', options, payingRules, payingNames)
  const { signer, maxFee = 10_000, ...watching } = options
  const account = xrpl(watching)
  const publicKey = once(() => readKey(signer, account.mock === true))
  const held: PayingSecrets = { ...secretsOf<XrplSecrets>(account)!, signer, publicKey }
  return withSecrets<XrplPayingAccount, PayingSecrets>({ ...account, pays: true, maxFee }, held)
}

/** @throws `CONFIG_INVALID` for anything that `xrplPaying({...})` did not make. */
export function payingSecrets(account: XrplPayingAccount): PayingSecrets {
  const held = secretsOf<PayingSecrets>(account)
  if (account?.provider === 'xrpl' && held?.signer) return held
  throw configError('This account cannot pay.', 'Pass the result of xrplPaying({...}) of shroff/xrpl/pay.')
}

async function readKey({ algorithm, publicKey }: XrplSigner, isMock: boolean): Promise<PublicKey> {
  const given: unknown = await publicKey()
  const text = typeof given === 'string' ? given.toUpperCase() : ''
  const form = algorithm === 'ed25519' ? /^ED[0-9A-F]{64}$/ : /^0[23][0-9A-F]{64}$/
  if (!form.test(text))
    throw configError(
      `xrplPaying: the public key of the signer is none of ${algorithm}.`,
      'It has 66 hexadecimal digits: 02… or 03… of secp256k1 (compressed), ED… of Ed25519.',
    )
  if (text === mockPublicKey && !isMock)
    throw configError('xrplPaying: the key is the mock gateway’s, which everybody has.', 'Take a key of your own.')
  return { text, bytes: fromHex(text)! }
}
