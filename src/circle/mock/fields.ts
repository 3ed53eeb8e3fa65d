import { type Decimal, parseDecimal } from '../../core/decimal.js'
import type { Json } from '../../mock/http.js'
import { decimals } from '../wire.js'
import { invalid } from './platform.js'

// What may stand in a body.

export const objectIn = (from: unknown, name: string, location = name): Json => {
  const value = (from as Json | undefined)?.[name]
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid(location)
  return value as Json
}

export function textIn(from: unknown, name: string, pattern: RegExp, location = name): string {
  const value = (from as Json | undefined)?.[name]
  if (typeof value !== 'string' || !pattern.test(value)) throw invalid(location)
  return value
}

export const currencyIn = (from: unknown, name: string, location = name): string =>
  textIn(from, name, /^(USD|EUR)$/, location)

/** More than nothing, with six decimals at most. */
export function amountIn(from: unknown, name: string, location = name): { amount: Decimal; currency: string } {
  const money = objectIn(from, name, location)
  const text = textIn(money, 'amount', /^\d{1,12}(\.\d{1,6})?$/, `${location}.amount`)
  const amount = parseDecimal(text)!
  if (amount.digits === 0n || amount.exponent < -decimals) throw invalid(`${location}.amount`)
  return { amount, currency: currencyIn(money, 'currency', `${location}.currency`) }
}

const chains = /^(ALGO|ARB|ARC|AVAX|BASE|ETH|HBAR|NOBLE|OP|POLY|SOL|SUI|XLM)$/
export const chainIn = (from: unknown, location: string): string => textIn(from, 'chain', chains, location)

/** What an address of a chain looks like, as far as the mock knows. */
export function addressIn(from: unknown, chain: string, location: string): string {
  const evm = /^(ARB|ARC|AVAX|BASE|ETH|OP|POLY)$/.test(chain)
  return textIn(from, 'address', evm ? /^0x[0-9a-fA-F]{40}$/ : /^[\w.:-]{8,256}$/, location)
}
