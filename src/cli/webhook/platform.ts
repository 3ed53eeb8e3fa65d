import { isShroffError } from '../../core/errors.js'
import type { WireRequest } from '../../core/transport.js'
import { pay, settleRefund } from '../../mock/controls.js'
import type { KeptKeys } from '../../mock/parties.js'
import type { Forgery, Notice, Webhooks } from '../../mock/provider.js'
import { runningOf } from '../../mock/running.js'
import { told } from '../chinese/told.js'
import { exits, fail } from '../fail.js'
import type { Io } from '../io.js'
import { merchants, type Provider } from './merchants.js'

/** The provider’s side of webhooks to one address, with the mock’s keys: a real provider’s are asked of nobody. */
export type Platform = {
  readonly forgeries: readonly Forgery[]
  /** Whether this answer says that it was received. */
  readonly isAcknowledged: Webhooks['acknowledged']
  /** An order is placed and paid; gives what is told of it. */
  paid(orderId: string): Promise<Notice>
  /** What is told of a refund of an order that was paid; undefined where this provider tells of none. */
  refunded(orderId: string, status?: 'succeeded' | 'closed' | 'needs-action'): Promise<Notice | undefined>
  /** Something that a test makes up, in the words of the wire. */
  other(eventType: string, resource: object): Notice
  /** As it goes out now, signed afresh, or false in the way asked for. */
  seal(notice: Notice, forgery?: Forgery): Promise<WireRequest>
}

const amount = { currency: 'CNY', value: 2500 } as const
const placedAt = new Date(Math.floor(Date.now() / 1000) * 1000)

/**
 * @param kept The keys of `shroff mock`; without, those that ship with the mock, which everybody has.
 * @throws one line for an address that the provider would not call.
 */
export async function openPlatform(
  io: Io,
  provider: Provider,
  url: string,
  kept: KeptKeys | undefined,
): Promise<Platform> {
  const { mock, place, giveBack } = await merchants[provider](kept ?? 'fixed')
  const running = runningOf(mock, provider)
  const webhooks = running.provider.webhooks!
  // What is signed of an address is its path; where it is, the sender alone has to know.
  const { pathname, search } = new URL(url)
  const notifyUrl = `https://shop.example${pathname}${search}`
  const taken = () => running.deliveries.splice(0).map(({ notice }) => notice)

  return {
    forgeries: webhooks.forgeries,
    isAcknowledged: webhooks.acknowledged,
    seal: (notice, forgery) => webhooks.seal(notice, forgery),
    other(eventType, resource) {
      running.notify({ type: 'other', eventType, resource, url: notifyUrl, at: mock.clock.now() })
      return taken().at(-1)!
    },
    async paid(orderId) {
      const expiresAt = new Date(placedAt.getTime() + 900_000)
      try {
        await place({ orderId, amount, description: 'Oolong tea', notifyUrl, placedAt, expiresAt })
      } catch (error) {
        // Its rules for addresses are what may be broken here.
        if (isShroffError(error, 'PARAMETERS_INVALID')) fail(exits.usage, told(io, error).problem)
        throw error
      }
      await pay(mock, { provider, orderId })
      return taken().at(-1)!
    },
    async refunded(orderId, status = 'succeeded') {
      const refundId = `${orderId}R1`
      await giveBack({
        orderId,
        refundId,
        amount,
        orderAmount: amount,
        notifyUrl,
        placedAt,
        orderPlacedAt: placedAt,
      })
      try {
        await settleRefund(mock, { provider, refundId, status })
      } catch {
        // It succeeded at once, or never comes to this.
      }
      return taken().find((notice) => notice.type === 'refund' && notice.status === status)
    },
  }
}
