import type { Proof } from '../core/proof.js'
import { type CircleReceivingAccount, circleSecrets } from './account.js'

/**
 * Imports every key that the account was given and refuses those of the mock gateway. Call it when the server boots. Nothing is sent.
 *
 * @returns what it has proven, and what only {@link check} can.
 * @throws `CONFIG_INVALID` naming the key.
 * @example
 * await ready(account)
 */
export async function ready(account: CircleReceivingAccount): Promise<Proof> {
  const { apiKey, keyring, certificates, vet } = circleSecrets(account)
  await vet()
  const keyIds = keyring.serials()
  for (const keyId of keyIds) await keyring.find(keyId)
  const urls = certificates.serials()
  for (const url of urls) await certificates.find(url)
  return {
    proven: [],
    unproven: [
      ...(apiKey ? [{ option: 'apiKey', why: 'Only Circle knows it: check(client) asks.' }] : []),
      ...(keyIds.length > 0
        ? [{ option: 'notificationKeys', why: 'They can be read; whose they are only a webhook shows.' }]
        : []),
      ...(urls.length > 0
        ? [{ option: 'signingCertificates', why: 'They can be read; whose they are only a notice shows.' }]
        : []),
    ],
  }
}
