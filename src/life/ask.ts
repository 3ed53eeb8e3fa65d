import type { Clock } from '../core/account.js'
import { isShroffError, type ShroffError } from '../core/errors.js'
import { ask, type Standing, told } from '../core/standing.js'
import type { GatewayPayment } from '../gateway/gateway.js'
import type { Attempt, ResolvingGateway } from './attempt.js'

/** An order, and how its provider is asked about it. */
export type Asked = {
  readonly attempt: Pick<Attempt, 'orderId' | 'placedAt'>
  readonly gateway: Pick<ResolvingGateway, 'getPayment' | 'endPayment'>
  readonly clock: Clock
  /** Ends the asking. */
  readonly signal: AbortSignal
  /** Makes a call, unless the provider has said before that there were too many. */
  readonly call: <T>(action: string, make: () => Promise<T>) => Promise<T>
}

/** Asks where it stands. */
export const standingOf = ({ attempt, gateway, clock, signal, call }: Asked): Promise<Standing<GatewayPayment>> =>
  ask({
    clock,
    interval: 0,
    query: async () => {
      const { orderId, placedAt } = attempt
      return told(await call('getPayment', () => gateway.getPayment({ orderId, placedAt }, { signal })))
    },
  })

/** `undefined`: the provider cannot close it. */
export async function close({ attempt, gateway, signal, call }: Asked): Promise<'closed' | ShroffError | undefined> {
  const { orderId, placedAt } = attempt
  try {
    const { status } = await call('endPayment', () => gateway.endPayment({ orderId, placedAt }, { signal }))
    return status === 'closed' ? 'closed' : undefined
  } catch (error) {
    if (!isShroffError(error)) throw error
    return error
  }
}

export const isOpen = ({ at }: Standing<unknown>): boolean => at === 'pending' || at === 'processing'
