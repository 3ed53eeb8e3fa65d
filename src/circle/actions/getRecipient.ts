import * as z from 'zod/mini'
import { mustAnswer } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, parameterSchema } from '../../core/parameters.js'
import { inShape } from '../../core/shape.js'
import type { CircleAccount } from '../account.js'
import { call } from '../call.js'
import * as limits from '../limits.js'
import { getRecipientRefusals } from '../refusals.js'
import { type CircleRecipient, toRecipient } from '../transfer.js'
import { recipientShape } from '../wire.js'

export type GetRecipientParameters = {
  /** Circle's id of the recipient, as `addRecipient` gave it. */
  providerRecipientId: string
}
export type GetRecipientResult = CircleRecipient

/**
 * Asks whether anything can be sent to a recipient.
 *
 * @throws `ORDER_NOT_FOUND`; the codes of the pipeline.
 * @see https://developers.circle.com/api-reference/circle-mint/payouts/get-address-book-recipient
 * @example
 * const { status } = await getRecipient(client, { providerRecipientId })
 */
export async function getRecipient(
  client: Client<CircleAccount>,
  parameters: GetRecipientParameters,
  options?: CallOptions,
): Promise<GetRecipientResult> {
  const { providerRecipientId } = checkParameters('getRecipient', getRecipientParameters, parameters)
  return call(
    client,
    {
      action: 'getRecipient',
      path: `/v1/addressBook/recipients/${providerRecipientId}`,
      refusals: getRecipientRefusals,
      query: true,
      repeat: 'always',
      resolve: 'Ask again: a query changes nothing.',
      decode({ value }) {
        const raw = inShape(recipientShape, value)
        mustAnswer({ providerRecipientId: [providerRecipientId, raw.id] })
        return toRecipient(raw)
      },
    },
    options,
  )
}

/** What getRecipient accepts. */
export const getRecipientParameters = /* @__PURE__ */ parameterSchema<GetRecipientParameters>(() =>
  z.strictObject({ providerRecipientId: limits.reference() }),
)
