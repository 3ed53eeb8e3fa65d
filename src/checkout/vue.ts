/// <reference path="./peers.d.ts" />
/**
 * A checkout's state as a composable for Vue, for those who draw their own.
 *
 * @module shroff/checkout/vue
 */
import { shallowReactive, watchEffect } from 'vue'
import type { CheckoutOffer, CheckoutView } from './view.js'
import { type CheckoutTrouble, type PaymentWatch, watchPayment } from './watch-payment.js'

/** What is known of the sale, and what the payer can do. `view` is absent until the server has answered. */
export type UsedCheckout = { readonly view?: CheckoutView; readonly trouble?: CheckoutTrouble } & Omit<
  PaymentWatch,
  'stop'
>

/**
 * Watches a sale while the component stands: {@link watchPayment} as a composable. Functions are read anew where what they
 * read changes. On a server nothing is asked.
 *
 * @example
 * const checkout = useCheckout(() => '/checkout', () => props.token)
 */
export function useCheckout(endpoint: () => string, token: () => string): UsedCheckout {
  const state = shallowReactive<{ view?: CheckoutView | undefined; trouble?: CheckoutTrouble | undefined }>({})
  let watch: PaymentWatch | undefined
  watchEffect((onCleanup) => {
    if (typeof document === 'undefined') return
    const onView = (view: CheckoutView) => Object.assign(state, { view, trouble: undefined })
    const onTrouble = (trouble: CheckoutTrouble) => Object.assign(state, { trouble })
    const watching = watchPayment({ endpoint: endpoint(), token: token(), onView, onTrouble })
    watch = watching
    onCleanup(() => watching.stop())
  })
  return Object.assign(state, {
    ask: () => watch?.ask(),
    start: async (offer: CheckoutOffer) => watch?.start(offer),
    close: async () => watch?.close(),
  }) as UsedCheckout
}
