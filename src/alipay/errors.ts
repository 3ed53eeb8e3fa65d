import { parseJson } from '../codec/json.js'
import { plain, type ShroffError } from '../core/errors.js'
import { type Asked, findRefusal, type Refusal, refusedError, strangeReply } from '../core/refusals.js'
import type { WireReply } from '../core/transport.js'
import { fromUtf8 } from '../crypto/bytes.js'
import { anyRefusals, codeRefusals } from './refusals-gateway.js'

/** What an opener knows of a refusal besides. */
type Told = {
  /** Whether its signature was verified. */
  authentic: boolean
  requestId: string | undefined
  /** What must not be repeated in an error. */
  secret: string | undefined
}

/**
 * A V2 refusal. One that is not signed says what the gateway found wrong with the call before any business was done, but
 * never where an order or a refund stands: those refusals are signed.
 */
export function v2Error(asked: Asked, value: unknown, told: Told): ShroffError {
  const { code, msg, sub_code, sub_msg } = (value ?? {}) as Record<string, unknown>
  const gatewayCode = text(code) ?? ''
  const said = { code: text(sub_code) ?? gatewayCode, words: text(sub_msg) ?? text(msg) }
  const refusals = told.authentic ? asked.refusals : undefined
  const row = find(said.code, refusals) ?? findRefusal(gatewayCode, codeRefusals)
  return refused(asked, said, row, told, { unavailable: gatewayCode === '20000' })
}

/** A V3 refusal, verified by its headers or not. */
export function v3Error(asked: Asked, { status, body }: WireReply, told: Told): ShroffError {
  const { code, message } = readBody(body)
  const said = { code: text(code) ?? '', words: text(message) }
  return refused(asked, said, find(said.code, asked.refusals), told, { status, unavailable: status >= 500 })
}

function refused(
  asked: Asked,
  said: { code: string; words: string | undefined },
  row: Refusal | undefined,
  { authentic, requestId, secret }: Told,
  { status, unavailable }: { status?: number; unavailable: boolean },
): ShroffError {
  if (!said.code) return strangeReply('Alipay', { status, requestId, authentic })
  return refusedError('Alipay', asked, row, {
    final: !unavailable,
    ...(unavailable && { otherwise: 'PROVIDER_UNAVAILABLE' }),
    providerCode: plain(said.code, 80),
    providerMessage: said.words && plain(withoutTokens(said.words, secret), 500),
    status,
    requestId,
    authentic,
  })
}

/** `ACQ.TRADE_NOT_EXIST`, `isv.invalid-signature` and `invalid-signature` alike; one code of the list is two, joined by a comma. */
const find = (said: string, refusals: readonly Refusal[] | undefined) =>
  findRefusal(said.replace(/^((ACQ|AQC|isv|isp|aop)\.)+/i, '').replace(/,.*/s, ''), refusals, anyRefusals)

const text = (part: unknown) => (typeof part === 'string' ? part : undefined)

function readBody(body: Uint8Array): { code?: unknown; message?: unknown } {
  try {
    return (parseJson(fromUtf8(body)) ?? {}) as object
  } catch {
    // Not Alipay's form: an answer without a code.
    return {}
  }
}

/** A refused signature comes with the whole text that was signed (escaped for HTML), the merchant's token and the payer's code in it. */
const withoutTokens = (words: string, secret: string | undefined) =>
  (secret ? words.replaceAll(secret, '…') : words).replace(
    /(auth_token=|auth_code(?:"|&quot;):(?:"|&quot;))[^&"]+/g,
    '$1…',
  )
