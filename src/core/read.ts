import { fromChinaDigits, fromIsoTime } from '../codec/time.js'
import { type Amount, amount, isCurrency } from './amount.js'
import { ShroffError } from './errors.js'

// What every provider's messages are read with, once they are verified and in shape.

/** A value that the provider does not document: whatever vouches for the message, it must not be guessed at. */
export const undocumented = (what: string): ShroffError =>
  new ShroffError('BODY_INVALID', {
    problem: `The message has ${what.slice(0, 80)}, which is not documented.`,
  })

/** Our word for a state of the provider's. @throws `BODY_INVALID` for one that is not documented. */
export function stateOf<T extends string>(states: Readonly<Record<string, T>>, said: string): T {
  const state = Object.hasOwn(states, said) ? states[said] : undefined
  if (state === undefined) throw undocumented(`the state ${said}`)
  return state
}

/** A number of fen. @throws `BODY_INVALID` for one below zero, or of another currency. */
export function fenOf(value: number, currency: string | null | undefined): Amount {
  if (value < 0) throw undocumented(`the amount ${value}`)
  mustBeYuan(currency)
  return { currency: 'CNY', value }
}

/** A decimal text of yuan, by string arithmetic; of no more digits than a number holds exactly. @throws `BODY_INVALID` */
export function yuanOf(text: string): Amount {
  if (!/^\d{1,13}(\.\d{1,2})?$/.test(text)) throw undocumented(`the amount ${text}`)
  return amount(text, 'CNY')
}

/** @throws `BODY_INVALID` for any currency but the yuan; none is the yuan. */
export function mustBeYuan(currency: string | null | undefined): void {
  if ((currency || 'CNY') !== 'CNY') throw undocumented(`the currency ${currency}`)
}

/** A text of whole minor units, `100` of the yuan is 1.00. @throws `BODY_INVALID` also for a currency that is not known here. */
export function minorUnitsOf(text: string, currency: string): Amount {
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN
  if (Number.isNaN(value)) throw undocumented(`the amount ${text}`)
  if (!isCurrency(currency)) throw undocumented(`the currency ${currency}`)
  return { currency, value }
}

/** An ISO 8601 time with its zone. @throws `BODY_INVALID` */
export function dateOf(text: string): Date {
  const time = fromIsoTime(text)
  if (Number.isNaN(time)) throw undocumented(`the time ${text}`)
  return new Date(time)
}

/** `yyyy-MM-dd HH:mm:ss` with or without milliseconds, in China. @throws `BODY_INVALID` */
export const chinaDateOf = (text: string): Date => dateOf(`${text.replace(' ', 'T')}+08:00`)

/** `yyyyMMddHHmmss`, in China. @throws `BODY_INVALID` */
export const chinaDigitsOf = (text: string): Date => dateOf(fromChinaDigits(text))
