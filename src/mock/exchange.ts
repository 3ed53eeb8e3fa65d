import type { Download, Transport, WireReply } from '../core/transport.js'
import type { MockClock } from './clock.js'
import { createWitness } from './evidence.js'
import { isNoAnswer, mustBeFault, noAnswer } from './faults.js'
import { lowerCase } from './http.js'
import type { Journal } from './journal.js'
import type { Exchange, RunningMock } from './running.js'

type Running = ReadonlyMap<string, RunningMock>

/** The provider of this name, or else the one that answers at this address. */
export const ownerOf = (running: Running, url: URL, name?: string) =>
  [...running].find(([each, { provider }]) => (name === undefined ? provider.owns(url) : each === name))

export function createExchange(running: Running, clock: MockClock, journal: Journal): Exchange {
  return async (request, provider) => {
    const url = new URL(request.url)
    const found = ownerOf(running, url, provider)
    if (!found)
      throw new TypeError(
        `The mock gateway has no provider for ${url.origin}${url.pathname}; it has ${[...running.keys()].join(', ') || 'none'}.`,
      )
    const [name, mock] = found
    const fault = mock.faults.shift() ?? (isTooMany(mock, clock.now()) ? 'rate-limited' : undefined)
    if (fault !== undefined) mustBeFault(fault, `the mock of ${name} at ${url.pathname}`, mock.provider.faults(url))
    const entry = { kind: 'request', at: clock.now(), provider: name, request, ...(fault && { fault }) } as const
    if (fault === 'timeout-before' || fault === 'reset-before') {
      journal.write(entry)
      throw noAnswer(fault === 'timeout-before' ? 'timeout' : 'reset')
    }
    const witness = createWitness()
    const reply = await mock.provider.handle({ ...request, headers: lowerCase(request.headers) }, fault, witness)
    const evidence = witness.evidence()
    journal.write({ ...entry, reply: { ...reply, headers: lowerCase(reply.headers) }, ...(evidence && { evidence }) })
    if (fault === 'timeout-after' || fault === 'reset-after')
      throw noAnswer(fault === 'timeout-after' ? 'timeout' : 'reset')
    return fault === 'proxy-page' ? proxyPage() : reply
  }
}

function isTooMany({ limit }: RunningMock, now: number): boolean {
  if (!limit) return false
  const { made, perSecond } = limit
  while (made[0] !== undefined && made[0] <= now - 1000) made.shift()
  if (made.length >= perSecond) return true
  made.push(now)
  return false
}

/** The exchange as a client's transport. */
export function transportOf(exchange: Exchange): Transport {
  const transport: Transport = async (request, { signal }) => {
    signal.throwIfAborted()
    try {
      const reply = await exchange(request)
      return { ...reply, headers: lowerCase(reply.headers) }
    } catch (error) {
      if (!isNoAnswer(error)) throw error
      // What a real transport throws when its time is up, without the wait.
      if (error.kind === 'timeout') throw new DOMException('no answer from the mock gateway', 'TimeoutError')
      throw Object.assign(new Error('connection reset by the mock gateway'), { code: 'ECONNRESET' })
    }
  }
  const download: Download = async (request, options) => {
    const { body, ...reply } = await transport(request, options)
    return { ...reply, body: new Blob([body as Uint8Array<ArrayBuffer>]).stream() }
  }
  return Object.assign(transport, { download })
}

const proxyPage = (): WireReply => ({
  status: 200,
  headers: { 'content-type': 'text/html' },
  body: new TextEncoder().encode('<html><body><h1>Gateway Timeout</h1></body></html>'),
})
