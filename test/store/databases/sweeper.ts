// A process of a shop that makes passes over what is open until nothing is, while webhooks come for a third of it.
import { appendFileSync } from 'node:fs'
import type { Gateway } from 'shroff/gateway'
import { type OpenOrder, type SweepOptions, sweep } from 'shroff/life'
import type { Store } from 'shroff/store'
import { postgresStore } from 'shroff/store/postgres'
import { redisStore } from 'shroff/store/redis'
import { systemClock } from '../../../src/core/account.js'
import { factOf } from '../../../src/core/fact.js'
import { processOnce } from '../../../src/webhook/process.js'
import { driver } from './drivers.js'

/** How it is started. */
export type Sweeping = {
  database: 'postgres' | 'redis'
  drivers: string
  /** The server's socket. */
  place: string
  /** The statement by which it takes a part of the table. */
  take: string
  orderIds: string[]
  /** Files to which each query of a provider, and each event told outside of a transaction, is added. */
  asked: string
  told: string
  /** It dies with so many events told, in the middle of the next. */
  diesAfter?: number
}

const task = JSON.parse(process.argv[2]!) as Sweeping
const { orderIds } = task
const provider = 'test'
const numbering = { provider, name: 'test/1', identity: { payment: ['orderId'], refund: ['refundId'] } } as const
const gateway = {
  ...numbering,
  rhythm: [60],
  rates: {},
  async getPayment({ orderId }: { orderId: string }) {
    appendFileSync(task.asked, `${orderId}\n`)
    return { orderId, paymentId: `P${orderId}`, status: 'paid', amount: { currency: 'CNY', value: 1 } }
  },
  endPayment: () => Promise.reject(new Error('nothing is to be ended')),
  getRefund: () => Promise.reject(new Error('nothing is refunded')),
} as unknown as Gateway

let events = 0
/** Where it may die: with its work done, and nobody knows. */
const dieOrNot = () => {
  events += 1
  if (events > (task.diesAfter ?? Infinity)) process.kill(process.pid, 'SIGKILL')
}

type OnEvent = SweepOptions['onEvent']
type Shop = { store: Store; onEvent: OnEvent; open: () => Promise<OpenOrder[]>; isOver: () => Promise<boolean> }

const shops: Record<Sweeping['database'], () => Shop> = {
  postgres() {
    type Client = { query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }> }
    type Held = Client & { release(): void }
    type Pool = Client & { connect(): Promise<Held> }
    const { Pool } = driver<{ Pool: new (options: object) => Pool }>(task.drivers, 'pg')
    const pool = new Pool({ host: task.place, user: 'shop', database: 'sweep' })
    return {
      store: postgresStore(pool),
      open: async () => (await pool.query(task.take)).rows as OpenOrder[],
      isOver: async () => (await pool.query('select from open_orders limit 1')).rows.length === 0,
      async onEvent(event, { claim }) {
        const { orderId } = event as { orderId: string }
        const client = await pool.connect()
        try {
          await client.query('begin')
          await client.query('insert into told values ($1)', [orderId])
          await client.query('delete from open_orders where order_id = $1', [orderId])
          dieOrNot()
          const kept = await postgresStore(client).confirm(claim.key, claim.token)
          await client.query(kept ? 'commit' : 'rollback')
          if (!kept) throw new Error('the lease is lost')
        } finally {
          client.release()
        }
      },
    }
  },
  redis() {
    const { Redis } = driver<{ Redis: new (path: string) => Parameters<typeof redisStore>[0] }>(task.drivers, 'ioredis')
    return {
      store: redisStore(new Redis(task.place)),
      // Its own list, which the other process takes nothing off.
      open: async () =>
        orderIds.map((orderId) => ({ provider, orderId, placedAt: new Date('2026-03-04T12:00:00+08:00') })),
      isOver: async () => false,
      onEvent: (event) => appendFileSync(task.told, `${(event as { orderId: string }).orderId}\n`),
    }
  },
}

const { store, onEvent, open, isOver } = shops[task.database]()
const lease = 3000

async function webhooks(): Promise<void> {
  for (const orderId of orderIds.filter((_, place) => place % 3 === 0)) {
    const facts = {
      type: 'payment.paid',
      orderId,
      paymentId: `P${orderId}`,
      amount: { currency: 'CNY', value: 1 },
    } as const
    const key = factOf(numbering, facts)!
    // A provider sends it again where it ends badly; here the passes make up for it.
    const event = { id: '1', provider, ...facts }
    await processOnce({ store, key, lease, clock: systemClock }, (work) => onEvent(event, work)).catch(() => {})
  }
}

async function passes(): Promise<void> {
  while (!(await isOver())) {
    const orders = await open()
    const { unresolved } = await sweep({ gateways: [gateway], orders, store, onEvent, lease })
    if (task.database === 'redis' && unresolved.filter(({ why }) => why === 'told').length === orders.length) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

await Promise.all([webhooks(), passes()])
process.exit(0)
