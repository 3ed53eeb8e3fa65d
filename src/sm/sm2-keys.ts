import { importPrivateKey, importPublicKey } from '../core/keys.js'
import type { KeyInput, PrivateKey, PublicKey } from '../crypto/contract.js'
import { toPem } from '../crypto/pem.js'
import { coordinatesOf, curve, order, randomScalar } from './curve.js'
import { sm2Spki } from './sm2-forms.js'
import { pkcs8Of, readPrivate } from './sm2-private.js'
import { readPublic } from './sm2-public.js'
import { sm2Sm3 } from './sm2-signature.js'

/**
 * Imports an SM2 private key: SEC1 or PKCS#8 in PEM, base64 or DER; or the bare number of 32 bytes in hexadecimal or base64.
 *
 * @throws `CONFIG_INVALID` for anything else, saying what was given.
 * @example
 * const key = await importSm2PrivateKey(process.env.SM2_PRIVATE_KEY)
 */
export const importSm2PrivateKey = (input: KeyInput): Promise<PrivateKey> =>
  importPrivateKey(input, 'an SM2 private key', sm2Sm3)

/**
 * Imports an SM2 public key: SPKI or a certificate in PEM, base64 or DER; or the bare point of 64 bytes, with or without the `04` in
 * front, in hexadecimal or base64. The dates of a certificate and who has issued it are not looked at.
 *
 * @throws `CONFIG_INVALID` for anything else, saying what was given.
 * @example
 * const key = await importSm2PublicKey(process.env.PLATFORM_CERTIFICATE)
 */
export const importSm2PublicKey = (input: KeyInput): Promise<PublicKey> =>
  importPublicKey(input, 'an SM2 public key', sm2Sm3)

/**
 * A fresh pair, as PEM: PKCS#8 and SPKI.
 *
 * @example
 * const { privateKey, publicKey } = await generateSm2KeyPair()
 */
export async function generateSm2KeyPair(): Promise<{ privateKey: string; publicKey: string }> {
  // n − 1 is none (GB/T 32918.1-2016, section 6.1).
  const number = randomScalar() % (order() - 1n) || 1n
  const point = coordinatesOf(curve().BASE.multiply(number))
  return {
    privateKey: toPem('PRIVATE KEY', pkcs8Of({ number, point })),
    publicKey: toPem('PUBLIC KEY', sm2Spki(point)),
  }
}

/** The public half (SubjectPublicKeyInfo, DER) of a key in any form; undefined for what is no SM2 key. */
export function publicHalf(input: KeyInput): Uint8Array | undefined {
  for (const read of [readPublic, readPrivate]) {
    try {
      return sm2Spki(read(input, '').point)
    } catch {
      // Whoever imports it says what is wrong with it.
    }
  }
  return undefined
}
