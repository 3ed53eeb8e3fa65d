import { parseJsonExactly, readJson } from '../codec/json.js'
import { plain, traceId } from '../core/errors.js'
import { type Asked, findRefusal, refusedError, strangeReply } from '../core/refusals.js'
import { type FromShape, misfit } from '../core/shape.js'
import type { WireReply } from '../core/transport.js'
import { markVerified, type Verified } from '../core/verified.js'
import { anyRefusals } from './refusals.js'
import { errorShape, requestIdHeader, tokenErrorShape } from './wire.js'

/**
 * Opens an answer, its numbers as their texts. Nobody signs it: what vouches for it is the connection to Ripple's host.
 *
 * @throws Ripple's error for any status but 2xx; `PROVIDER_ERROR` and its like for what is not in Ripple's form.
 */
export function openReply(asked: Asked, { status, headers, body }: WireReply): Verified {
  const answer = readJson(body, parseJsonExactly)
  const facts = { status, requestId: traceId(headers[requestIdHeader]), authentic: false } as const
  // Some answers are empty, such as that to a deletion; whoever waits for more finds it missing.
  if (status >= 200 && status <= 299 && (answer !== undefined || body.length === 0))
    return markVerified(answer, 'connection')
  const refused = status <= 299 ? undefined : errorIn(answer)
  if (!refused) throw strangeReply('Ripple', facts)
  const { code, type = '', title, description } = refused
  throw refusedError(
    'Ripple',
    asked,
    findRefusal(code, asked.refusals, anyRefusals) ?? findRefusal(type ?? '', anyRefusals),
    {
      // A 5xx never says what was done.
      final: status < 500,
      ...(status === 429 && { otherwise: 'RATE_LIMITED' }),
      ...(status >= 500 && { otherwise: 'PROVIDER_UNAVAILABLE' }),
      providerCode: plain(code, 40),
      providerMessage: plain([title, description].filter(Boolean).join(': '), 256) || undefined,
      ...facts,
    },
  )
}

/** The first error: in a list by the schema, as one object in published samples, bare in others, and in OAuth's form. */
function errorIn(answer: unknown): FromShape<typeof errorShape> | undefined {
  const { errors = answer } = (answer ?? {}) as { errors?: unknown }
  const [first = undefined] = Array.isArray(errors) ? (errors as unknown[]) : [errors]
  if (misfit(errorShape, first) === undefined) return first as FromShape<typeof errorShape>
  if (misfit(tokenErrorShape, answer) !== undefined) return undefined
  const { error, error_description: description } = answer as FromShape<typeof tokenErrorShape>
  return { code: error, description }
}
