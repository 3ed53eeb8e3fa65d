import { tokenAmount } from 'shroff'
import { movePayment, sendPayment } from 'shroff/circle/mock'
import { addDecimals, compareDecimals, formatDecimal, nought } from '../../src/core/decimal.js'
import { decimalOf, quote, type TokenSale } from './tokens.js'
import type { World } from './world.js'

const second = 1000
const minute = 60 * second

/** The payer sends the price, in parts perhaps, or more, or too little; in time or a little late. */
export function payInTokens(world: World, sale: TokenSale): void {
  const { random, scheduler, mock, atCircle } = world
  const ways = [['3.5'], ['3.5'], ['2', '1.5'], ['3.500001'], ['2', '3'], ['3.499999'], []]
  for (const value of random.pick(ways))
    scheduler.later(random.between(5 * second, 4 * minute), async () => {
      const intent = [...atCircle.intents.values()].find(({ id }) => id === sale.reference)
      if (!intent || intent.addressAt > scheduler.now()) return
      await world.at('circle', async () => {
        sendPayment(mock, { reference: intent.id, amount: tokenAmount(value, 'USDC') })
      })
      world.count(scheduler.now() > sale.expiresAt ? 'tokens came late' : 'tokens came')
    })
}

/** What goes back arrives by itself, or fails. */
export function endTokenRefunds(world: World): void {
  for (const { id, type, status } of world.atCircle.payments.values()) {
    if (type !== 'refund' || status !== 'pending' || seen.has(id)) continue
    seen.add(id)
    world.scheduler.later(world.random.between(second, 4 * minute), async () => {
      const fails = !world.state.calm && world.random.chance(0.3)
      await world.at('circle', async () =>
        movePayment(world.mock, { paymentId: id, status: fails ? 'failed' : 'paid' }),
      )
    })
  }
}

const seen = new Set<string>()

/** By Circle's memory: what is kept is the price, once, where the goods have left, and nothing else. */
export function judgeTokens({ atCircle }: World, sales: readonly TokenSale[]): string[] {
  const broken: string[] = []
  for (const { orderId, reference, address, delivered, settled } of sales) {
    const intent = atCircle.intents.get(reference ?? '')
    const sumOf = (which: 'payment' | 'refund') =>
      (intent?.payments ?? [])
        .filter(
          ({ type, status, address: to }) =>
            type === which && (which === 'payment' ? status === 'paid' : status !== 'failed' && to === address),
        )
        .reduce((sum, { amount }) => addDecimals(sum, amount), nought)
    const [came, back] = [sumOf('payment'), sumOf('refund')]
    const kept = addDecimals(came, { ...back, digits: -back.digits })
    const price = delivered > 0 ? decimalOf(quote) : nought
    if (!settled) broken.push(`${orderId}: nobody knows how it ended`)
    if (compareDecimals(kept, price) !== 0)
      broken.push(
        `${orderId}: delivered ${delivered} times, and ${formatDecimal(kept)} USDC are kept of ${formatDecimal(came)}`,
      )
    if (delivered === 0 && compareDecimals(came, decimalOf(quote)) >= 0)
      broken.push(`${orderId}: it is paid and was never delivered`)
  }
  if (atCircle.intents.size > sales.length) broken.push('an order has two intents at Circle')
  return broken
}
