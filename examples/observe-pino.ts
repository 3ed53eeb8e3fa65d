// Each step of each call as a line of JSON, with a level: steps for debugging, ends for the log, failures for alarms.
import pino from 'pino'
import type { ObserveEvent } from 'shroff'
import { makeCalls } from './observed-calls.js'

const logger = pino({ level: 'info' }) // 'debug' shows every step

function observe(event: ObserveEvent): void {
  const { stage, provider, action } = event
  const what = stage === 'handled' ? event.end : stage
  // Under pino's own name for an error, by which it is written with its stack.
  const facts = 'error' in event ? { ...event, error: undefined, err: event.error } : event
  logger[levelOf(event)](facts, `${provider} ${action} ${what}`)
}

function levelOf(event: ObserveEvent) {
  if (event.stage === 'repeating') return 'warn'
  if (event.stage === 'failed') return 'error'
  if (event.stage === 'succeeded') return 'info'
  if (event.stage !== 'handled') return 'debug'
  // Sent by the provider to see whether it is refused. It was.
  if (event.code === 'SIGNATURE_PROBE') return 'info'
  if (event.end === 'failed' || event.end === 'unverified') return 'error'
  return event.end === 'slow' || event.end === 'lost' ? 'warn' : 'info'
}

await makeCalls(observe)
