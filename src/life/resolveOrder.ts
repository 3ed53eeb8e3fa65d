import { systemClock } from '../core/account.js'
import type { Amount } from '../core/amount.js'
import { isShroffError, type ShroffError } from '../core/errors.js'
import type { Standing } from '../core/standing.js'
import { processOnce } from '../webhook/process.js'
import { standingOf } from './ask.js'
import {
  type AmountOf,
  type AnyPayment,
  keyOf,
  moneyOf,
  type PaidAttempt,
  type ResolvingGateway,
  type ResolvingTransferGateway,
} from './attempt.js'
import { type AttemptStanding, endAttempt, isSettled, mayKeep, type Step, type Working } from './end.js'
import { checkResolving, type ResolveOrderOptions, type ResolveOrderParameters } from './options.js'
import { type HeldSale, holdingSale } from './sale.js'

/** How a sale stands after this call. */
export type ResolveOrderResult<A = Amount> = {
  readonly saleId: string
  /**
   * `paid`: the money is there and one payment of it is kept; `onPaid` was told. `open`: nobody has paid, and somebody may yet.
   * `unpaid`: no attempt can be paid any more; take a new one, and call again with it, or end the sale.
   */
  readonly result: 'paid' | 'open' | 'unpaid'
  /** Whose money is kept. */
  readonly paid?: PaidAttempt<A>
  readonly attempts: readonly AttemptStanding[]
  /** Call again then. Absent: nothing is left to do. */
  readonly nextAt?: Date
}

/**
 * Ends a sale that was offered in several wallets, under a number in each: keeps the first payment that it finds, tells it once,
 * closes the other orders, and gives back what is paid a second time. What cannot be closed, such as a code that nobody has
 * scanned, is watched until it has expired.
 *
 * Each call does what can be done now and says when the next is due; any process can make it: on a webhook, at `nextAt`, after a
 * crash. It keeps its steps in the store before it takes them, and all its numbers follow from the attempts, so a call that died
 * halfway is gone on with and nothing is done twice. Not for payer's codes, about which `settlePayment` decides.
 *
 * @throws `ORDER_BUSY` while another call resolves the sale; `JOURNAL_FAILED` where the store does not answer; `PARAMETERS_INVALID`,
 * `CONFIG_INVALID`; what `onPaid` throws. What a provider answers stands with its attempt and is not thrown.
 * @example
 * const { result, nextAt } = await resolveOrder([wechatpay, alipay], { saleId, attempts }, { store, onPaid: deliver })
 * if (nextAt) await callAgainAt(nextAt)
 */
export async function resolveOrder<G extends ResolvingGateway | ResolvingTransferGateway = ResolvingGateway>(
  gateways: readonly G[],
  parameters: ResolveOrderParameters,
  options: ResolveOrderOptions<AmountOf<G>>,
): Promise<ResolveOrderResult<AmountOf<G>>> {
  const { saleId, read } = checkResolving(gateways, parameters, options)
  const { store, onPaid, lease = 30_000, clock = systemClock } = options
  const held = { store, saleId, lease, clock }
  return holdingSale(held, async (sale) => {
    const call = carefully()
    const workings = (await read()).map((attempt): Working => {
      const gateway = gateways.find(({ provider }) => provider === attempt.provider)!
      return { attempt, gateway, sale, clock, signal: sale.signal, call: (_, make) => call(attempt.provider, make) }
    })
    const found = await findPaid(sale, workings)

    const paid = paidIn<AmountOf<G>>(sale)
    let told: { nextAt?: number } = {}
    let failure: { error: unknown } | undefined
    if (paid) {
      const telling = { store, key: `sale-paid/${saleId}`, lease, clock }
      try {
        const how = await processOnce(telling, (work) => onPaid({ saleId, paid }, work))
        // One that died while it told, or lost its lease: whether it has told is known once that has run out.
        if (how === 'busy' || how === 'lost') told = { nextAt: clock.now() + lease }
      } catch (error) {
        // The other orders are no less in the way for it.
        failure = { error }
      }
    }

    const steps: Step[] = []
    for (const working of workings) {
      const { provider, orderId } = working.attempt
      const isKept = paid && keyOf(paid) === keyOf(working.attempt)
      steps.push(isKept ? { provider, orderId, at: 'paid' } : await endAttempt(working, found.get(working)))
    }
    if (failure) throw failure.error
    return resultOf(saleId, paid, steps, told)
  })
}

/** Asks until one is found to be paid, which is the one that is kept: that is written before anything follows from it. */
async function findPaid(sale: HeldSale, workings: readonly Working[]) {
  const found = new Map<Working, Standing<AnyPayment>>()
  for (const working of workings) {
    if (sale.entry.paid) break
    const { attempt } = working
    if (isSettled(sale.entry.over[keyOf(attempt)], attempt)) continue
    const standing = await standingOf(working)
    found.set(working, standing)
    if (standing.at !== 'paid' || !mayKeep(sale, attempt)) continue
    const { provider, orderId } = attempt
    const { paidAt } = standing.payment
    const at = paidAt && { paidAt: paidAt.toISOString() }
    await sale.write({ paid: { provider, orderId, ...moneyOf(standing.payment), ...at } })
  }
  return found
}

function paidIn<A>({ entry }: HeldSale): PaidAttempt<A> | undefined {
  if (!entry.paid) return undefined
  const { paidAt, ...paid } = entry.paid
  // As one of these gateways has told it.
  return { ...paid, ...(paidAt && { paidAt: new Date(paidAt) }) } as PaidAttempt<A>
}

/** Once a provider has said that there were too many calls it gets no further one from this `resolveOrder`. */
function carefully() {
  const limited = new Map<string, ShroffError>()
  return async <T>(provider: string, make: () => Promise<T>): Promise<T> => {
    const said = limited.get(provider)
    if (said) throw said
    try {
      return await make()
    } catch (error) {
      if (isShroffError(error, 'RATE_LIMITED')) limited.set(provider, error)
      throw error
    }
  }
}

function resultOf<A>(
  saleId: string,
  paid: PaidAttempt<A> | undefined,
  steps: readonly Step[],
  told: { nextAt?: number },
): ResolveOrderResult<A> {
  const due = [...steps, told].flatMap(({ nextAt }) => (nextAt === undefined ? [] : [nextAt]))
  const isOpen = steps.some(({ at }) => at === 'open')
  return {
    saleId,
    result: paid ? 'paid' : isOpen ? 'open' : 'unpaid',
    ...(paid && { paid }),
    attempts: steps.map(({ nextAt: _, ...standing }) => standing),
    ...(due.length > 0 && { nextAt: new Date(Math.min(...due)) }),
  }
}
