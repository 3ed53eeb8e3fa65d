import { formatAmount } from '../core/amount.js'
import { toHex } from '../crypto/bytes.js'

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))

export const randomDigits = (length: number): string => Array.from(random(length), (byte) => byte % 10).join('')

/** Two digits a byte, in lower case. */
export const randomHex = (bytes: number): string => toHex(random(bytes)).toLowerCase()

/** Fen as a decimal text of yuan with two places; what goes out of a statement is below zero. */
export const yuanText = (value: number): string =>
  `${value < 0 ? '-' : ''}${formatAmount({ currency: 'CNY', value: Math.abs(value) })}`

/** Yuan as fen; undefined for what is no amount. Official samples show numbers as well as texts. */
export function fenOf(yuan: unknown): number | undefined {
  const parts = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(String(yuan))
  return parts ? Number(parts[1]) * 100 + Number((parts[2] ?? '').padEnd(2, '0')) : undefined
}
