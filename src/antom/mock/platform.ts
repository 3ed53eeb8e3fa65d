import { toChinaDigits } from '../../codec/time.js'
import { urlProblem } from '../../core/public-url.js'
import type { PrivateKey } from '../../crypto/contract.js'
import type { Book, BookOrder, BookRefund } from '../../mock/book.js'
import type { MockClock } from '../../mock/clock.js'
import type { Witness } from '../../mock/evidence.js'
import type { Json } from '../../mock/http.js'
import { randomDigits } from '../../mock/numbers.js'
import type { Party } from '../../mock/parties.js'
import type { NewNotice } from '../../mock/provider.js'
import { refuse } from '../../mock/refusal.js'
import type { MockAntomOptions } from './options.js'

/** What the handlers of this mock work on. */
export type Platform = {
  readonly clock: MockClock
  readonly book: Book
  readonly clientId: string
  readonly merchant: Party
  readonly antom: Party
  /** Somebody else's key, for forgeries. */
  readonly stranger: PrivateKey
  readonly options: MockAntomOptions
  /** Takes down what becomes of one message. */
  readonly witness?: Witness | undefined
  notify(notice: NewNotice): void
}

/** A request that is rightly signed, as the handlers see it. */
export type Call = {
  readonly body: Json
  /** The address that it was sent to. */
  readonly origin: string
}

/** What a handler does: moves the book, and says what to answer beside `result`, which is S unless it brings one. */
export type Handler = (platform: Platform, call: Call) => Json

/** What Antom remembers of an order beside the book. */
export type OrderMemory = {
  readonly paymentId: string
  readonly productCode: string
  readonly scenario: string | undefined
  /** What a repetition must have again. */
  readonly paymentMethodId: string | undefined
  readonly paymentMethodType: string | undefined
  readonly description: string
  readonly notifyUrl: string | undefined
  readonly redirectUrl: string | undefined
  readonly metadata: string | undefined
  readonly manualCapture: boolean
  /** What an order code shows. */
  readonly code: string | undefined
  /** The wallet has accepted it, the money is not final. */
  accepted?: boolean
  /** Why it failed. */
  failed?: string
  cancelledAt?: number
  readonly captures: {
    readonly captureId: string
    readonly providerCaptureId: string
    readonly value: number
    readonly at: number
  }[]
  /** Nothing more is captured. */
  captured?: boolean
}

export const memoryOf = (order: BookOrder) => order.wire as OrderMemory

export type RefundMemory = { readonly notifyUrl: string | undefined; readonly cancels: boolean }
export const refundMemoryOf = (refund: BookRefund) => refund.wire as RefundMemory

/** Who pays here. */
export const payer = {
  pspName: 'ALIPAYCN',
  pspCustomerId: '2088102534368455',
  displayCustomerId: 'buy***@alitest.com',
} as const

/** Opaque: digits with a capital letter inside. */
export const newNumber = ({ clock }: Platform): string =>
  `${toChinaDigits(clock.now()).slice(0, 8)}1940108001001885J0${randomDigits(10)}`

export const toWireAmount = ({ amount }: Pick<BookOrder, 'amount'>, value = amount.value) => ({
  currency: amount.currency,
  value: String(value),
})

/** What is never final. */
const unclear =
  /^(PAYMENT_IN_PROCESS|CAPTURE_IN_PROCESS|REFUND_IN_PROCESS|UNKNOWN_EXCEPTION|REQUEST_TRAFFIC_EXCEED_LIMIT)$/

export const resultOf = (code: string, message: string): Json => ({
  resultCode: code,
  resultStatus: code === 'SUCCESS' ? 'S' : unclear.test(code) ? 'U' : 'F',
  resultMessage: message,
})

export const illegal = (name: string) => refuse(400, 'PARAM_ILLEGAL', `Illegal parameters exist: ${name}`)

/** A text of 1 to so many characters, or nothing. */
export function textIn(from: unknown, name: string, maximum: number): string | undefined {
  const value = (from as Json | undefined)?.[name]
  if (value === undefined) return undefined
  if (typeof value !== 'string' || value === '' || [...value].length > maximum) throw illegal(name)
  return value
}

export function mustText(from: unknown, name: string, maximum: number): string {
  const value = textIn(from, name, maximum)
  if (value === undefined) throw illegal(name)
  return value
}

/** An amount of the wire: a positive integer as text, without leading zeros, of a currency. */
export function amountIn(from: unknown, name: string): { currency: string; value: number } {
  const { currency, value } = ((from as Json | undefined)?.[name] ?? {}) as Json
  if (typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency)) throw illegal(`${name}.currency`)
  if (typeof value !== 'string' || !/^[1-9]\d{0,14}$/.test(value)) throw illegal(`${name}.value`)
  return { currency, value: Number(value) }
}

export function addressIn(body: Json, name: string, maximum = 2048): string | undefined {
  const address = textIn(body, name, maximum)
  if (address !== undefined && urlProblem(address, { maximum, query: true, fragment: true })) throw illegal(name)
  return address
}
