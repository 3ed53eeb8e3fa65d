import type { Proof } from '../../core/proof.js'
import { accountBytesOf } from '../account.js'
import type { XrplPayingAccount } from './account.js'
import { keyAccountOf } from './state.js'

/**
 * Proves that no letter of the address is wrong, and that the signer's key is the account's own. Call it when the server boots. Nothing
 * is sent.
 *
 * @returns what it has proven, and what only `check` and the first refund can.
 * @throws `CONFIG_INVALID` for an address that was mistyped, a seed that was, and a signer without a public key.
 * @example
 * await ready(account)
 */
export async function ready(account: XrplPayingAccount): Promise<Proof> {
  const address = await accountBytesOf(account)
  const key = await keyAccountOf(account)
  const isOwn = key.every((byte, at) => byte === address[at])
  return {
    proven: ['address', ...(isOwn ? ['signer'] : [])],
    unproven: [
      ...(isOwn
        ? []
        : [{ option: 'signer', why: 'It is not the account’s own key; only the ledger knows of a regular one.' }]),
      { option: 'network', why: 'Only its servers know: check(client) asks them.' },
      { option: 'hosts', why: 'Only they know how far back they go: check(client) asks them.' },
    ],
  }
}
