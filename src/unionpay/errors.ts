import { plain, type ShroffError } from '../core/errors.js'
import { type Asked, findRefusal, refusedError } from '../core/refusals.js'
import type { Fields } from './canonical.js'
import { anyRefusals } from './refusals.js'

/** A verified answer that is no success. What no row knows is never final. */
export function unionpayError(asked: Asked, { respCode = '', respMsg }: Fields): ShroffError {
  const row = findRefusal(respCode, asked.refusals, anyRefusals)
  return refusedError('UnionPay', asked, row, {
    final: true,
    providerCode: plain(respCode, 8),
    providerMessage: respMsg ? plain(respMsg, 256) : undefined,
  })
}
