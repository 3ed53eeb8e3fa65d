import { hide, type PayerApplication, readApplication } from './application.js'
import { type ReadTlv, readTlv } from './ber.js'
import type { Finding } from './finding.js'

export type PayerFindingCode =
  /** Does not begin as every such code does: a digit string, a URL, another kind of code. */
  | 'not-emv'
  | 'too-long'
  | 'bad-base64'
  /** An object runs over the end of what holds it. */
  | 'bad-ber'
  /** Not `CPV01`. */
  | 'bad-version'
  | 'no-application-template'
  /** The same object twice in what an application says: two cards. */
  | 'duplicate-data-object'
  /** An application without the number by which it is chosen; it is left out. */
  | 'no-aid'
  /** Neither 5A nor 57 says one. Some schemes keep it in what they alone read. */
  | 'missing-pan'
  | 'order'
  | 'length-form'
  | 'format'

export type PayerFinding = Finding<PayerFindingCode>

/** A payer's code as it was read. Its applications are there only if it is `intact`. */
export type PayerCode = {
  /** All that does not hold, in the order of the bytes. */
  readonly findings: readonly PayerFinding[]
  /** Every data object in its order. It holds the card number, so that printing passes over it. */
  readonly objects: readonly ReadTlv[]
} & (
  | { readonly intact: false; readonly applications?: undefined }
  | {
      readonly intact: true
      /** One or two, as the payer prefers them. */
      readonly applications: readonly PayerApplication[]
    }
)

/**
 * Reads what a payer's code says (EMVCo, consumer-presented mode). Never throws: whatever is wrong is a finding, and no
 * finding repeats what stands in the code. The domestic payment codes of the wallets (付款码) are digits, not this.
 *
 * @param text What a scanner gives: base64. At most 2953 characters are looked at.
 * @see EMV QR Code Specification for Payment Systems, Consumer-Presented Mode, 1.1
 * @example
 * const code = parsePayerCode(scanned)
 * const application = code.intact && chooseApplication(code, ['A000000333'])
 */
export function parsePayerCode(text: string): PayerCode {
  const findings: PayerFinding[] = []
  const report: Report = (code, offset, problem, breaks = true, object) =>
    findings.push({ code, breaks, ...(object && { object }), offset, problem })
  const bytes = bytesOf(text, report)
  const { objects, brokenAt, longAt } = bytes ? readTlv(bytes) : { objects: [] }
  if (brokenAt !== undefined) report('bad-ber', brokenAt, 'must be tag, length and so many bytes')
  if (longAt !== undefined) report('length-form', longAt, 'has a length in more bytes than it needs', false)
  const applications = bytes && brokenAt === undefined ? applicationsOf(objects, report) : []
  findings.sort((a, b) => a.offset - b.offset)
  const intact = !findings.some(({ breaks }) => breaks)
  return hide(intact ? { intact, findings, applications } : { intact, findings }, { objects })
}

type Report = (code: PayerFindingCode, offset: number, problem: string, breaks?: boolean, object?: string) => void

function bytesOf(text: unknown, report: Report): Uint8Array | undefined {
  // 85 05 "CPV" in base64.
  if (typeof text !== 'string' || !text.startsWith('hQVDUFY'))
    return void report('not-emv', 0, 'must begin with hQVDUFY')
  if (text.length > 2953) return void report('too-long', 0, 'no QR code holds more than 2953 characters')
  const binary = /^[A-Za-z0-9+/]*={0,2}$/.test(text) && text.length % 4 === 0 ? atob(text) : undefined
  // Bits that are left over must be none: else two texts would be the same code.
  if (binary === undefined || btoa(binary) !== text)
    return void report('bad-base64', 0, 'must be base64 with its padding')
  return Uint8Array.from(binary, (character) => character.charCodeAt(0))
}

function applicationsOf(objects: readonly ReadTlv[], report: Report): PayerApplication[] {
  const [first] = objects
  if (first?.tag !== '85' || first.value !== '4350563031') report('bad-version', 0, 'must be CPV01', true, '85')
  const templates = objects.filter(({ tag }) => tag === '61')
  const [common, another] = objects.filter(({ tag }) => tag === '62')
  const order = objects.map(({ tag }) => ['85', '61', '62'].indexOf(tag) + 1 || 4)
  if (order.some((place, index) => index > 0 && place < order[index - 1]!) || templates.length > 2)
    report('order', 0, 'must be 85, one or two of 61, 62, then others', false)
  if (another) report('duplicate-data-object', another.offset, 'is there twice', true, '62')
  if (order.lastIndexOf(1) > 0) report('duplicate-data-object', 0, 'is there twice', true, '85')
  const applications = templates.flatMap((template): PayerApplication[] => {
    const tell = (object: string, offset: number, problem: string) => report('format', offset, problem, false, object)
    const application = readApplication(template, common, tell)
    if (!application) {
      report('no-aid', template.offset, 'must have 4F of 5 to 16 bytes', false, '61')
      return []
    }
    const tags = application.objects.map(({ tag }) => tag)
    for (const tag of new Set(tags.filter((one, index) => tags.indexOf(one) !== index)))
      report('duplicate-data-object', template.offset, 'is there twice in what an application says', true, tag)
    if (!application.pan) report('missing-pan', template.offset, 'says no card number (5A or 57)', false, '61')
    return [application]
  })
  if (applications.length === 0)
    report('no-application-template', 0, 'must have an application (61) that can be chosen', true, '61')
  return applications
}
