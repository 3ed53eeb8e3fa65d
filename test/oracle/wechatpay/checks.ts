import { isBase64, isObject, type Report } from './primitives.js'

/** Reports what is wrong with one value; `at` is its JSON pointer. */
export type Check = (value: unknown, at: string, report: Report) => void
/** A name that ends in `?` is optional, written as on the wire page. */
export type Members = Record<string, Check>

const rule =
  (expected: string, holds: (value: unknown) => boolean): Check =>
  (value, at, report) => {
    if (!holds(value)) report(`${at || 'body'} must be ${expected}`)
  }

/** Lengths count characters; the page does not say bytes except for `detail` (§10). */
export const text = (most: number, pattern = /^/) =>
  rule(
    `text of 1 to ${most} characters${pattern.source === '^' ? '' : ` like ${pattern.source}`}`,
    (value) => typeof value === 'string' && value !== '' && [...value].length <= most && pattern.test(value),
  )
export const oneOf = (...values: string[]) => rule(values.join(' or '), (value) => values.includes(value as string))
export const integer = (least: number) =>
  rule(`an integer from ${least}`, (value) => Number.isSafeInteger(value) && (value as number) >= least)
export const flag = rule('true or false', (value) => typeof value === 'boolean')
export const anything: Check = () => {}

/** §1: integer fen. */
export const fen = integer(1)
/** §1: `CNY` only. */
export const currency = oneOf('CNY')
/** §10 */
export const orderNumber = text(32, /^[0-9A-Za-z_\-|*]{6,32}$/)
/** §16 */
export const combinedOrderNumber = text(32, /^[0-9A-Za-z_\-|*]{2,32}$/)
/** §17 */
export const refundNumber = text(64, /^[0-9A-Za-z_\-|*@]{1,64}$/)
/** §13, §17: 28 digits in samples, at most 32 characters. */
export const platformNumber = text(32, /^[0-9A-Za-z]{1,32}$/)
/** §6.1: Base64 of one RSA-2048 block. */
export const sensitive = rule(
  'Base64 of 256 encrypted bytes (§6.1)',
  (value) => typeof value === 'string' && isBase64(value) && Buffer.from(value, 'base64').length === 256,
)

function isTime(value: unknown, pattern: RegExp): boolean {
  const found = typeof value === 'string' ? pattern.exec(value) : null
  if (!found || Number.isNaN(Date.parse(found[0]))) return false
  // Date.parse takes 30 February for 2 March.
  return new Date(`${found[1]}T00:00:00Z`).toISOString().startsWith(found[1]!)
}
const seconds = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/
const fractions = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/
/** §1: RFC 3339 with offset. */
export const time = rule('a time like 2018-06-08T10:34:56+08:00 (§1)', (value) => isTime(value, seconds))
/** §1: combined orders may carry milliseconds. */
export const combinedTime = rule('an RFC 3339 time (§1)', (value) => isTime(value, fractions))
/** §18 */
export const day = rule('a date like 2024-02-29', (value) => isTime(`${value}T00:00:00Z`, seconds))

const notPublic =
  /^(localhost$|.*\.localhost$|(0|10|127|169\.254|192\.168|172\.(1[6-9]|2\d|3[01]))\.[\d.]+$|\[::1?\]|\[f[cd]|\[fe80)/i
/** §10 `notify_url`: absolute https URL, no query string, no localhost, no private address. */
export const notifyUrl = (most: number) =>
  rule(`an https URL of at most ${most} characters, public, without query (§10)`, (value) => {
    if (typeof value !== 'string' || value.length > most || !/^https:\/\/[^/?#@\s]+(\/[^?#\s]*)?$/.test(value))
      return false
    return URL.canParse(value) && !notPublic.test(new URL(value).hostname)
  })

export const list =
  (each: Check, least = 1, most = Number.POSITIVE_INFINITY): Check =>
  (value, at, report) => {
    if (!Array.isArray(value)) return report(`${at} must be an array`)
    if (value.length < least || value.length > most) report(`${at} must have ${least} to ${most} entries`)
    value.forEach((entry, index) => {
      each(entry, `${at}/${index}`, report)
    })
  }

function examineMembers(
  value: unknown,
  members: Members,
  at: string,
  report: Report,
): value is Record<string, unknown> {
  if (!isObject(value)) {
    report(`${at || 'body'} must be an object`)
    return false
  }
  for (const [key, check] of Object.entries(members)) {
    const name = key.replace(/\?$/, '')
    if (Object.hasOwn(value, name)) check(value[name], `${at}/${name}`, report)
    else if (name === key) report(`${at}/${name} is missing`)
  }
  return true
}

/** An object of a request: an undocumented member can be refused by the gateway (§1), so it is a violation here. */
export const closed =
  (members: Members): Check =>
  (value, at, report) => {
    if (!examineMembers(value, members, at, report)) return
    for (const name of Object.keys(value)) {
      if (!(name in members) && !(`${name}?` in members)) report(`${at}/${name} is not documented (§1)`)
    }
  }

/** An object of an answer or notification: clients must tolerate unknown members (§1). */
export const open =
  (members: Members): Check =>
  (value, at, report) => {
    examineMembers(value, members, at, report)
  }

/** All checks one after the other. */
export const all =
  (...checks: Check[]): Check =>
  (value, at, report) => {
    for (const check of checks) check(value, at, report)
  }

/** Exactly one of two members. */
export const either =
  (one: string, other: string): Check =>
  (value, at, report) => {
    if (isObject(value) && one in value === other in value)
      report(`${at || 'body'} must have either ${one} or ${other}`)
  }

/** A rule over several members; not asked when a member has the wrong type, since that is reported already. */
export const relation =
  (expected: string, holds: (value: Record<string, unknown>) => boolean): Check =>
  (value, at, report) => {
    if (isObject(value) && !holds(value)) report(`${at || 'body'}: ${expected}`)
  }
