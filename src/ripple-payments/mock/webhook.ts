import type { WireRequest } from '../../core/transport.js'
import { utf8 } from '../../crypto/bytes.js'
import type { Notice } from '../../mock/provider.js'
import { writeNumbers } from './numbers.js'

/** Ripple's own is not published: this is the mock's. */
export const schedule = [60_000, 300_000, 900_000, 3_600_000, 14_400_000]

/** Any answer with 2xx. Unconfirmed. */
export const isAcknowledged = (status: number): boolean => status >= 200 && status <= 299

/** A notice as it goes out, signed by nobody. */
export async function sealWebhook(notice: Notice): Promise<WireRequest> {
  // Nothing else is told here.
  if (notice.type !== 'other') throw new Error('the mock of ripple-payments tells of payouts only')
  const { eventType, resource: eventData, url } = notice
  const id = `00000000-0000-4000-8000-${notice.id.replace(/\D/g, '').padStart(12, '0').slice(-12)}`
  const text = writeNumbers({ id, eventType, eventVersion: 1, eventData })
  return { method: 'POST', url, headers: { 'Content-Type': 'application/json' }, body: utf8(text) }
}
