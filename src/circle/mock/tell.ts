import type { Json } from '../../mock/http.js'
import { objectNames } from '../wire.js'
import { memoryOf, type Platform } from './platform.js'

/** Tells of an object as it stands now: what comes late shows what was then. */
export function tell(
  platform: Platform,
  eventType: keyof typeof objectNames,
  object: Json,
  at = platform.clock.now(),
): void {
  const { subscription } = memoryOf(platform)
  if (!subscription) return
  const resource = { [objectNames[eventType]]: structuredClone(object) }
  platform.notify({ type: 'other', eventType, resource, url: subscription.endpoint, at })
}
