import { readLimited } from '../codec/body.js'
import { configError } from '../core/errors.js'
import { type OtherNames, refuseUnknown } from '../core/options.js'
import type { Transport } from '../core/transport.js'
import { deno } from './deno.js'
import { markUnsent } from './unsent.js'

export type FetchTransportOptions = {
  /** Default: `globalThis.fetch`, looked up at each call, so that a later replacement of it is seen. */
  fetch?: typeof globalThis.fetch
}

const ofClient = 'That is the client’s: createClient({ timeout, retry }).'
const ofAccount = 'Addresses are the account’s: its option hosts.'
const ofNode = 'nodeTransport of shroff/node has that.'

/** What other transports are given, and who has it here. */
export const ofOthers: OtherNames = {
  timeout: ofClient,
  retry: ofClient,
  retries: ofClient,
  baseurl: ofAccount,
  prefixurl: ofAccount,
  proxy: ofNode,
  agent: ofNode,
  dispatcher: ofNode,
}

/**
 * A transport on the runtime's own `fetch`: Node, Deno, Bun, Workers and browsers, without a dependency.
 *
 * Redirects are not followed: a 3xx is handed up as it is. Bodies over 1 MiB are refused. It has no timeout of its own;
 * the client's `signal` ends it. On Deno each request has a connection of its own, because Deno would repeat it on another.
 *
 * @throws ShroffError `CONFIG_INVALID` for an option that there is not.
 * @throws (on a call) what `fetch` throws; the reason of `signal`; `ShroffError` `CONFIG_INVALID` for a URL that `fetch` would rewrite;
 *   `RangeError` for a body over the limit; `TypeError` for a redirect that a browser hides.
 */
export function fetchTransport(options: FetchTransportOptions = {}): Transport {
  refuseUnknown('fetchTransport', options, ['fetch'], ofOthers)
  return async ({ method, url, headers, body, maximumBytes }, { signal }) => {
    signal.throwIfAborted()
    exactUrl(url)
    // A variable of its own: as `options.fetch(…)` it would get `options` for `this`, which Workers and browsers refuse.
    const fetch = options.fetch ?? globalThis.fetch
    const client = deno()?.createHttpClient?.({ poolMaxIdlePerHost: 0 })
    try {
      // `cache` and `credentials` are left out: Workers refuse them.
      const sending = fetch(url, {
        method,
        headers,
        redirect: 'manual',
        signal,
        ...(body && { body: body as Uint8Array<ArrayBuffer> }),
        ...(client && { client }),
      })
      // A fetch of the caller's may do more than to send: what it throws is not known to be the connection's.
      const reply = await (options.fetch ? sending : sending.catch(rethrowMarked))
      if (reply.status === 0) {
        throw new TypeError('the answer is a redirect, which is not followed and which browsers hide')
      }
      const bytes = await readLimited(reply.body, maximumBytes)
      return { status: reply.status, headers: joined(reply.headers), body: bytes }
    } catch (error) {
      // Workers throw a copy of the reason.
      throw signal.aborted ? signal.reason : error
    } finally {
      client?.close()
    }
  }
}

const rethrowMarked = (error: unknown): never => {
  throw markUnsent(error)
}

/**
 * Parses a URL, and refuses one that the parser changes (`/a/../b`, a space, `'` in a query): the provider would see
 * other characters than were signed, and answer "wrong signature".
 */
export function exactUrl(text: string): URL {
  const url = parsed(text)
  const target = /^https?:\/\/[^/?#@]+(.*)$/is.exec(text)?.[1]
  if (url && target !== undefined && (target || '/') === url.pathname + url.search) return url
  // Without the URL in the text: its query may hold a token.
  throw configError(
    'The URL of this request cannot be sent in exactly the characters that were signed.',
    'Give an absolute http(s) URL without user name and fragment, percent-encoded as new URL(url).href writes it.',
  )
}

function parsed(text: string): URL | undefined {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}

function joined(headers: Headers): Record<string, string> {
  const values = new Map<string, string>()
  // Headers join repeats themselves, except set-cookie, which comes once per cookie.
  headers.forEach((value, name) => {
    const before = values.get(name)
    values.set(name, before === undefined ? value : `${before}, ${value}`)
  })
  return Object.fromEntries(values)
}
