import { parseJson, readJson } from '../codec/json.js'
import { plain, traceId } from '../core/errors.js'
import { type Asked, findRefusal, refusedError, strangeReply } from '../core/refusals.js'
import { misfit } from '../core/shape.js'
import type { WireReply } from '../core/transport.js'
import { markVerified, type Verified } from '../core/verified.js'
import { anyRefusals } from './refusals.js'
import { dataShape, errorShape, header } from './wire.js'

/**
 * Opens an answer. Nobody signs it: what vouches for it is the connection to Circle's host.
 *
 * @throws Circle's error for any status but 2xx; `PROVIDER_ERROR` and its like for what is not in Circle's form.
 */
export function openReply(asked: Asked, { status, headers, body }: WireReply): Verified {
  const answer = readJson(body, parseJson)
  const requestId = traceId(headers[header.requestId])
  const facts = { status, requestId, authentic: false } as const
  if (status >= 200 && status <= 299 && misfit(dataShape, answer) === undefined)
    return markVerified((answer as { data: unknown }).data, 'connection')
  if (status <= 299 || misfit(errorShape, answer)) throw strangeReply('Circle', facts)
  const { code, message, errors } = answer as { code: number; message?: string | null; errors?: unknown }
  throw refusedError('Circle', asked, findRefusal(String(code), asked.refusals, anyRefusals), {
    // A 5xx never says what was done, nor does a code that only names its status.
    final: status < 500,
    ...(status === 429 && { otherwise: 'RATE_LIMITED' }),
    ...(status >= 500 && { otherwise: 'PROVIDER_UNAVAILABLE' }),
    providerCode: String(code),
    providerMessage: wordsOf(message, errors),
    ...facts,
  })
}

/** With the first of the members that Circle found wrong, if it names one. */
function wordsOf(message: unknown, errors: unknown): string | undefined {
  const [first] = Array.isArray(errors) ? (errors as unknown[]) : []
  const { location, message: why } = (first ?? {}) as { location?: unknown; message?: unknown }
  const texts = [message, location, why].filter((text) => typeof text === 'string' && text !== '')
  return texts.length > 0 ? plain(texts.join(': '), 256) : undefined
}
