/**
 * A comfortable transport on ky.
 *
 * @module shroff/http
 */
import ky from 'ky'
import { type OtherNames, refuseUnknown } from '../core/options.js'
import type { Transport } from '../core/transport.js'
import { fetchTransport, ofOthers } from './fetch.js'
import { markUnsent } from './unsent.js'

type Fetch = typeof globalThis.fetch

/** The part of a ky instance that is used; instances of ky 1.14 and 2.x both fit. */
export type KyLike = (
  url: URL,
  options: RequestInit & { retry: number; throwHttpErrors: false; timeout: false; fetch: Fetch },
) => Promise<Response>

export type HttpOptions = {
  /** What ky sends with. Default: `globalThis.fetch`, looked up at each call. Set it here, not in the ky instance. */
  fetch?: Fetch
  /** An instance made with `ky.create` or `ky.extend`, for its `hooks` and default `headers`. Default: plain ky. */
  ky?: KyLike
}

const inKy = 'Give it to an instance of ky: http({ ky: ky.extend({ hooks }) }).'
const otherNames: OtherNames = { ...ofOthers, hooks: inKy, headers: inKy }

/**
 * A transport on ky: `fetchTransport` with ky's hooks around it, for logging, tracing and additional headers.
 *
 * A hook may read everything, add headers, answer in place of the network, or throw. It cannot change what was signed:
 * method, URL, body and the headers given are sent as given, whatever a hook returns. Of the instance's other options,
 * `retry`, `timeout`, `throwHttpErrors`, `fetch`, `searchParams`, `json` and URL prefixes have no effect: repeating and
 * time belong to the client above, because a repeated request needs a new signature. `ky.retry()` in a hook is an error.
 *
 * @throws ShroffError `CONFIG_INVALID` for an option that there is not.
 * @throws (on a call) as `fetchTransport`, and what a hook throws.
 */
export function http(options: HttpOptions = {}): Transport {
  refuseUnknown('http', options, ['fetch', 'ky'], otherNames)
  return fetchTransport({ fetch: (input, init) => throughKy(options, String(input), init ?? {}) })
}

async function throughKy(options: HttpOptions, url: string, given: RequestInit): Promise<Response> {
  let failure: unknown
  let answered = false
  const send: Fetch = async (prepared, additional) => {
    const headers = new Headers((prepared as Request).headers)
    for (const [name, value] of Object.entries(given.headers ?? {})) headers.set(name, value)
    try {
      const reply = await (options.fetch ?? globalThis.fetch)(url, { ...additional, ...given, headers })
      answered = true
      return reply
    } catch (error) {
      failure = options.fetch ? error : markUnsent(error)
      throw error
    }
  }
  try {
    // A URL object: an instance's prefix is put before strings only.
    const request = (options.ky ?? ky)(new URL(url), {
      ...given,
      retry: 0,
      throwHttpErrors: false,
      timeout: false,
      fetch: send,
    })
    return await request
  } catch (error) {
    // A hook that failed after the answer: its error may look like a connection that never stood, and is none of this call.
    if (answered)
      throw new Error('a hook of ky failed after the answer came', {
        cause: new Error('in the hook', { cause: error }),
      })
    // ky 2 wraps it, and whether anything was sent stands on the original.
    throw failure ?? error
  }
}
