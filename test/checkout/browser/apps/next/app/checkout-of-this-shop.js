import { mockCheckout } from 'shroff/checkout/mock'

/** One for the page and for the endpoints, which are bundles of their own. */
export const theCheckout = () => (globalThis.theCheckout ??= mockCheckout({ askAfter: 1 }))
