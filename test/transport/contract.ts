import { once } from 'node:events'
import http from 'node:http'
import type { ServerOptions } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Transport, type WireRequest, wasNotSent } from '../../src/core/transport.js'
import { type Server, startServer } from './server.js'

export type Traits = {
  transport: () => Transport
  /** Limits, exact URLs, joined cookies: what ours do and a transport of five lines does not. */
  ours: boolean
  tls?: () => ServerOptions
}

/** Leaves a test out altogether, where `skipIf` would count it as skipped. */
const never = { each: () => () => {} } as unknown as typeof it

/** What every transport must do, judged by what a real server received. */
export function transportContract(name: string, { transport: make, ours, tls }: Traits): void {
  describe(name, () => {
    let server: Server
    let transport: Transport
    const ourOwn = ours ? it : never
    beforeAll(async () => {
      server = await startServer(tls?.())
      transport = make()
    })
    afterAll(() => server.stop())
    beforeEach(() => {
      server.arrived.length = 0
    })

    const call = (path: string, request: Partial<WireRequest> = {}, signal = new AbortController().signal) =>
      transport({ method: 'GET', url: server.url + path, headers: {}, ...request }, { signal })
    const text = (body: Uint8Array) => new TextDecoder().decode(body)

    describe('when things go wrong', () => {
      it.each(['claims-more', 'cut-chunked', 'cut-at-once'])(
        'a connection cut in the middle is an error: %s',
        async (kind) => {
          await expect(call(`/${kind}`, { method: 'POST', body: new Uint8Array(1) })).rejects.toThrow(Error)
          expect(server.arrived).toHaveLength(1)
        },
      )

      ourOwn.each(['switches'])('an answer that nobody asked for ends the call: %s', async (kind) => {
        await expect(call(`/${kind}`, { method: 'POST', body: new Uint8Array(1) })).rejects.toThrow(Error)
        expect(server.arrived).toHaveLength(1)
      })

      it.each(['GET', 'POST', 'PUT', 'DELETE'])('a %s that failed is not repeated', async (method) => {
        await expect(call('/cut-at-once', { method })).rejects.toThrow(Error)
        await call('/status/503', { method })
        await call('/status/429', { method })
        expect(server.arrived.map(({ url }) => url)).toEqual(['/cut-at-once', '/status/503', '/status/429'])
      })

      it('a refused connection has its code, and the mark of ours', async () => {
        const closed = http.createServer().listen(0, '127.0.0.1')
        await once(closed, 'listening')
        const { port } = closed.address() as AddressInfo
        closed.close()
        await once(closed, 'close')
        const url = server.url.replace(/\d+$/, `${port}/`)
        const error = await call('', { url }).catch((thrown) => thrown)
        expect(error.code ?? error.cause?.code).toBe('ECONNREFUSED')
        expect(wasNotSent(error)).toBe(ours)
      })

      it('an aborted signal sends nothing', async () => {
        const reason = new Error('given up')
        await expect(call('/echo', {}, AbortSignal.abort(reason))).rejects.toBe(reason)
        await call('/status/204')
        expect(server.arrived.map(({ url }) => url)).toEqual(['/status/204'])
      })

      it.each(['hang', 'hang-in-body'])('abort ends a call and its connection: %s', async (kind) => {
        const controller = new AbortController()
        const reason = new Error('given up')
        const gone = once(server.events, 'gone')
        const refused = expect(call(`/${kind}`, {}, controller.signal)).rejects.toBe(reason)
        await once(server.events, 'arrived')
        controller.abort(reason)
        await refused
        await gone
        expect(server.arrived).toHaveLength(1)
      })

      ourOwn.each(['over', 'over-chunked'])('a body over 1 MiB is refused: %s', async (kind) => {
        await expect(call(`/${kind}`)).rejects.toThrow('body over 1048576 bytes')
      })

      it('nothing beyond the announced length is taken', async () => {
        const reply = await call('/claims-less')
        expect(text(reply.body)).toBe('hello')
      })

      ourOwn.each(['/a/../b', '/a b', '/中', "/a?b='", '/a#fragment', '\\a', '/a\n'])(
        'a URL that would be rewritten is refused: %j',
        async (path) => {
          await expect(call(path)).rejects.toMatchObject({ code: 'CONFIG_INVALID', outcome: 'not-sent' })
          expect(server.arrived).toEqual([])
        },
      )

      ourOwn.each(['ftp://localhost/', '/relative', 'http://user:hunter2@localhost/?access_token=hunter2'])(
        'a URL that is not one is refused without showing it: %s',
        async (url) => {
          const error = await call('', { url }).catch((thrown) => thrown)
          expect(error).toMatchObject({ code: 'CONFIG_INVALID' })
          expect(error.stack + JSON.stringify(error)).not.toContain('hunter2')
        },
      )
    })

    describe('what is sent', () => {
      const allBytes = Uint8Array.from({ length: 256 }, (_, index) => index)

      it.each([
        ['all byte values', allBytes],
        ['Chinese', new TextEncoder().encode('{"description":"乌龙茶 壹斤"}')],
        ['a view into a larger buffer', new Uint8Array(allBytes.buffer, 10, 20)],
        ['an empty body', new Uint8Array()],
      ])('arrives untouched, and so does the answer: %s', async (_, body) => {
        const reply = await call('/echo', { method: 'POST', body })
        expect(server.arrived[0]?.body).toEqual(Buffer.from(body))
        expect(server.arrived[0]?.headers['content-length']).toBe(String(body.length))
        expect(reply.body).toEqual(Uint8Array.from(body))
        expect(reply.body.constructor).toBe(Uint8Array)
      })

      it('needs no body', async () => {
        await call('/echo')
        await call('/echo', { method: 'POST' })
        expect(server.arrived.map(({ method, body }) => [method, body.length])).toEqual([
          ['GET', 0],
          ['POST', 0],
        ])
      })

      it.each([
        '/echo/%E4%B8%AD%2F%7e',
        '/echo|a|b',
        '/echo?a=%2F&a=1+2%20&&b=',
        '/echo?timestamp=2025-01-01%2000%3A00%3A00&sign=a%2Bb%3D%3D',
        '/',
      ])('has the URL as given: %s', async (path) => {
        await call(path)
        expect(server.arrived[0]?.url).toBe(path)
      })

      it('has the host alone as "/"', async () => {
        await call('')
        expect(server.arrived[0]?.url).toBe('/')
      })

      it.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])('has the method %s', async (method) => {
        await call('/echo', { method })
        expect(server.arrived[0]?.method).toBe(method)
      })

      it.each(['POST', 'PUT', 'PATCH', 'DELETE'])(
        'has its body with the method %s, and nothing after it',
        async (method) => {
          await call('/echo', { method, body: new TextEncoder().encode('{"a":1}') })
          await call('/echo')
          expect(server.arrived.map(({ body }) => text(body))).toEqual(['{"a":1}', ''])
        },
      )

      it('has the headers as given', async () => {
        const Authorization = 'WECHATPAY2-SHA256-RSA2048 mchid="1900000001",nonce_str="59",signature="a+b/c=="'
        await call('/echo', {
          method: 'POST',
          headers: { Authorization, 'content-type': 'application/json', 'X-Own': '1' },
        })
        expect(server.arrived[0]?.headers).toMatchObject({
          authorization: Authorization,
          'content-type': 'application/json',
          'x-own': '1',
        })
      })

      it('is kept apart in concurrent calls', async () => {
        const bodies = Array.from({ length: 50 }, (_, index) => new TextEncoder().encode(`order ${index}`))
        const replies = await Promise.all(bodies.map((body) => call('/echo', { method: 'POST', body })))
        expect(replies.map(({ body }) => text(body))).toEqual(bodies.map(text))
        expect(server.arrived).toHaveLength(50)
      })
    })

    describe('what comes back', () => {
      it('has header names in lower case and repeats joined', async () => {
        const { headers } = await call('/headers')
        expect(headers).toMatchObject({ 'x-trace': 'one, two' })
        if (ours) expect(headers['set-cookie']).toBe('a=1, b=2')
      })

      it.each([200, 400, 401, 404, 429, 500, 503])('is handed up with status %i', async (status) => {
        const reply = await call(`/status/${status}`)
        expect([reply.status, text(reply.body)]).toEqual([status, `status ${status}`])
      })

      it('may have no body', async () => {
        expect(await call('/status/204')).toMatchObject({ status: 204, body: new Uint8Array() })
      })

      it('may be a redirect, which is not followed', async () => {
        const reply = await call('/redirect')
        expect(reply).toMatchObject({ status: 302, headers: { location: '/echo' } })
        expect(text(reply.body)).toBe('moved')
        expect(server.arrived).toHaveLength(1)
      })

      it('may be as large as 1 MiB', async () => {
        expect((await call('/largest')).body.length).toBe(1_048_576)
      })
    })
  })
}
