import type { Clock } from '../core/account.js'
import type { Amount } from '../core/amount.js'
import { configError, type FieldProblem, parametersError } from '../core/errors.js'
import { checkOptions, isFunction, testRules } from '../core/options.js'
import { leaseRule, storeRule } from '../store/rules.js'
import type { Store } from '../store/store.js'
import type { Work } from '../webhook/process.js'
import {
  type Attempt,
  isMoment,
  keyOf,
  type PaidAttempt,
  type ResolvingGateway,
  type ResolvingTransferGateway,
} from './attempt.js'

export type ResolveOrderParameters = {
  /** The shop's own number of the sale. */
  saleId: string
  /**
   * All orders of the sale so far, each stored before its call. What is first is asked first. A function is called when no other call
   * works on the sale: what it reads holds until this one has ended.
   */
  attempts: readonly Attempt[] | (() => readonly Attempt[] | Promise<readonly Attempt[]>)
}

export type ResolveOrderOptions<A = Amount> = {
  /** Where it is kept how far the sale has come: `memoryStore()` for one process, a database for several. */
  store: Store
  /**
   * Told once per sale that its money is there: deliver here, and nowhere else. What it throws comes out of `resolveOrder`, and
   * the next call tells again. Compare `paid.amount` with your sale. `work` is that of a webhook's `onEvent`.
   */
  onPaid: (sale: { readonly saleId: string; readonly paid: PaidAttempt<A> }, work: Work) => unknown
  /** Milliseconds for which a process that dies holds up its sale, 3 000 or more; prolonged while it works. Default 30 000. */
  lease?: number
  /** Default: the system's. */
  clock?: Clock
}

/**
 * @returns the number of the sale, and what gives a copy of its attempts: the caller may use its own again before the end.
 * @throws `CONFIG_INVALID` for options and gateways, `PARAMETERS_INVALID` for a sale that cannot be right.
 */
export function checkResolving(
  gateways: readonly (ResolvingGateway | ResolvingTransferGateway)[],
  parameters: ResolveOrderParameters,
  options: ResolveOrderOptions<never>,
): { saleId: string; read: () => Promise<readonly Attempt[]> } {
  checkOptions<ResolveOrderOptions<never>>('resolveOrder', options, {
    store: storeRule,
    onPaid: { fits: isFunction, wanted: 'a function', needed: true },
    lease: leaseRule,
    clock: testRules.clock,
  })
  checkGateways('resolveOrder', gateways)
  const providers = gateways.map(({ provider }) => provider)

  const { saleId, attempts } = parameters ?? {}
  const isLate = typeof attempts === 'function'
  const fields: FieldProblem[] = isNumber(saleId, 128)
    ? []
    : [{ path: 'saleId', problem: 'must be 1 to 128 characters' }]
  fields.push(...(isLate ? [] : problemsOfAll(attempts, providers)))
  if (fields.length > 0) throw parametersError('resolveOrder', fields)
  const copyOf = (given: readonly Attempt[]) => given.map((attempt) => ({ ...attempt }))
  if (!isLate) {
    const copy = copyOf(attempts)
    return { saleId, read: async () => copy }
  }
  return {
    saleId,
    async read() {
      const given = await attempts()
      const problems = problemsOfAll(given, providers)
      if (problems.length > 0) throw parametersError('resolveOrder', problems)
      return copyOf(given)
    },
  }
}

function problemsOfAll(attempts: readonly Attempt[], providers: readonly string[]): FieldProblem[] {
  if (!Array.isArray(attempts) || attempts.length === 0)
    return [{ path: 'attempts', problem: 'must be a list of one attempt or more' }]
  return attempts.flatMap((attempt, place) =>
    [...problemsOf(attempt ?? {}, attempts.slice(0, place), providers)].map(([name, problem]) => ({
      path: `attempts.${place}.${name}`,
      problem,
    })),
  )
}

/** @throws `CONFIG_INVALID` */
export function checkGateways(maker: string, gateways: readonly Pick<ResolvingGateway, 'provider'>[]): void {
  if (!Array.isArray(gateways) || gateways.some((gateway) => !isFunction(gateway?.endPayment)))
    throw configError(`${maker}: gateways must be a list of them, each by its provider’s …Gateway(client).`)
  const providers = gateways.map(({ provider }) => provider)
  const twice = providers.find((provider, at) => providers.indexOf(provider) !== at)
  if (twice) throw configError(`${maker}: the gateway ${twice} is there twice.`)
}

function* problemsOf(
  attempt: Attempt,
  earlier: readonly Attempt[],
  providers: readonly string[],
): Generator<readonly [name: string, problem: string]> {
  const { provider, orderId, placedAt, expiresAt, superseded } = attempt
  if (!providers.includes(provider)) yield ['provider', `must be one of the gateways: ${providers.join(', ')}`]
  // The number of its refund is this one and five letters; the providers take up to 40.
  if (!isNumber(orderId, 32)) yield ['orderId', 'must be 1 to 32 characters']
  else if (earlier.some((one) => keyOf(one) === keyOf(attempt))) yield ['orderId', 'is there twice at this provider']
  if (!isMoment(placedAt)) yield ['placedAt', 'must be a Date, as it was given to createPayment']
  if (expiresAt !== undefined && !isMoment(expiresAt)) yield ['expiresAt', 'must be a Date, or left out']
  if (superseded !== undefined && !['replaced', 'void'].includes(superseded))
    yield ['superseded', "must be 'replaced' or 'void', or left out"]
}

const isNumber = (value: unknown, most: number) => typeof value === 'string' && value !== '' && value.length <= most
