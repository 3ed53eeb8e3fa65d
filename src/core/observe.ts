import type { ErrorCode, Outcome } from './errors.js'

type Common = {
  /** One object for all events of a call, and for no other's: tells apart what runs at once. `id` is for logs. */
  call: { readonly id: string }
  provider: string
  /** The action, such as `createPayment`. */
  action: string
  /** 1 for the first attempt, 0 before it. */
  attempt: number
}

/**
 * One step of a call, which begins with `started` and ends with `succeeded` or `failed`. Holds no header, no body, no
 * query string and no key: safe to log as it is.
 */
export type ObserveEvent =
  | (Common & { stage: 'started' })
  /** Signed, and about to be sent. `url` is without its query string; an order number may be part of its path. */
  | (Common & { stage: 'sealed'; method: string; url: string })
  | (Common & { stage: 'answered'; status: number; requestId?: string; milliseconds: number })
  /** The answer's signature was verified. Time since sending, so that a fetch of keys in between shows. */
  | (Common & { stage: 'opened'; milliseconds: number })
  | (Common & { stage: 'repeating'; code: ErrorCode; waitMilliseconds: number })
  | (Common & { stage: 'succeeded'; milliseconds: number })
  | (Common & { stage: 'failed'; code: ErrorCode; outcome: Outcome; milliseconds: number; requestId?: string })

/**
 * Called at each stage, within the asynchronous context of the caller. What it throws, or rejects with, is ignored: a
 * broken log must not break a payment.
 */
export type Observe = (event: ObserveEvent) => unknown
