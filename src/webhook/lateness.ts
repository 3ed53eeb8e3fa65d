import type { EventCommon } from '../core/event.js'

/** When it happened, under the names that events, and the payments and refunds in them, have for it. */
type Dated = { readonly paidAt?: Date; readonly succeededAt?: Date }
type DatedEvent = Dated & { readonly payment?: Dated; readonly refund?: Dated }

/** How late a webhook came. Absent where its event does not tell when it happened. */
export function lateness(event: EventCommon, now: number): { lateMilliseconds?: number } {
  const { payment, refund, ...own } = event as EventCommon & DatedEvent
  const at = [own, payment, refund].map((dated) => dated?.paidAt ?? dated?.succeededAt).find(Boolean)
  // Clocks differ, and some providers tell whole seconds only.
  return at ? { lateMilliseconds: Math.max(0, now - at.getTime()) } : {}
}
