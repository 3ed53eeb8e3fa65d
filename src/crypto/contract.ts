/** What `#crypto` exports, the same from `web.ts` and `node.ts`; one contract suite in test/crypto runs on both. */

/** Bytes, or a text for its UTF-8 bytes: what is only looked at need not be turned into bytes by the caller. */
export type BinaryLike = string | Uint8Array

/** An imported RSA private key. Opaque; prints nothing. */
export type PrivateKey = { readonly kind: 'private'; readonly [secret]: unknown }
/** An imported RSA public key. Opaque. */
export type PublicKey = { readonly kind: 'public'; readonly [secret]: unknown }
declare const secret: unique symbol

// These three are named by what is used of them: a project for Node alone has no `JsonWebKey`, and until @types/node 25 no
// `CryptoKey`; one for browsers or Workers has no `KeyObject`. A name that is missing would let any value pass for a key.

/** Node's `KeyObject`. */
export type KeyObjectLike = {
  readonly type: string
  readonly asymmetricKeyType?: string | undefined
  export(options: { format: 'der'; type: 'pkcs8' | 'spki' }): Uint8Array
}

/** WebCrypto's `CryptoKey`. */
export type CryptoKeyLike = {
  readonly type: string
  readonly extractable: boolean
  readonly algorithm: { readonly name: string }
  readonly usages: readonly string[]
}

/** A JSON Web Key (RFC 7517) of RSA. */
export type JsonWebKeyLike = {
  readonly [Member in 'kty' | 'alg' | 'use' | 'kid' | 'n' | 'e' | 'd' | 'p' | 'q' | 'dp' | 'dq' | 'qi']?:
    | string
    | undefined
} & { readonly ext?: boolean | undefined; readonly key_ops?: readonly string[] | undefined }

/**
 * A key in any form a merchant has it in: PEM text (PKCS#8, PKCS#1, SPKI, certificate) with or without header lines
 * and wrapping; DER bytes; a JWK; a WebCrypto `CryptoKey`; a Node `KeyObject`.
 */
export type KeyInput = string | Uint8Array | JsonWebKeyLike | CryptoKeyLike | KeyObjectLike

/**
 * Signs without handing out the key: an HSM or a KMS.
 *
 * @example
 * const signer: Signer = { sign: (message) => kms.sign({ algorithm: 'RSASSA_PKCS1_V1_5_SHA_256', message }) }
 */
export type Signer = {
  /** RSASSA-PKCS1-v1_5 with SHA-256 over `message` (the message itself, not its digest). */
  sign(message: Uint8Array): Promise<Uint8Array>
  /** RSAES-OAEP with SHA-1, the opposite way. Needed for `decryptFields` of WeChat Pay alone, and there without a key in hand. */
  decrypt?(ciphertext: Uint8Array): Promise<Uint8Array>
}
