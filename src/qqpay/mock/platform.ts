import { toChinaDigits } from '../../codec/time.js'
import type { Book, BookOrder, BookRefund } from '../../mock/book.js'
import type { MockClock } from '../../mock/clock.js'
import type { Witness } from '../../mock/evidence.js'
import { randomDigits } from '../../mock/numbers.js'
import type { NewNotice } from '../../mock/provider.js'
import { refuse } from '../../mock/refusal.js'
import type { Fields } from '../canonical.js'
import type { MockQqpayOptions, QqpayUnconfirmed } from './options.js'

/** What the handlers of this mock work on. */
export type Platform = {
  readonly clock: MockClock
  readonly book: Book
  readonly merchantId: string
  readonly appId: string
  readonly apiKey: string
  readonly operatorPassword: string
  readonly options: MockQqpayOptions
  /** Takes down what becomes of one message. */
  readonly witness?: Witness | undefined
  notify(notice: NewNotice): void
}

/** What a handler does: moves the book, and says what to answer beside the envelope. What it refuses it throws. */
export type Handler = (platform: Platform, asked: Fields) => Fields

export const unconfirmedOf = ({ options }: Platform): QqpayUnconfirmed => options.unconfirmed ?? {}

/** What QQ Wallet remembers of an order beside the book. */
export type OrderMemory = {
  readonly tradeType: string
  readonly prepayId: string | undefined
  readonly description: string
  readonly notifyUrl: string | undefined
  readonly attach: string | undefined
  readonly deviceId: string | undefined
  /** What a repetition must have again. */
  readonly fingerprint: string
  reversed?: boolean
}

export const memoryOf = (order: BookOrder) => order.wire as OrderMemory

export type RefundMemory = { readonly fingerprint: string; readonly reverses: boolean }
export const refundMemoryOf = (refund: BookRefund) => refund.wire as RefundMemory

export const payerId = 'A0EBA0D1B8A6D5C3F7E1D6B1C9A2E3F4'

/** Merchant, two digits, the day, ten digits: as in the sample. */
export const newNumber = ({ merchantId, clock }: Pick<Platform, 'merchantId' | 'clock'>, kind: '10' | '20'): string =>
  `${merchantId}${kind}${toChinaDigits(clock.now()).slice(2, 8)}${randomDigits(10)}`

/** By business: the names of the codes are those of WeChat Pay's APIv2, which is unconfirmed. */
export const failed = (code: string, words: string) => refuse(200, code, words)

export const day = 24 * 3_600_000

/** A text of 1 to so many characters, or nothing. */
export function textIn(asked: Fields, name: string, maximum: number): string | undefined {
  const text = asked[name] || undefined
  if (text !== undefined && [...text].length > maximum) throw failed('PARAM_ERROR', `参数${name}过长`)
  return text
}

export function mustText(asked: Fields, name: string, maximum: number): string {
  const text = textIn(asked, name, maximum)
  if (text === undefined) throw failed('LACK_PARAMS', `缺少参数${name}`)
  return text
}

/** Fen: a positive integer as text, without leading zeros. */
export function fenIn(asked: Fields, name: string): number {
  const text = mustText(asked, name, 15)
  if (!/^[1-9]\d*$/.test(text)) throw failed('PARAM_ERROR', `参数${name}错误`)
  return Number(text)
}
