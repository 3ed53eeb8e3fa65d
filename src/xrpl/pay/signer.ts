/**
 * Signs transactions without handing out the key: an HSM or a KMS, or {@link seedSigner}.
 *
 * @example
 * const signer: XrplSigner = {
 *   algorithm: 'secp256k1',
 *   publicKey: async () => '02…',
 *   sign: (_message, digest) => kms.sign({ algorithm: 'ECDSA', digest }),
 * }
 */
export type XrplSigner = {
  /** What kind of key it has. */
  readonly algorithm: 'secp256k1' | 'ed25519'
  /** The public key as the ledger writes it: 66 hexadecimal digits, `02…` or `03…` of secp256k1, `ED…` of Ed25519. */
  publicKey(): Promise<string>
  /**
   * Ed25519 signs `message`; secp256k1 signs `digest`, 32 bytes, as it is. What comes back: the 64 bytes of Ed25519; of secp256k1 the
   * signature in DER, whichever of the two that fit.
   */
  sign(message: Uint8Array, digest: Uint8Array): Promise<Uint8Array>
}
