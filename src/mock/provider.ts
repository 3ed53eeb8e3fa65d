import type { Amount, Currency } from '../core/amount.js'
import type { TokenAmount } from '../core/token-amount.js'
import type { WireReply, WireRequest } from '../core/transport.js'
import type { Book, BookOrder, BookRefund } from './book.js'
import type { MockClock } from './clock.js'
import type { Witness } from './evidence.js'
import type { Fault, ProviderFault } from './faults.js'
import type { Keys } from './parties.js'

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
  /** Queues a webhook about what happened on the provider's own pages, if it tells of such things. */
  notify(notice: NewNotice): void
}

/** A provider's side of the wire, running. */
export type RunningProvider<C = unknown> = {
  /** What a merchant needs to talk to it: pass it to the provider's account factory. */
  readonly credentials: C
  /** Whether a request to this address is for this provider. */
  owns(url: URL): boolean
  /** The faults that its answers can have, beside those of the line: all, or those of the dialect spoken at this address. */
  faults(url?: URL): readonly ProviderFault[]
  /** Checks, does and answers a request. `fault` is only one that concerns the answer's form. */
  handle(request: WireRequest, fault: Fault | undefined, witness: Witness): Promise<WireReply>
  /** The payer pays: `paymentId` and `payerId` in the provider's form. */
  newPayment(order: BookOrder): { paymentId: string; payerId: string }
  /** Where the payer of this order finds its page, on the provider's port. Absent: its payers have none. */
  payerPath?(order: BookOrder): string
  /** The first digits of its payer-presented codes (付款码). Absent: its payers have none. */
  readonly payerCodePrefix?: string
  /** Its payers can have coupons of the provider's. */
  readonly coupons?: true
  /** A refund of its can come to a stop until somebody acts. */
  readonly refundsNeedAction?: true
  /** A new platform certificate, which signs from now on, beside the old ones; gives its serial. Absent: it has none. */
  rotateCertificate?(): Promise<string>
  /** Absent: it sends none, and is only asked. */
  readonly webhooks?: Webhooks
  /** For who drives the mock without a client. Absent: its orders need one. */
  readonly desk?: Desk
  /** How a shop's first lines differ here. Absent: they do not. */
  readonly sample?: Sample
  /** A payer sends tokens; gives the provider's own name of what was sent. Absent: nobody sends any here. */
  sendTransfer?(transfer: NewTransfer): string
  /** A payer's app opens the cashier with what the merchant has signed. Absent: nobody's does. */
  openCashier?(orderInfo: object): Promise<{ orderId: string; paymentId: string }>
  /** What the merchant pays out. Absent: nothing, or nothing that somebody could move. */
  readonly transfers?: Transfers
  /** The merchant puts money in. Absent: nobody does. */
  addFunds?(currency: string, value: string): void
  /** Where webhooks go that no call names an address for, by what they are about; the control writes here. Absent: there are none. */
  readonly notifyUrls?: { [about: string]: string }
  /** Forgets what stands in no book. */
  forget?(): void
}

/**
 * What the merchant asks for, without a signed message: by the same rules, with the same refusals. Nothing in it waits.
 */
export type Desk = {
  /** The currency of all orders, where no message names one. */
  readonly currency?: Currency
  /** Places an order, to be shown as a QR code; gives what the code says. */
  createOrder(order: NewOrder): string
  refund(refund: NewRefund): void
  /** The text of a day's statement (`2026-03-04`), as it stands now; nothing for a day without trade. Absent: it has none. */
  statement?(date: string): string | undefined
}

export type NewOrder = {
  readonly orderId: string
  readonly amount: Amount
  readonly description: string
  /** Where webhooks go. */
  readonly notifyUrl: string | undefined
}

export type NewRefund = {
  readonly order: BookOrder
  readonly refundId: string
  /** Minor units. */
  readonly value: number
}

export type Sample = {
  /** What the gateway wants beside the client, as it is written: `{ chain: 'BASE' }`. */
  readonly options?: string | undefined
  /** What is paid in, where that is no money. */
  readonly asset?: string | undefined
  /** Where there is no gateway. */
  readonly own?: OwnSample | undefined
}

export type OwnSample = {
  /** What is imported of `shroff` beside the client. */
  readonly shared: readonly string[]
  /** What is imported of the provider beside the account. */
  readonly actions: readonly string[]
  /** What follows the client. */
  readonly lines: readonly string[]
}

export type NewTransfer = {
  readonly amount: TokenAmount
  /** What tells orders apart at one address, on the XRP Ledger. */
  readonly tag?: number | undefined
  /** The provider's own handle of the order, at Circle. */
  readonly reference?: string | undefined
}

/** What a merchant pays out. */
export type Transfers = {
  /** The oldest first. */
  list(): readonly PaidOut[]
  /** Takes one on to this state, by the provider's word; `code` says why, where it goes wrong. */
  move(reference: string, state: string, code?: string): void
}

export type PaidOut = {
  /** The provider's own handle. */
  readonly reference: string
  /** The merchant's number, where the provider keeps it. */
  readonly transferId?: string | undefined
  /** As it is read: `1000 USD → 19647.78 MXN`. */
  readonly amount: string
  readonly state: string
  readonly createdAt: number
  /** The states that it can be taken on to. */
  readonly next: readonly string[]
}

/** How a provider tells a merchant what happened. */
export type Webhooks = {
  /** The ways in which its webhooks can be false. */
  readonly forgeries: readonly Forgery[]
  /** Milliseconds between one failed delivery and the next; by what is told, where that makes a difference. */
  readonly schedule: readonly number[] | ((notice: Notice) => readonly number[])
  /** Whether this is told. Absent: everything is. */
  tells?(notice: NewNotice): boolean
  /** A webhook as it goes out now, signed afresh. */
  seal(notice: Notice, forgery?: Forgery, witness?: Witness): Promise<WireRequest>
  /** Whether this answer stops further deliveries. Where an answer decides something, the book moves by it, if the notice is given. */
  acknowledged(status: number, body: string, notice?: Notice): boolean
}

/** What a webhook is about, as the book knows it. */
export type NewNotice = { readonly at: number } & (
  | { readonly type: 'payment.paid'; readonly order: BookOrder }
  | { readonly type: 'refund'; readonly refund: BookRefund; readonly status: BookRefund['status'] }
  /** What a test makes up, in the words of the wire. */
  | { readonly type: 'other'; readonly eventType: string; readonly resource: object; readonly url: string }
)

/** The id stays the same over re-deliveries. */
export type Notice = NewNotice & { readonly id: string }

/** Ways in which a webhook can be false; a provider's mock lists those that its wire has. */
export type Forgery =
  /** One byte of the body changed after signing. */
  | 'tampered-body'
  /** Signed by somebody else's key under the provider's name. */
  | 'wrong-key'
  | 'unsigned'
  | 'unknown-serial'
  /** A real one, captured and sent again an hour later. */
  | 'replayed'
  | 'from-the-future'
  | 'probe'
  /** Signed rightly, but about another merchant. */
  | 'foreign-merchant'
  /** Signed rightly, but about another app of another merchant. */
  | 'foreign-app'
  /** Signed rightly, but encrypted with another secret. */
  | 'wrong-secret'
  // Of those that bring their certificate along.
  /** Signed rightly, under a certificate of the provider's that has expired. */
  | 'expired-certificate'
  /** Signed rightly, under a certificate of the same authority that is somebody else's. */
  | 'foreign-certificate'
  /** Signed rightly, under a certificate with the provider's name that has issued itself. */
  | 'self-issued-certificate'
  /** Signed rightly, under a certificate with the provider's name of an authority that only calls itself so. */
  | 'false-authority'
