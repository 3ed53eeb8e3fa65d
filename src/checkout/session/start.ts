import { isShroffError } from '../../core/errors.js'
import { nextAsk } from '../../life/attempt.js'
import type { CheckoutAction, CheckoutChoice, CheckoutOffer, CheckoutRefusal } from '../view.js'
import type { Checkout } from './options.js'
import { resolveNow } from './resolve.js'
import {
  changeState,
  holding,
  isQuoted,
  keepReference,
  readState,
  type SaleState,
  type StoredAttempt,
} from './state.js'
import { sealedName } from './token.js'
import { statusOf } from './view.js'

/** Why not; `after` in seconds. */
export type Refused = { readonly refused: CheckoutRefusal; readonly after?: number }

/** Of the payer's request, what some channels ask for. */
export type PayerFacts = {
  readonly payerId?: string
  readonly payerClientIp?: string
  readonly payerOs?: 'ios' | 'android'
}

const second = 1000
const minute = 60 * second
/** How long an order can be paid: what UnionPay's gateway takes at most unless it is told otherwise. */
const payable = 15 * minute
/** Too little is left for a payer to come to an end. */
const margin = 30 * second
const mostAttempts = 40

/**
 * The payer chooses a way. The same choice meets the same order, whichever tab it comes from; another product, amount or cart ends the
 * old order first.
 */
export const startAttempt = (
  checkout: Checkout,
  ref: string,
  choice: CheckoutChoice,
  facts: PayerFacts,
): Promise<SaleState | Refused> =>
  holding(checkout, ref, 'start', async (signal) => {
    const { gateways, clock, tell } = checkout
    const gateway = gateways.find(({ provider }) => provider === choice.provider)
    let state = (await readState(checkout, ref))!
    let hasEnded = false
    // Once it is found, once it is placed, and once more for what was ended at the provider meanwhile.
    for (let rounds = 0; rounds < 4; rounds += 1) {
      if (statusOf(state, clock.now()) !== 'open') return { refused: 'ended' }
      const offer = state.offers.find((one) => one.provider === choice.provider && one.channel === choice.channel)
      const has = (gateway?.channels as readonly string[] | undefined)?.includes(choice.channel)
      if (!gateway || !has || !offer) return { refused: 'not-offered' }
      if (state.expiresAt - clock.now() < margin) return { refused: 'ended' }

      const same = state.attempts.find((one) => isSame(state, one, choice, facts, clock.now()))
      const others = state.attempts.filter((one) => one.provider === choice.provider && one !== same && !one.over)
      if (!hasEnded && (others.some(({ superseded }) => !superseded) || (!same && others.length > 0))) {
        const ended = await endOthers(checkout, ref, others)
        if ('refused' in ended) return ended
        state = ended
        hasEnded = true
        continue
      }
      if (!same) {
        if (state.attempts.length >= mostAttempts) return { refused: 'too-many', after: 3600 }
        state = await add(checkout, ref, offer, facts, gateway.rhythm)
        continue
      }
      if (same.nextAction && same.codeUntil! - clock.now() > margin) return choose(checkout, ref, same.orderId)
      try {
        const placed = await (gateway as Placing).createPayment(orderOf(same), { signal })
        const { reference } = placed
        // Before the payer sees it, and so before anybody can pay it.
        if (reference !== undefined) await keepReference(checkout, same.provider, reference, state.saleId)
        const chosen = await choose(checkout, ref, same.orderId, placed, codeUntil(same, clock.now()))
        // Its provider has no address for it yet, and has one when it is asked again.
        return placed.nextAction ? chosen : { refused: 'unavailable', after: 2 }
      } catch (error) {
        if (!isShroffError(error)) throw error
        tell(error, state.saleId)
        // It has come to an end of which nobody has told yet, or the number is somebody else's.
        if (!/^ORDER_(CLOSED|PAID|ID_USED)$/.test(error.code))
          return error.outcome === 'rejected' || error.code === 'PARAMETERS_INVALID'
            ? { refused: 'not-offered' }
            : { refused: 'unavailable', after: error.code === 'RATE_LIMITED' ? 60 : 5 }
        const ended = await endOthers(checkout, ref, [same])
        if ('refused' in ended) return ended
        state = ended
      }
    }
    return { refused: 'unavailable', after: 5 }
  })

/** A gateway of money or of tokens, as it is given back what was stored. */
type Placing = { createPayment(order: object, options: { signal: AbortSignal }): Promise<Placed> }
type Placed = { readonly nextAction?: object; readonly reference?: string }

/** What `createPayment` is given: the same each time. */
function orderOf({ order, channel, transfer, ...attempt }: StoredAttempt): object {
  const times = { placedAt: new Date(attempt.placedAt), expiresAt: new Date(attempt.expiresAt) }
  return transfer ? { orderId: order.orderId, channel, ...transfer, ...times } : { ...order, channel, ...times }
}

/** Whether this order is what the payer wants now. One that was replaced and could not be closed is taken up again. */
const isSame = (state: SaleState, attempt: StoredAttempt, choice: CheckoutChoice, facts: PayerFacts, now: number) => {
  const { order, provider, channel, superseded, expiresAt, over, ending } = attempt
  return (
    provider === choice.provider &&
    channel === choice.channel &&
    !over &&
    !ending &&
    superseded !== 'void' &&
    expiresAt - now > margin &&
    order.amount.value === state.amount.value &&
    order.description === state.description &&
    order.notifyUrl === state.notifyUrl &&
    isQuoted(attempt, state) &&
    // An order for one payer cannot be paid by another.
    (channel !== 'jsapi' || (order as PayerFacts).payerId === facts.payerId)
  )
}

/** Query, close, query. What its provider cannot close goes on beside; where it did not answer, nothing new is begun. */
async function endOthers(
  checkout: Checkout,
  ref: string,
  others: readonly StoredAttempt[],
): Promise<SaleState | Refused> {
  const ids = new Set(others.map(({ orderId }) => orderId))
  await changeState(checkout, ref, (state) => ({
    ...state!,
    attempts: state!.attempts.map((one) =>
      ids.has(one.orderId) && !one.superseded ? { ...one, superseded: 'replaced' as const } : one,
    ),
  }))
  const first = await resolveNow(checkout, ref)
  // Due at once: it was paid while it was being closed.
  const isDue = first.result?.nextAt && first.result.nextAt.getTime() <= checkout.clock.now()
  const { state, result } = isDue ? await resolveNow(checkout, ref) : first
  if (state.paid) return state
  const isClear = result?.attempts.every(({ orderId, error }) => !ids.has(orderId) || !error)
  return isClear ? state : { refused: 'unavailable', after: 5 }
}

/** Stored before its provider hears of it. */
async function add(
  checkout: Checkout,
  ref: string,
  { provider, channel, wallet }: CheckoutOffer,
  facts: PayerFacts,
  rhythm: readonly number[],
): Promise<SaleState> {
  const { clock, keys, endpoint } = checkout
  const placedAt = Math.floor(clock.now() / second) * second
  const { saleId, quotes } = (await readState(checkout, ref))!
  const quote = channel === 'transfer' ? quotes?.[provider] : undefined
  const tag = quote && (await checkout.tagFor?.({ saleId, provider }))
  const transfer = quote && { amount: quote, ...(tag !== undefined && { tag }) }
  const returnUrl = `${endpoint}/return/${await sealedName(keys, 'return', ref)}`
  return changeState(checkout, ref, (given) => {
    const state = given!
    const { amount, description, notifyUrl, dueAt } = state
    const orderId = `${state.saleId}A${state.attempts.length + 1}`
    const expiresAt = Math.min(placedAt + payable, Math.floor(state.expiresAt / second) * second)
    const { payerId, payerClientIp, payerOs } = facts
    const order = {
      orderId,
      amount,
      description,
      notifyUrl,
      ...((channel === 'page' || channel === 'wap') && { returnUrl }),
      ...(channel === 'wap' && { payerClientIp, ...(payerOs && { payerOs }) }),
      ...(channel === 'jsapi' && { payerId }),
    }
    return {
      ...state,
      attempts: [
        ...state.attempts,
        {
          provider,
          channel,
          ...(wallet && { wallet }),
          orderId,
          placedAt,
          expiresAt,
          order,
          ...(transfer && { transfer }),
        },
      ],
      dueAt: Math.min(dueAt ?? Number.POSITIVE_INFINITY, nextAsk(rhythm, placedAt, clock.now())),
    }
  })
}

/** The attempt has it, and as text. */
function withoutTime(nextAction: object): CheckoutAction {
  const { expiresAt: _, ...action } = nextAction as { expiresAt?: Date }
  return action as CheckoutAction
}

/** This one is what the page shows now. */
const choose = (checkout: Checkout, ref: string, chosen: string, placed: Placed = {}, until?: number) =>
  changeState(checkout, ref, (given) => {
    const state = given!
    const attempts = state.attempts.map((one) => {
      if (one.orderId !== chosen) return one
      const { superseded, ...taken } = one
      const { nextAction, reference } = placed
      const kept = {
        ...taken,
        ...(nextAction && { nextAction: withoutTime(nextAction), codeUntil: until! }),
        ...(reference !== undefined && { reference }),
      }
      // Void for good: the amount has changed while it was placed, and the page shows nothing of it.
      return superseded === 'void' ? { ...kept, superseded } : kept
    })
    return { ...state, attempts, current: chosen }
  })

/** How long WeChat Pay's codes work, whatever the order's expiry (doc 4012791877, 4012791835); the others' work as long as the order. */
function codeUntil({ provider, channel, expiresAt }: StoredAttempt, now: number): number {
  if (provider !== 'wechatpay') return expiresAt
  return Math.min(expiresAt, now + (channel === 'wap' ? 5 * minute : 120 * minute))
}
