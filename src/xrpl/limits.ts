import * as z from 'zod/mini'
import { parseDecimal, significantDigits } from '../core/decimal.js'
import { count, existing, form, moment, unless } from '../core/parameters.js'
import { addressPattern } from './wire.js'

// Limits of the ledger's own types (xrpl.org, "Basic Data Types").

export const orderId = existing

/** A destination tag: 32 bits. 0 is one like any other. */
export const tag = () =>
  z
    .number()
    .check(
      unless((given) =>
        Number.isInteger(given) && given >= 0 && given <= 0xffff_ffff
          ? undefined
          : 'must be an integer from 0 to 4294967295',
      ),
    )

/** What is asked for, or moved: what the ledger works out may have a digit more than what people write. */
export const amount = (most: 15 | 16 = 15) =>
  z
    .strictObject(
      { asset: z.enum(['XRP', 'RLUSD']), value: z.string() },
      {
        error: ({ code }) => (code === 'invalid_type' ? "an amount, such as tokenAmount('12.50', 'RLUSD')" : undefined),
      },
    )
    .check(
      unless(
        ({ asset, value }) => {
          const decimal = /^[\d.]+$/.test(value) ? parseDecimal(value) : undefined
          if (!decimal?.digits) return "must be more than 0, as tokenAmount('12.50', 'RLUSD') makes it"
          const { digits, exponent } = decimal
          // A drop is a millionth; there are no more than 10^17 of them.
          if (asset === 'XRP')
            return exponent >= -6 && digits * 10n ** BigInt(exponent + 6) <= 10n ** 17n
              ? undefined
              : 'must have at most 6 decimals, and be at most 100000000000 XRP'
          const scale = exponent + String(digits).length
          return significantDigits(decimal) <= most && scale >= -80 && scale <= 96
            ? undefined
            : `must have at most ${most} significant digits`
        },
        ['value'],
      ),
    )

export const hash = () => form(/^[0-9A-Fa-f]{64}$/, 'must be a transaction’s hash: 64 hexadecimal digits')

/** A classic address. That its check fits shows where it is signed. */
export const address = () => form(addressPattern, 'must be a classic address, r…; of an X-address give address and tag')

/** A signed transaction. */
export const blob = () => form(/^([0-9A-F]{2}){20,2000}$/, 'must be what prepareRefund gave: hexadecimal digits')

/** Index of a ledger. */
export const ledger = () => count(1)

/** Within what a server searches in one go. */
export const ledgers = () =>
  z
    .number()
    .check(
      unless((given) =>
        Number.isInteger(given) && given >= 4 && given <= 900 ? undefined : 'must be an integer from 4 to 900',
      ),
    )

/** So much of a token, as a bare text. */
export const tokens = () => form(/^[1-9]\d{0,14}$/, 'must be a whole number of at most 15 digits, as a text')

export const cursor = () => form(/^\d{1,10}(\.\d{1,6})?$/, 'must be a cursor as watchPayments gave it')

export const when = moment
