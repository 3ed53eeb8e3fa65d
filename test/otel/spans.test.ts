import { type Attributes, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import {
  ATTR_ERROR_TYPE,
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_REQUEST_RESEND_COUNT,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_SERVER_ADDRESS,
  ATTR_SERVER_PORT,
  ATTR_URL_FULL,
} from '@opentelemetry/semantic-conventions'
import { failNext, pay } from 'shroff/mock'
import { listen } from 'shroff/mock/server'
import { openTelemetry } from 'shroff/otel'
import { getPayment } from 'shroff/wechatpay'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { failure } from '../support/failure.js'
import { facts, registerSdk } from '../support/telemetry.js'
import { openWechatpayShop } from '../support/wechatpay-shop.js'
import { makeKeys, providers, shops } from './shops.js'

beforeAll(makeKeys, 60_000)

const requestId = expect.stringMatching(/^[\w-]{20,}$/)
const statusOf = (attributes: Attributes) => ({
  code: ATTR_ERROR_TYPE in attributes ? SpanStatusCode.ERROR : SpanStatusCode.UNSET,
})

// The names are those that OpenTelemetry publishes, not those of src.
describe.each(providers)('spans of %s', (provider) => {
  async function open() {
    const shop = await shops[provider](openTelemetry())
    return {
      ...registerSdk(),
      refundHost: shop.hosts[0],
      ...shop,
      traced: shop.traced ? { 'shroff.request_id': requestId } : {},
      tracedAway: !('tracedAway' in shop),
    }
  }

  const callOf = (action: string, attributes: Attributes) => ({
    name: `${provider} ${action}`,
    kind: SpanKind.INTERNAL,
    status: statusOf(attributes),
    attributes: {
      'shroff.provider': provider,
      'shroff.action': action,
      'shroff.call.id': expect.stringMatching(/^[0-9A-F]{16}$/),
      ...attributes,
    },
  })
  const attemptOf = (host: string, [method, path]: readonly [string, string], attributes: Attributes) => ({
    name: method,
    kind: SpanKind.CLIENT,
    status: statusOf(attributes),
    attributes: {
      [ATTR_HTTP_REQUEST_METHOD]: method,
      [ATTR_SERVER_ADDRESS]: host,
      [ATTR_SERVER_PORT]: 443,
      [ATTR_URL_FULL]: `https://${host}${path}`,
      ...attributes,
    },
  })

  it('that succeed: one for the call, and in it a client span for its attempt', async () => {
    const { createPayment, trees, hosts, created, traced } = await open()
    await createPayment()
    const answered = { [ATTR_HTTP_RESPONSE_STATUS_CODE]: 200, ...traced }
    expect(trees(facts)).toEqual([
      { ...callOf('createPayment', { 'shroff.attempts': 1 }), children: [attemptOf(hosts[0], created, answered)] },
    ])
  })

  it('that are refused have the code of the error', async () => {
    const { getPayment, trees, hosts, queried, missing, missingOutcome, traced } = await open()
    expect(await failure(getPayment('T0009999'))).toMatchObject({ code: 'ORDER_NOT_FOUND' })
    const refused = { [ATTR_ERROR_TYPE]: 'ORDER_NOT_FOUND' }
    expect(trees(facts)).toEqual([
      {
        ...callOf('getPayment', { ...refused, 'shroff.outcome': missingOutcome, 'shroff.attempts': 1 }),
        children: [
          attemptOf(hosts[0], queried('T0009999'), {
            ...refused,
            [ATTR_HTTP_RESPONSE_STATUS_CODE]: missing,
            ...traced,
          }),
        ],
      },
    ])
  })

  it('that are repeated: each attempt tells why it failed, the call that it succeeded', async () => {
    const { mock, createPayment, getPayment, orderId, ...shop } = await open()
    const { trees, named, hosts, queried, unavailable, traced, tracedAway } = shop
    await createPayment()
    await pay(mock, { provider, orderId })
    failNext(mock, { provider, fault: 'reset-before' })
    failNext(mock, { provider, fault: 'unavailable' })
    await getPayment(orderId)
    const status = ATTR_HTTP_RESPONSE_STATUS_CODE
    const sent = (attempt: 0 | 1 | 2, more: Attributes) => attemptOf(hosts[attempt], queried(orderId), more)
    expect(trees(facts).at(-1)).toEqual({
      ...callOf('getPayment', { 'shroff.attempts': 3 }),
      children: [
        sent(0, { [ATTR_ERROR_TYPE]: 'TRANSPORT_FAILED' }),
        sent(1, {
          [ATTR_ERROR_TYPE]: 'PROVIDER_UNAVAILABLE',
          [ATTR_HTTP_REQUEST_RESEND_COUNT]: 1,
          [status]: unavailable,
          ...(tracedAway && traced),
        }),
        sent(2, { [ATTR_HTTP_REQUEST_RESEND_COUNT]: 2, [status]: 200, ...traced }),
      ],
    })
    expect(named(`${provider} getPayment`)).toHaveLength(1)
  })

  it('whose outcome is unknown say so', async () => {
    const { mock, createPayment, refundPayment, orderId, trees, refundHost, refunded } = await open()
    await createPayment()
    await pay(mock, { provider, orderId })
    failNext(mock, { provider, fault: 'timeout-after' })
    expect(await failure(refundPayment())).toMatchObject({ code: 'TIMEOUT', outcome: 'unknown' })
    const lost = { [ATTR_ERROR_TYPE]: 'TIMEOUT' }
    expect(trees(facts).at(-1)).toEqual({
      ...callOf('refundPayment', { ...lost, 'shroff.outcome': 'unknown', 'shroff.attempts': 1 }),
      children: [attemptOf(refundHost, refunded, lost)],
    })
  })

  it('whose answer is not from the provider blame the attempt, whatever its status was', async () => {
    const { mock, createPayment, trees, named, created } = await open()
    failNext(mock, { provider, fault: 'wrong-signature', times: 3 })
    expect(await failure(createPayment())).toMatchObject({ code: 'SIGNATURE_INVALID' })
    const [attempt] = named(created[0])
    expect(attempt!.attributes).toMatchObject({
      [ATTR_HTTP_RESPONSE_STATUS_CODE]: 200,
      [ATTR_ERROR_TYPE]: 'SIGNATURE_INVALID',
    })
    expect(trees(facts)).toMatchObject([{ status: { code: SpanStatusCode.ERROR } }])
  })

  it('of calls that run at once are each in the span that called, with their own attempts', async () => {
    const { mock, createPayment, getPayment, orderId, begun, spans, childrenOf, named } = await open()
    await createPayment()
    await pay(mock, { provider, orderId })
    failNext(mock, { provider, fault: 'reset-before', times: 2 })
    const tracer = trace.getTracer('shop')
    const checkout = (name: string, number: string) =>
      tracer.startActiveSpan(name, async (span) => {
        await getPayment(number).catch(() => {})
        // The action has not changed what is active.
        expect(trace.getActiveSpan()).toBe(span)
        span.end()
      })
    await Promise.all([checkout('one', orderId), checkout('two', 'T0009999'), checkout('three', orderId)])

    const inside = ['one', 'two', 'three'].map((name) => {
      const [caller] = named(name)
      const calls = childrenOf(caller!)
      const attempts = calls.flatMap(childrenOf)
      const traces = [caller!, ...calls, ...attempts].map((span) => span.spanContext().traceId)
      expect(new Set(traces).size).toBe(1)
      return {
        calls: calls.map(({ name }) => name),
        sent: attempts.map(({ attributes }) => attributes[ATTR_ERROR_TYPE]),
      }
    })
    const calls = [`${provider} getPayment`]
    // Which of the three met the two faults is a matter of scheduling; each attempt is in the call that made it.
    expect(inside.map((one) => one.calls)).toEqual([calls, calls, calls])
    expect(inside.map(({ sent }) => sent.at(-1))).toEqual([undefined, 'ORDER_NOT_FOUND', undefined])
    const faults = inside.flatMap(({ sent }) => sent.filter((code) => code === 'TRANSPORT_FAILED'))
    expect(faults).toHaveLength(2)
    for (const call of named(`${provider} getPayment`))
      expect(call.attributes['shroff.attempts']).toBe(childrenOf(call).length)
    expect(new Set(named(`${provider} getPayment`).map(({ attributes }) => attributes['shroff.call.id'])).size).toBe(3)
    expect(spans()).toHaveLength(begun.length)
  })
})

it('the address and port of a server that is not at the default port', async () => {
  const { named } = registerSdk()
  const { mock } = await openWechatpayShop()
  const server = await listen(mock)
  onTestFinished(() => server.close())
  const { client } = await openWechatpayShop({
    account: { hosts: [server.urls.wechatpay] },
    client: { observe: openTelemetry() },
  })
  await getPayment(client, { orderId: 'T-1001' }).catch(() => {})
  const [attempt] = named('GET')
  expect(attempt!.attributes).toMatchObject({
    [ATTR_SERVER_ADDRESS]: '127.0.0.1',
    [ATTR_SERVER_PORT]: Number(new URL(server.urls.wechatpay).port),
    [ATTR_URL_FULL]: `${server.urls.wechatpay}/v3/pay/transactions/out-trade-no/T-1001`,
  })
})
