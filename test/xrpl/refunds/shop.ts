import { isShroffError } from 'shroff'
import { getRefund, type PreparedTransfer, prepareRefund, submitTransfer } from 'shroff/xrpl/pay'
import type { Process } from '../../simulation/scheduler.js'
import type { World } from './world.js'

/** A refund's row in the database of the shop. */
export type Row = {
  readonly refundId: string
  readonly placedAt: Date
  readonly transfer: ReturnType<World['receive']>
  /** As JSON, as a database has it. */
  prepared?: string | undefined
  done: boolean
}

/** What a shop may do wrong; the judge has to notice each. */
export type Mistakes = {
  /** It takes a refund for failed because no ledger has it so far, and pays by a new number. */
  takesPendingForFailed?: boolean
  /** It signs under a number of its own for each try. */
  newNumbers?: boolean
}

/** What was told by `getRefund`, to be held against the ledger at the end. */
export type Told = { readonly hash: string; readonly status: 'succeeded' | 'closed' }

/**
 * One step of a refund, as docs/xrpl.md says; several processes take it at once, for nothing of it needs to be alone. Between any two
 * waits the process may die.
 */
export async function step(world: World, process: Process, row: Row, told: Told[], mistakes: Mistakes): Promise<void> {
  const client = world.clientOf(process)
  try {
    if (row.prepared === undefined) {
      const refundId = mistakes.newNumbers ? `${row.refundId}-${world.random.between(0, 1e9)}` : row.refundId
      const { placedAt, transfer } = row
      const made = await prepareRefund(client, { refundId, placedAt, transfer, ledgers: world.random.between(4, 20) })
      world.count(`prepareRefund: ${made.status}`)
      if (made.status === 'needs-action') throw new Error('nobody is to be asked here')
      await process.step(10, () => {
        if (made.status === 'succeeded') row.done = true
        else row.prepared = JSON.stringify(made.prepared)
      })
      return
    }
    const prepared: PreparedTransfer = JSON.parse(row.prepared)
    if (world.random.chance(0.6)) {
      const { hint } = await submitTransfer(client, prepared)
      world.count(`submitTransfer: ${hint}`)
    }
    await process.step(world.random.between(0, 20_000), () => {})
    const { status } = await getRefund(client, prepared)
    world.count(`getRefund: ${status}`)
    if (status !== 'pending') told.push({ hash: prepared.hash, status })
    await process.step(10, () => {
      if (status === 'succeeded') row.done = true
      const isOver = status === 'closed' || (mistakes.takesPendingForFailed === true && status === 'pending')
      if (isOver && row.prepared === JSON.stringify(prepared)) row.prepared = undefined
    })
  } catch (error) {
    if (!isShroffError(error)) throw error
    world.count(`threw ${error.code} ${error.outcome}`)
  }
}
