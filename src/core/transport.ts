/** A sealed request, exactly as it goes over the wire. */
export type WireRequest = {
  method: string
  /** Absolute, already percent-encoded: the signature covers these very characters. */
  url: string
  headers: Record<string, string>
  body?: Uint8Array
  /** The longest answer that is read, in bytes. Default 1 MiB. */
  maximumBytes?: number
}

/** An answer, exactly as it came. Nothing in it is trusted yet. */
export type WireReply = {
  status: number
  /** Names in lower case; repeated headers joined by `', '`. */
  headers: Record<string, string>
  /** The bytes after transfer decoding, never parsed and re-serialised: the signature covers these very bytes. */
  body: Uint8Array
}

/**
 * Sends bytes and returns bytes. It judges no status, follows no redirect and repeats nothing: a repeated request
 * needs a new signature, so repeating is done above it. It should stop when `signal` aborts.
 *
 * What it throws leaves the outcome `unknown`, whatever its code is: the client cannot know whose connection was refused,
 * the provider's or that of a log server asked after the answer. Only {@link notSent} says that nothing left.
 *
 * @example
 * const transport: Transport = async ({ url, ...request }, { signal }) => {
 *   const reply = await fetch(url, { ...(request as RequestInit), signal, redirect: 'manual' })
 *   return { status: reply.status, headers: Object.fromEntries(reply.headers), body: new Uint8Array(await reply.arrayBuffer()) }
 * }
 */
export type Transport = {
  (request: WireRequest, options: { signal: AbortSignal }): Promise<WireReply>
  /** How files go, where they may not go by the runtime's `fetch`: to the mock gateway, which nothing leaves. */
  readonly download?: Download
}

/**
 * Fetches a file as a stream. A `Transport` holds the whole answer in memory, so statements have a way of their own. It
 * follows no redirect and stops when `signal` aborts. The `body` of a POST goes along.
 */
export type Download = (
  request: WireRequest,
  options: { signal: AbortSignal },
) => Promise<{
  status: number
  /** Names in lower case. */
  headers: Record<string, string>
  body: ReadableStream<Uint8Array>
}>

// Symbol.for: a transport made by the CommonJS copy of the package must be understood by the ES module copy.
const unsent = Symbol.for('shroff.unsent')

/**
 * Marks what a transport throws where not one byte of the request has left this process: the name was not resolved, the
 * connection refused, its certificate not trusted. The call is then `not-sent`, and repeated even if it moves money, so
 * mark nothing that failed while writing, reading, or after the answer. Our transports set it too: if you use one for
 * another host after the answer, wrap what it throws in an error of your own.
 *
 * @returns the same error.
 * @example
 * const socket = await connect(host).catch((error) => { throw notSent(error) })
 */
export function notSent<E extends object>(error: E): E {
  return Object.isExtensible(error) ? Object.defineProperty(error, unsent, { value: true }) : error
}

/** Whether {@link notSent} marked it. */
export const wasNotSent = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && (error as { [unsent]?: unknown })[unsent] === true
