import * as z from 'zod/mini'
import type { CallOptions, Client } from '../../core/client.js'
import { parameterSchema, unless } from '../../core/parameters.js'
import type { TokenAmount } from '../../core/token-amount.js'
import { accountBytesOf, type XrplAccount } from '../account.js'
import { toXAddress } from '../address.js'
import { when } from '../limits.js'
import { checkOrder, orderMembers, type XrplOrder } from '../order.js'
import { networks, rlusdCurrency, type XrplAsset } from '../wire.js'

export type CreatePaymentParameters = XrplOrder & {
  channel: 'transfer'
  /** Until when you wait. The ledger takes a later transfer all the same: compare `paidAt`. */
  expiresAt?: Date
}

/** What the payer is shown: all of it, for without the tag the money is nobody's. */
export type XrplTransferAction = {
  readonly type: 'transfer'
  /** The chain: the same asset on another one is lost. */
  readonly chain: 'XRP Ledger'
  /** Where to. */
  readonly address: string
  /** The destination tag. Text, for `0` is one too. */
  readonly tag: string
  /** What to send. */
  readonly amount: TokenAmount<XrplAsset>
  /** Address and tag as one text, which wallets take in place of both. */
  readonly xAddress: string
  /** Xaman's link, which other wallets may know too. The payer can still send something else. */
  readonly uri: string
  /** As it was given: no ledger refuses a later transfer. */
  readonly expiresAt?: Date
}

export type CreatePaymentResult = {
  readonly channel: 'transfer'
  readonly orderId: string
  readonly status: 'pending'
  readonly nextAction: XrplTransferAction
}

/**
 * What a payer has to send, and where to. Nothing is sent and nothing is kept: store the order, its tag and its `placedAt` before you
 * show it to anybody, and ask `getPayment` with the same.
 *
 * @throws `PARAMETERS_INVALID`; `CONFIG_INVALID` where the account's address has a letter wrong.
 * @see https://xrpl.org/docs/concepts/transactions/source-and-destination-tags
 * @see https://docs.xaman.dev/concepts/special-requests/request-destination-tag
 * @example
 * const { nextAction } = await createPayment(client, {
 *   channel: 'transfer', orderId: 'T-1001', tag: 1001, amount: tokenAmount('12.50', 'RLUSD'), placedAt: new Date(),
 * })
 */
export async function createPayment(
  { account }: Client<XrplAccount>,
  parameters: CreatePaymentParameters,
  _options?: CallOptions,
): Promise<CreatePaymentResult> {
  const { orderId, tag, amount, expiresAt } = checkOrder(account, 'createPayment', createPaymentParameters, parameters)
  const { address, network } = account
  const { rlusdIssuer: issuer } = networks[network]
  const xAddress = await toXAddress(await accountBytesOf(account), tag, network === 'mainnet')
  const query = new URLSearchParams({
    amount: amount.value,
    dt: String(tag),
    // What Xaman calls the other networks is unconfirmed.
    ...(network === 'mainnet' && { network: 'XRPL' }),
    ...(amount.asset === 'RLUSD' && issuer && { issuer, currency: rlusdCurrency }),
  })
  return {
    channel: 'transfer',
    orderId,
    status: 'pending',
    nextAction: {
      type: 'transfer',
      chain: 'XRP Ledger',
      address,
      tag: String(tag),
      xAddress,
      amount,
      uri: `https://xaman.app/detect/request:${address}?${query}`,
      ...(expiresAt && { expiresAt }),
    },
  }
}

/** What createPayment accepts. */
export const createPaymentParameters = /* @__PURE__ */ parameterSchema<CreatePaymentParameters>(() =>
  z
    .strictObject({ channel: z.literal('transfer'), ...orderMembers(), expiresAt: z.optional(when()) })
    .check(
      unless(
        ({ placedAt, expiresAt }) => (expiresAt && expiresAt <= placedAt ? 'must be after placedAt' : undefined),
        ['expiresAt'],
      ),
    ),
)
