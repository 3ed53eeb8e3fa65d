import type { WireReply, WireRequest } from '../core/transport.js'
import type { Book, BookOrder, BookRefund } from './book.js'
import type { MockClock } from './clock.js'
import type { Fault } from './faults.js'
import type { Keys } from './parties.js'
import type { PayerBehaviour } from './payer-code.js'

/** What a provider's mock gives to the gateway before it starts. */
export type MockProvider<N extends string = string, C = unknown> = {
  readonly name: N
  start(context: MockContext): Promise<RunningProvider<C>>
}

/** What the gateway gives to a provider's mock. */
export type MockContext = {
  readonly clock: MockClock
  readonly book: Book
  /** Which keys to start with. */
  readonly keys: Keys
  /** Queues a webhook about what happened on the provider's own pages. */
  notify(notice: NewNotice): void
}

/** A provider's side of the wire, running. */
export type RunningProvider<C = unknown> = {
  /** What a merchant needs to talk to it: pass it to the provider's account factory. */
  readonly credentials: C
  /** Whether a request to this address is for this provider. */
  owns(url: URL): boolean
  /** Checks, does and answers a request. `fault` is only one that concerns the answer's form. */
  handle(request: WireRequest, fault: Fault | undefined): Promise<WireReply>
  /** The payer pays: `paymentId` and `payerId` in the provider's form. */
  newPayment(order: BookOrder): { paymentId: string; payerId: string }
  /** A payer-presented code (付款码) whose payer does this. Absent: the provider's payers have none. */
  newPayerCode?(payer: PayerBehaviour): string
  /** Whether this is told by webhook. Absent: everything is. */
  notifies?(notice: NewNotice): boolean
  /** A webhook as it goes out now, signed afresh. */
  sealWebhook(notice: Notice, forgery?: Forgery): Promise<WireRequest>
  /** A new platform certificate, which signs from now on, beside the old ones; gives its serial. Absent: it has none. */
  rotateCertificate?(): Promise<string>
  /** Milliseconds between one failed delivery and the next. */
  readonly deliverySchedule: readonly number[]
  /** Whether this answer to a webhook stops further deliveries. */
  acknowledged(status: number, body: string): boolean
}

/** What a webhook is about, as the book knows it. */
export type NewNotice = { readonly at: number } & (
  | { readonly type: 'payment.paid'; readonly order: BookOrder }
  | { readonly type: 'refund'; readonly refund: BookRefund; readonly status: BookRefund['status'] }
)

/** The id stays the same over re-deliveries. */
export type Notice = NewNotice & { readonly id: string }

/** Ways in which a webhook can be false. */
export type Forgery = (typeof forgeries)[number]

export const forgeries = [
  /** One byte of the body changed after signing. */
  'tampered-body',
  /** Signed by somebody else's key under the provider's name. */
  'wrong-key',
  'unsigned',
  'unknown-serial',
  /** A real one, captured and sent again an hour later. */
  'replayed',
  'from-the-future',
  'probe',
  /** Signed rightly, but about another merchant. */
  'foreign-merchant',
  /** Signed rightly, but about another app of another merchant. */
  'foreign-app',
  /** Signed rightly, but encrypted with another secret. */
  'wrong-secret',
] as const
