import { compareDecimals, type Decimal, formatDecimal } from '../core/decimal.js'
import type { PaymentStatus, TransferAction } from '../core/payment.js'
import { dateOf, stateOf, undocumented } from '../core/read.js'
import type { FromShape } from '../core/shape.js'
import { type Coverage, coverageOf, type TokenAmount } from '../core/token-amount.js'
import { assetOf, decimalIn, decimalOf, tokensOf } from './money.js'
import type { CircleAsset, intentShape } from './wire.js'

/** A payment intent as Circle sees it: what was asked for, and all that has come to its address. */
export type CirclePayment = {
  /** Circle's id of the intent. Nothing else finds it again: store it with the order. */
  readonly reference: string
  /** The same, once it is paid: an intent is paid once, by however many transfers. */
  readonly paymentId?: string
  /** `transient`: one order. `continuous`: an address without an end. */
  readonly kind: 'transient' | 'continuous'
  /**
   * `paid`: at least what was asked for has come and settled. `closed`: its time is over, or a refund has begun of what had come so
   * far; whatever has come of it, see `received`.
   * A continuous one is `pending` for ever.
   */
  readonly status: PaymentStatus
  /** What was asked for. Absent of a continuous one. */
  readonly amount?: TokenAmount<CircleAsset>
  /** What has come and settled, all payments together. Under `pending` and `closed` too, money is there. */
  readonly received: TokenAmount<CircleAsset>
  /** How that compares with what was asked for. Absent while nothing has come. */
  readonly coverage?: Coverage
  /** It was paid after its time was over: compare the price of then. */
  readonly late?: true
  /** Whether a refund of it has been started; absent while nothing has come. */
  readonly refunds?: 'none' | 'some'
  /** What has gone back of it. */
  readonly refunded: TokenAmount<CircleAsset>
  /** What the payer is shown. Absent while there is no address, and when it is over. */
  readonly nextAction?: TransferAction
  /** Last moment to pay. Absent until there is an address. */
  readonly expiresAt?: Date
  /** When it was complete; of one that was paid late, when Circle last changed it. */
  readonly paidAt?: Date
  /** What has come: ids for `listPayments`. */
  readonly paymentIds: readonly string[]
  /** What goes back: ids for `getRefund`. */
  readonly refundIds: readonly string[]
  /** Circle's own word for where it stands: `timeline[0].status`. */
  readonly state: string
  /** Why, in Circle's words, such as `requested_by_merchant`. */
  readonly providerCode?: string
  /** The answer, in Circle's own spelling. */
  readonly raw: unknown
}

type Intent = FromShape<typeof intentShape>

/** `refunded` is not among them: what an intent was before a refund of it began decides. */
const states: Readonly<Record<string, PaymentStatus>> = {
  created: 'pending',
  pending: 'pending',
  active: 'pending',
  complete: 'paid',
  expired: 'closed',
  failed: 'failed',
}

/** Reads an intent whose shape has been checked. */
export function toPayment(raw: Intent): CirclePayment {
  const { id: reference, timeline } = raw
  const [newest] = timeline
  // The newest stands first.
  const step = timeline.find(({ status }) => status !== 'refunded')
  if (!newest || !step) throw undocumented('a payment intent without a state')
  // A refund ends it, also one of a part that had come: it takes no payment after that.
  const said = raw.amount && newest !== step && step.status === 'pending' ? 'closed' : stateOf(states, step.status)
  const kind = raw.amount ? 'transient' : 'continuous'
  const asset = assetOf(raw.amount?.currency ?? raw.currency ?? raw.amountPaid?.currency ?? '')
  for (const money of [raw.amountPaid, raw.amountRefunded])
    if (money && assetOf(money.currency) !== asset) throw undocumented('amounts of two currencies in one intent')
  const [received, refunded] = [decimalIn(raw.amountPaid), decimalIn(raw.amountRefunded)]
  const wanted = raw.amount ? decimalOf(raw.amount) : undefined
  const status = statusOf(said, received, wanted)
  const isRefunded = newest.status === 'refunded' || refunded.digits > 0n || (raw.refundIds ?? []).length > 0
  const hasCome = received.digits > 0n
  const nextAction = status === 'pending' ? transferOf(raw, asset) : undefined
  const completed = timeline.find((one) => one.status === 'complete')?.time ?? raw.updateDate
  return {
    reference,
    ...(status === 'paid' && { paymentId: reference }),
    kind,
    status,
    ...(raw.amount && { amount: tokensOf(raw.amount) }),
    received: { asset, value: formatDecimal(received) },
    ...(hasCome && wanted && { coverage: coverageOf(received, wanted) }),
    ...(status === 'paid' && said === 'closed' && { late: true }),
    ...((hasCome || isRefunded) && { refunds: isRefunded ? 'some' : 'none' }),
    refunded: { asset, value: formatDecimal(refunded) },
    ...(nextAction && { nextAction }),
    ...(raw.expiresOn && { expiresAt: dateOf(raw.expiresOn) }),
    ...(status === 'paid' && completed && { paidAt: dateOf(completed) }),
    paymentIds: raw.paymentIds ?? [],
    refundIds: raw.refundIds ?? [],
    state: newest.status,
    ...(step.reason && { providerCode: step.reason }),
    raw,
  }
}

/**
 * What Circle says, held against what has come: a word alone pays nothing, and what comes after the time is over is paid all the same.
 * A complete one that is short of money has come to its end unpaid.
 */
function statusOf(said: PaymentStatus, received: Decimal, wanted: Decimal | undefined): PaymentStatus {
  if (!wanted) return said === 'paid' ? 'pending' : said
  const isEnough = wanted.digits > 0n && compareDecimals(received, wanted) >= 0
  if (said === 'paid') return isEnough ? 'paid' : 'closed'
  return said === 'closed' && isEnough ? 'paid' : said
}

/** Where to send what; undefined while Circle has no address for it. What is left to pay is for the shop to say. */
function transferOf({ paymentMethods, amount, expiresOn }: Intent, asset: CircleAsset): TransferAction | undefined {
  const method = paymentMethods.find(({ address }) => address)
  if (!method?.address || !method.chain) return undefined
  return {
    type: 'transfer',
    chain: method.chain,
    address: method.address,
    ...(method.addressTag && { tag: method.addressTag }),
    amount: amount ? tokensOf(amount) : { asset, value: '0' },
    ...(expiresOn && { expiresAt: dateOf(expiresOn) }),
  }
}
