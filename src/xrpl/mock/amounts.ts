import { type Decimal, nought, parseDecimal } from '../../core/decimal.js'
import { networks, rlusdCurrency } from '../wire.js'

/** So much RLUSD of its one issuer; nought for anything else. */
export function rlusdOf(amount: unknown): Decimal {
  const { currency, issuer, value } = (amount ?? {}) as Record<string, string>
  if (currency !== rlusdCurrency || issuer !== networks.mainnet.rlusdIssuer) return nought
  return parseDecimal(value!) ?? nought
}

export const plus = (a: Decimal, b: Decimal): Decimal => combined(a, b, 1n)
export const minus = (a: Decimal, b: Decimal): Decimal => combined(a, b, -1n)

function combined(a: Decimal, b: Decimal, sign: 1n | -1n): Decimal {
  const exponent = Math.min(a.exponent, b.exponent)
  const scaled = (of: Decimal) => of.digits * 10n ** BigInt(of.exponent - exponent)
  return parseDecimal(`${scaled(a) + sign * scaled(b)}e${exponent}`) ?? nought
}
