/**
 * `webhookHandler` for Fastify.
 *
 * @module shroff/webhook/fastify
 */
import type { WebhookHandler } from './handler.js'

/** What is used of a Fastify instance. */
export type FastifyLike = {
  removeAllContentTypeParsers(): unknown
  addContentTypeParser(
    type: string,
    parser: (request: unknown, payload: AsyncIterable<Uint8Array>, done: (error: null, body: unknown) => void) => void,
  ): unknown
  post(path: string, handler: (request: FastifyRequestLike, reply: FastifyReplyLike) => Promise<unknown>): unknown
}
type FastifyRequestLike = {
  readonly method: string
  readonly originalUrl: string
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
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
    // The stream itself: the handler reads it, to its own limit.
    fastify.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
    fastify.post(path, async ({ method, originalUrl: url, headers, body }, reply) => {
      const answer = await handler({ method, url, headers, body: (body ?? new Uint8Array()) as Uint8Array })
      return reply
        .code(answer.status)
        .headers(Object.fromEntries(answer.headers))
        .send(await answer.text())
    })
  }
