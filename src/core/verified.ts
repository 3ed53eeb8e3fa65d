import { isShroffError, withFacts } from './errors.js'

/**
 * What vouches for a message. `signature`: only its sender could have made it. `shared-key`: its sender, or whoever else
 * holds the key, such as the merchant. `connection`: nothing but TLS to the provider's host. `nobody`: it may be anybody's, and is no
 * more than a hint to ask by.
 */
export type Proof = 'signature' | 'shared-key' | 'connection' | 'nobody'

declare const verified: unique symbol

/**
 * A value whose sender has been proven. Decoders take nothing else, and only the `open.ts` files make one, so decoding
 * an unverified message is a compile error.
 */
export type Verified<T = unknown> = { readonly value: T; readonly by: Proof; readonly [verified]: true }

/** Only for `open.ts`, after the proof over these very bytes has been checked. */
export function markVerified<T>(value: T, by: Proof): Verified<T> {
  return { value, by } as Verified<T>
}

/** Decodes what was opened. What is found wrong with it is said with the authority of what vouches for it. */
export async function decodeVerified<O, T>(
  opened: Verified<O>,
  decode: (opened: Verified<O>) => T | Promise<T>,
): Promise<T> {
  try {
    return await decode(opened)
  } catch (error) {
    // What was not sent is no word of the message's: a key of our own that cannot be read, say.
    if (!isShroffError(error) || error.outcome === 'not-sent') throw error
    throw withFacts(error, { authentic: opened.by === 'signature' })
  }
}
