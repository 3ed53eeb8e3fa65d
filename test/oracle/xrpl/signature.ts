import { createPublicKey, verify } from 'node:crypto'
import { half, readParts } from './blob.js'

/** Whether the transaction is signed by the key that it names, over all of it but the signature. */
export function isSigned(hex: string): boolean {
  const bytes = Buffer.from(hex, 'hex')
  const { fields, parts } = readParts(bytes)
  const { SigningPubKey, TxnSignature } = fields as Record<string, string>
  const key = Buffer.from(SigningPubKey!, 'hex')
  const signature = Buffer.from(TxnSignature!, 'hex')
  const kept = parts.filter(({ name }) => name !== 'TxnSignature')
  // `STX` and a zero byte: one signer.
  const message = Buffer.concat([
    Buffer.from('53545800', 'hex'),
    ...kept.map(({ from, until }) => bytes.subarray(from, until)),
  ])
  return key[0] === 0xed
    ? isSignedEd25519(key.subarray(1), message, signature)
    : isSignedOnCurve(key, half(message), signature)
}

function isSignedEd25519(key: Buffer, message: Buffer, signature: Buffer): boolean {
  const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), key])
  return verify(null, message, createPublicKey({ key: spki, format: 'der', type: 'spki' }), signature)
}

// ECDSA on secp256k1 by its definition (SEC 1, section 4.1.4; SEC 2, section 2.4.1): Node verifies no digest that is not its own.

const p = 2n ** 256n - 2n ** 32n - 977n
const n = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n
type Point = { x: bigint; y: bigint } | undefined
const g: Point = {
  x: 0x79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798n,
  y: 0x483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8n,
}

function isSignedOnCurve(key: Buffer, digest: Buffer, signature: Buffer): boolean {
  const [r, s] = integersIn(signature)
  // Of the two that fit the ledger takes the one with the lower s.
  if (!r || !s || r >= n || s > n / 2n) return false
  const inverse = inverseOf(s, n)
  const [u, v] = [mod(numberOf(digest) * inverse, n), mod(r * inverse, n)]
  const point = combined(g, u, pointOf(key), v)
  return point !== undefined && mod(point.x, n) === r
}

function integersIn(der: Buffer): bigint[] {
  if (der[0] !== 0x30 || der[1] !== der.length - 2) return []
  const found: bigint[] = []
  let at = 2
  while (at < der.length && der[at] === 2) {
    const end = at + 2 + der[at + 1]!
    if (end <= der.length) found.push(numberOf(der.subarray(at + 2, end)))
    at = end
  }
  return at === der.length && found.length === 2 ? found : []
}

function pointOf(key: Buffer): Point {
  const x = numberOf(key.subarray(1))
  const y = power(mod(x * x * x + 7n, p), (p + 1n) / 4n, p)
  return { x, y: (y & 1n) === BigInt(key[0]! & 1) ? y : p - y }
}

function add(a: Point, b: Point): Point {
  if (!a || !b) return a ?? b
  if (a.x === b.x && a.y !== b.y) return undefined
  const slope = a.x === b.x ? 3n * a.x * a.x * inverseOf(2n * a.y, p) : (b.y - a.y) * inverseOf(b.x - a.x, p)
  const x = mod(slope * slope - a.x - b.x, p)
  return { x, y: mod(slope * (a.x - x) - a.y, p) }
}

/** u × a + v × b, both factors bit by bit at once. */
function combined(a: Point, u: bigint, b: Point, v: bigint): Point {
  const both = add(a, b)
  let sum: Point
  for (let bit = 255n; bit >= 0n; bit -= 1n) {
    sum = add(sum, sum)
    const [inU, inV] = [(u >> bit) & 1n, (v >> bit) & 1n]
    if (inU || inV) sum = add(sum, inU && inV ? both : inU ? a : b)
  }
  return sum
}

/** By Euclid's algorithm. */
function inverseOf(value: bigint, modulus: bigint): bigint {
  let [a, b, x, y] = [mod(value, modulus), modulus, 1n, 0n]
  while (a > 1n) {
    const quotient = b / a
    ;[a, b] = [b - quotient * a, a]
    ;[x, y] = [y - quotient * x, x]
  }
  return mod(x, modulus)
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let [result, square] = [1n, mod(base, modulus)]
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = mod(result * square, modulus)
    square = mod(square * square, modulus)
  }
  return result
}

const mod = (value: bigint, modulus: bigint) => ((value % modulus) + modulus) % modulus
const numberOf = (bytes: Buffer) => BigInt(`0x${bytes.toString('hex') || '0'}`)
