import { checkOptions, type Rule, yesOrNo } from '../../core/options.js'
import type { SmAlgorithms } from '../../crypto/contract.js'
import type { Endpoints } from '../../mock/endpoints.js'

export type MockLakalaOptions = {
  /** The SM algorithms (国密), `sm` of `shroff/sm`: its merchant has a `bodyKey`, and orders come encrypted as a whole. Default: none. */
  sm?: SmAlgorithms
  /** Refunds take their time: they are under way until `settleRefund`. Default `false`. */
  asyncRefunds?: boolean
  /** Endpoints that have no action here, by `POST /api/v3/…`: the mock verifies the request and signs what is `resp_data`. */
  routes?: Endpoints
  /** What no public source settles. */
  unconfirmed?: LakalaUnconfirmed
}

/** What no public source settles. Each member decides a question the other way. */
export type LakalaUnconfirmed = {
  /** The gateway's own refusals, which nobody signs, have the status 200, and not 401. */
  refusesBy200?: boolean
  /** The values of an answer's headers stand in one pair of double quotes. */
  quotesHeaders?: boolean
  /** An answer to an encrypted call is plain JSON. */
  answersPlain?: boolean
  /** What an unpaid order is said to be; `missing`: its query is refused (BBS11114), as one public client has it. Default `CREATE`. */
  unpaidState?: 'INIT' | 'CREATE' | 'UNKNOWN' | 'missing'
  /** A second message of an order, or of a refund, is refused, be it the same or not. */
  refusesRepetition?: boolean
  /** Closing an order that is paid is refused, and not acknowledged without an effect. */
  refusesClosingPaid?: boolean
  /** What a query says of a payment that was revoked. Default `REVOKED`. */
  revokedState?: 'REVOKED' | 'REFUND' | 'CLOSE'
  /** A charge in progress is told by its code alone. */
  progressIsBare?: boolean
  /** A notification has its state as `trade_state`, and not as `trade_status`. */
  noticesHaveTradeState?: boolean
  /** The counter tells in its older form, in camel case. */
  olderNotices?: boolean
}

const isObject = (value: unknown) => typeof value === 'object' && value !== null

const rules: Readonly<Record<keyof MockLakalaOptions, Rule>> = {
  sm: {
    fits: (value) => typeof (value as { decryptSm4Ecb?: unknown } | null)?.decryptSm4Ecb === 'function',
    wanted: 'the SM algorithms (国密), `sm` of shroff/sm',
  },
  asyncRefunds: yesOrNo,
  routes: { fits: isObject, wanted: 'an object of functions, by their routes' },
  unconfirmed: { fits: isObject, wanted: 'an object' },
}

const unconfirmedRules: Readonly<Record<keyof LakalaUnconfirmed, Rule>> = {
  refusesBy200: yesOrNo,
  quotesHeaders: yesOrNo,
  answersPlain: yesOrNo,
  unpaidState: { fits: ['INIT', 'CREATE', 'UNKNOWN', 'missing'], wanted: "'INIT', 'CREATE', 'UNKNOWN' or 'missing'" },
  refusesRepetition: yesOrNo,
  refusesClosingPaid: yesOrNo,
  revokedState: { fits: ['REVOKED', 'REFUND', 'CLOSE'], wanted: "'REVOKED', 'REFUND' or 'CLOSE'" },
  progressIsBare: yesOrNo,
  noticesHaveTradeState: yesOrNo,
  olderNotices: yesOrNo,
}

/** @throws `CONFIG_INVALID` naming the option that there is not. */
export function checkMockOptions(options: MockLakalaOptions): void {
  checkOptions<MockLakalaOptions>('mockLakala', options, rules)
  if (options.unconfirmed)
    checkOptions<LakalaUnconfirmed>('mockLakala: unconfirmed', options.unconfirmed, unconfirmedRules)
}
