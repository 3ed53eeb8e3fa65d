import { ShroffError } from 'shroff'
import type { Gateway, GatewayPayment } from 'shroff/gateway'
import { fateOf } from '../simulation/fate.js'
import { randomOf } from '../simulation/random.js'
import { createScheduler, type Process } from '../simulation/scheduler.js'
import { type ProviderName, providers } from '../simulation/world.js'
import { noon } from '../support/noon.js'
import { createTokenDesk } from './token-model.js'
import type { Order, SaleWorld } from './world.js'

const second = 1000
const minute = 60 * second

/** An order as its provider has it. */
type Kept = Order & {
  amount: number
  expiresAt: number
  status: 'pending' | 'paid' | 'closed'
  /** Somebody has scanned it. */
  opened: boolean
  paidAt?: number
  refunds: Map<string, { value: number; status: 'pending' | 'succeeded' }>
}

/** What differs between the providers, as their pages have it. */
const manners = {
  /** What is not found: what nobody has scanned, or by a query what nobody has paid. */
  hides: { alipay: 'unscanned', antom: 'unscanned', lakala: 'unpaid' } as { readonly [R in ProviderName]?: string },
  ends: { antom: 'cancels', unionpay: 'nothing' } as { readonly [R in ProviderName]?: string },
  refundsAtOnce: ['alipay', 'lakala'] as readonly string[],
  rhythm: {
    wechatpay: [5, 30, 60, 180, 300, 600, 1800],
    alipay: new Array(12).fill(5),
    antom: [2, 3, 3, 5, 5, 5, 5, 5, 5],
    unionpay: [300, 600, 1800, 3600, 7200],
    qqpay: [5, 10, 10, 10],
    lakala: [3, 3, 3, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5],
    yeepay: [2, 3, 5, 5, 5, 5, 5, 5],
  },
} as const

/**
 * The providers as the port shows them, without their wires: a call costs no signature, so that thousands of runs are made in the
 * time of a few over the real wires.
 */
export async function createModel(seed: number): Promise<SaleWorld> {
  const random = randomOf(seed)
  const scheduler = createScheduler(random, noon.getTime())
  const weather = random.pick([1, 1, 2, 4])
  const books = Object.fromEntries(providers.map((name) => [name, new Map<string, Kept>()])) as Record<
    ProviderName,
    Map<string, Kept>
  >
  const calls: SaleWorld['calls'] = []
  const counts = new Map<string, number>()
  const count = (what: string) => void counts.set(what, (counts.get(what) ?? 0) + 1)
  const state: SaleWorld['state'] = { calm: false, counts, onPaid: () => {} }

  const refuse = (code: 'ORDER_NOT_FOUND' | 'ORDER_PAID' | 'ORDER_CLOSED' | 'REFUND_NOT_FOUND' | 'REFUND_REFUSED') => {
    throw new ShroffError(code, { problem: 'The model refuses.', outcome: 'rejected' })
  }
  const backOf = ({ refunds }: Kept) => [...refunds.values()].reduce((sum, { value }) => sum + value, 0)
  const isOver = (order: Kept) => order.status === 'pending' && scheduler.now() > order.expiresAt

  function paymentOf(provider: ProviderName, { orderId, status, amount, ...order }: Kept): GatewayPayment {
    const isBack =
      provider === 'alipay' && status === 'paid' && backOf({ orderId, status, amount, ...order } as Kept) >= amount
    const ended =
      isOver({ orderId, status, amount, ...order } as Kept) && (provider === 'antom' || provider === 'unionpay')
    const facts = { paymentId: `P${orderId}`, amount: { currency: 'CNY', value: amount } as const }
    const paid = status === 'paid' && !isBack && { paidAt: new Date(order.paidAt!) }
    return { orderId, status: isBack ? 'closed' : ended ? 'failed' : status, ...facts, ...paid }
  }

  /** What the provider does with each message, at the moment at which it comes. */
  const desk = (provider: ProviderName) => {
    const book = books[provider]
    const found = (orderId: string): Kept => {
      const order = book.get(orderId)
      return order && (order.opened || manners.hides[provider] !== 'unscanned') ? order : refuse('ORDER_NOT_FOUND')
    }
    return {
      createPayment({ orderId, amount, expiresAt }: { orderId: string; amount: { value: number }; expiresAt: Date }) {
        const fresh = { status: 'pending', opened: false, refunds: new Map(), provider } as const
        if (!book.has(orderId))
          book.set(orderId, { orderId, amount: amount.value, expiresAt: expiresAt.getTime(), ...fresh })
        return { channel: 'qr', orderId, nextAction: { type: 'qr', content: orderId } }
      },
      getPayment({ orderId }: { orderId: string }) {
        const order = found(orderId)
        const isHidden = order.status === 'pending' && manners.hides[provider] === 'unpaid'
        return isHidden ? refuse('ORDER_NOT_FOUND') : paymentOf(provider, order)
      },
      endPayment({ orderId }: { orderId: string }) {
        const way = manners.ends[provider]
        if (way === 'nothing') return { orderId, status: 'open' }
        const order = found(orderId)
        if (order.status === 'paid' && way !== 'cancels') return refuse('ORDER_PAID')
        if (order.status === 'paid')
          order.refunds.set(`${orderId}CANCELLED`, { value: order.amount - backOf(order), status: 'succeeded' })
        order.status = 'closed'
        return { orderId, status: 'closed' }
      },
      refundPayment({ orderId, refundId, amount }: { orderId: string; refundId: string; amount: { value: number } }) {
        const order = found(orderId)
        const earlier = order.refunds.get(refundId)
        if (earlier) return { orderId, refundId, status: earlier.status, amount }
        if (order.status !== 'paid' || backOf(order) + amount.value > order.amount) return refuse('REFUND_REFUSED')
        const refund = {
          value: amount.value,
          status: manners.refundsAtOnce.includes(provider) ? 'succeeded' : 'pending',
        } as const
        const kept: { value: number; status: 'pending' | 'succeeded' } = { ...refund }
        order.refunds.set(refundId, kept)
        if (kept.status === 'pending')
          scheduler.later(random.between(second, 10 * minute), () => {
            kept.status = 'succeeded'
            state.onRefunded?.({ provider, orderId }, refundId)
          })
        return { orderId, refundId, status: kept.status, amount }
      },
      getRefund({ orderId, refundId }: { orderId: string; refundId: string }) {
        const refund = book.get(orderId)?.refunds.get(refundId) ?? refuse('REFUND_NOT_FOUND')
        return { orderId, refundId, status: refund.status, amount: { currency: 'CNY', value: refund.value } }
      },
    }
  }

  /** One message to the provider, and its answer, over a line that breaks. */
  function send(process: Process, action: string, orderId: string, work: () => unknown): Promise<unknown> {
    const fate = fateOf(random, state.calm ? 0 : weather, false)
    if (fate.name !== 'good') count(fate.name)
    const call: SaleWorld['calls'][number] = { action, orderId, at: scheduler.now() }
    calls.push(call)
    const fail =
      (code: 'TRANSPORT_FAILED' | 'TIMEOUT' | 'PROVIDER_ERROR' | 'RATE_LIMITED', outcome: 'not-sent' | 'unknown') =>
      () => {
        throw new ShroffError(code, { problem: 'The model’s line broke.', outcome })
      }
    if (fate.refused) return process.step(50, fail('TRANSPORT_FAILED', 'not-sent'))
    if (fate.fault === 'rate-limited') return process.step(50, fail('RATE_LIMITED', 'unknown'))
    if (fate.fault === 'system-error-before') return process.step(50, fail('PROVIDER_ERROR', 'unknown'))
    return process.wait((resume) => {
      if (fate.unanswered) scheduler.later(10 * second, () => resume(fail('TIMEOUT', 'unknown')))
      if (fate.lost) return
      const act = () => {
        try {
          const value = work()
          return () => value
        } catch (error) {
          return () => {
            throw error
          }
        }
      }
      if (fate.resent) scheduler.later(random.between(second, 10 * minute), () => void act())
      scheduler.later(fate.late ? random.between(10 * second, 10 * minute) : random.between(20, 400), () => {
        const answer = act()
        if (fate.late) count('landed late')
        if (!fate.unanswered)
          scheduler.later(random.between(20, 400), () =>
            resume(fate.fault ? fail('PROVIDER_ERROR', 'unknown') : answer),
          )
      })
    })
  }

  const tokenDesk = createTokenDesk({ random, scheduler })
  tokenDesk.told.onRefunded = (orderId, refundId) => state.onRefunded?.({ provider: 'circle', orderId }, refundId)
  return {
    random,
    scheduler,
    state,
    calls,
    count,
    gatewaysOf: (process) =>
      (Object.keys(books) as ProviderName[]).map((provider) => {
        const bound = Object.entries(desk(provider)).map(([action, work]) => [
          action,
          async (given: { orderId: string }, { signal }: { signal?: AbortSignal } = {}) => {
            signal?.throwIfAborted()
            return send(process, action, given.orderId, () => (work as (given: object) => unknown)(given))
          },
        ])
        const numbering = { payment: ['orderId'], refund: ['orderId', 'refundId'] }
        const facts = { provider, name: provider, identity: numbering, rates: {}, rhythm: manners.rhythm[provider] }
        return { ...facts, ...Object.fromEntries(bound) } as Gateway
      }),
    tokens: {
      gatewayOf: (process) => tokenDesk.gatewayOver((action, orderId, work) => send(process, action, orderId, work)),
      comeTo: tokenDesk.comeTo,
      send(orderId, value) {
        count('tokens came')
        if (tokenDesk.send(orderId, value)) state.onPaid({ provider: 'circle', orderId })
      },
    },
    keptOf({ provider, orderId }) {
      const order = books[provider as ProviderName].get(orderId)
      return order?.status === 'paid' ? order.amount - backOf(order) : 0
    },
    wasPaid: ({ provider, orderId }) => books[provider].get(orderId)?.paidAt !== undefined,
    statusOf: ({ provider, orderId }) => {
      const order = books[provider].get(orderId)
      return order && (isOver(order) ? 'expired' : order.status)
    },
    async scan({ provider, orderId }) {
      const order = books[provider].get(orderId)
      if (order) order.opened = true
    },
    async pay({ provider, orderId }) {
      const order = books[provider].get(orderId)!
      Object.assign(order, { status: 'paid', opened: true, paidAt: scheduler.now() })
      count('paid by the payer')
      state.onPaid({ provider, orderId })
    },
  }
}
