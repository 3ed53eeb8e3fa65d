import { dateOf } from '../core/read.js'
import { type FromShape, inShape, misfit } from '../core/shape.js'
import { amountOf, chargesOf, decimalOf, type RippleAmount } from './amount.js'
import { errorShape, type paymentShape } from './wire.js'

/** A payout as Ripple tells of it. */
export type RippleTransfer = {
  /** Names the payment: it is that of the quote it was made of. */
  readonly quoteId: string
  /** Your number, where Ripple tells it. */
  readonly transferId?: string
  /**
   * `needs-action`: it waits for your funds. `failed`: nothing was paid, and what was reserved is free again. `returned`: it was paid, a
   * bank sent it back, and the money is yours again; **`succeeded` may still become it**. A state that is new at Ripple is `pending`.
   */
  readonly status: 'pending' | 'needs-action' | 'succeeded' | 'failed' | 'returned'
  /** Ripple's word for it, such as `TRANSFERRING`. */
  readonly state: string
  /** What you pay. */
  readonly source?: RippleAmount
  /** What arrives. */
  readonly destination?: RippleAmount
  /** Of a unit of the source: an exact decimal as text. */
  readonly rate?: string
  /** What Ripple takes of what you pay. */
  readonly fees: readonly RippleAmount[]
  /** Of what you pay. */
  readonly taxes: readonly RippleAmount[]
  /** Who is paid. */
  readonly beneficiaryIdentityId?: string
  /** Which account or wallet of theirs. */
  readonly beneficiaryFinancialInstrumentId?: string
  /** When it was made. */
  readonly initiatedAt?: Date
  /** When it came into this state. */
  readonly updatedAt?: Date
  /** Until when your funds must have come, where it waits for them. */
  readonly fundingExpiresAt?: Date
  /** Of the payout, where it goes to a wallet on a chain. */
  readonly transactionHash?: string
  /** Why it failed or came back, in Ripple's code, such as `SYS_120`. */
  readonly providerCode?: string
  /** The answer in Ripple's own spelling, its numbers as their texts. */
  readonly raw: unknown
}

const states: Readonly<Record<string, RippleTransfer['status']>> = {
  AWAITING_FUNDING: 'needs-action',
  COMPLETED: 'succeeded',
  DECLINED: 'failed',
  FAILED: 'failed',
  RETURNED: 'returned',
}

/** Whether there is no more than a quote. That Ripple tells of one as of a payment is unconfirmed. */
export const isOnlyQuoted = ({ paymentState }: { readonly paymentState: string }): boolean => paymentState === 'QUOTED'

/** Reads a payment whose shape has been checked. */
export function toTransfer(raw: FromShape<typeof paymentShape>): RippleTransfer {
  const { paymentState: state, originator, destination: to, adjustedExchangeRate } = raw
  const { initiatedAt, lastStateUpdatedAt, jitFundingExpiresAt, cryptoTransactionHash: transactionHash } = raw
  const source = amountOf(originator?.sourceAmount, originator?.sourceCurrency)
  const destination = amountOf(to?.destinationAmount, to?.destinationCurrency)
  const providerCode = codeIn(raw.errors)
  return {
    quoteId: raw.paymentId,
    ...(originator?.internalId && { transferId: originator.internalId }),
    // New states come without notice.
    status: (Object.hasOwn(states, state) && states[state]) || 'pending',
    state,
    ...(source && { source }),
    ...(destination && { destination }),
    ...(adjustedExchangeRate?.adjustedRate && { rate: decimalOf(adjustedExchangeRate.adjustedRate) }),
    ...chargesOf(raw),
    ...(to?.beneficiaryIdentityId && { beneficiaryIdentityId: to.beneficiaryIdentityId }),
    ...(to?.beneficiaryFinancialInstrumentId && {
      beneficiaryFinancialInstrumentId: to.beneficiaryFinancialInstrumentId,
    }),
    ...(initiatedAt && { initiatedAt: dateOf(initiatedAt) }),
    ...(lastStateUpdatedAt && { updatedAt: dateOf(lastStateUpdatedAt) }),
    ...(jitFundingExpiresAt && { fundingExpiresAt: dateOf(jitFundingExpiresAt) }),
    ...(transactionHash && { transactionHash }),
    ...(providerCode && { providerCode }),
    raw,
  }
}

/** The code of the first error. */
function codeIn(errors: unknown): string | undefined {
  const [first = undefined] = Array.isArray(errors) ? (errors as unknown[]) : [errors]
  return misfit(errorShape, first) === undefined ? inShape(errorShape, first).code : undefined
}
