import { verify } from '#crypto'
import { configError } from '../core/errors.js'
import { importPublicKey } from '../core/keys.js'
import type { Proof } from '../core/proof.js'
import { rsaSha256 } from '../crypto/algorithms.js'
import { type AlipayReceivingAccount, alipaySecrets } from './account.js'
import { mustBeInItsTime, mustBeOfTheRoot, readCertificates } from './certificates.js'
import { signerOf } from './seal.js'

/**
 * Imports every key of the account and proves by use that none is in another's place; in certificate mode also that Alipay's
 * certificate is of the root, and that all are in their time. Call it when the server boots. Nothing is sent.
 *
 * @returns what it has proven, and what only {@link check} can.
 * @throws `CONFIG_INVALID` naming the key or file. What an HSM throws comes through.
 * @example
 * await ready(account)
 */
export async function ready(account: AlipayReceivingAccount): Promise<Proof> {
  const { alipayKey, certificates, privateKey, contentKey } = alipaySecrets(account)
  const platform = certificates ? 'certificates' : 'alipayPublicKey'
  const key = await alipayKey()
  const message = account.randomBytes(32)
  const signature = privateKey === undefined ? undefined : await (await signerOf(account)).sign(message)
  if (signature && (await verify(rsaSha256, key, signature, message))) {
    throw configError(
      'alipay: the key given as Alipay’s is your application’s own public key (应用公钥), not Alipay’s (支付宝公钥).',
      'The console shows both beside each other; take the one named 支付宝公钥.',
    )
  }
  if (certificates) {
    const now = account.clock.now()
    await mustBeOfTheRoot(certificates, now)
    mustBeInItsTime(readCertificates(certificates.app, 'certificates.app')[0]!, 'app', now)
    const own = await importPublicKey(certificates.app, 'certificates.app: the application’s certificate', rsaSha256)
    if (signature && !(await verify(rsaSha256, own, signature, message))) {
      throw configError(
        'alipay: certificates.app was not issued for this privateKey.',
        'Take the appCertPublicKey_….crt that the console made of this key’s request (CSR).',
      )
    }
  }
  const online = 'only Alipay knows: check(client) asks it.'
  return {
    proven: [...(certificates ? [platform] : []), ...(certificates && signature ? ['privateKey'] : [])],
    unproven: [
      ...(certificates
        ? []
        : [{ option: platform, why: `It can be read, and is not your own; whose it is ${online}` }]),
      ...(!certificates && signature ? [{ option: 'privateKey', why: `That it is this application’s ${online}` }] : []),
      ...(contentKey ? [{ option: 'contentKey', why: `That it is this application’s ${online}` }] : []),
    ],
  }
}
