import {
  createClient,
  isShroffError,
  notSent,
  type Outcome,
  type Transport,
  type WireReply,
  type WireRequest,
} from 'shroff'
import { circle, circleGateway, fetchNotificationKey } from 'shroff/circle'
import { mockCircle } from 'shroff/circle/mock'
import type { Gateway, TransferGateway } from 'shroff/gateway'
import { type Fault, failNext, presentCode } from 'shroff/mock'
import { memoryOf } from '../../src/circle/mock/platform.js'
import { faultsOfTheLine } from '../../src/mock/faults.js'
import type { Notice } from '../../src/mock/provider.js'
import { internalsOf } from '../../src/mock/running.js'
import { noon } from '../support/noon.js'
import { type AccountOf, accountAt, gatewayAt, mockRails, type Rail, railNames } from '../support/rails.js'
import { type Fate, fateOf } from './fate.js'
import { manners } from './manners.js'
import { type Random, randomOf } from './random.js'
import { createScheduler, type Process } from './scheduler.js'
import { isQuestion, stepsIn, stepsOf } from './steps.js'

const second = 1000
const minute = 60 * second

/** Of money. Circle is beside them: it takes tokens. */
export const providers = railNames
export type ProviderName = Rail
export type Desk = Rail | 'circle'
export type Accounts = { readonly [R in Rail]: AccountOf<R> }

/** One call of the library's, and what really became of its requests, late ones included. */
export type Call = {
  action: string
  orderId: string
  /** Whether bytes of it have left the process; of what asks first, those that move money. */
  left: boolean
  /** Whether a request of it has moved the book. */
  moved: boolean
  outcome?: Outcome
  code?: string
}

export type World = Awaited<ReturnType<typeof createWorld>>

/** The providers, the network between, and the shop's processes; the seed decides all of it. */
export async function createWorld(seed: number) {
  const random: Random = randomOf(seed)
  const scheduler = createScheduler(random, noon.getTime())
  const mock = await mockRails(providers, manners(random), { journalLimit: 1, besides: [mockCircle()] })
  const { running } = internalsOf(mock)
  // What has been at the provider's door in time is worked on as of then, however late.
  let delay = 0
  Object.assign(mock.clock, { now: () => scheduler.now() - delay })
  const wires = { codePay: random.pick(['v2', 'v3'] as const), api: random.pick(['v2', 'v3'] as const) }
  /** How much more often something breaks than usual. */
  const weather = random.pick([1, 1, 2, 4])
  const calls: Call[] = []
  const state = {
    calm: false,
    /** While it lasts a provider cannot be reached. */
    outages: { circle: 0, ...Object.fromEntries(providers.map((name) => [name, 0])) } as Record<Desk, number>,
    counts: new Map<string, number>(),
    onNotice: (_provider: Desk, _notice: Notice) => {},
    onMoved: (_provider: Desk) => {},
  }
  const count = (what: string) => state.counts.set(what, (state.counts.get(what) ?? 0) + 1)

  const atCircle = memoryOf(running.get('circle')!)
  const digest = (provider: Desk) =>
    JSON.stringify(provider === 'circle' ? stepsOf(atCircle) : stepsIn(running.get(provider)!.book))

  /** The provider does something, by a request or by itself; what it has to tell is handed to the network. */
  async function at<T>(provider: Desk, work: () => Promise<T>): Promise<{ value: T; moved: boolean }> {
    const before = digest(provider)
    const value = await work()
    const moved = digest(provider) !== before
    if (moved) state.onMoved(provider)
    for (const { notice } of running.get(provider)!.deliveries.splice(0)) state.onNotice(provider, notice)
    return { value, moved }
  }

  async function handle(provider: Desk, request: WireRequest, fate: Fate, call: Call, sentAt: number) {
    if (fate.fault) failNext(mock, { provider, fault: has(provider, fate.fault) ? fate.fault : 'reset-after' })
    delay = fate.late || fate.resent ? scheduler.now() - sentAt : 0
    try {
      const { value, moved } = await at(provider, () =>
        mock.transport(request, { signal: new AbortController().signal }).then(
          (reply) => ({ reply }),
          (error: unknown) => ({ error }),
        ),
      )
      // What is over by its time is closed when it is asked for: that is time's doing.
      call.moved ||= moved && !isQuestion(request)
      return value as { reply?: WireReply; error?: unknown }
    } finally {
      delay = 0
    }
  }

  // Not every wire has every fault.
  const has = (provider: Desk, fault: Fault) =>
    [...faultsOfTheLine, ...running.get(provider)!.provider.faults()].some((one) => one === fault)

  const network =
    (process: Process, provider: Desk, call: Call): Transport =>
    (request) => {
      const sentAt = scheduler.now()
      const isOut = sentAt < state.outages[provider]
      const fate = fateOf(random, state.calm ? 0 : weather, isOut)
      if (fate.name !== 'good') count(fate.name)
      if (fate.refused) {
        return process.step(50, () => {
          throw notSent(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED', syscall: 'connect' }))
        })
      }
      call.left ||= !/^(settle|refund)Payment$/.test(call.action) || !isQuestion(request)
      return process.wait((resume) => {
        if (fate.unanswered) {
          scheduler.later(10 * second, () =>
            resume(() => {
              throw new DOMException('no answer', 'TimeoutError')
            }),
          )
        }
        if (fate.lost) return
        if (fate.resent) {
          scheduler.later(random.between(second, 10 * minute), async () => {
            await handle(provider, request, fate, call, sentAt)
          })
        }
        const way = fate.late ? 10 * second + random.between(0, 10 * minute) : random.between(20, 400)
        scheduler.later(way, async () => {
          const { reply, error } = await handle(provider, request, fate, call, sentAt)
          if (fate.late) count('landed late')
          if (fate.unanswered) return
          scheduler.later(random.between(20, 400), () =>
            resume(() => {
              if (reply) return reply
              throw error
            }),
          )
        })
      })
    }

  // The waits between two attempts are random too.
  const randomBytes = (length: number) => Uint8Array.from({ length }, () => random.between(0, 255))
  const own = { wechatpay: { codePay: wires.codePay }, alipay: { api: wires.api } } as { [R in Rail]?: object }
  const accountsOf = ({ clock }: Process): Accounts =>
    Object.fromEntries(
      providers.map((name) => [name, accountAt(mock, name, { ...own[name], clock, randomBytes })]),
    ) as Accounts

  /** Makes a call of the library's over the network, and keeps what it threw beside what it did. */
  async function call<T>(
    process: Process,
    { action, orderId, provider }: { action: string; orderId: string; provider: Desk },
    make: (transport: Transport) => Promise<T>,
  ): Promise<T> {
    const call: Call = { action, orderId, left: false, moved: false }
    calls.push(call)
    try {
      return await make(network(process, provider, call))
    } catch (error) {
      if (!isShroffError(error)) throw error
      Object.assign(call, { outcome: error.outcome, code: error.code })
      throw error
    }
  }

  return {
    random,
    scheduler,
    mock,
    running,
    wires,
    calls,
    state,
    count,
    at,
    accountsOf,
    code: (provider: ProviderName, payer: 'pays' | 'types-password' | 'refuses') =>
      presentCode(mock, { provider, payer }),
    call,
    atCircle,
    /** A gateway as one process has it. */
    gatewayOf: (process: Process, accounts: Accounts, provider: ProviderName): Gateway =>
      overNetwork(process, provider, (transport) => gatewayAt(provider, accounts[provider] as never, transport)),
    /** The one of tokens. */
    tokensOf(process: Process): TransferGateway {
      const refreshNotificationKeys = fetchNotificationKey(mock.transport)
      const given = (mock.credentials as (name: string) => object)('circle') as Parameters<typeof circle>[0]
      const account = circle({ ...given, refreshNotificationKeys, clock: process.clock, randomBytes })
      return overNetwork(process, 'circle', (transport) =>
        circleGateway(createClient({ account, transport }), { chain: 'BASE' }),
      )
    },
  }

  function overNetwork<G extends object>(process: Process, provider: Desk, at: (transport: Transport) => G): G {
    const bound = actions.map((action) => [
      action,
      (given: { orderId: string }, options?: object) =>
        call(process, { action, orderId: given.orderId, provider }, (transport) =>
          (at(transport) as Record<string, (given: object, options?: object) => Promise<unknown>>)[action]!(
            given,
            options,
          ),
        ),
    ])
    return { ...at(nowhere), ...Object.fromEntries(bound) }
  }
}

const actions = ['createPayment', 'getPayment', 'endPayment', 'refundPayment', 'getRefund'] as const
const nowhere: Transport = () => new Promise(() => {})
