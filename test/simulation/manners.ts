import type { Rail } from '../support/rails.js'
import type { Random } from './random.js'

/** What no public source settles, one way or the other. */
export function manners(random: Random): { [R in Rail]?: object } {
  const some = (...names: string[]) => Object.fromEntries(names.map((name) => [name, random.chance(0.5)]))
  return {
    unionpay: { unconfirmed: some('tellsReversedPaid') },
    qqpay: { unconfirmed: some('closesLate', 'tellsBusyByState', 'refusesReversingUnknown') },
    lakala: {
      ...some('asyncRefunds'),
      unconfirmed: {
        ...some('refusesRepetition', 'refusesClosingPaid', 'progressIsBare'),
        unpaidState: random.pick(['INIT', 'CREATE', 'UNKNOWN', 'missing']),
        revokedState: random.pick(['REVOKED', 'REFUND', 'CLOSE']),
      },
    },
    yeepay: { unconfirmed: some('closesOwnKindAlone') },
  }
}
