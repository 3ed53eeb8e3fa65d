import { checkOptions, type Rule, yesOrNo } from '../../core/options.js'
import type { Endpoints } from '../../mock/endpoints.js'

export type MockBaiduOptions = {
  /** Endpoints that have no action here, by `GET /rest/2.0/…` or `POST /cashier/…`: the mock looks at token or signature, and answers with the `data` given. */
  routes?: Endpoints
  /** Where notices go, as the console has it. Default: `/baidu/notify`, `/baidu/audit` and `/baidu/refund` at `https://shop.example`. */
  addresses?: BaiduAddresses
  /** What no public source settles. */
  unconfirmed?: BaiduUnconfirmed
}

export type BaiduAddresses = {
  /** Of payments (支付回调地址). */
  payment?: string
  /** Of refund audits (退款审核地址). */
  audit?: string
  /** Of refunds that have ended (退款回调地址). */
  refund?: string
}

/** What no public source settles. Each member decides a question the other way. */
export type BaiduUnconfirmed = {
  /** An answer that is no JSON, or whose `errno` is not 0, gives the payment back, as Baidu's page says in one of two places. */
  givesBackOnFailure?: boolean
  /** A consumed order is not given back as a whole before its consumption is revoked, by the second API too. */
  refusesConsumed?: boolean
  /** Cells of the statement are divided by tabs. */
  statementHasTabs?: boolean
  /** Signatures come without the `=` at their end. */
  leavesOutPadding?: boolean
}

const isObject = (value: unknown) => typeof value === 'object'
const rules: Readonly<Record<keyof MockBaiduOptions, Rule>> = {
  routes: { fits: isObject, wanted: 'an object of functions, by their routes' },
  addresses: { fits: isObject, wanted: 'an object of addresses' },
  unconfirmed: { fits: isObject, wanted: 'an object' },
}

const address: Rule = { fits: /^https?:\/\//, wanted: 'an absolute http(s) address' }
const addressRules: Readonly<Record<keyof BaiduAddresses, Rule>> = { payment: address, audit: address, refund: address }

const unconfirmedRules: Readonly<Record<keyof BaiduUnconfirmed, Rule>> = {
  givesBackOnFailure: yesOrNo,
  refusesConsumed: yesOrNo,
  statementHasTabs: yesOrNo,
  leavesOutPadding: yesOrNo,
}

/** @throws `CONFIG_INVALID` naming the option that there is not. */
export function checkMockOptions(options: MockBaiduOptions): void {
  checkOptions<MockBaiduOptions>('mockBaidu', options, rules)
  if (options.addresses) checkOptions<BaiduAddresses>('mockBaidu: addresses', options.addresses, addressRules)
  if (options.unconfirmed)
    checkOptions<BaiduUnconfirmed>('mockBaidu: unconfirmed', options.unconfirmed, unconfirmedRules)
}
