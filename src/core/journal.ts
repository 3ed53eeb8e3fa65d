import { ShroffError } from './errors.js'

/** Whose order it is: numbers are unique per account of a provider only. */
export type SettleOrder = {
  readonly provider: string
  /** The merchant's own number at the provider, with the sub-merchant's behind it for partners. */
  readonly account: string
  readonly orderId: string
}

/** How far an order has come. Plain data, so that it can be stored as JSON. */
export type SettleEntry = {
  /**
   * `charging`: a charge may have been sent. `undoing`: an undoing may have been sent too, so what looks paid may be
   * given back a moment later. `paid`: said to be paid, never undone from then on. `refused`: nothing was charged.
   */
  readonly step: 'charging' | 'undoing' | 'paid' | 'refused'
  /** When the code was charged last, in milliseconds since 1970. */
  readonly chargedAt: number
  /** When it was placed, in milliseconds since 1970, where the provider finds an order by that, too. */
  readonly placedAt?: number
}

/**
 * Where `settlePayment` keeps who settles an order and how far it has come, so that a crash loses nothing and two tills
 * do not work against each other. All three are awaited. `owner` tells one holder of an order from the next.
 */
export type SettleJournal = {
  /**
   * Takes the order for this call alone and gives what was last written of it; `undefined` while another call holds it.
   * A holder that died must lose the order after a while, one that lives must not: prolong it until `release`.
   */
  acquire(order: SettleOrder): Promise<{ readonly owner: string; readonly entry?: SettleEntry | undefined } | undefined>
  /** Keeps the entry, durably, before it returns. Must reject where the order has passed to another owner. */
  write(order: SettleOrder, owner: string, entry: SettleEntry): Promise<void>
  /** The order is free again; its entry stays. */
  release(order: SettleOrder, owner: string): Promise<void>
}

/** An order that this call holds. */
export type Hold = {
  readonly entry: SettleEntry | undefined
  write(entry: SettleEntry): Promise<void>
}

/**
 * A journal in memory, for tests: it forgets with the process what a real one must not.
 *
 * @example
 * const journal = memoryJournal()
 * await settlePayment(client, { orderId: 'T_1001', payerCode, amount, description: 'Oolong tea', journal })
 */
export function memoryJournal(): SettleJournal {
  return journalIn(new Map())
}

type Kept = { owner?: string | undefined; entry?: SettleEntry | undefined }

/** `forgets`: what is released is gone, so that a process that runs for months does not fill up. */
function journalIn(kept: Map<string, Kept>, forgets = false): SettleJournal {
  const keyOf = ({ provider, account, orderId }: SettleOrder) => JSON.stringify([provider, account, orderId])
  return {
    async acquire(order) {
      const key = keyOf(order)
      const held = kept.get(key)
      if (held?.owner !== undefined) return undefined
      const owner = crypto.randomUUID()
      kept.set(key, { ...held, owner })
      return { owner, entry: held?.entry }
    },
    async write(order, owner, entry) {
      const held = kept.get(keyOf(order))
      if (held?.owner !== owner) throw new Error('The order has passed to another owner.')
      held.entry = entry
    },
    async release(order, owner) {
      const key = keyOf(order)
      const held = kept.get(key)
      if (held?.owner !== owner) return
      if (forgets) kept.delete(key)
      else held.owner = undefined
    },
  }
}

// Symbol.for: the ES module and the CommonJS copy of the package must not settle one order at once.
const settling = Symbol.for('shroff.settling')

/** Where no journal is given: one owner per order within this process, and no memory of it. */
export function processJournal(): SettleJournal {
  const shared = globalThis as { [settling]?: Map<string, Kept> }
  shared[settling] ??= new Map()
  return journalIn(shared[settling], true)
}

/**
 * Does `work` while this call alone holds the order.
 *
 * @throws `ORDER_BUSY` where another call holds it, `JOURNAL_FAILED` where the journal does not say.
 */
export async function holding<T>(
  journal: SettleJournal,
  order: SettleOrder,
  work: (hold: Hold) => Promise<T>,
): Promise<T> {
  const { provider } = order
  const held = await asked(provider, () => journal.acquire(order))
  if (!held) {
    throw new ShroffError('ORDER_BUSY', {
      problem: 'Another call is settling this order; this one did nothing.',
      // What the other one does with the money is not known here.
      outcome: 'unknown',
      provider,
      action: 'settlePayment',
      next: 'Wait for that call, or call settlePayment again with this orderId once it has ended.',
    })
  }
  try {
    return await work({
      entry: held.entry,
      write: (entry) => asked(provider, () => journal.write(order, held.owner, entry)),
    })
  } finally {
    // What was written stands, and a hold that is not given back lapses: neither is worth the result.
    await asked(provider, () => journal.release(order, held.owner)).catch(() => {})
  }
}

async function asked<T>(provider: string, step: () => Promise<T>): Promise<T> {
  try {
    return await step()
  } catch (cause) {
    throw new ShroffError('JOURNAL_FAILED', {
      problem: 'The journal did not answer, or the order has passed to another owner.',
      // An earlier call of the order may have charged: only the journal knows.
      outcome: 'unknown',
      provider,
      action: 'settlePayment',
      next: 'See the cause. Call settlePayment again with this orderId once the journal answers.',
      cause,
    })
  }
}
