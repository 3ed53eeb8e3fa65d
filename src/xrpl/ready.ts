import type { Proof } from '../core/proof.js'
import { accountBytesOf, type XrplAccount } from './account.js'

/**
 * Proves that no letter of the address is wrong, by the check that is in it. Call it when the server boots. Nothing is sent.
 *
 * @returns what it has proven, and what only {@link check} can.
 * @throws `CONFIG_INVALID` for an address that was mistyped.
 * @example
 * await ready(account)
 */
export async function ready(account: XrplAccount): Promise<Proof> {
  await accountBytesOf(account)
  return {
    proven: ['address'],
    unproven: [
      { option: 'network', why: 'Only its servers know: check(client) asks them.' },
      { option: 'hosts', why: 'Only they know how far back they go: check(client) asks them.' },
    ],
  }
}
