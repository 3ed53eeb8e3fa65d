/// <reference path="./peers.d.ts" />
/**
 * A checkout's state as a hook for React, for those who draw their own.
 *
 * @module shroff/checkout/react
 */
import { useEffect, useMemo, useRef, useState } from 'react'
import type { CheckoutOffer, CheckoutView } from './view.js'
import { type CheckoutTrouble, type PaymentWatch, watchPayment } from './watch-payment.js'

/** What is known of the sale, and what the payer can do. `view` is absent until the server has answered. */
export type UsedCheckout = { readonly view?: CheckoutView; readonly trouble?: CheckoutTrouble } & Omit<
  PaymentWatch,
  'stop'
>

/**
 * Watches a sale while the component stands: {@link watchPayment} as a hook.
 *
 * @example
 * const { view, start } = useCheckout('/checkout', token)
 */
export function useCheckout(endpoint: string, token: string): UsedCheckout {
  const [state, setState] = useState<{ view?: CheckoutView; trouble?: CheckoutTrouble }>({})
  const watch = useRef<PaymentWatch | undefined>(undefined)
  useEffect(() => {
    const onView = (view: CheckoutView) => setState(() => ({ view }))
    const onTrouble = (trouble: CheckoutTrouble) => setState((before) => ({ ...before, trouble }))
    const watching = watchPayment({ endpoint, token, onView, onTrouble })
    watch.current = watching
    return () => watching.stop()
  }, [endpoint, token])
  const doings = useMemo(
    () => ({
      ask: () => watch.current?.ask(),
      start: async (offer: CheckoutOffer) => watch.current?.start(offer),
      close: async () => watch.current?.close(),
    }),
    [],
  )
  return { ...state, ...doings }
}
