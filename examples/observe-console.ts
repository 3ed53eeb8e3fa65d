// Each step of each call, and the end of each webhook, as a line on the console.
import type { ObserveEvent } from 'shroff'
import { makeCalls } from './observed-calls.js'

function observe({ call, provider, action, attempt, stage, ...facts }: ObserveEvent): void {
  // The first line of an error is what is wrong, the others what to do.
  const more = Object.entries(facts).map(([name, value]) => `${name}=${String(value).split('\n')[0]}`)
  console.log(call.id, provider, action, attempt, stage, ...more)
}

await makeCalls(observe)
