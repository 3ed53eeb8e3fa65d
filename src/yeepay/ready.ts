import { verify } from '#crypto'
import { configError } from '../core/errors.js'
import type { Proof } from '../core/proof.js'
import { type YeepayAccount, yeepaySecrets } from './account.js'

/**
 * Imports every key of the account and proves by use that none is in another's place. Call it when the server boots. Nothing
 * is sent.
 *
 * @returns what it has proven, and what only {@link check} can.
 * @throws `CONFIG_INVALID` naming the key. What an HSM throws comes through.
 * @example
 * await ready(account)
 */
export async function ready(account: YeepayAccount): Promise<Proof> {
  const { scheme, platformKeys, signer } = yeepaySecrets(account)
  const keys = await platformKeys(undefined)
  const message = account.randomBytes(32)
  const signature = await (await signer()).sign(message)
  const name = keyOption(account)
  for (const key of keys) {
    if (!(await verify(scheme.algorithm, key, signature, message))) continue
    throw configError(
      `yeepay: ${name} is your own public key, not YeePay’s.`,
      'The open platform shows both; take 易宝公钥, which it gives you, and not the one that you gave it.',
    )
  }
  const online = 'only YeePay knows: check(client) asks it.'
  return {
    proven: [],
    unproven: [
      { option: name, why: `It can be read, and is not your own; whose it is ${online}` },
      { option: 'privateKey', why: `That it is this application’s ${online}` },
    ],
  }
}

/** What YeePay is known by. */
export const keyOption = (account: YeepayAccount) =>
  yeepaySecrets(account).sm ? ('platformKeys' as const) : ('yeepayPublicKey' as const)
