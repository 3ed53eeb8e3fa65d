// The SM variant (§7): SM3 and SM4's block and counter modes are Node's, the curve and GHASH stand here as they are defined.
import { createCipheriv, createHash, createPrivateKey, createPublicKey } from 'node:crypto'

type Point = { x: bigint; y: bigint }

const number = (bytes: Uint8Array) => BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`)
const bytes32 = (value: bigint) => Buffer.from(value.toString(16).padStart(64, '0'), 'hex')
export const sm3 = (...parts: Uint8Array[]) => createHash('sm3').update(Buffer.concat(parts)).digest()

// GB/T 32918.5: the curve y² = x³ + ax + b over p, its base point g of the order n.
const p = 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn
const a = p - 3n
const b = 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n
const n = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n
const g: Point = {
  x: 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
  y: 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
}

const mod = (value: bigint, by = p) => ((value % by) + by) % by

function inverse(value: bigint): bigint {
  let [r, nextR, s, nextS] = [p, mod(value), 0n, 1n]
  while (nextR !== 0n) {
    const quotient = r / nextR
    ;[r, nextR] = [nextR, r - quotient * nextR]
    ;[s, nextS] = [nextS, s - quotient * nextS]
  }
  return mod(s)
}

function add(one: Point | undefined, other: Point | undefined): Point | undefined {
  if (!one || !other) return one ?? other
  if (one.x === other.x && mod(one.y + other.y) === 0n) return undefined
  const slope =
    one.x === other.x ? (3n * one.x * one.x + a) * inverse(2n * one.y) : (other.y - one.y) * inverse(other.x - one.x)
  const x = mod(slope * slope - one.x - other.x)
  return { x, y: mod(slope * (one.x - x) - one.y) }
}

function multiply(factor: bigint, point: Point): Point | undefined {
  let sum: Point | undefined
  for (const bit of factor.toString(2)) {
    sum = add(sum, sum)
    if (bit === '1') sum = add(sum, point)
  }
  return sum
}

/** The contents of a DER sequence of short elements. */
function derElements(der: Uint8Array): Uint8Array[] {
  const contents: Uint8Array[] = []
  for (let at = 2; at < der.length; at += 2 + der[at + 1]!) contents.push(der.subarray(at + 2, at + 2 + der[at + 1]!))
  return contents
}

/** §7: SM2 over SM3, user id 1234567812345678, DER (r, s), Base64. The key is PEM, a certificate will do. */
export function sm2Verifies(message: Uint8Array, signature: string, publicKey: string): boolean {
  const point = createPublicKey(publicKey).export({ type: 'spki', format: 'der' }).subarray(-64)
  const user = Buffer.from('1234567812345678')
  const z = sm3(Uint8Array.of(0, 128), user, ...[a, b, g.x, g.y].map(bytes32), point)
  const e = number(sm3(z, message))
  const [r, s] = derElements(Buffer.from(signature, 'base64')).map(number) as [bigint, bigint]
  if (![r, s].every((part) => part > 0n && part < n)) return false
  const key = { x: number(point.subarray(0, 32)), y: number(point.subarray(32)) }
  const found = add(multiply(s, g), multiply(mod(r + s, n), key))
  return found !== undefined && mod(e + found.x, n) === r
}

/** §7: SM2 encryption, ASN.1 in the order C1, C3, C2, Base64. */
export const openSm2 = (privateKey: string, ciphertext: string): string =>
  openSm2Bytes(privateKey, ciphertext).toString()

export function openSm2Bytes(privateKey: string, ciphertext: string): Buffer {
  const der = createPrivateKey(privateKey).export({ type: 'pkcs8', format: 'der' })
  // ECPrivateKey (RFC 5915): version 1, then the key as an octet string.
  const key = number(der.subarray(der.indexOf(Buffer.from('0201010420', 'hex')) + 5).subarray(0, 32))
  const [x, y, hash, sealed] = derElements(Buffer.from(ciphertext, 'base64')) as [Buffer, Buffer, Buffer, Buffer]
  const shared = multiply(key, { x: number(x), y: number(y) })!
  const [left, right] = [bytes32(shared.x), bytes32(shared.y)]
  const plain = Buffer.from(sealed)
  for (let at = 0; at < plain.length; at++) {
    const block = sm3(left, right, Uint8Array.of(0, 0, 0, 1 + (at >> 5)))
    plain[at]! ^= block[at % 32]!
  }
  if (!sm3(left, plain, right).equals(hash)) throw new Error('the ciphertext is not for this key (§7)')
  return plain
}

/** §7: the key is the first 16 bytes of SM3 over the APIv3 key's text. */
export const sm4Key = (apiV3Key: string) => sm3(Buffer.from(apiV3Key)).subarray(0, 16)

/** §7 `AEAD_SM4_GCM`: 12-byte nonce, 16-byte tag at the end. */
export function openSm4Gcm(apiV3Key: string, nonce: string, associatedData: string, ciphertext: string): string {
  const key = sm4Key(apiV3Key)
  const block = (input: Uint8Array) => {
    const cipher = createCipheriv('sm4-ecb', key, null).setAutoPadding(false)
    return number(cipher.update(input))
  }
  const counter = (value: number) => Buffer.concat([Buffer.from(nonce), Uint8Array.of(0, 0, 0, value)])
  const all = Buffer.from(ciphertext, 'base64')
  const [sealed, tag] = [all.subarray(0, -16), all.subarray(-16)]
  const hash = ghash(block(Buffer.alloc(16)), Buffer.from(associatedData), sealed)
  if ((hash ^ block(counter(1))) !== number(tag)) throw new Error('the tag does not fit (§7)')
  return createCipheriv('sm4-ctr', key, counter(2)).update(sealed).toString()
}

/** NIST SP 800-38D, 6.4. */
function ghash(h: bigint, ...[data, sealed]: [Buffer, Buffer]): bigint {
  const lengths = bytes32((BigInt(data.length * 8) << 64n) | BigInt(sealed.length * 8)).subarray(16)
  const padded = [data, sealed].map((part) => Buffer.concat([part, Buffer.alloc((16 - (part.length % 16)) % 16)]))
  const input = Buffer.concat([...padded, lengths])
  let y = 0n
  for (let at = 0; at < input.length; at += 16) {
    const x = y ^ number(input.subarray(at, at + 16))
    let [product, factor] = [0n, h]
    for (let bit = 127n; bit >= 0n; bit--) {
      if ((x >> bit) & 1n) product ^= factor
      factor = factor & 1n ? (factor >> 1n) ^ (0xe1n << 120n) : factor >> 1n
    }
    y = product
  }
  return y
}
