import { toBase64 } from '#crypto'
import { fromHex, toHex, utf8 } from '../../crypto/bytes.js'
import { bitString, readSequence, unsigned } from '../../crypto/der.js'
import { type Platform, payer } from './platform.js'

/** `accNo` of answers and notifications, as the merchant has it. */
export const cardNumber = ({ options, identity }: Platform): string =>
  options.accNo === 'encrypted' ? encrypt(identity.merchant.spki, payer.card) : payer.card

/** RSAES-PKCS1-v1_5 (RFC 8017, section 7.2.1) in Base64, which WebCrypto does not have. For a mock: it takes its time. */
export function encrypt(spki: Uint8Array, text: string): string {
  const [modulus, exponent] = readSequence(bitString(readSequence(spki)[1]))
  const n = unsigned(modulus)
  const message = utf8(text)
  const padding = crypto.getRandomValues(new Uint8Array(n.length - 3 - message.length)).map((byte) => byte || 1)
  const block = numberOf(Uint8Array.of(0, 2, ...padding, 0, ...message))
  const sealed = power(block, numberOf(unsigned(exponent)), numberOf(n))
  return toBase64(fromHex(sealed.toString(16).padStart(n.length * 2, '0'))!)
}

const numberOf = (bytes: Uint8Array) => BigInt(`0x${toHex(bytes)}`)

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n
  for (let [factor, rest] = [base, exponent]; rest > 0n; factor = (factor * factor) % modulus, rest >>= 1n)
    if (rest & 1n) result = (result * factor) % modulus
  return result
}
