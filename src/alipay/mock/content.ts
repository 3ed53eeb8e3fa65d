import { decryptAesCbc, encryptAesCbc, fromBase64, toBase64 } from '#crypto'
import { fromUtf8, utf8 } from '../../crypto/bytes.js'
import { type Json, readJsonObject } from '../../mock/http.js'
import type { Identity } from './identity.js'
import { refuse } from './refusals.js'

/** The parameters of a call, decrypted where it says that they are encrypted. */
export async function openContent(identity: Identity, text: string, encrypted: boolean): Promise<Json> {
  const plain = encrypted ? await decrypt(identity, text) : text
  const value = readJsonObject(plain)
  if (value) return value
  throw refuse('isv.invalid-parameter', '参数不是合法的JSON对象')
}

async function decrypt({ contentKey }: Identity, text: string): Promise<string> {
  const key = contentKey && fromBase64(contentKey)
  const bytes = fromBase64(text)
  try {
    if (key && bytes) return fromUtf8(await decryptAesCbc(key, bytes))
  } catch {
    // Told below.
  }
  throw refuse('isv.decryption-error-unknown', '解密出错，未知异常')
}

/**
 * The members of a V2 answer as text, without a blank. Slashes are escaped as in some real answers, and every answer has one, in a member
 * that is not documented, as real answers have too: whoever writes the JSON again before verifying it gets another text.
 */
export const textOf = (body: Json): string => JSON.stringify({ ...body, mock: 'shroff/mock' }).replaceAll('/', '\\/')

export async function encrypt({ contentKey }: Identity, text: string): Promise<string> {
  if (!contentKey) throw new TypeError('mockAlipay: nothing is encrypted without the option encrypted')
  return toBase64(await encryptAesCbc(fromBase64(contentKey)!, utf8(text)))
}
