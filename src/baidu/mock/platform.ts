import type { Book, BookOrder, BookRefund } from '../../mock/book.js'
import { beside } from '../../mock/book.js'
import type { MockClock } from '../../mock/clock.js'
import type { Witness } from '../../mock/evidence.js'
import { randomDigits } from '../../mock/numbers.js'
import type { Party } from '../../mock/parties.js'
import type { NewNotice } from '../../mock/provider.js'
import { refuse } from '../../mock/refusal.js'
import type { Fields } from '../canonical.js'
import type { BaiduAddresses, BaiduUnconfirmed, MockBaiduOptions } from './options.js'

export type Identity = {
  readonly dealId: string
  readonly appKey: string
  readonly clientId: string
  readonly clientSecret: string
  readonly merchant: Party
  readonly baidu: Party
  readonly stranger: Party
}

/** What the handlers of this mock work on. */
export type Platform = {
  readonly clock: MockClock
  readonly book: Book
  readonly identity: Identity
  readonly options: MockBaiduOptions
  /** Where notices go, as the console has it. */
  readonly addresses: Required<BaiduAddresses>
  /** Takes down what becomes of one message. */
  readonly witness?: Witness | undefined
  notify(notice: NewNotice): void
}

/** Moves the book, and gives what stands in `data`. What it refuses it throws. */
export type Handler = (platform: Platform, asked: Fields) => unknown

export const unconfirmedOf = ({ options }: Platform): BaiduUnconfirmed => options.unconfirmed ?? {}

/** What Baidu remembers of an order beside the book. */
export type OrderMemory = {
  /** `orderId` at Baidu, before it is paid too. */
  readonly number: string
  readonly title: string
  readonly returnData: string
  readonly notifyUrl: string | undefined
  /** `isConsumed` was 2. */
  consumed?: boolean
  /** A whole order that Baidu gave back by itself. */
  abnormal?: boolean
}
export const memoryOf = (order: BookOrder) => order.wire as OrderMemory

export type RefundMemory = { readonly fingerprint: string; readonly abnormal?: boolean; asked: number }
export const refundMemoryOf = (refund: BookRefund) => refund.wire as RefundMemory

/** What Baidu remembers of nobody's order. */
export const vaultOf = ({ book }: Pick<Platform, 'book'>) =>
  beside(book, 'vault', () => ({ tokens: new Map<string, number>(), bills: new Map<string, string>() }))

export const userId = '3391629990'

/** As captured: 14 digits. That the first is no zero keeps it a number of so many. */
export const newNumber = (length: number): string => `8${randomDigits(length - 1)}`

export const failed = (code: string, words: string) => refuse(200, code, words)

export const day = 24 * 3_600_000

export function mustText(asked: Fields, name: string): string {
  const text = asked[name]
  if (!text) throw failed('10001', `参数错误,${name}不能为空`)
  return text
}
