/**
 * `webhookHandler` for Fastify.
 *
 * @module shroff/webhook/fastify
 */
import type { WebhookHandler } from './handler.js'
import { requestOf, type WireHeaders } from './request.js'

/** What is used of a Fastify instance. */
export type FastifyLike = {
  removeAllContentTypeParsers(): unknown
  addContentTypeParser(
    type: string,
    options: { parseAs: 'buffer' },
    parser: (request: unknown, body: Uint8Array, done: (error: null, body: Uint8Array) => void) => void,
  ): unknown
  post(path: string, handler: (request: FastifyRequestLike, reply: FastifyReplyLike) => Promise<unknown>): unknown
}
type FastifyRequestLike = {
  readonly method: string
  readonly originalUrl: string
  readonly headers: WireHeaders
  readonly body: unknown
}
type FastifyReplyLike = {
  code(status: number): FastifyReplyLike
  headers(headers: Record<string, string>): FastifyReplyLike
  send(body: string): unknown
}

/**
 * A plugin with one route, whose body parsers are its own: those of the application stay as they are.
 *
 * @example
 * await app.register(toFastify(handler), { path: '/notify' })
 */
export const toFastify =
  (handler: WebhookHandler) =>
  async (fastify: FastifyLike, { path }: { path: string }): Promise<void> => {
    fastify.removeAllContentTypeParsers()
    fastify.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    fastify.post(path, async (request, reply) => {
      const { method, originalUrl: url, headers } = request
      const body = request.body instanceof Uint8Array ? request.body : undefined
      const answer = await handler(requestOf({ method, url, headers, body }))
      return reply
        .code(answer.status)
        .headers(Object.fromEntries(answer.headers))
        .send(await answer.text())
    })
  }
