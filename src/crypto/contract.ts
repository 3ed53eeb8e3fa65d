/** Bytes, or a text for its UTF-8 bytes: what is only looked at need not be turned into bytes by the caller. */
export type BinaryLike = string | Uint8Array

/** An algorithm that we sign with ourselves. */
export type SigningAlgorithm = {
  readonly name: 'RSA-SHA256'
  /** As WebCrypto calls it, and as Node does. */
  readonly hash: 'SHA-256'
  readonly digest: 'sha256'
  readonly signs: true
  readonly curve?: undefined
}

/** An algorithm of signatures: an entry of algorithms.ts. Whoever calls hands it down. */
export type Algorithm =
  | SigningAlgorithm
  | {
      readonly name: 'RSA-SHA1' | 'ECDSA-P256'
      readonly hash: 'SHA-1' | 'SHA-256'
      readonly digest: 'sha1' | 'sha256'
      readonly signs: false
      /** Of ECDSA. It comes with the algorithm, so that who verifies RSA alone does not bring it along. */
      readonly curve?: Curve
    }

/** What differs where keys are points of a curve. */
export type Curve = {
  /** As WebCrypto calls it. */
  readonly name: 'P-256'
  /** The key's SPKI, checked for its curve, or a CryptoKey of it. Throws a `KeyProblem` for anything else. */
  publicKey(input: KeyInput, wanted: string): Uint8Array<ArrayBuffer> | CryptoKey
  /** r and s one after the other, out of the DER that they are sent as; undefined for what is not DER to the last byte. */
  signature(der: Uint8Array): Uint8Array<ArrayBuffer> | undefined
}

/** An imported RSA private key. Opaque; prints nothing. */
export type PrivateKey = {
  readonly kind: 'private'
  readonly algorithm: SigningAlgorithm['name']
  readonly [secret]: unknown
}
/** An imported public key. Opaque. */
export type PublicKey = { readonly kind: 'public'; readonly algorithm: Algorithm['name']; readonly [secret]: unknown }
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

/** A JSON Web Key (RFC 7517) of RSA, or the public one of a curve. */
export type JsonWebKeyLike = {
  readonly [Member in
    | ('kty' | 'alg' | 'use' | 'kid' | 'n' | 'e' | 'd' | 'p' | 'q' | 'dp' | 'dq' | 'qi')
    | ('crv' | 'x' | 'y')]?: string | undefined
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
  /** What it signs with. Default `RSA-SHA256`, which is all that WeChat Pay and Alipay take: any other is refused at first use. */
  readonly algorithm?: SigningAlgorithm['name'] | undefined
  /** RSASSA-PKCS1-v1_5 with SHA-256 over `message` (the message itself, not its digest). */
  sign(message: Uint8Array): Promise<Uint8Array>
  /**
   * The opposite way, needed only for what a provider encrypts to the merchant: RSAES-OAEP with SHA-1 for `decryptFields` of WeChat
   * Pay, RSAES-PKCS1-v1_5 for `decryptCardNumber` of UnionPay.
   */
  decrypt?(ciphertext: Uint8Array): Promise<Uint8Array>
}

/**
 * What `#crypto` exports: node.ts with Node's own means, web.ts with WebCrypto's. Both are declared by it and pass one suite,
 * test/crypto. A key or an environment that cannot be used is a `KeyProblem`; see refused.ts.
 */
export type Crypto = {
  /** Imports a private RSA key of at least 2048 bits for an algorithm. `wanted` names it in the `KeyProblem` that refuses any other. */
  importPrivateKey(input: KeyInput, wanted: string, algorithm: SigningAlgorithm): Promise<PrivateKey>
  /** Imports a public key: of RSA with at least 2048 bits, of a certificate its key; of ECDSA a point of the curve. `wanted` as in `importPrivateKey`. */
  importPublicKey(input: KeyInput, wanted: string, algorithm: Algorithm): Promise<PublicKey>
  /** A fresh RSA pair of 2048 bits: PKCS#8 and SPKI, DER. */
  generateRsaKeyPair(): Promise<{ privateKey: Uint8Array; publicKey: Uint8Array }>
  /** Signs with a key that was imported for this algorithm. */
  sign(algorithm: SigningAlgorithm, key: PrivateKey, message: Uint8Array): Promise<Uint8Array>
  /** Whether `signature` is one over the parts of a message. A malformed signature is `false`, never an error. */
  verify(
    algorithm: Algorithm,
    key: PublicKey,
    signature: Uint8Array,
    ...message: readonly BinaryLike[]
  ): Promise<boolean>
  /** RSAES-OAEP with SHA-1 and MGF1-SHA-1: at most 214 bytes for a 2048-bit key. */
  encryptRsaOaep(key: PublicKey, plaintext: Uint8Array): Promise<Uint8Array>
  /** The opposite of `encryptRsaOaep`. Throws an `Error` if it does not decrypt. */
  decryptRsaOaep(key: PrivateKey, ciphertext: Uint8Array): Promise<Uint8Array>
  /** RSAES-PKCS1-v1_5: at most 245 bytes for a 2048-bit key. Old; for a wire that has nothing else. */
  encryptRsaPkcs1(key: PublicKey, plaintext: Uint8Array): Promise<Uint8Array>
  /** The opposite of `encryptRsaPkcs1`. Throws one and the same `Error` for whatever does not decrypt. */
  decryptRsaPkcs1(key: PrivateKey, ciphertext: Uint8Array): Promise<Uint8Array>
  /** AES-256-GCM; the result is ciphertext and 16-byte tag. */
  encryptAesGcm(
    key: Uint8Array,
    nonce: BinaryLike,
    additionalData: BinaryLike,
    plaintext: Uint8Array,
  ): Promise<Uint8Array>
  /** The opposite of `encryptAesGcm`. Throws an `Error` if the tag does not match. */
  decryptAesGcm(
    key: Uint8Array,
    nonce: BinaryLike,
    additionalData: BinaryLike,
    ciphertext: Uint8Array,
  ): Promise<Uint8Array>
  /** AES-128-CBC with PKCS#7 padding and an initial vector of zeros, as Alipay encrypts content. */
  encryptAesCbc(key: Uint8Array, plaintext: Uint8Array): Promise<Uint8Array>
  /** The opposite of `encryptAesCbc`. Throws an `Error` if it does not decrypt. */
  decryptAesCbc(key: Uint8Array, ciphertext: Uint8Array): Promise<Uint8Array>
  /** For names that a protocol derives by MD5; nothing is protected by it. */
  md5(bytes: Uint8Array): Uint8Array
  sha256(bytes: Uint8Array): Promise<Uint8Array>
  /** Broken; for verifying what somebody else still signs with it, where its name is asked for. */
  sha1(bytes: Uint8Array): Promise<Uint8Array>
  /** HMAC with SHA-256; the key may have any length but zero. */
  hmacSha256(key: Uint8Array, bytes: Uint8Array): Promise<Uint8Array>
  /** Whether two byte strings are equal, in a time that depends on their length only. */
  constantTimeEqual(a: Uint8Array, b: Uint8Array): boolean
  /** Standard base64 with padding, in one line. */
  toBase64(bytes: Uint8Array): string
  /** Strict: `undefined` for blanks, the URL alphabet, missing padding, stray bits at the end, and any junk. */
  fromBase64(text: string): Uint8Array | undefined
}
