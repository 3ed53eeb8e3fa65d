import { plain, type ShroffError } from '../core/errors.js'
import { type Asked, findRefusal, refusedError } from '../core/refusals.js'
import type { FromShape } from '../core/shape.js'
import { anyRefusals, gatewayRefusals } from './refusals.js'
import type { result as resultMembers } from './wire.js'

/**
 * An answer that is no success. `F` is final where a row says so, `U` never is. One that nobody signed says at most what the
 * gateway found wrong with the call before any business was done, never where a payment or a refund stands.
 */
export function antomError(
  asked: Asked,
  { resultCode, resultStatus, resultMessage }: FromShape<typeof resultMembers>,
  authentic: boolean,
): ShroffError {
  const row = authentic
    ? findRefusal(resultCode, asked.refusals, gatewayRefusals, anyRefusals)
    : findRefusal(resultCode, gatewayRefusals)
  return refusedError('Antom', asked, row, {
    final: resultStatus === 'F',
    ...(resultStatus === 'U' && { otherwise: 'PROVIDER_UNAVAILABLE' }),
    providerCode: plain(resultCode, 64),
    providerMessage: resultMessage ? plain(resultMessage, 256) : undefined,
    authentic,
  })
}
