import { describe, expect, it } from 'vitest'
import type { Transport } from '../../src/core/transport.js'
import { recordTransport } from '../../src/transport/record.js'

const { signal } = new AbortController()
const echo: Transport = async ({ url, body = new Uint8Array() }) => ({ status: 200, headers: { 'x-url': url }, body })
const request = (url = 'https://api.example/') => ({ method: 'POST', url, headers: {}, body: new Uint8Array([1, 2]) })

describe('recordTransport', () => {
  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses the limit %d', (limit) => {
    expect(() => recordTransport(echo, { limit })).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }))
  })

  it('records a failure and hands it on', async () => {
    const failure = new Error('reset')
    const { transport, exchanges } = recordTransport(() => Promise.reject(failure))
    await expect(transport(request(), { signal })).rejects.toBe(failure)
    expect(exchanges).toEqual([{ request: request(), error: failure }])
  })

  it('keeps no secret of a header, in the request or the answer, and sends it all the same', async () => {
    const headers = {
      Authorization: 'hunter2',
      'proxy-authorization': 'hunter2',
      Cookie: 'hunter2',
      'X-Api-Key': 'hunter2',
      'access-token': 'hunter2',
      'client-secret': 'hunter2',
      'Wechatpay-Serial': '5157',
      'idempotency-key': 'T-1',
    }
    let sent: unknown
    const { transport, exchanges } = recordTransport(async (given) => {
      sent = given.headers
      return { status: 200, headers: { 'set-cookie': 'hunter2', 'wechatpay-signature': 'abc' }, body: new Uint8Array() }
    })
    await transport({ ...request(), headers }, { signal })
    expect(sent).toEqual(headers)
    expect(JSON.stringify(exchanges)).not.toContain('hunter2')
    expect(exchanges[0]?.request.headers).toMatchObject({
      Authorization: '[redacted]',
      'Wechatpay-Serial': '5157',
      'idempotency-key': 'T-1',
    })
    expect(exchanges[0]?.reply?.headers).toEqual({ 'set-cookie': '[redacted]', 'wechatpay-signature': 'abc' })
  })

  it.each([
    ['Uint8Array', () => new Uint8Array([1, 2])],
    ['Buffer', () => Buffer.from([1, 2])],
  ])('keeps copies: later changes do not reach them (%s)', async (_, bytes) => {
    const sent = { ...request(), headers: { a: '1' } as Record<string, string>, body: bytes() }
    const answer = { status: 200, headers: { b: '2' } as Record<string, string>, body: bytes() }
    const { transport, exchanges } = recordTransport(async () => answer)
    const reply = await transport(sent, { signal })
    expect(reply).toBe(answer)
    for (const message of [sent, reply]) {
      message.headers.c = '3'
      message.body?.fill(9)
    }
    expect(exchanges).toEqual([
      {
        request: { method: 'POST', url: 'https://api.example/', headers: { a: '1' }, body: new Uint8Array([1, 2]) },
        reply: { status: 200, headers: { b: '2' }, body: new Uint8Array([1, 2]) },
      },
    ])
  })

  it('shows a call under way, without an answer', async () => {
    let finish = () => {}
    const { transport, exchanges } = recordTransport(
      () =>
        new Promise((resolve) => {
          finish = () => resolve({ status: 204, headers: {}, body: new Uint8Array() })
        }),
    )
    const call = transport(request(), { signal })
    expect(exchanges).toEqual([{ request: request() }])
    finish()
    await call
    expect(exchanges[0]?.reply?.status).toBe(204)
  })

  it.each([
    [undefined, 100],
    [3, 3],
  ])('with limit %s keeps the last %i, oldest first', async (limit, kept) => {
    const { transport, exchanges } = recordTransport(echo, limit === undefined ? {} : { limit })
    for (let index = 1; index <= 105; index++) await transport(request(`https://api.example/${index}`), { signal })
    expect(exchanges).toHaveLength(kept)
    expect(exchanges[0]?.request.url).toBe(`https://api.example/${106 - kept}`)
    expect(exchanges.at(-1)?.request.url).toBe('https://api.example/105')
  })
})
