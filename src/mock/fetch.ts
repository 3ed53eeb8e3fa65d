import type { WireReply, WireRequest } from '../core/transport.js'
import { isNoAnswer, type NoAnswer } from './faults.js'

/** The gateway as a fetch handler. Where no answer comes it keeps the caller waiting, as the real one would. */
export function fetchHandler(
  exchange: (request: WireRequest) => Promise<WireReply>,
): (request: Request) => Promise<Response> {
  return async (request) => {
    try {
      return toResponse(await exchange(await toWireRequest(request)))
    } catch (error) {
      if (!isNoAnswer(error)) throw error
      return hang(error, request.signal)
    }
  }
}

function hang(error: NoAnswer, signal: AbortSignal): Promise<Response> {
  if (error.kind === 'reset')
    throw new TypeError('fetch failed', { cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }) })
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

async function toWireRequest(request: Request): Promise<WireRequest> {
  const body = new Uint8Array(await request.arrayBuffer())
  return {
    method: request.method,
    url: request.url,
    headers: { ...unseenHeaders(), ...Object.fromEntries(request.headers) },
    ...(body.length > 0 && { body }),
  }
}

/** Chromium lets no Request name its User-Agent and adds one on the way out, so in memory there is none to be seen. */
function unseenHeaders(): Record<string, string> {
  const probe = new Request('https://shop.example', { headers: { 'user-agent': 'shroff' } })
  return probe.headers.has('user-agent') ? {} : { 'user-agent': 'browser' }
}

function toResponse({ status, headers, body }: WireReply): Response {
  // A Response with one of these statuses must not have a body, not even an empty one.
  const empty = status === 204 || status === 304
  return new Response(empty ? null : new Uint8Array(body), { status, headers })
}
