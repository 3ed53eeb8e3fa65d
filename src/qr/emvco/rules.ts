import { currencyOf } from '../../core/currency.js'
import { amountOf } from './fields.js'
import type { ReadObject } from './objects.js'
import { leavesOut, readScheme } from './scheme.js'

export type MerchantFindingCode =
  /** No text, or one that was cut inside a character. */
  | 'not-text'
  /** Does not begin with object 00 of two digits: a URL, a digit string, another kind of code. */
  | 'not-emv'
  /** Over 512 characters; it breaks the code where no QR code could hold it. */
  | 'too-long'
  | 'crc-missing'
  | 'crc-wrong'
  /** An object runs over the end, or its digits are none. */
  | 'structure'
  /** The same object twice at one level: two amounts, two payees. */
  | 'duplicate'
  | 'empty'
  /** Lengths count bytes of UTF-8, not characters. */
  | 'length-in-bytes'
  | 'missing'
  | 'format'
  /** A value that should be a list of objects and is none. */
  | 'template'
  | 'amount-zero'
  /** More decimals than the currency has. */
  | 'amount-decimals'
  /** 55, 56 and 57 do not go together. */
  | 'tip'
  /** The rules of the scheme whose identifier the account has. */
  | 'scheme'

export type Report = (
  code: MerchantFindingCode,
  at: { object?: string; offset: number },
  problem: string,
  breaks?: boolean,
) => void

type Row = readonly [fits: RegExp, wanted: string]

const ans25: Row = [/^[ -~]{1,25}$/, 'must be 1 to 25 characters of printable ASCII']
const money: Row = [/^(?=.{1,13}$)\d+\.?\d*$/, 'must be digits with at most one point, 13 characters at most']

/** EMVCo's tables 3.6 to 3.8. */
const rows: Readonly<Record<string, Row>> = {
  '00': [/^01$/, 'must be 01'],
  '01': [/^1[12]$/, 'must be 11 (static) or 12 (dynamic)'],
  '52': [/^\d{4}$/, 'must be four digits'],
  '53': [/^\d{3}$/, 'must be three digits'],
  '54': money,
  '55': [/^0[123]$/, 'must be 01, 02 or 03'],
  '56': money,
  '57': [/^\d{1,2}(\.\d{0,2})?$/, 'must be a percentage below 100, with at most two decimals'],
  '58': [/^[A-Z]{2}$/, 'must be the two capitals of a country'],
  '59': ans25,
  '60': [/^[ -~]{1,15}$/, 'must be 1 to 15 characters of printable ASCII'],
  '61': [/^[ -~]{1,10}$/, 'must be 1 to 10 characters of printable ASCII'],
}
const additionalRows: Readonly<Record<string, Row>> = {
  '01': ans25, '02': ans25, '03': ans25, '04': ans25, '05': ans25, '06': ans25, '07': ans25, '08': ans25,
  '09': [/^(?!.*(.).*\1)[AME]{1,3}$/, 'must be letters of A, M and E, each once'],
} // biome-ignore format: eight alike
const translationRows: Readonly<Record<string, Row>> = {
  '00': [/^[A-Za-z]{2}$/, 'must be the two letters of a language'],
  '01': [/^.{1,25}$/su, 'must be 1 to 25 characters'],
  '02': [/^.{1,15}$/su, 'must be 1 to 15 characters'],
}

/** What EMVCo and the schemes ask of the objects of a code, beyond its structure. Each breach is told, not only the first. */
export function checkRules(objects: readonly ReadObject[], report: Report): void {
  const accounts = objects.filter(({ id }) => id >= '02' && id <= '51')
  const missing = (id: string, at = { offset: 0 }) => report('missing', { object: id, ...at }, 'is missing')
  if (accounts.length === 0) report('missing', { object: '02', offset: 0 }, 'no account (02 to 51) is there')
  const optional = accounts.some(leavesOut) ? ['53', '58'] : ['52', '53', '58', '59', '60']
  for (const id of optional) if (!objects.some((object) => object.id === id)) missing(id)
  for (const object of objects) {
    format(rows, object, object.id, report)
    if (/^(2[6-9]|[34]\d|5[01]|[89]\d)$/.test(object.id)) withGuid(object, object.id, report)
    for (const { object: id, offset, problem } of readScheme(object).problems)
      report('scheme', { object: id, offset }, problem)
    if (object.id === '62') within(additionalRows, object, [], report)
    if (object.id === '64') within(translationRows, object, ['00', '01'], report)
  }
  checkMoney(objects, report)
}

function checkMoney(objects: readonly ReadObject[], report: Report): void {
  const [currency, amount, tip, fixed, percent] = ['53', '54', '55', '56', '57'].map((id) =>
    objects.find((object) => object.id === id),
  )
  const known = currency && currencyOf(currency.value)
  for (const object of [amount, fixed]) {
    if (!object || !money[0].test(object.value)) continue
    const at = { object: object.id, offset: object.offset }
    if (/^[0.]*$/.test(object.value)) report('amount-zero', at, 'must not be zero')
    else if (known && !amountOf(object.value, known))
      report('amount-decimals', at, 'has more decimals than the currency')
  }
  if (percent && /^[0.]+$/.test(percent.value))
    report('amount-zero', { object: '57', offset: percent.offset }, 'must not be zero')
  for (const [object, value] of [
    [fixed, '02'],
    [percent, '03'],
  ] as const) {
    const id = value === '02' ? '56' : '57'
    if (object && tip?.value !== value) report('tip', { object: id, offset: object.offset }, `needs 55 to be ${value}`)
    if (!object && tip?.value === value) report('tip', { object: '55', offset: tip.offset }, `${value} needs ${id}`)
  }
}

function withGuid(object: ReadObject, name: string, report: Report): void {
  const at = { object: name, offset: object.offset }
  if (!object.objects) {
    report('template', at, 'must be a list of objects')
    return
  }
  const guid = object.objects.find(({ id }) => id === '00')
  if (!guid)
    report('missing', { object: `${name}.00`, offset: object.offset }, 'the identifier of the scheme is missing')
  else if (!/^[ -~]{1,32}$/.test(guid.value))
    report('format', { object: `${name}.00`, offset: guid.offset }, 'must be 1 to 32 characters of printable ASCII')
}

function within(
  table: Readonly<Record<string, Row>>,
  object: ReadObject,
  needed: readonly string[],
  report: Report,
): void {
  if (!object.objects) {
    report('template', { object: object.id, offset: object.offset }, 'must be a list of objects')
    return
  }
  for (const id of needed)
    if (!object.objects.some((inner) => inner.id === id))
      report('missing', { object: `${object.id}.${id}`, offset: object.offset }, 'is missing')
  for (const inner of object.objects) {
    format(table, inner, `${object.id}.${inner.id}`, report)
    if (object.id === '62' && inner.id >= '50') withGuid(inner, `62.${inner.id}`, report)
  }
}

function format(table: Readonly<Record<string, Row>>, object: ReadObject, name: string, report: Report): void {
  const row = Object.hasOwn(table, object.id) ? table[object.id] : undefined
  // An empty one is told as such.
  if (row && object.value !== '' && !row[0].test(object.value))
    report('format', { object: name, offset: object.offset }, row[1])
}
