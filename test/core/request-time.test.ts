import { getEventListeners } from 'node:events'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { systemClock } from '../../src/core/account.js'
import { coded, openPipeline, refused, type Step } from '../support/exchange.js'
import { failure } from '../support/failure.js'

// The limits of 5 ms are real; nothing here is faster or slower than something else.

const lost = coded('ECONNRESET')
const unreachable = refused()

afterEach(() => {
  vi.useRealTimers()
})

describe('time', () => {
  const slow = { client: { timeout: { attempt: 5, total: 60_000 }, attempts: 1 } }

  it('ends an attempt whose transport never answers and ignores its signal', async () => {
    expect(await failure(openPipeline(['never'], slow).run())).toMatchObject({ code: 'TIMEOUT', outcome: 'unknown' })
  })

  it('tries again after such an attempt', async () => {
    const { run } = openPipeline(['never', 200], { client: { timeout: { attempt: 5, total: 60_000 } } })
    expect(await run()).toBe('done')
  })

  it('tells the transport that its time is up', async () => {
    const { run, transport } = openPipeline(['never'], slow)
    await failure(run())
    expect(transport.mock.calls[0]?.[1].signal.reason).toHaveProperty('name', 'TimeoutError')
  })

  it('ends the whole call, with a transport that never answers', async () => {
    const { run, transport } = openPipeline(['never'], { client: { timeout: { attempt: 60_000, total: 5 } } })
    expect(await failure(run())).toMatchObject({ code: 'TIMEOUT', outcome: 'unknown' })
    expect(transport).toHaveBeenCalledTimes(1)
  })

  it('ends the whole call, with a signer that never answers: nothing was sent', async () => {
    const { run, transport } = openPipeline([200], {
      client: { timeout: { attempt: 60_000, total: 5 } },
      exchange: { seal: () => new Promise(() => {}) },
    })
    expect(await failure(run())).toMatchObject({ code: 'TIMEOUT', outcome: 'not-sent' })
    expect(transport).not.toHaveBeenCalled()
  })

  it('ends the whole call while waiting for the next attempt', async () => {
    const clock = { now: () => 0, sleep: () => new Promise<void>(() => {}) }
    const { run } = openPipeline([unreachable], {
      client: { timeout: { attempt: 60_000, total: 5 } },
      account: { clock },
    })
    expect(await failure(run())).toMatchObject({ code: 'TIMEOUT', outcome: 'not-sent' })
  })

  it('sends nothing when the signer answers after the end', async () => {
    let sign = () => {}
    const signed = new Promise<void>((resolve) => {
      sign = resolve
    })
    const seal = async (host: string) => {
      await signed
      return { method: 'POST', url: `${host}/pay`, headers: {} }
    }
    const { run, transport } = openPipeline([200], {
      client: { timeout: { attempt: 60_000, total: 5 } },
      exchange: { seal },
    })
    await failure(run())
    sign()
    await new Promise((resolve) => setImmediate(resolve))
    expect(transport).not.toHaveBeenCalled()
  })
})

describe('abort', () => {
  it('before: nothing is signed', async () => {
    const { run, seals } = openPipeline([200])
    expect(await failure(run(AbortSignal.abort()))).toMatchObject({ code: 'ABORTED', outcome: 'not-sent' })
    expect(seals()).toBe(0)
  })

  it('while signing: nothing is sent', async () => {
    const controller = new AbortController()
    const seal = async (host: string) => {
      controller.abort()
      return { method: 'POST', url: `${host}/pay`, headers: {} }
    }
    const { run, transport } = openPipeline([200], { exchange: { seal } })
    expect(await failure(run(controller.signal))).toMatchObject({ code: 'ABORTED', outcome: 'not-sent' })
    expect(transport).not.toHaveBeenCalled()
  })

  it.each([
    ['an error', new Error('tab closed')],
    ['a text', 'tab closed'],
    ['a timeout', new DOMException('', 'TimeoutError')],
  ])('during, with %s for a reason: unknown', async (_, reason) => {
    const controller = new AbortController()
    const { run, transport } = openPipeline([], {
      client: {
        transport: () => {
          controller.abort(reason)
          return new Promise(() => {})
        },
      },
    })
    expect(await failure(run(controller.signal))).toMatchObject({ code: 'ABORTED', outcome: 'unknown' })
    expect(transport).not.toHaveBeenCalled()
  })

  it('while waiting on the system clock, after an attempt that was not sent', async () => {
    const controller = new AbortController()
    const observe = ({ stage }: { stage: string }) => {
      if (stage === 'repeating') queueMicrotask(() => controller.abort())
    }
    const { run } = openPipeline([unreachable], { account: { clock: systemClock }, client: { observe } })
    expect(await failure(run(controller.signal))).toMatchObject({ code: 'ABORTED', outcome: 'not-sent' })
  })
})

describe('what it leaves behind', () => {
  it('no listener on a signal that outlives 100 calls', async () => {
    const { signal } = new AbortController()
    for (let call = 0; call < 100; call += 1) {
      const { run } = openPipeline([lost, call % 2 ? 200 : 400])
      await run(signal).catch(() => {})
    }
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  })

  it.each([
    ['a success', [200]],
    ['a refusal', [400]],
    ['a success after a lost attempt', [lost, 200]],
  ] as [string, Step[]][])('no timer after %s', async (_, steps) => {
    vi.useFakeTimers()
    await openPipeline(steps)
      .run()
      .catch(() => {})
    expect(vi.getTimerCount()).toBe(0)
  })

  it('no timer and no listener after an abort during the wait of the system clock', async () => {
    vi.useFakeTimers()
    const controller = new AbortController()
    const observe = ({ stage }: { stage: string }) => {
      if (stage === 'repeating') queueMicrotask(() => controller.abort())
    }
    await failure(openPipeline([lost], { account: { clock: systemClock }, client: { observe } }).run(controller.signal))
    expect(vi.getTimerCount()).toBe(0)
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0)
  })
})
