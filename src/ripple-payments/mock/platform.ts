import type { Decimal } from '../../core/decimal.js'
import { type Book, beside } from '../../mock/book.js'
import type { MockClock } from '../../mock/clock.js'
import type { Witness } from '../../mock/evidence.js'
import type { Json } from '../../mock/http.js'
import type { NewNotice } from '../../mock/provider.js'
import { refuse } from '../../mock/refusal.js'
import type { MockRipplePaymentsOptions } from './options.js'

/** What the handlers of this mock work on. */
export type Platform = {
  readonly clock: MockClock
  readonly book: Book
  readonly clientId: string
  readonly clientSecret: string
  readonly options: MockRipplePaymentsOptions
  /** Where notices go, as Ripple has been told. */
  readonly notifyUrls: { payment: string }
  /** Takes down what becomes of one message. */
  readonly witness?: Witness | undefined
  notify(notice: NewNotice): void
}

/** A call with a token in it, as the handlers see it. */
export type Call = {
  readonly body: Json
  readonly query: URLSearchParams
  /** What stands in the path in the place of `{id}`, and of `{other}`. */
  readonly parts: Readonly<Record<string, string>>
}

/** What a handler does: moves what the mock remembers, and says what is answered. */
export type Handler = (platform: Platform, call: Call) => object

export type Money = { readonly currency: string; readonly value: Decimal }

export type Quote = {
  readonly id: string
  readonly collectionId: string
  readonly amountType: string
  readonly source: Money
  readonly destination: Money
  readonly rate: Decimal
  readonly fee: Money
  readonly asked: Json
  readonly createdAt: number
  readonly expiresAt: number
}

/** Where a payment stands, in Ripple’s words. */
export type RipplePaymentsState =
  | 'INITIATED'
  | 'AWAITING_FUNDING'
  | 'VALIDATING'
  | 'TRANSFERRING'
  | 'COMPLETED'
  | 'DECLINED'
  | 'FAILED'
  | 'RETURNED'

export type Payment = {
  readonly quote: Quote
  readonly asked: Json
  labels: readonly string[]
  readonly createdAt: number
  state: RipplePaymentsState
  updatedAt: number
  /** Ripple's code and words, where it went wrong. */
  error: { readonly code: string; readonly title: string } | undefined
  readonly transitions: { readonly updatedFrom: string; readonly updatedTo: string; readonly updatedAt: string }[]
}

export type Identity = { readonly id: string; readonly about: Json; readonly instruments: Map<string, Json> }

/** What the mock remembers. */
export type Memory = {
  /** By the token, until when it is good. */
  readonly tokens: Map<string, number>
  readonly quotes: Map<string, Quote>
  /** By the quotes that they were made of. */
  readonly payments: Map<string, Payment>
  readonly identities: Map<string, Identity>
  /** By currency. */
  readonly balances: Map<string, { available: Decimal; reserved: Decimal }>
}

export const memoryOf = ({ book }: Pick<Platform, 'book'>): Memory =>
  beside(book, 'memory', () => ({
    tokens: new Map(),
    quotes: new Map(),
    payments: new Map(),
    identities: new Map(),
    balances: new Map(),
  }))

export const invalid = (description: string) => refuse(400, 'USR_001', 'Bad Request', { description })
export const notFound = (description = 'The requested resource could not be found.') =>
  refuse(404, 'USR_002', 'Resource Not Found', { type: 'NOT_FOUND', description })

export const isoOf = (time: number): string => new Date(time).toISOString()
