import {
  type Account,
  type Amount,
  amount,
  type CallOptions,
  type Client,
  type ErrorCode,
  type Incoming,
  type Outcome,
} from 'shroff'
import type { GatewayChannel } from 'shroff/gateway'
import type { Fault, Forgery, MockGateway } from 'shroff/mock'
import type { ReceivingAccount } from '../../src/core/account.js'
import type { Observe } from '../../src/core/observe.js'
import type { Line } from '../support/line.js'
import type { Refusals } from './errors.js'
import type { FullGateway } from './gateway.js'

/** An order in the form that every provider takes. The shop has chosen its number and its time before the call. */
export type Order = {
  readonly orderId: string
  readonly amount: Amount
  readonly description: string
  readonly notifyUrl: string
  readonly placedAt: Date
}

export type Refund = {
  readonly orderId: string
  readonly refundId: string
  readonly amount: Amount
  readonly orderAmount: Amount
  readonly placedAt: Date
  readonly orderPlacedAt: Date
}

/** What a call ends with that meets the fault, `taken` where nothing tells, and whether the money moved behind its back. */
export type FaultRow = readonly [fault: Fault, code: ErrorCode | 'taken', outcome: Outcome | 'done', moved: boolean]

/** What breaks alike at every provider, and says nothing of the money. */
export const commonFaults: readonly FaultRow[] = [
  ['timeout-before', 'TIMEOUT', 'unknown', false],
  ['timeout-after', 'TIMEOUT', 'unknown', true],
  ['reset-before', 'TRANSPORT_FAILED', 'unknown', false],
  ['reset-after', 'TRANSPORT_FAILED', 'unknown', true],
  ['system-error-before', 'PROVIDER_UNAVAILABLE', 'unknown', false],
  ['system-error-after', 'PROVIDER_UNAVAILABLE', 'unknown', true],
  ['unavailable', 'PROVIDER_UNAVAILABLE', 'unknown', false],
]

/** A provider, as the contract asks it. What it cannot do is not among its actions. */
export type Subject = {
  /** In the names of tests: the provider, and its dialect where it has several. */
  readonly title: string
  readonly provider: string
  /** Its entry: what stands there is what it can. */
  readonly entry: Readonly<Record<string, unknown>>
  /** The actions of the vocabulary that it lacks. */
  readonly lacks: readonly string[]
  /** A shop at its mock, whose clock stands still at noon. */
  open(options?: { attempts?: number; observe?: Observe }): Promise<Shop>
  /** What a refund that meets a fault ends with, written from the wire page: every fault that its answers can have. */
  readonly faults: readonly FaultRow[]
  /** What the oracle finds wrong with the requests and answers of all clauses, where there is an oracle. */
  readonly misjudged?: unknown[]
  /** What vouches for its answers. */
  readonly proof: 'signature' | 'shared-key' | 'connection'
  /** A payer's id in its form, where it has a gateway. */
  readonly payerId?: string
  /** Those of its gateway. Absent: all that there are. */
  readonly channels?: readonly GatewayChannel[]
  /** Its refund events tell the refund's number only. */
  readonly refundsNameNoOrder?: true
  /** Of a refund its webhooks tell the provider's own number only, which `refundPayment` tells too. */
  readonly refundsNameTheirOwnNumber?: true
  /** A query tells no amount of a refund. */
  readonly refundsTellNoAmount?: true
  /** Nothing is sent to place an order: it is there when the payer begins to pay, which `createPayment` of the shop does as well. */
  readonly placesNothing?: true
  /** What vouches for its webhooks, where that is something else than for its answers. */
  readonly webhookProof?: 'signature'
  /** Its webhooks tell of payments alone. */
  readonly refundsAreNotTold?: true
  /** Milliseconds that must pass between a charge and its undoing. Default 15 000. */
  readonly undoesAfter?: number
  /** A number may be sent once: a second message of it is refused, and says nothing of the first. */
  readonly takesNumbersOnce?: true
  /** It does not tell when a payment was paid. */
  readonly tellsNoTime?: true
  /** A payer's code that cannot pay is accepted first; a query tells the refusal. */
  readonly refusesLater?: true
  /** The time of a webhook is read once its signature fits, which then vouches for it. */
  readonly readsTimesLast?: true
  /** Absent: those of another subject of the same provider, which the way of signing does not change. */
  readonly refusals?: Refusals
  /** The forgeries that its webhooks can be, and what refuses them; `taken` where the wire has nothing that tells. */
  readonly forgeries: Readonly<Partial<Record<Forgery, ErrorCode | 'taken'>>>
}

export type Shop = {
  readonly mock: MockGateway
  readonly account: Account
  readonly client: Client<never>
  readonly line: Line
  /** The same account without what it needs to send, where a provider's messages can be received without. */
  readonly receiving?: ReceivingAccount
  /** Every secret of the account, as it was given. */
  readonly secrets: Readonly<Record<string, string>>
  createPayment(order: Order): Promise<{ orderId: string; status: string; nextAction?: { type: string } }>
  getPayment(order: Pick<Order, 'orderId' | 'placedAt'>): Promise<{ status: string; amount?: Amount; paidAt?: Date }>
  /**
   * All that comes before a refund is asked for, and the asking, as often as needed: on a ledger its transfer is signed
   * and stored, elsewhere there is nothing to prepare.
   */
  prepareRefund(refund: Refund): Promise<() => Promise<unknown>>
  getRefund(refund: Refund): Promise<{ status: string; amount: Amount; refundId: string; orderId: string }>
  awaitPayment?(
    order: Pick<Order, 'orderId' | 'placedAt'>,
    options?: CallOptions,
  ): Promise<{ status: string; amount?: Amount }>
  closePayment?(order: Pick<Order, 'orderId'>): Promise<{ status: string }>
  receiveWebhook?(incoming: Incoming): Promise<{ type: string; id: string; provider: string }>
  acknowledge?(answer: 'received' | 'again'): Promise<Response>
  readonly gateway?: FullGateway
  /** Whether a refund that was accepted still has to settle. */
  readonly refundsSettleLater: boolean
}

/** An order of tea for 25 yuan, and a refund of 5 of it. */
export const orderOf = (number: string | number = 1001, placedAt = new Date('2026-03-04T12:00:00+08:00')): Order => ({
  orderId: `CONTRACT${number}`,
  amount: amount('25.00', 'CNY'),
  description: 'Oolong tea 乌龙茶',
  notifyUrl: 'https://shop.example/notify',
  placedAt,
})

export const refundOf = ({ orderId, amount: orderAmount, placedAt }: Order, number = 1): Refund => ({
  orderId,
  refundId: `${orderId}R${number}`,
  amount: amount('5.00', 'CNY'),
  orderAmount,
  placedAt: new Date(placedAt.getTime() + 1000),
  orderPlacedAt: placedAt,
})
