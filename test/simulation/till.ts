import { isShroffError } from 'shroff'
import * as alipay from 'shroff/alipay'
import * as antom from 'shroff/antom'
import * as unionpay from 'shroff/unionpay'
import * as wechatpay from 'shroff/wechatpay'
import type { Shop } from './shop.js'
import type { Attempt, Sale } from './store.js'

/** What docs/payer-codes.md says to do with a code that is scanned, and with each end. */
export async function chargeCode(shop: Shop, sale: Sale, payerCode: string, cancel?: AbortSignal): Promise<void> {
  const attempt = await shop.transaction(() => {
    const found = shop.store.attemptOf(sale)
    if (found) found.charges += 1
    return found
  })
  if (attempt?.kind === 'till') await settle(shop, attempt, { payerCode, cancel })
}

/** Goes on with a charge, or with an undoing, where an earlier call stopped. */
export const settleAgain = (shop: Shop, attempt: Attempt): Promise<void> => settle(shop, attempt, {})

const notifyUrl = 'https://shop.example/notify'
const place = { payerClientIp: '203.0.113.7', store: { outId: 'S1' } }

type More = { payerCode?: string; cancel?: AbortSignal | undefined }

async function settle(shop: Shop, attempt: Attempt, { payerCode, cancel }: More): Promise<void> {
  const { orderId, provider, undoing, charges } = attempt
  const how = {
    orderId,
    journal: shop.journal,
    ...(cancel && { cancel }),
    ...((undoing || attempt.state === 'reversed') && { undoing: true }),
  }
  const sale = payerCode && { payerCode, amount: shop.store.price, description: 'Oolong tea' }
  try {
    const about = { action: 'settlePayment', orderId }
    const settlers = {
      wechatpay: () =>
        shop.call({ ...about, provider: 'wechatpay' }, (client) =>
          wechatpay.settlePayment(client, sale ? { ...how, ...sale, ...place } : how),
        ),
      alipay: () =>
        shop.call({ ...about, provider: 'alipay' }, (client) =>
          alipay.settlePayment(client, sale ? { ...how, ...sale, notifyUrl } : how),
        ),
      // As if the dashboard had an address, which tells of codes too.
      antom: () =>
        shop.call({ ...about, provider: 'antom' }, (client) =>
          antom.settlePayment(client, sale ? { ...how, ...sale, more: { paymentNotifyUrl: notifyUrl } } : how),
        ),
      unionpay: () =>
        shop.call({ ...about, provider: 'unionpay' }, (client) => {
          const placed = { ...how, placedAt: new Date(attempt.placedAt) }
          return unionpay.settlePayment(client, sale ? { ...placed, ...sale, notifyUrl } : placed)
        }),
    }
    const end: End = await settlers[provider]()
    await shop.transaction(() => note(shop, attempt, end))
  } catch (error) {
    if (!isShroffError(error)) throw error
    if (error.code === 'PARAMETERS_INVALID') throw error
    shop.world.count(`settlePayment threw ${error.code} ${error.outcome}`)
    // This call has charged nothing; once another has begun, that one writes the end.
    if (payerCode && error.outcome !== 'unknown') {
      await shop.transaction(() => {
        if (attempt.state === 'open' && attempt.charges === charges) attempt.state = 'ended'
      })
    }
  }
}

type End =
  | wechatpay.SettlePaymentResult
  | alipay.SettlePaymentResult
  | antom.SettlePaymentResult
  | unionpay.SettlePaymentResult

function note({ store, world }: Shop, attempt: Attempt, end: End): void {
  world.count(`settlePayment: ${end.result}`)
  if (end.result === 'paid') store.paid(attempt)
  if (end.result === 'unresolved') attempt.undoing ||= end.undoing
  if (end.result === 'reversed') {
    attempt.state = end.lateChargePossibleUntil ? 'reversed' : 'ended'
    attempt.lateUntil = end.lateChargePossibleUntil?.getTime() ?? 0
  }
  if (end.result === 'refund-due') {
    attempt.state = 'ended'
    store.owe(attempt)
  }
}
