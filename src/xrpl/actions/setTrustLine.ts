import * as z from 'zod/mini'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, parameterSchema } from '../../core/parameters.js'
import * as limits from '../limits.js'
import { holdsRlusd } from '../lines.js'
import type { XrplPayingAccount } from '../pay/account.js'
import { issuerOf } from '../pay/amount.js'
import { hintOf } from '../pay/hints.js'
import { prepare } from '../pay/prepare.js'
import { stateOf } from '../pay/state.js'
import { submit } from '../pay/submit.js'
import { payingFlags, rlusdCurrency } from '../wire.js'

export type SetTrustLineParameters = {
  /** How much RLUSD the account takes at most, as a decimal text. Default 1000000000. */
  limit?: string
}

export type SetTrustLineResult =
  /** It is there, and nothing was sent. */
  | { readonly status: 'succeeded' }
  /** It was sent: call again in some seconds. */
  | {
      readonly status: 'pending'
      /** The transaction's id. */
      readonly hash: string
      /** After this ledger it can be in none. */
      readonly lastLedger: number
      /** The server's preliminary result. */
      readonly hint?: string
      /** The same as a sentence. */
      readonly explanation: string
    }

/**
 * Lets the account take RLUSD, which nobody can send it otherwise. Once in the life of an account: call it until it says `succeeded`. No
 * money moves but the fee, and a part of the XRP in the account is locked as long as the line is there.
 *
 * @throws `TRANSFER_IN_FLIGHT` while a transaction of the account is under way, an earlier one of this action too.
 * @see https://xrpl.org/docs/references/protocol/transactions/types/trustset
 * @example
 * const { status } = await setTrustLine(client)
 */
export async function setTrustLine(
  client: Client<XrplPayingAccount>,
  parameters: SetTrustLineParameters = {},
  options?: CallOptions,
): Promise<SetTrustLineResult> {
  const { limit = '1000000000' } = checkParameters('setTrustLine', setTrustLineParameters, parameters)
  const issuer = issuerOf(client.account.network)
  if (await holdsRlusd(client, 'setTrustLine', options)) return { status: 'succeeded' }
  const state = await stateOf(client, 'setTrustLine', options)
  const transaction = {
    TransactionType: 'TrustSet',
    LimitAmount: { currency: rlusdCurrency, issuer, value: limit },
    Flags: payingFlags.noRipple,
  }
  const signed = await prepare(client, 'setTrustLine', { transaction, state, ledgers: 20 }, options)
  const hint = await submit(client, 'setTrustLine', signed, options)
  const { hash, lastLedger } = signed
  return { status: 'pending', hash, lastLedger, ...(hint && { hint }), explanation: hintOf(hint) }
}

/** What setTrustLine accepts. */
export const setTrustLineParameters = /* @__PURE__ */ parameterSchema<SetTrustLineParameters>(() =>
  z.strictObject({ limit: z.optional(limits.tokens()) }),
)
