import { crc16 } from '../../codec/crc16.js'
import { type MerchantCodeFields, readFields } from './fields.js'
import type { Finding } from './finding.js'
import { asTemplate, type ReadObject, readObjects, type Unit } from './objects.js'
import { checkRules, type MerchantFindingCode, type Report } from './rules.js'

export type MerchantFinding = Finding<MerchantFindingCode>

/** A code as it was read. Its fields are there only if it is `intact`, so that nothing of a damaged one is paid. */
export type MerchantCode =
  | {
      readonly intact: false
      /** All that does not hold, in the order of the text. */
      readonly findings: readonly MerchantFinding[]
      /** What could be read, for a human to look at. */
      readonly objects: readonly ReadObject[]
    }
  | ({
      /** Checksum and structure are right. Rules may still be broken: then there are findings. */
      readonly intact: true
      readonly findings: readonly MerchantFinding[]
      /** Every object in its order, those included that no field has. */
      readonly objects: readonly ReadObject[]
    } & Readonly<MerchantCodeFields>)

/** The digits of the largest QR code: no longer text was ever scanned. */
const longest = 7089

/**
 * Reads what a merchant's code says (EMVCo, merchant-presented mode). Never throws: whatever is wrong is a finding.
 *
 * Banks' own codes break EMVCo's rules here and there, and wallets pay them. So two things are told apart: `intact`, the
 * checksum fits and every object is read once and whole; and `findings`, empty only where every rule is kept.
 *
 * @param text What a scanner gives. At most 7089 characters are looked at.
 * @see EMV QR Code Specification for Payment Systems, Merchant-Presented Mode, 1.1
 * @example
 * const code = parseMerchantCode(scanned)
 * if (code.intact && code.amount) console.log(code.name, formatAmount(code.amount))
 */
export function parseMerchantCode(text: string): MerchantCode {
  const findings: MerchantFinding[] = []
  const report: Report = (code, at, problem, breaks = false) => findings.push({ code, breaks, ...at, problem })
  const objects = read(text, report)
  findings.sort((a, b) => a.offset - b.offset)
  return findings.some(({ breaks }) => breaks)
    ? { intact: false, findings, objects }
    : { intact: true, findings, objects, ...readFields(objects) }
}

/** A finding that breaks the code. */
type Break = (code: MerchantFindingCode, at: { object?: string; offset: number }, problem: string) => void

function read(text: unknown, report: Report): ReadObject[] {
  const broken: Break = (code, at, problem) => report(code, at, problem, true)
  if (typeof text !== 'string' || /\p{Cs}/u.test(text)) {
    broken('not-text', { offset: 0 }, 'must be a text that is not cut inside a character')
    return []
  }
  if (text.length > longest) {
    broken('too-long', { offset: longest }, `no QR code holds more than ${longest} characters`)
    return []
  }
  if (!/^0002\d\d/.test(text)) {
    broken('not-emv', { offset: 0 }, 'must begin with object 00, two digits')
    return []
  }
  if ([...text].length > 512) report('too-long', { offset: 0 }, 'must have at most 512 characters')
  const { objects, unit, brokenAt } = inEitherUnit(text)
  if (brokenAt !== undefined)
    broken('structure', { offset: brokenAt }, 'must be two digits, two digits of length, and so many characters')
  if (unit === 'bytes') report('length-in-bytes', { offset: 0 }, 'lengths must count characters; these count bytes')
  checkCrc(text, objects.at(-1), broken)
  checkLevel(objects, '', report)
  checkRules(objects, report)
  return objects
}

/** In characters, as EMVCo says; in bytes of UTF-8 only where that does not fit and this does. */
function inEitherUnit(text: string): { objects: ReadObject[]; unit: Unit; brokenAt?: number } {
  const inUnit = (unit: Unit) => {
    const { objects, ...rest } = readObjects(text, unit)
    return { objects: objects.map((object) => withTemplates(object, unit)), unit, ...rest }
  }
  const usual = inUnit('characters')
  if (usual.brokenAt === undefined) return usual
  const other = inUnit('bytes')
  return other.brokenAt === undefined ? other : usual
}

/** 26 to 51, 62, 64 and 80 to 99 hold objects; 50 to 99 in 62 as well. What lies deeper is for the scheme to say. */
function withTemplates(object: ReadObject, unit: Unit): ReadObject {
  if (!/^(2[6-9]|[34]\d|5[01]|6[24]|[89]\d)$/.test(object.id)) return object
  const template = asTemplate(object, unit)
  if (object.id !== '62' || !template.objects) return template
  return { ...template, objects: template.objects.map((one) => (one.id >= '50' ? asTemplate(one, unit) : one)) }
}

function checkCrc(text: string, last: ReadObject | undefined, broken: Break): void {
  const offset = Math.max(0, text.length - 8)
  const [, said] = /6304([0-9A-Fa-f]{4})$/.exec(text) ?? []
  // The eight characters may also be the end of another object's value.
  if (said === undefined || last?.id !== '63' || last.offset !== offset)
    broken('crc-missing', { object: '63', offset }, 'the last object must be 63, four hexadecimal digits')
  else if (crc16(new TextEncoder().encode(text.slice(0, -4))) !== Number.parseInt(said, 16))
    broken('crc-wrong', { object: '63', offset }, 'is not the checksum of the text before it')
}

/** Each object once, and none of them empty, at every level that is read. */
function checkLevel(objects: readonly ReadObject[], within: string, report: Report): void {
  const seen = new Set<string>()
  for (const { id, value, offset, objects: inner } of objects) {
    const at = { object: `${within}${id}`, offset }
    if (seen.has(id)) report('duplicate', at, 'is there twice', true)
    if (value === '') report('empty', at, 'must not be empty')
    seen.add(id)
    if (inner) checkLevel(inner, `${at.object}.`, report)
  }
}
