import type { PayerApplication } from './application.js'
import type { PayerCode } from './parsePayerCode.js'

/**
 * The application of a payer's code that the shop takes; undefined if it takes none, or the code is not intact.
 *
 * @param aids What the shop takes, as hexadecimal digits, the one that it prefers first. An application whose own number
 * is longer fits too: `A000000333` takes each of UnionPay's.
 * @see EMV QR Code Specification for Payment Systems, Consumer-Presented Mode, 1.1
 */
export function chooseApplication(code: PayerCode, aids: readonly string[]): PayerApplication | undefined {
  for (const aid of aids) {
    // An empty one would take all.
    const found = aid !== '' && code.applications?.find((one) => one.aid.startsWith(aid.toUpperCase()))
    if (found) return found
  }
  return undefined
}
