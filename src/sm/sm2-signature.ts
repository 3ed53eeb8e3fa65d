import { nativeSm } from '#crypto'
import { parametersError } from '../core/errors.js'
import { concat, utf8 } from '../crypto/bytes.js'
import type { BinaryLike, OwnAlgorithm, PrivateKey, PublicKey } from '../crypto/contract.js'
import { bareSignature, derSignature } from '../crypto/ec-signature.js'
import { revealFor } from '../crypto/opaque.js'
import { bytesOf, curve, curveBytes, modulo, numberOf, order, pointOf, randomScalar } from './curve.js'
import { sm2Spki } from './sm2-forms.js'
import { type PrivateMaterial, pkcs8Of, readPrivate } from './sm2-private.js'
import { type PublicMaterial, readPublic } from './sm2-public.js'
import { sm3 } from './sm3.js'

/** How a signature is made and written. */
export type Sm2SignatureOptions = {
  /** The signer’s identifier, which is hashed with his key. Default `1234567812345678` (GM/T 0009-2012); some wires want another. */
  userId?: string
  /** `der`: `SEQUENCE { r, s }`. `raw`: r and s, 32 bytes each. Default `der`. */
  form?: 'der' | 'raw'
}

const defaultUserId = '1234567812345678'

/** SM2 with SM3 as an entry of algorithms, under the default user id and in DER. */
export const sm2Sm3: OwnAlgorithm = {
  name: 'SM2-SM3',
  signs: true,
  own: {
    privateKey: readPrivate,
    publicKey: readPublic,
    sign: (key, message) => signSm2(key, message),
    verify: (key, signature, message) => verifySm2(key, signature, concat(...message.map(binary))),
  },
}

const binary = (content: BinaryLike): Uint8Array => (typeof content === 'string' ? utf8(content) : content)

/**
 * Signs with SM2 and SM3 (国密 SM2). Two signatures of one message differ.
 *
 * @param key Of {@link importSm2PrivateKey}.
 * @throws `PARAMETERS_INVALID` for a `userId` over 8191 bytes.
 * @see https://openstd.samr.gov.cn/bzgk/gb/newGbInfo?hcno=66A89DF5DD4C8CA3FFBF9FFD1B4FEE64 GB/T 32918.2-2016
 * @example
 * const signature = await signSm2(key, new TextEncoder().encode(canonical), { form: 'raw' })
 */
export async function signSm2(
  key: PrivateKey,
  message: Uint8Array,
  { userId = defaultUserId, form = 'der' }: Sm2SignatureOptions = {},
): Promise<Uint8Array> {
  const material = revealFor<PrivateMaterial>(sm2Sm3, key)
  const digested = concat(identityOf('signSm2', userId, material.point), message)
  const native = nativeSm()
  if (!native) return written(signedBy(material, digested), form)
  material.native ??= native.importPrivate(pkcs8Of(material))
  return written(bareSignature(native.sign(material.native, digested))!, form)
}

/**
 * Whether `signature` is one over `message` by the owner of this key under this user id. A malformed one is `false`, never an error.
 *
 * @param key Of {@link importSm2PublicKey}.
 * @throws `PARAMETERS_INVALID` for a `userId` over 8191 bytes.
 * @see https://openstd.samr.gov.cn/bzgk/gb/newGbInfo?hcno=66A89DF5DD4C8CA3FFBF9FFD1B4FEE64 GB/T 32918.2-2016
 * @example
 * if (!(await verifySm2(key, signature, message))) throw new Error('not theirs')
 */
export async function verifySm2(
  key: PublicKey,
  signature: Uint8Array,
  message: Uint8Array,
  { userId = defaultUserId, form = 'der' }: Sm2SignatureOptions = {},
): Promise<boolean> {
  const material = revealFor<PublicMaterial>(sm2Sm3, key)
  const digested = concat(identityOf('verifySm2', userId, material.point), message)
  const bare = form === 'der' ? bareSignature(signature) : signature
  if (bare?.length !== 64) return false
  const native = nativeSm()
  if (!native) return fits(material, digested, bare)
  material.native ??= native.importPublic(sm2Spki(material.point))
  return native.verify(material.native, digested, derSignature(bare))
}

const written = (bare: Uint8Array, form: 'der' | 'raw') => (form === 'der' ? derSignature(bare) : bare)

/** Z, what stands before every message: the hash of user id, curve and key (section 5.5). */
function identityOf(action: string, userId: string, point: Uint8Array): Uint8Array {
  const id = utf8(userId)
  // Its length in bits has two bytes.
  if (id.length > 8191) throw parametersError(action, [{ path: 'userId', problem: 'must have at most 8191 bytes' }])
  return sm3(concat(Uint8Array.of(id.length >> 5, (id.length << 3) & 0xff), id, curveBytes(), point))
}

/** Section 6.1. Another random number where one of three conditions has it, about which nobody will ever hear. */
function signedBy({ number, inverse }: PrivateMaterial, digested: Uint8Array): Uint8Array {
  const e = numberOf(sm3(digested))
  for (;;) {
    const k = randomScalar()
    const r = modulo(e + curve().BASE.multiply(k).x)
    const s = modulo(inverse * (k - r * number))
    if (r !== 0n && r + k !== order() && s !== 0n) return concat(bytesOf(r), bytesOf(s))
  }
}

/** Section 7.1. */
function fits({ point }: PublicMaterial, digested: Uint8Array, bare: Uint8Array): boolean {
  const [r, s] = [numberOf(bare.subarray(0, 32)), numberOf(bare.subarray(32))]
  if ([r, s].some((number) => number === 0n || number >= order())) return false
  const t = modulo(r + s)
  if (t === 0n) return false
  const sum = curve().BASE.mulAddUnsafe(s, pointOf(point), t)
  return !sum.is0() && modulo(numberOf(sm3(digested)) + sum.x) === r
}
