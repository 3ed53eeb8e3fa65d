import { type Amount, amount, type SettleEntry, type SettleJournal, type SettleOrder } from 'shroff'
import type { Process, Scheduler } from './scheduler.js'
import type { TokenSale } from './tokens.js'
import type { ProviderName } from './world.js'

export type Sale = {
  readonly saleId: string
  readonly kind: 'till' | 'qr'
  readonly provider: ProviderName
  readonly price: Amount
  /** The order for whose money the goods were handed over. */
  deliveredFor?: string
  /** The customer has left: no further attempt. */
  givenUp?: boolean
}

export type Attempt = {
  readonly orderId: string
  readonly saleId: string
  readonly provider: ProviderName
  readonly kind: 'till' | 'qr'
  readonly placedAt: number
  readonly expiresAt: number
  /**
   * `ended`: there is no money, and none can come any more. `reversed`: so far; a late charge may come until
   * `lateUntil`.
   */
  state: 'open' | 'paid' | 'reversed' | 'ended'
  undoing?: boolean
  /** How many calls have been begun to charge for it: what one of them learned may be old when another has begun. */
  charges: number
  lateUntil?: number
  /** Money that must go back; its number and its time were stored before the first call. */
  refund?: { readonly refundId: string; readonly placedAt: number; done: boolean }
}

export type Store = ReturnType<typeof createStore>

/** The shop's database: what is in it outlives every process, and each transaction is one step. */
export function createStore(scheduler: Scheduler) {
  const sales = new Map<string, Sale>()
  const attempts = new Map<string, Attempt>()
  const tokens = new Map<string, TokenSale>()
  const events = new Set<string>()
  const journal = new Map<string, { entry?: SettleEntry; owner?: string; by?: Process; seenAt?: number }>()
  let owners = 0

  return {
    sales,
    attempts,
    tokens,
    events,
    /** All that is written is written, or nothing. */
    transaction: <T>(process: Process, work: () => T): Promise<T> => process.step(2, work),

    /** The attempt of a sale that is under way, or a new one once all others have ended without money. */
    attemptOf(sale: Sale): Attempt | undefined {
      const earlier = [...attempts.values()].filter(({ saleId }) => saleId === sale.saleId)
      const open = earlier.find(({ state }) => state === 'open')
      if (open || sale.deliveredFor || sale.givenUp || earlier.length >= 3) return open
      if (earlier.some(({ state }) => state === 'paid')) return undefined
      // In whole seconds, as a column of times may have them.
      const placedAt = wholeSeconds(scheduler.now())
      const attempt: Attempt = {
        orderId: `${sale.saleId}T${earlier.length + 1}`,
        saleId: sale.saleId,
        provider: sale.provider,
        kind: sale.kind,
        placedAt,
        expiresAt: placedAt + 10 * 60_000,
        state: 'open',
        charges: 0,
      }
      attempts.set(attempt.orderId, attempt)
      return attempt
    },

    /** The goods are handed over once; money for goods that were paid already goes back. */
    paid(attempt: Attempt): void {
      if (attempt.state === 'paid') return
      attempt.state = 'paid'
      const sale = sales.get(attempt.saleId)!
      if (sale.deliveredFor === undefined) sale.deliveredFor = attempt.orderId
      else if (sale.deliveredFor !== attempt.orderId) this.owe(attempt)
    },

    /** Notes that the money must go back, under a number that stays the same however often it is asked for. */
    owe(attempt: Attempt): void {
      attempt.refund ??= { refundId: `${attempt.orderId}R`, placedAt: wholeSeconds(scheduler.now()), done: false }
    },

    /**
     * The journal of settlePayment: whoever holds an order proves by a heartbeat that it lives, or loses it after 30 s.
     */
    journalFor(process: Process): SettleJournal {
      const row = (order: SettleOrder) => {
        const key = JSON.stringify(order)
        const found = journal.get(key) ?? {}
        journal.set(key, found)
        return found
      }
      const isHeld = ({ by, seenAt = 0 }: { by?: Process; seenAt?: number }) =>
        by !== undefined && ((by.alive && !by.suspended) || scheduler.now() < seenAt + 30_000)
      return {
        acquire: (order) =>
          process.step(2, () => {
            const held = row(order)
            if (held.owner !== undefined && isHeld(held)) return undefined
            owners += 1
            Object.assign(held, { owner: String(owners), by: process })
            return { owner: held.owner!, entry: held.entry }
          }),
        write: (order, owner, entry) =>
          process.step(2, () => {
            const held = row(order)
            if (held.owner !== owner) throw new Error('the order has passed to another')
            held.entry = entry
          }),
        release: (order, owner) =>
          process.step(2, () => {
            const held = row(order)
            if (held.owner === owner) delete held.owner
          }),
      }
    },

    /** The last heartbeat of a process that died or is suspended from now on. */
    silence(process: Process): void {
      for (const held of journal.values()) if (held.by === process) held.seenAt = scheduler.now()
    },

    price: amount('25.00', 'CNY'),
  }
}

const wholeSeconds = (time: number) => Math.floor(time / 1000) * 1000
