import { compareDecimals, type Decimal, formatDecimal, parseDecimal } from './decimal.js'
import { ShroffError } from './errors.js'

/** What a chain moves: its own coin, or a token of one issuer. */
export type Asset = 'EURC' | 'USDC' | 'RLUSD' | 'XRP'

/**
 * So much of an asset: `{ asset: 'RLUSD', value: '12.5' }`. The value is an exact decimal as text, for no number holds it: without
 * sign, exponent, or zeros that say nothing, so that equal texts are equal amounts.
 */
export type TokenAmount<A extends Asset = Asset> = { readonly asset: A; readonly value: string }

/** How what came compares with what was asked for, where the payer decides how much. */
export type Coverage = 'exact' | 'over' | 'under'

/**
 * Reads a decimal text, such as a price from a form. How many decimals an asset has is for the chain to say: the action refuses more.
 *
 * @param text Digits with or without decimals: `'12.50'`, `'12.5'`, `'12'`. No sign, no grouping, no blanks, no exponent.
 * @throws `PARAMETERS_INVALID` for anything else.
 * @example
 * tokenAmount('12.50', 'RLUSD') // { asset: 'RLUSD', value: '12.5' }
 */
export function tokenAmount<A extends Asset>(text: string, asset: A): TokenAmount<A> {
  const value = typeof text === 'string' && /^[\d.]{1,64}$/.test(text) ? parseDecimal(text) : undefined
  if (!value) throw refused('text', "must be decimal digits, as a string such as '12.5'")
  if (!assets.includes(asset)) throw refused('asset', `must be one of ${assets.join(', ')}`)
  return { asset, value: formatDecimal(value) }
}

const assets: readonly Asset[] = ['EURC', 'USDC', 'RLUSD', 'XRP']

export function coverageOf(received: Decimal, wanted: Decimal): Coverage {
  const difference = compareDecimals(received, wanted)
  return difference === 0 ? 'exact' : difference > 0 ? 'over' : 'under'
}

const refused = (path: string, problem: string) =>
  new ShroffError('PARAMETERS_INVALID', {
    problem: 'An amount was refused.',
    outcome: 'not-sent',
    fields: [{ path, problem }],
  })
