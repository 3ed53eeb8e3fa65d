// Exact decimals, for amounts that no number holds: 10^17 drops, or 9.980039920159681 of a token. BigInt inside.

/** Not negative: `digits` × 10^`exponent`. Equal numbers are equal here too: `digits` ends in no zero, and nought has the exponent 0. */
export type Decimal = { readonly digits: bigint; readonly exponent: number }

export const nought: Decimal = { digits: 0n, exponent: 0 }

/**
 * Reads `12.50`, `007`, `1e-7` or `9980039920159681E-15`, which is how ledgers write; undefined for anything else: a sign, blanks,
 * a bare point, more than 128 characters, an exponent of more than three digits.
 */
export function parseDecimal(text: string): Decimal | undefined {
  const parts = text.length <= 128 ? /^(\d+)(?:\.(\d+))?(?:e([+-]?\d{1,3}))?$/i.exec(text) : null
  if (!parts) return undefined
  const [, whole, fraction = '', exponent = '0'] = parts
  return normal(`${whole}${fraction}`, Number(exponent) - fraction.length)
}

function normal(digits: string, exponent: number): Decimal {
  const kept = digits.replace(/0+$/, '')
  const value = BigInt(kept)
  return value ? { digits: value, exponent: exponent + digits.length - kept.length } : nought
}

export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const exponent = Math.min(a.exponent, b.exponent)
  return normal(String(scaled(a, exponent) + scaled(b, exponent)), exponent)
}

/** `b` may not be more than `a`. */
export function subtractDecimals(a: Decimal, b: Decimal): Decimal {
  const exponent = Math.min(a.exponent, b.exponent)
  return normal(String(scaled(a, exponent) - scaled(b, exponent)), exponent)
}

/** Below nought where `a` is less than `b`, above where it is more. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const exponent = Math.min(a.exponent, b.exponent)
  const [left, right] = [scaled(a, exponent), scaled(b, exponent)]
  return left < right ? -1 : left > right ? 1 : 0
}

const scaled = ({ digits, exponent }: Decimal, to: number) => digits * 10n ** BigInt(exponent - to)

/** Without exponent, without zeros that say nothing: equal texts are equal numbers. */
export function formatDecimal({ digits, exponent }: Decimal): string {
  if (exponent >= 0) return `${digits}${'0'.repeat(exponent)}`
  const text = String(digits).padStart(1 - exponent, '0')
  return `${text.slice(0, exponent)}.${text.slice(exponent)}`
}

/** How many digits it has between the first that is no zero and the last: 1 of 0.001 and of 1000. */
export const significantDigits = ({ digits }: Decimal): number => String(digits).length
