import { runInNewContext } from 'node:vm'
import { describe, expect, it, vi } from 'vitest'
import { coded, openPipeline } from '../support/exchange.js'
import { failure } from '../support/platform.js'

const lost = coded('ECONNRESET')

describe('observe', () => {
  const common = { provider: 'test', action: 'payTest' }

  it('is told each stage of a success after a lost attempt', async () => {
    const { run, events } = openPipeline([lost, 200])
    await run()
    expect(events).toEqual([
      { ...common, attempt: 1, stage: 'sealed', method: 'POST', host: 'one.example', path: '/pay' },
      { ...common, attempt: 1, stage: 'repeating', code: 'TRANSPORT_FAILED', waitMilliseconds: 250 },
      { ...common, attempt: 2, stage: 'sealed', method: 'POST', host: 'two.example', path: '/pay' },
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
    expect(events.map((event) => 'milliseconds' in event && event.milliseconds)).toEqual([false, 7, 14, 28])
  })
})
