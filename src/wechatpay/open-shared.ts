import type { Message } from '../core/source.js'
import type { Verified } from '../core/verified.js'
import type { KeyInput } from '../crypto/contract.js'
import { type WechatpayReceivingAccount, wechatpaySecrets } from './account.js'
import { type OpenedWebhook, openBytes, openWebhook } from './open.js'
import { header } from './wire.js'

// Accounts behind one address, one after the other, until it is given up.
const verified = new WeakMap<Message, Map<KeyInput, Promise<Verified<string>>>>()

/** As {@link openWebhook}, of a message that may be for another account with the same key: it is verified once for each key. */
export async function openShared(
  account: WechatpayReceivingAccount,
  message: Message,
): Promise<Verified<OpenedWebhook>> {
  const { headers, body } = message
  const { keyring } = wechatpaySecrets(account)
  const serial = headers[header.serial] ?? ''
  const key = keyring.input(serial)
  if (key === undefined) return openWebhook(account, headers, body)
  const byKey = verified.get(message) ?? new Map<KeyInput, Promise<Verified<string>>>()
  verified.set(message, byKey)
  const known = byKey.get(key)
  // This account may refuse a key that the other takes, such as a mock's.
  if (known) await keyring.find(serial)
  const text = known ?? openBytes(account, headers, body)
  byKey.set(key, text)
  return openWebhook(account, headers, body, text)
}
