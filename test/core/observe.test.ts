import { AsyncLocalStorage } from 'node:async_hooks'
import { runInNewContext } from 'node:vm'
import { describe, expect, it, vi } from 'vitest'
import type { ObserveEvent } from '../../src/core/observe.js'
import { markVerified } from '../../src/core/verified.js'
import { coded, openPipeline } from '../support/exchange.js'
import { failure } from '../support/failure.js'

const lost = coded('ECONNRESET')

describe('observe', () => {
  const common = { call: { id: '0000000000000000' }, provider: 'test', action: 'payTest' }

  it('is told each stage of a success after a lost attempt', async () => {
    const { run, events } = openPipeline([lost, 200])
    await run()
    expect(events).toEqual([
      { ...common, attempt: 0, stage: 'started' },
      { ...common, attempt: 1, stage: 'sealed', method: 'POST', url: 'https://one.example/pay' },
      { ...common, attempt: 1, stage: 'repeating', code: 'TRANSPORT_FAILED', waitMilliseconds: 250 },
      { ...common, attempt: 2, stage: 'sealed', method: 'POST', url: 'https://two.example/pay' },
      { ...common, attempt: 2, stage: 'answered', status: 200, milliseconds: 0, requestId: 'trace-2' },
      { ...common, attempt: 2, stage: 'opened', milliseconds: 0 },
      { ...common, attempt: 2, stage: 'succeeded', milliseconds: 0 },
    ])
  })

  it('is told a failure with its outcome and trace id', async () => {
    const { run, events } = openPipeline([400])
    await failure(run())
    expect(events.at(-1)).toEqual({
      ...common,
      attempt: 1,
      stage: 'failed',
      code: 'REQUEST_REFUSED',
      outcome: 'rejected',
      milliseconds: 0,
      requestId: 'id-400',
    })
  })

  it('is given one object in all events of a call, another one in the next', async () => {
    let calls = 0x09
    const randomBytes = (length: number) => {
      if (length === 8) calls += 1
      return new Uint8Array(length).fill(calls)
    }
    const { run, events } = openPipeline([lost, 200], { account: { randomBytes } })
    await run()
    await run()
    const seen = [...new Set(events.map(({ call }) => call))]
    expect(seen).toEqual([{ id: '0A0A0A0A0A0A0A0A' }, { id: '0B0B0B0B0B0B0B0B' }])
    expect(events.map(({ call }) => seen.indexOf(call))).toEqual([0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1])
  })

  it('is called in the context of its caller, at each stage, also where calls run at once', async () => {
    const caller = new AsyncLocalStorage<string>()
    const heard: Record<string, string[]> = { one: [], two: [] }
    const observe = ({ stage }: ObserveEvent) => void heard[caller.getStore()!]!.push(stage)
    const { run } = openPipeline([lost, lost, 200], { client: { observe } })
    await Promise.all([caller.run('one', () => run()), caller.run('two', () => run())])
    const all = ['started', 'sealed', 'repeating', 'sealed', 'answered', 'opened', 'succeeded']
    expect(heard).toEqual({ one: all, two: all })
  })

  it('hears nothing of the query string, a header or the body', async () => {
    const { run, events } = openPipeline([lost, 400])
    await failure(run())
    expect(JSON.stringify(events)).not.toMatch(/secret|nonce|total/)
  })

  it('does not change the result when it throws', async () => {
    const observe = () => {
      throw new Error('the log is full')
    }
    expect(await openPipeline([200], { client: { observe } }).run()).toBe('done')
  })

  it('does not end the process when it is asynchronous and rejects', async () => {
    const unhandled = vi.fn()
    process.on('unhandledRejection', unhandled)
    const observe = async () => Promise.reject(new Error('the log is full'))
    expect(await openPipeline([200], { client: { observe } }).run()).toBe('done')
    await new Promise((resolve) => setImmediate(resolve))
    process.off('unhandledRejection', unhandled)
    expect(unhandled).not.toHaveBeenCalled()
  })

  it('nor when what rejects is a promise of another realm, as a test runner’s fetch gives', async () => {
    const unhandled = vi.fn()
    process.on('unhandledRejection', unhandled)
    const observe = () => runInNewContext(`Promise.reject(new Error('the log is full'))`)
    expect(await openPipeline([200], { client: { observe } }).run()).toBe('done')
    await new Promise((resolve) => setImmediate(resolve))
    process.off('unhandledRejection', unhandled)
    expect(unhandled).not.toHaveBeenCalled()
  })

  it('measures by the account’s clock', async () => {
    let time = 0
    const clock = {
      now: () => {
        time += 7
        return time
      },
      sleep: async () => {},
    }
    const { run, events } = openPipeline([200], { account: { clock } })
    await run()
    expect(events.map((event) => 'milliseconds' in event && event.milliseconds)).toEqual([false, false, 7, 14, 28])
  })
})

describe('the last event, and the only one of its kind, is', () => {
  const never = () => new Promise<never>(() => {})
  const soon = { client: { timeout: { attempt: 60_000, total: 5 } } }
  const stillClock = { account: { clock: { now: () => 0, sleep: never } } }
  const ends = (events: ObserveEvent[]) => events.filter(({ stage }) => stage === 'succeeded' || stage === 'failed')

  it.each<[string, ReturnType<typeof openPipeline>, AbortSignal?]>([
    ['a call that was aborted before', openPipeline([200]), AbortSignal.abort()],
    ['a transport that never answers', openPipeline(['never'], soon)],
    ['a signer that never answers', openPipeline([200], { ...soon, exchange: { seal: never } })],
    ['a key that never comes', openPipeline([200], { ...soon, exchange: { open: never } })],
    ['a wait that never ends', openPipeline([lost], { ...soon, ...stillClock })],
    [
      'a signer that fails',
      openPipeline([200], { client: { attempts: 1 }, exchange: { seal: () => Promise.reject(new Error('no HSM')) } }),
    ],
    [
      'an address that is none',
      openPipeline([200], {
        client: { attempts: 1 },
        exchange: { seal: async () => ({ method: 'POST', url: '', headers: {} }) },
      }),
    ],
    [
      'an answer to another question',
      openPipeline([200], {
        exchange: {
          decode: () => {
            throw new TypeError('not ours')
          },
        },
      }),
    ],
    ['a refusal', openPipeline([400])],
    ['three lost answers', openPipeline([lost])],
  ])('failed after %s', async (_, { run, events }, signal) => {
    const { code } = await failure(run(signal))
    expect(ends(events)).toEqual([expect.objectContaining({ stage: 'failed', code })])
    expect(events.at(-1)).toBe(ends(events)[0])
    expect(events[0]!.stage).toBe('started')
  })

  it('succeeded after a success', async () => {
    const { run, events } = openPipeline([lost, 200])
    await run()
    expect(ends(events)).toEqual([events.at(-1)])
  })

  it('failed, also when what was given up goes on: a late signature, a late key', async () => {
    const release: (() => void)[] = []
    const later = <T>(value: T) => new Promise<T>((resolve) => release.push(() => resolve(value)))
    const late = [
      openPipeline([200], {
        ...soon,
        exchange: { seal: () => later({ method: 'POST', url: 'https://x', headers: {} }) },
      }),
      openPipeline([200], { ...soon, exchange: { open: () => later(markVerified('done', 'signature')) } }),
    ]
    for (const { run, events } of late) {
      expect(await failure(run())).toMatchObject({ code: 'TIMEOUT' })
      const before = events.length
      release.pop()!()
      await new Promise((resolve) => setImmediate(resolve))
      expect(events).toHaveLength(before)
      expect(events.at(-1)).toMatchObject({ stage: 'failed', code: 'TIMEOUT' })
    }
  })
})
