/** A sealed request, exactly as it goes over the wire. */
export type WireRequest = {
  method: string
  /** Absolute, already percent-encoded: the signature covers these very characters. */
  url: string
  headers: Record<string, string>
  body?: Uint8Array
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
 * @example
 * const transport: Transport = async ({ url, ...request }, { signal }) => {
 *   const reply = await fetch(url, { ...(request as RequestInit), signal, redirect: 'manual' })
 *   return { status: reply.status, headers: Object.fromEntries(reply.headers), body: new Uint8Array(await reply.arrayBuffer()) }
 * }
 */
export type Transport = (request: WireRequest, options: { signal: AbortSignal }) => Promise<WireReply>
