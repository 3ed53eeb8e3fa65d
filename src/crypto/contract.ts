/** What `#crypto` exports, the same from `web.ts` and `node.ts`; one contract suite in test/crypto runs on both. */

/** An imported RSA private key. Opaque; prints nothing. */
export type PrivateKey = { readonly kind: 'private'; readonly [secret]: unknown }
/** An imported RSA public key. Opaque. */
export type PublicKey = { readonly kind: 'public'; readonly [secret]: unknown }
declare const secret: unique symbol

/** Node's `KeyObject`, named by what is used of it, so that the declarations need no Node types. */
export type KeyObjectLike = {
  readonly type: string
  readonly asymmetricKeyType?: string | undefined
  export(options: { format: 'der'; type: 'pkcs8' | 'spki' }): Uint8Array
}

/**
 * A key in any form a merchant has it in: PEM text (PKCS#8, PKCS#1, SPKI, certificate) with or without header lines
 * and wrapping; DER bytes; a JWK; a WebCrypto `CryptoKey`; a Node `KeyObject`.
 */
export type KeyInput = string | Uint8Array | JsonWebKey | CryptoKey | KeyObjectLike

/**
 * Signs without handing out the key: an HSM or a KMS.
 *
 * @example
 * const signer: Signer = { sign: (message) => kms.sign({ algorithm: 'RSASSA_PKCS1_V1_5_SHA_256', message }) }
 */
export type Signer = {
  /** RSASSA-PKCS1-v1_5 with SHA-256 over `message` (the message itself, not its digest). */
  sign(message: Uint8Array): Promise<Uint8Array>
}
