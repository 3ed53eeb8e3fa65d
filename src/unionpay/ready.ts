import { importPublicKey, verify } from '#crypto'
import { configError } from '../core/errors.js'
import type { Proof } from '../core/proof.js'
import { rsaSha256 } from '../crypto/algorithms.js'
import { type UnionpayReceivingAccount, unionpaySecrets } from './account.js'
import { mustHold, readFirst } from './certificates.js'
import { signerOf } from './seal.js'

/**
 * Reads every key and certificate of the account and proves by use that none is in another's place. Call it when the server
 * boots. Nothing is sent.
 *
 * @returns what it has proven, and what only {@link check} can.
 * @throws `CONFIG_INVALID` naming the file. What an HSM throws comes through.
 * @example
 * await ready(account)
 */
export async function ready(account: UnionpayReceivingAccount): Promise<Proof> {
  const { privateKey, secureKey, certificate, encryptionCertificate, trust, vet } = unionpaySecrets(account)
  const online = 'only UnionPay knows: check(client) asks it.'
  if (secureKey !== undefined) {
    await vet()
    return { proven: [], unproven: [{ option: 'secureKey', why: `Whose it is ${online}` }] }
  }
  const now = account.clock.now()
  const trusted = await trust()
  mustHold(trusted, now)
  const { pinned } = trusted
  const proven: string[] = pinned ? ['pinnedCertificates'] : ['middleCertificate', 'rootCertificate']
  if (encryptionCertificate !== undefined) {
    const { notAfter } = readFirst(encryptionCertificate, 'encryptionCertificate')
    if (now > notAfter.getTime())
      throw configError(
        `unionpay: encryptionCertificate expired on ${notAfter.toISOString()}.`,
        'fetchEncryptionKey(client) gives the current one.',
      )
    proven.push('encryptionCertificate')
  }
  if (privateKey === undefined) return { proven, unproven: [] }
  const own = certificate()
  if (
    pinned?.some(({ serial, issuerBytes }) => serial === own.serial && String(issuerBytes) === String(own.issuerBytes))
  )
    throw configError(
      'unionpay: pinnedCertificates holds your own certificate, with which nobody but you signs.',
      'Pin the one that UnionPay’s messages bring (signPubKeyCert).',
    )
  if (now > own.notAfter.getTime())
    throw configError(
      `unionpay: certificate expired on ${own.notAfter.toISOString()}.`,
      'Renew it in the merchant site (商户服务网站); key and certificate change together.',
    )
  const message = account.randomBytes(32)
  const signature = await (await signerOf(account)).sign(message)
  const key = await importPublicKey(own.spki, 'certificate', rsaSha256)
  if (!(await verify(rsaSha256, key, signature, message)))
    throw configError(
      'unionpay: certificate is not the one of privateKey.',
      'Take both out of one .pfx file; docs/unionpay.md has the commands.',
    )
  return {
    proven: [...proven, 'privateKey', 'certificate'],
    unproven: [{ option: 'certificate', why: `That it is of this merchant number ${online}` }],
  }
}
