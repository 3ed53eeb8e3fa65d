/** Who is to ask when the server says that something has changed: `<shroff-checkout>`, or what you have of `watchPayment`. */
export type PaymentListener = {
  readonly endpoint: string
  readonly token: string
  ask(): unknown
}

// Milliseconds: a stream that ends sooner is not opened again.
const lasting = 60_000

/**
 * Lets the server say when there is something to ask for, so that what a webhook tells is there at once: its `events`, read as a
 * stream, since an address would have to carry the token otherwise. Not in a hidden tab. Where the server offers none, or the line
 * breaks, all goes on by asking.
 *
 * @param signal Ends it; the page's end does so too.
 * @example
 * listenToPayment(document.querySelector('shroff-checkout'))
 */
export function listenToPayment(listener: PaymentListener, signal?: AbortSignal): void {
  let open: AbortController | undefined

  async function listen(): Promise<void> {
    if (open || document.hidden || signal?.aborted) return
    open = new AbortController()
    const since = performance.now()
    let isOffered = false
    try {
      const headers = { authorization: `Bearer ${listener.token}` }
      const { ok, body } = await fetch(`${listener.endpoint}/events`, { headers, signal: open.signal })
      const reader = ok && body?.getReader()
      while (reader) {
        const { done, value } = await reader.read()
        if (done) break
        isOffered = true
        // A comment, which says that the line stands and no more, has no letters.
        if (value.some((byte) => byte > 58)) listener.ask()
      }
    } catch {}
    open = undefined
    if (isOffered && performance.now() - since > lasting) listen()
  }

  const shown = () => (document.hidden ? open?.abort() : listen())
  document.addEventListener('visibilitychange', shown, { ...(signal && { signal }) })
  window.addEventListener('online', shown, { ...(signal && { signal }) })
  signal?.addEventListener('abort', () => open?.abort())
  listen()
}
