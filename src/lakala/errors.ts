import { plain, type ShroffError } from '../core/errors.js'
import { type Asked, findRefusal, refusedError } from '../core/refusals.js'
import { anyRefusals, gatewayRefusals } from './refusals.js'

/**
 * An answer that is no success. One that nobody signed says at most what the gateway found wrong with the call before any business
 * was done, never where a payment or a refund stands.
 */
export function lakalaError(
  asked: Asked,
  { code, message }: { code: string; message?: string | null | undefined },
  { authentic, status }: { authentic: boolean; status: number },
): ShroffError {
  const row = authentic
    ? findRefusal(code, asked.refusals, gatewayRefusals, anyRefusals)
    : findRefusal(code, gatewayRefusals)
  return refusedError('Lakala', asked, row, {
    final: status < 500,
    providerCode: code ? plain(code, 64) : undefined,
    providerMessage: message ? plain(message, 256) : undefined,
    authentic,
    ...(status !== 200 && { status }),
  })
}
