import type { Amount } from '../core/amount.js'
import { closeOrder, findOrder } from './book.js'
import { decline, expire, pay, presentCode, settleRefund } from './controls.js'
import { createOrder, refund } from './desk.js'
import type { Fault } from './faults.js'
import { failNext, limitCalls } from './hostile.js'
import type { PayerBehaviour } from './payer-code.js'
import { setNotifyUrl } from './rails.js'
import { internalsOf, type MockGateway, runningOf } from './running.js'

/** How things stand before anybody calls. */
export type Seed = {
  orders?: readonly SeedOrder[]
  /** Payers that show a code. */
  payers?: readonly { provider: string; payer?: PayerBehaviour; validFor?: number }[]
  /** What calls to come will meet. */
  faults?: readonly { provider: string; fault: Fault; times?: number }[]
  limits?: readonly { provider: string; perSecond: number }[]
  /** Where webhooks go that no call names an address for, at Baidu's cashier (by `about`: `payment`, `audit`, `refund`) and Ripple Payments. */
  notifyUrls?: readonly { provider: string; url: string; about?: string }[]
}

export type SeedOrder = {
  provider: string
  orderId: string
  amount: Amount
  description?: string
  notifyUrl?: string
  /** How many days ago it was placed, and paid a minute later. Default 0: now. */
  daysAgo?: number
  /** Default `pending`. */
  status?: 'pending' | 'paid' | 'declined' | 'expired' | 'closed'
  refunds?: readonly SeedRefund[]
}

export type SeedRefund = {
  refundId: string
  /** Minor units. Default: the whole order. */
  value?: number
  /** Default: as long ago as the order. */
  daysAgo?: number
  /** Default `succeeded`. */
  status?: 'pending' | 'succeeded' | 'closed'
}

const minute = 60_000
const day = 24 * 60 * minute

/**
 * Orders, payers, days gone by and faults, as if they had happened. Nobody is told of it: no webhook is queued. Gives the
 * codes of the payers, in their order.
 *
 * @throws what the controls throw; what came before stays.
 * @example
 * const codes = await seed(mock, { orders: [{ provider: 'wechatpay', orderId: 'T-1001', amount: amount('25.00', 'CNY'), status: 'paid', daysAgo: 1 }] })
 */
export async function seed(
  mock: MockGateway,
  { orders = [], payers = [], faults = [], limits = [], notifyUrls = [] }: Seed,
): Promise<string[]> {
  for (const address of notifyUrls) setNotifyUrl(mock, address)
  for (const order of orders) await quietly(mock, order)
  for (const fault of faults) failNext(mock, fault as never)
  for (const limit of limits) limitCalls(mock, limit as never)
  return payers.map((payer) => presentCode(mock, payer as never))
}

async function quietly(mock: MockGateway, order: SeedOrder): Promise<void> {
  const { deliveries, told } = runningOf(mock, order.provider)
  const before = [...deliveries]
  const known = new Set(told.keys())
  try {
    await place(mock, order)
  } finally {
    deliveries.splice(0, deliveries.length, ...before)
    for (const id of told.keys()) if (!known.has(id)) told.delete(id)
  }
}

async function place(mock: MockGateway, order: SeedOrder): Promise<void> {
  const { daysAgo = 0, status = 'pending', refunds = [], ...wanted } = order
  const { clock } = internalsOf(mock)
  const now = clock.now()
  const placedAt = now - daysAgo * day
  const named = { provider: order.provider, orderId: order.orderId } as never
  // These do their work before they give a promise, and so within the other time.
  await clock.during(placedAt, () => createOrder(mock, wanted as never))
  const paidAt = Math.min(placedAt + minute, now)
  await clock.during(paidAt, async () => {
    if (status === 'paid') return pay(mock, named)
    if (status === 'declined') return decline(mock, named)
    if (status === 'expired') return expire(mock, named)
    if (status === 'closed') closeOrder(findOrder(runningOf(mock, order.provider).book, order.orderId)!)
  })
  for (const { refundId, value, daysAgo: ago = daysAgo, status: end = 'succeeded' } of refunds) {
    const at = Math.max(paidAt, Math.min(now - ago * day + 2 * minute, now))
    await clock.during(at, () =>
      refund(mock, { ...(named as object), refundId, ...(value !== undefined && { value }) } as never),
    )
    const isOpen = runningOf(mock, order.provider).book.refunds.get(refundId)?.at(-1)?.status === 'pending'
    if (end !== 'pending' && isOpen)
      await clock.during(at, () => settleRefund(mock, { ...(named as object), refundId, status: end } as never))
  }
}
