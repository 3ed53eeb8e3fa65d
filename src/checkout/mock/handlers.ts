import { type HttpHandler, http } from 'msw'
import type { MockCheckout } from './checkout.js'

/**
 * The endpoints of a mocked checkout as handlers for msw's `setupServer` or `setupWorker`.
 *
 * @param endpoint As the page has it: `/checkout`, or an absolute address in Node.
 * @example
 * const worker = setupWorker(...checkoutHandlers(await mockCheckout(), '/checkout'))
 */
export function checkoutHandlers(checkout: MockCheckout, endpoint = '/checkout'): HttpHandler[] {
  return ['status', 'events', 'start', 'close', 'exchange'].map((path) =>
    http.all(`${endpoint}/${path}`, ({ request }) => checkout.fetch(request)),
  )
}
