import type { Account } from './account.js'
import type { CallOptions, Client } from './client.js'
import { withDeadline } from './deadline.js'
import { type ErrorCode, isShroffError, type ShroffError, traceId, withFacts } from './errors.js'
import { nameFailure, type Phase } from './failure.js'
import { teller } from './observe.js'
import type { WireReply, WireRequest } from './transport.js'
import { decodeVerified, type Verified } from './verified.js'

/** What an action brings to the pipeline. */
export type Exchange<T> = {
  action: string
  /** `https://host`, the primary one first. The next is taken after a connection failure. */
  hosts: readonly string[]
  /** Whether it changes nothing at the provider. */
  query: boolean
  /**
   * `always`: the provider documents that repeating does no harm. `after-probe`: only an answer that it told us to
   * discard is asked for again, anything unclear is for a query. `never`: neither.
   */
  repeat: 'always' | 'after-probe' | 'never'
  /** What settles an unknown outcome, as advice to the reader of the error. */
  resolve: string
  /**
   * Signs the same body afresh: new time, new nonce. It may run several times, so it must not create a second order of
   * payment: what moves money by its very signature is signed and stored beforehand, and only sent here.
   */
  seal: (host: string) => Promise<WireRequest>
  /** Verifies the answer and turns a refusal into its error. */
  open: (reply: WireReply) => Promise<Verified>
  /** Reads the verified answer, and checks that it belongs to this question. */
  decode: (verified: Verified) => T | Promise<T>
  /** The header that carries the provider's trace id, in lower case. */
  requestIdHeader: string
}

const worthRepeating: readonly ErrorCode[] = [
  'SIGNING_FAILED',
  'TIMEOUT',
  'TRANSPORT_FAILED',
  'SIGNATURE_PROBE',
  'RATE_LIMITED',
  'PROVIDER_UNAVAILABLE',
]

/** The only way out of the house: seal → transport → open → decode, with the retry loop above seal. */
export async function request<T>(
  client: Client<Account>,
  exchange: Exchange<T>,
  options: CallOptions = {},
): Promise<T> {
  const { clock, provider, randomBytes } = client.account
  const { action } = exchange
  const startedAt = clock.now()
  let attempt = 0
  let phase: Phase = 'sealing'
  // Whether an earlier attempt may have reached the provider: a clear refusal of the second says nothing of the first.
  let unclear = false
  // Whether bytes of an earlier attempt left this process, even if only to be refused.
  let left = false
  const tell = teller(client.account, action, client.observe)

  const attemptOnce = async (host: string, total: AbortSignal): Promise<T> => {
    const sealed = await exchange.seal(host)
    if (client.observe) {
      const { origin, pathname } = new URL(sealed.url)
      tell(attempt, { stage: 'sealed', method: sealed.method, url: origin + pathname })
    }
    total.throwIfAborted()
    const sentAt = clock.now()
    phase = 'sent'
    const reply = await withDeadline(client.timeout.attempt, total, (signal) => client.transport(sealed, { signal }))
    phase = 'answered'
    const requestId = traceId(reply.headers[exchange.requestIdHeader])
    tell(attempt, {
      stage: 'answered',
      status: reply.status,
      milliseconds: clock.now() - sentAt,
      ...(requestId && { requestId }),
    })
    const opened = await exchange.open(reply)
    tell(attempt, { stage: 'opened', milliseconds: clock.now() - sentAt })
    return decodeVerified(opened, exchange.decode)
  }

  const named = (error: unknown): ShroffError => {
    const aborted = options.signal?.aborted === true
    // The reason of an abort may be anything, another call's error included: it says nothing of this one.
    if (aborted && error === options.signal?.reason) return nameFailure(error, phase, true)
    if (!isShroffError(error)) return nameFailure(error, phase, aborted)
    // A key of the provider's that cannot be read shows when it is first needed: at the answer, and so after sending.
    return phase === 'answered' && error.outcome === 'not-sent' ? withFacts(error, { outcome: 'unknown' }) : error
  }

  const mayRepeat = ({ code, outcome }: ShroffError): boolean =>
    worthRepeating.includes(code) &&
    (outcome === 'not-sent' ||
      exchange.repeat === 'always' ||
      (exchange.repeat === 'after-probe' && code === 'SIGNATURE_PROBE'))

  const loop = async (total: AbortSignal): Promise<T> => {
    for (let host = 0; ; ) {
      attempt += 1
      phase = 'sealing'
      try {
        return await attemptOnce(exchange.hosts[host % exchange.hosts.length]!, total)
      } catch (error) {
        const failure = named(error)
        if (total.aborted || attempt >= client.attempts || !mayRepeat(failure)) throw failure
        unclear ||= failure.outcome === 'unknown'
        left ||= failure.outcome !== 'not-sent'
        phase = 'sealing'
        if (/^(TRANSPORT_FAILED|TIMEOUT|PROVIDER_UNAVAILABLE)$/.test(failure.code)) host += 1
        // 250, 500, 1000 ms, each stretched by up to its own length so that a crowd does not come back at once.
        const waitMilliseconds = Math.round(250 * 2 ** (attempt - 1) * (1 + randomBytes(1)[0]! / 256))
        tell(attempt, { stage: 'repeating', code: failure.code, waitMilliseconds })
        await clock.sleep(waitMilliseconds, total)
      }
    }
  }

  tell(attempt, { stage: 'started' })
  try {
    const result = await withDeadline(client.timeout.total, options.signal, loop)
    tell(attempt, { stage: 'succeeded', milliseconds: clock.now() - startedAt })
    return result
  } catch (error) {
    const failure = named(error)
    const untrue = failure.outcome === 'not-sent' ? left : unclear && !exchange.query
    const outcome = untrue ? 'unknown' : failure.outcome
    const next = outcome === 'unknown' ? [exchange.resolve, failure.next].filter(Boolean).join(' ') : failure.next
    const { code, requestId } = failure
    const milliseconds = clock.now() - startedAt
    tell(attempt, { stage: 'failed', code, outcome, milliseconds, ...(requestId && { requestId }) })
    throw withFacts(failure, { action, provider, outcome, next })
  }
}
