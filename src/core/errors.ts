import { passEvidence } from './evidence.js'

/** What an error means for the money. */
export type Outcome =
  /** Nothing left this process. */
  | 'not-sent'
  /** The provider refused, finally: it did nothing. */
  | 'rejected'
  /** The provider may or may not have acted. Query before anything else. */
  | 'unknown'

/** Every `code` that a {@link ShroffError} can carry; `switch (error.code)` narrows over it. */
export type ErrorCode =
  // found here, before anything is sent
  | 'CONFIG_INVALID'
  | 'PARAMETERS_INVALID'
  // on the way
  | 'SIGNING_FAILED'
  | 'ABORTED'
  | 'TIMEOUT'
  | 'TRANSPORT_FAILED'
  // found before a transfer is signed
  | 'TRANSFER_IN_FLIGHT'
  // found while a code is settled
  | 'ORDER_BUSY'
  | 'JOURNAL_FAILED'
  // found in what came back, or came in
  | 'BODY_INVALID'
  | 'SIGNATURE_MISSING'
  | 'SIGNATURE_INVALID'
  | 'SIGNATURE_PROBE'
  | 'TIMESTAMP_OUT_OF_WINDOW'
  | 'KEY_UNKNOWN'
  | 'DECRYPTION_FAILED'
  | 'REPLY_MISMATCH'
  | 'MESSAGE_AMBIGUOUS'
  | 'WEBHOOK_NOT_OURS'
  // said by the provider
  | 'REQUEST_REFUSED'
  | 'SIGNATURE_REFUSED'
  | 'NOT_PERMITTED'
  | 'ORDER_NOT_FOUND'
  | 'ORDER_ID_USED'
  | 'ORDER_CLOSED'
  | 'ORDER_PAID'
  | 'REFUND_NOT_FOUND'
  | 'REFUND_REFUSED'
  | 'BALANCE_TOO_LOW'
  | 'PAYER_REFUSED'
  | 'STATEMENT_NOT_READY'
  | 'RATE_LIMITED'
  | 'PROVIDER_UNAVAILABLE'
  | 'PROVIDER_ERROR'

export type ShroffErrorFacts = {
  /** What happened, in one sentence. */
  problem: string
  /** Left out where an answer or a message is read: the way that it came stamps it. Until then `unknown`. */
  outcome?: Outcome | undefined
  /** What to do now. */
  next?: string | undefined
  /** `true` only if the provider's signature vouches for the answer behind this error. */
  authentic?: boolean | undefined
  provider?: string | undefined
  /** The action that failed, such as `createPayment`. */
  action?: string | undefined
  /** The provider's own code, such as `OUT_TRADE_NO_USED`. */
  providerCode?: string | undefined
  /** The provider's own words. */
  providerMessage?: string | undefined
  /** HTTP status of the answer. */
  status?: number | undefined
  /** The provider's trace id; its support staff ask for it. */
  requestId?: string | undefined
  /** The offending fields, on `PARAMETERS_INVALID` and where the provider names one. */
  fields?: readonly FieldProblem[] | undefined
  cause?: unknown
}

export type FieldProblem = {
  /** Where, such as `amount.value`. */
  path: string
  problem: string
}

const brand = Symbol.for('shroff.error')

/**
 * The only error class. Tell failures apart by `code`, decide about the money by `outcome`.
 *
 * Holds no key, no token, no header and no body: safe to log, `JSON.stringify` and `util.inspect`.
 */
export class ShroffError<C extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'ShroffError'
  // `declare`: a field that does not apply is absent, not undefined, and does not clutter a log.
  readonly code: C
  readonly outcome: Outcome
  declare readonly next?: string
  declare readonly authentic?: boolean
  declare readonly provider?: string
  declare readonly action?: string
  declare readonly providerCode?: string
  declare readonly providerMessage?: string
  declare readonly status?: number
  declare readonly requestId?: string
  /** Where this package documents it: `docs/runbook.md#…`, which says what is at stake and links the provider's own page. */
  readonly docs: string
  declare readonly fields?: readonly FieldProblem[]

  constructor(code: C, facts: ShroffErrorFacts) {
    const { cause: given, problem, ...rest } = facts
    const cause = withoutBaggage(given)
    const docs = `docs/runbook.md#${code.toLowerCase()}`
    super(explain(facts, docs), cause && { cause })
    this.code = code
    this.docs = docs
    this.outcome = facts.outcome ?? 'unknown'
    // No list of pairs: forged messages come in crowds, and refusing one should cost no more than its signature.
    for (const name in rest) {
      const value = rest[name as keyof typeof rest]
      if (value !== undefined) (this as Record<string, unknown>)[name] = value
    }
    // Symbol.for, not instanceof: the ES module and the CommonJS copy of the package must know each other's errors.
    Object.defineProperty(this, brand, { value: { ...facts, cause } })
  }

  toJSON(): object {
    // `message` is not enumerable on an error, so spreading alone would lose it.
    return { ...this, message: this.message }
  }
}

/**
 * Whether `error` is a {@link ShroffError}, and, if given, whether it has this code.
 *
 * @example
 * try {
 *   await refundPayment(client, refund)
 * } catch (error) {
 *   if (isShroffError(error) && error.outcome === 'unknown') await getRefund(client, { refundId: refund.refundId })
 *   else throw error
 * }
 */
export function isShroffError<C extends ErrorCode = ErrorCode>(error: unknown, code?: C): error is ShroffError<C> {
  if (typeof error !== 'object' || error === null || !(brand in error)) return false
  return code === undefined || (error as unknown as ShroffError).code === code
}

/** The same error with some facts changed: what an inner layer cannot know, an outer one adds. */
export function withFacts(error: ShroffError, changes: Partial<ShroffErrorFacts>): ShroffError {
  const facts = (error as unknown as Record<typeof brand, ShroffErrorFacts>)[brand]
  return passEvidence(error, new ShroffError(error.code, { ...facts, ...changes }))
}

/** A trace id that may stand in a log: it comes from outside and is not signed, so anything but letters, digits, `-`, `_` is dropped. */
export const traceId = (text: string | undefined): string | undefined => text?.match(/^[\w-]{1,128}$/)?.[0]

/** Unsigned words as they may stand in a message: in one line, without control characters, and not endless. */
export const plain = (text: string, limit: number): string =>
  text.slice(0, limit).replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')

/** A mistake in the configuration or in how the library is called: found here, nothing was sent. */
export function configError(problem: string, next?: string, cause?: unknown): ShroffError<'CONFIG_INVALID'> {
  return new ShroffError('CONFIG_INVALID', { problem, next, outcome: 'not-sent', cause })
}

/** Parameters that are refused before anything is signed or sent. */
export function parametersError(
  action: string,
  fields: readonly FieldProblem[],
  cause?: unknown,
): ShroffError<'PARAMETERS_INVALID'> {
  return new ShroffError('PARAMETERS_INVALID', {
    problem: `${action}: ${fields.length === 1 ? 'a parameter was' : 'some parameters were'} refused; nothing was sent.`,
    outcome: 'not-sent',
    action,
    fields,
    cause,
  })
}

function explain(facts: ShroffErrorFacts, docs: string): string {
  const { problem, fields, status, providerCode, providerMessage, outcome = 'unknown', next, requestId } = facts
  let text = problem
  for (const field of fields ?? []) text += `\n  ${field.path}: ${field.problem}`
  const said = [providerCode, status && `(HTTP ${status})`, providerMessage].filter(Boolean)
  if (said.length > 0) text += `\n  Provider: ${said.join(' ')}`
  text += `\n  Outcome: ${outcome}`
  if (next) text += `\n  Next: ${next}`
  if (requestId) text += `\n  Request-ID: ${requestId}`
  return `${text}\n  Docs: ${docs}`
}

/** Not instanceof alone: a test runner's realm has an `Error` of its own, and the platform's are of the outer one. */
const isError = (value: unknown): value is Error =>
  value instanceof Error || Object.prototype.toString.call(value) === '[object Error]'

/** Errors of HTTP clients drag the whole request along, credentials included; keep what tells the cause. */
function withoutBaggage(cause: unknown, depth = 0): Error | undefined {
  if (isShroffError(cause)) return cause
  // A chain of causes may be a ring.
  if (!isError(cause) || depth > 8) return undefined
  const { name, message, stack, code } = cause as Error & { code?: unknown }
  const inner = withoutBaggage(cause.cause, depth + 1)
  const reduced = Object.defineProperties(new Error(message, inner && { cause: inner }), {
    name: { value: name, configurable: true },
    stack: { value: stack, configurable: true },
  })
  return typeof code === 'string' ? Object.assign(reduced, { code }) : reduced
}
