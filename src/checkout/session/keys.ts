import { configError } from '../../core/errors.js'
import { isUnset } from '../../core/options.js'
import { fromAnyBase64 } from '../../crypto/base64.js'
import { fromHex, utf8 } from '../../crypto/bytes.js'
import { type SigningKey, toEdDsa, toHs256 } from './signing-key.js'

/** One key, and the name under which tokens say that they were signed by it. */
export type CheckoutKey =
  /** HS256: 32 random bytes or more, as bytes or as a text that stands for so many (`openssl rand -base64 32`). */
  | { readonly kid: string; readonly secret: string | Uint8Array }
  /** EdDSA: an Ed25519 key in PKCS#8 PEM (`openssl genpkey -algorithm ed25519`), where another process is to verify. */
  | { readonly kid: string; readonly privateKey: string }

/** The keys of a checkout. Opaque; prints nothing. */
export type CheckoutKeys = { readonly kids: readonly string[] }

const held = Symbol.for('shroff.checkout.keys')

/**
 * The keys that sign and verify a checkout's tokens. The first one signs, all verify: to change it put the new one in front, and
 * take the old one away an hour later. Use them for nothing else, and another in each environment.
 *
 * @throws `CONFIG_INVALID` naming the key that is missing, weak, or there twice.
 * @example
 * const keys = checkoutKeys([{ kid: '2026-11', secret: process.env.CHECKOUT_SECRET! }])
 */
export function checkoutKeys(keys: readonly CheckoutKey[]): CheckoutKeys {
  if (!Array.isArray(keys) || keys.length === 0) throw configError('checkoutKeys: keys must be a list of one or more.')
  const signing = keys.map((key: CheckoutKey, place) => {
    const { kid } = key ?? {}
    if (typeof kid !== 'string' || !/^[\w.-]{1,32}$/.test(kid))
      throw configError(`checkoutKeys: keys.${place}.kid must be 1 to 32 letters, digits, dots, - or _.`)
    return 'privateKey' in key ? fromPem(kid, key.privateKey) : fromSecret(kid, key.secret)
  })
  const kids = signing.map(({ kid }) => kid)
  const twice = kids.find((kid, place) => kids.indexOf(kid) !== place)
  if (twice) throw configError(`checkoutKeys: the key ${twice} is there twice.`)
  const made: CheckoutKeys = { kids: Object.freeze(kids) }
  // Behind a function, where neither JSON, inspect nor a spread finds them.
  return Object.freeze(Object.defineProperty(made, held, { value: () => signing }))
}

export const isCheckoutKeys = (value: unknown): value is CheckoutKeys =>
  typeof (value as { [held]?: unknown } | null | undefined)?.[held] === 'function'

/** The signing one first. */
export const signingKeysOf = (keys: CheckoutKeys): readonly [SigningKey, ...SigningKey[]] =>
  (keys as unknown as { [held]: () => [SigningKey, ...SigningKey[]] })[held]()

function fromSecret(kid: string, secret: unknown): SigningKey {
  const isText = typeof secret === 'string'
  if (isUnset(secret) || !(isText || ArrayBuffer.isView(secret)))
    throw configError(`checkoutKeys: the secret of ${kid} must be a text or bytes; it is not set.`)
  const bytes = isText ? utf8(secret) : Uint8Array.from(secret as Uint8Array)
  const stands = isText ? standsFor(secret) : bytes
  if (stands.length < 32)
    throw configError(
      `checkoutKeys: the secret of ${kid} is weak: it stands for ${stands.length} bytes, and HS256 needs 32 (RFC 7518).`,
      'Make one: openssl rand -base64 32',
    )
  // 32 random bytes have at least 20 different ones, but for one time in many millions.
  if (new Set(stands).size < 16)
    throw configError(
      `checkoutKeys: the secret of ${kid} is weak: it repeats itself.`,
      'Make one: openssl rand -base64 32',
    )
  return toHs256(bytes)(kid)
}

/** What a text was made of, where it is written bytes: 32 digits of hexadecimal are 16 bytes, whatever their length. */
function standsFor(text: string): Uint8Array {
  return fromHex(text) ?? fromAnyBase64(text) ?? utf8(text)
}

function fromPem(kid: string, pem: unknown): SigningKey {
  if (typeof pem !== 'string' || !/^\s*-----BEGIN PRIVATE KEY-----/.test(pem))
    throw configError(
      `checkoutKeys: the privateKey of ${kid} must be PKCS#8 PEM (-----BEGIN PRIVATE KEY-----).`,
      'Make one: openssl genpkey -algorithm ed25519',
    )
  return toEdDsa(pem)(kid)
}
