import { isShroffError } from 'shroff'
import type { Shop } from './shop.js'
import type { Attempt, Sale } from './store.js'

const notifyUrl = 'https://shop.example/notify'
const minute = 60_000

const numberOf = ({ orderId, placedAt }: Attempt) => ({ orderId, placedAt: new Date(placedAt) })

/** Shows a QR code: the order is stored first, and the same call is repeated where its outcome is not known. */
export async function showCode(shop: Shop, sale: Sale): Promise<void> {
  const attempt = await shop.transaction(() => shop.store.attemptOf(sale))
  if (attempt?.kind !== 'qr') return
  const order = {
    channel: 'qr',
    ...numberOf(attempt),
    amount: shop.store.price,
    description: 'Oolong tea',
    notifyUrl,
    expiresAt: new Date(attempt.expiresAt),
  } as const
  for (let tried = 1; tried <= 3; tried += 1) {
    try {
      // At UnionPay a second message of one number is refused; what became of the first the sweep finds out.
      await shop.gateway(attempt.provider).createPayment(order)
      return shop.onCode(attempt)
    } catch (error) {
      if (!isShroffError(error)) throw error
      shop.world.count(`createPayment threw ${error.code} ${error.outcome}`)
      if (error.outcome === 'rejected') return
    }
  }
}

/** Asks where an order stands, closes it once its time is over, and writes down what is final. */
export async function resolve(shop: Shop, attempt: Attempt): Promise<void> {
  const late = shop.process.clock.now() - attempt.expiresAt
  const gateway = shop.gateway(attempt.provider)
  const end = () =>
    shop.transaction(() => {
      if (attempt.state === 'open') attempt.state = 'ended'
    })
  try {
    let { status } = await gateway.getPayment(numberOf(attempt))
    if ((status === 'pending' || status === 'processing') && late > 0) {
      await gateway.endPayment(numberOf(attempt))
      ;({ status } = await gateway.getPayment(numberOf(attempt)))
    }
    if (status === 'paid') await shop.transaction(() => shop.store.paid(attempt))
    if (status === 'closed' || status === 'failed') await end()
  } catch (error) {
    if (!isShroffError(error)) throw error
    shop.world.count(`resolving threw ${error.code} ${error.outcome}`)
    // Never placed, never opened, or not paid so far: once nothing can be on its way any more it is closed, if it is there.
    if (error.code !== 'ORDER_NOT_FOUND' || late < 10 * minute) return
    const closing = await gateway.endPayment(numberOf(attempt)).catch((failed: unknown) => failed)
    const isRefused = isShroffError(closing, 'ORDER_NOT_FOUND') || isShroffError(closing, 'PROVIDER_ERROR')
    if (isRefused || !isShroffError(closing)) await end()
  }
}

/** Gives back what is owed: the same number until it is certain that the provider has done it, and after what is unclear its query. */
export async function refund(shop: Shop, attempt: Attempt): Promise<void> {
  try {
    if ((await refundOnce(shop, attempt)) !== 'succeeded') return
    await shop.transaction(() => Object.assign(attempt.refund!, { done: true }))
  } catch (error) {
    if (!isShroffError(error)) throw error
    shop.world.count(`refundPayment threw ${error.code} ${error.outcome}`)
  }
}

async function refundOnce(shop: Shop, attempt: Attempt): Promise<string> {
  const { orderId, placedAt: orderPlacedAt } = numberOf(attempt)
  const { refundId, placedAt } = attempt.refund!
  const number = { orderId, orderPlacedAt, refundId, placedAt: new Date(placedAt) }
  const gateway = shop.gateway(attempt.provider)
  const { price } = shop.store
  try {
    const { status } = await gateway.refundPayment({ ...number, amount: price, orderAmount: price })
    if (status === 'succeeded') return status
  } catch (error) {
    // UnionPay says so of a number of which an earlier message has arrived.
    if (!isShroffError(error) || (error.outcome !== 'unknown' && error.code !== 'ORDER_ID_USED')) throw error
    shop.world.count(`refundPayment threw ${error.code} ${error.outcome}`)
  }
  return (await gateway.getRefund(number)).status
}
