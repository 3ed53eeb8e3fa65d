import { type TlvObject, writeTlv } from './ber.js'
import { invalid } from './invalid.js'

/**
 * The text of a payer's code from its data objects, in the order in which they stand: for a wallet, and for the tests of a
 * till. What {@link parsePayerCode} read comes out as it was, if its lengths were in their shortest form.
 *
 * @throws `PARAMETERS_INVALID`: a tag or a value that is not in hexadecimal digits, more than 2214 bytes, levels without end.
 * @example
 * buildPayerCode([
 *   { tag: '85', value: '4350563031' }, // CPV01
 *   { tag: '61', objects: [{ tag: '4F', value: 'A0000000555555' }, { tag: '57', value: '1234567890123458D191220112345F' }] },
 * ])
 */
export function buildPayerCode(objects: readonly TlvObject[]): string {
  const bytes = writeTlv(objects)
  // Base64 of more is longer than the largest QR code holds.
  if (!bytes || bytes.length > 2214) {
    const problem =
      'must be a list of objects, each a tag and a value in hexadecimal digits, together at most 2214 bytes'
    throw invalid('buildPayerCode', [{ path: 'objects', problem }])
  }
  return btoa(String.fromCharCode(...bytes))
}
