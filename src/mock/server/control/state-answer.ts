import * as z from 'zod/mini'
import { amount, fault, time } from './rows.js'

const refundState = z.object({
  refundId: z.string(),
  value: z.int(),
  status: z.enum(['pending', 'succeeded', 'closed', 'needs-action']),
})
const orderState = z.object({
  provider: z.string(),
  orderId: z.string(),
  placedAt: z.optional(z.string()),
  amount,
  /** The amount as it is asked for, where that is in tokens. */
  tokens: z.optional(z.string()),
  status: z.enum(['pending', 'paid', 'closed']),
  declined: z.optional(z.boolean()),
  createdAt: time,
  expiresAt: time,
  paidAt: z.optional(time),
  paymentId: z.optional(z.string()),
  code: z.optional(z.string()),
  payerUrl: z.optional(z.string()),
  refunds: z.array(refundState),
})
const deliveryState = z.object({
  provider: z.string(),
  id: z.string(),
  about: z.string(),
  attempts: z.int(),
  dueAt: time,
})
const providerState = z.object({
  name: z.string(),
  url: z.string(),
  faults: z.array(fault),
  knownFaults: z.array(z.string()),
  forgeries: z.array(z.string()),
  payerCodes: z.boolean(),
  refundsNeedAction: z.boolean(),
  opensCashier: z.boolean(),
  takesFunds: z.boolean(),
  takesTokens: z.boolean(),
  /** Where webhooks go that no call names an address for, by what they are about. */
  notifyUrls: z.optional(z.record(z.string(), z.string())),
  /** How a shop’s first lines differ here. */
  sample: z.optional(
    z.object({
      options: z.optional(z.string()),
      asset: z.optional(z.string()),
      own: z.optional(
        z.object({ shared: z.array(z.string()), actions: z.array(z.string()), lines: z.array(z.string()) }),
      ),
    }),
  ),
})
export type ProviderState = z.output<typeof providerState>

const transferState = z.object({
  provider: z.string(),
  reference: z.string(),
  transferId: z.optional(z.string()),
  amount: z.string(),
  state: z.string(),
  createdAt: time,
  /** The states that it can be taken on to. */
  next: z.array(z.string()),
})
/** How things stand. */
export const stateAnswer = z.object({
  now: time,
  providers: z.array(providerState),
  orders: z.array(orderState),
  transfers: z.array(transferState),
  deliveries: z.array(deliveryState),
})
