import * as z from 'zod/mini'
import type { CallOptions, Client } from '../../core/client.js'
import { ShroffError } from '../../core/errors.js'
import { checkParameters, parameterSchema, textUpTo } from '../../core/parameters.js'
import { inShape } from '../../core/shape.js'
import type { CircleAccount } from '../account.js'
import { call } from '../call.js'
import { idempotencyKey } from '../idempotency.js'
import * as limits from '../limits.js'
import { addRecipientRefusals } from '../refusals.js'
import { type CircleRecipient, toRecipient } from '../transfer.js'
import { recipientShape } from '../wire.js'

export type AddRecipientParameters = {
  /** The merchant's number, 1 to 128 characters, unique at all times: the idempotency key is made of it. */
  recipientId: string
  /** Such as `ETH`, `BASE`, `SOL`. */
  chain: string
  /** On that chain; whoever has its key has the money. */
  address: string
  /** The memo or tag, on chains that have one. */
  addressTag?: string
  /** What your own people call it, 1 to 256 characters. */
  nickname?: string
  /** Of the recipient, 1 to 256 characters. */
  email?: string
}
export type AddRecipientResult = CircleRecipient & { readonly recipientId: string }

/**
 * Puts an address into the address book. Nothing can be sent there before it is `active`: Circle checks it first, and may hold it back
 * for a while. Repeating with the same parameters gives the first one back.
 *
 * @throws `ORDER_ID_USED`, outcome `unknown`, where the number was used with another address; `REQUEST_REFUSED`; the codes of the
 * pipeline.
 * @see https://developers.circle.com/api-reference/circle-mint/payouts/create-address-book-recipient
 * @example
 * const { providerRecipientId, status } = await addRecipient(client, { recipientId: 'S-3', chain: 'BASE', address })
 */
export async function addRecipient(
  client: Client<CircleAccount>,
  parameters: AddRecipientParameters,
  options?: CallOptions,
): Promise<AddRecipientResult> {
  const given = checkParameters('addRecipient', addRecipientParameters, parameters)
  const { recipientId, chain, address, addressTag, nickname, email } = given
  return call<AddRecipientResult>(
    client,
    {
      action: 'addRecipient',
      path: '/v1/addressBook/recipients',
      body: {
        idempotencyKey: await idempotencyKey('addRecipient', recipientId),
        chain,
        address,
        addressTag,
        metadata: { nickname, email },
      },
      refusals: addRecipientRefusals,
      query: false,
      // Under one key Circle makes one recipient.
      repeat: 'always',
      resolve: 'Call addRecipient again with the same parameters: it gives the same recipient.',
      decode({ value }) {
        const recipient = toRecipient(inShape(recipientShape, value))
        // Letters of an address may be written back in another case.
        const isThere = recipient.chain === chain && recipient.address.toLowerCase() === address.toLowerCase()
        // At an exchange the tag alone says whose the money is.
        if (!isThere || recipient.addressTag !== addressTag) throw usedBefore()
        return { recipientId, ...recipient }
      },
    },
    options,
  )
}

/** Whether Circle says 409 to a key that comes with another content, or gives the first object, is unconfirmed. */
const usedBefore = () =>
  new ShroffError('ORDER_ID_USED', {
    problem: 'Circle has another address, or another tag, under this recipientId.',
    outcome: 'unknown',
    next: 'What was made under it stands. Repeat with what was sent first, or use a new number.',
  })

/** What addRecipient accepts. */
export const addRecipientParameters = /* @__PURE__ */ parameterSchema<AddRecipientParameters>(() =>
  z.strictObject({
    recipientId: limits.number(),
    chain: limits.chain(),
    address: limits.address(),
    addressTag: z.optional(limits.addressTag()),
    nickname: z.optional(textUpTo(256)),
    email: z.optional(textUpTo(256)),
  }),
)
