import * as z from 'zod/mini'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, existing, moment, parameterSchema } from '../../core/parameters.js'
import type { UnionpayAccount } from '../account.js'
import { toFollowing, type UnionpayCapture } from '../payment.js'
import { query } from '../query.js'
import { getCaptureRefusals } from '../refusals.js'
import { kinds } from '../wire.js'

export type GetCaptureParameters = {
  captureId: string
  /** When it was asked for, as it was given to `captureFunds`: not the time of the hold. */
  placedAt: Date
}
export type GetCaptureResult = UnionpayCapture

/**
 * Whether held money was taken. UnionPay finds the taking by number and time together.
 *
 * @throws `ORDER_NOT_FOUND` where it is not there, which is no proof that nothing was taken: it may be on its way.
 * @see https://github.com/smartwalle/unionpay/blob/master/payment.go 交易状态查询 (txnType 00)
 * @example
 * const { status, providerCaptureId } = await getCapture(client, { captureId: 'F1000001P', placedAt: capturedAt })
 */
export async function getCapture(
  client: Client<UnionpayAccount>,
  parameters: GetCaptureParameters,
  options?: CallOptions,
): Promise<GetCaptureResult> {
  const { captureId, placedAt } = checkParameters('getCapture', getCaptureParameters, parameters)
  return query(
    client,
    'getCapture',
    { number: captureId, placedAt, txnTypes: [kinds.capture.txnType] },
    getCaptureRefusals,
    (found) => {
      const { providerId, told } = toFollowing(placedAt, found)
      return { captureId, ...(providerId && { providerCaptureId: providerId }), ...told }
    },
    options,
  )
}

/** What getCapture accepts. */
export const getCaptureParameters = /* @__PURE__ */ parameterSchema<GetCaptureParameters>(() =>
  z.strictObject({ captureId: existing(), placedAt: moment() }),
)
