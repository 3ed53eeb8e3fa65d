import { createHash } from 'node:crypto'
import * as codec from 'ripple-binary-codec'
import { type Client, createClient, tokenAmount } from 'shroff'
import { createMockGateway } from 'shroff/mock'
import { mockXrpl, sendTransfer, setServer } from 'shroff/xrpl/mock'
import { type XrplPayingAccount, type XrplSigner, xrplPaying } from 'shroff/xrpl/pay'
import { runningOf } from '../../../src/mock/running.js'
import { stateAt } from '../../../src/xrpl/mock/holders.js'
import { memoryOf } from '../../../src/xrpl/mock/memory.js'
import { createNetwork } from '../../simulation/network.js'
import { type Random, randomOf } from '../../simulation/random.js'
import { createScheduler, type Process } from '../../simulation/scheduler.js'
import { noon } from '../../support/noon.js'

const publicKey = 'ED01FA53FA5A7E77798F882ECE20B1ABC00BB358A9E55A202D0D0676BD0CE37A63'

// Who signed is not the question here, and real signatures would be most of the time.
const sealOf = (message: Uint8Array) => createHash('sha512').update(message).digest()
const signer: XrplSigner = {
  algorithm: 'ed25519',
  publicKey: async () => publicKey,
  sign: async (message) => sealOf(message),
}
const keypairs = {
  verify: (message: string, signature: string) =>
    sealOf(Buffer.from(message, 'hex')).toString('hex').toUpperCase() === signature,
  // Of the key above.
  deriveAddress: () => 'rLUEXYuLiQptky37CqLcm9USQpPiz5rkpD',
}

export type World = Awaited<ReturnType<typeof createWorld>>

/** The ledger, its servers, the network between; the seed decides all of it. */
export async function createWorld(seed: number) {
  const random: Random = randomOf(seed)
  const scheduler = createScheduler(random, noon.getTime())
  const mock = await createMockGateway({ providers: [mockXrpl({ codec, keypairs })], now: noon, journalLimit: 1 })
  Object.assign(mock.clock, { now: scheduler.now })
  const memory = memoryOf(runningOf(mock, 'xrpl'))
  const confirmWith = random.pick([1, 2] as const)
  const { state, count, transportOf } = createNetwork({
    random,
    scheduler,
    mock,
    provider: 'xrpl',
    // What a server takes may wait, or be lost all the same.
    arriving(isCalm) {
      if (isCalm) memory.delays.length = 0
      else if (memory.delays.length === 0 && random.chance(0.3))
        memory.delays.push(random.chance(0.3) ? Number.POSITIVE_INFINITY : random.between(1, 12))
    },
  })

  const randomBytes = (length: number) => Uint8Array.from({ length }, () => random.between(0, 255))
  const { clock: _, ...credentials } = mock.credentials('xrpl')
  const clientOf = (process: Process): Client<XrplPayingAccount> =>
    createClient({
      account: xrplPaying({ ...credentials, signer, confirmWith, clock: process.clock, randomBytes }),
      transport: transportOf(process),
    })

  return {
    random,
    scheduler,
    mock,
    state,
    count,
    clientOf,
    /** Somebody pays, before all begins. */
    receive(tag: number) {
      const { hash } = sendTransfer(mock, { tag, amount: tokenAmount('5', 'XRP'), sourceTag: tag })
      return { hash, payer: 'r4bGB2S79wgRKWnciExj86jPQKp35HYRUs', amount: tokenAmount('5', 'XRP'), sourceTag: tag }
    },
    /** A server falls behind the others, or catches up. */
    drift() {
      const host = random.pick([
        'https://s2.ripple.com:51234',
        'https://xrplcluster.com',
        'https://s1.ripple.com:51234',
      ])
      setServer(mock, { host, behind: state.calm ? 0 : random.between(0, 3) })
    },
    /** All that the merchant's account has ever got into a ledger. */
    sent: () => stateAt(memory, Number.POSITIVE_INFINITY).applied.filter(({ blob }) => blob !== undefined),
  }
}
