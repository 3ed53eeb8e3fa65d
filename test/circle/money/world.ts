import { type Client, createClient, tokenAmount } from 'shroff'
import { type CircleAccount, circle } from 'shroff/circle'
import { mockCircle, movePayment, sendPayment, settleTransfer } from 'shroff/circle/mock'
import { createMockGateway } from 'shroff/mock'
import { memoryOf } from '../../../src/circle/mock/platform.js'
import { runningOf } from '../../../src/mock/running.js'
import { createNetwork } from '../../simulation/network.js'
import { randomOf } from '../../simulation/random.js'
import { createScheduler, type Process } from '../../simulation/scheduler.js'
import { noon } from '../../support/noon.js'

export type World = Awaited<ReturnType<typeof createWorld>>

/** Circle, its chains, the payers, and the network between; the seed decides all of it. */
export async function createWorld(seed: number) {
  const random = randomOf(seed)
  const scheduler = createScheduler(random, noon.getTime())
  const mock = await createMockGateway({ providers: [mockCircle()], now: noon, journalLimit: 1 })
  Object.assign(mock.clock, { now: scheduler.now })
  const { intents, payments, payouts } = memoryOf(runningOf(mock, 'circle'))
  const { state, count, transportOf } = createNetwork({ random, scheduler, mock, provider: 'circle' })
  const { clock: _, ...credentials } = mock.credentials('circle')
  const randomBytes = (length: number) => Uint8Array.from({ length }, () => random.between(0, 255))

  return {
    random,
    scheduler,
    state,
    count,
    intents,
    payments,
    payouts,
    clientOf: (process: Process): Client<CircleAccount> =>
      createClient({
        account: circle({ ...credentials, clock: process.clock, randomBytes }),
        transport: transportOf(process),
      }),
    /** Somebody sends something to an intent: a part, all, too much; in time or when its time is over. */
    payersPay() {
      const open = [...intents.values()].filter(
        ({ addressAt, payments }) => addressAt <= scheduler.now() && payments.length < 4,
      )
      if (open.length === 0) return
      const value = random.pick(['4', '10', '10.000001', '9.999999', '6'])
      sendPayment(mock, { reference: random.pick(open).id, amount: tokenAmount(value, 'USDC') })
      count(`payer sent ${value}`)
    },
    /** The chains go on: what is under way arrives, or fails. */
    chainsGoOn() {
      const arrives = () => random.chance(state.calm ? 1 : 0.7)
      for (const { id, type, status } of payments.values())
        if (type === 'refund' && status === 'pending' && random.chance(0.5))
          movePayment(mock, { paymentId: id, status: arrives() ? 'paid' : 'failed' })
      for (const { id, status } of payouts.values())
        if (status === 'pending' && random.chance(0.5))
          settleTransfer(mock, { providerTransferId: id, ...(!arrives() && { errorCode: 'transaction_failed' }) })
    },
  }
}
