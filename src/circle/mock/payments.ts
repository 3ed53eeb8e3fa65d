import { addDecimals, compareDecimals, type Decimal, nought } from '../../core/decimal.js'
import { randomHex, randomUuid } from '../../mock/numbers.js'
import { refuse } from '../../mock/refusal.js'
import { addressIn, amountIn, chainIn, currencyIn, objectIn } from './fields.js'
import { intentIn, look, settleIntent, startRefund } from './intents.js'
import { type Handler, type Intent, invalid, memoryOf, notFound, type Payment, type Platform } from './platform.js'
import { paymentOf, receivedOf } from './shapes.js'
import { tell } from './tell.js'

const month = 30 * 24 * 3_600_000

/** Somebody has sent something to the address of an intent: the chain has it, and Circle sees it so far. */
export function receive(
  platform: Platform,
  intent: Intent,
  { amount, status, from, hash }: { amount: Decimal; status: Payment['status']; from: string; hash: string },
): Payment {
  const now = platform.clock.now()
  look(platform, intent)
  const payment: Payment = {
    id: randomUuid(),
    type: 'payment',
    status: 'pending',
    amount,
    currency: intent.currency,
    chain: intent.chain,
    intent,
    address: from,
    transactionHash: hash,
    createdAt: now,
    updatedAt: now,
  }
  memoryOf(platform).payments.set(payment.id, payment)
  intent.payments.push(payment)
  tell(platform, 'payments', paymentOf(payment))
  const steps: readonly Payment['status'][] =
    status === 'paid' ? ['confirmed', 'paid'] : status === 'pending' ? [] : [status]
  for (const each of steps) move(platform, payment, each)
  return payment
}

/** A payment or a refund goes on. */
export function move(platform: Platform, payment: Payment, status: Payment['status']): void {
  const now = platform.clock.now()
  payment.status = status
  payment.updatedAt = now
  tell(platform, 'payments', paymentOf(payment))
  if (payment.type === 'payment' && status === 'paid') settleIntent(platform, look(platform, payment.intent), now)
}

/** `GET /v1/payments/{id}`. */
export const getPayment: Handler = (platform, { id }) => {
  const payment = memoryOf(platform).payments.get(id)
  if (!payment) throw notFound()
  return paymentOf(payment)
}

/** `GET /v1/payments`: the newest first, those after `pageAfter`. */
export const listPayments: Handler = (platform, { query }) => {
  const { payments } = memoryOf(platform)
  const { from: since, to: until } = Object.fromEntries(query)
  const all = [...payments.values()].reverse().filter(({ createdAt, type, status, intent }) => {
    const wanted = { type, status, paymentIntentId: intent.id }
    return (
      createdAt >= (since ? Date.parse(since) : 0) &&
      createdAt < (until ? Date.parse(until) : Number.POSITIVE_INFINITY) &&
      Object.entries(wanted).every(([name, value]) => query.get(name) === null || query.get(name) === value)
    )
  })
  const after = query.get('pageAfter')
  const begin = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1
  if (after !== null && begin === 0) throw invalid('pageAfter')
  const size = Math.min(Number(query.get('pageSize') ?? 50), 50)
  if (!(size >= 1)) throw invalid('pageSize')
  return all.slice(begin, begin + size).map(paymentOf)
}

/** `POST /v1/paymentIntents/{id}/refund`: up to what has settled, for 30 days from when the intent was made. */
export const refundIntent: Handler = (platform, { id, body }) => {
  const intent = intentIn(platform, id)
  const now = platform.clock.now()
  const { amount, currency } = amountIn(body, 'toAmount')
  const debited = currencyIn(objectIn(body, 'amount'), 'currency', 'amount.currency')
  const destination = objectIn(body, 'destination')
  const chain = chainIn(destination, 'destination.chain')
  const address = addressIn(destination, chain, 'destination.address')
  if (debited !== intent.currency || currency !== intent.currency) throw invalid('toAmount.currency')
  if (now > intent.createdAt + month) throw refuse(400, '2', 'The time for refunds of this payment intent is over.')
  const given = intent.payments
    .filter(({ type, status }) => type === 'refund' && status !== 'failed')
    .reduce((sum, payment) => addDecimals(sum, payment.amount), nought)
  if (compareDecimals(addDecimals(given, amount), receivedOf(intent)) > 0)
    throw refuse(400, '2', 'The refund is over what has settled.')
  const refund: Payment = {
    id: randomUuid(),
    type: 'refund',
    status: 'pending',
    amount,
    currency,
    chain,
    intent,
    address,
    transactionHash: `0x${randomHex(32)}`,
    createdAt: now,
    updatedAt: now,
  }
  memoryOf(platform).payments.set(refund.id, refund)
  intent.payments.push(refund)
  tell(platform, 'payments', paymentOf(refund))
  startRefund(platform, intent, now)
  return paymentOf(refund)
}
