import { readFileSync } from 'node:fs'
import type { Observe } from 'shroff'
import { openTelemetry } from 'shroff/otel'
import { memoryStore } from 'shroff/store'
import { type WebhookSource, webhookHandler } from 'shroff/webhook'
import { expect, it } from 'vitest'
import { systemClock } from '../../src/core/account.js'
import { configError } from '../../src/core/errors.js'
import { coded, openPipeline } from '../support/exchange.js'
import { failure } from '../support/failure.js'
import { registerSdk } from '../support/telemetry.js'

const page = readFileSync(new URL('../../docs/observability.md', import.meta.url), 'utf8')
const rowsOf = (section: string) =>
  section.split('\n').flatMap((line) => (/^\| `(?!stage)/.test(line) ? [line.split(' | ')] : []))
const [, onEvents, onTelemetry] = /^## Events\n(.*)^## OpenTelemetry\n(.*)/ms.exec(page) as unknown as string[]
const quoted = (text: string) => [...text.matchAll(/`([\w.]+)`/g)].map(([, name]) => name!)

/** A webhook of which everything is told that can be. */
async function handleWebhook(observe: Observe): Promise<void> {
  const randomBytes = (length: number) => new Uint8Array(length)
  const source: WebhookSource = {
    account: { provider: 'test', clock: systemClock, randomBytes },
    name: 'test',
    path: undefined,
    identity: { payment: ['orderId'], refund: ['refundId'] },
    patience: 1_000,
    claims: () => true,
    receive: async () => Object.assign({ id: '1', provider: 'test' }, { paidAt: new Date() }),
    acknowledge: async () => new Response(),
  }
  const onEvent = () => {
    throw configError('for a test')
  }
  const handler = webhookHandler({ accounts: [source], store: memoryStore(), onEvent, observe })
  await handler({ headers: {}, body: new Uint8Array() })
}

it('docs/observability.md names each stage and what comes with it', async () => {
  const { run, events } = openPipeline([coded('ECONNRESET'), 200, 400])
  await run()
  await failure(run())
  await handleWebhook((event) => void events.push(event))
  const common = ['call', 'provider', 'action', 'attempt', 'stage']
  const told = events.map((event) => [event.stage, Object.keys(event).filter((name) => !common.includes(name))])
  const documented = rowsOf(onEvents!).map(([stage, , facts]) => [...quoted(stage!), quoted(facts!)])
  expect(Object.fromEntries(documented)).toEqual(Object.fromEntries(told))
})

it('docs/observability.md names each attribute and each metric that is exported, and no other', async () => {
  const { spans, collect } = registerSdk()
  const { run } = openPipeline([coded('ECONNRESET'), 200, 400], { client: { observe: openTelemetry() } })
  await run()
  await failure(run())
  await handleWebhook(openTelemetry())
  const exported = [
    ...spans().flatMap(({ attributes }) => Object.keys(attributes)),
    ...(await collect()).scopeMetrics
      .flatMap(({ metrics }) => metrics)
      .flatMap(({ descriptor, dataPoints }) => [
        descriptor.name,
        ...dataPoints.flatMap(({ attributes }) => Object.keys(attributes)),
      ]),
  ]
  const documented = rowsOf(onTelemetry!).flat().flatMap(quoted)
  expect(new Set(documented.filter((name) => name.includes('.')))).toEqual(new Set(exported))
})
