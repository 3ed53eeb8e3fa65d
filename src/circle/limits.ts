import * as z from 'zod/mini'
import { parseDecimal } from '../core/decimal.js'
import { existing, form, moment, textUpTo, unless } from '../core/parameters.js'
import { decimals, uuid } from './wire.js'

/** The shop's own number of an order, a refund, a transfer or a recipient. Circle never sees it, only the key that is made of it. */
export const number = existing

/** An object of Circle's: a UUID. */
export const reference = () => form(uuid, 'must be an id of Circle’s, a UUID in small letters')

export const amount = () =>
  z
    .strictObject(
      { asset: z.enum(['USDC', 'EURC']), value: z.string() },
      {
        error: ({ code }) => (code === 'invalid_type' ? "an amount, such as tokenAmount('12.50', 'USDC')" : undefined),
      },
    )
    .check(
      unless(
        ({ value }) => {
          const decimal = /^[\d.]+$/.test(value) ? parseDecimal(value) : undefined
          if (!decimal?.digits) return "must be more than 0, as tokenAmount('12.50', 'USDC') makes it"
          const { digits, exponent } = decimal
          return exponent >= -decimals && digits * 10n ** BigInt(exponent + decimals) < 10n ** 18n
            ? undefined
            : 'must have at most 6 decimals, and 12 digits before them'
        },
        ['value'],
      ),
    )

/** The set is open: Circle adds chains. */
export const chain = () => form(/^[A-Z][A-Z0-9-]{1,15}$/, 'must be a chain in capitals, such as ETH, BASE, SOL or XLM')

/** Chains write them differently: what cannot be one is refused here, and the rest by Circle. */
export const address = () => form(/^[\w:.%-]{8,256}$/, 'must be an address on that chain')
export const addressTag = () => textUpTo(256)

export const walletId = () => form(/^\d{1,32}$/, 'must be the number of a wallet, digits as a string')
export const when = moment
