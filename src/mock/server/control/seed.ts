import * as z from 'zod/mini'
import { amount, fault, minorUnits, notifyUrl, payer, provider, refundNumber, times } from './rows.js'

const seedOrder = z.strictObject({
  provider,
  orderId: z.string(),
  amount,
  description: z.optional(z.string()),
  notifyUrl: z.optional(z.url()),
  daysAgo: z.optional(z.number().check(z.minimum(0))),
  status: z.optional(z.enum(['pending', 'paid', 'declined', 'expired', 'closed'])),
  refunds: z.optional(
    z.array(
      z.strictObject({
        refundId: refundNumber,
        value: z.optional(minorUnits),
        daysAgo: z.optional(z.number().check(z.minimum(0))),
        status: z.optional(z.enum(['pending', 'succeeded', 'closed'])),
      }),
    ),
  ),
})

/** How things stand before anybody calls: what `seed` takes, and a seed file holds. */
export const seedSchema = z.strictObject({
  orders: z.optional(z.array(seedOrder)),
  payers: z.optional(z.array(z.strictObject({ provider, payer, validFor: z.optional(z.int()) }))),
  faults: z.optional(z.array(z.strictObject({ provider, fault, times }))),
  limits: z.optional(z.array(z.strictObject({ provider, perSecond: z.int().check(z.positive()) }))),
  notifyUrls: z.optional(z.array(z.strictObject(notifyUrl))),
})
