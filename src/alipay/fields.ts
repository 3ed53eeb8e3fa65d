import { decryptAesCbc, encryptAesCbc, fromBase64, toBase64 } from '#crypto'
import { configError, ShroffError } from '../core/errors.js'
import { changeMembers } from '../core/members.js'
import { fromUtf8, utf8 } from '../crypto/bytes.js'
import { type AlipayReceivingAccount, alipaySecrets } from './account.js'

/**
 * Encrypts texts of a content by the account's `contentKey` (AES), where a method asks for it member by member. The whole
 * content of a call is encrypted without it, if the account has a `contentKey`.
 *
 * @param paths Which texts: `aes_key`, `buyer_info.cert_no`, `users.0.name`, or `users.*.name` for all of a list.
 * @returns A copy; what is not named stays as it is.
 * @throws `PARAMETERS_INVALID` for a path without a text, so that none leaves in the clear by a slip; `CONFIG_INVALID` for an
 *   account without a `contentKey`.
 * @see https://opendocs.alipay.com/common/02mse3
 * @example
 * const content = await encryptFields(account, { out_biz_no: 'B_1', mobile: '13800000000' }, ['mobile'])
 */
export async function encryptFields<B extends object>(
  account: AlipayReceivingAccount,
  body: B,
  paths: readonly string[],
): Promise<B> {
  const key = keyOf(account, 'encryptFields')
  return changeMembers('encryptFields', body, paths, 'refused', async (text) =>
    toBase64(await encryptAesCbc(key, utf8(text))),
  )
}

/**
 * Decrypts texts of an answer or a notification (`event.raw`) by the account's `contentKey`, such as the `aes_key` of another
 * application, or the `biz_content` of a message whose `encrypt_type` is AES. AES-CBC proves nothing of who encrypted it: only
 * what has been verified before may be decrypted and believed.
 *
 * @param paths As those of {@link encryptFields}; one that leads to nothing is passed over.
 * @returns A copy; what is not named stays as it is.
 * @throws `DECRYPTION_FAILED` for a text that was not encrypted by this key, `PARAMETERS_INVALID` for what is no text,
 *   `CONFIG_INVALID` for an account without a `contentKey`.
 * @see https://opendocs.alipay.com/common/02mse3
 * @example
 * const answer = await callProvider(client, { method: 'alipay.open.auth.app.aes.get', content: { merchant_app_id }, schema })
 * const { aes_key } = await decryptFields(account, answer, ['aes_key'])
 */
export async function decryptFields<B>(account: AlipayReceivingAccount, body: B, paths: readonly string[]): Promise<B> {
  const key = keyOf(account, 'decryptFields')
  return changeMembers('decryptFields', body, paths, 'passed over', async (text, path) => {
    try {
      return fromUtf8(await decryptAesCbc(key, fromBase64(text)!))
    } catch (cause) {
      throw new ShroffError('DECRYPTION_FAILED', {
        problem: `decryptFields: ${path} was not encrypted by this account’s contentKey, or is not encrypted.`,
        outcome: 'not-sent',
        next: 'Check it against the AES key in the console (接口内容加密方式).',
        cause,
      })
    }
  })
}

function keyOf(account: AlipayReceivingAccount, action: string): Uint8Array {
  const { contentKey } = alipaySecrets(account)
  if (contentKey) return contentKey
  throw configError(`${action} needs the account’s contentKey.`, 'It is the AES key in the console (接口内容加密方式).')
}
