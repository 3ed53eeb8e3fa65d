import { getEventListeners } from 'node:events'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { withDeadline } from '../../src/core/deadline.js'

afterEach(() => {
  vi.useRealTimers()
})

describe('withDeadline', () => {
  it('does not begin when the outer signal has aborted', async () => {
    const work = vi.fn(async () => {})
    await expect(withDeadline(1000, AbortSignal.abort(new Error('gone')), work)).rejects.toThrow('gone')
    expect(work).not.toHaveBeenCalled()
  })

  it('ends work that does not listen, with a TimeoutError', async () => {
    vi.useFakeTimers()
    const ended = withDeadline(1000, undefined, () => new Promise(() => {})).catch((error: unknown) => error)
    await vi.advanceTimersByTimeAsync(999)
    expect(vi.getTimerCount()).toBe(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(await ended).toMatchObject({ name: 'TimeoutError', message: 'no answer within 1000 ms' })
  })

  it('hands the reason of the outer signal on', async () => {
    const outer = new AbortController()
    const ended = withDeadline(1000, outer.signal, () => new Promise(() => {}))
    outer.abort('the payer left')
    await expect(ended).rejects.toBe('the payer left')
  })

  it('lets a late rejection of abandoned work pass in silence', async () => {
    let fail = (_: Error) => {}
    const outer = new AbortController()
    const ended = withDeadline(1000, outer.signal, () => new Promise((_, reject) => (fail = reject)))
    outer.abort('first')
    fail(new Error('second'))
    await expect(ended).rejects.toBe('first')
  })

  it.each([
    ['done', async () => 'done'],
    ['failed', () => Promise.reject('failed')],
    [
      'thrown',
      () => {
        throw 'thrown'
      },
    ],
  ])('leaves neither timer nor listener when %s', async (end, work) => {
    vi.useFakeTimers()
    const { signal } = new AbortController()
    expect(await withDeadline(1000, signal, work as () => Promise<string>).catch((error: unknown) => error)).toBe(end)
    expect([vi.getTimerCount(), getEventListeners(signal, 'abort').length]).toEqual([0, 0])
  })
})
