import type { WireReply, WireRequest } from '../../core/transport.js'
import { fromUtf8, utf8 } from '../../crypto/bytes.js'
import type { Fault } from '../../mock/faults.js'
import { type Json, readJsonObject, writeJson } from '../../mock/http.js'
import { isRefusal, type Refusal, refuse } from '../../mock/refusal.js'
import { type Platform, rpcError } from './memory.js'
import { methods } from './methods.js'

/** One question, of JSON-RPC by POST. Errors have status 200 as well, but for what is no question at all. */
export async function handle(
  platform: Platform,
  { method, url, body }: WireRequest,
  fault: Fault | undefined,
): Promise<WireReply> {
  if (fault === 'unavailable') return text(503, 'Server is overloaded\r\n')
  if (fault === 'rate-limited') {
    // Clio's, which has no envelope.
    const error = { error: 'slowDown', error_code: 10, error_message: 'You are placing too much load on the server.' }
    return json(503, { ...error, status: 'error', type: 'response' })
  }
  if (method !== 'POST') return text(400, 'Unable to parse request: \r\n')
  const asked = readJsonObject(fromUtf8(body ?? new Uint8Array()))
  if (!asked) return text(400, 'Unable to parse request: \r\n')
  const name = asked.method
  if (typeof name !== 'string') return text(400, 'Null method\r\n')
  const [params = {}, ...more] = Array.isArray(asked.params) ? (asked.params as Json[]) : []
  if (typeof params !== 'object' || params === null || more.length > 0) return text(400, 'params unparsable\r\n')
  try {
    if (typeof fault === 'object' || fault === 'system-error-before') throw faultError(fault, 'internal')
    const result = await perform(platform, new URL(url).origin, name, params)
    // The transaction was taken, and the server breaks while it says so.
    if (fault === 'system-error-after') throw faultError(fault, name === 'submit' ? 'internalSubmit' : 'internal')
    return json(200, { result: { ...result, status: 'success' } })
  } catch (error) {
    if (!isRefusal(error)) throw error
    return json(200, { result: errorOf(error, name, params) })
  }
}

function perform(platform: Platform, host: string, name: string, params: Json): Json | Promise<Json> {
  const { api_version: version = 1 } = params
  if (version !== 1 && version !== 2) throw rpcError('invalid_API_version', 6, 'invalid API version')
  const found = Object.hasOwn(methods, name) ? methods[name] : undefined
  // Beside the real one's words: which methods there are here.
  if (!found)
    throw rpcError('unknownCmd', 32, `Unknown method. (The mock gateway plays ${Object.keys(methods).join(', ')}.)`)
  return found(platform, { host, params, version })
}

const faultError = (fault: Fault, code: string) =>
  typeof fault === 'object'
    ? refuse(200, fault.code, fault.message ?? fault.code, { number: 0 })
    : rpcError(code, 73, 'Internal error.')

function errorOf(error: Refusal, command: string, params: Json): Json {
  const { searched_all } = error as { searched_all?: boolean }
  const { number, exception } = error.detail as { number?: number; exception?: string }
  return {
    error: error.code,
    ...(exception === undefined
      ? { error_code: number, error_message: error.message }
      : { error_exception: exception }),
    request: { ...params, command },
    ...(searched_all !== undefined && { searched_all }),
    status: 'error',
  }
}

const json = (status: number, value: object): WireReply => ({
  status,
  headers: { 'content-type': 'application/json; charset=UTF-8' },
  body: utf8(writeJson(value)),
})
const text = (status: number, value: string): WireReply => ({
  status,
  headers: { 'content-type': 'text/plain' },
  body: utf8(value),
})
