// Each step of each call as a line of JSON, with a level: steps for debugging, ends for the log, failures for alarms.
import pino from 'pino'
import type { ObserveEvent } from 'shroff'
import { makeCalls } from './observed-calls.js'

const logger = pino({ level: 'info' }) // 'debug' shows every step

function observe(event: ObserveEvent): void {
  const { stage, provider, action } = event
  const level = stage === 'failed' ? 'error' : stage === 'repeating' ? 'warn' : stage === 'succeeded' ? 'info' : 'debug'
  logger[level](event, `${provider} ${action} ${stage}`)
}

await makeCalls(observe)
