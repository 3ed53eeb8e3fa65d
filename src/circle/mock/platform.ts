import type { Decimal } from '../../core/decimal.js'
import { type Book, type BookOrder, beside } from '../../mock/book.js'
import type { MockClock } from '../../mock/clock.js'
import type { Witness } from '../../mock/evidence.js'
import type { Json } from '../../mock/http.js'
import type { NewNotice } from '../../mock/provider.js'
import { refuse } from '../../mock/refusal.js'
import type { Identity } from './identity.js'
import type { MockCircleOptions } from './options.js'

/** What the handlers of this mock work on. */
export type Platform = {
  readonly clock: MockClock
  readonly book: Book
  readonly identity: Identity
  readonly options: MockCircleOptions
  /** Takes down what becomes of one message. */
  readonly witness?: Witness | undefined
  notify(notice: NewNotice): void
}

/** A call with the API key in it, as the handlers see it. */
export type Call = {
  readonly body: Json
  readonly query: URLSearchParams
  /** What stands in the path in the place of `{id}`. */
  readonly id: string
}

/** What a handler does: moves what the mock remembers, and says what stands in `data`. */
export type Handler = (platform: Platform, call: Call) => object

export type Step = {
  readonly status: string
  readonly time: string
  readonly context?: string
  readonly reason?: string
}

export type Intent = {
  readonly id: string
  readonly kind: 'transient' | 'continuous'
  readonly currency: string
  /** Of a transient one. */
  readonly amount: Decimal | undefined
  readonly chain: string
  readonly merchantWalletId: string
  readonly createdAt: number
  /** When Circle has its address. */
  readonly addressAt: number
  readonly address: string
  readonly addressTag: string | undefined
  updatedAt: number
  /** The newest first. */
  readonly timeline: Step[]
  readonly payments: Payment[]
  /** The same in the book, by which the controls of all mocks find it. Of a transient one. */
  order?: BookOrder
}

export type Payment = {
  readonly id: string
  readonly type: 'payment' | 'refund'
  status: 'pending' | 'confirmed' | 'paid' | 'failed' | 'action_required'
  readonly amount: Decimal
  readonly currency: string
  readonly chain: string
  readonly intent: Intent
  /** Where it came from, or where it goes. */
  readonly address: string
  readonly transactionHash: string
  readonly createdAt: number
  updatedAt: number
}

export type Payout = {
  readonly id: string
  status: 'pending' | 'complete' | 'failed'
  readonly amount: Decimal
  readonly currency: string
  readonly recipient: Recipient
  errorCode?: string
  readonly createdAt: number
  updatedAt: number
}

export type Recipient = {
  readonly id: string
  readonly chain: string
  readonly address: string
  readonly addressTag: string | undefined
  readonly metadata: Json
  status: 'pending' | 'active' | 'denied' | 'inactive'
  readonly createdAt: number
  updatedAt: number
}

/** Who is told. */
export type Subscription = {
  readonly id: string
  readonly endpoint: string
  readonly version: 1 | 2
  /** Of version 1: the topics that were confirmed. */
  readonly confirmed: Set<string>
}

/** What the mock remembers. */
export type Memory = {
  readonly intents: Map<string, Intent>
  readonly payments: Map<string, Payment>
  readonly payouts: Map<string, Payout>
  readonly recipients: Map<string, Recipient>
  /** By idempotency key: what came under it, and what it was answered with. */
  readonly answered: Map<string, { readonly request: string; readonly data: object }>
  subscription: Subscription | undefined
}

export const memoryOf = ({ book }: Pick<Platform, 'book'>): Memory =>
  beside(book, 'memory', () => ({
    intents: new Map(),
    payments: new Map(),
    payouts: new Map(),
    recipients: new Map(),
    answered: new Map(),
    subscription: undefined,
  }))

/** Circle's detailed form of a refusal. */
export const invalid = (location: string, message = 'The value is not valid.') =>
  refuse(400, '2', 'API parameter invalid', { errors: [{ error: 'value_must_be_valid', location, message }] })

export const notFound = () => refuse(404, '404', 'Not found.')

export const isoOf = (time: number): string => new Date(time).toISOString()
