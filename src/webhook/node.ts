/**
 * `webhookHandler` for node:http and what is built on it: Express, Koa, Nest, Next.js pages.
 *
 * @module shroff/webhook/node
 */
import { utf8 } from '../crypto/bytes.js'
import type { WebhookHandler } from './handler.js'

/** What an `IncomingMessage` and its frameworks' own have in common. */
export type NodeRequest = AsyncIterable<Uint8Array> & {
  readonly method?: string | undefined
  readonly url?: string | undefined
  /** Express keeps in it what a mounted router cuts off. */
  readonly originalUrl?: string | undefined
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  /** What a body parser before it has made of the body. */
  readonly body?: unknown
  /** The bytes, or the text, that a parser has kept beside it. */
  readonly rawBody?: unknown
  readonly readableDidRead?: boolean
}

export type NodeResponse = {
  statusCode: number
  setHeader(name: string, value: string): unknown
  end(body?: string): unknown
}

/**
 * The same handler in Node's own form. It reads the body itself, or takes the bytes that a parser before it has kept
 * (`express.raw`, Nest's `rawBody`). A body that was parsed is refused; `observe` is told what to do in that framework.
 *
 * @example
 * createServer(toNode(handler)).listen(8080) // node:http
 * app.post('/notify', toNode(handler)) // Express, before express.json()
 */
export const toNode =
  (handler: WebhookHandler) =>
  async (request: NodeRequest, response: NodeResponse): Promise<void> => {
    const { method = 'POST', url = '/', originalUrl = url, headers } = request
    const answer = await handler({ method, url: originalUrl, headers, body: bodyOf(request) })
    response.statusCode = answer.status
    answer.headers.forEach((value, name) => void response.setHeader(name, value))
    response.end(await answer.text())
  }

function bodyOf(request: NodeRequest): Uint8Array | AsyncIterable<Uint8Array> {
  const { rawBody, body, readableDidRead } = request
  if (typeof rawBody === 'string') return utf8(rawBody)
  for (const kept of [rawBody, body]) if (ArrayBuffer.isView(kept)) return kept as Uint8Array
  // A parser that did not know the type leaves the body unread, whatever it says in `body`. What was parsed goes on as it is: its
  // reader says what to do.
  return readableDidRead && body !== undefined ? (body as Uint8Array) : request
}
