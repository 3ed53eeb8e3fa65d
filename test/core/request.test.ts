import { describe, expect, it } from 'vitest'
import { ShroffError } from '../../src/core/errors.js'
import { coded, openPipeline, refused, type Step } from '../support/exchange.js'
import { failure } from '../support/failure.js'

const lost = coded('ECONNRESET')
const unreachable = refused()
const hosts = (pipeline: ReturnType<typeof openPipeline>) => pipeline.sent().map(({ url }) => new URL(url).host)

describe('what a transport throws', () => {
  it.each([
    ['a text', 'socket hang up'],
    ['undefined', undefined],
    ['null', null],
    ['a number', 7],
    ['an object', { code: 500 }],
    [
      'a getter that throws',
      Object.defineProperty({}, 'code', {
        get: () => {
          throw new Error('no')
        },
      }),
    ],
    [
      'an error that causes itself',
      (() => {
        const error = new Error('ring')
        error.cause = error
        return error
      })(),
    ],
  ])('%s is TRANSPORT_FAILED, unknown', async (_, thrown) => {
    const { run } = openPipeline([{ throws: thrown }], { client: { attempts: 1 } })
    const error = await failure(run())
    expect({ code: error.code, outcome: error.outcome }).toEqual({ code: 'TRANSPORT_FAILED', outcome: 'unknown' })
  })

  it('proves that nothing was sent by its mark', async () => {
    const { run } = openPipeline([refused()], { client: { attempts: 1 } })
    expect(await failure(run())).toMatchObject({ code: 'TRANSPORT_FAILED', outcome: 'not-sent' })
  })

  // A log server that is down refuses connections by the same name, after the provider's answer came.
  it.each(['ECONNREFUSED', 'ENOTFOUND', 'CERT_HAS_EXPIRED', 'ECONNRESET', 'PROXY_REFUSED'])(
    '%s proves nothing without it, and is not sent again',
    async (name) => {
      const { run, transport } = openPipeline([coded(name)], { exchange: { repeat: 'never' } })
      expect(await failure(run())).toMatchObject({ code: 'TRANSPORT_FAILED', outcome: 'unknown' })
      expect(transport).toHaveBeenCalledTimes(1)
    },
  )

  it('synchronously, is the same', async () => {
    const { run } = openPipeline([], {
      client: {
        attempts: 1,
        transport: () => {
          throw new Error('at once')
        },
      },
    })
    expect(await failure(run())).toMatchObject({ code: 'TRANSPORT_FAILED', outcome: 'unknown' })
  })

  it('as a ShroffError, keeps its code and its outcome', async () => {
    const thrown = new ShroffError('CONFIG_INVALID', { problem: 'bad proxy', outcome: 'not-sent' })
    const { run, transport } = openPipeline([{ throws: thrown }])
    expect(await failure(run())).toMatchObject({ code: 'CONFIG_INVALID', outcome: 'not-sent', action: 'payTest' })
    expect(transport).toHaveBeenCalledTimes(1)
  })
})

describe('what a signer throws', () => {
  it('is SIGNING_FAILED and nothing was sent', async () => {
    const { run, transport } = openPipeline([200], {
      client: { attempts: 1 },
      exchange: { seal: () => Promise.reject(new Error('HSM away')) },
    })
    expect(await failure(run())).toMatchObject({ code: 'SIGNING_FAILED', outcome: 'not-sent' })
    expect(transport).not.toHaveBeenCalled()
  })

  it.each(['always', 'after-probe', 'never'] as const)('is tried again, with repeat %s', async (repeat) => {
    let signed = 0
    const seal = async (host: string) => {
      signed += 1
      if (signed === 1) throw 'busy'
      return { method: 'POST', url: `${host}/pay`, headers: {} }
    }
    expect(await openPipeline([200], { exchange: { seal, repeat } }).run()).toBe('done')
  })
})

describe('when it tries again', () => {
  const rows: readonly (readonly [Step, 'always' | 'after-probe' | 'never', number])[] = [
    [lost, 'always', 3],
    [lost, 'after-probe', 1],
    [lost, 'never', 1],
    [503, 'always', 3],
    [503, 'after-probe', 1],
    [503, 'never', 1],
    [429, 'always', 3],
    [429, 'after-probe', 1],
    [429, 'never', 1],
    [599, 'always', 3],
    [599, 'after-probe', 3],
    [599, 'never', 1],
    [unreachable, 'always', 3],
    [unreachable, 'after-probe', 3],
    [unreachable, 'never', 3],
    [400, 'always', 1],
    [400, 'after-probe', 1],
    [400, 'never', 1],
  ]
  it.each(rows)('after %j with repeat %s it is sent %d times', async (step, repeat, times) => {
    const { run, transport } = openPipeline([step], { exchange: { repeat } })
    await failure(run())
    expect(transport).toHaveBeenCalledTimes(times)
  })

  it('signs every attempt afresh over the identical bytes', async () => {
    const { run, sent } = openPipeline([lost, lost, 200])
    await run()
    expect(sent().map(({ headers }) => headers.nonce)).toEqual(['1', '2', '3'])
    expect(new Set(sent().map(({ body }) => Buffer.from(body!).toString()))).toEqual(new Set(['{"total":1}']))
  })

  it('waits 250, 500 and 1000 ms at least', async () => {
    const { run, waits } = openPipeline([lost], { client: { attempts: 4 } })
    await failure(run())
    expect(waits).toEqual([250, 500, 1000])
  })

  it('stretches the waits by up to their own length', async () => {
    const randomBytes = (length: number) => new Uint8Array(length).fill(255)
    const { run, waits } = openPipeline([lost], { client: { attempts: 4 }, account: { randomBytes } })
    await failure(run())
    expect(waits).toEqual([499, 998, 1996])
  })

  it('never tries again after a good answer that cannot be decoded', async () => {
    const decode = () => {
      throw new TypeError('shape')
    }
    const { run, transport } = openPipeline([200], { exchange: { decode } })
    expect(await failure(run())).toMatchObject({ code: 'BODY_INVALID', outcome: 'unknown' })
    expect(transport).toHaveBeenCalledTimes(1)
  })
})

describe('which host it takes', () => {
  it.each([
    ['after a lost connection, the next', [lost, lost, 200], ['one.example', 'two.example', 'one.example']],
    ['after a refused connection, the next', [unreachable, 200], ['one.example', 'two.example']],
    ['after an unavailable provider, the next', [503, 200], ['one.example', 'two.example']],
    ['after a probe, the same', [599, 200], ['one.example', 'one.example']],
    ['after a rate limit, the same', [429, 200], ['one.example', 'one.example']],
    [
      'after a timeout, the next: the first may lead into a black hole',
      [{ throws: new DOMException('late', 'TimeoutError') }, 200],
      ['one.example', 'two.example'],
    ],
  ] as [string, Step[], string[]][])('%s', async (_, steps, expected) => {
    const pipeline = openPipeline(steps)
    await pipeline.run()
    expect(hosts(pipeline)).toEqual(expected)
  })

  it('stays where there is one only', async () => {
    const pipeline = openPipeline([lost, lost, 200], { exchange: { hosts: ['https://one.example'] } })
    await pipeline.run()
    expect(new Set(hosts(pipeline))).toEqual(new Set(['one.example']))
  })
})

describe('once unknown, always unknown', () => {
  it.each([
    ['refused', 400, 'REQUEST_REFUSED'],
    ['not sent', unreachable, 'TRANSPORT_FAILED'],
    ['rate-limited', 429, 'RATE_LIMITED'],
  ] as [string, Step, string][])('a lost attempt, then one that is %s', async (_, second, code) => {
    const { run } = openPipeline([lost, second], { client: { attempts: 2 } })
    expect(await failure(run())).toMatchObject({
      code,
      outcome: 'unknown',
      next: expect.stringMatching(/^Ask first\./),
    })
  })

  it('a lost attempt, then a signer that fails', async () => {
    let signed = 0
    const seal = async (host: string) => {
      signed += 1
      if (signed > 1) throw new Error('HSM away')
      return { method: 'POST', url: `${host}/pay`, headers: {} }
    }
    const { run } = openPipeline([lost], { client: { attempts: 2 }, exchange: { seal } })
    expect(await failure(run())).toMatchObject({ code: 'SIGNING_FAILED', outcome: 'unknown' })
  })

  it('a lost attempt, then an abort while waiting', async () => {
    const controller = new AbortController()
    const sleep = async (_: number, signal?: AbortSignal) => {
      controller.abort()
      signal?.throwIfAborted()
    }
    const { run } = openPipeline([lost], { account: { clock: { now: () => 0, sleep } } })
    expect(await failure(run(controller.signal))).toMatchObject({ code: 'ABORTED', outcome: 'unknown' })
  })

  it.each([
    ['never sent twice', [unreachable, unreachable, unreachable] as Step[], 'not-sent'],
    ['never sent, then refused', [unreachable, 400] as Step[], 'rejected'],
  ])('but not when %s', async (_, steps, outcome) => {
    expect(await failure(openPipeline(steps).run())).toHaveProperty('outcome', outcome)
  })

  it('but not for a query, which moves no money', async () => {
    const { run } = openPipeline([lost, 400], { exchange: { query: true } })
    expect(await failure(run())).toMatchObject({ outcome: 'rejected' })
  })
})

describe('what must never be called not-sent', () => {
  // Bytes of the first attempt left, whatever became of them: lost, refused by a limit, or answered by a proxy.
  it.each([lost, 429, 503, 599] as Step[])('what follows %j, a query too', async (first) => {
    for (const query of [true, false]) {
      const { run } = openPipeline([first, unreachable, unreachable], { exchange: { query } })
      const error = await failure(run())
      expect(error).toMatchObject({ code: 'TRANSPORT_FAILED', outcome: 'unknown' })
      expect(error.next).toMatch(/^Ask first\./)
    }
  })

  const oneTry = { exchange: { repeat: 'after-probe' } } as const

  it('a call aborted with the error of another call', async () => {
    const controller = new AbortController()
    const other = new ShroffError('PARAMETERS_INVALID', { problem: 'another call', outcome: 'not-sent' })
    const pipeline = openPipeline(['never'], oneTry)
    const failed = failure(pipeline.run(controller.signal))
    await Promise.resolve()
    await new Promise((resolve) => setImmediate(resolve))
    controller.abort(other)
    expect(await failed).toMatchObject({ code: 'ABORTED', outcome: 'unknown' })
  })

  it('what is found wrong here only once the answer has come', async () => {
    const error = new ShroffError('CONFIG_INVALID', { problem: 'no key', outcome: 'not-sent', next: 'Give a key.' })
    const exchange = { open: async () => Promise.reject(error) }
    const pipeline = openPipeline([200], { exchange })
    expect(await failure(pipeline.run())).toMatchObject({
      code: 'CONFIG_INVALID',
      outcome: 'unknown',
      next: 'Ask first. Give a key.',
    })
    expect(pipeline.events.at(-1)).toMatchObject({ stage: 'failed', outcome: 'unknown' })
    expect(pipeline.sent()).toHaveLength(1)
  })

  it.each(['EHOSTUNREACH', 'ENETUNREACH'])('%s on a connection that stood', async (code) => {
    const throws = Object.assign(new Error(code), { code, syscall: 'read' })
    const pipeline = openPipeline([{ throws }, 200], oneTry)
    expect(await failure(pipeline.run())).toMatchObject({ code: 'TRANSPORT_FAILED', outcome: 'unknown' })
    expect(pipeline.sent()).toHaveLength(1)
  })
})
