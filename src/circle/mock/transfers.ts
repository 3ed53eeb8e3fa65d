import { formatDecimal } from '../../core/decimal.js'
import type { Transfers } from '../../mock/provider.js'
import { settle } from './controls.js'
import { memoryOf, type Platform } from './platform.js'

const ends = ['complete', 'failed']

/** The payouts. */
export const transfersOf = (platform: Platform): Transfers => ({
  list: () =>
    [...memoryOf(platform).payouts.values()].map(({ id, amount, currency, status, createdAt }) => ({
      reference: id,
      amount: `${formatDecimal(amount)} ${currency}`,
      state: status,
      createdAt,
      next: status === 'pending' ? ends : [],
    })),
  move(reference, state, code = 'transaction_failed') {
    if (!ends.includes(state)) throw new RangeError(`a payout of circle becomes ${ends.join(' or ')}, and not ${state}`)
    settle(platform, reference, state === 'failed' ? code : undefined)
  },
})
