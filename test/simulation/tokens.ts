import { isShroffError, type TokenAmount, tokenAmount } from 'shroff'
import type { TransferEvent } from 'shroff/gateway'
import {
  addDecimals,
  compareDecimals,
  type Decimal,
  formatDecimal,
  nought,
  parseDecimal,
} from '../../src/core/decimal.js'
import type { Shop } from './shop.js'

const second = 1000
const minute = 60 * second
export const quote = tokenAmount('3.5', 'USDC')

/** A sale for tokens, as the shop's database has it: one order, of which its payer decides how much comes. */
export type TokenSale = {
  readonly orderId: string
  readonly placedAt: number
  /** Until then it waits, and a little longer for what is on its way; then what is not the price goes back. */
  readonly expiresAt: number
  /** Where the payer wants money back. Nobody else's, so that the judge knows it by that. */
  readonly address: string
  reference?: string
  delivered: number
  /** Money that goes back, under the shop's own number, which is the next one only when the last has failed. */
  back?: { readonly amount: TokenAmount; readonly refundId: string; refundReference?: string; done: boolean }
  settled: boolean
}

export const decimalOf = ({ value }: TokenAmount): Decimal => parseDecimal(value)!
const isEnough = ({ mistakes }: Shop, come: TokenAmount | undefined) =>
  come !== undefined &&
  (mistakes.takesAnyTokens ? come.value !== '0' : compareDecimals(decimalOf(come), decimalOf(quote)) >= 0)

/** Asks for the tokens: the order is stored first, and the same call gives the same intent again. */
export async function askForTokens(shop: Shop, sale: TokenSale): Promise<void> {
  await shop.transaction(() => void shop.store.tokens.set(sale.orderId, sale))
  await tried(shop, () => referenceOf(shop, sale))
}

async function referenceOf(shop: Shop, sale: TokenSale): Promise<string> {
  if (sale.reference) return sale.reference
  const { orderId, placedAt, expiresAt } = sale
  const order = { orderId, placedAt: new Date(placedAt), expiresAt: new Date(expiresAt), amount: quote }
  const { reference } = await shop.tokens.createPayment({ channel: 'transfer', ...order })
  await shop.transaction(() => Object.assign(sale, { reference }))
  return reference!
}

/** What a pass does with it: looks what has come, and once its time is over gives back what is not the price. */
export const lookAtTokens = (shop: Shop, sale: TokenSale): Promise<void> =>
  tried(shop, async () => {
    const reference = await referenceOf(shop, sale)
    if (sale.back) return giveTokensBack(shop, sale, reference)
    const number = { orderId: sale.orderId, placedAt: new Date(sale.placedAt), amount: quote, reference }
    const { received, status } = await shop.tokens.getPayment(number)
    if (isEnough(shop, received)) await shop.transaction(() => deliver(sale))
    const now = shop.process.clock.now()
    if (now < sale.expiresAt) return
    if (status === 'pending') await shop.tokens.endPayment(number)
    if (now < sale.expiresAt + 3 * minute) return
    await shop.transaction(() => {
      const price = sale.delivered > 0 ? decimalOf(quote) : nought
      const { digits, exponent } = addDecimals(received ? decimalOf(received) : nought, {
        ...price,
        digits: -price.digits,
      })
      const value = formatDecimal({ digits, exponent })
      if (digits === 0n) sale.settled = true
      else sale.back ??= { amount: tokenAmount(value, 'USDC'), refundId: `${sale.orderId}R1`, done: false }
    })
  })

async function giveTokensBack(shop: Shop, sale: TokenSale, reference: string): Promise<void> {
  const back = sale.back!
  const { orderId, address } = sale
  const { amount, refundId } = back
  const number = { orderId, refundId, reference }
  const refundReference =
    back.refundReference ?? (await shop.tokens.refundPayment!({ ...number, amount, address })).refundReference
  await shop.transaction(() => Object.assign(back, { refundReference }))
  const { status } = await shop.tokens.getRefund!({ ...number, refundReference: refundReference! })
  shop.world.count(`refund in tokens: ${status}`)
  await shop.transaction(() => {
    if (sale.back !== back) return
    if (status === 'succeeded') sale.settled = true
    // The chain has failed, and nothing has moved: the next number.
    if (status === 'closed') sale.back = { amount, refundId: `${refundId}+`, done: false }
  })
}

function deliver(sale: TokenSale): void {
  if (sale.delivered === 0) sale.delivered = 1
}

/** A webhook of Circle's finds the sale by its reference. */
export function hear(shop: Shop, event: TransferEvent): void {
  if (event.type !== 'payment.paid' || !isEnough(shop, event.received)) return
  const sale = [...shop.store.tokens.values()].find(({ reference }) => reference === event.reference)
  if (sale) deliver(sale)
}

async function tried(shop: Shop, work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!isShroffError(error)) throw error
    shop.world.count(`tokens threw ${error.code} ${error.outcome}`)
  }
}
