import { decodeProtectedHeader } from 'jose'
import { constantTimeEqual } from '#crypto'
import { type Clock, systemRandomBytes } from '../../core/account.js'
import { isShroffError } from '../../core/errors.js'
import { toLowerHex, utf8 } from '../../crypto/bytes.js'
import { type CheckoutKeys, signingKeysOf } from './keys.js'

/** What a token gives the right to: this sale's status and channels, until then. */
export type Token = {
  /** The sale, by a name that says nothing. */
  readonly ref: string
  /** The token's own number: one token has several texts that verify, and only one number. */
  readonly jti: string
  /** Milliseconds since 1970. */
  readonly issuedAt: number
  readonly expiresAt: number
}

const typ = 'shroff-checkout+jwt'
const audience = 'shroff-checkout'

/** Milliseconds that a token lives: as long as an order can be paid, and minutes. Renewed while the sale is open. */
export const tokenLife = 20 * 60_000

export async function issueToken(keys: CheckoutKeys, ref: string, clock: Clock): Promise<string> {
  const iat = Math.floor(clock.now() / 1000)
  const claims = { aud: audience, sub: ref, iat, exp: iat + tokenLife / 1000, jti: randomName() }
  return signingKeysOf(keys)[0].sign(claims, typ)
}

/** `undefined` for whatever is not a token of this checkout, for it is one answer to all of them. */
export async function openToken(keys: CheckoutKeys, text: string, clock: Clock): Promise<Token | undefined> {
  if (text.length > 1024) return undefined
  try {
    const { kid } = decodeProtectedHeader(text)
    const key = signingKeysOf(keys).find((one) => one.kid === kid)
    const payload = await key?.verify(text, {
      typ,
      audience,
      requiredClaims: ['sub', 'iat', 'exp', 'jti'],
      currentDate: new Date(clock.now()),
    })
    const { sub, jti, iat, exp, aud } = payload ?? {}
    // A list of audiences would let a token for something else in that names this one besides.
    if (aud !== audience || typeof sub !== 'string' || typeof jti !== 'string') return undefined
    return { ref: sub, jti, issuedAt: (iat as number) * 1000, expiresAt: (exp as number) * 1000 }
  } catch (error) {
    // A key of ours that cannot be used is the shop's to mend.
    if (isShroffError(error)) throw error
    return undefined
  }
}

/** 128 bits that nobody guesses, as 32 letters and digits. */
export const randomName = (): string => toLowerHex(systemRandomBytes(16))

/** A random name of something of this sale that only these keys make, so that a made up one costs no look into the store. */
export async function sealedName(keys: CheckoutKeys, purpose: string, ref: string): Promise<string> {
  const name = ref + randomName()
  return name + (await sealsOf(keys, purpose, name))[0]!
}

/** The sale that a sealed name is of. */
export async function openName(keys: CheckoutKeys, purpose: string, text: string): Promise<string | undefined> {
  if (!/^[0-9a-f]{96}$/.test(text)) return undefined
  const seals = await sealsOf(keys, purpose, text.slice(0, 64))
  return seals.some((seal) => constantTimeEqual(utf8(seal), utf8(text.slice(64)))) ? text.slice(0, 32) : undefined
}

/** By each key, the signing one first. */
const sealsOf = (keys: CheckoutKeys, purpose: string, text: string): Promise<string[]> =>
  Promise.all(signingKeysOf(keys).map(async (key) => (await key.digest(`${purpose}\n${text}`)).slice(0, 32)))
