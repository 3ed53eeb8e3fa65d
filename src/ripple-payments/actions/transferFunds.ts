import * as z from 'zod/mini'
import { mustAnswer } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { isShroffError, ShroffError, withFacts } from '../../core/errors.js'
import { checkParameters, parameterSchema } from '../../core/parameters.js'
import { inShape } from '../../core/shape.js'
import type { RipplePaymentsAccount } from '../account.js'
import { call } from '../call.js'
import { findTransfer, isQuoteOver } from '../find.js'
import * as limits from '../limits.js'
import { eachTransfer } from '../pages.js'
import { transferFundsRefusals } from '../refusals.js'
import { type RippleTransfer, toTransfer } from '../transfer.js'
import { paymentShape } from '../wire.js'

export type TransferFundsParameters = {
  /** The merchant's number, 1 to 36 characters, unique at all times. Ripple keeps it as `internalId` and does not guard it; this action does. */
  transferId: string
  /** The quote to pay by, stored with the transfer before the call: Ripple makes one payment of one quote. */
  quoteId: string
  /**
   * The quotes that this transfer was tried with before, all of them. Nothing is sent while one of them may still be paid.
   * Default: none, it is the first.
   */
  earlierQuoteIds?: readonly string[]
  /** Who is paid: an identity of Ripple's. */
  beneficiaryIdentityId: string
  /** Which account or wallet of theirs. */
  beneficiaryFinancialInstrumentId: string
  /** For whom you pay, where not for yourself. */
  originatorIdentityId?: string
  /** Such as `PAYR`; some corridors ask for it. */
  purposeCode?: string
  /** Such as `EMIN`; some corridors ask for it. */
  sourceOfCash?: string
  /** Such as `SUBS`; some corridors ask for it. */
  receiverRelationship?: string
  /** What the beneficiary reads, where the corridor carries it: 1 to 256 characters. */
  memo?: string
  /** For your own reports: at most 10, of 1 to 100 characters. */
  labels?: readonly string[]
}
export type TransferFundsResult = RippleTransfer & { readonly transferId: string }

/**
 * Pays by a quote. It is `pending` until the money has arrived: `getTransfer` tells, and a notice hints at it.
 *
 * It looks before it pays, and pays once under one number. **What resolves an outcome that is `unknown`, after a crash too, is the same
 * call with the same parameters**: it gives the payment that there is, or makes it. Only when the quote can no longer be paid, take a new
 * one, and name the old one in `earlierQuoteIds`.
 *
 * @throws `TRANSFER_IN_FLIGHT` while an earlier quote may still be paid; `ORDER_ID_USED`, outcome `unknown`, where a payment of another
 * quote or beneficiary stands under this number; `BALANCE_TOO_LOW`, `REQUEST_REFUSED`; the codes of the pipeline.
 * @see https://docs.ripple.com/products/payments-direct-2/api-docs
 * @example
 * await store({ transferId: 'P-7', quoteId })
 * const { status } = await transferFunds(client, { transferId: 'P-7', quoteId, beneficiaryIdentityId, beneficiaryFinancialInstrumentId })
 */
export async function transferFunds(
  client: Client<RipplePaymentsAccount>,
  parameters: TransferFundsParameters,
  options?: CallOptions,
): Promise<TransferFundsResult> {
  const given = checkParameters('transferFunds', transferFundsParameters, parameters)
  const { quoteId, earlierQuoteIds = [] } = given
  const find = (id: string) => findTransfer(client, { action, resolve, quoteId: id }, options).catch(unlooked)
  const there = await find(quoteId)
  if (there) return mine(there, given)
  for (const id of earlierQuoteIds) {
    // First the quote, then the payment: what was not made by the end of its quote never will be.
    const isOver = await isQuoteOver(client, { action, resolve, quoteId: id }, options).catch(unlooked)
    const made = await find(id)
    if (made && made.status !== 'failed') return mine(made, given)
    if (!made && !isOver) throw inFlight(id)
  }
  const standing = await findByNumber(client, given, options).catch(unlooked)
  if (standing) return mine(standing, given)
  try {
    return await pay(client, given, options)
  } catch (error) {
    if (!isShroffError(error) || error.outcome !== 'rejected') throw error
    // Another call with the same quote may have been the first: then it was not this payment that was refused.
    const made = await find(quoteId).catch(() => {
      throw withFacts(error, { outcome: 'unknown', next: resolve })
    })
    if (made && made.status !== 'failed') return mine(made, given)
    throw error
  }
}

/** Whoever could not look knows nothing of what was paid before: that the look was refused says nothing of the money. */
function unlooked(error: unknown): never {
  if (isShroffError(error) && error.outcome === 'rejected')
    throw withFacts(error, { outcome: 'unknown', next: [error.next, resolve].filter(Boolean).join(' ') })
  throw error
}

const action = 'transferFunds'
const resolve = 'Call transferFunds again with the same parameters: it gives the payment that there is, and pays once.'

function pay(
  client: Client<RipplePaymentsAccount>,
  given: TransferFundsParameters,
  options?: CallOptions,
): Promise<TransferFundsResult> {
  const { transferId, quoteId, memo, labels, earlierQuoteIds: _, ...rest } = given
  return call(
    client,
    {
      action,
      path: '/v3/payments',
      body: { ...rest, quoteId, internalId: transferId, paymentMemo: memo, paymentLabels: labels },
      refusals: transferFundsRefusals,
      query: false,
      // Whether Ripple refuses a second payment of one quote is unconfirmed: a look goes before each.
      repeat: 'never',
      resolve,
      decode({ value }) {
        const raw = inShape(paymentShape, value)
        mustAnswer({ quoteId: [quoteId, raw.paymentId] })
        return mine(toTransfer(raw), given)
      },
    },
    options,
  )
}

/** What is found must be this transfer: where Ripple tells who is paid, and under which number. */
function mine(
  found: RippleTransfer,
  { transferId, beneficiaryIdentityId, beneficiaryFinancialInstrumentId }: TransferFundsParameters,
): TransferFundsResult {
  const isMine =
    (found.transferId ?? transferId) === transferId &&
    (found.beneficiaryIdentityId ?? beneficiaryIdentityId) === beneficiaryIdentityId &&
    (found.beneficiaryFinancialInstrumentId ?? beneficiaryFinancialInstrumentId) === beneficiaryFinancialInstrumentId
  if (isMine) return { ...found, transferId }
  throw usedBefore(`A payment of another transferId or beneficiary was made of the quote ${found.quoteId}.`)
}

/**
 * What stands under the number already. Two payments of two quotes under one number would both be paid, for Ripple compares none.
 *
 * @throws `ORDER_ID_USED` where it is of a quote that nobody has named.
 */
async function findByNumber(
  client: Client<RipplePaymentsAccount>,
  { transferId, quoteId, earlierQuoteIds = [] }: TransferFundsParameters,
  options?: CallOptions,
): Promise<RippleTransfer | undefined> {
  for await (const found of eachTransfer(client, { action, resolve, filter: { internalId: transferId } }, options)) {
    // Ripple finds by the beginning of a number.
    const isOther = found.transferId !== undefined && found.transferId !== transferId
    if (isOther || found.status === 'failed') continue
    if ([quoteId, ...earlierQuoteIds].includes(found.quoteId)) return found
    throw usedBefore(`A payment of the quote ${found.quoteId} stands under this transferId.`)
  }
  return undefined
}

const usedBefore = (problem: string) =>
  new ShroffError('ORDER_ID_USED', {
    problem,
    outcome: 'unknown',
    next: 'Nothing was sent by this call. Look at it by getTransfer({ quoteId }); for another payment use a new transferId and a new quote.',
    provider: 'ripple-payments',
    action,
  })

const inFlight = (quoteId: string) =>
  new ShroffError('TRANSFER_IN_FLIGHT', {
    problem: `The earlier quote ${quoteId} has not been over for five minutes: a payment of it may still come, so nothing was sent.`,
    outcome: 'not-sent',
    next: 'Pay by that quote, or call again with the same parameters five minutes after its expiresAt.',
    provider: 'ripple-payments',
    action,
  })

/** What transferFunds accepts. */
export const transferFundsParameters = /* @__PURE__ */ parameterSchema<TransferFundsParameters>(() =>
  z.strictObject({
    transferId: limits.transferId(),
    quoteId: limits.quoteId(),
    earlierQuoteIds: z.optional(
      z.array(limits.quoteId()).check(z.maxLength(20, { error: 'must be at most 20 quotes' })),
    ),
    beneficiaryIdentityId: limits.id(),
    beneficiaryFinancialInstrumentId: limits.id(),
    originatorIdentityId: z.optional(limits.id()),
    purposeCode: z.optional(limits.code()),
    sourceOfCash: z.optional(limits.code()),
    receiverRelationship: z.optional(limits.code()),
    memo: z.optional(limits.memo()),
    labels: z.optional(limits.labels()),
  }),
)
