import * as z from 'zod/mini'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, parameterSchema, unless } from '../../core/parameters.js'
import type { RipplePaymentsAccount } from '../account.js'
import * as limits from '../limits.js'
import { eachTransfer } from '../pages.js'
import type { RippleTransfer } from '../transfer.js'

export type ListTransfersParameters = {
  /** Those that were made at or after this moment. Default: since ever. */
  from?: Date
  /** Those that were made at or before this moment. Default: until now. */
  to?: Date
  /** Those under this number of yours only. */
  transferId?: string
  /** Those in these states of Ripple's only, such as `RETURNED`. */
  states?: readonly string[]
}
export type ListTransfersResult = RippleTransfer

/**
 * The payments, the newest first. Pages are read as they are needed; leave the loop to end it.
 *
 * @throws `PARAMETERS_INVALID`; the codes of the pipeline, in the middle of the list too.
 * @see https://docs.ripple.com/products/payments-direct-2/api-docs
 * @example
 * for await (const { transferId, status, source } of listTransfers(client, { from, to })) …
 */
export function listTransfers(
  client: Client<RipplePaymentsAccount>,
  parameters: ListTransfersParameters = {},
  options?: CallOptions,
): AsyncGenerator<ListTransfersResult, void, undefined> {
  return list(client, checkParameters('listTransfers', listTransfersParameters, parameters), options)
}

async function* list(
  client: Client<RipplePaymentsAccount>,
  { from, to, transferId, states }: ListTransfersParameters,
  options?: CallOptions,
): AsyncGenerator<ListTransfersResult, void, undefined> {
  const filter = {
    ...((from || to) && { filterRangeType: 'PAYMENT_CREATION' }),
    afterTimestamp: from?.toISOString(),
    beforeTimestamp: to?.toISOString(),
    internalId: transferId,
    paymentStates: states,
  }
  const asked = { action: 'listTransfers', resolve: 'Ask again: a query changes nothing.', filter }
  // Ripple finds by the beginning of a number.
  for await (const transfer of eachTransfer(client, asked, options))
    if (transferId === undefined || transfer.transferId === transferId) yield transfer
}

/** What listTransfers accepts. */
export const listTransfersParameters = /* @__PURE__ */ parameterSchema<ListTransfersParameters>(() =>
  z
    .strictObject({
      from: z.optional(limits.when()),
      to: z.optional(limits.when()),
      transferId: z.optional(limits.transferId()),
      states: z.optional(z.array(limits.category())),
    })
    .check(unless(({ from, to }) => (from && to && to <= from ? 'must be after from' : undefined), ['to'])),
)
