import { nought } from '../../core/decimal.js'
import type { Json } from '../../mock/http.js'
import { mockAddress, mockPayer, mockRegularKey } from '../wire.js'
import { minus, plus, rlusdOf } from './amounts.js'
import type { Holder, Memory, Sent } from './memory.js'
import { judge } from './rules.js'

const xrp = 1_000_000n

/** Whoever has sent something was there before, with enough. */
const payer: Holder = { drops: 1000n * xrp, rlusd: nought, sequence: 1, requiresTag: false }

/**
 * The accounts after a ledger, and the transactions that got into one up to it, the oldest first. Worked out anew each time, so that a
 * server that lags behind tells of what was.
 */
export function stateAt(memory: Memory, until: number) {
  const { options, sent } = memory
  const rlusd = options.trustLine === false ? undefined : nought
  const requiresTag = options.requiresTag ?? true
  const merchant: Holder = { drops: 100n * xrp, rlusd, sequence: 1, requiresTag, regularKey: mockRegularKey }
  const holders = new Map<string, Holder>([[mockPayer, payer], [mockAddress, merchant], ...memory.holders])
  const applied: Sent[] = []
  for (const one of [...sent].sort((a, b) => a.ledger - b.ledger || a.place - b.place)) {
    if (one.ledger > until) break
    const { Account, Amount, DeliverMax = Amount } = one.transaction as Record<string, string>
    const result = one.result ?? judge(holders, one.transaction, one.ledger)
    // What is no `tec` has no place in a ledger: it is as if it had not been sent.
    if (!/^te[sc]/.test(result)) continue
    const delivered = result !== 'tesSUCCESS' ? undefined : one.blob ? DeliverMax : one.delivered
    applied.push({ ...one, result, delivered })
    if (one.blob) spend(holders, Account!, one.transaction, delivered)
    else if (!holders.has(Account!)) holders.set(Account!, payer)
    receive(holders, one.transaction, delivered)
  }
  return { holders: holders as ReadonlyMap<string, Holder>, applied }
}

function spend(holders: Map<string, Holder>, account: string, transaction: Json, delivered: unknown): void {
  const holder = holders.get(account)!
  const fee = BigInt(transaction.Fee as string)
  const paid = typeof delivered === 'string' ? BigInt(delivered) : 0n
  const line = transaction.TransactionType === 'TrustSet' ? (holder.rlusd ?? nought) : holder.rlusd
  holders.set(account, {
    ...holder,
    sequence: holder.sequence + 1,
    drops: holder.drops - fee - paid,
    rlusd: line && minus(line, rlusdOf(delivered)),
  })
}

function receive(holders: Map<string, Holder>, { Destination }: Json, delivered: unknown): void {
  const drops = typeof delivered === 'string' && /^\d+$/.test(delivered) ? BigInt(delivered) : 0n
  const holder = holders.get(Destination as string)
  if (!holder) {
    if (drops > 0n) holders.set(Destination as string, { ...payer, drops, rlusd: undefined })
    return
  }
  const rlusd = holder.rlusd && plus(holder.rlusd, rlusdOf(delivered))
  holders.set(Destination as string, { ...holder, drops: holder.drops + drops, rlusd })
}
