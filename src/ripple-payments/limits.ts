import * as z from 'zod/mini'
import { parseDecimal, significantDigits } from '../core/decimal.js'
import { form, lengthProblem, moment, text, textUpTo } from '../core/parameters.js'
import { uuid } from './wire.js'

/** Printable, for it stands in reports of Ripple's; at most 36 characters, as Ripple keeps them. */
export const transferId = () =>
  text(
    (given) =>
      lengthProblem(given, 36) ?? (/\p{Cc}/u.test(given) ? 'must not have control characters in it' : undefined),
  )

export const quoteId = () => form(uuid, 'must be the quoteId of a quote, a UUID in small letters')

/** Identities and financial instruments. */
export const id = () => form(/^[\w-]{1,64}$/, 'must be an id of Ripple’s, such as a UUID')

export const currency = () => form(/^[A-Z]{3,5}$/, 'must be a currency in capitals, such as USD or RLUSD')
export const country = () => form(/^[A-Z]{2}$/, 'must be a country by two capitals, such as MX')
export const network = () => textUpTo(20)
export const category = () => form(/^[A-Z][A-Z0-9_]{1,63}$/, 'must be a category in capitals, such as BANK')
export const code = () => form(/^[\w-]{1,35}$/, 'must be a code of Ripple’s, such as PAYR')
export const memo = () => textUpTo(256)
export const labels = () => z.array(textUpTo(100)).check(z.maxLength(10, { error: 'must be at most 10 labels' }))
export const when = moment

/** It goes as a JSON number, so it may have no more digits than every reader of one keeps. */
export const value = () =>
  text((given) => {
    const decimal = /^\d{1,15}(\.\d{1,6})?$/.test(given) ? parseDecimal(given) : undefined
    if (!decimal || !/[1-9]/.test(given.split('.')[0]!))
      return "must be a decimal text from 1 on, such as '1000.00', with at most 6 decimals"
    return significantDigits(decimal) > 15 ? 'must have at most 15 digits, for it goes as a JSON number' : undefined
  })
