import * as z from 'zod/mini'
import { mustAnswer } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, parameterSchema } from '../../core/parameters.js'
import { inShape } from '../../core/shape.js'
import type { CircleAccount } from '../account.js'
import { call } from '../call.js'
import * as limits from '../limits.js'
import { getTransferRefusals } from '../refusals.js'
import { type CircleTransfer, toTransfer } from '../transfer.js'
import { payoutShape } from '../wire.js'

export type GetTransferParameters = {
  /** Circle's id of the payout, as `transferFunds` gave it. */
  providerTransferId: string
}
export type GetTransferResult = CircleTransfer

/**
 * Asks where a payout stands.
 *
 * @throws `ORDER_NOT_FOUND`; the codes of the pipeline.
 * @see https://developers.circle.com/api-reference/circle-mint/payouts/get-payout
 * @example
 * const { status, providerCode } = await getTransfer(client, { providerTransferId })
 */
export async function getTransfer(
  client: Client<CircleAccount>,
  parameters: GetTransferParameters,
  options?: CallOptions,
): Promise<GetTransferResult> {
  const { providerTransferId } = checkParameters('getTransfer', getTransferParameters, parameters)
  return call(
    client,
    {
      action: 'getTransfer',
      path: `/v1/payouts/${providerTransferId}`,
      refusals: getTransferRefusals,
      query: true,
      repeat: 'always',
      resolve: 'Ask again: a query changes nothing.',
      decode({ value }) {
        const raw = inShape(payoutShape, value)
        mustAnswer({ providerTransferId: [providerTransferId, raw.id] })
        return toTransfer(raw)
      },
    },
    options,
  )
}

/** What getTransfer accepts. */
export const getTransferParameters = /* @__PURE__ */ parameterSchema<GetTransferParameters>(() =>
  z.strictObject({ providerTransferId: limits.reference() }),
)
