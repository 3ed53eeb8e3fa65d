// Beijing's wall clock, which all gateways of the mainland write, wherever this machine stands. Whoever writes throws a
// `RangeError` for an invalid date.

const wall = (milliseconds: number) => new Date(milliseconds + 8 * 3_600_000).toISOString()

/** `2018-06-08T10:34:56+08:00`, whole seconds. */
export const toChinaTime = (milliseconds: number): string => `${wall(milliseconds).slice(0, 19)}+08:00`

/** `2018-06-08 10:34:56`. */
export const toChinaText = (milliseconds: number): string => wall(milliseconds).slice(0, 19).replace('T', ' ')

/** `20180608103456`; {@link fromChinaDigits} reads it. */
export const toChinaDigits = (milliseconds: number): string => wall(milliseconds).replace(/\D/g, '').slice(0, 14)

/** ISO 8601 of `20180608103456`; any other text as it is, which is a time of this machine's zone or none. */
export const fromChinaDigits = (digits: string): string =>
  digits.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3T$4:$5:$6+08:00')

/**
 * Milliseconds of an ISO 8601 time with its zone. NaN for one without, which would be in this machine's, and for a day that
 * its month lacks: `Date.parse` takes the 30th of February for the 2nd of March.
 */
export function fromIsoTime(text: string): number {
  const [day = ''] = /^.{10}(?=T[\d:.]+(Z|[+-]\d\d:?\d\d)$)/.exec(text) ?? []
  return new Date(day).toJSON()?.startsWith(day) ? Date.parse(text) : Number.NaN
}
