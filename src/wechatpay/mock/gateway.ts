import type { MockClock } from '../../mock/clock.js'
import type { Ledger, LedgerOrder, LedgerRefund } from '../../mock/ledger.js'
import type { Identity } from './identity.js'

/** What the handlers of this mock work on. */
export type Gateway = {
  readonly clock: MockClock
  readonly ledger: Ledger
  readonly identity: Identity
  readonly subMerchantIds: readonly string[]
}

/** A JSON object of the wire. */
export type Json = { readonly [name: string]: unknown }

/**
 * What a handler does: moves the ledger, and says what to answer. No body: 204; bytes: a file, which is not signed.
 * `encryptedFor` is the request's Wechatpay-Serial, `origin` the address that it was sent to.
 */
export type Handler = (
  gateway: Gateway,
  body: Json,
  encryptedFor: string | undefined,
  origin: string,
) => Json | Uint8Array | undefined | Promise<Json | Uint8Array | undefined>

/** What WeChat Pay remembers of an order beside the ledger. */
export type OrderMemory = {
  readonly product: string
  /** The body as sent; sent again with other members it is another order. */
  readonly prepay: Json
}

/** What WeChat Pay remembers of a refund beside the ledger. */
export type RefundMemory = {
  readonly fingerprint: string
  readonly subMerchantId: string | undefined
  readonly notifyUrl: string | undefined
  receivedBy: string
}

export const memoryOf = (order: LedgerOrder) => order.wire as OrderMemory
export const refundMemoryOf = (refund: LedgerRefund) => refund.wire as RefundMemory
