import type { Message } from '../core/source.js'
import type { Verified } from '../core/verified.js'
import { type WechatpayReceivingAccount, wechatpaySecrets } from './account.js'
import { type OpenedWebhook, openBytes, openWebhook } from './open.js'
import { header } from './wire.js'

/** As {@link openWebhook}, of a message that may be for another account with the same key: it is verified once for each key. */
export async function openShared(
  account: WechatpayReceivingAccount,
  message: Message,
): Promise<Verified<OpenedWebhook>> {
  const { headers, body, verified } = message
  const { keyring } = wechatpaySecrets(account)
  const serial = headers[header.serial] ?? ''
  const key = keyring.input(serial)
  if (key === undefined || !verified) return openWebhook(account, headers, body)
  const known = verified.get(key)
  // This account may refuse a key that the other takes, such as a mock's.
  if (known) await keyring.find(serial)
  const text = known ?? openBytes(account, headers, body)
  verified.set(key, text)
  return openWebhook(account, headers, body, text)
}
