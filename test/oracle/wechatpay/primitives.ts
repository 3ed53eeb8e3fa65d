import {
  constants,
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  privateDecrypt,
  sign,
  verify,
} from 'node:crypto'
import { sm2Verifies } from './sm.js'

/** PEM text (a certificate will do for a public key) or a key object. */
export type Key = string | KeyObject
export type Headers = Record<string, string>
/** Restated here, not imported: the oracle must not share a line with the code it judges. */
export type OracleRequest = { method: string; url: string; headers: Headers; body?: Uint8Array }
export type OracleReply = { status: number; headers: Headers; body: Uint8Array }
export type Report = (violation: string) => void

/** §2, §3, §20: the only scheme of the RSA variant. */
export const scheme = 'WECHATPAY2-SHA256-RSA2048'

const publicOf = (key: Key) => (typeof key === 'string' ? createPublicKey(key) : key)
const isRsa = (key: Key) => publicOf(key).asymmetricKeyType === 'rsa'

/** §7: a key of the SM variant has its own. */
export const schemeOf = (publicKey: Key | undefined) =>
  !publicKey || isRsa(publicKey) ? scheme : 'WECHATPAY2-SM2-WITH-SM3'

/** Runs `examine`, then throws one Error that lists every violation it reported. */
export function judge<Result>(what: string, examine: (report: Report) => Result): Result {
  const violations: string[] = []
  const result = examine((violation) => violations.push(violation))
  if (violations.length > 0) throw new Error(`${what} breaks the wire protocol:\n- ${violations.join('\n- ')}`)
  return result
}

/** §2: METHOD, URL (path and query as sent), TIMESTAMP, NONCE, BODY; each line ends in LF, the last one too. */
export const requestMessage = (method: string, target: string, timestamp: string, nonce: string, body: Uint8Array) =>
  Buffer.concat([Buffer.from(`${method}\n${target}\n${timestamp}\n${nonce}\n`), body, Buffer.from('\n')])

/** §3: TIMESTAMP, NONCE, BODY; also the message of a notification (§20). */
export const replyMessage = (timestamp: string, nonce: string, body: Uint8Array) =>
  Buffer.concat([Buffer.from(`${timestamp}\n${nonce}\n`), body, Buffer.from('\n')])

/** §11: line 4 is `prepay_id=<id>` for JSAPI and mini programs, the bare id for an APP. */
export const invocationMessage = (appId: string, timeStamp: string, nonceStr: string, lastLine: string) =>
  Buffer.from(`${appId}\n${timeStamp}\n${nonceStr}\n${lastLine}\n`)

/** §2: RSASSA-PKCS1-v1_5 with SHA-256, standard Base64 on one line. */
export function signatureOf(message: Uint8Array, privateKey: Key): string {
  const key = typeof privateKey === 'string' ? createPrivateKey(privateKey) : privateKey
  return sign('sha256', message, { key, padding: constants.RSA_PKCS1_PADDING }).toString('base64')
}

/** False, never an exception, for text that is no signature at all, as with the `WECHATPAY/SIGNTEST/` probe (§3). */
export function verifies(message: Uint8Array, signature: string, publicKey: Key): boolean {
  if (!isBase64(signature)) return false
  const key = publicOf(publicKey)
  if (!isRsa(key)) return sm2Verifies(message, signature, key.export({ format: 'pem', type: 'spki' }) as string)
  return verify('sha256', message, { key, padding: constants.RSA_PKCS1_PADDING }, Buffer.from(signature, 'base64'))
}

/** Standard alphabet with padding; Node's decoder skips what it does not know, so only the way back tells. */
export const isBase64 = (text: string) => text !== '' && Buffer.from(text, 'base64').toString('base64') === text

/** §6.2: the key is the 32 bytes of the APIv3 key text; the 16-byte tag is the end of the ciphertext. */
export function openAead(apiV3Key: string, nonce: string, associatedData: string, ciphertext: string): Buffer {
  const sealed = Buffer.from(ciphertext, 'base64')
  if (!isBase64(ciphertext) || sealed.length < 16)
    throw new Error('ciphertext is not Base64 of at least 16 bytes (§6.2)')
  const decipher = createDecipheriv('aes-256-gcm', aeadKey(apiV3Key), Buffer.from(nonce), { authTagLength: 16 })
  decipher.setAAD(Buffer.from(associatedData))
  decipher.setAuthTag(sealed.subarray(-16))
  return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
}

/** §6.2, the other direction. */
export function sealAead(
  apiV3Key: string,
  nonce: string,
  associatedData: string,
  plaintext: string | Uint8Array,
): string {
  const cipher = createCipheriv('aes-256-gcm', aeadKey(apiV3Key), Buffer.from(nonce), { authTagLength: 16 })
  cipher.setAAD(Buffer.from(associatedData))
  return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]).toString('base64')
}

function aeadKey(apiV3Key: string): Buffer {
  const key = Buffer.from(apiV3Key)
  if (key.length !== 32) throw new Error(`the APIv3 key has ${key.length} bytes instead of 32 (§6.2)`)
  return key
}

/** §6.1: RSAES-OAEP with SHA-1 and MGF1-SHA-1, empty label. */
export function openSensitive(privateKey: Key, ciphertext: string): string {
  const key = typeof privateKey === 'string' ? createPrivateKey(privateKey) : privateKey
  const padding = constants.RSA_PKCS1_OAEP_PADDING
  return privateDecrypt({ key, padding, oaepHash: 'sha1' }, Buffer.from(ciphertext, 'base64')).toString()
}

/** Header names in lower case; one name written twice is reported, because the two sides may read different ones. */
export function lowerCaseHeaders(headers: Headers, report: Report): Headers {
  const lower: Headers = {}
  for (const [name, value] of Object.entries(headers)) {
    if (Object.hasOwn(lower, name.toLowerCase())) report(`header ${name} is present twice`)
    lower[name.toLowerCase()] = value
  }
  return lower
}

/** §1: application/json, in UTF-8 if a charset is named. */
export const isJsonType = (contentType: string | undefined) =>
  /^application\/json(\s*;\s*charset="?utf-8"?)?$/i.test(contentType ?? '')

/** §1: UTF-8 JSON. Reports and gives undefined if the bytes are not one object. */
export function jsonObject(bytes: Uint8Array, report: Report): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
    if (isObject(value)) return value
    report('body is JSON, but not an object (§1)')
  } catch {
    report('body is not UTF-8 JSON (§1)')
  }
  return undefined
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
