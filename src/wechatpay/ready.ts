import { verifyRsaSha256 } from '#crypto'
import { configError } from '../core/errors.js'
import { type WechatpayReceivingAccount, wechatpaySecrets } from './account.js'
import { signerOf } from './seal.js'

/**
 * Imports every key of the account and proves by use that none is in another's place. Call it when the server boots.
 *
 * @throws `CONFIG_INVALID` naming the key: unreadable, of the wrong form, too short, expired, or the merchant's own where
 * WeChat Pay's is wanted. `SIGNING_FAILED` never: what an HSM throws comes through, and so does what `refreshPlatformKeys`
 * throws where there are no platform keys yet.
 * @example
 * await ready(account)
 */
export async function ready(account: WechatpayReceivingAccount): Promise<void> {
  const { keyring, privateKey } = wechatpaySecrets(account)
  // Otherwise the first refund of the process would fetch keys after the money has moved.
  if (keyring.serials().length === 0) await keyring.refresh()
  // Works the same for PEM, HSM and KMS: whoever verifies our own signature is our own key.
  const message = account.randomBytes(32)
  const signature = privateKey === undefined ? undefined : await (await signerOf(account)).sign(message)
  for (const serial of keyring.serials()) {
    const key = await keyring.find(serial)
    if (key && signature && (await verifyRsaSha256(key, signature, message))) {
      throw configError(
        `wechatpay: platformKeys["${serial}"] is your own public key, not WeChat Pay's.`,
        'Download the WeChat Pay public key (微信支付公钥) in the merchant console; it differs from the merchant certificate’s.',
      )
    }
  }
}
