import {
  type Attributes,
  type Context,
  context,
  type Histogram,
  metrics,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api'
import type { Observe, ObserveEvent } from '../core/observe.js'
import { version } from '../core/version.js'

/**
 * An observer for `createClient` that makes spans and metrics of OpenTelemetry. They go to the providers that the
 * application has registered before its first call; without any, nothing happens.
 *
 * - A span for each call, such as `wechatpay createPayment`, in the span that is active where the action is called.
 * - In it a client span for each attempt, by the conventions for HTTP, from sending until the answer is verified.
 * - Histograms of how long they took, in seconds: `shroff.call.duration` and `http.client.request.duration`.
 * - Of `webhookHandler`, which its server's own span is around: `shroff.webhook.duration`, and how late webhooks came,
 *   `shroff.webhook.lateness`.
 *
 * They hold what `observe` is told but errors, and so no secret. An order number may be in a span, as part of `url.full`, but is in
 * no metric.
 *
 * @see https://opentelemetry.io/docs/specs/semconv/http/
 * @example
 * const client = createClient({ account, transport: http(), observe: openTelemetry() })
 */
export function openTelemetry(): Observe {
  const tracer = trace.getTracer('shroff', version)
  // Weak: a runtime may drop a call before its end, as Workers do when their client leaves.
  const calls = new WeakMap<ObserveEvent['call'], Call>()
  let durations: ReturnType<typeof createDurations> | undefined

  const begin = (
    name: string,
    kind: SpanKind,
    parent: Context,
    attributes: Attributes,
    spanOnly: Attributes,
  ): Begun => {
    const span = tracer.startSpan(name, { kind, attributes: { ...attributes, ...spanOnly } }, parent)
    return { span, within: trace.setSpan(parent, span), since: performance.now(), attributes }
  }

  const beginCall = ({ call, provider, action }: Stage<'started'>): Call => {
    const attributes = { 'shroff.provider': provider, 'shroff.action': action }
    // No client span: its attempts are, and the conventions want no other around them.
    const kind = SpanKind.INTERNAL
    return begin(`${provider} ${action}`, kind, context.active(), attributes, { 'shroff.call.id': call.id })
  }

  const beginAttempt = ({ within }: Call, { method, url, attempt }: Stage<'sealed'>): Begun => {
    const { hostname, port, protocol } = new URL(url)
    const attributes = {
      'http.request.method': method,
      'server.address': hostname,
      'server.port': Number(port) || (protocol === 'http:' ? 80 : 443),
    }
    return begin(method, SpanKind.CLIENT, within, attributes, {
      'url.full': url,
      ...(attempt > 1 && { 'http.request.resend_count': attempt - 1 }),
    })
  }

  return (event) => {
    if (event.stage === 'handled') {
      durations ??= createDurations()
      return countWebhook(durations, event)
    }
    if (event.stage === 'started') calls.set(event.call, beginCall(event))
    const call = calls.get(event.call)
    if (!call) return
    switch (event.stage) {
      case 'sealed':
        call.attempt = beginAttempt(call, event)
        return
      case 'answered':
        if (call.attempt) answer(call.attempt, event)
        return
      case 'repeating':
      case 'succeeded':
      case 'failed': {
        durations ??= createDurations()
        const error = 'code' in event && { 'error.type': event.code }
        if (call.attempt) end(call.attempt, durations.attempt, error)
        call.attempt = undefined
        if (event.stage === 'repeating') return
        call.span.setAttribute('shroff.attempts', event.attempt)
        end(call, durations.call, error && { ...error, 'shroff.outcome': event.outcome })
      }
    }
  }
}

type Stage<S extends ObserveEvent['stage']> = Extract<ObserveEvent, { stage: S }>

/** `attributes` are those of the metric; the span has more. */
type Begun = { span: Span; within: Context; since: number; attributes: Attributes }
type Call = Begun & { attempt?: Begun | undefined }

function answer(attempt: Begun, { status, requestId }: Stage<'answered'>): void {
  attempt.attributes['http.response.status_code'] = status
  attempt.span.setAttribute('http.response.status_code', status)
  if (requestId) attempt.span.setAttribute('shroff.request_id', requestId)
}

function end({ span, within, since, attributes }: Begun, duration: Histogram, error: Attributes | false): void {
  // In the context of the span, so that an exemplar leads to it.
  duration.record((performance.now() - since) / 1000, { ...attributes, ...error }, within)
  if (error) span.setAttributes(error).setStatus({ code: SpanStatusCode.ERROR })
  span.end()
}

function countWebhook(durations: ReturnType<typeof createDurations>, event: Stage<'handled'>): void {
  const { provider, action, end, code, milliseconds, lateMilliseconds } = event
  const attributes = {
    'shroff.provider': provider,
    'shroff.action': action,
    'shroff.webhook.end': end,
    // What threw is the application's own; the conventions have a word for what has no name.
    ...((code || end === 'failed') && { 'error.type': code ?? '_OTHER' }),
  }
  durations.webhook.record(milliseconds / 1000, attributes)
  if (lateMilliseconds !== undefined) durations.lateness.record(lateMilliseconds / 1000, attributes)
}

function createDurations() {
  const meter = metrics.getMeter('shroff', version)
  // As the conventions advise; the last one is the deadline of a call.
  const attempt = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10]
  return {
    attempt: meter.createHistogram('http.client.request.duration', {
      description: 'Duration of HTTP client requests.',
      unit: 's',
      advice: { explicitBucketBoundaries: attempt },
    }),
    call: meter.createHistogram('shroff.call.duration', {
      description: 'Duration of calls to a payment provider, with all their attempts.',
      unit: 's',
      advice: { explicitBucketBoundaries: [...attempt, 30] },
    }),
    webhook: meter.createHistogram('shroff.webhook.duration', {
      description: 'Duration of handling webhooks, until they were answered or the work on them ended.',
      unit: 's',
      advice: { explicitBucketBoundaries: [...attempt, 30] },
    }),
    // From at once to the end of the longest schedule of redeliveries.
    lateness: meter.createHistogram('shroff.webhook.lateness', {
      description: 'From when what a webhook tells has happened until it came.',
      unit: 's',
      advice: { explicitBucketBoundaries: [1, 2, 5, 10, 30, 60, 300, 900, 3600, 10_800, 43_200, 86_400, 172_800] },
    }),
  }
}
