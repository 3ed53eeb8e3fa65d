import { ShroffError } from './errors.js'

/** Money in integer minor units: `{ currency: 'CNY', value: 8880 }` is 88.80 yuan. Never a fraction, never a bigint. */
export type Amount = { readonly currency: Currency; readonly value: number }

// ISO 4217 minor units. A currency stands here when one of the rails settles in it, or its codes are drawn.
const minorUnits = {
  AED: 2, AUD: 2, BDT: 2, BRL: 2, CAD: 2, CHF: 2, CLP: 0, CNY: 2, EUR: 2, GBP: 2, HKD: 2, IDR: 2, INR: 2, JPY: 0,
  KHR: 2, KRW: 0, KWD: 3, KZT: 2, LAK: 2, LKR: 2, MMK: 2, MNT: 2, MOP: 2, MXN: 2, MYR: 2, NPR: 2, NZD: 2, PEN: 2,
  PHP: 2, PKR: 2, PLN: 2, RUB: 2, SAR: 2, SGD: 2, THB: 2, TRY: 2, TWD: 2, USD: 2, VND: 0, ZAR: 2,
} as const // biome-ignore format: a table

export type Currency = keyof typeof minorUnits

/** Whether amounts of it can be told here. */
export const isCurrency = (currency: unknown): currency is Currency =>
  typeof currency === 'string' && Object.hasOwn(minorUnits, currency)

/**
 * Reads a decimal text, such as a price from a form, by string arithmetic: no floating point is involved.
 *
 * @param text Digits with at most the currency's decimals: `'88.80'`, `'88.8'`, `'88'`. No sign, no grouping, no blanks.
 * @throws `PARAMETERS_INVALID` for anything else, and above `Number.MAX_SAFE_INTEGER` minor units.
 * @example
 * amount('25.00', 'CNY') // { currency: 'CNY', value: 2500 }
 */
export function amount(text: string, currency: Currency): Amount {
  const decimals = decimalsOf(currency)
  const parts = typeof text === 'string' ? /^(\d{1,17})(?:\.(\d{1,3}))?$/.exec(text) : null
  const fraction = parts?.[2] ?? ''
  if (!parts || fraction.length > decimals) {
    throw refused('text', `must be decimal digits with at most ${decimals} after the point, as a string such as '25'`)
  }
  const value = Number(parts[1] + fraction.padEnd(decimals, '0'))
  if (!Number.isSafeInteger(value)) throw refused('text', 'is larger than an integer can hold exactly')
  return { currency, value }
}

/**
 * The decimal text of an amount, all decimals shown.
 *
 * @throws `PARAMETERS_INVALID` for what is no amount, as that of a payment may be before it is paid.
 * @example
 * formatAmount({ currency: 'CNY', value: 2500 }) // '25.00'
 */
export function formatAmount(amount: Amount): string {
  // A payment that is not paid may have none.
  if (typeof amount !== 'object' || amount === null) throw refused('amount', 'must be given, as an object')
  const { currency, value } = amount
  const decimals = decimalsOf(currency)
  if (!Number.isSafeInteger(value) || value < 0) throw refused('value', 'must be a non-negative safe integer')
  if (decimals === 0) return String(value)
  const digits = String(value).padStart(decimals + 1, '0')
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}

function decimalsOf(currency: Currency): number {
  if (!isCurrency(currency)) {
    throw refused('currency', `must be one of ${Object.keys(minorUnits).join(', ')}`)
  }
  return minorUnits[currency]
}

function refused(path: string, problem: string): ShroffError {
  return new ShroffError('PARAMETERS_INVALID', {
    problem: 'An amount was refused.',
    outcome: 'not-sent',
    fields: [{ path, problem }],
  })
}
