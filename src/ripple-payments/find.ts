import { mustAnswer } from '../core/answers.js'
import type { CallOptions, Client } from '../core/client.js'
import { isShroffError, ShroffError } from '../core/errors.js'
import { inShape } from '../core/shape.js'
import type { RipplePaymentsAccount } from './account.js'
import { call } from './call.js'
import { toQuote } from './quote.js'
import { getTransferRefusals } from './refusals.js'
import { isOnlyQuoted, type RippleTransfer, toTransfer } from './transfer.js'
import { paymentShape, quoteShape } from './wire.js'

/** A look at what is made of a quote, for an action. */
type Look = { action: string; quoteId: string; resolve: string }

/** The payment that was made of a quote. @throws `ORDER_NOT_FOUND` where none was, so far. */
export const getTransferOf = (
  client: Client<RipplePaymentsAccount>,
  { quoteId, ...asked }: Look,
  options?: CallOptions,
): Promise<RippleTransfer> =>
  call(
    client,
    {
      ...asked,
      path: `/v3/payments/${quoteId}`,
      refusals: getTransferRefusals,
      query: true,
      repeat: 'always',
      decode({ value }) {
        const raw = inShape(paymentShape, value)
        mustAnswer({ quoteId: [quoteId, raw.paymentId] })
        if (isOnlyQuoted(raw)) throw onlyQuoted()
        return toTransfer(raw)
      },
    },
    options,
  )

/** The same; undefined where there is none. */
export const findTransfer = (...given: Parameters<typeof getTransferOf>): Promise<RippleTransfer | undefined> =>
  getTransferOf(...given).catch(unlessMissing)

/** Milliseconds from the end of a quote within which a payment that was let in before it may still come to light. */
const lateness = 300_000

/** Whether nothing will be paid by a quote any more: it expired a while ago, or is unknown. */
export const isQuoteOver = async (
  client: Client<RipplePaymentsAccount>,
  { quoteId, ...asked }: Look,
  options?: CallOptions,
): Promise<boolean> => {
  const over = call(
    client,
    {
      ...asked,
      path: `/v2/quotes/${quoteId}`,
      refusals: getTransferRefusals,
      query: true,
      repeat: 'always',
      decode({ value }) {
        const quote = inShape(quoteShape, value)
        mustAnswer({ quoteId: [quoteId, quote.quoteId] })
        const { status, expiresAt } = toQuote(quote)
        const end = expiresAt?.getTime() ?? 0
        return status === 'expired' && client.account.clock.now() >= end + lateness
      },
    },
    options,
  )
  return (await over.catch(unlessMissing)) ?? true
}

function unlessMissing(error: unknown): undefined {
  if (!isShroffError(error, 'ORDER_NOT_FOUND')) throw error
}

const onlyQuoted = () =>
  new ShroffError('ORDER_NOT_FOUND', {
    problem: 'Ripple knows the quote, and no payment of it.',
    outcome: 'rejected',
    next: getTransferRefusals[0]![3],
  })
