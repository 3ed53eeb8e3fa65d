/**
 * `webhookHandler` for node:http and what is built on it: Express, Koa, Next.js pages.
 *
 * @module shroff/webhook/node
 */
import { readLimited } from '../codec/body.js'
import type { WebhookHandler } from './handler.js'
import { requestOf, type WireHeaders } from './request.js'

/** What an `IncomingMessage` and its framework's own have in common. */
export type NodeRequest = AsyncIterable<Uint8Array> & {
  readonly method?: string | undefined
  /** Express keeps in `originalUrl` what a mounted router cuts off. */
  readonly url?: string | undefined
  readonly originalUrl?: string | undefined
  readonly headers: WireHeaders
  /** What a body parser before it has made of the body. */
  readonly body?: unknown
  readonly rawBody?: unknown
}

export type NodeResponse = {
  statusCode: number
  setHeader(name: string, value: string): unknown
  end(body?: string): unknown
}

/**
 * The same handler in Node's own form. It reads the body itself; bytes that a parser before it has kept (`express.raw`, or a
 * `rawBody`) are taken, and one that was parsed is refused with that framework's own fix, told to `observe`.
 *
 * @example
 * app.post('/notify', toNode(handler))                                  // Express, before express.json()
 * router.post('/notify', (ctx) => ((ctx.respond = false), toNode(handler)(ctx.req, ctx.res)))  // Koa
 * createServer(toNode(handler)).listen(8080)                            // node:http
 */
export const toNode =
  (handler: WebhookHandler) =>
  async (request: NodeRequest, response: NodeResponse): Promise<void> => {
    const { method = 'POST', url = '/', originalUrl = url, headers } = request
    const body = await bodyOf(request)
    const reply = await handler(requestOf({ method, url: originalUrl, headers, body }))
    response.statusCode = reply.status
    reply.headers.forEach((value, name) => void response.setHeader(name, value))
    response.end(await reply.text())
  }

/** `undefined`: it was read before, and its bytes are gone. */
async function bodyOf(request: NodeRequest): Promise<Uint8Array | undefined> {
  for (const kept of [request.rawBody, request.body]) if (kept instanceof Uint8Array) return kept
  if (typeof request.rawBody === 'string') return new TextEncoder().encode(request.rawBody)
  // What a parser has made of it may be an empty object also where it has read nothing: what is left in the stream decides.
  const bytes = await readLimited(request).catch(() => undefined)
  return bytes?.length === 0 && request.body !== undefined ? undefined : bytes
}
