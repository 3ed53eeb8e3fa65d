import type { Book, BookOrder, BookRefund } from '../../mock/book.js'
import type { MockClock } from '../../mock/clock.js'
import type { Identity } from './identity.js'

/** What the handlers of this mock work on. */
export type Platform = {
  readonly clock: MockClock
  readonly book: Book
  readonly identity: Identity
  readonly subMerchantIds: readonly string[]
}

/** A JSON object of the wire. */
export type Json = { readonly [name: string]: unknown }

/**
 * What a handler does: moves the book, and says what to answer. No body: 204; bytes: a file, which is not signed.
 * `encryptedFor` is the request's Wechatpay-Serial, `origin` the address that it was sent to.
 */
export type Handler = (
  gateway: Platform,
  body: Json,
  encryptedFor: string | undefined,
  origin: string,
) => Json | Uint8Array | undefined | Promise<Json | Uint8Array | undefined>

/** What WeChat Pay remembers of an order beside the book. */
export type OrderMemory = {
  readonly product: string
  /** The body as sent; sent again with other members it is another order. */
  readonly prepay: Json
}

/** What WeChat Pay remembers of a refund beside the book. */
export type RefundMemory = {
  readonly fingerprint: string
  readonly subMerchantId: string | undefined
  readonly notifyUrl: string | undefined
  receivedBy: string
}

export const memoryOf = (order: BookOrder) => order.wire as OrderMemory
export const refundMemoryOf = (refund: BookRefund) => refund.wire as RefundMemory
