import { checkOptions, type Rule, yesOrNo } from '../../core/options.js'
import type { Endpoints } from '../../mock/endpoints.js'

export type MockQqpayOptions = {
  /** Endpoints that have no action here, by `POST /cgi-bin/….cgi`: the mock verifies the request and signs the answer's texts. */
  routes?: Endpoints
  /** What no public source settles. */
  unconfirmed?: QqpayUnconfirmed
}

/** What no public source settles. Each member decides a question the other way. */
export type QqpayUnconfirmed = {
  /** An order is closed no earlier than five minutes after it was placed, as one public client quotes the documentation. */
  closesLate?: boolean
  /** What an unpaid order is said to be. Default `NOTPAY`. */
  unpaidState?: 'NOTPAY' | 'USERPAYING' | 'PAYERROR'
  /** A password that is missing is told by `trade_state` in a success, and not by `err_code`. */
  tellsBusyByState?: boolean
  /** A payment of which something was given back goes on saying `SUCCESS`, and not `REFUND`. */
  staysSuccess?: boolean
  /** A reversal of an order that is not there is refused. */
  refusesReversingUnknown?: boolean
  /** Notifications have `return_code` and `result_code`. */
  noticesHaveCodes?: boolean
}

const rules: Readonly<Record<keyof MockQqpayOptions, Rule>> = {
  routes: { fits: (value) => typeof value === 'object', wanted: 'an object of functions, by their routes' },
  unconfirmed: { fits: (value) => typeof value === 'object', wanted: 'an object' },
}

const unconfirmedRules: Readonly<Record<keyof QqpayUnconfirmed, Rule>> = {
  closesLate: yesOrNo,
  unpaidState: { fits: ['NOTPAY', 'USERPAYING', 'PAYERROR'], wanted: "'NOTPAY', 'USERPAYING' or 'PAYERROR'" },
  tellsBusyByState: yesOrNo,
  staysSuccess: yesOrNo,
  refusesReversingUnknown: yesOrNo,
  noticesHaveCodes: yesOrNo,
}

/** @throws `CONFIG_INVALID` naming the option that there is not. */
export function checkMockOptions(options: MockQqpayOptions): void {
  checkOptions<MockQqpayOptions>('mockQqpay', options, rules)
  if (options.unconfirmed)
    checkOptions<QqpayUnconfirmed>('mockQqpay: unconfirmed', options.unconfirmed, unconfirmedRules)
}
