import { type BookOrder, findOrder } from '../../src/mock/book.js'
import type { Store } from './store.js'
import { judgeTokens } from './token-payers.js'
import type { World } from './world.js'

/** What the provider's book says that the merchant keeps of an order, in fen. */
function kept(order: BookOrder | undefined): number {
  if (order?.status !== 'paid') return 0
  return order.amount.value - refunded(order)
}

const refunded = ({ refunds }: BookOrder) =>
  refunds.filter(({ status }) => status !== 'closed').reduce((sum, { value }) => sum + value, 0)

/**
 * Everything that must hold once the shop has recovered, by the books of the providers and not by the shop's own words.
 */
export function judge(world: World, store: Store): string[] {
  const broken: string[] = []
  const orderOf = (orderId: string) =>
    [...world.running.values()].map(({ book }) => findOrder(book, orderId)).find((order) => order !== undefined)

  for (const sale of store.sales.values()) {
    const attempts = [...store.attempts.values()].filter(({ saleId }) => saleId === sale.saleId)
    const money = attempts.map(({ orderId }) => kept(orderOf(orderId)))
    const sum = money.reduce((total, value) => total + value, 0)
    const price = store.price.value
    const at = sale.deliveredFor
    const isBack = at !== undefined && store.attempts.get(at)!.refund !== undefined
    if (sum > price) broken.push(`${sale.saleId}: money was kept twice, ${sum} fen of ${money}`)
    if (sum > 0 && at === undefined) broken.push(`${sale.saleId}: it is paid and was never delivered`)
    if (at !== undefined && !isBack && sum === 0) broken.push(`${sale.saleId}: delivered, and the money went back`)
    if (at !== undefined && isBack && sum > 0) broken.push(`${sale.saleId}: given back, and the money was kept`)
    for (const { orderId, state, refund } of attempts) {
      const order = orderOf(orderId)
      if (order && refunded(order) > (order.status === 'paid' ? order.amount.value : 0))
        broken.push(`${orderId}: more was refunded than paid`)
      if (state === 'open') broken.push(`${orderId}: nobody knows how it ended`)
      if (refund && !refund.done) broken.push(`${orderId}: its refund is still to be made`)
      if (state === 'ended' && !refund && kept(order) > 0) broken.push(`${orderId}: ended, and the money is there`)
    }
  }
  broken.push(...judgeTokens(world, [...store.tokens.values()]))
  for (const call of world.calls) {
    const told = `${call.action} of ${call.orderId} said ${call.code}, ${call.outcome}`
    if (call.outcome === 'not-sent' && call.left) broken.push(`${told}, and bytes had left`)
    if (call.outcome === 'rejected' && call.moved) broken.push(`${told}, and the book moved`)
  }
  return broken
}
