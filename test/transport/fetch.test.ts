import { describe, expect, it, vi } from 'vitest'
import type { Transport } from '../../src/core/transport.js'
import { fetchTransport } from '../../src/transport/fetch.js'
import { transportContract } from './contract.js'

transportContract('fetchTransport', { transport: () => fetchTransport(), ours: true })

// The transport in the docstring of Transport, letter for letter.
const fiveLines: Transport = async ({ url, ...request }, { signal }) => {
  const reply = await fetch(url, { ...(request as RequestInit), signal, redirect: 'manual' })
  return {
    status: reply.status,
    headers: Object.fromEntries(reply.headers),
    body: new Uint8Array(await reply.arrayBuffer()),
  }
}

transportContract('a transport of five lines', { transport: () => fiveLines, ours: false })

describe('fetchTransport', () => {
  const request = { method: 'POST', url: 'https://api.example/pay', headers: {}, body: new Uint8Array([1]) }
  const { signal } = new AbortController()

  it('takes the redirect that a browser hides for an error, not for an answer', async () => {
    // Response.error() has what the opaque redirect of a browser has: status 0, no headers, no body.
    const transport = fetchTransport({ fetch: async () => Response.error() })
    await expect(transport(request, { signal })).rejects.toThrow(/redirect/)
  })

  it('does not call fetch at all when the signal is aborted: not every fetch looks', async () => {
    const fetch = vi.fn(async () => new Response())
    const given = new Error('given up')
    await expect(fetchTransport({ fetch })(request, { signal: AbortSignal.abort(given) })).rejects.toBe(given)
    expect(fetch).not.toHaveBeenCalled()
  })

  it('throws the very reason of the signal, of which Workers throw a copy', async () => {
    const controller = new AbortController()
    const reason = new DOMException('no answer in time', 'TimeoutError')
    const fetch = async () => {
      controller.abort(reason)
      throw new Error('The operation was aborted')
    }
    await expect(fetchTransport({ fetch })(request, controller)).rejects.toBe(reason)
  })

  it('sees a fetch that was replaced after it was made', async () => {
    const transport = fetchTransport()
    vi.stubGlobal('fetch', async () => new Response('replaced', { status: 201 }))
    expect((await transport(request, { signal })).status).toBe(201)
  })

  it('calls fetch without a this, and with nothing that Workers refuse', async () => {
    let seen: unknown
    const transport = fetchTransport({
      fetch: async function (this: unknown, ...given: unknown[]) {
        seen = [this, ...given]
        return new Response()
      },
    })
    await transport(request, { signal })
    expect(seen).toEqual([
      undefined,
      'https://api.example/pay',
      { method: 'POST', headers: {}, redirect: 'manual', signal, body: new Uint8Array([1]) },
    ])
  })

  it('gives each request a connection of its own on Deno, and closes it, also after a failure', async () => {
    const client = { close: vi.fn() }
    vi.stubGlobal('Deno', { createHttpClient: (options: object) => Object.assign(client, { options }) })
    const fetch = vi.fn(async (_url: unknown, init: unknown) => {
      expect(init).toMatchObject({ client: { options: { poolMaxIdlePerHost: 0 } } })
      expect(client.close).toHaveBeenCalledTimes(fetch.mock.calls.length - 1)
      if (fetch.mock.calls.length === 2) throw new TypeError('fetch failed')
      return new Response('answer')
    })
    const transport = fetchTransport({ fetch })
    expect((await transport(request, { signal })).status).toBe(200)
    await expect(transport(request, { signal })).rejects.toThrow('fetch failed')
    expect(client.close).toHaveBeenCalledTimes(2)
  })

  it('gives up at the limit even if the stream refuses to be cancelled', async () => {
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(300_000)),
      cancel: () => Promise.reject(new Error('no')),
    })
    const transport = fetchTransport({ fetch: async () => new Response(endless) })
    await expect(transport(request, { signal })).rejects.toThrow('body over 1048576 bytes')
  })
})
