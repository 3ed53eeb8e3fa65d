/**
 * The mock gateway as msw handlers.
 *
 * @module shroff/mock/msw
 */
import { type HttpHandler, http } from 'msw'
import type { MockGateway } from './gateway.js'
import { ownedBy } from './gateway.js'

/**
 * Handlers for msw's `setupServer` or `setupWorker`: requests to the providers' own addresses end in the mock gateway,
 * all others are left alone.
 *
 * @example
 * const server = setupServer(...mswHandlers(mock))
 */
export function mswHandlers(mock: MockGateway): HttpHandler[] {
  return [http.all('*', ({ request }) => (ownedBy(mock, new URL(request.url)) ? mock.fetch(request) : undefined))]
}
