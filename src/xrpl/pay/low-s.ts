import { fromHex, toHex } from '../../crypto/bytes.js'
import { readSequence, tags, unsigned, writeElement, writeUnsigned } from '../../crypto/der.js'

/** The order of secp256k1 (SEC 2, section 2.4.1). */
const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n

/**
 * Of the two signatures that fit, the one with the lower s: the ledger takes no other, and HSMs give either. Undefined for what is no
 * signature in DER.
 *
 * @see https://xrpl.org/docs/concepts/transactions/finality-of-results/transaction-malleability
 */
export function lowS(der: Uint8Array): Uint8Array | undefined {
  try {
    const [r, s, ...more] = readSequence(der).map((element) => BigInt(`0x${toHex(unsigned(element))}`))
    if (r === undefined || s === undefined || more.length > 0 || r * s === 0n || r >= order || s >= order)
      return undefined
    return writeElement(tags.sequence, integer(r), integer(s > order / 2n ? order - s : s))
  } catch {
    return undefined
  }
}

const integer = (value: bigint) => writeUnsigned(fromHex(value.toString(16).padStart(64, '0'))!)
