import type { CallOptions, Client } from '../core/client.js'
import type { Proof } from '../core/proof.js'
import type { RipplePaymentsAccount } from './account.js'
import { call } from './call.js'
import { tokenFor } from './token.js'

/** What a token of Ripple's has proven of an account. */
export type RipplePaymentsCheck = Proof & {
  /** What the credentials may do, such as `pos:payments:create`. Empty where Ripple does not tell. */
  readonly scopes: readonly string[]
}

/**
 * Proves the credentials by one harmless call, which tests their token. Call it in a deployment's smoke test, after `ready`.
 *
 * @throws `NOT_PERMITTED` for credentials that Ripple does not take, such as those of the other environment; the codes of the pipeline.
 * @see https://docs.ripple.com/products/payments-direct-2/api-docs
 * @example
 * const { scopes } = await check(client)
 */
export async function check(
  client: Client<RipplePaymentsAccount>,
  options?: CallOptions,
): Promise<RipplePaymentsCheck> {
  await call(
    client,
    {
      action: 'check',
      path: '/v2/oauth/token/test',
      query: true,
      repeat: 'always',
      resolve: 'Check again: a query changes nothing.',
      decode: () => undefined,
    },
    options,
  )
  const { scopes } = await tokenFor(client, client.account.hosts[0]!)
  return { proven: ['clientId', 'clientSecret', 'tenantId', 'hosts'], unproven: [], scopes }
}
