import { checkOptions, type Rule, yesOrNo } from '../../core/options.js'
import type { SmAlgorithms } from '../../crypto/contract.js'
import type { Endpoints } from '../../mock/endpoints.js'

export type MockYeepayOptions = {
  /**
   * The SM algorithms (国密), `sm` of `shroff/sm`: the merchant has an SM2 key, and YeePay certificates, of which the second signs from
   * five days before the first expires. Default: RSA.
   */
  sm?: SmAlgorithms
  /** Endpoints that have no action here, by `POST /rest/v1.0/…`: the mock verifies the request and signs what becomes `result`. */
  routes?: Endpoints
  /** What no public source settles. */
  unconfirmed?: YeepayUnconfirmed
}

/** What no public source settles. Each member decides a question the other way. */
export type YeepayUnconfirmed = {
  /** Answers have the older form, `{ state, result, ts }`, and are signed over the text of `result` alone. */
  signsResultAlone?: boolean
  /** Answers have the older form, and are signed as a whole. */
  hasOlderForm?: boolean
  /** What the gateway refuses, before any business is done, nobody signs. */
  refusesUnsigned?: boolean
  /** Amounts in answers are numbers. */
  tellsNumbers?: boolean
  /** Notifications are of standard Base64, not of the URL alphabet. */
  wrapsInStandardBase64?: boolean
  /** Each way of closing closes orders of its own kind alone. */
  closesOwnKindAlone?: boolean
}

const rules: Readonly<Record<keyof MockYeepayOptions, Rule>> = {
  sm: {
    fits: (value) => typeof (value as { decryptSm4Cbc?: unknown } | null)?.decryptSm4Cbc === 'function',
    wanted: 'the SM algorithms (国密), `sm` of shroff/sm',
  },
  routes: { fits: (value) => typeof value === 'object', wanted: 'an object of functions, by their routes' },
  unconfirmed: { fits: (value) => typeof value === 'object', wanted: 'an object' },
}

const unconfirmedRules: Readonly<Record<keyof YeepayUnconfirmed, Rule>> = {
  signsResultAlone: yesOrNo,
  hasOlderForm: yesOrNo,
  refusesUnsigned: yesOrNo,
  tellsNumbers: yesOrNo,
  wrapsInStandardBase64: yesOrNo,
  closesOwnKindAlone: yesOrNo,
}

/** @throws `CONFIG_INVALID` naming the option that there is not. */
export function checkMockOptions(options: MockYeepayOptions): void {
  checkOptions<MockYeepayOptions>('mockYeepay', options, rules)
  if (options.unconfirmed)
    checkOptions<YeepayUnconfirmed>('mockYeepay: unconfirmed', options.unconfirmed, unconfirmedRules)
}
