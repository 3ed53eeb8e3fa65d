// The provider's end of the wire in a process of its own, so that its work is nobody's processor time: `POST path` is
// answered by what was prepared for it.
import { createServer } from 'node:http'
import { setTimeout } from 'node:timers/promises'

export type Prepared = Record<string, { headers: Record<string, string>; body: string }>

/** @param milliseconds How long each answer takes. */
export function serve(milliseconds = 0): void {
  process.once('message', (prepared: Prepared) => {
    const server = createServer(async (request, response) => {
      for await (const _ of request);
      if (milliseconds > 0) await setTimeout(milliseconds)
      const { headers, body } = prepared[request.url!.split('?')[0]!]!
      response.writeHead(200, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body)
    })
    // Never closes a connection that a contender keeps.
    server.keepAliveTimeout = 0
    server.listen(0, '127.0.0.1', () => process.send!((server.address() as { port: number }).port))
  })
  process.once('disconnect', () => process.exit())
}
