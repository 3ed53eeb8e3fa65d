import type { Proof } from '../core/proof.js'
import { type RipplePaymentsAccount, ripplePaymentsSecrets } from './account.js'

/**
 * Refuses the client secret of the mock gateway. Call it when the server boots. Nothing is sent.
 *
 * @returns what it has proven, and what only {@link check} can.
 * @throws `CONFIG_INVALID` naming the option.
 * @example
 * await ready(account)
 */
export async function ready(account: RipplePaymentsAccount): Promise<Proof> {
  await ripplePaymentsSecrets(account).vet()
  const why = 'Only Ripple knows it: check(client) asks.'
  return { proven: [], unproven: ['clientId', 'clientSecret', 'tenantId'].map((option) => ({ option, why })) }
}
