import { configError } from '../core/errors.js'
import { refuseUnknown } from '../core/options.js'
import type { Transport, WireReply, WireRequest } from '../core/transport.js'

export type Exchange = {
  request: WireRequest
  /** Absent while the call is under way, and when it failed. */
  reply?: WireReply
  /** What the transport threw. */
  error?: unknown
}

export type RecordOptions = {
  /** How many exchanges are kept, the latest ones: 1 or more. Default 100. */
  limit?: number
}

/**
 * Wraps a transport and keeps copies of what went through it, for tests and for looking at a failure.
 *
 * `exchanges` is a live list, oldest first. Headers that carry a secret (`authorization`, cookies, tokens, API keys)
 * are recorded as `[redacted]`; URLs and bodies are kept as sent, payers' data included, so do not ship them to a log.
 *
 * @throws ShroffError `CONFIG_INVALID` for a limit that is not a whole number above 0, and an option that there is not.
 */
export function recordTransport(
  transport: Transport,
  options: RecordOptions = {},
): { transport: Transport; exchanges: readonly Exchange[] } {
  refuseUnknown('recordTransport', options, ['limit'])
  const { limit = 100 } = options
  if (!Number.isSafeInteger(limit) || limit < 1) {
    throw configError('recordTransport: limit is not a whole number above 0.', 'Give a number such as 100.')
  }
  const exchanges: Exchange[] = []
  const recording: Transport = async (request, options) => {
    const exchange: Exchange = { request: copy(request) }
    exchanges.push(exchange)
    if (exchanges.length > limit) exchanges.shift()
    try {
      const reply = await transport(request, options)
      exchange.reply = copy(reply)
      return reply
    } catch (error) {
      exchange.error = error
      throw error
    }
  }
  const { download } = transport
  return { transport: Object.assign(recording, download && { download }), exchanges }
}

const secret = /auth|cookie|token|secret|passw|credential|(api|access|private|subscription)[-_]?key/i

function copy<T extends WireRequest | WireReply>(message: T): T {
  const headers = Object.entries(message.headers).map(([name, value]) => [
    name,
    secret.test(name) ? '[redacted]' : value,
  ])
  // Uint8Array.from, not slice: a Buffer's slice shares its memory.
  return {
    ...message,
    headers: Object.fromEntries(headers),
    ...(message.body && { body: Uint8Array.from(message.body) }),
  }
}
