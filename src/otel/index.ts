/**
 * Spans and metrics of OpenTelemetry, made from what `observe` is told.
 *
 * @module shroff/otel
 */
export { openTelemetry } from './open-telemetry.js'
