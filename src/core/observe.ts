import type { ErrorCode, Outcome } from './errors.js'

type Common = {
  provider: string
  /** The action, such as `createPayment`. */
  action: string
  /** 1 for the first attempt. */
  attempt: number
}

/** One step of a call. Holds no header, no body, no query string and no key: safe to log as it is. */
export type ObserveEvent =
  | (Common & { stage: 'sealed'; method: string; host: string; path: string })
  | (Common & { stage: 'answered'; status: number; requestId?: string; milliseconds: number })
  /** The answer's signature was verified. Time since sending, so that a fetch of keys in between shows. */
  | (Common & { stage: 'opened'; milliseconds: number })
  | (Common & { stage: 'repeating'; code: ErrorCode; waitMilliseconds: number })
  | (Common & { stage: 'succeeded'; milliseconds: number })
  | (Common & { stage: 'failed'; code: ErrorCode; outcome: Outcome; milliseconds: number; requestId?: string })

/** Called at each stage. What it throws, or rejects with, is ignored: a broken log must not break a payment. */
export type Observe = (event: ObserveEvent) => unknown
