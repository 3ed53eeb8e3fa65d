import type { MerchantCodeParameters } from './fields.js'
import { invalid } from './invalid.js'
import { lengthOf } from './objects.js'
import { parseMerchantCode } from './parseMerchantCode.js'
import { rebuildMerchantCode } from './rebuildMerchantCode.js'
import { writeFields } from './writeFields.js'

/** Which parameter an object is, for what the rules say about it. */
const parameterOf: Readonly<Record<string, string>> = {
  '01': 'initiation', '02': 'accounts', '52': 'categoryCode', '53': 'currency', '54': 'amount', '55': 'tip',
  '56': 'tip.amount', '57': 'tip.percent', '58': 'country', '59': 'name', '60': 'city', '61': 'postalCode',
  '62': 'additional', '62.01': 'additional.billNumber', '62.02': 'additional.mobileNumber',
  '62.03': 'additional.storeLabel', '62.04': 'additional.loyaltyNumber', '62.05': 'additional.referenceLabel',
  '62.06': 'additional.customerLabel', '62.07': 'additional.terminalLabel', '62.08': 'additional.purpose',
  '62.09': 'additional.requests', '64': 'translation', '64.00': 'translation.language', '64.01': 'translation.name',
  '64.02': 'translation.city',
} // biome-ignore format: a table

/**
 * The text of a merchant's code, for `qrSvg` and its like to draw. It is checked by every rule by which
 * {@link parseMerchantCode} reads: what comes out is read without a finding.
 *
 * `categoryCode`, `name` and `city` are asked for, except where the account's scheme leaves them out (PromptPay, VietQR,
 * PayNow).
 *
 * @throws `PARAMETERS_INVALID`, whose `fields` name everything that a rule forbids.
 * @see EMV QR Code Specification for Payment Systems, Merchant-Presented Mode, 1.1
 * @example
 * const text = buildMerchantCode({
 *   initiation: 'dynamic',
 *   accounts: [{ scheme: 'fps', fpsId: '1660695' }],
 *   categoryCode: '5812',
 *   amount: amount('88.80', 'HKD'),
 *   country: 'HK',
 *   name: 'TEA HOUSE',
 *   city: 'HK',
 *   additional: { referenceLabel: 'T-1001' },
 * })
 */
export function buildMerchantCode(parameters: MerchantCodeParameters): string {
  const { objects, problems } = writeFields(parameters)
  for (const object of objects)
    if (lengthOf(object) > 99) problems.push({ path: pathOf(object.id), problem: 'has more than 99 characters in all' })
  if (problems.length > 0) throw invalid('buildMerchantCode', problems)
  const text = rebuildMerchantCode(objects)
  const { findings } = parseMerchantCode(text)
  if (findings.length === 0) return text
  throw invalid(
    'buildMerchantCode',
    findings.map(({ object = '', problem }) => ({ path: pathOf(object), problem })),
  )
}

/** The parameter that an object is written of; several accounts and templates are told apart by their numbers. */
function pathOf(object: string): string {
  const several = object >= '80' ? 'unreserved' : object < '52' ? 'accounts' : 'parameters'
  return parameterOf[object] ?? `${several} (object ${object})`
}
