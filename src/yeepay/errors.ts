import { plain, type ShroffError } from '../core/errors.js'
import { type Asked, findRefusal, refusedError } from '../core/refusals.js'
import { anyRefusals, wordings } from './refusals.js'

/** What a refusal says of itself, whichever of its forms it has. */
export type Refused = {
  readonly code?: unknown
  readonly message?: unknown
  readonly subCode?: unknown
  readonly subMessage?: unknown
}

/**
 * The error for an answer that is no success. One that nobody signed is told as what it says, and is no proof that nothing was
 * done. `sys.service.retryable` and the limits say that no business was reached.
 */
export function yeepayError(
  asked: Asked,
  { code, message, subCode, subMessage }: Refused,
  authentic: boolean,
): ShroffError {
  const said = [subCode, code].filter(isText)
  const words = [subMessage, message].filter(isText).join(': ')
  const names = wordings.filter(([pattern]) => pattern.test(words)).map(([, name]) => name)
  const row = [...said, ...(names.length === 1 ? names : [])]
    .map((name) => findRefusal(name, asked.refusals, anyRefusals))
    .find(Boolean)
  return refusedError('YeePay', asked, row, {
    final: authentic,
    providerCode: said[0] && plain(said[0], 80),
    providerMessage: words ? plain(words, 500) : undefined,
    authentic,
  })
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''
