import {
  ATTR_ERROR_TYPE,
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_SERVER_ADDRESS,
  ATTR_SERVER_PORT,
  METRIC_HTTP_CLIENT_REQUEST_DURATION,
} from '@opentelemetry/semantic-conventions'
import type { ObserveEvent } from 'shroff'
import { failNext, pay } from 'shroff/mock'
import { openTelemetry } from 'shroff/otel'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { failure } from '../support/failure.js'
import { registerSdk } from '../support/telemetry.js'
import { makeKeys, providers, shops } from './shops.js'

beforeAll(makeKeys, 60_000)

describe.each(providers)('metrics of %s', (provider) => {
  it('count and time the calls by action and end, the attempts by server and answer', async () => {
    const { histogram } = registerSdk()
    const shop = await shops[provider](openTelemetry())
    const { mock, createPayment, getPayment, refundPayment, orderId, hosts, created, queried, refunded } = shop
    await createPayment()
    await pay(mock, { provider, orderId })
    await getPayment(orderId)
    await failure(getPayment('T0009999'))
    failNext(mock, { provider, fault: 'reset-before' })
    await getPayment(orderId)
    failNext(mock, { provider, fault: 'timeout-after' })
    await failure(refundPayment())

    const calls = await histogram('shroff.call.duration')
    const common = { 'shroff.provider': provider }
    const counted = ({ attributes, value }: (typeof calls.points)[number]) => [attributes, value.count]
    expect(calls.points.map(counted)).toEqual([
      [{ ...common, 'shroff.action': 'createPayment' }, 1],
      [{ ...common, 'shroff.action': 'getPayment' }, 2],
      [
        {
          ...common,
          'shroff.action': 'getPayment',
          [ATTR_ERROR_TYPE]: 'ORDER_NOT_FOUND',
          'shroff.outcome': shop.missingOutcome,
        },
        1,
      ],
      [{ ...common, 'shroff.action': 'refundPayment', [ATTR_ERROR_TYPE]: 'TIMEOUT', 'shroff.outcome': 'unknown' }, 1],
    ])

    const attempts = await histogram(METRIC_HTTP_CLIENT_REQUEST_DURATION)
    const sent = ([method]: readonly [string, string], more: object, host: string = hosts[0]) =>
      JSON.stringify({
        [ATTR_HTTP_REQUEST_METHOD]: method,
        [ATTR_SERVER_ADDRESS]: host,
        [ATTR_SERVER_PORT]: 443,
        ...more,
      })
    const ok = { [ATTR_HTTP_RESPONSE_STATUS_CODE]: 200 }
    const expected = [
      sent(created, ok),
      sent(queried(orderId), ok),
      sent(queried('T0009999'), {
        [ATTR_HTTP_RESPONSE_STATUS_CODE]: shop.missing,
        [ATTR_ERROR_TYPE]: 'ORDER_NOT_FOUND',
      }),
      sent(queried(orderId), { [ATTR_ERROR_TYPE]: 'TRANSPORT_FAILED' }),
      sent(queried(orderId), ok, hosts[1]),
      sent(refunded, { [ATTR_ERROR_TYPE]: 'TIMEOUT' }, 'refundHost' in shop ? shop.refundHost : hosts[0]),
    ]
    const found = attempts.points.flatMap(({ attributes, value }) =>
      Array.from({ length: value.count }, () => JSON.stringify(attributes)),
    )
    expect(found.sort()).toEqual(expected.sort())
  })

  it('never have an address, an order number, or an identifier of one call', async () => {
    const { collect } = registerSdk()
    const { mock, createPayment, getPayment, orderId } = await shops[provider](openTelemetry())
    await createPayment()
    await pay(mock, { provider, orderId })
    await getPayment(orderId)
    await failure(getPayment('T0009999'))
    const exported = JSON.stringify(await collect())
    expect(exported).toContain('getPayment')
    expect(exported).not.toMatch(/T[-_0]*1001|T0009999|\/v3\/|gateway\.do|request_id|call\.id/)
  })
})

it('are in seconds, with the boundaries that the conventions advise', async () => {
  const { histogram } = registerSdk()
  const observe = openTelemetry()
  const common = { call: { id: '1' }, provider: 'wechatpay', action: 'createPayment', attempt: 1 }
  const clock = vi.spyOn(performance, 'now')
  const at = (milliseconds: number, event: StageOf<ObserveEvent>) => {
    clock.mockReturnValue(milliseconds)
    observe({ ...common, ...event } as ObserveEvent)
  }
  at(1000, { stage: 'started' })
  at(1250, { stage: 'sealed', method: 'POST', url: 'https://api.mch.weixin.qq.com/v3/pay/transactions/native' })
  at(1500, { stage: 'answered', status: 200, milliseconds: 0 })
  at(1750, { stage: 'opened', milliseconds: 0 })
  at(2000, { stage: 'succeeded', milliseconds: 0 })

  const advised = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10]
  const attempts = await histogram(METRIC_HTTP_CLIENT_REQUEST_DURATION)
  expect(attempts.descriptor).toMatchObject({ unit: 's', description: 'Duration of HTTP client requests.' })
  expect(attempts.points).toMatchObject([{ value: { sum: 0.75, buckets: { boundaries: advised } } }])
  const calls = await histogram('shroff.call.duration')
  expect(calls.descriptor).toMatchObject({ unit: 's' })
  expect(calls.points).toMatchObject([{ value: { sum: 1, buckets: { boundaries: [...advised, 30] } } }])
})

type StageOf<E> = E extends unknown ? Omit<E, 'call' | 'provider' | 'action' | 'attempt'> : never

it('count and time webhooks by how they ended, and how late they came', async () => {
  const { histogram } = registerSdk()
  const observe = openTelemetry()
  const told = {
    call: { id: '1' },
    provider: 'wechatpay',
    action: 'webhookHandler',
    attempt: 0,
    stage: 'handled',
  } as const
  observe({ ...told, end: 'received', eventId: 'EV-1', lateMilliseconds: 1_500, milliseconds: 20 })
  observe({ ...told, end: 'repeated', eventId: 'EV-1', milliseconds: 10 })
  observe({ ...told, end: 'unverified', code: 'KEY_UNKNOWN', error: new Error('secret'), milliseconds: 10 })
  observe({ ...told, end: 'failed', error: new Error('secret'), milliseconds: 10 })
  const of = (end: string, more = {}) => ({
    'shroff.provider': 'wechatpay',
    'shroff.action': 'webhookHandler',
    'shroff.webhook.end': end,
    ...more,
  })
  const durations = await histogram('shroff.webhook.duration')
  expect(durations.descriptor).toMatchObject({ unit: 's' })
  expect(durations.points.map(({ attributes, value }) => [attributes, value.sum])).toEqual([
    [of('received'), 0.02],
    [of('repeated'), 0.01],
    [of('unverified', { [ATTR_ERROR_TYPE]: 'KEY_UNKNOWN' }), 0.01],
    [of('failed', { [ATTR_ERROR_TYPE]: '_OTHER' }), 0.01],
  ])
  const lateness = await histogram('shroff.webhook.lateness')
  expect(lateness.points.map(({ attributes, value }) => [attributes, value.sum])).toEqual([[of('received'), 1.5]])
})
