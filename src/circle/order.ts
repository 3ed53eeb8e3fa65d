import * as z from 'zod/mini'
import { configError } from '../core/errors.js'
import { form, parameterSchema } from '../core/parameters.js'
import type { TokenAmount } from '../core/token-amount.js'
import type { CircleAccount } from './account.js'
import * as limits from './limits.js'
import { toMoney } from './money.js'
import { type CircleAsset, currencies } from './wire.js'

// An order's parameters: what they are called here, what they may be, and what Circle calls them.

type Common = {
  channel: 'transfer'
  /**
   * The merchant's number, 1 to 128 characters, unique at all times. The idempotency key: Circle never sees it, but a UUID that is
   * made of it, so nothing finds the order again by it but this very call.
   */
  orderId: string
  /** `chain`, such as `ETH`, `BASE`, `SOL`: the one that the payer sends on. The set is open; which takes which token Circle says. */
  chain: string
  /** `purposeOfTransfer`, such as `PMT001`: some accounts with Circle must give it. */
  purposeOfTransfer?: string
}

export type CreatePaymentParameters =
  | (Common & {
      /** For any number of payments of any amount to one address, without an end. Not for one order. */
      kind: 'continuous'
      /** What is to come. */
      asset: CircleAsset
      amount?: undefined
    })
  | (Common & {
      /** Default `transient`: one order, of one amount, to pay within 8 hours. */
      kind?: 'transient'
      /** What to pay: `tokenAmount('12.50', 'USDC')`, at most 6 decimals. */
      amount: TokenAmount<CircleAsset>
      asset?: undefined
    })

/** What is sent beside the idempotency key. It is always said which kind it is: what Circle takes it for otherwise has changed. */
export function toWire({ merchantWalletId }: CircleAccount, given: CreatePaymentParameters): object {
  const settlementCurrency = currencies[given.amount?.asset ?? given.asset!]
  if (given.kind === 'continuous' && merchantWalletId === undefined)
    throw configError(
      'createPayment: a continuous payment needs the wallet that it comes to, and the account has none.',
      'Give circle({ …, merchantWalletId }); check(client) tells the number of the master wallet.',
    )
  return {
    ...(given.amount ? { amount: toMoney(given.amount) } : { currency: settlementCurrency }),
    settlementCurrency,
    paymentMethods: [{ type: 'blockchain', chain: given.chain }],
    merchantWalletId,
    purposeOfTransfer: given.purposeOfTransfer,
    type: given.kind ?? 'transient',
  }
}

/** What createPayment accepts. */
export const createPaymentParameters = /* @__PURE__ */ parameterSchema<CreatePaymentParameters>(() => {
  const common = {
    channel: z.literal('transfer'),
    orderId: limits.number(),
    chain: limits.chain(),
    purposeOfTransfer: z.optional(form(/^\w{1,32}$/, 'must be a code of Circle’s, such as PMT001')),
  }
  return z.discriminatedUnion('kind', [
    z.strictObject({
      ...common,
      kind: z.literal('continuous'),
      asset: z.enum(['USDC', 'EURC']),
      amount: z.optional(z.undefined()),
    }),
    z.strictObject({
      ...common,
      kind: z.optional(z.literal('transient')),
      amount: limits.amount(),
      asset: z.optional(z.undefined()),
    }),
  ])
})
