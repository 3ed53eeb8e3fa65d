import { type Decimal, formatDecimal, nought, parseDecimal } from '../core/decimal.js'
import { undocumented } from '../core/read.js'
import type { FromShape } from '../core/shape.js'
import type { TokenAmount } from '../core/token-amount.js'
import { type CircleAsset, currencies, type moneyShape } from './wire.js'

type WireMoney = FromShape<typeof moneyShape>

/** At least two decimals, as Circle's own examples have. */
export function toMoney({ asset, value }: TokenAmount<CircleAsset>): WireMoney {
  const [whole, fraction = ''] = value.split('.')
  return { amount: `${whole}.${fraction.padEnd(2, '0')}`, currency: currencies[asset] }
}

/** Which token Circle's currency stands for. @throws `BODY_INVALID` for another. */
export function assetOf(currency: string): CircleAsset {
  const asset = (Object.keys(currencies) as CircleAsset[]).find((name) => currencies[name] === currency)
  if (!asset) throw undocumented(`the currency ${currency}`)
  return asset
}

export function decimalOf({ amount }: WireMoney): Decimal {
  const decimal = /^[\d.]+$/.test(amount) ? parseDecimal(amount) : undefined
  if (!decimal) throw undocumented(`the amount ${amount}`)
  return decimal
}

/** However many decimals it has. @throws `BODY_INVALID` for what is no amount of a token. */
export const tokensOf = (money: WireMoney): TokenAmount<CircleAsset> => ({
  asset: assetOf(money.currency),
  value: formatDecimal(decimalOf(money)),
})

/** Nothing, where the wire does not tell. */
export const decimalIn = (money: WireMoney | null | undefined): Decimal => (money ? decimalOf(money) : nought)
