// APIv2 (§22): what is signed and encrypted with the APIv2 key.
import { createCipheriv, createDecipheriv, createHash, createHmac } from 'node:crypto'

export type V2Fields = Record<string, string>
export type V2SignType = 'MD5' | 'HMAC-SHA256'

/** "Sign rule": all non-empty parameters except `sign`, sorted by name, raw values, then the key. */
export const v2Text = (fields: V2Fields, apiV2Key: string): string =>
  Object.entries(fields)
    .filter(([name, value]) => name !== 'sign' && value !== '')
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .concat(`key=${apiV2Key}`)
    .join('&')

/** Upper-case hex; the HMAC is over the same text, the key in it included. */
export function v2Signature(fields: V2Fields, apiV2Key: string, type: V2SignType): string {
  const hash = type === 'MD5' ? createHash('md5') : createHmac('sha256', apiV2Key)
  return hash.update(v2Text(fields, apiV2Key)).digest('hex').toUpperCase()
}

export const md5 = (text: string) => createHash('md5').update(text).digest('hex')

/** The key of `req_info`: 32 ASCII bytes, the lower-case hex of md5(APIv2 key). */
export const reqInfoKey = (apiV2Key: string) => md5(apiV2Key)

/** AES-256-ECB with PKCS#7 padding, Base64. */
export function openEcb(key: string, ciphertext: string): string {
  const decipher = createDecipheriv('aes-256-ecb', key, null)
  return Buffer.concat([decipher.update(ciphertext, 'base64'), decipher.final()]).toString()
}

/** The opposite of {@link openEcb}. */
export function sealEcb(key: string, plaintext: string): string {
  const cipher = createCipheriv('aes-256-ecb', key, null)
  return Buffer.concat([cipher.update(plaintext), cipher.final()]).toString('base64')
}
