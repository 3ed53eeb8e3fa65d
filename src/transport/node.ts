/**
 * A transport for busy Node servers.
 *
 * @module shroff/node
 */
import { X509Certificate } from 'node:crypto'
import http from 'node:http'
import https from 'node:https'
import tls from 'node:tls'
import { maximumBodyBytes } from '../codec/body.js'
import { configError } from '../core/errors.js'
import { type OtherNames, refuseUnknown } from '../core/options.js'
import { notSent, type Transport, type WireReply, type WireRequest } from '../core/transport.js'
import { deno } from './deno.js'
import { exactUrl, ofOthers } from './fetch.js'
import { markUnsent } from './unsent.js'

/** As PKCS#12 bytes (`.p12`, `.pfx`), or as certificate and key in PEM. */
export type ClientCertificate =
  | { pfx: Uint8Array; passphrase?: string }
  | { cert: string | Uint8Array; key: string | Uint8Array; passphrase?: string }

export type NodeTransportOptions = {
  /**
   * How long an unused connection is kept, in milliseconds, 1 or more. Default 7 000: WeChat Pay closes idle
   * connections after 8 s, and a request sent into a closing connection has an unknown outcome.
   */
  idleTimeout?: number
  /** Connections per host at one time, 1 or more; further calls wait for a free one. Default 64. */
  maxSockets?: number
  /** Shown to servers that ask for one (WeChat Pay's reversals over APIv2, UnionPay). Never shown to the proxy. */
  clientCertificate?: ClientCertificate
  /** PEM, one or several: the *only* authorities that may vouch for the server. Default: those of Node. */
  certificateAuthority?: string | Uint8Array
  /** `http://user:password@host:port`, or `https://…`; every request goes through a CONNECT tunnel. Default: none. */
  proxy?: string | URL
}

const known = ['idleTimeout', 'maxSockets', 'clientCertificate', 'certificateAuthority', 'proxy']
const inCertificate = 'Say clientCertificate: { pfx, passphrase }, or { cert, key }.'
const otherNames: OtherNames = {
  ...ofOthers,
  agent:
    'It makes its own; of one it takes maxSockets, idleTimeout, proxy, clientCertificate and certificateAuthority.',
  ca: 'certificateAuthority',
  keepalivetimeout: 'idleTimeout',
  keepalive: 'Connections are kept; idleTimeout says how long.',
  pfx: inCertificate,
  cert: inCertificate,
  key: inCertificate,
  passphrase: inCertificate,
  rejectunauthorized:
    'Certificates are always checked; a server with one of your own is trusted by certificateAuthority.',
  headers: 'An account signs its headers, and sends no others.',
  fetch: 'It sends by node:https; fetchTransport({ fetch }) takes one.',
}

/**
 * A transport for busy Node servers on `node:https`: keeps connections open, and can do client certificates and proxies.
 *
 * No redirect is followed and no request is repeated, not even when a kept connection turns out to be closed. Bodies
 * over 1 MiB are refused, compression is not asked for, server certificates are checked whatever the environment says.
 * Make it once: each one has its own connections. Idle ones do not keep the process alive. On Deno none is kept. It has no timeout of its
 * own; the client's `signal` ends it.
 *
 * @throws ShroffError `CONFIG_INVALID` for options that cannot work or that there are not; on a call, for a URL that would be rewritten.
 *   On a call also the errors of Node with their `code`; an error with `code: 'PROXY_REFUSED'` when the proxy opened no
 *   tunnel, so that nothing was sent; `RangeError` for a body over the limit; the reason of `signal`.
 */
export function nodeTransport(options: NodeTransportOptions = {}): Transport {
  refuseUnknown('nodeTransport', options, known, otherNames)
  if (options.clientCertificate !== undefined)
    refuseUnknown('nodeTransport: clientCertificate', options.clientCertificate, ['pfx', 'cert', 'key', 'passphrase'])
  const pool = {
    keepAlive: deno() === undefined,
    timeout: wholeNumber('idleTimeout', options.idleTimeout ?? 7_000),
    maxSockets: wholeNumber('maxSockets', options.maxSockets ?? 64),
  }
  // Said outright: NODE_TLS_REJECT_UNAUTHORIZED=0 switches the check off for everything that leaves it open.
  const trust = { rejectUnauthorized: true, ...secureContext(options) }
  const agentFor = agents(options.proxy, pool)
  return async (request, { signal }) => {
    signal.throwIfAborted()
    const url = exactUrl(request.url)
    const agent = await agentFor(url)
    signal.throwIfAborted()
    return send(request, url, { agent, ...trust }, signal)
  }
}

type Answer = { reply: http.IncomingMessage; reading: Promise<Uint8Array> }

async function send(
  request: WireRequest,
  url: URL,
  options: https.RequestOptions,
  signal: AbortSignal,
): Promise<WireReply> {
  const { method, body, maximumBytes = maximumBodyBytes } = request
  const given = Object.keys(request.headers).map((name) => name.toLowerCase())
  // The signature covers the bytes, and compressed ones would have to be inflated under a limit.
  const identity = given.includes('accept-encoding') ? undefined : { 'accept-encoding': 'identity' }
  // Node says no length for the body of a DELETE: the server would take the bytes for the next request.
  const length = body && { 'content-length': body.length }
  const { request: open } = url.protocol === 'https:' ? https : http
  const outgoing = open(url, { method, headers: { ...identity, ...length, ...request.headers }, ...options })
  const abort = () => outgoing.emit('abandon')
  signal.addEventListener('abort', abort)
  try {
    const { reply, reading } = await new Promise<Answer>((resolve, reject) => {
      outgoing.once('abandon', () => {
        // A request that still waits for its connection tells nobody of its end, hence both.
        outgoing.destroy()
        reject(signal.reason)
      })
      outgoing.on('error', (error) => reject(markUnsent(error)))
      // Read at once: an answer that broke off meanwhile would never tell.
      outgoing.once('response', (reply) => resolve({ reply, reading: bodyOf(reply, maximumBytes) }))
      // A switch of protocols, which nobody has asked for: without a listener Node would close it and tell nobody.
      outgoing.once('upgrade', (_, socket) => {
        socket.destroy()
        reject(new Error('the answer is a switch to another protocol'))
      })
      onProxyRefusal(outgoing, reject)
      outgoing.end(body)
    })
    return { status: reply.statusCode ?? 0, headers: headersOf(reply), body: await reading }
  } catch (error) {
    outgoing.destroy()
    throw signal.aborted ? signal.reason : error
  } finally {
    signal.removeEventListener('abort', abort)
  }
}

/** `headers` drops repeats of some names, and makes a list of others. */
function headersOf({ rawHeaders }: http.IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {}
  for (let place = 0; place < rawHeaders.length; place += 2) {
    const name = rawHeaders[place]!.toLowerCase()
    const value = rawHeaders[place + 1]!
    headers[name] = Object.hasOwn(headers, name) ? `${headers[name]}, ${value}` : value
  }
  return headers
}

/** By events: to iterate over a stream costs as much as to send the request. */
function bodyOf(reply: http.IncomingMessage, most: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let length = 0
    reply.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length > most) reject(new RangeError(`body over ${most} bytes`))
      else chunks.push(chunk)
    })
    reply.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))))
    reply.on('error', reject)
    reply.on('close', () => {
      // Comes after every end, too.
      if (!reply.readableEnded) reject(new Error('the connection was closed before the answer ended'))
    })
  })
}

function agents(
  proxy: string | URL | undefined,
  pool: http.AgentOptions,
): (url: URL) => http.Agent | Promise<http.Agent> {
  if (proxy === undefined) {
    const [plain, secure] = [new http.Agent(pool), new https.Agent(pool)]
    return ({ protocol }) => (protocol === 'https:' ? secure : plain)
  }
  const address = URL.canParse(String(proxy)) ? new URL(proxy) : undefined
  const authorization = address && proxyAuthorization(address)
  if (!address || authorization === undefined || !/^https?:$/.test(address.protocol)) {
    throw configError(
      'nodeTransport: proxy is not a URL of an HTTP proxy.',
      'Give http://host:port or http://user:password@host:port, with user and password percent-encoded.',
    )
  }
  // Kept apart from the URL, which the agent shows in its events and in its debugging output.
  address.username = address.password = ''
  let agent: Promise<http.Agent> | undefined
  return () => {
    agent ??= tunnelAgent(address, authorization, pool)
    return agent
  }
}

/** Loaded when used: most servers have no proxy. */
async function tunnelAgent(proxy: URL, headers: Record<string, string>, pool: http.AgentOptions): Promise<http.Agent> {
  const { HttpsProxyAgent } = await import('https-proxy-agent')
  const agent = new HttpsProxyAgent(proxy, { ...pool, headers, rejectUnauthorized: true })
  // Its constructor discards the options from which Node's agent takes the idle time.
  Object.assign(agent, { options: { ...agent.options, timeout: pool.timeout } })
  const { connectOpts } = agent
  const connect = agent.connect.bind(agent)
  agent.connect = async (outgoing, options) => {
    // Without this, a proxy that never answers CONNECT would hold the connection after the call was given up. The
    // signal is the tunnel's own, because the tunnel outlives the call: a later call's must not be cut by this one's.
    const opening = new AbortController()
    const abandon = () => opening.abort()
    outgoing.once('abandon', abandon)
    if (outgoing.destroyed) abandon()
    agent.connectOpts = { ...connectOpts, signal: opening.signal }
    try {
      return await connect(outgoing, options)
    } catch (cause) {
      setImmediate(() => tryNext(agent, options))
      throw proxyRefused('', cause)
    } finally {
      outgoing.off('abandon', abandon)
    }
  }
  return agent
}

/** Node's agent wakes who waits for a connection when one closes, but not when one never came about. */
function tryNext(agent: http.Agent, options: http.RequestOptions): void {
  const waiting = agent.requests[agent.getName(options)] as unknown as http.ClientRequest[] | undefined
  const next = waiting?.shift()
  if (next) (agent as unknown as { addRequest(request: object, options: object): void }).addRequest(next, options)
}

/** The agent would hand up the proxy's own answer as if the provider had given it. */
function onProxyRefusal(outgoing: http.ClientRequest, reject: (error: Error) => void): void {
  outgoing.once('proxyConnect', ({ statusCode }: { statusCode: number }) => {
    if (statusCode === 200) return
    outgoing.destroy()
    reject(proxyRefused(`: it answered ${statusCode}`))
  })
}

function proxyRefused(detail: string, cause?: unknown): Error {
  const error = new Error(`the proxy opened no connection to the provider${detail}`, cause ? { cause } : {})
  return notSent(Object.assign(error, { code: 'PROXY_REFUSED' }))
}

function proxyAuthorization({ username, password }: URL): Record<string, string> | undefined {
  if (!username && !password) return {}
  try {
    const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
    return { 'Proxy-Authorization': `Basic ${Buffer.from(credentials).toString('base64')}` }
  } catch {
    return undefined
  }
}

function secureContext(options: NodeTransportOptions): { secureContext?: tls.SecureContext } {
  const { clientCertificate: client, certificateAuthority: ca } = options
  if (ca !== undefined) checkAuthorities(ca)
  if (!client && ca === undefined) return {}
  try {
    // Node takes any Uint8Array here, its types only Buffer.
    return { secureContext: tls.createSecureContext({ ...client, ca } as tls.SecureContextOptions) }
  } catch (cause) {
    throw configError(
      'nodeTransport: clientCertificate cannot be read.',
      'Check the passphrase (a provider’s own file often has the merchant number for it) and that certificate and key belong together. ' +
        'An old .p12 or .pfx must be converted first: openssl pkcs12 -legacy -in old.p12 -nodes -out new.pem',
      cause,
    )
  }
}

/** Node itself ignores what is not a certificate, and every connection would fail later. */
function checkAuthorities(ca: string | Uint8Array): void {
  const text = typeof ca === 'string' ? ca : new TextDecoder().decode(ca)
  const blocks = text.match(/-----BEGIN [A-Z ]*CERTIFICATE-----[^-]*-----END [A-Z ]*CERTIFICATE-----/g)
  try {
    for (const block of blocks ?? ['']) new X509Certificate(block)
  } catch (cause) {
    throw configError(
      'nodeTransport: certificateAuthority is not a certificate in PEM.',
      'Give the text of the file (-----BEGIN CERTIFICATE-----), not its path.',
      cause,
    )
  }
}

function wholeNumber(name: string, value: number): number {
  if (Number.isInteger(value) && value >= 1 && value <= 2_147_483_647) return value
  throw configError(`nodeTransport: ${name} is not a whole number above 0.`, 'Leave it out for the default.')
}
