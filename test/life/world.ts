import type { Outcome } from 'shroff'
import type { Gateway, TransferGateway } from 'shroff/gateway'
import { decline, pay } from 'shroff/mock'
import { findOrder } from '../../src/mock/book.js'
import { settleRefunds } from '../simulation/people.js'
import type { Random } from '../simulation/random.js'
import type { Process, Scheduler } from '../simulation/scheduler.js'
import { createWorld, type Desk, type ProviderName, providers } from '../simulation/world.js'

export type Order = { readonly provider: ProviderName; readonly orderId: string }
/** Of money, or of tokens. */
export type AnyOrder = { readonly provider: Desk; readonly orderId: string }

/** What is around a shop: the providers and their payers, by the real wires or by a model of them. */
export type SaleWorld = {
  readonly random: Random
  readonly scheduler: Scheduler
  readonly state: {
    /** From then on nothing breaks. */
    calm: boolean
    readonly counts: Map<string, number>
    /** The provider has a webhook to send. */
    onPaid: (order: AnyOrder) => void
    onRefunded?: (order: AnyOrder, refundId: string) => void
  }
  readonly calls: {
    readonly action: string
    readonly orderId: string
    readonly at?: number
    readonly moved?: boolean
    readonly outcome?: Outcome
    readonly code?: string
  }[]
  count(what: string): void
  /** The gateways as one process has them. */
  gatewaysOf(process: Process): Gateway[]
  /** Circle and its payers, in the model: the simulated shop has them over the wire. */
  readonly tokens?: {
    gatewayOf(process: Process): TransferGateway
    /** How many have come by Circle's word; `undefined` where it has no such order. */
    comeTo(orderId: string): number | undefined
    send(orderId: string, value: number): void
  }
  /** What the provider's book says that the shop keeps of an order, in fen. */
  keptOf(order: { provider: string; orderId: string }): number
  wasPaid(order: Order): boolean
  statusOf(order: Order): string | undefined
  /** The payer opens it, and does not pay. */
  scan(order: Order): Promise<void>
  pay(order: Order): Promise<void>
}

/** The mocks, spoken to over their real wires. */
export async function createWired(seed: number): Promise<SaleWorld> {
  const world = await createWorld(seed)
  const { running, mock, random, scheduler, calls, count } = world
  const orderOf = ({ provider, orderId }: Order) => findOrder(running.get(provider)!.book, orderId)
  const state: SaleWorld['state'] = Object.assign(world.state, { onPaid: () => {} })
  world.state.onMoved = (provider) => provider !== 'circle' && settleRefunds(world, provider)
  world.state.onNotice = (provider, notice) => {
    if (provider !== 'circle' && notice.type === 'payment.paid')
      state.onPaid({ provider, orderId: notice.order.orderId })
  }
  return {
    random,
    scheduler,
    state,
    calls,
    count,
    gatewaysOf(process) {
      const accounts = world.accountsOf(process)
      return providers.map((provider) => world.gatewayOf(process, accounts, provider))
    },
    keptOf({ provider, orderId }) {
      const order = orderOf({ provider: provider as ProviderName, orderId })
      if (order?.status !== 'paid') return 0
      const back = order.refunds.filter(({ status }) => status !== 'closed').reduce((sum, { value }) => sum + value, 0)
      return order.amount.value - back
    },
    wasPaid: (order) => orderOf(order)?.paidAt !== undefined,
    statusOf(order) {
      const found = orderOf(order)
      return found?.status === 'pending' && scheduler.now() > found.expiresAt ? 'expired' : found?.status
    },
    async scan(order) {
      if (orderOf(order)?.status === 'pending') await decline(mock, order)
    },
    async pay(order) {
      await world.at(order.provider, () => pay(mock, order))
      count('paid by the payer')
    },
  }
}
