import { constantTimeEqual, fromBase64 } from '#crypto'
import type { WireRequest } from '../../core/transport.js'
import { fromUtf8, utf8 } from '../../crypto/bytes.js'
import { type Json, readJsonObject } from '../../mock/http.js'
import { randomHex } from '../../mock/numbers.js'
import { refuse } from '../../mock/refusal.js'
import { memoryOf, type Platform } from './platform.js'

const scope =
  'quote_collection:quote:create quote:quote:read pos:payments:create pos:payments:read identities:create identities:read ledger:balance:read'

/** `POST /v2/oauth/token`: the credentials in JSON, as a form, or by HTTP's Basic. */
export function issueToken(platform: Platform, { headers, body }: WireRequest): Json {
  const { clock, clientId, clientSecret, options } = platform
  const given = readGiven(headers, fromUtf8(body ?? new Uint8Array()))
  for (const name of ['grant_type', 'audience'])
    if (!given[name]) throw refuse(400, 'invalid_request', `Missing required parameter: ${name}`)
  if (given.grant_type !== 'client_credentials') throw refuse(400, 'invalid_request', 'Unsupported grant_type')
  const pair = utf8(`${given.client_id}:${given.client_secret}`)
  if (!constantTimeEqual(pair, utf8(`${clientId}:${clientSecret}`))) throw refuse(401, 'access_denied', 'Unauthorized')
  if (
    given.audience !== `urn:ripplexcurrent-test:${tenantId}` &&
    given.audience !== `urn:ripplexcurrent-prod:${tenantId}`
  )
    throw refuse(403, 'access_denied', 'Service not enabled within domain: <wrong:domain>')
  const seconds = options.tokenLifetime ?? 3600
  const token = `mock.${randomHex(24)}.${randomHex(24)}`
  memoryOf(platform).tokens.set(token, clock.now() + seconds * 1000)
  return { access_token: token, scope, expires_in: seconds, token_type: 'Bearer' }
}

function readGiven(headers: Readonly<Record<string, string>>, text: string): Readonly<Record<string, unknown>> {
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(headers['content-type'] ?? '')
  const given = isForm ? Object.fromEntries(new URLSearchParams(text)) : readJsonObject(text)
  if (!given) throw refuse(400, 'invalid_request', 'Malformed request body')
  const basic = /^Basic (\S+)$/.exec(headers.authorization ?? '')?.[1]
  const [id, ...secret] = basic ? fromUtf8(fromBase64(basic) ?? new Uint8Array()).split(':') : []
  return { ...given, ...(basic && { client_id: id, client_secret: secret.join(':') }) }
}

/** Seconds that the token of a call is good for. */
export function checkToken(platform: Platform, { headers }: WireRequest): number {
  const token = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1] ?? ''
  const left = (memoryOf(platform).tokens.get(token) ?? 0) - platform.clock.now()
  if (left <= 0)
    throw refuse(401, 'AUTH_001', 'Unauthorized', { type: 'AUTH_ERROR', description: 'Invalid or expired token.' })
  return Math.floor(left / 1000)
}

/** The customer of this mock. */
export const tenantId = 'mocktenant'
