import type { Book, BookOrder, BookRefund } from '../../mock/book.js'
import type { MockClock } from '../../mock/clock.js'
import type { Fault } from '../../mock/faults.js'
import type { NewNotice } from '../../mock/provider.js'
import type { Identity } from './identity.js'

/** What the handlers of this mock work on. */
export type Platform = {
  readonly clock: MockClock
  readonly book: Book
  readonly identity: Identity
  /** Where a mock on a port of its own hands out statements; otherwise at the official host. */
  readonly statementOrigin?: string
  notify(notice: NewNotice): void
}

export type Json = { readonly [name: string]: unknown }

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
  readonly passbackParams: string | undefined
  /** Of the call that placed it. */
  readonly beside: Beside
  /** Exists for queries: known before it is paid only where the payer has opened it. */
  tradeNo: string
}

export const memoryOf = (order: BookOrder) => order.wire as OrderMemory

export type RefundMemory = { readonly reason: string | undefined }
export const refundMemoryOf = (refund: BookRefund) => refund.wire as RefundMemory

/** Who pays here. */
export const buyer = { id: '2088102534368455', logonId: '159****5620' } as const

/** A refusal: V2's code and sub_code; V3 makes its own of them. */
export type Refusal = Error & { readonly code: string; readonly subCode: string }

export const refuse = (code: string, subCode: string, message: string): Refusal =>
  Object.assign(new Error(message), { code, subCode })

export const isRefusal = (error: unknown): error is Refusal => error instanceof Error && 'subCode' in error

/** A business refusal, 40004. */
export const refuseBusiness = (subCode: string, message: string): Refusal => refuse('40004', subCode, message)

/** The refusal that a fault asks for, before the book moves. A refusal given as an object is each generation's own. */
export function throwFault(fault: Fault | undefined): void {
  if (fault === 'system-error-before' || fault === 'unavailable') throw refuse('20000', 'isp.unknow-error', '系统繁忙')
  if (fault === 'rate-limited') throw refuse('40005', 'isv.app-call-limited', '应用调用次数超限，包含调用频率超限')
  if (fault === 'nonce-refused') throw refuse('40002', 'isv.suspected-attack', '可疑的攻击请求')
}
