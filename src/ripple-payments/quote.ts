import { dateOf, stateOf } from '../core/read.js'
import type { FromShape } from '../core/shape.js'
import { amountOf, chargesOf, decimalOf, type RippleAmount } from './amount.js'
import type { quoteShape } from './wire.js'

/** What a payment would cost and bring. */
export type RippleQuote = {
  /** Of the payment as well, once one is made of it. Store it with the transfer before `transferFunds`. */
  readonly quoteId: string
  /** Only an `active` one can be paid. */
  readonly status: 'active' | 'expired'
  /** What you pay. */
  readonly source?: RippleAmount
  /** What arrives. */
  readonly destination?: RippleAmount
  /** Of a unit of the source, as Ripple has adjusted it: an exact decimal as text. */
  readonly rate?: string
  /** What Ripple takes of what you pay. */
  readonly fees: readonly RippleAmount[]
  /** Of what you pay. */
  readonly taxes: readonly RippleAmount[]
  /** How it goes out, such as `RTP`. */
  readonly rail?: string
  /** Until when it can be paid. */
  readonly expiresAt?: Date
  /** The quote in Ripple's own spelling, its numbers as their texts. */
  readonly raw: unknown
}

const states = { ACTIVE: 'active', EXPIRED: 'expired' } as const

/** Reads a quote whose shape has been checked. */
export function toQuote(raw: FromShape<typeof quoteShape>): RippleQuote {
  const source = amountOf(raw.sourceAmount, raw.sourceCurrency)
  const destination = amountOf(raw.destinationAmount, raw.destinationCurrency)
  const { adjustedExchangeRate, paymentRail: rail, expiresAt } = raw
  return {
    quoteId: raw.quoteId,
    status: stateOf(states, raw.quoteStatus),
    ...(source && { source }),
    ...(destination && { destination }),
    ...(adjustedExchangeRate?.adjustedRate && { rate: decimalOf(adjustedExchangeRate.adjustedRate) }),
    ...chargesOf(raw),
    ...(rail && { rail }),
    ...(expiresAt && { expiresAt: dateOf(expiresAt) }),
    raw,
  }
}
