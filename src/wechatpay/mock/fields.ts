import { decryptRsaOaep, encryptRsaOaep, fromBase64, toBase64 } from '#crypto'
import { utf8 } from '../../crypto/bytes.js'
import type { Party } from '../../mock/parties.js'
import { refuse } from '../../mock/refusal.js'
import { header } from '../wire.js'
import type { Platform } from './platform.js'
import { refuseField } from './rules.js'

type Headers = Readonly<Record<string, string>>

/** The text of an encrypted field (doc 4013053257). */
export async function openField(platform: Platform, headers: Headers, field: string, value: unknown): Promise<string> {
  const key = keyOf(platform, headers)
  const text = typeof value === 'string' ? await opened(platform, key, value) : undefined
  if (text === undefined) throw refuseField(field, '敏感信息解密失败')
  return text
}

/** A body with all its encrypted fields in the clear, wherever they stand: which they are only the endpoint knows. */
export async function openFields<T>(platform: Platform, headers: Headers, body: T): Promise<T> {
  if (headers[header.serial] === undefined) return body
  const key = platform.identity.platform.find(({ serial }) => serial === headers[header.serial])
  const open = async (value: unknown): Promise<unknown> => {
    if (typeof value === 'string') return (key && isSealed(value) && (await opened(platform, key, value))) || value
    if (Array.isArray(value)) return Promise.all(value.map(open))
    if (typeof value !== 'object' || value === null) return value
    const members = Object.entries(value).map(async ([name, member]) => [name, await open(member)] as const)
    return Object.fromEntries(await Promise.all(members))
  }
  return (await open(body)) as T
}

/** Encrypts a text for the merchant, as WeChat Pay does in answers. */
export const sealField = async ({ identity }: Platform, text: string): Promise<string> =>
  toBase64(
    await (identity.sm
      ? identity.sm.encryptSm2(identity.merchant.publicKey, utf8(text))
      : encryptRsaOaep(identity.merchant.publicKey, utf8(text))),
  )

/** 256 bytes in Base64, which RSA makes of any text; or what SM2 makes of one, whose DER begins so. */
const isSealed = (value: string) => /^([0-9A-Za-z+/]{342}==|M[0-9A-Za-z+/]{130,}={0,2})$/.test(value)

/** The key that the request says it encrypted its fields for. */
function keyOf({ identity }: Platform, headers: Headers): Party {
  const serial = headers[header.serial]
  if (!serial) throw refuse(400, 'PARAM_ERROR', 'HTTP header缺少微信支付平台证书序列号(Wechatpay-Serial)')
  const party = identity.platform.find((candidate) => candidate.serial === serial)
  if (!party) throw refuse(400, 'PARAM_ERROR', '平台证书序列号Wechatpay-Serial错误')
  return party
}

async function opened({ identity }: Platform, party: Party, value: string): Promise<string | undefined> {
  const bytes = fromBase64(value)
  try {
    const ofSm = identity.sm && party.algorithm === identity.sm.signature
    const open = ofSm ? identity.sm!.decryptSm2 : decryptRsaOaep
    return bytes && new TextDecoder().decode(await open(party.privateKey, bytes))
  } catch {
    return undefined
  }
}
