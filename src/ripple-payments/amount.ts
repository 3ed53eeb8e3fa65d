import { formatDecimal, parseDecimal } from '../core/decimal.js'
import { undocumented } from '../core/read.js'

/**
 * So much of a currency: `{ currency: 'MXN', value: '2438.19' }`. The value is an exact decimal as text, digit for digit as Ripple wrote
 * its number, but for zeros that say nothing: equal texts are equal amounts.
 */
export type RippleAmount = {
  /** Three to five letters: of ISO 4217, or a token's. */
  readonly currency: string
  /** Without sign and exponent. */
  readonly value: string
}

/** @throws `BODY_INVALID` for what is no number from nought on. */
export function decimalOf(text: string): string {
  const decimal = parseDecimal(text)
  if (!decimal) throw undocumented(`the number ${text}`)
  return formatDecimal(decimal)
}

/** Undefined where the wire does not tell both. */
export const amountOf = (
  value: string | null | undefined,
  currency: string | null | undefined,
): RippleAmount | undefined => (value && currency ? { currency, value: decimalOf(value) } : undefined)

/** What is taken of an amount, as quotes and payments tell it. */
export function chargesOf({ fees, taxes }: WireCharges): {
  fees: readonly RippleAmount[]
  taxes: readonly RippleAmount[]
} {
  const there = (amounts: readonly (RippleAmount | undefined)[]) => amounts.filter((amount) => amount !== undefined)
  return {
    fees: there((fees ?? []).map(({ totalFee, feeCurrency }) => amountOf(totalFee, feeCurrency))),
    taxes: there((taxes ?? []).map(({ totalTaxes, taxCurrency }) => amountOf(totalTaxes, taxCurrency))),
  }
}

type Told = string | null | undefined
type WireCharges = {
  fees?: readonly { totalFee?: Told; feeCurrency?: Told }[] | null | undefined
  taxes?: readonly { totalTaxes?: Told; taxCurrency?: Told }[] | null | undefined
}
