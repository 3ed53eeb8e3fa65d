import { encryptRsaOaep, toBase64 } from '#crypto'
import { configError, ShroffError } from '../core/errors.js'
import { utf8 } from '../crypto/bytes.js'
import { preferredSerial, type WechatpayReceivingAccount, wechatpaySecrets } from './account.js'

/** Encrypts sensitive fields (敏感信息) for WeChat Pay, RSA-OAEP with SHA-1 (doc 4013053257), and says for which key. */
export async function encryptFields<F extends Record<string, string>>(
  account: WechatpayReceivingAccount,
  fields: F,
): Promise<{ serial: string; fields: F }> {
  const { keyring } = wechatpaySecrets(account)
  if (keyring.serials().length === 0) await keyring.refresh().catch(notFetched)
  const serial = preferredSerial(account)
  const key = serial && (await keyring.find(serial))
  if (!key)
    throw configError(
      'There is no platform key to encrypt for.',
      'Give platformKeys, or see why they could not be fetched: await ready(account).',
    )
  const encrypted: Record<string, string> = {}
  for (const [name, value] of Object.entries(fields)) encrypted[name] = toBase64(await encryptRsaOaep(key, utf8(value)))
  return { serial, fields: encrypted as F }
}

/** What failed is the way to the key: that call's own outcome must not speak for a request which was never sent. */
function notFetched(cause: unknown): never {
  throw new ShroffError('KEY_UNKNOWN', {
    problem: 'There is no platform key to encrypt for: asking for one failed.',
    outcome: 'not-sent',
    next: 'See the cause, then call again; `await ready(account)` at boot finds it before money moves.',
    cause,
  })
}
