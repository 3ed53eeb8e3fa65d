import { verify } from '#crypto'
import { configError } from '../core/errors.js'
import type { Proof } from '../core/proof.js'
import { rsaSha1 } from '../crypto/algorithms.js'
import { type BaiduReceivingAccount, baiduSecrets } from './account.js'
import { signerOf } from './seal.js'

/**
 * Imports both keys of the account and proves by use that Baidu's is not the merchant's own. Call it when the server boots.
 * Nothing is sent.
 *
 * @returns what it has proven, and what only {@link check}, or a payment, can.
 * @throws `CONFIG_INVALID` naming the key. What an HSM throws comes through.
 * @example
 * await ready(account)
 */
export async function ready(account: BaiduReceivingAccount): Promise<Proof> {
  const { platformKey, privateKey } = baiduSecrets(account)
  const key = await platformKey()
  if (privateKey !== undefined) {
    const message = account.randomBytes(32)
    const signature = await (await signerOf(account)).sign(message)
    if (await verify(rsaSha1, key, signature, message))
      throw configError(
        'baidu: platformKey is the merchant’s own public key (开发者公钥), not Baidu’s (平台公钥).',
        'The console shows both; take 平台公钥 from the details of the payment service.',
      )
  }
  return { proven: [], unproven: unprovenBy(account) }
}

/** What no call shows. */
export function unprovenBy(account: BaiduReceivingAccount): Proof['unproven'] {
  const { privateKey } = baiduSecrets(account)
  return [
    { option: 'platformKey', why: 'It can be read, and is not your own; whose it is only a webhook shows.' },
    ...(privateKey === undefined
      ? []
      : [{ option: 'privateKey', why: 'Only the cashier shows it: errCode 6 says that it is another.' }]),
    { option: 'dealId', why: 'Only the cashier shows that it goes with the appKey.' },
  ]
}
