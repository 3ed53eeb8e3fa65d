import { parseDecimal } from '../../core/decimal.js'
import { configError } from '../../core/errors.js'
import type { TokenAmount } from '../../core/token-amount.js'
import type { XrplAccount } from '../account.js'
import { networks, rlusdCurrency, type XrplAsset } from '../wire.js'

/** XRP in drops, as text; RLUSD by its issuer. */
export function toWire({ network }: XrplAccount, { asset, value }: TokenAmount<XrplAsset>): string | object {
  if (asset === 'RLUSD') return { currency: rlusdCurrency, issuer: issuerOf(network), value }
  const { digits, exponent } = parseDecimal(value)!
  return String(digits * 10n ** BigInt(exponent + 6))
}

/** @throws `CONFIG_INVALID` for a network without one. */
export function issuerOf(network: XrplAccount['network']): string {
  const issuer = networks[network].rlusdIssuer
  if (issuer) return issuer
  throw configError(`xrplPaying: there is no RLUSD on ${network}.`)
}
