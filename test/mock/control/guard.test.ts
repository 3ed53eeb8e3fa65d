import { request } from 'node:http'
import { createMockGateway } from 'shroff/mock'
import { listen } from 'shroff/mock/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { controls } from '../../../src/mock/server/control/table.js'
import { openControl, token } from './open.js'

let opened: Awaited<ReturnType<typeof openControl>>
beforeAll(async () => {
  opened = await openControl({ names: ['gateway.test'] })
})
afterAll(() => opened.server.close())

type Asked = { path?: string; method?: string; headers?: Record<string, string>; body?: string }
/** As it goes over the wire: fetch would not send another Host. */
const ask = ({ path = '/_shroff/state', method = 'GET', headers = {}, body }: Asked) =>
  new Promise<{ status: number; headers: Record<string, unknown>; text: string }>((resolve, reject) => {
    const { hostname, port } = new URL(opened.server.control!)
    const sent = request({ hostname, port, path, method, headers }, async (incoming) => {
      const chunks: Buffer[] = []
      for await (const chunk of incoming) chunks.push(chunk as Buffer)
      resolve({ status: incoming.statusCode!, headers: incoming.headers, text: Buffer.concat(chunks).toString() })
    })
    sent.on('error', reject).end(body)
  })

const bearer = { authorization: `Bearer ${token}` }
const json = { 'content-type': 'application/json' }
const reset = { path: '/_shroff/reset', method: 'POST', body: '{}' }

it('is not there unless asked for', async () => {
  const server = await listen(await createMockGateway({ providers: [] }))
  expect(server).not.toHaveProperty('control')
  await server.close()
})

it('wants a token that cannot be guessed', async () => {
  const mock = await createMockGateway({ providers: [] })
  await expect(listen(mock, { control: { token: 'short' } })).rejects.toThrow(RangeError)
})

describe('without the token', () => {
  it.each([
    ['nothing', {}],
    ['another one', { authorization: `Bearer ${token.replace('a', 'b')}` }],
    ['a longer one', { authorization: `Bearer ${token}0` }],
    ['a cookie of nobody’s', { cookie: 'shroff=0' }],
  ])('%s opens no operation', async (_, headers) => {
    for (const { name, method } of controls) {
      const asked = { path: `/_shroff/${name}`, method, headers: { ...headers, ...json } }
      expect(await ask(asked), name).toMatchObject({ status: 403, text: '' })
    }
    for (const path of ['/', '/_shroff/events', '/console.js', '/nothing'])
      expect((await ask({ path, headers })).status).toBe(403)
  })

  it('its health and its document are open', async () => {
    expect(await ask({ path: '/_shroff/health', headers: { host: 'elsewhere' } })).toMatchObject({ status: 200 })
    expect((await ask({ path: '/_shroff/openapi.json' })).status).toBe(200)
  })
})

it('is refused under a name that is not ours, token or not', async () => {
  for (const host of [
    'rebound.example',
    'rebound.example:8400',
    '127.0.0.1.rebound.example',
    'localhost.rebound.example',
  ])
    expect((await ask({ headers: { ...bearer, host } })).status, host).toBe(403)
  for (const host of ['127.0.0.1', 'localhost:80', '[::1]:80', 'gateway:8400', 'Gateway.test:8400'])
    expect((await ask({ headers: { ...bearer, host } })).status, host).toBe(200)
})

describe('a browser', () => {
  const cookieOf = async (link: string) => {
    const { pathname, search } = new URL(link)
    return ask({ path: pathname + search })
  }

  it('opens the link once, and is sent on without the token', async () => {
    const first = await cookieOf(opened.server.consoleLink!)
    expect(first).toMatchObject({ status: 303, headers: { location: '/', 'cache-control': 'no-store' } })
    expect(String(first.headers['set-cookie'])).toMatch(/^shroff=\w{48}; HttpOnly; SameSite=Strict; Path=\/$/)
    expect((await cookieOf(opened.server.consoleLink!)).status).toBe(403)
    expect((await cookieOf((await opened.done('openConsole', {})).url)).status).toBe(303)
  })

  it('changes nothing from another site’s page', async () => {
    const link = (await opened.done('openConsole', {})).url
    const [cookie] = String((await cookieOf(link)).headers['set-cookie']).split(';')
    const { host, origin } = new URL(opened.server.control!)
    const from = (headers: Record<string, string>) =>
      ask({ ...reset, headers: { ...json, host, cookie: cookie!, ...headers } })
    expect((await from({ origin })).status).toBe(200)
    expect((await from({})).status).toBe(403)
    expect((await from({ origin: 'null' })).status).toBe(403)
    expect((await from({ origin: 'https://evil.example' })).status).toBe(403)
    expect((await from({ origin: origin.replace(/\d+$/, '1') })).status).toBe(403)
    expect((await from({ origin, 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await from({ origin, 'sec-fetch-site': 'same-site' })).status).toBe(403)
    expect((await ask({ headers: { host, cookie: cookie!, 'sec-fetch-site': 'cross-site' } })).status).toBe(403)
    expect((await ask({ headers: { host, cookie: cookie! } })).status).toBe(200)
  })

  it('is told no other origin may read', async () => {
    const headers = { ...bearer, origin: 'https://evil.example' }
    for (const asked of [{ headers }, { headers, method: 'OPTIONS' }])
      expect(Object.keys((await ask(asked)).headers).join()).not.toMatch(/access-control/)
  })
})

describe('what is wrong is said', () => {
  it.each<[string, Asked, number, RegExp]>([
    ['no operation', { path: '/_shroff/nope' }, 404, /there is no nope/],
    ['the wrong method', { path: '/_shroff/reset' }, 405, /by POST/],
    ['a form', { ...reset, headers: { 'content-type': 'text/plain' } }, 415, /JSON/],
    ['no JSON', { ...reset, body: '{', headers: json }, 400, /not JSON/],
    ['a member too many', { ...reset, body: '{"all":true}', headers: json }, 400, /all/],
    ['a member too few', { path: '/_shroff/pay', method: 'POST', body: '{}', headers: json }, 400, /provider/],
    [
      'a provider that is not there',
      { path: '/_shroff/faults', method: 'POST', body: '{"provider":"x"}', headers: json },
      400,
      /has no provider x; it has wechatpay/,
    ],
    ['a body too large', { ...reset, body: `"${'x'.repeat(2e7)}"`, headers: json }, 413, /too large/],
  ])('%s', async (_, { headers = {}, ...asked }, status, message) => {
    const answer = await ask({ ...asked, headers: { ...bearer, ...headers } })
    expect(answer.status).toBe(status)
    expect(JSON.parse(answer.text).error.message).toMatch(message)
  })
})

it('tells of changes as they happen', async () => {
  const ended = new AbortController()
  const response = await fetch(`${opened.server.control}/_shroff/events`, { headers: bearer, signal: ended.signal })
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  const number = async () => Number(/^event: change\ndata: (\d+)/.exec((await reader.read()).value ?? '')?.[1])
  const before = await number()
  await opened.done('presentCode', { provider: 'alipay' })
  expect(await number()).toBe(before + 1)
  // What is no entry of the journal, and still to be seen in another window.
  for (const [name, parameters] of [
    ['advanceClock', { milliseconds: 1 }],
    ['failNext', { provider: 'alipay', fault: 'timeout-after' }],
    ['clearFaults', {}],
    ['reset', {}],
  ] as const) {
    await opened.done(name, parameters)
    expect(await number(), name).toBe(before + 1)
  }
  ended.abort()
})
