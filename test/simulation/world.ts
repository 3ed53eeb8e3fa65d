import { isShroffError, notSent, type Outcome, type Transport, type WireReply, type WireRequest } from 'shroff'
import type { Gateway } from 'shroff/gateway'
import { type Fault, failNext, presentCode } from 'shroff/mock'
import { faultsOfTheLine } from '../../src/mock/faults.js'
import type { Notice } from '../../src/mock/provider.js'
import { internalsOf } from '../../src/mock/running.js'
import { noon } from '../support/noon.js'
import { type AccountOf, accountAt, gatewayAt, mockRails, type Rail, railNames } from '../support/rails.js'
import { type Fate, fateOf } from './fate.js'
import { type Random, randomOf } from './random.js'
import { createScheduler, type Process } from './scheduler.js'

const second = 1000
const minute = 60 * second

export const providers = railNames
export type ProviderName = Rail
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

const isQuestion = ({ method, url, body }: WireRequest): boolean => {
  const form = new URLSearchParams(new TextDecoder().decode(body))
  if (method === 'GET' || form.get('txnType') === '00') return true
  return /(query|inquiry\w+)(\.cgi)?$/.test(form.get('method') ?? new URL(url).pathname)
}

export type World = Awaited<ReturnType<typeof createWorld>>

/** The providers, the network between, and the shop's processes; the seed decides all of it. */
export async function createWorld(seed: number) {
  const random: Random = randomOf(seed)
  const scheduler = createScheduler(random, noon.getTime())
  const mock = await mockRails(providers, manners(random), 1)
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
    outages: Object.fromEntries(providers.map((name) => [name, 0])) as Record<ProviderName, number>,
    counts: new Map<string, number>(),
    onNotice: (_provider: ProviderName, _notice: Notice) => {},
    onMoved: (_provider: ProviderName) => {},
  }
  const count = (what: string) => state.counts.set(what, (state.counts.get(what) ?? 0) + 1)

  const digest = (provider: ProviderName) =>
    JSON.stringify(
      [...running.get(provider)!.book.orders]
        // An order that was refused as it came is kept at some providers, and nothing has moved.
        .filter(([, { status }]) => status !== 'closed')
        .map(([orderId, { status, refunds }]) => [
          orderId,
          status,
          refunds.map((refund) => [refund.refundId, refund.value, refund.status]),
        ]),
    )

  /** The provider does something, by a request or by itself; what it has to tell is handed to the network. */
  async function at<T>(provider: ProviderName, work: () => Promise<T>): Promise<{ value: T; moved: boolean }> {
    const before = digest(provider)
    const value = await work()
    const moved = digest(provider) !== before
    if (moved) state.onMoved(provider)
    for (const { notice } of running.get(provider)!.deliveries.splice(0)) state.onNotice(provider, notice)
    return { value, moved }
  }

  async function handle(provider: ProviderName, request: WireRequest, fate: Fate, call: Call, sentAt: number) {
    if (fate.fault) failNext(mock, { provider, fault: has(provider, fate.fault) ? fate.fault : 'reset-after' })
    delay = fate.late || fate.resent ? scheduler.now() - sentAt : 0
    try {
      const { value, moved } = await at(provider, () =>
        mock.transport(request, { signal: new AbortController().signal }).then(
          (reply) => ({ reply }),
          (error: unknown) => ({ error }),
        ),
      )
      call.moved ||= moved
      return value as { reply?: WireReply; error?: unknown }
    } finally {
      delay = 0
    }
  }

  // Not every wire has every fault.
  const has = (provider: ProviderName, fault: Fault) =>
    [...faultsOfTheLine, ...running.get(provider)!.provider.faults()].some((one) => one === fault)

  const network =
    (process: Process, provider: ProviderName, call: Call): Transport =>
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
    { action, orderId, provider }: { action: string; orderId: string; provider: ProviderName },
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
    /** A gateway as one process has it. */
    gatewayOf(process: Process, accounts: Accounts, provider: ProviderName): Gateway {
      const at = (transport: Transport) => gatewayAt(provider, accounts[provider] as never, transport)
      const bound = actions.map((action) => [
        action,
        (given: { orderId: string }, options?: object) =>
          call(process, { action, orderId: given.orderId, provider }, (transport) =>
            (at(transport)[action] as (given: object, options?: object) => Promise<unknown>)(given, options),
          ),
      ])
      return { ...at(nowhere), ...Object.fromEntries(bound) }
    },
  }
}

const actions = ['createPayment', 'getPayment', 'endPayment', 'refundPayment', 'getRefund'] as const
const nowhere: Transport = () => new Promise(() => {})

/** What no public source settles, one way or the other. */
function manners(random: Random): { [R in Rail]?: object } {
  const some = (...names: string[]) => Object.fromEntries(names.map((name) => [name, random.chance(0.5)]))
  return {
    unionpay: { unconfirmed: some('tellsReversedPaid') },
    qqpay: { unconfirmed: some('closesLate', 'tellsBusyByState', 'refusesReversingUnknown') },
    lakala: {
      ...some('asyncRefunds'),
      unconfirmed: {
        ...some('refusesRepetition', 'refusesClosingPaid', 'progressIsBare'),
        unpaidState: random.pick(['INIT', 'CREATE', 'UNKNOWN', 'missing']),
        revokedState: random.pick(['REVOKED', 'REFUND', 'CLOSE']),
      },
    },
    yeepay: { unconfirmed: some('closesOwnKindAlone') },
  }
}
