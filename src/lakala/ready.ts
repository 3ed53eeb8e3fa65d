import { verify } from '#crypto'
import { configError } from '../core/errors.js'
import { importPublicKey } from '../core/keys.js'
import type { Proof } from '../core/proof.js'
import { rsaSha256 } from '../crypto/algorithms.js'
import { type LakalaAccount, type LakalaReceivingAccount, lakalaSecrets } from './account.js'
import { signerOf } from './seal.js'

/**
 * Imports every key of the account and proves by use that none is in another's place. Call it when the server boots. Nothing
 * is sent.
 *
 * @returns what it has proven, and what only {@link check}, or a call, can.
 * @throws `CONFIG_INVALID` naming the key: unreadable, expired, not the one of `certificate`, or the merchant's own where Lakala's is
 * wanted. What an HSM throws comes through.
 * @example
 * await ready(account)
 */
export async function ready(account: LakalaReceivingAccount): Promise<Proof> {
  const { replies, notices, privateKey, certificate } = lakalaSecrets(account)
  const message = account.randomBytes(32)
  const signature = privateKey === undefined ? undefined : await (await signerOf(account)).sign(message)
  for (const [name, keyring] of [
    ['platformCertificate', replies],
    ['notifyCertificate', notices],
  ] as const)
    for (const serial of keyring.serials()) {
      const key = await keyring.find(serial)
      if (key && signature && (await verify(rsaSha256, key, signature, message)))
        throw configError(
          `lakala: ${name} is your own certificate, not Lakala’s.`,
          'The open platform gives both; take the one that is named 拉卡拉公钥证书.',
        )
    }
  const own = certificate && (await importPublicKey(certificate, 'certificate: the merchant’s certificate', rsaSha256))
  if (own && signature && !(await verify(rsaSha256, own, signature, message)))
    throw configError(
      'lakala: certificate was not issued for this privateKey.',
      'Take both from the same application at the open platform.',
    )
  const online = 'only Lakala knows: check(client) asks it.'
  return {
    proven: own && signature ? ['privateKey', 'serial', 'certificate'] : [],
    unproven: [
      { option: 'platformCertificate', why: `It can be read, is valid, and is not your own; whose it is ${online}` },
      ...(signature && !own
        ? [{ option: 'privateKey', why: `Whether it belongs to serial, certificate would prove; else ${online}` }]
        : []),
      ...unprovenBy(account),
    ],
  }
}

/** What not even a query shows. */
export function unprovenBy(account: LakalaReceivingAccount): Proof['unproven'] {
  const { vposId, encrypts } = account as Partial<LakalaAccount>
  return [
    { option: 'notifyCertificate', why: 'Only a notification shows which certificate signs them.' },
    ...(vposId === undefined ? [] : [{ option: 'vposId', why: 'Only an order of the counter shows it.' }]),
    ...(encrypts ? [{ option: 'bodyKey', why: 'Only an order shows it.' }] : []),
  ]
}
