import { formatDecimal } from '../../core/decimal.js'
import type { Transfers } from '../../mock/provider.js'
import { take } from './controls.js'
import { statesAfter } from './payments.js'
import { type Money, memoryOf, type Platform, type RipplePaymentsState } from './platform.js'

const textOf = ({ value, currency }: Money) => `${formatDecimal(value)} ${currency}`

/** The payments, by their quotes. */
export const transfersOf = (platform: Platform): Transfers => ({
  list: () =>
    [...memoryOf(platform).payments.values()].map(({ quote, asked, state, createdAt }) => ({
      reference: quote.id,
      transferId: asked.internalId as string | undefined,
      amount: `${textOf(quote.source)} → ${textOf(quote.destination)}`,
      state,
      createdAt,
      next: statesAfter(state),
    })),
  move: (reference, state, code) =>
    take(platform, { quoteId: reference, state: state as RipplePaymentsState, ...(code !== undefined && { code }) }),
})
