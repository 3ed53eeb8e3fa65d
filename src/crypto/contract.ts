/** Bytes, or a text for its UTF-8 bytes: what is only looked at need not be turned into bytes by the caller. */
export type BinaryLike = string | Uint8Array

/** An algorithm that we sign with ourselves. */
export type SigningAlgorithm =
  | {
      readonly name: 'RSA-SHA256' | 'RSA-SHA1'
      /** As WebCrypto calls it, and as Node does. */
      readonly hash: 'SHA-256' | 'SHA-1'
      readonly digest: 'sha256' | 'sha1'
      readonly signs: true
      readonly minimumBits?: undefined
      readonly curve?: undefined
      readonly own?: undefined
    }
  | OwnAlgorithm

/** An algorithm that WebCrypto lacks. It brings all that it takes along, so that who does not name it does not have it. */
export type OwnAlgorithm = {
  readonly name: 'SM2-SM3'
  readonly signs: true
  readonly curve?: undefined
  readonly own: {
    /** What an imported key holds. Each throws a `KeyProblem` for any other key. */
    privateKey(input: KeyInput, wanted: string): object
    publicKey(input: KeyInput, wanted: string): object
    sign(key: PrivateKey, message: Uint8Array): Promise<Uint8Array>
    verify(key: PublicKey, signature: Uint8Array, message: readonly BinaryLike[]): Promise<boolean>
  }
}

/** An algorithm of signatures: an entry of algorithms.ts. Whoever calls hands it down. */
export type Algorithm =
  | SigningAlgorithm
  | {
      readonly name: 'RSA-SHA1' | 'ECDSA-P256'
      readonly hash: 'SHA-1' | 'SHA-256'
      readonly digest: 'sha1' | 'sha256'
      readonly signs: false
      /** Of RSA: how short a public key may be. Default 2048. */
      readonly minimumBits?: 1024
      /** Of ECDSA. It comes with the algorithm, so that who verifies RSA alone does not bring it along. */
      readonly curve?: Curve
      readonly own?: undefined
    }

/** An algorithm that Node and WebCrypto have. */
export type BuiltInAlgorithm = Exclude<Algorithm, OwnAlgorithm>

/** What differs where keys are points of a curve. */
export type Curve = {
  /** As WebCrypto calls it. */
  readonly name: 'P-256'
  /** The key's SPKI, checked for its curve, or a CryptoKey of it. Throws a `KeyProblem` for anything else. */
  publicKey(input: KeyInput, wanted: string): Uint8Array<ArrayBuffer> | CryptoKey
  /** r and s one after the other, out of the DER that they are sent as; undefined for what is not DER to the last byte. */
  signature(der: Uint8Array): Uint8Array<ArrayBuffer> | undefined
}

/** An imported private key. Opaque; prints nothing. */
export type PrivateKey = {
  readonly kind: 'private'
  readonly algorithm: SigningAlgorithm['name']
  readonly [secret]: unknown
}
/** An imported public key. Opaque. */
export type PublicKey = {
  readonly kind: 'public'
  readonly algorithm: 'RSA-SHA256' | 'RSA-SHA1' | 'ECDSA-P256' | 'SM2-SM3'
  readonly [secret]: unknown
}
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
  /** What it signs with. Default `RSA-SHA256`. `SM2-SM3` is for an account with `sm` (`shroff/sm`), `RSA-SHA1` for Baidu's; any other is refused at first use. */
  readonly algorithm?: SigningAlgorithm['name'] | undefined
  /**
   * RSASSA-PKCS1-v1_5 with SHA-256 over `message` (the message itself, not its digest). Of `SM2-SM3`: SM2 with SM3 under the user id
   * `1234567812345678`, as DER. Of `RSA-SHA1`: with SHA-1.
   */
  sign(message: Uint8Array): Promise<Uint8Array>
  /**
   * The opposite way, needed only for what a provider encrypts to the merchant: RSAES-OAEP with SHA-1 for `decryptFields` of WeChat
   * Pay (SM2 in DER, of `SM2-SM3`), RSAES-PKCS1-v1_5 for `decryptCardNumber` of UnionPay and for YeePay's notifications (of `SM2-SM3`:
   * SM2, C1C3C2 behind `04`).
   */
  decrypt?(ciphertext: Uint8Array): Promise<Uint8Array>
}

/** The SM algorithms (国密) as an account is given them: `sm` of `shroff/sm`. Nothing else of the package brings them along. */
export type SmAlgorithms = {
  /** SM2 with SM3 under the user id `1234567812345678`, signatures in DER. */
  readonly signature: OwnAlgorithm
  sm3(bytes: Uint8Array): Uint8Array
  createSm3(): { update(bytes: Uint8Array): void; digest(): Uint8Array }
  encryptSm4Gcm(key: Uint8Array, nonce: BinaryLike, additionalData: BinaryLike, plaintext: Uint8Array): Uint8Array
  decryptSm4Gcm(key: Uint8Array, nonce: BinaryLike, additionalData: BinaryLike, sealed: Uint8Array): Uint8Array
  /** With PKCS#7 padding. Whoever changes the ciphertext is not noticed: only inside what is signed. */
  encryptSm4Ecb(key: Uint8Array, plaintext: Uint8Array): Uint8Array
  decryptSm4Ecb(key: Uint8Array, ciphertext: Uint8Array): Uint8Array
  encryptSm4Cbc(key: Uint8Array, iv: Uint8Array, plaintext: Uint8Array): Uint8Array
  decryptSm4Cbc(key: Uint8Array, iv: Uint8Array, ciphertext: Uint8Array): Uint8Array
  /** C1C3C2, in DER unless the form says otherwise. */
  encryptSm2(key: PublicKey, plaintext: Uint8Array, options?: { form?: 'der' | 'raw' | 'bare' }): Promise<Uint8Array>
  decryptSm2(key: PrivateKey, ciphertext: Uint8Array, options?: { form?: 'der' | 'raw' | 'bare' }): Promise<Uint8Array>
  /** The public half (SubjectPublicKeyInfo, DER) of an SM2 key in any form; undefined for what is none. */
  publicHalf(key: KeyInput): Uint8Array | undefined
  /** PEM. */
  generateSm2KeyPair(): Promise<{ privateKey: string; publicKey: string }>
}

/** SM2, SM3 and SM4 of OpenSSL. `src/sm` is what people use; it has its own of each where this is not there. */
export type NativeSm = {
  sm3(...parts: readonly Uint8Array[]): Uint8Array
  /** Without padding. `iv` is empty for ECB. */
  sm4(mode: 'ecb' | 'cbc' | 'ctr', encrypts: boolean, key: Uint8Array, iv: Uint8Array, bytes: Uint8Array): Uint8Array
  /** Signs `digested`, which begins with the hash over user id and key. `pkcs8` is imported once and kept by whoever calls. */
  importPrivate(pkcs8: Uint8Array): object
  importPublic(spki: Uint8Array): object
  sign(key: object, digested: Uint8Array): Uint8Array
  verify(key: object, digested: Uint8Array, signature: Uint8Array): boolean
}

/**
 * What `#crypto` exports: node.ts with Node's own means, web.ts with WebCrypto's. Both are declared by it and pass one suite,
 * test/crypto. A key or an environment that cannot be used is a `KeyProblem`; see refused.ts.
 */
export type Crypto = {
  /** Imports a private key for an algorithm: of RSA at least 2048 bits. `wanted` names it in the `KeyProblem` that refuses any other. */
  importPrivateKey(input: KeyInput, wanted: string, algorithm: SigningAlgorithm): Promise<PrivateKey>
  /** Imports a public key: of RSA with at least 2048 bits, or as few as the algorithm lets pass; of a certificate its key; of ECDSA a point of the curve. `wanted` as in `importPrivateKey`. */
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
  /**
   * A key of `length` bytes that RSAES-PKCS1-v1_5 wraps. What wraps none gives a key too, always the same for the same private key and
   * ciphertext: whoever sends ciphertexts learns nothing from what follows, for the same follows (implicit rejection, as TLS has it in
   * RFC 5246, section 7.4.7.1). Of Node alone: elsewhere it is a `KeyProblem`, since BigInts would tell by their time.
   */
  unwrapRsaPkcs1(key: PrivateKey, ciphertext: Uint8Array, length: number): Promise<Uint8Array>
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
  /** AES-128-ECB with PKCS#7 padding: equal blocks stay equal. For a wire that has nothing else, and signs what is inside. */
  encryptAesEcb(key: Uint8Array, plaintext: Uint8Array): Uint8Array
  /** The opposite of `encryptAesEcb`. Throws one and the same `Error` if it does not decrypt. */
  decryptAesEcb(key: Uint8Array, ciphertext: Uint8Array): Uint8Array
  /** For names that a protocol derives by MD5; nothing is protected by it. */
  md5(bytes: Uint8Array): Uint8Array
  sha256(bytes: Uint8Array): Promise<Uint8Array>
  sha512(bytes: Uint8Array): Promise<Uint8Array>
  /** Broken; for verifying what somebody else still signs with it, where its name is asked for. */
  sha1(bytes: Uint8Array): Promise<Uint8Array>
  /** The SM algorithms as the runtime itself has them; undefined where it lacks one, or has one of them wrong. */
  nativeSm(): NativeSm | undefined
  /** HMAC with SHA-1, which is not broken as SHA-1 alone is; for a wire that has nothing else. The key as in `hmacSha256`. */
  hmacSha1(key: Uint8Array, bytes: Uint8Array): Promise<Uint8Array>
  /** HMAC with SHA-256; the key may have any length but zero. */
  hmacSha256(key: Uint8Array, bytes: Uint8Array): Promise<Uint8Array>
  /** Whether two byte strings are equal, in a time that depends on their length only. */
  constantTimeEqual(a: Uint8Array, b: Uint8Array): boolean
  /** Standard base64 with padding, in one line. */
  toBase64(bytes: Uint8Array): string
  /** Strict: `undefined` for blanks, the URL alphabet, missing padding, stray bits at the end, and any junk. */
  fromBase64(text: string): Uint8Array | undefined
}
