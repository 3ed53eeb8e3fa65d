import { checkOptions } from '../../core/options.js'
import type { AnyGateway } from '../../gateway/transfer.js'
import type { AttemptStanding } from '../../life/end.js'
import { type CheckoutOptions, commonRules, toCheckout } from './options.js'
import { resolveNow } from './resolve.js'
import { readState, refOf, saleByReference } from './state.js'

/** What a webhook told of, or the number of a sale. */
export type CheckoutSubject =
  | string
  | {
      readonly type: string
      readonly orderId?: string
      readonly channel?: string
      readonly provider?: string
      /** By which alone some providers name an order, such as Circle. */
      readonly reference?: string
    }

/** How a sale of a checkout stands after this call. */
export type ResolveCheckoutResult = {
  readonly saleId: string
  readonly isPaid: boolean
  readonly nextAt?: Date
  readonly attempts: readonly AttemptStanding[]
}

/**
 * Brings a sale nearer to its end: asks where its orders stand, tells `onPaid` once, closes what is in the way and gives back what is
 * paid twice. Call it on each webhook, and by a job at `nextAt` of each sale; a browser that asks for the status does so too, but
 * browsers are closed.
 *
 * @returns when the next call is due, absent where nothing is left to do, and where its orders stand: of those that are `needs-action` money
 * waits for a person; `undefined` where it is no sale of a checkout.
 * @throws `CONFIG_INVALID`; `ORDER_BUSY`, what the store or `onPaid` throws: it did not come to it, and the webhook comes again.
 * @example
 * const handler = webhookHandler({ accounts, store, onEvent: (event) => resolveCheckout(gateways, event, checkout) })
 */
export async function resolveCheckout(
  gateways: readonly AnyGateway[],
  about: CheckoutSubject,
  options: CheckoutOptions,
): Promise<ResolveCheckoutResult | undefined> {
  checkOptions<CheckoutOptions>('resolveCheckout', options, commonRules)
  const checkout = toCheckout('resolveCheckout', gateways, options)
  const { orderId, provider, reference } = typeof about === 'string' ? {} : about
  const named = typeof about === 'string' ? about : saleOf(orderId)
  const isReferred = named === undefined && provider !== undefined && reference !== undefined
  const saleId = isReferred ? await saleByReference(checkout, provider, reference) : named
  // Only a sale that was made here may leave something in the store.
  if (!saleId || !/^[0-9A-Za-z]{6,26}$/.test(saleId)) return undefined
  const ref = await refOf(saleId)
  const known = await readState(checkout, ref)
  if (!known) return undefined
  const first = isReferred ? known.attempts.find((one) => one.reference === reference)?.orderId : orderId
  const { state, result, error } = await resolveNow(checkout, ref, first)
  if (error) throw error
  return {
    saleId,
    isPaid: !!state.paid,
    ...(state.dueAt !== undefined && { nextAt: new Date(state.dueAt) }),
    attempts: result?.attempts ?? [],
  }
}

/** The sale of an order of a checkout. */
const saleOf = (orderId: string | undefined) => /^(.+)A\d+$/.exec(orderId ?? '')?.[1]
