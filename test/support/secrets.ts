import { createPrivateKey, sign } from 'node:crypto'
import { inspect } from 'node:util'
import { privateForms } from '../crypto/forms.js'
import { apiV3Key, merchantPem } from './wechatpay.js'

// Recognisable secrets, planted in accounts, and a search for them.

export const key = createPrivateKey(merchantPem)
export const forms = await privateForms(merchantPem)
export const pin = 'HSM-PIN-8d1f0c77'

/** Pieces of what must not be seen, in every way it could be written. The modulus is public, so what comes before `d` is left out. */
const needles: Record<string, string[]> = {
  'private key, base64': ['pkcs8', 'pkcs1'].flatMap((type) =>
    pieces((key.export({ format: 'der', type: type as 'pkcs8' }) as Buffer).subarray(330).toString('base64'), 20),
  ),
  // Base64 of the same bytes differs by where it begins.
  'private key, PEM': ['pkcs8', 'pkcs1'].flatMap((type) =>
    (key.export({ format: 'pem', type: type as 'pkcs8' }) as string)
      .split('\n')
      .slice(8, -2)
      .flatMap((line) => pieces(line, 20)),
  ),
  'private key, hexadecimal': pieces(
    (key.export({ format: 'der', type: 'pkcs8' }) as Buffer).subarray(330).toString('hex'),
    32,
  ),
  'private key, bytes': byteLists((key.export({ format: 'der', type: 'pkcs8' }) as Buffer).subarray(330)),
  'private key, JWK': Object.entries(key.export({ format: 'jwk' })).flatMap(([name, value]) =>
    /^(d|p|q|dp|dq|qi)$/.test(name) ? pieces(String(value), 20) : [],
  ),
  'APIv3 key': [
    apiV3Key,
    apiV3Key.slice(0, 12),
    apiV3Key.slice(-12),
    Buffer.from(apiV3Key).toString('hex'),
    Buffer.from(apiV3Key).toString('base64').slice(0, 20),
  ],
  'APIv3 key, bytes': byteLists(Buffer.from(apiV3Key)),
  Authorization: ['WECHATPAY2-SHA256-RSA2048 ', 'nonce_str='],
  'PIN of the HSM': [pin],
}

function pieces(text: string, length: number): string[] {
  return text.match(new RegExp(`.{${length}}`, 'g')) ?? []
}

/** Eight bytes at a time as `1, 2`, `1,2`, `01 02` and `"0":1,"1":2` (without the places). */
function byteLists(bytes: Buffer): string[] {
  const lists: string[] = []
  for (let at = 0; at + 8 <= bytes.length; at += 8) {
    const eight = [...bytes.subarray(at, at + 8)]
    lists.push(eight.join(', '), eight.join(','), eight.map((byte) => byte.toString(16).padStart(2, '0')).join(' '))
    lists.push(eight.map((byte, index) => `"${at + index}":${byte}`).join(','))
  }
  return lists
}

/** Every way in which a value gets into a log. */
export function everyView(value: unknown): string {
  const wide = {
    showHidden: true,
    depth: Number.POSITIVE_INFINITY,
    getters: true,
    showProxy: true,
    maxArrayLength: null,
    maxStringLength: null,
    breakLength: Number.POSITIVE_INFINITY,
  }
  const views = [
    () => JSON.stringify(value),
    () => JSON.stringify({ ...(value as object) }),
    () => String(value),
    () => inspect(value),
    () => inspect(value, wide),
    () => inspect({ ...(value as object) }, wide),
    () => inspect(Object.assign({}, value), wide),
    () => inspect(Object.getOwnPropertyDescriptors(value), wide),
    () => inspect(structuredClone(value), wide),
    () => inspect(structuredClone(JSON.parse(JSON.stringify(value))), wide),
  ]
  const seen = views.map((view) => {
    try {
      return view()
    } catch (error) {
      return `${error} ${(error as Error).stack}`
    }
  })
  for (let error = value; error instanceof Error; error = error.cause)
    seen.push(error.message, String(error.stack), inspect(error, wide))
  return seen.join('\n')
}

const found = (needles: Record<string, string[]>, value: unknown): string[] => {
  const view = everyView(value)
  return Object.entries(needles).flatMap(([name, texts]) => (texts.some((text) => view.includes(text)) ? [name] : []))
}

export const leaks = (value: unknown): string[] => found(needles, value)

/** A search for these secrets: the names of those that show in a value. What is public of an RSA key is left out. */
export function searchFor(secrets: Readonly<Record<string, string>>): (value: unknown) => string[] {
  const forms = Object.entries(secrets).map(([name, secret]): [string, string[]] => {
    const [, base64] = /-{5}BEGIN [^-]+-{5}([^-]+)/.exec(secret)?.map((text) => text.replaceAll(/\s/g, '')) ?? []
    if (base64 === undefined) return [name, formsOf(Buffer.from(secret))]
    const bytes = Buffer.from(base64, 'base64')
    return [name, formsOf(bytes.subarray(bytes.length > 330 ? 330 : 16))]
  })
  return (value) => found(Object.fromEntries(forms), value)
}

/** As it is, in Base64 by whatever byte the line began, in hexadecimal and as lists of numbers. */
function formsOf(bytes: Buffer): string[] {
  const shifted = [0, 1, 2].flatMap((skip) => pieces(bytes.subarray(skip).toString('base64').replace(/=+$/, ''), 16))
  return [bytes.toString('latin1'), ...shifted, ...pieces(bytes.toString('hex'), 32), ...byteLists(bytes)]
}

export const hsm = Object.assign({ sign: async (message: Uint8Array) => sign('sha256', message, merchantPem) }, { pin })
