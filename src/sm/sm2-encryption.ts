import { constantTimeEqual } from '#crypto'
import { parametersError } from '../core/errors.js'
import { type Bytes, concat } from '../crypto/bytes.js'
import type { PrivateKey, PublicKey } from '../crypto/contract.js'
import { revealFor } from '../crypto/opaque.js'
import { notDecrypted } from './checks.js'
import { coordinatesOf, curve, pointOf, randomScalar } from './curve.js'
import { type Parts, read, type Sm2Form, write } from './sm2-ciphertext.js'
import type { PrivateMaterial } from './sm2-private.js'
import type { PublicMaterial } from './sm2-public.js'
import { sm2Sm3 } from './sm2-signature.js'
import { sm3 } from './sm3.js'
import { xor } from './sm4-modes.js'

export type Sm2EncryptionOptions = {
  /**
   * How a ciphertext is written, always in the order C1C3C2. `der`: `SEQUENCE { x, y, hash, ciphertext }` (GM/T 0009-2012). `raw`: `04`,
   * then x, y, hash and ciphertext one after the other. `bare`: the same without the `04`. Default `der`.
   */
  form?: Sm2Form
}

/**
 * Encrypts a short text, such as a key or a name, for the owner of an SM2 key.
 *
 * @param key Of {@link importSm2PublicKey}.
 * @param plaintext 1 to 65 536 bytes.
 * @throws `PARAMETERS_INVALID` for none or more.
 * @see https://openstd.samr.gov.cn/bzgk/gb/newGbInfo?hcno=370AF152CB5CA4A377EB4D1B21DECAE0 GB/T 32918.4-2016
 * @example
 * const ciphertext = await encryptSm2(key, new TextEncoder().encode('李四'))
 */
export async function encryptSm2(
  key: PublicKey,
  plaintext: Uint8Array,
  { form = 'der' }: Sm2EncryptionOptions = {},
): Promise<Uint8Array> {
  const { point } = revealFor<PublicMaterial>(sm2Sm3, key)
  const { length } = plaintext
  if (length < 1 || length > maximumBytes) {
    const problem = `must have 1 to ${maximumBytes} bytes; this one has ${length}`
    throw parametersError('encryptSm2', [{ path: 'plaintext', problem }])
  }
  for (;;) {
    const k = randomScalar()
    const shared = coordinatesOf(pointOf(point).multiply(k))
    const mask = maskOf(shared, length)
    // Then it would leave as it is (section 6.1, A5).
    if (mask.every((byte) => byte === 0)) continue
    const c1 = coordinatesOf(curve().BASE.multiply(k))
    return write({ c1, c3: digestOf(shared, plaintext), c2: xor(plaintext, mask) }, form)
  }
}

/**
 * The opposite of {@link encryptSm2}: the form is the one that the sender is known to write, and no other is tried.
 *
 * @param key Of {@link importSm2PrivateKey}.
 * @throws `DECRYPTION_FAILED`, the same for whatever does not decrypt.
 * @see https://openstd.samr.gov.cn/bzgk/gb/newGbInfo?hcno=370AF152CB5CA4A377EB4D1B21DECAE0 GB/T 32918.4-2016
 * @example
 * const name = new TextDecoder().decode(await decryptSm2(key, ciphertext))
 */
export async function decryptSm2(
  key: PrivateKey,
  ciphertext: Uint8Array,
  { form = 'der' }: Sm2EncryptionOptions = {},
): Promise<Uint8Array> {
  const { number } = revealFor<PrivateMaterial>(sm2Sm3, key)
  const plaintext = opened(number, read(ciphertext, form, maximumBytes))
  if (!plaintext) throw notDecrypted('decryptSm2')
  return plaintext
}

const maximumBytes = 65_536

function opened(number: bigint, parts: Parts | undefined): Uint8Array | undefined {
  if (!parts) return undefined
  const { c1, c3, c2 } = parts
  let shared: Uint8Array
  try {
    // Throws for a point that is not on the curve, by which a private key could be drawn out bit by bit.
    shared = coordinatesOf(pointOf(c1).multiply(number))
  } catch {
    return undefined
  }
  const plaintext = xor(c2, maskOf(shared, c2.length))
  return constantTimeEqual(digestOf(shared, plaintext), c3) ? plaintext : undefined
}

/** The key derivation of section 5.4.3: SM3 over what both sides know and a counter. */
function maskOf(shared: Uint8Array, length: number): Bytes {
  const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, index) => {
    const counter = new DataView(new ArrayBuffer(4))
    counter.setUint32(0, index + 1)
    return sm3(concat(shared, new Uint8Array(counter.buffer)))
  })
  return concat(...blocks).slice(0, length)
}

const digestOf = (shared: Uint8Array, plaintext: Uint8Array) =>
  sm3(concat(shared.subarray(0, 32), plaintext, shared.subarray(32)))
