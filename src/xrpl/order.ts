import * as z from 'zod/mini'
import { parametersError } from '../core/errors.js'
import { checkParameters } from '../core/parameters.js'
import type { ParameterSchema } from '../core/standard.js'
import type { TokenAmount } from '../core/token-amount.js'
import type { XrplAccount } from './account.js'
import { amount, orderId, tag, when } from './limits.js'
import { networks, type XrplAsset } from './wire.js'

/** An order, as the shop has stored it before anybody was told the tag: the ledger knows nothing of it. */
export type XrplOrder = {
  /** The merchant's number of the order; it stays with the shop. */
  orderId: string
  /** The destination tag, which names the order on the ledger: 0 to 4294967295, one for each order, not given to another again. */
  tag: number
  /** What is asked for: `tokenAmount('12.50', 'RLUSD')`. */
  amount: TokenAmount<XrplAsset>
  /** When it was placed. Transfers that are more than 5 minutes older are another order's. */
  placedAt: Date
}

export const orderMembers = () => ({ orderId: orderId(), tag: tag(), amount: amount(), placedAt: when() })
export const orderSchema = () => z.strictObject(orderMembers())

/** @throws `PARAMETERS_INVALID` naming the field; also for a token that the account's network does not have. */
export function checkOrder<P extends XrplOrder>(
  { network }: XrplAccount,
  action: string,
  schema: ParameterSchema<P>,
  parameters: P,
): P {
  const order = checkParameters(action, schema, parameters)
  if (order.amount.asset === 'XRP' || networks[network].rlusdIssuer) return order
  throw parametersError(action, [{ path: 'amount.asset', problem: `must be XRP: there is no RLUSD on ${network}` }])
}
