import { decryptRsaOaep, encryptRsaOaep, fromBase64, toBase64 } from '#crypto'
import { configError, parametersError, ShroffError } from '../core/errors.js'
import { importPrivateKey, mustBeConfigured } from '../core/keys.js'
import { changeMembers } from '../core/members.js'
import { fromUtf8, utf8 } from '../crypto/bytes.js'
import type { KeyInput } from '../crypto/contract.js'
import { preferredSerial, type WechatpayAccount, type WechatpayReceivingAccount, wechatpaySecrets } from './account.js'

/** A body whose fields are encrypted, and for which of WeChat Pay's keys: `callProvider` takes both by these names. */
export type EncryptedFields<B> = { body: B; encryptedFor: string }

/**
 * Encrypts sensitive fields (敏感信息: names, numbers of cards, identities and phones) for WeChat Pay: RSA-OAEP with SHA-1, or SM2 in an
 * account that sends by it.
 *
 * @param paths Which texts: `user_name`, `contact_info.mobile_phone`, `receivers.0.name`, or `receivers.*.name` for all of a list.
 * @returns A copy; what is not named stays as it is.
 * @throws `PARAMETERS_INVALID` for a path without a text, so that none leaves in the clear by a slip, and for a text over 214
 *   bytes as UTF-8, which is what RSA holds (SM2: 8192); `CONFIG_INVALID`, `KEY_UNKNOWN` where there is no key to encrypt for.
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4013053257
 * @example
 * const transfer = { appid, out_bill_no: 'B1001', openid, user_name: '李四', transfer_amount: 250000 }
 * const encrypted = await encryptFields(account, transfer, ['user_name'])
 * await callProvider(client, { method: 'POST', path: '/v3/fund-app/mch-transfer/transfer-bills', ...encrypted })
 */
export async function encryptFields<B extends object>(
  account: WechatpayReceivingAccount,
  body: B,
  paths: readonly string[],
): Promise<EncryptedFields<B>> {
  const { keyring, sm } = wechatpaySecrets(account)
  if (keyring.serials().length === 0) await keyring.refresh().catch(notFetched)
  const serial = preferredSerial(account)
  const key = serial && (await keyring.find(serial))
  if (!key)
    throw configError(
      'There is no platform key to encrypt for.',
      'Give platformKeys, or see why they could not be fetched: await ready(account).',
    )
  const ofSm = key.algorithm === 'SM2-SM3'
  const maximumBytes = ofSm ? maximumOfSm2 : maximumOfRsa
  const encrypted = await changeMembers('encryptFields', body, paths, 'refused', async (text, path) => {
    const bytes = utf8(text)
    if (bytes.length > 0 && bytes.length <= maximumBytes)
      return toBase64(await (ofSm ? sm!.encryptSm2(key, bytes) : encryptRsaOaep(key, bytes).catch(mustBeConfigured)))
    const problem = `must be 1 to ${maximumBytes} bytes as UTF-8; this one has ${bytes.length}`
    throw parametersError('encryptFields', [{ path, problem }])
  })
  return { body: encrypted, encryptedFor: serial }
}

/** What RSA-OAEP with SHA-1 holds under a key of 2048 bits. */
const maximumOfRsa = 214

/** SM2 has no such bound; the longest encrypted field that is documented has 2048 characters before it is encrypted. */
const maximumOfSm2 = 8192

/**
 * Decrypts what WeChat Pay encrypted for the merchant, in answers and in webhooks (`event.raw`), with the private key of the
 * merchant's API certificate. What comes for a sub-merchant of a partner's is encrypted for the partner.
 *
 * @param paths As those of {@link encryptFields}; one that leads to nothing is passed over, since most such fields are optional.
 * @returns A copy; what is not named stays as it is.
 * @throws `DECRYPTION_FAILED` for a text that was not encrypted for this key, `PARAMETERS_INVALID` for what is no text,
 *   `CONFIG_INVALID` for an account whose `Signer` cannot decrypt, or without a private key.
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4013053257
 * @example
 * const path = `/v3/merchant-service/complaints-v2/${complaintId}`
 * const complaint = await callProvider(client, { method: 'GET', path, schema: complaintSchema })
 * const { payer_phone } = await decryptFields(account, complaint, ['payer_phone'])
 */
export async function decryptFields<B>(account: WechatpayAccount, body: B, paths: readonly string[]): Promise<B> {
  const decrypt = await decrypterOf(account)
  return changeMembers('decryptFields', body, paths, 'passed over', async (text, path) => {
    const bytes = fromBase64(text)
    if (!bytes) throw notDecrypted(path, 'is not Base64')
    try {
      return fromUtf8(await decrypt(bytes))
    } catch (cause) {
      throw notDecrypted(path, 'was not encrypted for this account’s private key', cause)
    }
  })
}

async function decrypterOf(account: WechatpayAccount): Promise<(ciphertext: Uint8Array) => Promise<Uint8Array>> {
  const held = wechatpaySecrets(account)
  const { privateKey, schemes, sm } = held
  const { algorithm } = schemes[0]!
  const ofSm = algorithm.name === 'SM2-SM3'
  if (privateKey === undefined)
    throw configError('decryptFields needs the merchant’s private key, which this account does not have.')
  if (typeof privateKey === 'object' && 'sign' in privateKey) {
    if (privateKey.decrypt) return (ciphertext) => privateKey.decrypt!(ciphertext)
    throw configError(
      'The Signer of this account cannot decrypt.',
      `Give it \`decrypt\`, ${ofSm ? 'SM2 in DER' : 'RSAES-OAEP with SHA-1'}, beside \`sign\`.`,
    )
  }
  const wanted = 'privateKey: the merchant API private key (apiclient_key.pem)'
  held.decrypter ??= importPrivateKey(privateKey as KeyInput, wanted, algorithm)
  const key = await held.decrypter
  return (ciphertext) => (ofSm ? sm!.decryptSm2(key, ciphertext) : decryptRsaOaep(key, ciphertext))
}

const notDecrypted = (path: string, problem: string, cause?: unknown) =>
  new ShroffError('DECRYPTION_FAILED', {
    problem: `decryptFields: ${path} ${problem}.`,
    outcome: 'not-sent',
    next: 'Is it an encrypted field? WeChat Pay encrypts for the API certificate that is in force; of a partner’s calls, for the partner’s.',
    cause,
  })

/** What failed is the way to the key: that call's own outcome must not speak for a request which was never sent. */
function notFetched(cause: unknown): never {
  throw new ShroffError('KEY_UNKNOWN', {
    problem: 'There is no platform key to encrypt for: asking for one failed.',
    outcome: 'not-sent',
    next: 'See the cause, then call again; `await ready(account)` at boot finds it before money moves.',
    cause,
  })
}
