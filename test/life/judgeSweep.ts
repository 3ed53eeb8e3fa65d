import type { OpenOrder } from 'shroff/life'
import { quote } from './token-model.js'
import type { AnyOrder, SaleWorld } from './world.js'

export type Open = Exclude<OpenOrder, { chargedAt: Date }>
type Numbers = { orderId?: string; refundId?: string; reference?: string; refundReference?: string }
/** Circle tells its own handles alone, which are a letter longer here. */
export const numberOf = ({ orderId, refundId, reference, refundReference }: Numbers) =>
  refundId ?? refundReference?.slice(1) ?? orderId ?? reference!.slice(1)

/** What the shop's books say of what it placed, and what was told of it. */
type Books = {
  world: SaleWorld
  placed: readonly AnyOrder[]
  open: readonly Open[]
  ends: ReadonlyMap<string, readonly string[]>
  confirmed: ReadonlyMap<string, number>
}

/** Each order was told to have the end that it has, each fact once, and nothing is left open. */
export function judgeSweep({ world, placed, open, ends, confirmed }: Books): string[] {
  const broken: string[] = []
  for (const order of placed) {
    const said = ends.get(order.orderId) ?? []
    const { provider, orderId } = order
    const come = provider === 'circle' ? world.tokens!.comeTo(orderId) : undefined
    const wasPaid = provider === 'circle' ? (come ?? 0) >= Number(quote.value) : world.wasPaid({ provider, orderId })
    const wanted = wasPaid ? ['payment.paid'] : undefined
    // Whoever was to place it died before it was written down.
    if (said.length === 0 && (provider === 'circle' ? come === undefined : !world.statusOf({ provider, orderId })))
      continue
    // Closed it was paid after all.
    if (provider === 'circle' && wasPaid && said.join() === 'payment.closed,payment.paid') continue
    // Alipay calls a payment closed that was given back in full: whoever died in telling that it was paid is followed by that word.
    const isBack = order.provider === 'alipay' && ends.has(`${order.orderId}R`)
    if (isBack && said.join() === 'payment.paid,payment.closed') continue
    if (said.length !== 1 || (wanted ? said[0] !== wanted[0] : said[0] === 'payment.paid'))
      broken.push(`${order.orderId} was told to be ${said}, and was ${wanted ? '' : 'not '}paid`)
  }
  for (const order of open) broken.push(`${numberOf(order)} is open still`)
  for (const [number, said] of ends)
    if (number.endsWith('R') && said.join() !== 'refund.succeeded') broken.push(`${number} was told to be ${said}`)
  for (const [fact, times] of confirmed) if (times > 1) broken.push(`${fact} was said to be told ${times} times`)
  return broken
}
