import type { EventCommon } from './event.js'

/** When it happened, under the names that events, and the payments and refunds in them, have for it. */
type DatedEvent = {
  readonly paidAt?: Date
  readonly succeededAt?: Date
  readonly payment?: { readonly paidAt?: Date }
  readonly refund?: { readonly succeededAt?: Date }
}

/** How late a webhook came. Absent where its event does not tell when it happened. */
export function lateness(event: EventCommon, now: number): { lateMilliseconds?: number } {
  const { paidAt, succeededAt, payment, refund } = event as EventCommon & DatedEvent
  const at = paidAt ?? succeededAt ?? payment?.paidAt ?? refund?.succeededAt
  // Clocks differ, and some providers tell whole seconds only.
  return at ? { lateMilliseconds: Math.max(0, now - at.getTime()) } : {}
}
