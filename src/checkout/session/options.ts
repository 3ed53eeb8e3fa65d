import { type Clock, systemClock } from '../../core/account.js'
import { configError } from '../../core/errors.js'
import { isFunction, type Rule, testRules } from '../../core/options.js'
import { urlProblem } from '../../core/public-url.js'
import type { AnyGateway } from '../../gateway/transfer.js'
import type { ResolveOrderOptions } from '../../life/options.js'
import { leaseRule, storeRule } from '../../store/rules.js'
import type { Store } from '../../store/store.js'
import { type CheckoutKeys, isCheckoutKeys } from './keys.js'
import type { Shared } from './state.js'

/** What every function of a checkout is given: one object of yours, for all of them. */
export type CheckoutOptions = {
  /** Of `checkoutKeys`. */
  keys: CheckoutKeys
  /** Where sales and their orders are kept: `memoryStore()` for one process, a database for several. */
  store: Store
  /** The public address where `checkoutHandler` is mounted, such as `https://shop.example/checkout`. */
  endpoint: string
  /**
   * Told once per sale that its money is there: deliver here, and nowhere else. What it throws is told to `onError`, and it is
   * told again later. Compare `paid.amount` with your sale. What was paid in tokens has `paid.received` besides, and the `amount` that the
   * tokens were quoted for.
   */
  onPaid: ResolveOrderOptions['onPaid']
  /** Told of what a payer is not: what a provider, the store, or a function of yours answered. What it throws is ignored. */
  onError?: (error: unknown, about: { readonly saleId?: string }) => unknown
  /** Milliseconds for which a process that dies holds up its sale, 3 000 or more; prolonged while it works. Default 30 000. */
  lease?: number
  /** Default: the system's. */
  clock?: Clock
}

/** Gives a new order of tokens its number at the address. */
export type TagFor = (order: { readonly saleId: string; readonly provider: string }) => number | Promise<number>

/** The same, ready for use. */
export type Checkout = Shared & {
  readonly gateways: readonly AnyGateway[]
  readonly keys: CheckoutKeys
  readonly endpoint: string
  readonly onPaid: ResolveOrderOptions['onPaid']
  readonly tell: (error: unknown, saleId?: string) => void
  /** See `CheckoutHandlerOptions`. */
  readonly tagFor?: TagFor
}

export const commonRules = {
  keys: { fits: isCheckoutKeys, wanted: 'made by checkoutKeys', needed: true },
  store: storeRule,
  endpoint: {
    fits: (value) => typeof value === 'string' && urlProblem(value, { maximum: 128, ascii: true }) === undefined,
    wanted: 'an absolute address of at most 128 ASCII characters, such as https://shop.example/checkout',
    needed: true,
  },
  onPaid: { fits: isFunction, wanted: 'a function', needed: true },
  onError: { fits: isFunction, wanted: 'a function' },
  lease: leaseRule,
  clock: testRules.clock,
} as const satisfies Record<keyof CheckoutOptions, Rule>

/** @throws `CONFIG_INVALID` for gateways that cannot be right. */
export function toCheckout(maker: string, gateways: readonly AnyGateway[], options: CheckoutOptions): Checkout {
  if (!Array.isArray(gateways) || gateways.length === 0 || gateways.some((one) => !isFunction(one?.createPayment)))
    throw configError(`${maker}: gateways must be a list of them, each by its provider’s …Gateway(client).`)
  const { keys, store, endpoint, onPaid, onError, lease = 30_000, clock = systemClock } = options
  return {
    gateways,
    keys,
    store,
    endpoint: endpoint.replace(/\/$/, ''),
    onPaid,
    lease,
    clock,
    tell(error, saleId) {
      try {
        // A promise that is refused must not end the process.
        void Promise.resolve(onError?.(error, saleId === undefined ? {} : { saleId })).catch(() => {})
      } catch {}
    },
  }
}
