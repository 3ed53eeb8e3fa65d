declare const verified: unique symbol

/**
 * A value whose sender has been proven. Decoders take nothing else, and only the `open.ts` files make one, so decoding
 * an unverified message is a compile error.
 */
export type Verified<T = unknown> = { readonly value: T; readonly [verified]: true }

/** Only for `open.ts`, after the signature over these very bytes has been checked. */
export function markVerified<T>(value: T): Verified<T> {
  return { value } as Verified<T>
}
