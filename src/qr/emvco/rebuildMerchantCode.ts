import { crc16 } from '../../codec/crc16.js'
import { type CodeObject, writeObjects } from './objects.js'

/**
 * The text of a merchant's code from its objects, in the order in which they stand, with the checksum computed. What
 * {@link parseMerchantCode} read comes out as it was, byte for byte. No rule is checked: {@link buildMerchantCode} does.
 *
 * @param objects Those of a parsed code, changed or not. An object 63 among them is passed over.
 * @throws `PARAMETERS_INVALID`: an id that is not two digits, a value over 99 characters.
 * @example
 * const code = parseMerchantCode(scanned)
 * rebuildMerchantCode(code.objects.map((object) => (object.id === '59' ? { id: '59', value: 'TEA HOUSE' } : object)))
 */
export function rebuildMerchantCode(objects: readonly CodeObject[]): string {
  const isList = Array.isArray(objects)
  const text = `${writeObjects('rebuildMerchantCode', isList ? objects.filter((one) => one?.id !== '63') : objects)}6304`
  return text + crc16(new TextEncoder().encode(text)).toString(16).toUpperCase().padStart(4, '0')
}
