import * as z from 'zod/mini'
import { mustAnswer } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { ShroffError } from '../../core/errors.js'
import { checkParameters, parameterSchema } from '../../core/parameters.js'
import { type FromShape, inShape } from '../../core/shape.js'
import type { TokenAmount } from '../../core/token-amount.js'
import type { CircleAccount } from '../account.js'
import { call } from '../call.js'
import { idempotencyKey } from '../idempotency.js'
import * as limits from '../limits.js'
import { tokensOf, toMoney } from '../money.js'
import { type CircleRefund, toRefund } from '../refund.js'
import { refundPaymentRefusals } from '../refusals.js'
import { type CircleAsset, currencies, paymentShape } from '../wire.js'

export type RefundPaymentParameters = {
  /** Circle's id of the intent, as `createPayment` gave it. */
  reference: string
  /** The merchant's number, 1 to 128 characters, unique at all times: the idempotency key is made of it, and it alone prevents a second refund. */
  refundId: string
  /** What arrives: part of what has settled, or all of it. `tokenAmount('5.00', 'USDC')`, at most 6 decimals. */
  amount: TokenAmount<CircleAsset>
  /** Where to: the payer says it. Never where the money came from, which may be an exchange's wallet that serves thousands. */
  destination: {
    /** Such as `ETH`, `BASE`, `SOL`. */
    chain: string
    /** On that chain. */
    address: string
    /** The memo or tag, on chains that have one. */
    addressTag?: string
  }
}
export type RefundPaymentResult = CircleRefund & { readonly refundId: string }

/**
 * Gives money back, several times if need be, up to what has settled and within 30 days from when the intent was made. It is
 * `pending` until the chain has it: `getRefund`, or the webhook, tells.
 *
 * Repeating with the same parameters moves the money once and gives the first refund back: it is what resolves an outcome that is
 * `unknown`. Store `providerRefundId`, by which alone Circle finds it again.
 *
 * @throws `REFUND_REFUSED`: more than has settled or too late; outcome `unknown` where this `refundId` was used with another amount or
 * address; `ORDER_NOT_FOUND`; the codes of the pipeline.
 * @see https://developers.circle.com/api-reference/circle-mint/payments/refund-payment-intent
 * @example
 * const { providerRefundId } = await refundPayment(client, {
 *   reference, refundId: 'T-1001-R1', amount: tokenAmount('5.00', 'USDC'), destination: { chain: 'BASE', address },
 * })
 */
export async function refundPayment(
  client: Client<CircleAccount>,
  parameters: RefundPaymentParameters,
  options?: CallOptions,
): Promise<RefundPaymentResult> {
  const given = checkParameters('refundPayment', refundPaymentParameters, parameters)
  const { reference, refundId, amount, destination } = given
  return call<RefundPaymentResult>(
    client,
    {
      action: 'refundPayment',
      path: `/v1/paymentIntents/${reference}/refund`,
      body: {
        idempotencyKey: await idempotencyKey('refundPayment', refundId),
        destination: { address: destination.address, addressTag: destination.addressTag, chain: destination.chain },
        amount: { currency: currencies[amount.asset] },
        toAmount: toMoney(amount),
      },
      refusals: refundPaymentRefusals,
      query: false,
      // Under one key Circle makes one refund.
      repeat: 'always',
      resolve: 'Call refundPayment again with the same parameters: it gives the same refund, and moves the money once.',
      decode({ value }) {
        const raw = inShape(paymentShape, value)
        mustAnswer({ type: ['refund', raw.type ?? 'refund'] })
        mustBeAsked(given, raw)
        return { refundId, ...toRefund(raw) }
      },
    },
    options,
  )
}

/** Whether Circle says 409 to a key that comes with another content, or gives the first object, is unconfirmed. */
function mustBeAsked(
  { reference, amount }: RefundPaymentParameters,
  { amount: debited, toAmount, paymentIntentId }: FromShape<typeof paymentShape>,
): void {
  // What arrives, where Circle tells it beside what it takes.
  const { amount: text, currency } = toAmount ?? {}
  const { value, asset } = tokensOf(text && currency ? { amount: text, currency } : debited)
  const asked = tokensOf(toMoney(amount))
  if (value === asked.value && asset === asked.asset && (paymentIntentId ?? reference) === reference) return
  throw new ShroffError('REFUND_REFUSED', {
    problem: `Circle has a refund of another amount or payment under this refundId: ${value} ${asset}.`,
    outcome: 'unknown',
    next: 'What was made under it stands. Repeat with what was sent first, or use a new number.',
  })
}

/** What refundPayment accepts. */
export const refundPaymentParameters = /* @__PURE__ */ parameterSchema<RefundPaymentParameters>(() =>
  z.strictObject({
    reference: limits.reference(),
    refundId: limits.number(),
    amount: limits.amount(),
    destination: z.strictObject({
      chain: limits.chain(),
      address: limits.address(),
      addressTag: z.optional(limits.addressTag()),
    }),
  }),
)
