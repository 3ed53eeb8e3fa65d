import type { WireRequest } from '../../core/transport.js'
import type { Book, BookOrder, BookRefund } from '../../mock/book.js'
import type { MockClock } from '../../mock/clock.js'
import type { Witness } from '../../mock/evidence.js'
import type { Json } from '../../mock/http.js'
import type { NewNotice } from '../../mock/provider.js'
import type { Identity } from './identity.js'
import type { MockAlipayOptions } from './options.js'

/** What the handlers of this mock work on. */
export type Platform = {
  readonly clock: MockClock
  readonly book: Book
  readonly identity: Identity
  readonly options: MockAlipayOptions
  /** Where a mock on a port of its own hands out statements; otherwise at the official host. */
  readonly statementOrigin?: string
  /** Takes down what becomes of one message. */
  readonly witness?: Witness | undefined
  notify(notice: NewNotice): void
}

/** What a call brings beside its content. `method` is V2's name in both generations. */
export type Beside = {
  readonly method: string
  readonly notifyUrl: string | undefined
  readonly returnUrl: string | undefined
}

/** What a method does: moves the book, and says what to answer beside `code` and `msg`, or in their place. */
export type Handler = (platform: Platform, content: Json, beside: Beside) => Json

/** What Alipay remembers of an order beside the book. */
export type OrderMemory = {
  readonly subject: string
  readonly body: string | undefined
  readonly passbackParams: string | undefined
  /** Of the call that placed it. */
  readonly beside: Beside
  /** Exists for queries: known before it is paid only where the payer has opened it. */
  tradeNo: string
}

export const memoryOf = (order: BookOrder) => order.wire as OrderMemory

export type RefundMemory = { readonly reason: string | undefined; readonly cancels: boolean }
export const refundMemoryOf = (refund: BookRefund) => refund.wire as RefundMemory

/** Who pays here. */
export const buyer = { id: '2088102534368455', logonId: '159****5620' } as const

/** Each host knows its own applications only; at an address of its own the mock is whichever is asked for. */
export function isHere({ options }: Platform, { url }: WireRequest): boolean {
  const { hostname } = new URL(url)
  if (hostname.endsWith('.alipaydev.com')) return options.sandbox === true
  return !hostname.endsWith('.alipay.com') || options.sandbox !== true
}
