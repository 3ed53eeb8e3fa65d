import { importPublicKey, verifyRsaSha256 } from '#crypto'
import { configError } from '../core/errors.js'
import { type AlipayReceivingAccount, alipaySecrets } from './account.js'
import { signerOf } from './seal.js'

/**
 * Imports every key of the account and proves by use that none is in another's place. Call it when the server boots.
 *
 * @throws `CONFIG_INVALID` naming the key. What an HSM throws comes through.
 * @example
 * await ready(account)
 */
export async function ready(account: AlipayReceivingAccount): Promise<void> {
  const { alipayKey, appCertificate, privateKey } = alipaySecrets(account)
  const key = await alipayKey()
  if (privateKey === undefined) return
  const message = account.randomBytes(32)
  const signature = await (await signerOf(account)).sign(message)
  if (await verifyRsaSha256(key, signature, message)) {
    throw configError(
      'alipay: the key given as Alipay’s is your application’s own public key (应用公钥), not Alipay’s (支付宝公钥).',
      'The console shows both beside each other; take the one named 支付宝公钥.',
    )
  }
  if (appCertificate === undefined) return
  const own = await importPublicKey(appCertificate, 'certificates.app: the application’s certificate')
  if (await verifyRsaSha256(own, signature, message)) return
  throw configError(
    'alipay: certificates.app was not issued for this privateKey.',
    'Take the appCertPublicKey_….crt that the console made of this key’s request (CSR).',
  )
}
