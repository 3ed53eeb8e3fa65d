import { toHex } from '../crypto/bytes.js'
import type { ReceivingAccount } from './account.js'
import type { ErrorCode, Outcome } from './errors.js'

type Common = {
  /** One object for all events of a call, and for no other's: tells apart what runs at once. `id` is for logs. */
  call: { readonly id: string }
  /** `unknown` for a message of nobody's, where several providers' come to one address. */
  provider: string
  /** The action, such as `createPayment`, or `receiveWebhook` for what comes in. */
  action: string
  /** 1 for the first attempt, 0 before it, and for what comes in. */
  attempt: number
}

/**
 * One step of a call, which begins with `started` and ends with `succeeded` or `failed`. Holds no header, no body, no
 * query string and no key: safe to log as it is, but for an `error` that your own code threw. A message that comes in is told of by
 * `started`, `opened` and its end, or by `handled` alone.
 */
export type ObserveEvent =
  | (Common & { stage: 'started' })
  /** Signed, and about to be sent. `url` is without its query string; an order number may be part of its path. */
  | (Common & { stage: 'sealed'; method: string; url: string })
  | (Common & { stage: 'answered'; status: number; requestId?: string; milliseconds: number })
  /** The signature was verified. Time since sending, or since receiving, so that a fetch of keys in between shows. */
  | (Common & { stage: 'opened'; milliseconds: number })
  | (Common & { stage: 'repeating'; code: ErrorCode; waitMilliseconds: number })
  | (Common & { stage: 'succeeded'; milliseconds: number })
  | (Common & { stage: 'failed'; code: ErrorCode; outcome: Outcome; milliseconds: number; requestId?: string })
  /** Of `webhookHandler` and `sweep`, instead of all others: a webhook was answered, or the work on what came has ended. */
  | (Common & { stage: 'handled'; milliseconds: number } & WebhookEnd)

/** What `observe` is told of a webhook and by a pass of `sweep`; an observer of calls takes it as well. */
export type HandledEvent = Extract<ObserveEvent, { stage: 'handled' }>

/** What became of a webhook, or of what a pass of `sweep` found. */
export type WebhookEnd = {
  /**
   * - `received`: the work is done.
   * - `repeated`: it was done before.
   * - `busy`: another delivery of it is at work.
   * - `slow`: answered "again" while the work goes on; its own end is told under the same `call`.
   * - `failed`: what works on it, or the store, threw.
   * - `lost`: its lease ran out on the way, and another may be at it.
   * - `unverified`: nobody worked on it.
   */
  end: 'received' | 'repeated' | 'busy' | 'slow' | 'failed' | 'lost' | 'unverified'
  /** Absent where nothing was verified. */
  eventId?: string
  /** From when it happened, where the event tells that, until it came. */
  lateMilliseconds?: number
  /** Of the error. */
  code?: ErrorCode
  /** What was wrong, where it ends `unverified`: its message says what to do. What was thrown, where it `failed`. */
  error?: unknown
}

/**
 * Called at each stage, within the asynchronous context of the caller. What it throws, or rejects with, is ignored: a
 * broken log must not break a payment.
 */
export type Observe = (event: ObserveEvent) => unknown

/** An event without what {@link teller} adds, for each member of the union. */
type StageOf<E> = E extends unknown ? Omit<E, 'call' | 'provider' | 'action' | 'attempt'> : never
export type Tell = (attempt: number, event: StageOf<ObserveEvent>) => void

/** Tells `observe` of one call until its end; what still runs of a call that was given up tells nothing more. */
export function teller(
  account: Pick<ReceivingAccount, 'provider' | 'randomBytes'>,
  action: string,
  observe: Observe | undefined,
): Tell {
  if (!observe) return () => {}
  const call = { id: toHex(account.randomBytes(8)) }
  const { provider } = account
  let ended = false
  return (attempt, event) => {
    if (ended) return
    ended = event.stage === 'succeeded' || event.stage === 'failed'
    try {
      const told: unknown = observe({ call, provider, action, attempt, ...event } as ObserveEvent)
      // Not instanceof: it may be a promise of another realm, as a test runner's own fetch gives.
      if (typeof (told as PromiseLike<unknown> | undefined)?.then === 'function') Promise.resolve(told).catch(() => {})
    } catch {}
  }
}
