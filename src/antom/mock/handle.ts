import { fromBase64, verify } from '#crypto'
import type { WireReply, WireRequest } from '../../core/transport.js'
import { rsaSha256 } from '../../crypto/algorithms.js'
import { fromUtf8 } from '../../crypto/bytes.js'
import type { Endpoint } from '../../mock/endpoints.js'
import type { Fault } from '../../mock/faults.js'
import { type Json, readJsonObject, targetOf } from '../../mock/http.js'
import { isRefusal, refuse } from '../../mock/refusal.js'
import { findRoute, isFound } from '../../mock/routes.js'
import { readSignature, signedText } from '../canonical.js'
import { algorithm, header, paths } from '../wire.js'
import { applyToken, consult, revoke } from './agreements.js'
import { capture } from './captures.js'
import { cancel, inquiryPayment } from './orders.js'
import { createPaymentSession, pay } from './pay.js'
import { type Handler, type Platform, resultOf } from './platform.js'
import { inquiryRefund, refund } from './refunds.js'
import { answer } from './sign.js'

const handlers: Readonly<Record<keyof typeof paths, Handler>> = {
  pay,
  createPaymentSession,
  inquiryPayment,
  cancel,
  refund,
  inquiryRefund,
  capture,
  consult,
  applyToken,
  revoke,
}

/** One call: HTTP 200 to all that was worked on, failures included. */
export async function handle(platform: Platform, request: WireRequest, fault: Fault | undefined): Promise<WireReply> {
  const path = targetOf(request)
  const { witness } = platform
  try {
    const body = await checkRequest(platform, request)
    witness?.checking('fault')
    throwFault(fault)
    const done = await perform(platform, path, request, body)
    witness?.checking('fault')
    if (fault === 'system-error-after') throw systemError()
    return await answer(platform, path, { result: resultOf('SUCCESS', 'success.'), ...done }, { fault })
  } catch (error) {
    if (!isRefusal(error)) throw error
    witness?.refused(error)
    // Stated of a wrong signature; that whoever is not known has no key to be answered by is inferred. No others are listed.
    const signs = !/^(SIGNATURE|CLIENT)_INVALID$/.test(error.code)
    return answer(platform, path, { result: resultOf(error.code, error.message) }, { signs })
  }
}

/** In the documented order: verb and form, whose it is, by which key, the signature, and then what it says. */
async function checkRequest({ clientId, merchant, witness }: Platform, request: WireRequest): Promise<Json> {
  const { method, headers, body = new Uint8Array() } = request
  witness?.checking('form')
  if (method !== 'POST')
    throw refuse(405, 'METHOD_NOT_SUPPORTED', 'The server does not implement the requested HTTP method.')
  if (!/^application\/json\b/i.test(headers['content-type'] ?? ''))
    throw refuse(
      406,
      'MEDIA_TYPE_NOT_ACCEPTABLE',
      'The server does not implement the media type accepted by the client.',
    )
  witness?.checking('account')
  if (headers[header.clientId] !== clientId)
    throw refuse(401, 'CLIENT_INVALID', `The client is invalid. (This mock gateway plays for client ${clientId}.)`)
  witness?.checking('form')
  const given = readSignature(headers[header.signature] ?? '')
  const bytes = given && fromBase64(given.base64)
  const invalid = () => refuse(401, 'SIGNATURE_INVALID', 'The signature is invalid.')
  if (!given || !bytes || given.algorithm !== algorithm) throw invalid()
  witness?.checking('key')
  if (given.keyVersion !== '1') throw refuse(401, 'KEY_NOT_FOUND', 'The key is not found.')
  // Opaque text: clients write it in milliseconds or as ISO 8601.
  const time = headers[header.requestTime] ?? ''
  const text = signedText(targetOf(request), clientId, time, body)
  witness?.checking('signature')
  witness?.expected(...text)
  if (time === '' || !(await verify(rsaSha256, merchant.publicKey, bytes, ...text))) throw invalid()
  witness?.checking('content')
  const value = readJsonObject(utf8Of(body))
  if (!value) throw refuse(400, 'PARAM_ILLEGAL', 'Illegal parameters exist: the body is not JSON.')
  return value
}

function utf8Of(body: Uint8Array): string {
  try {
    return fromUtf8(body)
  } catch {
    return ''
  }
}

/** Sandbox or not, by the path as it is in production; an endpoint of the merchant's own goes before the mock's. */
async function perform(platform: Platform, target: string, request: WireRequest, body: Json): Promise<Json> {
  platform.witness?.checking('endpoint')
  const path = target.replace('/ams/sandbox/api', '/ams/api')
  const own = findRoute<Endpoint>(platform.options.routes ?? {}, 'POST', path)
  if (isFound(own)) {
    platform.witness?.checking('business')
    const encrypt = async () => {
      throw new TypeError('mockAntom: Antom encrypts no fields')
    }
    const asked = {
      method: 'POST',
      parts: own.parts,
      query: new URLSearchParams(),
      headers: request.headers,
      body,
      files: [],
      encrypt,
    }
    return { ...(await own.handler(asked)) }
  }
  const name = (Object.keys(paths) as (keyof typeof paths)[]).find((each) => paths[each] === path)
  if (name) {
    platform.witness?.checking('business')
    return handlers[name](platform, { body, origin: new URL(request.url).origin })
  }
  const advice = `add it: mockAntom({ routes: { 'POST ${path}': ({ body }) => ({ … }) } })`
  throw refuse(404, 'NO_INTERFACE_DEF', `API is not defined. (The mock gateway does not play it; ${advice}.)`)
}

const systemError = () => refuse(500, 'SYSTEM_ERROR', 'A system error occurred.')

function throwFault(fault: Fault | undefined): void {
  if (fault === 'system-error-before') throw systemError()
  if (fault === 'unavailable')
    throw refuse(500, 'UNKNOWN_EXCEPTION', 'An API call has failed, which is caused by unknown reasons.')
  if (fault === 'rate-limited')
    throw refuse(429, 'REQUEST_TRAFFIC_EXCEED_LIMIT', 'The request traffic exceeds the limit.')
  if (typeof fault === 'object') throw refuse(fault.status, fault.code, fault.message ?? fault.code)
}
