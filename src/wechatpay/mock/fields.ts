import { decryptRsaOaep, encryptRsaOaep, fromBase64, toBase64 } from '#crypto'
import { utf8 } from '../../crypto/bytes.js'
import type { PrivateKey } from '../../crypto/contract.js'
import { refuse } from '../../mock/refusal.js'
import { header } from '../wire.js'
import type { Platform } from './platform.js'
import { refuseField } from './rules.js'

type Headers = Readonly<Record<string, string>>

/** The text of an encrypted field (doc 4013053257). */
export async function openField(platform: Platform, headers: Headers, field: string, value: unknown): Promise<string> {
  const key = keyOf(platform, headers)
  const text = typeof value === 'string' ? await opened(key, value) : undefined
  if (text === undefined) throw refuseField(field, '敏感信息解密失败')
  return text
}

/** A body with all its encrypted fields in the clear, wherever they stand: which they are only the endpoint knows. */
export async function openFields<T>(platform: Platform, headers: Headers, body: T): Promise<T> {
  if (headers[header.serial] === undefined) return body
  const key = platform.identity.platform.find(({ serial }) => serial === headers[header.serial])?.privateKey
  const open = async (value: unknown): Promise<unknown> => {
    if (typeof value === 'string') return (key && isSealed(value) && (await opened(key, value))) || value
    if (Array.isArray(value)) return Promise.all(value.map(open))
    if (typeof value !== 'object' || value === null) return value
    const members = Object.entries(value).map(async ([name, member]) => [name, await open(member)] as const)
    return Object.fromEntries(await Promise.all(members))
  }
  return (await open(body)) as T
}

/** Encrypts a text for the merchant, as WeChat Pay does in answers. */
export const sealField = async ({ identity }: Platform, text: string): Promise<string> =>
  toBase64(await encryptRsaOaep(identity.merchant.publicKey, utf8(text)))

/** 256 bytes in Base64: what RSA makes of any text. */
const isSealed = (value: string) => /^[0-9A-Za-z+/]{342}==$/.test(value)

/** The key that the request says it encrypted its fields for. */
function keyOf({ identity }: Platform, headers: Headers): PrivateKey {
  const serial = headers[header.serial]
  if (!serial) throw refuse(400, 'PARAM_ERROR', 'HTTP header缺少微信支付平台证书序列号(Wechatpay-Serial)')
  const party = identity.platform.find((candidate) => candidate.serial === serial)
  if (!party) throw refuse(400, 'PARAM_ERROR', '平台证书序列号Wechatpay-Serial错误')
  return party.privateKey
}

async function opened(key: PrivateKey, value: string): Promise<string | undefined> {
  const bytes = fromBase64(value)
  try {
    return bytes && new TextDecoder().decode(await decryptRsaOaep(key, bytes))
  } catch {
    return undefined
  }
}
