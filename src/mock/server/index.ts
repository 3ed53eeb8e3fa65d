/**
 * The mock gateway on a real port, for clients in other processes and other languages.
 *
 * @module shroff/mock/server
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { maximumBodyBytes } from '../../codec/body.js'
import { isNoAnswer } from '../faults.js'
import { internalsOf, type MockGateway, ownedBy } from '../gateway.js'

export type MockServer = {
  /** Such as `http://127.0.0.1:49152`: use it in place of the provider's host. */
  readonly url: string
  close(): Promise<void>
}

/**
 * Listens on this machine only. Where the gateway gives no answer the connection stays silent, or is cut.
 *
 * @param options.port Default: any free one.
 * @example
 * const server = await listen(mock)
 * const account = wechatpay({ ...mock.credentials('wechatpay'), hosts: [server.url] })
 */
export async function listen(mock: MockGateway, options: { port?: number } = {}): Promise<MockServer> {
  const { exchange } = internalsOf(mock)
  const server = createServer(async (incoming, outgoing) => {
    try {
      const chunks: Uint8Array[] = []
      let length = 0
      for await (const chunk of incoming as AsyncIterable<Uint8Array>) {
        length += chunk.length
        if (length > maximumBodyBytes) return outgoing.writeHead(413).end()
        chunks.push(chunk)
      }
      const headers: Record<string, string> = {}
      for (const [name, value] of Object.entries(incoming.headers)) headers[name] = String(value)
      // The merchant's signature covers the path as sent, so it must not pass through a URL parser here.
      const url = `${address()}${incoming.url}`
      if (!URL.canParse(url) || !ownedBy(mock, new URL(url))) return outgoing.writeHead(404).end()
      const body = Buffer.concat(chunks)
      const reply = await exchange({ method: incoming.method ?? 'GET', url, headers, ...(length > 0 && { body }) })
      outgoing.writeHead(reply.status, reply.headers).end(reply.body)
    } catch (error) {
      if (isNoAnswer(error) && error.kind === 'timeout') return
      if (isNoAnswer(error)) incoming.socket.destroy()
      else outgoing.writeHead(500).end(String(error))
    }
  })
  const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  return {
    url: address(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
