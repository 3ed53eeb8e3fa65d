import { verify } from '#crypto'
import { configError } from '../core/errors.js'
import { importPublicKey } from '../core/keys.js'
import type { Proof } from '../core/proof.js'
import { rsaSha256 } from '../crypto/algorithms.js'
import { same } from '../crypto/certificate.js'
import type { Certificate } from '../crypto/x509.js'
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
  if (secureKey !== undefined) {
    await vet()
    return { proven: [], unproven: [{ option: 'secureKey', why: `Whose it is ${online}` }] }
  }
  const now = account.clock.now()
  const trusted = await trust()
  mustHold(trusted, now)
  const { pinned, middle, root } = trusted
  const own = privateKey === undefined ? undefined : certificate()
  if (own && pinned?.some((one) => same(one.spki, own.spki)))
    throw configError(
      'unionpay: pinnedCertificates holds your own certificate, with which nobody but you signs.',
      'Pin the one that UnionPay’s messages bring (signPubKeyCert).',
    )
  if (pinned && !pinned.some((one) => isInItsTime(one, now)))
    throw configError(
      'unionpay: none of pinnedCertificates is in its time, so every message would be refused.',
      'Check the clock of this machine, or pin the one that UnionPay’s messages bring now (signPubKeyCert).',
    )
  const proven = pinned ? [] : ['middleCertificate', 'rootCertificate']
  const unproven = pinned ? [{ option: 'pinnedCertificates', why: `Whose they are ${online}` }] : []
  if (encryptionCertificate !== undefined) {
    await mustEncrypt(readFirst(encryptionCertificate, 'encryptionCertificate'), [own, middle, root], now)
    const why = 'It can be read, and is none of the others; whose it is shows when UnionPay decrypts something.'
    unproven.push({ option: 'encryptionCertificate', why })
  }
  if (!own) return { proven, unproven }
  if (!isInItsTime(own, now))
    throw configError(
      `unionpay: certificate ${now > own.notAfter.getTime() ? `expired on ${own.notAfter.toISOString()}` : `is valid only from ${own.notBefore.toISOString()}`}.`,
      'Renew it in the merchant site (商户服务网站); key and certificate change together. Or check the clock of this machine.',
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
    unproven: [...unproven, { option: 'certificate', why: `That it is of this merchant number ${online}` }],
  }
}

const online = 'only UnionPay knows: check(client) asks it.'

const isInItsTime = ({ notBefore, notAfter }: Certificate, now: number) =>
  now >= notBefore.getTime() && now <= notAfter.getTime()

/** @throws `CONFIG_INVALID` for a certificate by which UnionPay could decrypt nothing. */
async function mustEncrypt(
  certificate: Certificate,
  others: readonly (Certificate | undefined)[],
  now: number,
): Promise<void> {
  const next = 'fetchEncryptionKey(client, …) gives the current one; the first is acp_…_enc.cer of UnionPay’s package.'
  const { notAfter, spki } = certificate
  if (!(now <= notAfter.getTime()))
    throw configError(`unionpay: encryptionCertificate expired on ${notAfter.toISOString()}.`, next)
  if (others.some((other) => other && same(other.spki, spki)))
    throw configError('unionpay: encryptionCertificate is your own certificate, or one of the chain.', next)
  await importPublicKey(spki, 'encryptionCertificate', rsaSha256)
}
