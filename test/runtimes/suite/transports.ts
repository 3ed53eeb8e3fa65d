// Every transport that the runtime allows, against a server of the harness that misbehaves.
import type { Transport } from 'shroff'
import { equal, fromBase64, thrown, toBase64 } from './check.js'
import type { Arrived, Context, Test } from './run.js'

export type Way = {
  name: string
  make(context: Context): Transport
  /** Whether the runtime's fetch sends, so that its own habits show. */
  byFetch?: true
  /** Whether it goes to the server that asks for a client certificate. */
  secure?: true
}

export const fetchWays: Way[] = [
  { name: 'fetchTransport', make: ({ library }) => library.core.fetchTransport(), byFetch: true },
  { name: 'http', make: ({ library }) => library.http.http(), byFetch: true },
]
export const nodeWay: Way = { name: 'nodeTransport', make: ({ library }) => library.node!.nodeTransport() }
export const secureWays: Way[] = [
  {
    name: 'nodeTransport with a client certificate',
    make({ library, environment: { certificates } }) {
      const clientCertificate = { pfx: fromBase64(certificates.pfx), passphrase: certificates.passphrase }
      return library.node!.nodeTransport({ certificateAuthority: certificates.ca, clientCertificate })
    },
    secure: true,
  },
  {
    name: 'nodeTransport through a proxy',
    make({ library, environment: { certificates, proxy } }) {
      const clientCertificate = certificates.client
      return library.node!.nodeTransport({ certificateAuthority: certificates.ca, clientCertificate, proxy })
    },
    secure: true,
  },
]

type Call = (
  method: string,
  path: string,
  body?: Uint8Array,
  more?: { headers?: Record<string, string>; signal?: AbortSignal },
) => ReturnType<Transport>

const allBytes = Uint8Array.from({ length: 256 }, (_, index) => index)

export function transportTests(way: Way): Test[] {
  const test = (what: string, run: (context: Context, call: Call, id: string) => Promise<void>): Test => ({
    name: `${way.name}: ${what}`,
    async run(context) {
      const transport = way.make(context)
      const { secureServer, server } = context.environment
      const call: Call = (method, path, body, more = {}) =>
        transport(
          { method, url: (way.secure ? secureServer : server) + path, headers: {}, ...(body && { body }), ...more },
          { signal: more.signal ?? new AbortController().signal },
        )
      await run(context, call, crypto.randomUUID())
    },
  })
  return [
    test('carries bytes, headers and the URL as given', async ({ ask }, call, id) => {
      const path = `/echo/${id}/%E4%B8%AD%2F%7e?a=%2F&a=1+2%20&&b=`
      const headers = {
        authorization: 'WECHATPAY2-SHA256-RSA2048 signature="a+b/c=="',
        'content-type': 'application/json',
      }
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
        equal(toBase64((await call(method, path, allBytes, { headers })).body), toBase64(allBytes))
      }
      const arrived = await ask<Arrived[]>(`/arrived?id=${id}`)
      const seen = arrived.map(({ url, headers: { authorization, 'content-type': type }, body }) => [
        url,
        { authorization, 'content-type': type },
        body,
      ])
      equal(seen, Array(4).fill([path, headers, toBase64(allBytes)]))
    }),
    test('is cut off: an error, and what was sent is not sent again', async ({ ask, place }, call, id) => {
      const times: Record<string, number> = {}
      for (const method of ['GET', 'POST', 'PUT', 'DELETE']) {
        const body = method === 'GET' ? undefined : allBytes
        // The second time on a connection that was kept, which is when runtimes are tempted.
        await call(method, `/echo/${id}/${method}`, body)
        await thrown(call(method, `/cut-at-once/${id}/${method}`, body))
        const arrived = await ask<Arrived[]>(`/arrived?id=${id}`)
        times[method] = arrived.filter(({ url }) => url === `/cut-at-once/${id}/${method}`).length
      }
      const most: Record<string, number> = { ...(way.byFetch && place.fetchRepeats) }
      equal(
        Object.entries(times).filter(([method, count]) => count < 1 || count > (most[method] ?? 1)),
        [],
      )
    }),
    test('is given up: the reason comes back, and nothing is sent again', async ({ ask }, call, id) => {
      await call('POST', `/echo/${id}`, allBytes)
      const controller = new AbortController()
      const reason = new Error('given up')
      const error = thrown(call('POST', `/hang/${id}`, allBytes, { signal: controller.signal }))
      await ask(`/wait-for?url=/hang/${id}`)
      controller.abort(reason)
      equal((await error) === reason, true)
      await call('POST', `/echo/${id}/after`, allBytes)
      equal(
        (await ask<Arrived[]>(`/arrived?id=${id}`)).map(({ url }) => url),
        [`/echo/${id}`, `/hang/${id}`, `/echo/${id}/after`],
      )
    }),
    test('hands up statuses, repeated headers and 1 MiB, no more', async ({ place }, call) => {
      for (const status of [204, 400, 401, 429, 503]) equal((await call('GET', `/status/${status}`)).status, status)
      const { headers } = await call('GET', '/headers')
      equal(headers['x-trace'], 'one, two')
      equal(headers['set-cookie'], place.isBrowser ? undefined : 'a=1, b=2')
      equal((await call('GET', '/largest')).body.length, 1_048_576)
      for (const path of ['/over', '/over-chunked'])
        equal((await thrown(call('GET', path))).message, 'body over 1048576 bytes')
      for (const path of ['/claims-more', '/cut-chunked']) await thrown(call('GET', path))
    }),
    test('follows no redirect', async ({ ask, place }, call, id) => {
      const reply = call('GET', `/redirect/${id}`)
      if (place.isBrowser) equal((await thrown(reply)).message.includes('redirect'), true)
      else equal([(await reply).status, (await reply).headers.location], [302, '/echo'])
      equal((await ask<Arrived[]>(`/arrived?id=${id}`)).length, 1)
    }),
  ]
}
