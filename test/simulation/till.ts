import { type Account, createClient, isShroffError } from 'shroff'
import * as alipay from 'shroff/alipay'
import * as antom from 'shroff/antom'
import * as lakala from 'shroff/lakala'
import * as qqpay from 'shroff/qqpay'
import * as unionpay from 'shroff/unionpay'
import * as wechatpay from 'shroff/wechatpay'
import * as yeepay from 'shroff/yeepay'
import type { Shop } from './shop.js'
import type { Attempt, Sale } from './store.js'
import type { ProviderName } from './world.js'

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
const payerClientIp = '203.0.113.7'

/** How each charges a code, and what it asks for besides; by a webhook too it is told where it takes an address for that. */
const tills = {
  wechatpay: [wechatpay.settlePayment, { payerClientIp, store: { outId: 'S1' } }],
  alipay: [alipay.settlePayment, { notifyUrl }],
  // As if the dashboard had an address, which tells of codes too.
  antom: [antom.settlePayment, { more: { paymentNotifyUrl: notifyUrl } }],
  unionpay: [unionpay.settlePayment, { notifyUrl }],
  qqpay: [qqpay.settlePayment, { payerClientIp, deviceId: 'till-1', notifyUrl }],
  lakala: [lakala.settlePayment, {}],
  yeepay: [yeepay.settlePayment, { payerClientIp, terminalId: 'till-1', notifyUrl }],
} as const

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
    const [make, more] = tills[provider]
    const placed = provider === 'unionpay' && { placedAt: new Date(attempt.placedAt) }
    const given = { ...how, ...placed, ...(sale && { ...sale, ...more }) }
    const account = shop.accounts[provider]
    const end = await shop.call({ action: 'settlePayment', orderId, provider }, (transport) =>
      (make as (client: object, given: object) => Promise<End>)(createClient<Account>({ account, transport }), given),
    )
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

type End = Awaited<ReturnType<(typeof tills)[ProviderName][0]>>

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
