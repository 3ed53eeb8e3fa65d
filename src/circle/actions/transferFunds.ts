import * as z from 'zod/mini'
import { mustAnswer } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { ShroffError } from '../../core/errors.js'
import { checkParameters, parameterSchema } from '../../core/parameters.js'
import { inShape } from '../../core/shape.js'
import type { TokenAmount } from '../../core/token-amount.js'
import type { CircleAccount } from '../account.js'
import { call } from '../call.js'
import { idempotencyKey } from '../idempotency.js'
import * as limits from '../limits.js'
import { tokensOf, toMoney } from '../money.js'
import { transferFundsRefusals } from '../refusals.js'
import { type CircleTransfer, toTransfer } from '../transfer.js'
import { type CircleAsset, currencies, payoutShape } from '../wire.js'

export type TransferFundsParameters = {
  /** The merchant's number, 1 to 128 characters, unique at all times: the idempotency key is made of it. */
  transferId: string
  /** Circle's id of an `active` recipient, as `addRecipient` gave it. */
  providerRecipientId: string
  /** `tokenAmount('100.00', 'USDC')`, at most 6 decimals. */
  amount: TokenAmount<CircleAsset>
}
export type TransferFundsResult = CircleTransfer & { readonly transferId: string }

/**
 * Pays out to an address of the address book, from the account's `merchantWalletId`. It is `pending` until the chain has it:
 * `getTransfer`, or the webhook, tells.
 *
 * Repeating with the same parameters moves the money once and gives the first payout back: it is what resolves an outcome that is
 * `unknown`. Store `providerTransferId`, by which alone Circle finds it again.
 *
 * @throws `ORDER_ID_USED`, outcome `unknown`, where the number was used with another amount or recipient; `REQUEST_REFUSED`; the codes
 * of the pipeline.
 * @see https://developers.circle.com/api-reference/circle-mint/payouts/create-payout
 * @example
 * const { providerTransferId } = await transferFunds(client, { transferId: 'P-7', providerRecipientId, amount: tokenAmount('100', 'USDC') })
 */
export async function transferFunds(
  client: Client<CircleAccount>,
  parameters: TransferFundsParameters,
  options?: CallOptions,
): Promise<TransferFundsResult> {
  const given = checkParameters('transferFunds', transferFundsParameters, parameters)
  const { transferId, providerRecipientId, amount } = given
  const { merchantWalletId } = client.account
  return call<TransferFundsResult>(
    client,
    {
      action: 'transferFunds',
      path: '/v1/payouts',
      body: {
        idempotencyKey: await idempotencyKey('transferFunds', transferId),
        source: merchantWalletId && { type: 'wallet', id: merchantWalletId },
        destination: { type: 'address_book', id: providerRecipientId },
        amount: toMoney(amount),
        toAmount: { currency: currencies[amount.asset] },
      },
      refusals: transferFundsRefusals,
      query: false,
      // Under one key Circle makes one payout.
      repeat: 'always',
      resolve: 'Call transferFunds again with the same parameters: it gives the same payout, and moves the money once.',
      decode({ value }) {
        const raw = inShape(payoutShape, value)
        const told = tokensOf(raw.amount)
        const asked = tokensOf(toMoney(amount))
        if (
          told.value !== asked.value ||
          told.asset !== asked.asset ||
          (raw.destination?.id ?? providerRecipientId) !== providerRecipientId
        )
          throw usedBefore()
        mustAnswer({ sourceWalletId: [raw.sourceWalletId == null ? undefined : merchantWalletId, raw.sourceWalletId] })
        return { transferId, ...toTransfer(raw) }
      },
    },
    options,
  )
}

/** Whether Circle says 409 to a key that comes with another content, or gives the first object, is unconfirmed. */
const usedBefore = () =>
  new ShroffError('ORDER_ID_USED', {
    problem: 'Circle has a payout of another amount or recipient under this transferId.',
    outcome: 'unknown',
    next: 'What was made under it stands. Repeat with what was sent first, or use a new number.',
  })

/** What transferFunds accepts. */
export const transferFundsParameters = /* @__PURE__ */ parameterSchema<TransferFundsParameters>(() =>
  z.strictObject({
    transferId: limits.number(),
    providerRecipientId: limits.reference(),
    amount: limits.amount(),
  }),
)
