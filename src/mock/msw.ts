/**
 * The mock gateway as msw handlers.
 *
 * @module shroff/mock/msw
 */
import { type HttpHandler, HttpResponse, http } from 'msw'
import { ownedBy } from './gateway.js'
import type { MockGateway } from './running.js'

/**
 * Handlers for msw's `setupServer` or `setupWorker`: requests to the providers' own addresses end in the mock gateway,
 * all others are left alone.
 *
 * @example
 * const server = setupServer(...mswHandlers(mock))
 */
export function mswHandlers(mock: MockGateway): HttpHandler[] {
  const answer = async (request: Request): Promise<Response> => {
    try {
      return await mock.fetch(request)
    } catch (error) {
      // Thrown from here, a cut connection or a caller who gave up would become msw's own answer with status 500.
      if (error instanceof TypeError || request.signal.aborted) return HttpResponse.error()
      throw error
    }
  }
  // By predicate: a handler for every address that then declines would switch `onUnhandledRequest` off for all of them.
  const owned = ({ request }: { request: Request }) => ownedBy(mock, new URL(request.url)) !== undefined
  return [http.all(owned, ({ request }) => answer(request))]
}
