import type { ReceivingAccount } from './account.js'
import type { Acknowledgement, EventCommon } from './event.js'
import type { Identity } from './fact.js'
import type { Verified } from './verified.js'

/** A webhook as it came, read once. */
export type Message = {
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
  readonly method?: string
  readonly url?: string
  /** Where several accounts may try it: what one has verified, by its key, so that the next need not. */
  readonly verified?: Map<unknown, Promise<Verified<string>>>
}

/** An account as a handler of webhooks asks it: what comes for it, how it is read, and how it is answered. */
export type WebhookSource<E extends EventCommon = EventCommon> = {
  readonly account: ReceivingAccount
  /** Names the account among all of a shop's, such as `wechatpay/1900000001`. */
  readonly name: string
  /** What tells an order, and a refund, of it apart from all others. */
  readonly identity: Identity
  /** The path that its webhooks come to. Absent: any. */
  readonly path: string | undefined
  /** Its provider looks by HEAD whether the address is there, and wants 200. Absent: it does not. */
  readonly looks?: true
  /** Milliseconds that the provider waits for an answer. */
  readonly patience: number
  /**
   * Whether the message says of itself that it is for this account, which anybody can write: `undefined` where it is the
   * provider's by its form, and only its keys can tell.
   */
  claims(message: Message): boolean | undefined
  receive(message: Message): Promise<E>
  /** With the event where it was received: a provider may want another answer to each kind of message. */
  acknowledge(answer: Acknowledgement, event?: E): Promise<Response>
}

/** What every source can be given. */
export type SourceOptions = {
  /** The path that its webhooks come to, such as `/notify/wechatpay`. Default: any. */
  path?: string
}
