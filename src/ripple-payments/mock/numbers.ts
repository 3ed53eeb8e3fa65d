import { type Decimal, formatDecimal, parseDecimal } from '../../core/decimal.js'
import { writeJson } from '../../mock/http.js'

/** A number as it stands in the JSON, digit for digit: one of JavaScript's would round it. */
export const numberOf = (value: Decimal): string => `\u0000${formatDecimal(value)}\u0000`

/** JSON with those numbers in it, in a spelling that `JSON.stringify` does not have. */
export const writeNumbers = (value: object): string => writeJson(value).replace(/"\\u0000([\d.]+)\\u0000"/g, '$1')

/** HALF_UP to so many decimals: what quotes are rounded by. */
export function rounded({ digits, exponent }: Decimal, decimals: number): Decimal {
  const cut = -decimals - exponent
  if (cut <= 0) return { digits, exponent }
  const unit = 10n ** BigInt(cut)
  return parseDecimal(`${(digits * 2n + unit) / (unit * 2n)}e${-decimals}`)!
}

export const product = (a: Decimal, b: Decimal): Decimal =>
  parseDecimal(`${a.digits * b.digits}e${a.exponent + b.exponent}`)!

/** To 18 digits behind the point. */
export const quotient = (a: Decimal, b: Decimal): Decimal => {
  const scale = 18 + a.exponent - b.exponent
  const digits =
    scale >= 0 ? (a.digits * 10n ** BigInt(scale)) / b.digits : a.digits / (b.digits * 10n ** BigInt(-scale))
  return parseDecimal(`${digits}e-18`)!
}
