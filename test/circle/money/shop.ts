import { isShroffError, tokenAmount } from 'shroff'
import {
  addRecipient,
  type CirclePayment,
  createPayment,
  getPayment,
  getRefund,
  getTransfer,
  refundPayment,
  transferFunds,
} from 'shroff/circle'
import type { Process } from '../../simulation/scheduler.js'
import type { World } from './world.js'

/** An order's row in the database of the shop. */
export type Order = { readonly orderId: string; reference?: string | undefined; payment?: CirclePayment }

/** Money that is to leave: a refund of an order, or a payout. Its number is the row's with the attempt. */
export type Movement = {
  readonly kind: 'refund' | 'payout'
  readonly number: string
  readonly reference: string
  readonly amount: string
  /** Nobody else's, so that the judge knows the money by it. */
  readonly address: string
  attempt: number
  /** Circle's id, once it is known. */
  id?: string | undefined
  done: boolean
}

/** What a shop may do wrong; the judge has to notice each. */
export type Mistakes = {
  /** It takes what is unclear for failed, and pays by a new number. */
  takesUnknownForFailed?: boolean
  /** It makes a number of its own for each try. */
  newNumbers?: boolean
}

/** One step of an order, as docs/circle.md says: the intent under the shop's own number, then what has come. */
export async function askFor(world: World, process: Process, order: Order): Promise<void> {
  const client = world.clientOf(process)
  await told(world, async () => {
    if (order.reference === undefined) {
      const amount = tokenAmount('10', 'USDC')
      const { reference } = await createPayment(client, {
        channel: 'transfer',
        orderId: order.orderId,
        amount,
        chain: 'BASE',
      })
      await process.step(10, () => {
        order.reference = reference
      })
    }
    const payment = await getPayment(client, { reference: order.reference! })
    world.count(`getPayment: ${payment.status} ${payment.coverage ?? 'nothing'}`)
    await process.step(10, () => {
      order.payment = payment
    })
  })
}

/** One step of what leaves; several processes take it at once, for nothing of it needs to be alone. */
export async function move(world: World, process: Process, row: Movement, mistakes: Mistakes): Promise<void> {
  const client = world.clientOf(process)
  const { attempt } = row
  const failed = () => {
    if (row.attempt !== attempt) return
    row.attempt += 1
    row.id = undefined
  }
  await told(
    world,
    async () => {
      const amount = tokenAmount(row.amount, 'USDC')
      const number = `${row.number}-${mistakes.newNumbers ? world.random.between(0, 1e9) : attempt}`
      if (row.id === undefined) {
        let id: string
        if (row.kind === 'refund') {
          const destination = { chain: 'BASE', address: row.address }
          const { reference } = row
          id = (await refundPayment(client, { reference, refundId: number, amount, destination })).providerRefundId
        } else {
          const { address } = row
          const recipient = await addRecipient(client, { recipientId: row.number, chain: 'BASE', address })
          const { providerRecipientId } = recipient
          id = (await transferFunds(client, { transferId: number, providerRecipientId, amount })).providerTransferId
        }
        await process.step(10, () => {
          if (row.attempt === attempt) row.id = id
        })
        return
      }
      const asked = row.id
      const { status } =
        row.kind === 'refund'
          ? await getRefund(client, { providerRefundId: asked })
          : await getTransfer(client, { providerTransferId: asked })
      world.count(`${row.kind}: ${status}`)
      await process.step(10, () => {
        if (row.id !== asked) return
        if (status === 'succeeded') row.done = true
        if (status === 'closed' || status === 'failed') failed()
      })
    },
    () => {
      if (mistakes.takesUnknownForFailed) failed()
    },
  )
}

async function told(world: World, work: () => Promise<void>, unclear = () => {}): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!isShroffError(error)) throw error
    world.count(`threw ${error.code} ${error.outcome}`)
    if (error.outcome === 'unknown') unclear()
  }
}
