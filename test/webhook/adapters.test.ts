import { once } from 'node:events'
import { createServer, type RequestListener, request as send } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { Incoming } from 'shroff'
import type { LambdaEvent } from 'shroff/webhook/lambda'
import { toLambda } from 'shroff/webhook/lambda'
import { toNode } from 'shroff/webhook/node'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readIncoming } from '../../src/core/incoming.js'

// What the adapters hand to the handler; on real frameworks they stand in test/quickstarts.

/** A handler that reads what it is given, and answers with it, or with what was wrong. */
async function echo(incoming: Incoming): Promise<Response> {
  const { method, url } = incoming
  try {
    const { headers, body } = await readIncoming(incoming)
    const said = { method, url, name: headers['x-name'], body: Buffer.from(body).toString() }
    return Response.json(said, { status: 201, headers: { 'x-answer': 'yes' } })
  } catch (error) {
    return new Response((error as Error).message, { status: 500 })
  }
}

/** What is answered to a POST of this body, in pieces and without a length unless one is given. */
async function post(listener: RequestListener, body: readonly string[], headers: Record<string, string> = {}) {
  const server = createServer(listener).listen(0)
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const request = send({ port, method: 'POST', path: '/notify?a=1', headers: { 'X-Name': 'tea', ...headers } })
  for (const piece of body) request.write(piece)
  request.end()
  const [response] = await once(request, 'response')
  return { status: response.statusCode, answer: response.headers['x-answer'], said: await text(response) }
}

describe('toNode', () => {
  const whole = { method: 'POST', url: '/notify?a=1', name: 'tea', body: '{"a": 1}' }

  it('reads the body itself, and answers with status, headers and text', async () => {
    const { status, answer, said } = await post(toNode(echo), ['{"a"', ': 1}'])
    expect([status, answer, JSON.parse(said)]).toEqual([201, 'yes', whole])
  })

  it.each([
    ['bytes in rawBody', { rawBody: Buffer.from('{"a": 1}'), body: { a: 1 } }],
    ['a text in rawBody', { rawBody: '{"a": 1}', body: { a: 1 } }],
    ['bytes in body', { body: Buffer.from('{"a": 1}') }],
  ])('takes what a parser has kept: %s', async (_, kept) => {
    const { said } = await post(
      async (request, response) => {
        await text(request)
        await toNode(echo)(Object.assign(request, kept), response)
      },
      ['{"a": 1}'],
    )
    expect(JSON.parse(said)).toEqual(whole)
  })

  it('reads what a parser has left, though it has put an empty object into body', async () => {
    const { said } = await post(
      (request, response) => toNode(echo)(Object.assign(request, { body: {} }), response),
      ['{"a": 1}'],
    )
    expect(JSON.parse(said)).toEqual(whole)
  })

  it.each([
    ['parsed', { body: { a: 1 } }, 'already parsed'],
    ['parsed to nothing', { body: {} }, 'already parsed'],
    ['read by somebody', {}, 'was read before'],
  ])('passes on a body that was %s, also one that came without a length', async (_, kept, words) => {
    const { status, said } = await post(
      async (request, response) => {
        await text(request)
        await toNode(echo)(Object.assign(request, kept), response)
      },
      ['{"a": 1}'],
    )
    expect(status).toBe(500)
    expect(said).toContain(words)
    expect(said).toContain('before express.json()')
  })

  it('refuses a stream that was set to give text', async () => {
    const { said } = await post((request, response) => toNode(echo)(request.setEncoding('latin1'), response), ['é'])
    expect(said).toContain('was read before')
  })

  it('gives up at the limit, whatever length was told', async () => {
    const { status, said } = await post(toNode(echo), Array(40).fill('x'.repeat(40_000)))
    expect([status, said]).toEqual([500, expect.stringContaining('over 1048576 bytes')])
  })

  it('goes by originalUrl, where a mounted router has cut the address', async () => {
    const { said } = await post(
      (request, response) => {
        const cut = Object.assign(request, { originalUrl: '/shop/notify', url: '/notify' })
        return toNode(echo)(cut, response)
      },
      ['{"a": 1}'],
    )
    expect(JSON.parse(said).url).toBe('/shop/notify')
  })
})

describe('toLambda', () => {
  const headers = { 'X-Name': 'tea' }
  const one: LambdaEvent = {
    httpMethod: 'POST',
    path: '/notify',
    headers,
    body: '茶',
    isBase64Encoded: false,
    requestContext: { path: '/prod/notify' },
  }
  const two: LambdaEvent = {
    rawPath: '/prod/notify',
    rawQueryString: 'a=1',
    headers,
    body: Buffer.from('茶').toString('base64'),
    isBase64Encoded: true,
    requestContext: { http: { method: 'POST' } },
  }
  it.each<[string, LambdaEvent | Uint8Array | string, string]>([
    ['form 1.0, whose context has the stage', one, '/prod/notify'],
    [
      'form 1.0 of a load balancer with all values',
      { ...one, headers: null, multiValueHeaders: { 'X-Name': ['tea'] } },
      '/prod/notify',
    ],
    ['form 2.0 with Base64', two, '/prod/notify?a=1'],
    ['JSON in bytes', Buffer.from(JSON.stringify(two)), '/prod/notify?a=1'],
    ['JSON in a text', JSON.stringify(two), '/prod/notify?a=1'],
  ])('%s', async (_, event, url) => {
    const { statusCode, headers: answered, body } = await toLambda(echo)(event)
    expect([statusCode, answered['x-answer'], JSON.parse(body)]).toEqual([
      201,
      'yes',
      { method: 'POST', url, name: 'tea', body: '茶' },
    ])
  })

  it('says where something has parsed the body', async () => {
    const { body } = await toLambda(echo)({ ...one, body: { a: 1 } as never })
    expect(body).toContain('already parsed')
  })

  it('refuses an event that is no JSON', async () => {
    await expect(toLambda(echo)('<html>')).rejects.toThrow(SyntaxError)
  })
})
