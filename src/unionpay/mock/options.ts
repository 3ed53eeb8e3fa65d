import { checkOptions, isFunction, type Rule, yesOrNo } from '../../core/options.js'
import type { Endpoints } from '../../mock/endpoints.js'

export type MockUnionpayOptions = {
  /** How the merchant signs: `01` by its certificate, `11` by a key that both sides hold, `12` with SM3 (国密). Default `01`. */
  signMethod?: '01' | '11' | '12'
  /** The hash of signMethod 12: `sm3` of `shroff/sm`. Needed for it, and for no other. */
  sm3?: (bytes: Uint8Array) => Uint8Array
  /** Refunds are done when they are accepted. Default `false`: until `settleRefund` nobody knows. */
  instantRefunds?: boolean
  /** How answers and notifications show the payer's card: masked, or encrypted to the merchant's own key. Default `masked`. */
  accNo?: 'masked' | 'encrypted'
  /**
   * Transactions that this mock does not play, or that are to be played otherwise, by `txnType/txnSubType`, such as `12/00`: the
   * mock verifies the request and signs what is answered. Default: none.
   */
  methods?: Endpoints
  /** What no public source settles. */
  unconfirmed?: UnionpayUnconfirmed
}

/** What no public source settles. Each member decides a question the other way. */
export type UnionpayUnconfirmed = {
  /** A refused signature (11) and an unknown merchant (31) are answered without a signature. */
  refusesUnsigned?: boolean
  /** A query does not find (34) an order that no payer has opened yet, and does not call it accepted (05). */
  hidesUnopened?: boolean
  /** A reversed payment is told as if it stood, where it was paid before. */
  tellsReversedPaid?: boolean
}

const isObject = (value: unknown) => typeof value === 'object' && value !== null

const rules: Readonly<Record<keyof MockUnionpayOptions, Rule>> = {
  signMethod: {
    fits: (value, options) => ['01', '11'].includes(value as string) || (value === '12' && options?.sm3 !== undefined),
    wanted: "'01', '11', or '12' with sm3 of shroff/sm beside it",
  },
  sm3: {
    fits: (value, options) => isFunction(value) && options?.signMethod === '12',
    wanted: "`sm3` of shroff/sm, for signMethod '12'",
  },
  instantRefunds: yesOrNo,
  accNo: { fits: ['masked', 'encrypted'], wanted: "'masked' or 'encrypted'" },
  methods: {
    fits: (value) => isObject(value) && Object.values(value as object).every((method) => typeof method === 'function'),
    wanted: 'an object of functions, by `txnType/txnSubType`',
  },
  unconfirmed: { fits: isObject, wanted: 'an object' },
}

const unconfirmedRules: Readonly<Record<keyof UnionpayUnconfirmed, Rule>> = {
  refusesUnsigned: yesOrNo,
  hidesUnopened: yesOrNo,
  tellsReversedPaid: yesOrNo,
}

/** @throws `CONFIG_INVALID` for an option that there is not, which would otherwise change nothing in silence. */
export function checkMockOptions(options: MockUnionpayOptions): void {
  checkOptions<MockUnionpayOptions>('mockUnionpay', options, rules)
  checkOptions<UnionpayUnconfirmed>('mockUnionpay: unconfirmed', options.unconfirmed ?? {}, unconfirmedRules)
}
