import type { Book, BookOrder, BookRefund } from '../../mock/book.js'
import type { MockClock } from '../../mock/clock.js'
import type { Witness } from '../../mock/evidence.js'
import type { Json } from '../../mock/http.js'
import type { Party } from '../../mock/parties.js'
import type { NewNotice } from '../../mock/provider.js'
import { scheme, smScheme } from '../wire.js'
import type { Identity } from './identity.js'
import type { Unconfirmed } from './options.js'

/** What the handlers of this mock work on. */
export type Platform = {
  readonly clock: MockClock
  readonly book: Book
  readonly identity: Identity
  readonly subMerchantIds: readonly string[]
  readonly unconfirmed: Unconfirmed
  /** Those that came before, where a repeated one is refused. */
  readonly nonces: Set<string>
  notify(notice: NewNotice): void
  /** Takes down what becomes of one message. */
  readonly witness?: Witness | undefined
}

/** A request that is rightly signed, as the handlers see it. */
export type Call = {
  readonly body: Json
  /** What stands in the place of each `{name}` of the route. */
  readonly parts: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** The address that it was sent to. */
  readonly origin: string
  /** Whether it came over the paths of partners (服务商). */
  readonly partner: boolean
}

/** What a handler does: moves the book, and says what to answer. Nothing: 204; bytes: a file, which is not signed. */
export type Handler = (platform: Platform, call: Call) => Reply | Promise<Reply>

export type Reply = object | Uint8Array | undefined

/** What WeChat Pay remembers of an order beside the book. */
export type OrderMemory = {
  readonly product: string
  /** The body as sent; sent again with other members it is another order. */
  readonly prepay: Json
  /** What the payer pays by: a new one ends the last. */
  credential?: string
  /** Where the payer of a wap page goes back to, as the page was called. */
  redirectUrl?: string
  /** Of a charge: whose code it was. */
  readonly payerCode?: string
}

/** What WeChat Pay remembers of a refund beside the book. */
export type RefundMemory = {
  readonly fingerprint: string
  readonly subMerchantId: string | undefined
  readonly notifyUrl: string | undefined
  /** The accounts that the merchant wants it taken from. */
  readonly from?: unknown
  /** Made by hand in the merchant console, and so told in APIv2's form. */
  readonly byHand?: boolean
  receivedBy: string
}

export const memoryOf = (order: BookOrder) => order.wire as OrderMemory
export const refundMemoryOf = (refund: BookRefund) => refund.wire as RefundMemory

/** Whether this address is the real one's: then the gateway is in memory. */
export const isOfWechatpay = ({ hostname }: URL): boolean =>
  /^api2?\.(mch\.weixin\.qq\.com|wechatpay\.cn)$/.test(hostname)

/** Who pays here. */
export const payerId = 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o'

/** What the headers call the algorithm of this key. */
export const schemeOf = ({ algorithm }: Party): string => (algorithm.name === 'SM2-SM3' ? smScheme : scheme)
