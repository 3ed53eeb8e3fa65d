import { isShroffError } from 'shroff'
import type { OpenRefund } from 'shroff/life'
import type { Process } from '../simulation/scheduler.js'
import { numberOf, type Open } from './judgeSweep.js'
import { quote } from './token-model.js'
import type { SaleWorld } from './world.js'

/** What a shop does at Circle: each call is stored with the handle that it gives, and made again where that was lost. */
export function tokenShop({ tokens }: SaleWorld, open: Open[]) {
  async function giveTokensBack(process: Process, refund: Omit<OpenRefund, 'provider'>): Promise<void> {
    const { refundId } = refund
    const asked = { ...refund, amount: quote, address: `0x${'ab'.repeat(20)}` }
    await told(async () => {
      const { refundReference } = await tokens!.gatewayOf(process).refundPayment!(asked)
      await process.step(2, () => write(refundId, { refundReference: refundReference! }))
    })
  }

  async function askForTokens(process: Process, orderId: string): Promise<void> {
    const { placedAt } = open.find((order) => numberOf(order) === orderId)!
    await told(async () => {
      const order = { orderId, placedAt, amount: quote }
      const { reference } = await tokens!.gatewayOf(process).createPayment({ channel: 'transfer', ...order })
      await process.step(2, () => write(orderId, { reference: reference! }))
    })
  }

  const told = (work: () => Promise<void>) =>
    work().catch((error) => {
      if (!isShroffError(error)) throw error
    })
  const write = (number: string, more: object) => {
    const place = open.findIndex((order) => numberOf(order) === number)
    if (place >= 0) open[place] = { ...open[place]!, ...more }
  }

  return { askForTokens, giveTokensBack }
}
