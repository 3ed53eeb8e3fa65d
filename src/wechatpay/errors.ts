import { parseJson } from '../codec/json.js'
import { plain, type ShroffError, traceId } from '../core/errors.js'
import { type Asked, findRefusal, type Refusal, refusedError, strangeReply } from '../core/refusals.js'
import { misfit } from '../core/shape.js'
import type { WireReply } from '../core/transport.js'
import { fromUtf8 } from '../crypto/bytes.js'
import { limitCodes } from './refusals.js'
import { errorShape, header } from './wire.js'

const fixRequest = 'Correct the request; the same one will be refused again.'
const later = 'Try again later with the same numbers.'

/** What is final for every action. A code that is in no table is not final: `rejected` is earned. */
export const anyRefusals: readonly Refusal[] = [
  ['PARAM_ERROR INVALID_REQUEST', 'REQUEST_REFUSED', 'rejected', fixRequest],
  [
    'SIGN_ERROR',
    'SIGNATURE_REFUSED',
    'rejected',
    'Check that privateKey belongs to the certificate with this serial, and the clock; `await ready(account)` finds mixed-up keys.',
  ],
  [
    'NO_AUTH',
    'NOT_PERMITTED',
    'rejected',
    'The merchant lacks this permission; open the product in the merchant console.',
  ],
  ['MCH_NOT_EXISTS', 'NOT_PERMITTED', 'rejected', 'Check merchantId.'],
  [
    'APPID_MCHID_NOT_MATCH',
    'NOT_PERMITTED',
    'rejected',
    'Bind the app id to the merchant number in the merchant console.',
  ],
  ['RULE_LIMIT', 'NOT_PERMITTED', 'rejected', "A rule of the merchant's product forbids it; see the provider's words."],
  [limitCodes, 'RATE_LIMITED', 'unknown', 'Wait and call less often.'],
  ['SYSTEM_ERROR SERVICE_UNAVAILABLE', 'PROVIDER_UNAVAILABLE', 'unknown', later],
]

/**
 * The documented words of SIGN_ERROR: scheme, serial, signature, time (doc 4012072670). With any others it may speak of a
 * nonce that was seen before, and then a copy of this very request has arrived.
 */
const unsignedForSure =
  /^(?!.*(nonce|随机))(签名错误|签名信息错误|商户证书序列号有误|HTTP头Authorization认证类型不正确|Http头Authorization值格式错误|Http头Authorization中的timestamp)/i

/** Turns an answer that is not a success into its error. Such answers are never signed, so nothing here is authentic. */
export function providerError(asked: Asked, reply: WireReply): ShroffError {
  const { status, headers } = reply
  const requestId = traceId(headers[header.requestId])
  const facts = { status, requestId, authentic: false }
  const said = readErrorBody(reply.body)
  if (!said) return strangeReply('WeChat Pay', facts)
  const row = findRefusal(said.code, asked.refusals, anyRefusals)
  const told = row?.[1] !== 'SIGNATURE_REFUSED' || unsignedForSure.test(said.message)
  return refusedError('WeChat Pay', asked, row, {
    ...facts,
    final: told && status >= 400 && status < 500,
    providerCode: said.code,
    providerMessage: said.message,
    fields: said.fields,
  })
}

function readErrorBody(body: Uint8Array) {
  try {
    const value = parseJson(fromUtf8(body))
    if (misfit(errorShape, value)) return undefined
    const { code, message, detail } = value as {
      code: string
      message: string
      detail?: { field?: unknown; issue?: unknown }
    }
    if (!/^[A-Z][A-Z0-9_]{1,63}$/i.test(code)) return undefined
    const { field, issue } = detail ?? {}
    const fields =
      typeof field === 'string'
        ? [{ path: plain(field, 100), problem: typeof issue === 'string' ? plain(issue, 200) : 'refused' }]
        : undefined
    return { code, message: plain(message, 500), fields }
  } catch {
    return undefined
  }
}
