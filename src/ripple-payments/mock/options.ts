import { parseDecimal } from '../../core/decimal.js'
import { checkOptions, type Rule, yesOrNo } from '../../core/options.js'
import { isPrivateUrl } from '../../core/public-url.js'
import type { Endpoints } from '../../mock/endpoints.js'

export type MockRipplePaymentsOptions = {
  /** Where notices go. Default `https://shop.example/notify`. */
  endpoint?: string
  /** What has been put in, by currency. Default `{ USD: '100000.00' }`. */
  balances?: Readonly<Record<string, string>>
  /** What a unit of the source brings, by `USD-MXN`. Default: 19.746512345678901 for that, 1 for all others. */
  rates?: Readonly<Record<string, string>>
  /** Milliseconds that a quote can be paid. Default 900000. */
  quoteLifetime?: number
  /** Seconds that a token is good for. Default 3600. */
  tokenLifetime?: number
  /** Endpoints that have no action here, by `GET /v2/…`: the mock checks the token. */
  routes?: Endpoints
  /** What no public source settles. */
  unconfirmed?: RipplePaymentsUnconfirmed
}

/** What no public source settles. Each member decides a question the other way. */
export type RipplePaymentsUnconfirmed = {
  /** A quote that was paid by already is answered with its payment, and not refused. */
  repeatsPayments?: boolean
  /** A quote is told of as a payment in the state `QUOTED`, and not refused with 404. */
  tellsQuotes?: boolean
  /** A refusal is one error without a list, as in published samples. */
  bareErrors?: boolean
}

const isMoney = (value: unknown) =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).every((text) => typeof text === 'string' && parseDecimal(text) !== undefined)

const isTime = (value: unknown) => Number.isSafeInteger(value) && (value as number) > 0

const rules: Readonly<Record<keyof MockRipplePaymentsOptions, Rule>> = {
  endpoint: {
    fits: (value) =>
      typeof value === 'string' && URL.canParse(value) && (value.startsWith('https:') || isPrivateUrl(value)),
    wanted: 'an absolute https address',
  },
  balances: { fits: isMoney, wanted: 'an object of decimal texts by currencies' },
  rates: { fits: isMoney, wanted: 'an object of decimal texts by two currencies, USD-MXN' },
  quoteLifetime: { fits: isTime, wanted: 'a number of milliseconds' },
  tokenLifetime: { fits: isTime, wanted: 'a number of seconds' },
  routes: { fits: (value) => typeof value === 'object', wanted: 'an object of functions, by their routes' },
  unconfirmed: { fits: (value) => typeof value === 'object', wanted: 'an object' },
}

const unconfirmedRules: Readonly<Record<keyof RipplePaymentsUnconfirmed, Rule>> = {
  repeatsPayments: yesOrNo,
  tellsQuotes: yesOrNo,
  bareErrors: yesOrNo,
}

/** @throws `CONFIG_INVALID` naming the option that there is not. */
export function checkMockOptions(options: MockRipplePaymentsOptions): void {
  checkOptions<MockRipplePaymentsOptions>('mockRipplePayments', options, rules)
  if (options.unconfirmed)
    checkOptions<RipplePaymentsUnconfirmed>('mockRipplePayments: unconfirmed', options.unconfirmed, unconfirmedRules)
}
