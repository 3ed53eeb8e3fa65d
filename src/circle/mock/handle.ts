import { constantTimeEqual } from '#crypto'
import type { WireReply, WireRequest } from '../../core/transport.js'
import { fromUtf8, utf8 } from '../../crypto/bytes.js'
import type { Endpoint } from '../../mock/endpoints.js'
import type { Fault } from '../../mock/faults.js'
import { type Json, readJsonObject, targetOf, writeJson } from '../../mock/http.js'
import { randomUuid } from '../../mock/numbers.js'
import { isRefusal, type Refusal, refuse } from '../../mock/refusal.js'
import { findRoute, isFound, type Routes } from '../../mock/routes.js'
import { createIntent, expireIntent, getIntent, listIntents } from './intents.js'
import { getPayment, listPayments, refundIntent } from './payments.js'
import { createPayout, createRecipient, getPayout, getRecipient, listPayouts, listRecipients } from './payouts.js'
import { type Handler, invalid, memoryOf, type Platform } from './platform.js'
import { masterWalletId } from './shapes.js'
import { confirm, getPublicKey, subscribe, subscribeTopics } from './subscriptions.js'

const routes: Routes<Handler> = {
  'GET /v1/configuration': () => ({ payments: { masterWalletId } }),
  'POST /v1/paymentIntents': createIntent,
  'GET /v1/paymentIntents': listIntents,
  'GET /v1/paymentIntents/{id}': getIntent,
  'POST /v1/paymentIntents/{id}/expire': expireIntent,
  'POST /v1/paymentIntents/{id}/refund': refundIntent,
  'GET /v1/payments': listPayments,
  'GET /v1/payments/{id}': getPayment,
  'POST /v1/addressBook/recipients': createRecipient,
  'GET /v1/addressBook/recipients': listRecipients,
  'GET /v1/addressBook/recipients/{id}': getRecipient,
  'POST /v1/payouts': createPayout,
  'GET /v1/payouts': listPayouts,
  'GET /v1/payouts/{id}': getPayout,
  'POST /v1/notifications/subscriptions': subscribeTopics,
  'POST /v2/notifications/subscriptions': subscribe,
  'GET /v2/notifications/publicKey/{id}': getPublicKey,
}

/** One call: the API key, the route, what was made under this key before, and then what it asks for. */
export async function handle(platform: Platform, request: WireRequest, fault: Fault | undefined): Promise<WireReply> {
  const { witness } = platform
  const requestId = request.headers['x-request-id'] ?? randomUuid()
  try {
    if (new URL(request.url).pathname === '/ping') return reply(200, { message: 'pong' }, requestId)
    const body = checkRequest(platform, request)
    witness?.checking('fault')
    throwFault(fault)
    const data = await perform(platform, request, body)
    witness?.checking('fault')
    if (fault === 'system-error-after') throw systemError()
    const isNew = request.method === 'POST' && !/\/v[12]\/notifications\//.test(request.url)
    return reply(isNew ? 201 : 200, { data }, requestId)
  } catch (error) {
    if (!isRefusal(error)) throw error
    witness?.refused(error)
    return reply(error.status, errorOf(error), requestId)
  }
}

function checkRequest({ identity, witness }: Platform, { method, headers, body }: WireRequest): Json {
  witness?.checking('account')
  const given = utf8(headers.authorization ?? '')
  if (!constantTimeEqual(given, utf8(`Bearer ${identity.apiKey}`))) throw refuse(401, '401', 'Malformed authorization.')
  witness?.checking('form')
  if (method === 'GET' || method === 'DELETE') return {}
  const value = readJsonObject(textOf(body))
  if (!/^application\/json\b/i.test(headers['content-type'] ?? '') || !value)
    throw refuse(400, '2', 'Malformed request body.')
  return value
}

async function perform(platform: Platform, request: WireRequest, body: Json): Promise<object> {
  platform.witness?.checking('endpoint')
  const { method, headers } = request
  const { pathname, searchParams: query } = new URL(request.url)
  const own = findRoute<Endpoint>(platform.options.routes ?? {}, method, pathname)
  if (isFound(own)) {
    platform.witness?.checking('business')
    const encrypt = async () => {
      throw new TypeError('mockCircle: Circle encrypts no fields')
    }
    return (await own.handler({ method, parts: own.parts, query, headers, body, files: [], encrypt })) as object
  }
  const found = findRoute<Handler>(routes, method, pathname)
  if (!isFound(found)) {
    const route = `${method} ${pathname}`
    const advice = `add it: mockCircle({ routes: { '${route}': () => ({ … }) } })`
    throw refuse(404, '404', `Not found. (The mock gateway does not play ${route}; ${advice}.)`)
  }
  platform.witness?.checking('business')
  const run = () => found.handler(platform, { body, query, id: found.parts.id ?? '' })
  // What ends an intent and what asks for webhooks have no such key.
  const hasKey = method === 'POST' && !/\/(expire|subscriptions)$/.test(pathname)
  return hasKey ? once(platform, targetOf(request), body, textOf(request.body), run) : run()
}

/** Under one key one object is made: the same bytes again get the same answer, others are refused. */
function once(platform: Platform, target: string, body: Json, text: string, run: () => object): object {
  const { idempotencyKey: key } = body
  // Version and variant are looked at.
  if (typeof key !== 'string' || !/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i.test(key))
    throw invalid('idempotencyKey', 'It must be a UUID of version 4.')
  const { answered } = memoryOf(platform)
  const asked = `${target}\n${text}`
  const known = answered.get(key)
  if (known && known.request !== asked && !platform.options.unconfirmed?.answersFirst)
    throw refuse(409, '409', 'Conflicts with another request.')
  if (known) return known.data
  const data = structuredClone(run())
  answered.set(key, { request: asked, data })
  return data
}

/** Amazon's part: its certificate, and the address that confirms a subscription. */
export function handleAmazon(platform: Platform, { method, url }: WireRequest): WireReply {
  const { pathname, searchParams } = new URL(url)
  const text = (status: number, type: string, body: string): WireReply => ({
    status,
    headers: { 'content-type': type },
    body: utf8(body),
  })
  if (method === 'GET' && pathname === '/SimpleNotificationService-mock.pem')
    return text(200, 'application/x-pem-file', platform.identity.certificate)
  const confirmed = method === 'GET' && pathname === '/' ? confirm(platform, searchParams) : undefined
  return confirmed
    ? text(200, 'text/xml', confirmed)
    : text(403, 'text/xml', '<ErrorResponse><Error><Code>InvalidParameter</Code></Error></ErrorResponse>')
}

const textOf = (body: Uint8Array | undefined): string => {
  try {
    return fromUtf8(body ?? new Uint8Array())
  } catch {
    return ''
  }
}

const systemError = () => refuse(500, '-1', 'Something went wrong.')

function throwFault(fault: Fault | undefined): void {
  if (fault === 'system-error-before') throw systemError()
  if (fault === 'unavailable') throw refuse(503, '503', 'Service unavailable.')
  if (fault === 'rate-limited') throw refuse(429, '429', 'Too many requests.')
  if (typeof fault === 'object')
    throw refuse(fault.status, fault.code, fault.message ?? 'A refusal that was asked for.')
}

/** Codes are integers. */
const errorOf = ({ code, message, detail }: Refusal): Json => ({
  code: Number.parseInt(code, 10) || 0,
  message,
  ...detail,
})

const reply = (status: number, body: object, requestId: string): WireReply => ({
  status,
  headers: { 'Content-Type': 'application/json', 'X-Request-Id': requestId },
  body: utf8(writeJson(body)),
})
