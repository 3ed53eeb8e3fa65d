import { vi } from 'vitest'
import type { Account } from '../../src/core/account.js'
import type { Client } from '../../src/core/client.js'
import { type ErrorCode, ShroffError } from '../../src/core/errors.js'
import type { ObserveEvent } from '../../src/core/observe.js'
import { type Exchange, request } from '../../src/core/request.js'
import { notSent, type Transport, type WireReply } from '../../src/core/transport.js'
import { markVerified } from '../../src/core/verified.js'

/** One step of a transport: an answer by its status, or what it throws. */
export type Step = number | { throws: unknown } | 'never'

const bytes = (text: string) => new TextEncoder().encode(text)
export const coded = (code: string) => ({ throws: Object.assign(new Error(code), { code }) })
/** As our own transports throw where no connection came about. */
export const refused = () => ({ throws: notSent(coded('ECONNREFUSED').throws) })

/** 200 is a success; 599 a probe; 503 unclear; 429 a rate limit; anything else is refused for good. */
async function open({ status, body }: WireReply) {
  if (status === 200) return markVerified(new TextDecoder().decode(body), 'signature')
  const kinds: Record<number, ErrorCode> = { 599: 'SIGNATURE_PROBE', 503: 'PROVIDER_UNAVAILABLE', 429: 'RATE_LIMITED' }
  const code = kinds[status] ?? 'REQUEST_REFUSED'
  const outcome = code === 'REQUEST_REFUSED' || code === 'RATE_LIMITED' ? 'rejected' : 'unknown'
  throw new ShroffError(code, { problem: `status ${status}`, outcome, requestId: `id-${status}`, next: 'Read on.' })
}

/** The pipeline with a provider of our own: what goes out, what was told, and how long it waited. */
export function openPipeline(
  steps: readonly Step[],
  options: {
    client?: Partial<Client<Account>>
    exchange?: Partial<Exchange<unknown>>
    account?: Partial<Account>
  } = {},
) {
  let seals = 0
  const events: ObserveEvent[] = []
  const waits: number[] = []
  let calls = 0
  const transport = vi.fn<Transport>(async () => {
    calls += 1
    const step = steps[Math.min(calls, steps.length) - 1]!
    if (step === 'never') return new Promise(() => {})
    if (typeof step === 'object') throw step.throws
    return { status: step, headers: { 'trace-id': `trace-${calls}` }, body: bytes('done') }
  })
  const account = {
    provider: 'test',
    sends: true,
    clock: { now: () => 1_000, sleep: async (milliseconds) => void waits.push(milliseconds) },
    randomBytes: (length) => new Uint8Array(length),
    ...options.account,
  } satisfies Account
  const client: Client<Account> = {
    account,
    transport,
    attempts: 3,
    timeout: { attempt: 60_000, total: 60_000 },
    observe: (event) => void events.push(event),
    ...options.client,
  }
  const exchange: Exchange<unknown> = {
    action: 'payTest',
    hosts: ['https://one.example', 'https://two.example'],
    query: false,
    repeat: 'always',
    resolve: 'Ask first.',
    requestIdHeader: 'trace-id',
    async seal(host) {
      seals += 1
      const headers = { nonce: String(seals) }
      return { method: 'POST', url: `${host}/pay?token=secret`, headers, body: bytes('{"total":1}') }
    },
    open,
    decode: ({ value }) => value,
    ...options.exchange,
  }
  const run = (signal?: AbortSignal) => request(client, exchange, signal && { signal })
  const sent = () => transport.mock.calls.map(([given]) => given)
  return { run, transport, events, waits, sent, seals: () => seals }
}
