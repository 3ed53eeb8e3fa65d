import { ShroffError, type TokenAmount, tokenAmount } from 'shroff'
import type { TransferGateway } from 'shroff/gateway'
import type { Random } from '../simulation/random.js'
import type { Scheduler } from '../simulation/scheduler.js'

/** What is asked for; the model counts in whole tokens. */
export const quote = tokenAmount('3', 'USDC')
const wanted = 3
const second = 1000
const minute = 60 * second

type Intent = { orderId: string; come: number; isClosed: boolean; paidAt?: number; refunds: Map<string, Refund> }
type Refund = { refundId: string; value: number; status: 'pending' | 'succeeded' }
type Given = { orderId: string; reference?: string; refundId?: string; refundReference?: string; amount: TokenAmount }

const tokens = (value: number) => tokenAmount(String(value), 'USDC')
const refuse = (code: 'REQUEST_REFUSED' | 'ORDER_PAID') => {
  throw new ShroffError(code, { problem: 'The model refuses.', outcome: 'rejected' })
}
/** Circle finds nothing by a number of the shop's. */
export const referenceOf = (orderId: string) => `I${orderId}`
const mustHave = (value: string | undefined): void => {
  if (value === undefined)
    throw new ShroffError('PARAMETERS_INVALID', { problem: 'It is found by its reference alone.', outcome: 'not-sent' })
}

/** What Circle does with each message, as its port shows it, and the payers of its intents. */
export function createTokenDesk({ random, scheduler }: { random: Random; scheduler: Scheduler }) {
  const intents = new Map<string, Intent>()
  const told = { onRefunded: (_orderId: string, _refundId: string) => {} }

  const actions = {
    createPayment({ orderId }: Given) {
      if (!intents.has(orderId)) intents.set(orderId, { orderId, come: 0, isClosed: false, refunds: new Map() })
      return { channel: 'transfer', orderId, reference: referenceOf(orderId) }
    },
    getPayment({ orderId, amount }: Given) {
      const { come, isClosed, paidAt } = intents.get(orderId)!
      const coverage = come < wanted ? 'under' : come > wanted ? 'over' : 'exact'
      const facts = { orderId, reference: referenceOf(orderId), amount, received: tokens(come) }
      const paid = paidAt !== undefined && { paymentId: `P${orderId}`, paidAt: new Date(paidAt) }
      const status = paid ? 'paid' : isClosed ? 'closed' : 'pending'
      return { ...facts, status, ...(come > 0 && { coverage }), ...paid }
    },
    endPayment({ orderId }: Given) {
      const intent = intents.get(orderId)!
      if (intent.paidAt !== undefined) return refuse('ORDER_PAID')
      if (intent.isClosed) return refuse('REQUEST_REFUSED')
      intent.isClosed = true
      return { orderId, status: 'closed' }
    },
    refundPayment({ orderId, refundId = '', amount }: Given) {
      const { come, refunds } = intents.get(orderId)!
      const value = Number(amount.value)
      const given = [...refunds.values()].reduce((sum, one) => sum + one.value, 0)
      const known = refunds.get(refundId)
      if (!known && given + value > come) return refuse('REQUEST_REFUSED')
      const refund: Refund = known ?? { refundId, value, status: 'pending' }
      refunds.set(refundId, refund)
      if (!known)
        scheduler.later(random.between(second, 10 * minute), () => {
          refund.status = 'succeeded'
          told.onRefunded(orderId, refundId)
        })
      return { orderId, refundId, refundReference: `R${refundId}`, status: refund.status, amount }
    },
    getRefund({ orderId, refundId = '' }: Given) {
      const { value, status } = intents.get(orderId)!.refunds.get(refundId)!
      return { orderId, refundId, refundReference: `R${refundId}`, status, amount: tokens(value) }
    },
  }
  /** What the port refuses before anything is sent. */
  const needs: { readonly [action in keyof typeof actions]?: keyof Given } = {
    getPayment: 'reference',
    endPayment: 'reference',
    refundPayment: 'reference',
    getRefund: 'refundReference',
  }

  return {
    told,
    /** The gateway, over a line. */
    gatewayOver(send: (action: string, orderId: string, work: () => unknown) => Promise<unknown>): TransferGateway {
      const bound = Object.entries(actions).map(([action, work]) => [
        action,
        async (given: Given, { signal }: { signal?: AbortSignal } = {}) => {
          signal?.throwIfAborted()
          const needed = needs[action as keyof typeof actions]
          if (needed) mustHave(given[needed] as string | undefined)
          return send(action, given.orderId, () => (work as (given: Given) => unknown)(given))
        },
      ])
      const numbering = { payment: ['reference'], refund: ['refundReference'] }
      const facts = { provider: 'circle', name: 'circle', identity: numbering, rates: {}, rhythm: [5, 10, 15, 30] }
      return { ...facts, ...Object.fromEntries(bound) } as unknown as TransferGateway
    },
    comeTo: (orderId: string) => intents.get(orderId)?.come,
    /** A payer sends so many; gives whether that is enough now, for the first time. */
    send(orderId: string, value: number): boolean {
      const intent = intents.get(orderId)!
      intent.come += value
      const isPaid = intent.come >= wanted && intent.paidAt === undefined
      if (isPaid) intent.paidAt = scheduler.now()
      return isPaid
    },
  }
}
