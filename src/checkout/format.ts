import type { Amount } from '../core/amount.js'

// ISO 4217, of the currencies that core knows. Not Intl's figures: those are what is usual in a shop, such as no sen.
const decimals: Readonly<Record<string, number>> = { CLP: 0, JPY: 0, KRW: 0, VND: 0, KWD: 3 }

/** An amount as a payer reads it: `¥25.00`, `HK$25.00`. */
export function readableAmount({ currency, value }: Amount, language: string): string {
  const digits = decimals[currency] ?? 2
  return new Intl.NumberFormat(language, {
    style: 'currency',
    currency,
    currencyDisplay: currency === 'CNY' ? 'narrowSymbol' : 'symbol',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value / 10 ** digits)
}

/** `09:05` of seconds, of which a fraction counts as a whole one; hours become minutes. */
export function clockText(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds))
  return [Math.floor(whole / 60), whole % 60].map((part) => String(part).padStart(2, '0')).join(':')
}
