/**
 * The mock gateway on real ports, for clients in other processes and other languages.
 *
 * @module shroff/mock/server
 */
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { isLoopback } from '../../core/loopback.js'
import type { WireRequest } from '../../core/transport.js'
import { isNoAnswer } from '../faults.js'
import { isOwnHost } from '../host.js'
import { type Exchange, internalsOf, type MockGateway, type ProviderName } from '../running.js'
import { readBody } from './body.js'
import { createCourier } from './courier.js'

export type MockServer<N extends string = string> = {
  /** Each provider's own, such as `http://127.0.0.1:49152`: use it in place of the provider's host. */
  readonly urls: Readonly<Record<N, string>>
  /** Where the control answers, if it was asked for. */
  readonly control?: string
  /** A link that opens the console in a browser, once. */
  readonly consoleLink?: string
  close(): Promise<void>
}

export type ListenOptions<N extends string = string> = {
  /** Default: any free ones. */
  ports?: { readonly [name in N]?: number }
  /** The address to listen at. Default `127.0.0.1`: nobody but this machine. */
  host?: string
  /** Offers the controls over HTTP, on a port of its own. Default: it does not. */
  control?: ControlOptions
}

export type ControlOptions = {
  /** What programs bring as `Authorization: Bearer …`: at least 32 characters that nobody can guess. */
  token: string
  /** Default: any free one. */
  port?: number
  /** Names with a dot under which it may be called, such as `gateway.test`; numbers and names without one always may. Default: none. */
  names?: readonly string[]
  /** Webhooks are delivered by themselves, along the provider's schedule. Default `false`: when `deliver` is called. */
  delivers?: boolean
  /** By how much faster they come again than at the provider. Default 1. */
  pace?: number
  /** Hosts that webhooks go to beside this machine. Default: none; such webhooks wait. */
  deliverTo?: readonly string[]
  /**
   * What the console asks of a request whose signature does not fit, in the reader's language: `explainRequest` of `shroff/doctor`,
   * which knows English. Default: nobody is asked.
   */
  explain?: (provider: string, request: WireRequest, at: number, language: 'en' | 'zh') => Promise<object>
  /** Told once of each host that webhooks wait for. */
  onHeld?: (host: string) => void
}

/**
 * Listens on this machine only, on one port for each provider, as each has hosts of its own. Where the gateway gives no
 * answer the connection stays silent, or is cut.
 *
 * @throws Node's error, `EADDRINUSE` for a port that is taken; then none is listened on. `RangeError` for a token that is short.
 * @example
 * const server = await listen(mock)
 * const account = wechatpay({ ...mock.credentials('wechatpay'), hosts: [server.urls.wechatpay] })
 */
export async function listen<M extends MockGateway>(
  mock: M,
  options: ListenOptions<ProviderName<M>> = {},
): Promise<MockServer<ProviderName<M>>> {
  const { exchange, running } = internalsOf(mock)
  const { host = '127.0.0.1', control } = options
  const ports: Readonly<Record<string, number | undefined>> = options.ports ?? {}
  const ends: (() => Promise<void>)[] = []
  const close = async () => void (await Promise.all(ends.map((end) => end())))
  const open = async (listener: RequestListener, port = 0): Promise<string> => {
    const server = createServer(listener)
    const url = await start(server, port, host)
    ends.push(() => stop(server))
    return url
  }
  try {
    const urls: Record<string, string> = {}
    for (const name of running.keys())
      urls[name] = await open((incoming, outgoing) => answer(exchange, name, incoming, outgoing), ports[name])
    const controlled = control && (await openControl(mock, urls, control, open, ends))
    return { urls: urls as Record<ProviderName<M>, string>, ...controlled, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function openControl(
  mock: MockGateway,
  urls: Readonly<Record<string, string>>,
  { token, port, names = [], delivers = false, pace = 1, explain, ...options }: ControlOptions,
  open: (listener: RequestListener, port?: number) => Promise<string>,
  ends: (() => Promise<void>)[],
): Promise<{ control: string; consoleLink: string }> {
  if (!/^[\w.~+/=-]{32,}$/.test(token))
    throw new RangeError('listen: control.token must be at least 32 characters, letters and digits')
  // Most that listen offer none.
  const [{ answerControl }, { createGuard }] = await Promise.all([
    import('./control/serve.js'),
    import('./control/guard.js'),
  ])
  internalsOf(mock).pace = pace
  const courier = createCourier(mock, options)
  const guard = createGuard(token, names)
  let url = ''
  const consoleLink = () => `${url}/?token=${guard.newTicket()}`
  const on = { mock, courier, urls, consoleLink, explain }
  url = await open((incoming, outgoing) => {
    answerControl(on, guard, incoming, outgoing).catch(() => outgoing.destroy())
  }, port)
  if (delivers) courier.start()
  ends.push(async () => courier.stop())
  return { control: url, consoleLink: consoleLink() }
}

async function answer(exchange: Exchange, provider: string, incoming: IncomingMessage, outgoing: ServerResponse) {
  try {
    const body = await readBody(incoming)
    if (!body) return outgoing.writeHead(413).end()
    const headers: Record<string, string> = {}
    for (const [name, value] of Object.entries(incoming.headers)) headers[name] = String(value)
    // The merchant's signature covers the path as sent, so it must not pass through a URL parser here.
    const url = `${originOf(incoming)}${incoming.url}`
    if (!URL.canParse(url)) return outgoing.writeHead(400).end()
    const request = { method: incoming.method ?? 'GET', url, headers, ...(body.length > 0 && { body }) }
    const reply = await exchange(request, provider)
    return outgoing.writeHead(reply.status, reply.headers).end(reply.body)
  } catch (error) {
    if (isNoAnswer(error) && error.kind === 'timeout') return
    if (isNoAnswer(error)) incoming.socket.destroy()
    else outgoing.writeHead(500).end(String(error))
  }
}

/** As the client called it, where that is the name of a container; on this machine by its number. */
function originOf({ headers, socket }: IncomingMessage): string {
  const { host = '' } = headers
  const isAbroad = isOwnHost(host) && !isLoopback(`http://${host}`)
  return isAbroad ? `http://${host}` : `http://127.0.0.1:${socket.localPort}`
}

const start = (server: Server, port: number, host: string): Promise<string> =>
  new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, host, () => {
      // To be called from here, wherever it listens.
      const named = /^(0\.0\.0\.0|::)$/.test(host) ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host
      resolve(`http://${named}:${(server.address() as AddressInfo).port}`)
    })
  })

const stop = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
