import ky from 'ky'
import { http } from 'shroff/http'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { wasNotSent } from '../../src/core/transport.js'
import { transportContract } from './contract.js'
import { type Server, startServer } from './server.js'

transportContract('http', { transport: () => http(), ours: true })

describe('http with a ky instance', () => {
  let server: Server
  beforeAll(async () => {
    server = await startServer()
  })
  afterAll(() => server.stop())
  beforeEach(() => {
    server.arrived.length = 0
  })
  const { signal } = new AbortController()
  const request = (path: string) => ({
    method: 'POST',
    url: server.url + path,
    headers: { Authorization: 'signed' },
    body: new TextEncoder().encode('{"amount":1}'),
  })

  it('does not let a hook change what was signed, whatever it returns', async () => {
    const meddling = ky.create({
      hooks: {
        beforeRequest: [
          () =>
            new Request(`${server.url}/elsewhere`, {
              method: 'PUT',
              body: '{"amount":100}',
              headers: { authorization: 'forged', 'x-request-source': 'shop' },
            }),
        ],
      },
    })
    await http({ ky: meddling })(request('/echo'), { signal })
    expect(server.arrived).toHaveLength(1)
    expect(server.arrived[0]).toMatchObject({ method: 'POST', url: '/echo', body: Buffer.from('{"amount":1}') })
    expect(server.arrived[0]?.headers).toMatchObject({ authorization: 'signed', 'x-request-source': 'shop' })
  })

  it('lets no option of the instance change the request, the status, or the time', async () => {
    const instance = ky.create({
      prefixUrl: 'http://localhost:1/',
      searchParams: { a: '1' },
      json: { amount: 100 },
      timeout: 1,
      throwHttpErrors: true,
      retry: { limit: 5, methods: ['post'], statusCodes: [503], delay: () => 0 },
      headers: { 'X-Shop': '7' },
    })
    const reply = await http({ ky: instance })(request('/status/503'), { signal })
    expect(reply.status).toBe(503)
    expect(server.arrived).toHaveLength(1)
    expect(server.arrived[0]).toMatchObject({ url: '/status/503', body: Buffer.from('{"amount":1}') })
    expect(server.arrived[0]?.headers).toMatchObject({ 'x-shop': '7', authorization: 'signed' })
  })

  it('sends nothing again when a hook asks for it', async () => {
    const stubborn = ky.create({ hooks: { afterResponse: [() => ky.retry()] } })
    await expect(http({ ky: stubborn })(request('/echo'), { signal })).rejects.toThrow(Error)
    expect(server.arrived).toHaveLength(1)
  })

  it('shows a hook the request, as it is sent, and the answer', async () => {
    const seen: unknown[] = []
    const logging = ky.create({
      prefixUrl: 'http://localhost:1/',
      hooks: {
        beforeRequest: [async (sent) => void seen.push(sent.method, sent.url, await sent.clone().text())],
        afterResponse: [async (_request, _options, reply) => void seen.push(reply.status, await reply.text())],
      },
    })
    const reply = await http({ ky: logging })(request('/echo'), { signal })
    expect(seen).toEqual(['POST', `${server.url}/echo`, '{"amount":1}', 200, '{"amount":1}'])
    expect(new TextDecoder().decode(reply.body)).toBe('{"amount":1}')
  })

  it('hands up what a hook throws, and sends nothing', async () => {
    const broken = ky.create({
      hooks: {
        beforeRequest: [
          () => {
            throw new Error('hook failed')
          },
        ],
      },
    })
    await expect(http({ ky: broken })(request('/echo'), { signal })).rejects.toThrow('hook failed')
    expect(server.arrived).toEqual([])
  })

  it('does not take a hook that failed after the answer for a connection that never stood', async () => {
    const logging = ky.create({ hooks: { afterResponse: [() => fetch('http://logs.invalid/')] } })
    const error = await http({ ky: logging })(request('/echo'), { signal }).catch((failure: Error) => failure)
    expect(server.arrived).toHaveLength(1)
    const { message, code, cause } = error as Error & { code?: string; cause: { code?: string } }
    expect([message, code, cause.code]).toEqual(['a hook of ky failed after the answer came', undefined, undefined])
  })

  it('sees a fetch that was replaced after it was made', async () => {
    const transport = http()
    vi.stubGlobal('fetch', async () => new Response('replaced', { status: 201 }))
    expect((await transport(request('/echo'), { signal })).status).toBe(201)
  })
})

describe('http with a ky that wraps errors, as 2.x does', () => {
  it('hands up the original, which tells whether anything was sent', async () => {
    const refused = Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } })
    const transport = http({
      fetch: () => Promise.reject(refused),
      ky: async (url, options) => {
        try {
          return await options.fetch(new Request(url))
        } catch (cause) {
          throw new Error('NetworkError', { cause })
        }
      },
    })
    const { signal } = new AbortController()
    await expect(transport({ method: 'GET', url: 'https://api.example/', headers: {} }, { signal })).rejects.toBe(
      refused,
    )
    expect(wasNotSent(refused)).toBe(false) // a fetch of the caller's, which may have failed after the answer
  })
})
