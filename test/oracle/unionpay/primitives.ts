import { constants, createHash, createPublicKey, type KeyObject, privateDecrypt, sign, verify } from 'node:crypto'
import { isBase64, type Report } from '../wechatpay/primitives.js'

export type Fields = Record<string, string>
/** PEM text (a certificate will do for a public key) or a key object. */
export type Key = string | KeyObject
type Hash = 'sha256' | 'sha1' | 'sm3'

const lowerHex = (hash: Hash, text: string) => createHash(hash).update(text).digest('hex')

/** §4: every field but `signature`, sorted by the bytes of its name, `name=value` joined by `&`, values raw. */
export const canonicalText = (fields: Fields) =>
  Object.keys(fields)
    .filter((name) => name !== 'signature')
    .sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)))
    .map((name) => `${name}=${fields[name]}`)
    .join('&')

/** §4, signMethod 01: the hexadecimal digits of the hash are the message of the RSA signature, which hashes them once more. */
export const signatureOf = (fields: Fields, privateKey: Key) =>
  sign('sha256', Buffer.from(lowerHex('sha256', canonicalText(fields))), privateKey).toString('base64')

/** A text instead of fields is signed as it stands (§11). False, never an exception, for text that is no signature at all. */
export function verifies(signed: Fields | string, signature: string, publicKey: Key, hash: Hash = 'sha256'): boolean {
  if (!isBase64(signature)) return false
  const text = typeof signed === 'string' ? signed : canonicalText(signed)
  const key = typeof publicKey === 'string' ? createPublicKey(publicKey) : publicKey
  return verify(hash, Buffer.from(lowerHex(hash, text)), key, Buffer.from(signature, 'base64'))
}

/** §4, signMethod 11, and 12 with its own hash. */
export function keyedSignature(fields: Fields, secureKey: string): string {
  const hash = fields.signMethod === '12' ? 'sm3' : 'sha256'
  return lowerHex(hash, `${canonicalText(fields)}&${lowerHex(hash, secureKey)}`)
}

/** §3: the walk of the official SDK over an answer, which is not percent-encoded. */
export function answerFields(body: string, report: Report): Fields {
  const text = body.startsWith('{') && body.endsWith('}') ? body.slice(1, -1) : body
  const fields: Fields = {}
  let at = 0
  while (at < text.length) {
    const equals = text.indexOf('=', at)
    const name = equals < 0 ? text.slice(at) : text.slice(at, equals)
    const end = equals < 0 ? text.length : endOfValue(text, equals + 1)
    if (!/^[A-Za-z][A-Za-z0-9]*$/.test(name)) report(`${name.slice(0, 40)} is no name of a field (§3)`)
    if (Object.hasOwn(fields, name)) report(`${name} is present twice`)
    fields[name] = equals < 0 ? '' : text.slice(equals + 1, end)
    at = end + 1
  }
  return fields
}

/** Where the `&` stands that ends a value: none between a brace or bracket and the first one that closes it. */
function endOfValue(text: string, from: number): number {
  let closing = ''
  for (let at = from; at < text.length; at += 1) {
    const character = text[at]!
    if (closing) closing = character === closing ? '' : closing
    else if (character === '&') return at
    else if (character === '{') closing = '}'
    else if (character === '[') closing = ']'
  }
  return text.length
}

/** §5: a card number that comes encrypted to the merchant's signing key. Node gives no PKCS #1 v1.5 away, so it is cut here. */
export function openCardNumber(privateKey: Key, sealed: string): string {
  const block = privateDecrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, Buffer.from(sealed, 'base64'))
  const end = block.indexOf(0, 2)
  if (block[0] !== 0 || block[1] !== 2 || end < 10) throw new Error('the card number is not encrypted to this key (§5)')
  return block.subarray(end + 1).toString()
}
