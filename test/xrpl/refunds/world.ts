import { createHash } from 'node:crypto'
import * as codec from 'ripple-binary-codec'
import {
  type Client,
  createClient,
  notSent,
  type Transport,
  tokenAmount,
  type WireReply,
  type WireRequest,
} from 'shroff'
import { createMockGateway, failNext } from 'shroff/mock'
import { mockXrpl, sendTransfer, setServer } from 'shroff/xrpl/mock'
import { type XrplPayingAccount, type XrplSigner, xrplPaying } from 'shroff/xrpl/pay'
import { runningOf } from '../../../src/mock/running.js'
import { stateAt } from '../../../src/xrpl/mock/holders.js'
import { memoryOf } from '../../../src/xrpl/mock/memory.js'
import { type Random, randomOf } from '../../simulation/random.js'
import { createScheduler, type Process } from '../../simulation/scheduler.js'
import { noon } from '../../support/noon.js'

const second = 1000
const minute = 60 * second
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

/** What becomes of a request: each with its weight in a hundred, times the weather. */
const fates = [
  [3, 'refused'],
  [3, 'lost'],
  [4, 'answer lost'],
  [5, 'late'],
  [3, 'resent'],
  [2, 'reset-after'],
  [2, 'proxy-page'],
  [2, 'system-error-before'],
  [2, 'system-error-after'],
  [1, 'rate-limited'],
  [1, 'unavailable'],
] as const
type Fate = (typeof fates)[number][1] | 'good'
const isFault = (fate: Fate) =>
  fate === 'reset-after' ||
  fate === 'proxy-page' ||
  fate === 'system-error-before' ||
  fate === 'system-error-after' ||
  fate === 'rate-limited' ||
  fate === 'unavailable'

export type World = Awaited<ReturnType<typeof createWorld>>

/** The ledger, its servers, the network between; the seed decides all of it. */
export async function createWorld(seed: number) {
  const random: Random = randomOf(seed)
  const scheduler = createScheduler(random, noon.getTime())
  const mock = await createMockGateway({ providers: [mockXrpl({ codec, keypairs })], now: noon, journalLimit: 1 })
  Object.assign(mock.clock, { now: scheduler.now })
  const memory = memoryOf(runningOf(mock, 'xrpl'))
  const weather = random.pick([0.5, 1, 2, 4])
  const state = { calm: false, counts: new Map<string, number>() }
  const count = (what: string) => state.counts.set(what, (state.counts.get(what) ?? 0) + 1)
  const confirmWith = random.pick([1, 2] as const)

  function fateOf(): Fate {
    let left = random.next() * 100
    if (!state.calm)
      for (const [weight, fate] of fates) {
        left -= weight * weather
        if (left < 0) return fate
      }
    return 'good'
  }

  async function handle(request: WireRequest, fate: Fate): Promise<{ reply?: WireReply; error?: unknown }> {
    if (isFault(fate)) failNext(mock, { provider: 'xrpl', fault: fate })
    // What a server takes may wait, or be lost all the same.
    if (!state.calm && memory.delays.length === 0 && random.chance(0.3))
      memory.delays.push(random.chance(0.3) ? Number.POSITIVE_INFINITY : random.between(1, 12))
    if (state.calm) memory.delays.length = 0
    return mock.transport(request, { signal: new AbortController().signal }).then(
      (reply) => ({ reply }),
      (error: unknown) => ({ error }),
    )
  }

  const network =
    (process: Process): Transport =>
    (request) => {
      const fate = fateOf()
      if (fate !== 'good') count(fate)
      if (fate === 'refused')
        return process.step(50, () => {
          throw notSent(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }))
        })
      return process.wait((resume) => {
        const isUnanswered = fate === 'lost' || fate === 'answer lost' || fate === 'late'
        if (isUnanswered)
          scheduler.later(10 * second, () =>
            resume(() => {
              throw new DOMException('no answer', 'TimeoutError')
            }),
          )
        if (fate === 'lost') return
        if (fate === 'resent')
          scheduler.later(random.between(second, 3 * minute), async () => {
            await handle(request, 'good')
          })
        const way = fate === 'late' ? 10 * second + random.between(0, 3 * minute) : random.between(20, 400)
        scheduler.later(way, async () => {
          const { reply, error } = await handle(request, fate)
          if (isUnanswered) return
          scheduler.later(random.between(20, 400), () =>
            resume(() => {
              if (reply) return reply
              throw error
            }),
          )
        })
      })
    }

  const randomBytes = (length: number) => Uint8Array.from({ length }, () => random.between(0, 255))
  const { clock: _, ...credentials } = mock.credentials('xrpl')
  const clientOf = (process: Process): Client<XrplPayingAccount> =>
    createClient({
      account: xrplPaying({ ...credentials, signer, confirmWith, clock: process.clock, randomBytes }),
      transport: network(process),
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
