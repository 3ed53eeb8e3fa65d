import { spawn } from 'node:child_process'
import { getEventListeners, once } from 'node:events'
import type { Socket } from 'node:net'
import { type NodeTransportOptions, nodeTransport } from 'shroff/node'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { makeCertificates } from './certificates.js'
import { transportContract } from './contract.js'
import { startProxy } from './proxy.js'
import { type Server, startServer } from './server.js'

const certificates = makeCertificates()
const certificateAuthority = certificates.ca

transportContract('nodeTransport', { transport: () => nodeTransport(), ours: true })
transportContract('nodeTransport over TLS', {
  transport: () => nodeTransport({ certificateAuthority }),
  tls: () => certificates.server,
  ours: true,
})

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  vi.unstubAllEnvs()
  for (const stop of stops.splice(0)) await stop()
})

async function start(...given: Parameters<typeof startServer>): Promise<Server> {
  const server = await startServer(...given)
  stops.push(server.stop)
  return server
}

async function startTunnel(...given: Parameters<typeof startProxy>) {
  const proxy = await startProxy(...given)
  stops.push(proxy.stop)
  return proxy
}

const get = (transport: ReturnType<typeof nodeTransport>, url: string, signal = new AbortController().signal) =>
  transport({ method: 'GET', url, headers: {} }, { signal })

const closed = async (socket: Socket | undefined) => {
  if (!socket?.destroyed) await once(socket!, 'close')
}

describe('options that cannot work are refused at creation', () => {
  const { client, pfx, passphrase } = certificates
  it.each<[string, NodeTransportOptions]>([
    ['idleTimeout 0, which would mean for ever', { idleTimeout: 0 }],
    ['idleTimeout not a number', { idleTimeout: Number.NaN }],
    ['idleTimeout over what a timer can hold', { idleTimeout: 2 ** 31 }],
    ['maxSockets 0', { maxSockets: 0 }],
    ['maxSockets 1.5', { maxSockets: 1.5 }],
    ['wrong passphrase', { clientCertificate: { pfx, passphrase: 'hunter2' } }],
    ['a .p12 that is none', { clientCertificate: { pfx: new Uint8Array([1, 2, 3]), passphrase } }],
    ['a key of another certificate', { clientCertificate: { cert: client.cert, key: certificates.server.key } }],
    ['a path instead of a certificate', { clientCertificate: { cert: '/etc/cert.pem', key: '/etc/hunter2.pem' } }],
    ['a path instead of an authority', { certificateAuthority: '/etc/ca.pem' }],
    ['an empty authority', { certificateAuthority: '' }],
    ['a damaged second authority', { certificateAuthority: certificates.ca + certificates.ca.replace('MII', 'MIJ') }],
    ['a proxy without scheme', { proxy: 'user:hunter2@proxy.example:3128' }],
    ['a SOCKS proxy', { proxy: 'socks5://user:hunter2@proxy.example' }],
    ['a proxy password not percent-encoded', { proxy: 'http://user:hunter2%@proxy.example' }],
    ['a proxy that is no URL', { proxy: 'http://user:hunter2@:x' }],
  ])('%s', (_, options) => {
    let error: unknown
    try {
      nodeTransport(options)
    } catch (thrown) {
      error = thrown
    }
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', outcome: 'not-sent' })
    expect(`${(error as Error).stack} ${JSON.stringify(error)}`).not.toContain('hunter2')
  })
})

describe('certificates', () => {
  const mutual = { ...certificates.server, ca: certificates.ca, requestCert: true, rejectUnauthorized: true }

  it('does not talk to a server that nobody vouches for, even if the environment says so', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
    const server = await start(certificates.server)
    await expect(get(nodeTransport(), server.url)).rejects.toMatchObject({ code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' })
    expect(server.arrived).toEqual([])
  })

  it('does not talk to a server of another name', async () => {
    const server = await start(certificates.server)
    const url = server.url.replace('localhost', '127.0.0.1')
    await expect(get(nodeTransport({ certificateAuthority }), url)).rejects.toMatchObject({
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
    })
    expect(server.arrived).toEqual([])
  })

  it('gets nothing from a server that wants a client certificate, without one', async () => {
    const server = await start(mutual)
    await expect(get(nodeTransport({ certificateAuthority }), server.url)).rejects.toThrow(Error)
    expect(server.arrived).toEqual([])
  })

  it.each<[string, NodeTransportOptions['clientCertificate'] & object]>([
    ['PKCS#12', { pfx: certificates.pfx, passphrase: certificates.passphrase }],
    ['PEM text', certificates.client],
    ['PEM bytes', { cert: utf8(certificates.client.cert), key: utf8(certificates.client.key) }],
  ])('shows its client certificate: %s', async (_, clientCertificate) => {
    const server = await start(mutual)
    const transport = nodeTransport({ certificateAuthority: utf8(certificateAuthority), clientCertificate })
    expect((await get(transport, `${server.url}/status/200`)).status).toBe(200)
  })

  it('shows it through a proxy too', async () => {
    const server = await start(mutual)
    const proxy = await startTunnel()
    const transport = nodeTransport({ certificateAuthority, clientCertificate: certificates.client, proxy: proxy.url })
    expect((await get(transport, `${server.url}/status/200`)).status).toBe(200)
    expect(proxy.asked).toHaveLength(1)
  })
})

describe('connections', () => {
  it('are used again', async () => {
    const server = await start()
    const transport = nodeTransport()
    for (let count = 0; count < 3; count++) await get(transport, `${server.url}/echo`)
    expect(server.connections).toHaveLength(1)
  })

  it('are used once on Deno, which would repeat a request on another', async () => {
    vi.stubGlobal('Deno', {})
    const server = await start()
    const transport = nodeTransport()
    for (let count = 0; count < 2; count++) await get(transport, `${server.url}/echo`)
    expect(server.connections).toHaveLength(2)
  })

  it('a kept one that the server has reset is an error, and nothing is sent again', async () => {
    const server = await start()
    const transport = nodeTransport()
    await get(transport, `${server.url}/first`)
    server.connections[0]?.resetAndDestroy()
    // In the same turn of the event loop: the client cannot know yet.
    await expect(get(transport, `${server.url}/second`)).rejects.toMatchObject({ code: 'ECONNRESET' })
    await get(transport, `${server.url}/third`)
    expect(server.arrived.map(({ url }) => url)).toEqual(['/first', '/third'])
    expect(server.connections).toHaveLength(2)
  })

  it('a kept one that breaks after the request arrived is an error, and nothing is sent again', async () => {
    const server = await start()
    const transport = nodeTransport()
    await get(transport, `${server.url}/first`)
    await expect(get(transport, `${server.url}/cut-at-once`)).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect(server.arrived.map(({ url }) => url)).toEqual(['/first', '/cut-at-once'])
    expect(server.connections).toHaveLength(1)
  })

  it.each(['directly', 'through a proxy'])('are closed when idle, %s', async (way) => {
    const server = await start()
    const proxy = way === 'directly' ? {} : { proxy: (await startTunnel()).url }
    const transport = nodeTransport({ idleTimeout: 20, ...proxy })
    await get(transport, `${server.url}/echo`)
    await closed(server.connections[0])
    expect((await get(transport, `${server.url}/echo`)).status).toBe(200)
    expect(server.connections).toHaveLength(2)
  })

  it('the idle time does not end a call that takes longer', async () => {
    const server = await start()
    const transport = nodeTransport({ idleTimeout: 20 })
    const slow = get(transport, `${server.url}/hang`, undefined)
    const outcome = vi.fn()
    slow.then(outcome, outcome)
    await once(server.events, 'arrived')
    // Another connection, opened later, goes through its whole idle time meanwhile.
    await get(transport, `${server.url}/echo`)
    await closed(server.connections[1])
    expect(outcome).not.toHaveBeenCalled()
    server.connections[0]?.destroy()
    await expect(slow).rejects.toMatchObject({ code: 'ECONNRESET' })
  })

  it('are at most maxSockets, and a call given up while it waits for one is never sent', async () => {
    const server = await start()
    const transport = nodeTransport({ maxSockets: 1 })
    const [first, waiting] = [new AbortController(), new AbortController()]
    const reason = new Error('given up')
    const hanging = get(transport, `${server.url}/hang`, first.signal)
    const second = get(transport, `${server.url}/second`, waiting.signal)
    const third = get(transport, `${server.url}/third`)
    await once(server.events, 'arrived')
    waiting.abort(reason)
    await expect(second).rejects.toBe(reason)
    first.abort(reason)
    await expect(hanging).rejects.toBe(reason)
    await third
    expect(server.arrived.map(({ url }) => url)).toEqual(['/hang', '/third'])
  })

  it('leave nothing behind on a signal that outlives the call', async () => {
    const server = await start()
    const { signal } = new AbortController()
    await get(nodeTransport(), `${server.url}/echo`, signal)
    await expect(get(nodeTransport(), `${server.url}/cut-at-once`, signal)).rejects.toThrow(Error)
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })

  it('do not end when the signal of an earlier, finished call aborts', async () => {
    const server = await start()
    const proxy = await startTunnel()
    const transport = nodeTransport({ proxy: proxy.url })
    const controller = new AbortController()
    await get(transport, `${server.url}/echo`, controller.signal)
    controller.abort()
    await get(transport, `${server.url}/echo`)
    expect(server.connections).toHaveLength(1)
  })

  it.each(['directly', 'through a proxy'])('that are idle do not keep the process alive, %s', async (way) => {
    const server = await start(certificates.server)
    // Neither side would end it on its own: the process must.
    server.server.keepAliveTimeout = 0
    const proxy = way === 'directly' ? {} : { proxy: (await startTunnel()).url }
    const options = { certificateAuthority, idleTimeout: 2_147_483_647, ...proxy }
    expect(await runAlone(options, server.url)).toEqual([0, '200\n'])
  })
})

describe('a proxy', () => {
  it.each([407, 403, 502])('that refuses with %i means: nothing was sent', async (status) => {
    const server = await start(certificates.server)
    const proxy = await startTunnel(status)
    const transport = nodeTransport({ certificateAuthority, proxy: `http://user:hunter2@localhost:${proxy.port}` })
    const error = await get(transport, server.url).catch((thrown) => thrown)
    expect(error).toMatchObject({ code: 'PROXY_REFUSED', message: expect.stringContaining(String(status)) })
    expect(`${error.stack} ${JSON.stringify(error)} ${error.cause?.stack}`).not.toContain('hunter2')
    expect(server.connections).toEqual([])
  })

  it('that hangs up means: nothing was sent', async () => {
    const proxy = await startTunnel('hang-up')
    await expect(get(nodeTransport({ proxy: proxy.url }), 'https://api.example/')).rejects.toMatchObject({
      code: 'PROXY_REFUSED',
    })
  })

  it('that is not there means: nothing was sent', async () => {
    const proxy = await startTunnel()
    await proxy.stop()
    stops.pop()
    await expect(get(nodeTransport({ proxy: proxy.url }), 'https://api.example/')).rejects.toMatchObject({
      code: 'PROXY_REFUSED',
      cause: { code: 'ECONNREFUSED' },
    })
  })

  it('that opens no connection leaves nobody waiting for one', async () => {
    const proxy = await startTunnel('hang-up')
    const transport = nodeTransport({ proxy: proxy.url, maxSockets: 1 })
    const ends = await Promise.allSettled([1, 2, 3].map(() => get(transport, 'https://api.example/')))
    const refused = { status: 'rejected', reason: expect.objectContaining({ code: 'PROXY_REFUSED' }) }
    expect(ends).toEqual([refused, refused, refused])
  })

  it('that never answers one call is asked for the next when that is given up', async () => {
    const proxy = await startTunnel('hang')
    const transport = nodeTransport({ proxy: proxy.url, maxSockets: 1 })
    const [first, second] = [new AbortController(), new AbortController()]
    const ends = [first, second].map(({ signal }) => get(transport, 'https://api.example/', signal).catch(() => {}))
    await once(proxy.server, 'connect')
    first.abort()
    await once(proxy.server, 'connect')
    second.abort()
    await Promise.all(ends)
  })

  it('that never answers is let go when the call is given up', async () => {
    const proxy = await startTunnel('hang')
    const controller = new AbortController()
    const reason = new Error('given up')
    const refused = expect(
      get(nodeTransport({ proxy: proxy.url }), 'https://api.example/', controller.signal),
    ).rejects.toBe(reason)
    await once(proxy.server, 'connect')
    controller.abort(reason)
    await refused
    await closed(proxy.connections[0])
  })

  it.each(['http', 'https'])(
    'is asked for one tunnel, with the credentials, and the provider never sees them: %s',
    async (scheme) => {
      const server = await start(scheme === 'https' ? certificates.server : undefined)
      const proxy = await startTunnel()
      const address = new URL(`http://user:p%40ss%E4%B8%AD@localhost:${proxy.port}`)
      const transport = nodeTransport({ certificateAuthority, proxy: address })
      for (let count = 0; count < 3; count++) await get(transport, `${server.url}/echo`)
      // base64 of "user:p@ss中" in UTF-8
      expect(proxy.asked).toEqual([{ target: `localhost:${server.port}`, authorization: 'Basic dXNlcjpwQHNz5Lit' }])
      expect(server.arrived).toHaveLength(3)
      expect(JSON.stringify(server.arrived)).not.toContain('dXNlcjpw')
      expect(address.password).toBe('p%40ss%E4%B8%AD')
    },
  )

  it('keeps its password out of debugging output', async () => {
    vi.stubEnv('DEBUG', '*')
    const server = await start(certificates.server)
    const proxy = await startTunnel()
    const options = { certificateAuthority, proxy: `http://user:hunter2@localhost:${proxy.port}` }
    const [code, output] = await runAlone(options, server.url)
    expect(code).toBe(0)
    expect(output).toContain('https-proxy-agent')
    expect(output).not.toMatch(/hunter2|dXNlcjpodW50ZXIy/)
    expect(proxy.asked[0]?.authorization).toBe('Basic dXNlcjpodW50ZXIy')
  })

  it('is not told the target certificate is fine when it is not', async () => {
    const server = await start(certificates.server)
    const proxy = await startTunnel()
    await expect(get(nodeTransport({ proxy: proxy.url }), server.url)).rejects.toMatchObject({
      code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    })
    expect(server.arrived).toEqual([])
  })
})

describe('compression', () => {
  it('is not asked for, unless the request does', async () => {
    const server = await start()
    const transport = nodeTransport()
    await get(transport, `${server.url}/echo`)
    const { signal } = new AbortController()
    const headers = { 'Accept-Encoding': 'gzip' }
    await transport({ method: 'GET', url: `${server.url}/echo`, headers }, { signal })
    expect(server.arrived.map((request) => request.headers['accept-encoding'])).toEqual(['identity', 'gzip'])
  })
})

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

/** One call in a process of its own, which must end by itself. Gives its exit code and all of its output. */
async function runAlone(options: object, url: string): Promise<[number, string]> {
  const program = `
    const { nodeTransport } = await import(${JSON.stringify(new URL('../../src/transport/node.ts', import.meta.url))})
    const request = { method: 'GET', url: '${url}/status/200', headers: {} }
    const reply = await nodeTransport(${JSON.stringify(options)})(request, { signal: new AbortController().signal })
    console.log(reply.status)`
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), '--input-type=module', '-e', program])
  try {
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output += chunk
      })
    }
    const [code] = await once(child, 'close')
    return [code, output]
  } finally {
    child.kill()
  }
}
