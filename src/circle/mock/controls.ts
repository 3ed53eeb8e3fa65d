import { parseDecimal } from '../../core/decimal.js'
import type { TokenAmount } from '../../core/token-amount.js'
import { write } from '../../mock/controls.js'
import { randomHex } from '../../mock/numbers.js'
import { type MockGateway, runningOf } from '../../mock/running.js'
import { type CircleAsset, currencies, decimals } from '../wire.js'
import { look } from './intents.js'
import { move, receive } from './payments.js'
import { endPayout } from './payouts.js'
import { type Intent, memoryOf, type Payment, type Platform, type Recipient } from './platform.js'
import { recipientOf } from './shapes.js'
import { tell } from './tell.js'

const platformOf = (mock: MockGateway): Platform => runningOf(mock, 'circle').book.beside.get('platform') as Platform

export type SendPaymentParameters = {
  /** Circle's id of the intent, as `createPayment` gave it. */
  reference: string
  /** What is sent, to the last digit. */
  amount: TokenAmount<CircleAsset>
  /** How far it comes. Default `paid`: it settles. */
  status?: 'pending' | 'confirmed' | 'paid' | 'failed' | 'action_required'
  /** Where it comes from. Default an address of the mock's. */
  from?: string
}

/**
 * A payer sends tokens to the address of an intent: as much as asked for, more, less, in parts, or when its time is over. A webhook
 * tells of each step.
 *
 * @returns Circle's id of the payment.
 * @throws `Error` for an intent that there is not, and one that has no address yet: `advanceClock`.
 * @example
 * const { paymentId } = sendPayment(mock, { reference, amount: tokenAmount('12.50', 'USDC') })
 */
export function sendPayment(mock: MockGateway, parameters: SendPaymentParameters): { paymentId: string } {
  const { reference, amount, status = 'paid' } = parameters
  const paymentId = send(platformOf(mock), parameters)
  write(mock, 'circle', `sendPayment ${amount.value} ${status}`, reference)
  return { paymentId }
}

/** The same, for whoever writes it down. */
export function send(platform: Platform, parameters: SendPaymentParameters): string {
  const { reference, amount, status = 'paid', from = `0x${'5e4d'.repeat(10)}` } = parameters
  const intent = intentOf(platform, reference)
  if (platform.clock.now() < intent.addressAt) throw new Error(`intent ${reference} has no address yet: advanceClock`)
  const value = parseDecimal(amount.value)
  if (!value?.digits || value.exponent < -decimals || currencies[amount.asset] !== intent.currency)
    throw new RangeError(`sendPayment: ${amount.value} ${amount.asset} is no amount of the intent’s currency`)
  return receive(platform, intent, { amount: value, status, from, hash: `0x${randomHex(32)}` }).id
}

function intentOf(platform: Platform, reference: string): Intent {
  const intent = memoryOf(platform).intents.get(reference)
  if (!intent) throw new Error(`the mock of circle has no intent ${reference}`)
  return look(platform, intent)
}

/**
 * A payment or a refund goes on, to its end perhaps; a webhook tells.
 *
 * @throws `Error` for one that there is not, or has come to its end.
 * @example
 * movePayment(mock, { paymentId: refund.providerRefundId, status: 'paid' })
 */
export function movePayment(
  mock: MockGateway,
  { paymentId, status }: { paymentId: string; status: Payment['status'] },
): void {
  const platform = platformOf(mock)
  const payment = memoryOf(platform).payments.get(paymentId)
  if (!payment) throw new Error(`the mock of circle has no payment or refund ${paymentId}`)
  if (payment.status === 'paid' || payment.status === 'failed')
    throw new Error(`payment ${paymentId} is ${payment.status}`)
  move(platform, payment, status)
  write(mock, 'circle', `movePayment ${status}`, paymentId)
}

/**
 * A payout comes to its end; a webhook tells.
 *
 * @param parameters.errorCode Why it failed, in Circle's words. Default: it is complete.
 * @throws `Error` for one that there is not, or has come to its end.
 */
export function settleTransfer(
  mock: MockGateway,
  parameters: { providerTransferId: string; errorCode?: string },
): void {
  const { providerTransferId, errorCode } = parameters
  const status = settle(platformOf(mock), providerTransferId, errorCode)
  write(mock, 'circle', `settleTransfer ${status}`, providerTransferId)
}

/** The same, for whoever writes it down. */
export function settle(platform: Platform, id: string, errorCode: string | undefined): string {
  const payout = memoryOf(platform).payouts.get(id)
  if (payout?.status !== 'pending') throw new Error(`the mock of circle has no open payout ${id}`)
  endPayout(platform, payout, errorCode)
  return payout.status
}

/**
 * Circle has looked at an address of the address book; a webhook tells.
 *
 * @throws `Error` for one that there is not.
 */
export function judgeRecipient(
  mock: MockGateway,
  { providerRecipientId, status }: { providerRecipientId: string; status: Recipient['status'] },
): void {
  const platform = platformOf(mock)
  const recipient = memoryOf(platform).recipients.get(providerRecipientId)
  if (!recipient) throw new Error(`the mock of circle has no recipient ${providerRecipientId}`)
  recipient.status = status
  recipient.updatedAt = mock.clock.now()
  tell(platform, 'addressBookRecipients', recipientOf(recipient))
  write(mock, 'circle', `judgeRecipient ${status}`, providerRecipientId)
}
