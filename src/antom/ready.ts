import { verify } from '#crypto'
import { configError } from '../core/errors.js'
import type { Proof } from '../core/proof.js'
import { rsaSha256 } from '../crypto/algorithms.js'
import { type AntomReceivingAccount, antomSecrets } from './account.js'
import { signerOf } from './seal.js'

/**
 * Imports every key of the account and proves by use that none is in another's place. Call it when the server boots. Nothing
 * is sent.
 *
 * @returns what it has proven, and what only {@link check} can.
 * @throws `CONFIG_INVALID` naming the key. What an HSM throws comes through.
 * @example
 * await ready(account)
 */
export async function ready(account: AntomReceivingAccount): Promise<Proof> {
  const { antomKey, privateKey } = antomSecrets(account)
  const key = await antomKey()
  const message = account.randomBytes(32)
  const signature = privateKey === undefined ? undefined : await (await signerOf(account)).sign(message)
  if (signature && (await verify(rsaSha256, key, signature, message))) {
    throw configError(
      'antom: antomPublicKey is your own public key, not Antom’s.',
      'The dashboard shows both beside each other; take the one that is named Antom’s.',
    )
  }
  const online = 'only Antom knows: check(client) asks it.'
  return {
    proven: [],
    unproven: [
      { option: 'antomPublicKey', why: `It can be read, and is not your own; whose it is ${online}` },
      ...(signature ? [{ option: 'privateKey', why: `That it is this client id’s ${online}` }] : []),
    ],
  }
}
