import { readLimited } from '../codec/body.js'
import { withDeadline } from '../core/deadline.js'
import { isShroffError, type ShroffError } from '../core/errors.js'
import { nameFailure, type Phase } from '../core/failure.js'
import type { Download, Transport, WireReply, WireRequest } from '../core/transport.js'

export type { Download }

export type FetchDownloadOptions = {
  /** Default: `globalThis.fetch`, looked up at each call. */
  fetch?: (request: Request) => Promise<Response>
}

/** A {@link Download} on the runtime's own `fetch`. Redirects are not followed. */
export function fetchDownload(options: FetchDownloadOptions = {}): Download {
  return async ({ method, url, headers, body }, { signal }) => {
    // A variable of its own: as `options.fetch(…)` it would get `options` for `this`, which Workers and browsers refuse.
    const fetch = options.fetch ?? globalThis.fetch
    const sent = body && { body: body as Uint8Array<ArrayBuffer> }
    const reply = await fetch(new Request(url, { method, headers, redirect: 'manual', signal, ...sent }))
    if (reply.status === 0)
      throw new TypeError('the answer is a redirect, which is not followed and which browsers hide')
    return {
      status: reply.status,
      headers: Object.fromEntries(reply.headers),
      body: reply.body ?? new Blob().stream(),
    }
  }
}

/** What fetches a client's files: what the call says, else what its transport brings, else the runtime's `fetch`. */
export const downloadOf = ({ transport }: { transport: Transport }, download?: Download): Download =>
  download ?? transport.download ?? fetchDownload()

/** What a statement's action brings to its download. */
export type FileRequest = {
  download: Download
  seal: () => Promise<WireRequest>
  /** Milliseconds within which the signature, the answer, and then each further piece of it, has to come. */
  timeout: number
  signal: AbortSignal | undefined
  /** The error for any status but 200. */
  refused: (reply: WireReply) => ShroffError
}

/**
 * The bytes of a file as they come. The download is ended when the reader stops.
 *
 * @throws what `refused` makes of another status; `TIMEOUT`, `ABORTED`, `TRANSPORT_FAILED`, `SIGNING_FAILED`.
 */
export async function* receiveFile(file: FileRequest): AsyncGenerator<Uint8Array, void, undefined> {
  const { download, seal, timeout, signal, refused } = file
  const ending = new AbortController()
  let phase: Phase = 'sealing'
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined
  try {
    const request = await withDeadline(timeout, signal, seal)
    phase = 'sent'
    const reply = await withDeadline(timeout, signal, () => download(request, { signal: ending.signal }))
    const { status, headers, body } = reply
    if (status !== 200) {
      throw refused({ status, headers, body: await withDeadline(timeout, signal, () => readLimited(body)) })
    }
    const open = body.getReader()
    reader = open
    for (;;) {
      const next = await withDeadline(timeout, signal, () => open.read())
      if (next.done) return
      yield next.value
    }
  } catch (error) {
    throw isShroffError(error) ? error : nameFailure(error, phase, signal?.aborted === true)
  } finally {
    // Not awaited: a stream that refuses to be cancelled must not hold up the reader.
    reader?.cancel().catch(() => {})
    ending.abort()
  }
}
