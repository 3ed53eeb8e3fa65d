import * as z from 'zod/mini'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, parameterSchema } from '../../core/parameters.js'
import type { RipplePaymentsAccount } from '../account.js'
import { getTransferOf } from '../find.js'
import * as limits from '../limits.js'
import type { RippleTransfer } from '../transfer.js'

export type GetTransferParameters = {
  /** The quote that it was paid by: a payment has its number. */
  quoteId: string
}
export type GetTransferResult = RippleTransfer

/**
 * Asks where a payment stands. Ask about one that has `succeeded` too: a bank may send it back for days (`returned`).
 *
 * @throws `ORDER_NOT_FOUND` where nothing was paid by this quote so far, which may change until it expires; the codes of the pipeline.
 * @see https://docs.ripple.com/products/payments-direct-2/api-docs
 * @example
 * const { status, providerCode } = await getTransfer(client, { quoteId })
 */
export async function getTransfer(
  client: Client<RipplePaymentsAccount>,
  parameters: GetTransferParameters,
  options?: CallOptions,
): Promise<GetTransferResult> {
  const { quoteId } = checkParameters('getTransfer', getTransferParameters, parameters)
  return getTransferOf(
    client,
    { action: 'getTransfer', quoteId, resolve: 'Ask again: a query changes nothing.' },
    options,
  )
}

/** What getTransfer accepts. */
export const getTransferParameters = /* @__PURE__ */ parameterSchema<GetTransferParameters>(() =>
  z.strictObject({ quoteId: limits.quoteId() }),
)
