import type { Amount } from '../../core/amount.js'
import { isShroffError } from '../../core/errors.js'
import type { TokenAmount } from '../../core/token-amount.js'
import type { Attempt, PaidAttempt } from '../../life/attempt.js'
import type { AttemptStanding } from '../../life/end.js'
import type { ResolveOrderOptions } from '../../life/options.js'
import { type ResolveOrderResult, resolveOrder } from '../../life/resolveOrder.js'
import type { Checkout } from './options.js'
import { changeState, holding, readState, type SaleState, type StoredAttempt } from './state.js'

const second = 1000
const minute = 60 * second
// Until then nobody else asks: one query for all tabs. It ends sooner, by the answer.
const answering = 15 * second

/**
 * Asks the providers where a sale stands and brings its orders nearer to their end, if that is due by the providers' own rhythm.
 *
 * @returns the sale as it stands then; `result` where it was asked about.
 */
export async function resolveIfDue(checkout: Checkout, ref: string): Promise<SaleState | undefined> {
  const { clock } = checkout
  let isDue = false
  const state = await changeState(checkout, ref, (state) => {
    isDue = state?.dueAt !== undefined && clock.now() >= state.dueAt
    return state && isDue ? { ...state, dueAt: clock.now() + answering } : state
  })
  return state && isDue ? (await resolveNow(checkout, ref)).state : state
}

/** `error`: why it did not come to an end. */
export type Resolved = { readonly state: SaleState; readonly result?: ResolveOrderResult; readonly error?: unknown }

/** The same at once, for a webhook or a step of the payer's. `first` is the order that is asked about first. */
export const resolveNow = (checkout: Checkout, ref: string, first?: string): Promise<Resolved> =>
  // Whoever comes second waits, where resolveOrder would refuse.
  holding(checkout, ref, 'resolve', async () => resolveAlone(checkout, ref, (await readState(checkout, ref))!, first))

async function resolveAlone(
  checkout: Checkout,
  ref: string,
  before: SaleState,
  first: string | undefined,
): Promise<Resolved> {
  const { gateways, store, onPaid, lease, clock, tell } = checkout
  const { saleId } = before
  const started = clock.now()
  // Nobody was asked for money yet, so nobody is to be asked for it.
  if (!before.attempts.some(isPayable))
    return {
      state: await keep(checkout, ref, { checkedAt: started, due: { at: undefined, asked: before.attempts.length } }),
    }
  let asked = 0
  const rank = ({ orderId }: StoredAttempt) => Number(orderId === first)
  const attempts = async () => {
    const state = (await readState(checkout, ref))!
    asked = state.attempts.length
    return state.attempts
      .filter(isPayable)
      .sort((one, other) => rank(other) - rank(one))
      .map((one) => toAttempt(state, one, started))
  }
  let paid: PaidAttempt | undefined
  try {
    const told: ResolveOrderOptions<Amount | TokenAmount>['onPaid'] = (sale, work) => {
      paid = inMoney(before, sale.paid)
      return onPaid({ ...sale, paid }, work)
    }
    const found = await resolveOrder(gateways, { saleId, attempts }, { store, onPaid: told, lease, clock })
    const { paid: isPaid, ...rest } = found
    const result: ResolveOrderResult = { ...rest, ...(isPaid && { paid: inMoney(before, isPaid) }) }
    const idsOf = (fits: (one: AttemptStanding) => boolean) =>
      new Set(result.attempts.filter(fits).map(({ orderId }) => orderId))
    const over = idsOf(({ at }) => /^(closed|expired|refunded)$/.test(at))
    const unclear = idsOf(({ at, error }) => at === 'open' && error?.outcome === 'unknown')
    return {
      result,
      state: await keep(checkout, ref, {
        over,
        unclear,
        // Whoever did not answer has not been asked.
        ...(unclear.size === 0 && { checkedAt: started }),
        ...(result.paid && { paid: result.paid }),
        received: new Map(result.attempts.flatMap(({ orderId, received }) => (received ? [[orderId, received]] : []))),
        due: { at: result.nextAt?.getTime(), asked },
      }),
    }
  } catch (error) {
    if (isShroffError(error, 'ORDER_BUSY')) return { error, state: await keep(checkout, ref, {}) }
    tell(error, saleId)
    return {
      error,
      state: await keep(checkout, ref, {
        ...(paid && { paid }),
        due: { at: clock.now() + minute, asked },
      }),
    }
  }
}

/** Not an order of tokens whose address has never come: nobody has seen it, and some providers find it by nothing else. */
const isPayable = ({ transfer, reference, nextAction }: StoredAttempt): boolean =>
  !transfer || reference !== undefined || nextAction !== undefined

function toAttempt(state: SaleState, attempt: StoredAttempt, now: number): Attempt {
  const { provider, orderId, placedAt, expiresAt, transfer, reference } = attempt
  // What was paid before the payer gave up is found by the first question after that. What is paid later goes back.
  const isGone = state.closed !== undefined && (state.checkedAt ?? 0) >= state.closed
  const isEnding = state.closed !== undefined || now >= state.expiresAt
  const superseded = isGone ? 'void' : (attempt.superseded ?? (isEnding ? 'replaced' : undefined))
  return {
    provider,
    orderId,
    placedAt: new Date(placedAt),
    expiresAt: new Date(expiresAt),
    ...(superseded && { superseded }),
    ...(transfer && { transfer }),
    ...(reference !== undefined && { reference }),
  }
}

/** What was paid in tokens counts as the price that they were quoted for. */
function inMoney({ attempts, amount }: SaleState, paid: PaidAttempt<Amount | TokenAmount>): PaidAttempt {
  if (!('asset' in paid.amount)) return { ...paid, amount: paid.amount }
  const its = attempts.find(({ orderId }) => orderId === paid.orderId)
  return { ...paid, amount: its?.order.amount ?? amount }
}

type Found = {
  readonly received?: ReadonlyMap<string, TokenAmount>
  readonly over?: ReadonlySet<string>
  readonly unclear?: ReadonlySet<string>
  readonly checkedAt?: number
  readonly paid?: PaidAttempt
  readonly due?: { readonly at: number | undefined; readonly asked: number }
}

/** What was found, into the sale as it is by now: the payer may have gone on meanwhile. */
function keep(
  checkout: Checkout,
  ref: string,
  { over, unclear, received, checkedAt, paid, due }: Found,
): Promise<SaleState> {
  return changeState(checkout, ref, (now) => {
    const { dueAt, ...state } = now!
    const all = state.attempts
    const isPaid = paid ?? state.paid
    const times = [
      due ? due.at : dueAt,
      // One that was placed since then has said itself when it is to be asked about.
      due && due.asked < all.length ? dueAt : undefined,
      // The end of the sale decides: it is asked once more, and what is open is closed.
      !isPaid && checkout.clock.now() < state.expiresAt ? state.expiresAt : undefined,
    ].filter((time) => time !== undefined)
    return {
      ...state,
      attempts: all.map((one) => ({
        ...one,
        ...(over?.has(one.orderId) && { over: true as const }),
        ...(received?.has(one.orderId) && { received: received.get(one.orderId)! }),
        ...(unclear?.has(one.orderId) && one.superseded && { ending: true as const }),
      })),
      ...(checkedAt !== undefined && { checkedAt }),
      ...(paid && !state.paid && { paid: { provider: paid.provider, orderId: paid.orderId, amount: paid.amount } }),
      ...(times.length > 0 && all.length > 0 && { dueAt: Math.min(...times) }),
    }
  })
}
