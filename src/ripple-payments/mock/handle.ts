import type { WireReply, WireRequest } from '../../core/transport.js'
import { fromUtf8, utf8 } from '../../crypto/bytes.js'
import type { Endpoint } from '../../mock/endpoints.js'
import type { Fault } from '../../mock/faults.js'
import { type Json, readJsonObject } from '../../mock/http.js'
import { randomUuid } from '../../mock/numbers.js'
import { isRefusal, type Refusal, refuse } from '../../mock/refusal.js'
import { findRoute, isFound, type Routes } from '../../mock/routes.js'
import { createIdentity, createInstrument, getByInternalId, getIdentity, getInstrument } from './identities.js'
import { writeNumbers } from './numbers.js'
import { createPayment, getBalances, getPayment, getStates, searchPayments, updateLabels } from './payments.js'
import { type Handler, invalid, isoOf, notFound, type Platform } from './platform.js'
import { createQuotes, getQuote, getQuotes } from './quotes.js'
import { checkToken, issueToken } from './tokens.js'

const routes: Routes<Handler> = {
  'POST /v2/quotes/quote-collection': createQuotes,
  'GET /v2/quotes/quote-collection/{id}': getQuotes,
  'GET /v2/quotes/{id}': getQuote,
  'POST /v3/payments': createPayment,
  'POST /v3/payments/filter': searchPayments,
  'GET /v3/payments/{id}': getPayment,
  'GET /v3/payments/{id}/states': getStates,
  'PATCH /v3/payments/{id}/labels': updateLabels,
  'GET /v2/balances': getBalances,
  'POST /v3/identities': createIdentity,
  'GET /v3/identities/by-internal-id/{id}': getByInternalId,
  'GET /v3/identities/{id}': getIdentity,
  'POST /v3/identities/{id}/financial-instruments': createInstrument,
  'GET /v3/identities/{id}/financial-instruments/{other}': getInstrument,
}

const isToken = ({ method, url }: WireRequest) => method === 'POST' && new URL(url).pathname === '/v2/oauth/token'

/** One call: the token, the route, and then what it asks for. */
export async function handle(platform: Platform, request: WireRequest, fault: Fault | undefined): Promise<WireReply> {
  const { witness } = platform
  const requestId = randomUuid()
  try {
    witness?.checking('account')
    const left = isToken(request) ? 0 : checkToken(platform, request)
    witness?.checking('fault')
    throwFault(fault)
    const answer = await perform(platform, request, left)
    witness?.checking('fault')
    if (fault === 'system-error-after') throw systemError()
    const makes = request.method === 'POST' && !/\/(filter|token)$/.test(new URL(request.url).pathname)
    return reply(makes ? 201 : 200, answer, requestId)
  } catch (error) {
    if (!isRefusal(error)) throw error
    witness?.refused(error)
    return reply(error.status, isToken(request) ? tokenErrorOf(error) : errorOf(platform, error), requestId)
  }
}

async function perform(platform: Platform, request: WireRequest, left: number): Promise<object | undefined> {
  platform.witness?.checking('endpoint')
  const { method, headers } = request
  const { pathname, searchParams: query } = new URL(request.url)
  if (isToken(request)) return issueToken(platform, request)
  if (`${method} ${pathname}` === 'GET /v2/oauth/token/test') return [{ message: 'token_ok', seconds_to_expiry: left }]
  const body = method === 'GET' || method === 'DELETE' ? {} : readBody(request)
  const own = findRoute<Endpoint>(platform.options.routes ?? {}, method, pathname)
  if (isFound(own)) {
    platform.witness?.checking('business')
    const encrypt = async () => {
      throw new TypeError('mockRipplePayments: Ripple encrypts no fields')
    }
    return (await own.handler({ method, parts: own.parts, query, headers, body, files: [], encrypt })) as
      | object
      | undefined
  }
  const found = findRoute<Handler>(routes, method, pathname)
  if (!isFound(found)) {
    const route = `${method} ${pathname}`
    throw notFound(
      `Not found. (The mock gateway does not play ${route}; add it: mockRipplePayments({ routes: { '${route}': () => ({ … }) } }).)`,
    )
  }
  platform.witness?.checking('business')
  return found.handler(platform, { body, query, parts: found.parts })
}

function readBody({ headers, body }: WireRequest): Json {
  const value = readJsonObject(fromUtf8(body ?? new Uint8Array()))
  if (!/^application\/json\b/i.test(headers['content-type'] ?? '') || !value) throw invalid('Malformed request body.')
  return value
}

function throwFault(fault: Fault | undefined): void {
  if (fault === 'system-error-before') throw systemError()
  if (fault === 'unavailable') throw refuse(503, 'SYS_003', 'Internal Server Error', { type: 'SYSTEM_ERROR' })
  if (fault === 'rate-limited') throw refuse(429, 'USR_429', 'Too many requests')
  if (typeof fault === 'object') throw refuse(fault.status, fault.code, fault.message ?? 'As the test asked for.')
}

const systemError = () => refuse(500, 'SYS_001', 'Internal Server Error', { type: 'SYSTEM_ERROR' })

const reply = (status: number, answer: object | undefined, requestId: string): WireReply => ({
  status,
  headers: { 'Content-Type': 'application/json', 'X-Request-Id': requestId },
  body: answer ? utf8(writeNumbers(answer)) : new Uint8Array(),
})

const tokenErrorOf = ({ code, message }: Refusal): Json => ({ error: code, error_description: message })

/** A list by the schema; without one as in published samples. */
function errorOf({ clock, options }: Platform, { status, code, message, detail }: Refusal): Json {
  const error = {
    code,
    type: 'USER_ERROR',
    title: message,
    description: message,
    ...detail,
    timestamp: isoOf(clock.now()),
  }
  return options.unconfirmed?.bareErrors ? { ...error, status } : { status, errors: [error] }
}
