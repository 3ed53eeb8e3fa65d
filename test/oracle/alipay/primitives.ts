import {
  constants,
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  sign,
  verify,
  X509Certificate,
} from 'node:crypto'
import { isBase64, type Report } from '../wechatpay/primitives.js'

/** PEM text (a certificate will do for a public key) or a key object. */
export type Key = string | KeyObject
export type Headers = Record<string, string>
/** Restated here, not imported: the oracle must not share a line with the code it judges. */
export type OracleRequest = { method: string; url: string; headers: Headers; body?: Uint8Array }
export type OracleReply = { status: number; headers: Headers; body: Uint8Array }
export type Fields = Record<string, string>

/** §3, §9.1: every name but the dropped ones, no empty value, sorted by byte, `name=value` joined by `&`, values raw. */
export const canonicalText = (fields: Fields, ...dropped: string[]) =>
  Object.entries(fields)
    .filter(([name, value]) => value !== '' && !dropped.includes(name))
    .map(([name, value]) => ({ bytes: Buffer.from(name), pair: `${name}=${value}` }))
    .sort((one, other) => Buffer.compare(one.bytes, other.bytes))
    .map(({ pair }) => pair)
    .join('&')

/** §8.1: authorization text, method, target and body, then the app_auth_token if that header is sent; LF after each line. */
export const restRequestMessage = (
  authorization: string,
  method: string,
  target: string,
  body: string,
  token?: string,
) => `${authorization}\n${method}\n${target}\n${body}\n${token === undefined ? '' : `${token}\n`}`

/** §8.2 */
export const restReplyMessage = (timestamp: string, nonce: string, body: Uint8Array) =>
  Buffer.concat([Buffer.from(`${timestamp}\n${nonce}\n`), body, Buffer.from('\n')])

/** §2.1: RSA2 is SHA256withRSA, RSA is SHA1withRSA. */
const hashes = { RSA2: 'sha256', RSA: 'sha1' }
export type SignType = keyof typeof hashes

/** §3: RSASSA-PKCS1-v1_5, standard Base64 with padding. */
export function signatureOf(message: string | Uint8Array, privateKey: Key, type: SignType = 'RSA2'): string {
  const key = typeof privateKey === 'string' ? createPrivateKey(privateKey) : privateKey
  const padding = constants.RSA_PKCS1_PADDING
  return sign(hashes[type], Buffer.from(message), { key, padding }).toString('base64')
}

/** False, never an exception, for text that is no signature at all. */
export function verifies(message: string | Uint8Array, signature: string, publicKey: Key, type: SignType = 'RSA2') {
  if (!isBase64(signature)) return false
  const key = typeof publicKey === 'string' ? createPublicKey(publicKey) : publicKey
  const padding = constants.RSA_PKCS1_PADDING
  return verify(hashes[type], Buffer.from(message), { key, padding }, Buffer.from(signature, 'base64'))
}

/** §7: AES-128-CBC, PKCS#7, sixteen zero bytes as IV, Base64. */
export function sealContent(aesKey: string, plaintext: string): string {
  const cipher = createCipheriv('aes-128-cbc', Buffer.from(aesKey, 'base64'), Buffer.alloc(16))
  return Buffer.concat([cipher.update(plaintext), cipher.final()]).toString('base64')
}
/** Throws for what is not Base64 or does not decrypt. */
export function openContent(aesKey: string, ciphertext: string): string {
  if (!isBase64(ciphertext)) throw new Error('the encrypted content is not Base64 (§7)')
  const decipher = createDecipheriv('aes-128-cbc', Buffer.from(aesKey, 'base64'), Buffer.alloc(16))
  return Buffer.concat([decipher.update(ciphertext, 'base64'), decipher.final()]).toString()
}

/** §6: MD5 of the issuer in RFC 2253 order, then the serial number in decimal. */
export function certificateSerial(pem: string): string {
  const { issuer, serialNumber } = new X509Certificate(pem)
  // Node escapes what RFC 2253 would; the ports that split the name themselves do not, and Alipay's own names need none.
  const name = issuer.split('\n').reverse().join(',').replace(/\\(.)/g, '$1')
  return createHash('md5')
    .update(`${name}${BigInt(`0x${serialNumber}`)}`)
    .digest('hex')
}

/** §6: the serials of those certificates of the bundle that were signed with RSA, joined by `_` in the order of the file. */
export function rootSerial(bundle: string): string {
  const files = bundle.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
  // The OIDs that begin 1.2.840.113549.1.1; Node cannot read SM2 certificates, so nothing but the algorithm is asked first.
  const isRsa = (pem: string) => signatureAlgorithm(pem).subarray(0, 8).toString('hex') === '2a864886f70d0101'
  return files.filter(isRsa).map(certificateSerial).join('_')
}

/** The OID's content bytes: a certificate is a sequence of what is signed, the algorithm, and the signature. */
function signatureAlgorithm(pem: string): Buffer {
  const der = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64')
  const certificate = contentAt(der, 0)
  const algorithm = contentAt(der, contentAt(der, certificate.start).end)
  const { start, end } = contentAt(der, algorithm.start)
  return der.subarray(start, end)
}

function contentAt(der: Buffer, at: number): { start: number; end: number } {
  const first = der[at + 1]!
  const more = first < 128 ? 0 : first - 128
  const length = more === 0 ? first : der.readUIntBE(at + 2, more)
  return { start: at + 2 + more, end: at + 2 + more + length }
}

/** §3: `+` is a space, `%XX` a byte of UTF-8. A name that comes twice is reported; the last counts. */
export function formFields(text: string, report: Report, fields: Fields = {}): Fields {
  for (const pair of text.split('&').filter((part) => part !== '')) {
    const [, name = pair, value = ''] = /^([^=]*)=(.*)$/s.exec(pair) ?? []
    const key = decode(name, report)
    const decoded = decode(value, report)
    // Some official clients put charset into the address and into the form (§4).
    if (Object.hasOwn(fields, key) && !(key === 'charset' && fields[key] === decoded)) report(`${key} is present twice`)
    fields[key] = decoded
  }
  return fields
}

function decode(text: string, report: Report): string {
  if (/[^0-9A-Za-z\-_.~!*'()%+]/.test(text)) report(`${text.slice(0, 60)} is not form-urlencoded`)
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    report(`${text.slice(0, 60)} is not UTF-8`)
    return text
  }
}

/** `yyyy-MM-dd HH:mm:ss` on the wall clock of Beijing (§2.1). */
export const beijing = (now: number) => new Date(now + 8 * 3_600_000).toISOString().replace('T', ' ').slice(0, 19)

/** §5.1: the member that holds the answer of a method. */
export const nodeOf = (method: string) => `${method.replaceAll('.', '_')}_response`
