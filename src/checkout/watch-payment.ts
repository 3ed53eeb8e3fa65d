import type { CheckoutOffer, CheckoutRefusal, CheckoutView } from './view.js'

/** Why a question had no answer. `offline`: none arrived. The rest is the server's word; after `unknown` nothing more is asked. */
export type CheckoutTrouble = 'offline' | CheckoutRefusal

export type WatchOptions = {
  /** Where the server's `checkoutHandler` is mounted, such as `/checkout`. */
  readonly endpoint: string
  /** The right to this sale's status, as the server made it. */
  readonly token: string
  /** Every answer, also one that says what the last one said. */
  readonly onView: (view: CheckoutView) => void
  readonly onTrouble?: (trouble: CheckoutTrouble) => void
  /** Ends the watch. */
  readonly signal?: AbortSignal
}

/** A conversation with the server about one sale: one call at a time. */
export type PaymentWatch = {
  /** Asks now, but no sooner than a second after the last answer. While a call is under way its answer serves. */
  ask(): void
  /** Starts this way to pay, or changes to it; the same one again renews its code under the same order number. */
  start(offer: CheckoutOffer): Promise<void>
  /** Gives the sale up, unpaid. */
  close(): Promise<void>
  /** Ends the watch: no timer and no listener is left. */
  stop(): void
}

// Milliseconds: until a call counts as unanswered, between two that are asked for by events, and the first and the longest
// pause while the line is down.
const unanswered = 20_000
const apart = 1000
const retry = 2000
const longest = 30_000
const returning = ['focus', 'pageshow', 'online'] as const

/**
 * Watches a sale until it has ended: asks at once, then in the rhythm that the server tells, not in a hidden tab, and at once
 * when the payer is back, in the tab or on the line.
 *
 * @example
 * const watch = watchPayment({ endpoint: '/checkout', token, onView: ({ status }) => console.log(status) })
 */
export function watchPayment({ endpoint, token, onView, onTrouble, signal }: WatchOptions): PaymentWatch {
  const over = new AbortController()
  let busy = 0
  let answeredAt = -apart
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let queue: Promise<unknown> = Promise.resolve()
  let flight: AbortController | undefined

  function stop(): void {
    clearTimeout(timer)
    flight?.abort()
    over.abort()
  }

  function again(milliseconds: number): void {
    clearTimeout(timer)
    if (!over.signal.aborted && !document.hidden) timer = setTimeout(() => call('status'), milliseconds)
  }

  function ask(): void {
    if (busy || over.signal.aborted) return
    again(answeredAt + apart - performance.now())
  }

  const shown = () => (document.hidden ? clearTimeout(timer) : ask())

  function call(path: 'status' | 'start' | 'close', body?: object): Promise<void> {
    busy++
    clearTimeout(timer)
    const done = queue.then(() => (over.signal.aborted ? undefined : exchange(path, body)))
    // What a shop's own onView throws reaches whoever asked, and holds up nobody else.
    queue = done.catch(() => undefined).then(() => busy--)
    return done
  }

  async function exchange(path: string, body?: object): Promise<void> {
    const attempt = new AbortController()
    const { signal } = attempt
    flight = attempt
    const patience = setTimeout(() => attempt.abort(), unanswered)
    const reply = await request(`${endpoint}/${path}`, path !== 'status' && (body ?? {}), signal, token).catch(
      () => undefined,
    )
    clearTimeout(patience)
    answeredAt = performance.now()
    if (!over.signal.aborted) take(reply)
  }

  function take(reply: Awaited<ReturnType<typeof request>> | undefined): void {
    if (!reply) {
      again(Math.min(retry * 2 ** failures++, longest))
      onTrouble?.('offline')
      return
    }
    const { response, answer } = reply
    failures = 0
    if (response.ok) {
      token = answer.token ?? token
      if (answer.askAfter === undefined) stop()
      else again(answer.askAfter * 1000)
      onView(answer)
      return
    }
    const refusal = answer.error ?? 'unavailable'
    if (refusal === 'unknown') stop()
    // What has ended says how with its status.
    else if (refusal === 'ended') again(apart)
    else again((Number(response.headers.get('retry-after')) || 5) * 1000)
    onTrouble?.(refusal)
  }

  for (const name of returning) addEventListener(name, ask, over)
  document.addEventListener('visibilitychange', shown, over)
  signal?.addEventListener('abort', stop, over)
  if (signal?.aborted) stop()
  else call('status')
  return {
    ask,
    start: ({ provider, channel }) => call('start', { provider, channel }),
    close: () => call('close'),
    stop,
  }
}

/**
 * Turns the code of a return ({@link returnState}) into a token. A code is taken once; `undefined` for one that is not.
 *
 * @throws `TypeError` of `fetch`: the server did not answer, and the code may be used up.
 * @example
 * const token = await exchangeReturn('/checkout', returnState(location).code)
 */
export async function exchangeReturn(endpoint: string, code: string): Promise<string | undefined> {
  const { response, answer } = await request(`${endpoint}/exchange`, { code }, null)
  return response.ok ? answer.token : undefined
}

async function request(url: string, body: object | false, signal: AbortSignal | null, token?: string) {
  const response = await fetch(url, {
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body && { 'content-type': 'application/json' }),
    },
    signal,
  })
  return { response, answer: (await response.json()) as CheckoutView & { error?: CheckoutRefusal } }
}
