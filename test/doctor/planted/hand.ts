import { constants, createHash, createPrivateKey, createPublicKey, privateEncrypt, sign } from 'node:crypto'
import type { Cause, Diagnosis } from 'shroff/doctor'
import { type ExplainOptions, explain } from 'shroff/doctor'
import { failure } from '../../support/failure.js'
import { privateKey as antomKey } from '../../vectors/antom.js'
import { rsa2048 } from '../../vectors/crypto.js'
import { merchantKey } from '../../vectors/unionpay.js'
import { requestSignature } from '../../vectors/wechatpay.js'

// Mistakes are made here with node:crypto and by hand; nothing is taken from the doctor but its verdict.

/** Four published pairs, one for each part in the play. */
export const keys = {
  provider: rsa2048.privateKey,
  merchant: requestSignature.keys.merchantPrivateKeyPem,
  sibling: antomKey,
  stranger: merchantKey,
} as const
export const publicPem = (key: string) => createPublicKey(key).export({ format: 'pem', type: 'spki' }) as string

/** How something is signed: rightly, or in a way that people mistake for it. */
export type How = { key?: string; hash?: 'sha1' | 'sha256' | 'sha512'; padding?: 'pss' | 'pss-32' | 'bare' }

export function signed(text: string | Uint8Array, { key = keys.provider, hash = 'sha256', padding }: How = {}): string {
  const bytes = Buffer.from(text as string)
  if (padding === 'bare') return privateEncrypt(key, createHash(hash).update(bytes).digest()).toString('base64')
  const pss = padding && {
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: padding === 'pss' ? constants.RSA_PSS_SALTLEN_MAX_SIGN : 32,
  }
  return sign(hash, bytes, { key: createPrivateKey(key), ...pss }).toString('base64')
}

export const hex = (text: string | Uint8Array, hash = 'sha256') => createHash(hash).update(text).digest('hex')
export const utf8 = (text: string) => new Uint8Array(Buffer.from(text))

/** One mistake, planted. */
export type Planted = {
  provider: string
  message: 'notification' | 'answer' | 'request'
  /** What somebody did, in English and in Chinese. */
  mistake: string
  zh: string
  cause: Cause
  /** What the diagnosis must name beside. */
  names?: RegExp
  diagnose: () => Promise<Diagnosis>
}

/** The diagnosis of what this is refused with. */
export const refusedWith = async (receiving: Promise<unknown>, options?: ExplainOptions): Promise<Diagnosis> =>
  explain(await failure(receiving), options)

/** JSON as Python's json.dumps writes it. */
export const asPython = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(asPython).join(', ')}]`
  if (value && typeof value === 'object')
    return `{${Object.entries(value)
      .map(([name, member]) => `${asPython(name)}: ${asPython(member)}`)
      .join(', ')}}`
  return JSON.stringify(value).replace(
    /[^\0-~]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** Members sorted at every level, as many a language's maps are. */
export const sortedJson = (value: unknown): unknown =>
  value && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, member]) => [name, sortedJson(member)]),
      )
    : value

export const htmlEscaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** UTF-8 that was read as Latin-1, and written again. */
export const misread = (text: string) => Buffer.from(Buffer.from(text).toString('latin1'))
