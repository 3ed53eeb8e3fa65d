import { utf8 } from '../../crypto/bytes.js'
import { bareHeaders, refusal } from './answer.js'
import { type Desk, type Visit, viewFor, visitOf } from './desk.js'
import { resolveIfDue } from './resolve.js'
import { whenChanged } from './state.js'
import { statusOf } from './view.js'

// Milliseconds that a stream is held open; and between two looks at what another process was told of, with a sign that the line stands.
const longest = 5 * 60_000
const rhythm = 5000

/**
 * Tells a page that its sale has changed, as server-sent events: one at once, and one for each change. What this process is told of by a
 * webhook is there at once; what another is told of, within five seconds. In between a comment says that the line stands. It ends with the sale, with the token's right, with the page, and after five minutes.
 */
export function openEvents(desk: Desk, { token, state }: Visit, bearer: string): Response {
  const { jti, ref } = token
  const { clock, streams, request } = desk
  // By which a reader knows that there is no use in coming again.
  if (statusOf(state, clock.now()) !== 'open') return new Response(null, { status: 204, headers: bareHeaders })
  if (streams.open.size >= streams.most) return refusal({ refused: 'unavailable', after: 60 })
  const until = clock.now() + longest
  let sleeping = new AbortController()
  let isOver = false
  const wake = () => sleeping.abort()
  const end = () => {
    isOver = true
    wake()
    void events.return(undefined)
  }

  async function* told(): AsyncGenerator<string, void, undefined> {
    const forget = whenChanged(desk, ref, wake)
    let before = ''
    try {
      while (!isOver) {
        sleeping = new AbortController()
        const visit = await visitOf(desk, bearer)
        if ('refused' in visit) return
        const view = await viewFor(desk, visit, (await resolveIfDue(desk, ref))!)
        const { now: _, token: __, askAfter, ...facts } = view
        const text = JSON.stringify(facts)
        yield text === before ? ':\n\n' : `data: ${JSON.stringify({ status: view.status })}\n\n`
        before = text
        if (askAfter === undefined || clock.now() >= until) return
        await clock.sleep(rhythm, sleeping.signal).catch(() => {})
      }
    } catch (error) {
      desk.tell(error)
    } finally {
      forget()
      if (streams.open.get(jti) === end) streams.open.delete(jti)
    }
  }

  const events = told()
  // One for each token: a newer one takes its place.
  streams.open.get(jti)?.()
  streams.open.set(jti, end)
  request.signal.addEventListener('abort', end)
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await events.next()
      if (done) controller.close()
      else controller.enqueue(utf8(value))
    },
    cancel: end,
  })
  // The last one is for nginx, which would keep all of it back until the end.
  return new Response(body, {
    headers: { ...bareHeaders, 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' },
  })
}
