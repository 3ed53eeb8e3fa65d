import { addDecimals, parseDecimal } from '../../core/decimal.js'
import { write } from '../../mock/controls.js'
import { type MockGateway, runningOf } from '../../mock/running.js'
import { balanceOf, move } from './payments.js'
import { memoryOf, type Platform, type RipplePaymentsState } from './platform.js'

const platformOf = (mock: MockGateway): Platform =>
  runningOf(mock, 'ripple-payments').book.beside.get('platform') as Platform

export type MoveTransferParameters = {
  /** Of the quote that it was paid by. */
  quoteId: string
  /** Ripple's word for where it goes; the steps on the way are taken too. */
  state: RipplePaymentsState
  /** Ripple's code for why it failed or came back. Default `SYS_120`. */
  code?: string
}

/**
 * A payment goes on, to its end perhaps, or comes back after it; a notice tells of each step.
 *
 * @throws `Error` for one that there is not, and for a state that no way leads to from where it stands.
 * @example
 * moveTransfer(mock, { quoteId, state: 'COMPLETED' })
 */
export function moveTransfer(mock: MockGateway, parameters: MoveTransferParameters): void {
  take(platformOf(mock), parameters)
  write(mock, 'ripple-payments', `moveTransfer ${parameters.state}`, parameters.quoteId)
}

/** The same, for whoever writes it down. */
export function take(platform: Platform, { quoteId, state, code = 'SYS_120' }: MoveTransferParameters): void {
  const payment = memoryOf(platform).payments.get(quoteId)
  if (!payment) throw new Error(`the mock of ripple-payments has no payment of the quote ${quoteId}`)
  const from = payment.state
  const isBad = /^(FAILED|DECLINED|RETURNED)$/.test(state)
  if (!move(platform, payment, state, isBad ? { code, title: 'As the test asked for.' } : undefined))
    throw new Error(`the payment of the quote ${quoteId} is ${from}, from where it does not become ${state}`)
}

/**
 * Funds are put in.
 *
 * @throws `RangeError` for what is no decimal text.
 */
export function addFunds(mock: MockGateway, { currency, value }: { currency: string; value: string }): void {
  put(platformOf(mock), currency, value)
  write(mock, 'ripple-payments', `addFunds ${value}`, currency)
}

/** The same, for whoever writes it down. */
export function put(platform: Platform, currency: string, value: string): void {
  const added = parseDecimal(value)
  if (!added) throw new RangeError(`addFunds: ${value} is no decimal text`)
  const balance = balanceOf(platform, currency)
  balance.available = addDecimals(balance.available, added)
}
