import { type Account, type Clock, secretsOf, systemClock, systemRandomBytes, withSecrets } from '../core/account.js'
import { configError } from '../core/errors.js'
import { refuseMockKeys } from '../core/mock-keys.js'
import { once } from '../core/once.js'
import { checkOptions } from '../core/options.js'
import { createTokenKeeper, type Token, type TokenKeeper } from '../core/token.js'
import { optionRules, otherNames } from './options.js'
import { hosts } from './wire.js'

export type RipplePaymentsOptions = {
  /** Of a set of API credentials, made in Ripple's console. */
  clientId: string
  /** What belongs to it. Whoever has both can move all money of the account. */
  clientSecret: string
  /** What Ripple has named you by: the end of the audience, `urn:ripplexcurrent-prod:{tenantId}`. */
  tenantId: string
  /** Ripple's test environment (UAT) in place of production. Default `false`. */
  sandbox?: boolean
  /** `https://host` to call in its place, the primary first; plain http only on this machine, or with `mock`. */
  hosts?: readonly [string, ...string[]]
  /** This account is a mock gateway's; `credentials('ripple-payments')` says so. Default `false`. */
  mock?: boolean
  clock?: Clock
  randomBytes?: (length: number) => Uint8Array
}

/** A customer of Ripple Payments Direct. */
export type RipplePaymentsAccount = Account & {
  readonly provider: 'ripple-payments'
  readonly sandbox: boolean
  readonly tenantId: string
  readonly hosts: readonly string[]
}

/** A token, and what it permits. */
export type ScopedToken = Token & { readonly scopes: readonly string[] }

export type RipplePaymentsSecrets = {
  clientId: string
  clientSecret: string
  tokens: TokenKeeper<ScopedToken>
  /** Refuses keys of the mock gateway's, once. */
  vet: () => Promise<void>
}

/**
 * Describes a customer of Ripple Payments Direct 2.0 (payouts across borders). Synchronous and without I/O. Calls are authorised by a
 * token, which is asked for by itself, and signed by nobody; nor are answers: what vouches for those is the connection to Ripple's host.
 *
 * @throws `CONFIG_INVALID` naming the option that is unknown, missing, or cannot be right.
 * @see https://docs.ripple.com/products/payments-direct-2/api-docs
 * @example
 * const account = ripplePayments({ clientId, clientSecret, tenantId })
 */
export function ripplePayments(options: RipplePaymentsOptions): RipplePaymentsAccount {
  checkOptions<RipplePaymentsOptions>('ripplePayments', options, optionRules, otherNames)
  const { clientId, clientSecret, tenantId, sandbox = false, clock = systemClock } = options
  const account: RipplePaymentsAccount = {
    provider: 'ripple-payments',
    sends: true,
    sandbox,
    tenantId,
    hosts: Object.freeze([...(options.hosts ?? [hosts[sandbox ? 'sandbox' : 'production']])]),
    clock,
    randomBytes: options.randomBytes ?? systemRandomBytes,
    ...(options.mock && { mock: true }),
  }
  const vet = once(() => refuseMockKeys(account, { secrets: { clientSecret } }))
  const tokens = createTokenKeeper<ScopedToken>(clock)
  return withSecrets(account, { clientId, clientSecret, tokens, vet } satisfies RipplePaymentsSecrets)
}

/** @throws `CONFIG_INVALID` for anything that `ripplePayments({...})` did not make. */
export function ripplePaymentsSecrets(account: RipplePaymentsAccount): RipplePaymentsSecrets {
  const held = secretsOf<RipplePaymentsSecrets>(account)
  if (!held || account.provider !== 'ripple-payments')
    throw configError('This is not an account of Ripple Payments.', 'Pass the result of ripplePayments({...}).')
  return held
}
