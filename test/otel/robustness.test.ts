import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { SpanStatusCode } from '@opentelemetry/api'
import {
  AlwaysOffSampler,
  SimpleSpanProcessor,
  type SpanExporter,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace-base'
import { ATTR_ERROR_TYPE } from '@opentelemetry/semantic-conventions'
import { openTelemetry } from 'shroff/otel'
import { createPayment } from 'shroff/wechatpay'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { coded, openPipeline } from '../support/exchange.js'
import { failure } from '../support/failure.js'
import { registerSdk } from '../support/telemetry.js'
import { openWechatpayShop, tea } from '../support/wechatpay-shop.js'
import { makeKeys } from './shops.js'

beforeAll(makeKeys, 60_000)

const broken = (): never => {
  throw new Error('the collector is down')
}
const quiet: SpanProcessor = { onStart() {}, onEnd() {}, forceFlush: async () => {}, shutdown: async () => {} }
const exporting = (exported: SpanExporter['export']) =>
  new SimpleSpanProcessor({ export: exported, shutdown: async () => {} })

describe('a payment is taken', () => {
  const payment = async () => {
    const { client } = await openWechatpayShop({ client: { observe: openTelemetry() } })
    return createPayment(client, { channel: 'qr', ...tea })
  }

  it.each<[string, Parameters<typeof registerSdk>[0]]>([
    ['a span processor that throws at the start', { processors: [{ ...quiet, onStart: broken }] }],
    ['a span processor that throws at the end', { processors: [{ ...quiet, onEnd: broken }] }],
    ['an exporter that throws', { processors: [exporting(broken)] }],
    ['an exporter that fails', { processors: [exporting((_, done) => done({ code: 1, error: new Error('down') }))] }],
    ['an exporter that never answers', { processors: [exporting(() => {})] }],
    ['a metric that throws', { views: [{ instrumentName: '*', attributesProcessors: [{ process: broken }] }] }],
  ])('with %s', async (_, options) => {
    const unhandled = vi.fn()
    process.on('unhandledRejection', unhandled)
    registerSdk(options)
    expect((await payment()).nextAction.content).toMatch(/^weixin:/)
    await new Promise((resolve) => setImmediate(resolve))
    process.off('unhandledRejection', unhandled)
    expect(unhandled).not.toHaveBeenCalled()
  })

  it('without an SDK', async () => {
    expect((await payment()).nextAction.content).toMatch(/^weixin:/)
  })
})

it('an SDK that is registered after the client was made hears its first call', async () => {
  const { client } = await openWechatpayShop({ client: { observe: openTelemetry() } })
  const { spans, histogram } = registerSdk()
  await createPayment(client, { channel: 'qr', ...tea })
  expect(spans()).toHaveLength(2)
  expect((await histogram('shroff.call.duration')).points).toMatchObject([{ value: { count: 1 } }])
})

it('metrics count what is not sampled', async () => {
  const { spans, histogram } = registerSdk({ sampler: new AlwaysOffSampler() })
  await openPipeline([200], { client: { observe: openTelemetry() } }).run()
  expect(spans()).toEqual([])
  expect((await histogram('shroff.call.duration')).points).toMatchObject([{ value: { count: 1 } }])
})

describe('every span that was begun ends, with its error, after', () => {
  const lost = coded('ECONNRESET')
  const never = () => new Promise<never>(() => {})
  const soon = { timeout: { attempt: 60_000, total: 5 } }
  type Given = Parameters<typeof openPipeline>

  it.each<[string, Given[0], NonNullable<Given[1]>, number, AbortSignal?]>([
    ['an abort before the call', [200], {}, 1, AbortSignal.abort()],
    ['a transport that never answers', ['never'], { client: soon }, 2],
    ['a signer that never answers', [200], { client: soon, exchange: { seal: never } }, 1],
    ['a key that never comes', [200], { client: soon, exchange: { open: never } }, 2],
    ['a wait that never ends', [lost], { client: soon, account: { clock: { now: () => 0, sleep: never } } }, 2],
    ['three lost answers', [lost], {}, 4],
  ])('%s', async (_, steps, { client, ...given }, count, signal) => {
    const { begun, spans, named, histogram } = registerSdk()
    const { run } = openPipeline(steps, { ...given, client: { ...client, observe: openTelemetry() } })
    const { code, outcome } = await failure(run(signal))
    expect(begun).toHaveLength(count)
    expect(spans()).toHaveLength(count)
    const [call] = named('test payTest')
    expect(call!.status).toEqual({ code: SpanStatusCode.ERROR })
    expect(call!.attributes).toMatchObject({ [ATTR_ERROR_TYPE]: code, 'shroff.outcome': outcome })
    expect((await histogram('shroff.call.duration')).points).toMatchObject([{ value: { count: 1 } }])
  })
})

it('a call that never ends is forgotten with its last event', async () => {
  registerSdk()
  setFlagsFromString('--expose-gc')
  const collectGarbage = runInNewContext('gc') as () => void
  const observe = openTelemetry()
  const begin = () => {
    const call = { id: '0123456789ABCDEF' }
    const common = { call, provider: 'wechatpay', action: 'createPayment' }
    observe({ ...common, attempt: 0, stage: 'started' })
    observe({ ...common, attempt: 1, stage: 'sealed', method: 'POST', url: 'https://api.mch.weixin.qq.com/v3/x' })
    return new WeakRef(call)
  }
  const call = begin()
  // A WeakRef holds on to the end of the turn in which it was made.
  await new Promise((resolve) => setImmediate(resolve))
  collectGarbage()
  expect(call.deref()).toBeUndefined()
})

it('an event of a call whose beginning was not heard makes nothing', () => {
  const { begun } = registerSdk()
  const common = { call: { id: '1' }, provider: 'wechatpay', action: 'createPayment', attempt: 1 } as const
  openTelemetry()({ ...common, stage: 'sealed', method: 'POST', url: 'https://api.mch.weixin.qq.com/v3/x' })
  expect(begun).toEqual([])
})
