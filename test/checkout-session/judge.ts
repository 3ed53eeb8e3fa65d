import type { PaidAttempt } from 'shroff/life'
import type { SaleState } from '../../src/checkout/session/state.js'
import type { SaleWorld } from '../life/world.js'

/** What was seen from outside the library. */
export type Ends = {
  /** What the goods were handed over for, once per telling. */
  readonly delivered: PaidAttempt[]
  /** When payers paid, by the order. */
  readonly paidAt: Map<string, number>
  /** What the sale cost from when on: from the moment at which the page that says so was made. */
  readonly prices: { readonly at: number; readonly value: number }[]
  /** Orders whose code was handed to the shop, each time. */
  readonly placed: { readonly provider: string; readonly orderId: string }[]
  /** Pages of two amounts were made at the same time. */
  isMuddled: boolean
}

/** What must hold in the end, by the books of the providers and not by the words of the library. */
export function judge(world: SaleWorld, state: SaleState | undefined, ends: Ends): string[] {
  const { delivered, paidAt, prices, placed } = ends
  // Nobody came so far as to choose.
  if (placed.length === 0) return []
  const broken: string[] = []
  const orders = new Map(placed.map((order) => [`${order.provider}/${order.orderId}`, order]))
  const kept = [...orders.values()].filter((order) => world.keptOf(order) > 0)
  if (kept.length > 1) broken.push(`more than one payment was kept: ${kept.map(({ orderId }) => orderId)}`)
  if (delivered.length > 0 && kept.length === 0) broken.push('the goods left, and no money is there')
  if (delivered.length === 0 && kept.length > 0) broken.push(`${kept[0]!.orderId} is paid, and nobody was told`)
  const told = new Set(delivered.map(({ orderId }) => orderId))
  if (told.size > 1) broken.push(`it was told of ${[...told]}`)
  if (kept.length === 1 && told.size === 1 && !told.has(kept[0]!.orderId))
    broken.push(`it was told of ${[...told]}, and ${kept[0]!.orderId} was kept`)
  for (const { orderId, amount } of delivered) {
    const at = paidAt.get(orderId)!
    // A page of the new amount that was made by a process that died since is not known here.
    const isOld = amount.value === prices[0]!.value && prices.slice(1).some((one) => one.at < at)
    if (isOld && !ends.isMuddled) broken.push(`${orderId} of ${amount.value} paid for ${prices.at(-1)!.value}`)
  }
  for (const { orderId } of orders.values())
    if (!state?.attempts.some((one) => one.orderId === orderId)) broken.push(`${orderId} was placed and not stored`)
  if ((state?.paid !== undefined) !== (kept.length === 1)) broken.push(`the sale is said to be paid: ${!!state?.paid}`)
  const open = state?.attempts.filter(({ over, orderId }) => !over && orderId !== state.paid?.orderId) ?? []
  if (open.length > 0) broken.push(`open in the end: ${open.map(({ orderId }) => orderId)}`)
  if (state?.dueAt !== undefined) broken.push('there is something left to do in the end')
  return broken
}
