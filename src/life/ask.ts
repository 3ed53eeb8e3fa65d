import type { Clock } from '../core/account.js'
import type { CallOptions } from '../core/client.js'
import { isShroffError, type ShroffError } from '../core/errors.js'
import { ask, type Standing, told } from '../core/standing.js'
import { type AnyPayment, type Attempt, numberOf } from './attempt.js'

/** An order, and how its provider is asked about it. */
export type Asked = {
  readonly attempt: Pick<Attempt, 'orderId' | 'placedAt' | 'transfer' | 'reference'>
  /** Of money or of tokens: it is given what its provider finds an order by. */
  readonly gateway: {
    getPayment(number: object, options: CallOptions): Promise<AnyPayment>
    endPayment(number: object, options: CallOptions): Promise<{ readonly status: 'closed' | 'open' }>
  }
  readonly clock: Clock
  /** Ends the asking. */
  readonly signal: AbortSignal
  /** Makes a call, unless the provider has said before that there were too many. */
  readonly call: <T>(action: string, make: () => Promise<T>) => Promise<T>
}

/** Asks where it stands. */
export const standingOf = ({ attempt, gateway, clock, signal, call }: Asked): Promise<Standing<AnyPayment>> =>
  ask({
    clock,
    interval: 0,
    query: async () => told(await call('getPayment', () => gateway.getPayment(numberOf(attempt), { signal }))),
  })

/** `undefined`: the provider cannot close it. */
export async function close({ attempt, gateway, signal, call }: Asked): Promise<'closed' | ShroffError | undefined> {
  try {
    const { status } = await call('endPayment', () => gateway.endPayment(numberOf(attempt), { signal }))
    return status === 'closed' ? 'closed' : undefined
  } catch (error) {
    if (!isShroffError(error)) throw error
    return error
  }
}

/**
 * Where it stands after a closing that has not closed it. Refused, by a known code or another: it may have been paid at that moment, or closed.
 * Of one that is missing, and that Lakala may call so though it can be paid, nobody can say while the closing may not have arrived.
 */
export async function afterClosing(
  asked: Asked,
  standing: Standing<AnyPayment>,
  failed: ShroffError | undefined,
): Promise<Standing<AnyPayment>> {
  if (failed?.outcome === 'rejected' || failed?.code === 'PROVIDER_ERROR') return standingOf(asked)
  return failed && standing.at === 'missing' ? { at: 'unclear', error: failed } : standing
}

export const isOpen = ({ at }: Standing<unknown>): boolean => at === 'pending' || at === 'processing'
