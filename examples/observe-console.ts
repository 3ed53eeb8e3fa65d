// Each step of each call as a line on the console.
import type { ObserveEvent } from 'shroff'
import { makeCalls } from './observed-calls.js'

function observe({ call, provider, action, attempt, stage, ...facts }: ObserveEvent): void {
  const more = Object.entries(facts).map(([name, value]) => `${name}=${value}`)
  console.log(call.id, provider, action, attempt, stage, ...more)
}

await makeCalls(observe)
