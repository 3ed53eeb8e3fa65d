/**
 * The mock gateway on real ports, for clients in other processes and other languages.
 *
 * @module shroff/mock/server
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { maximumBodyBytes } from '../../codec/body.js'
import { isNoAnswer } from '../faults.js'
import { type Exchange, internalsOf, type MockGateway, type ProviderName } from '../running.js'

export type MockServer<N extends string = string> = {
  /** Each provider's own, such as `http://127.0.0.1:49152`: use it in place of the provider's host. */
  readonly urls: Readonly<Record<N, string>>
  close(): Promise<void>
}

/**
 * Listens on this machine only, on one port for each provider, as each has hosts of its own. Where the gateway gives no
 * answer the connection stays silent, or is cut.
 *
 * @param options.ports Default: any free ones.
 * @throws Node's error, `EADDRINUSE` for a port that is taken; then none is listened on.
 * @example
 * const server = await listen(mock)
 * const account = wechatpay({ ...mock.credentials('wechatpay'), hosts: [server.urls.wechatpay] })
 */
export async function listen<M extends MockGateway>(
  mock: M,
  options: { ports?: { readonly [N in ProviderName<M>]?: number } } = {},
): Promise<MockServer<ProviderName<M>>> {
  const { exchange, running } = internalsOf(mock)
  const ports: Readonly<Record<string, number | undefined>> = options.ports ?? {}
  const servers: Server[] = []
  const close = async () => void (await Promise.all(servers.map(stop)))
  try {
    const urls: Record<string, string> = {}
    for (const name of running.keys()) {
      const server = createServer((incoming, outgoing) => answer(exchange, name, incoming, outgoing))
      urls[name] = await start(server, ports[name] ?? 0)
      servers.push(server)
    }
    return { urls: urls as Record<ProviderName<M>, string>, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function answer(exchange: Exchange, provider: string, incoming: IncomingMessage, outgoing: ServerResponse) {
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
    const url = `http://127.0.0.1:${incoming.socket.localPort}${incoming.url}`
    if (!URL.canParse(url)) return outgoing.writeHead(400).end()
    const body = Buffer.concat(chunks)
    const request = { method: incoming.method ?? 'GET', url, headers, ...(length > 0 && { body }) }
    const reply = await exchange(request, provider)
    return outgoing.writeHead(reply.status, reply.headers).end(reply.body)
  } catch (error) {
    if (isNoAnswer(error) && error.kind === 'timeout') return
    if (isNoAnswer(error)) incoming.socket.destroy()
    else outgoing.writeHead(500).end(String(error))
  }
}

const start = (server: Server, port: number): Promise<string> =>
  new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', () => {
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    })
  })

const stop = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
