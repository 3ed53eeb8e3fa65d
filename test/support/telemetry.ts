import { context, metrics, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import {
  type DataPoint,
  type Histogram,
  MeterProvider,
  MetricReader,
  type ViewOptions,
} from '@opentelemetry/sdk-metrics'
import {
  AlwaysOnSampler,
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  type Sampler,
  SimpleSpanProcessor,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace-base'
import { onTestFinished } from 'vitest'

class Reader extends MetricReader {
  protected override async onForceFlush() {}
  protected override async onShutdown() {}
}

/** OpenTelemetry's own SDK, registered globally as an application does it, until the test has ended. */
export function registerSdk(options: { processors?: SpanProcessor[]; views?: ViewOptions[]; sampler?: Sampler } = {}) {
  const { processors = [], views = [], sampler = new AlwaysOnSampler() } = options
  const exporter = new InMemorySpanExporter()
  const begun: string[] = []
  const counter: SpanProcessor = {
    onStart: (span) => void begun.push(span.name),
    onEnd: () => {},
    forceFlush: async () => {},
    shutdown: async () => {},
  }
  const spanProcessors = [counter, new SimpleSpanProcessor(exporter), ...processors]
  const tracerProvider = new BasicTracerProvider({ spanProcessors, sampler })
  const reader = new Reader()
  const meterProvider = new MeterProvider({ readers: [reader], views })
  const manager = new AsyncLocalStorageContextManager().enable()
  trace.setGlobalTracerProvider(tracerProvider)
  metrics.setGlobalMeterProvider(meterProvider)
  context.setGlobalContextManager(manager)
  onTestFinished(async () => {
    for (const api of [trace, metrics, context]) api.disable()
    await Promise.all([tracerProvider.shutdown(), meterProvider.shutdown()])
  })

  const spans = (): ReadableSpan[] => exporter.getFinishedSpans()
  const collect = async () => (await reader.collect()).resourceMetrics
  const childrenOf = (parent: ReadableSpan) =>
    spans().filter(({ parentSpanContext }) => parentSpanContext?.spanId === parent.spanContext().spanId)
  return {
    /** Names of all spans that were begun, whether they ended or not. */
    begun,
    /** Spans that have ended, in the order of their ends. */
    spans,
    named: (name: string) => spans().filter((span) => span.name === name),
    childrenOf,
    /** What `view` sees of each span without a parent, and of its children. */
    trees: <T extends object>(view: (span: ReadableSpan) => T) =>
      spans()
        .filter(({ parentSpanContext }) => !parentSpanContext)
        .map((root) => ({ ...view(root), children: childrenOf(root).map(view) })),
    collect,
    /** The points of a histogram, and what it is. */
    async histogram(name: string) {
      const all = (await collect()).scopeMetrics.flatMap(({ metrics }) => metrics)
      const found = all.find(({ descriptor }) => descriptor.name === name)
      return { descriptor: found?.descriptor, points: (found?.dataPoints ?? []) as DataPoint<Histogram>[] }
    },
  }
}

/** What a span says, without its times. */
export const facts = ({ name, kind, status, attributes }: ReadableSpan) => ({ name, kind, status, attributes })
