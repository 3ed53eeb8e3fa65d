import * as z from 'zod/mini'
import { mustAnswer } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { checkParameters, existing, parameterSchema } from '../../core/parameters.js'
import { inShape } from '../../core/shape.js'
import type { AlipayAccount } from '../account.js'
import { call } from '../call.js'
import { textUpTo } from '../limits.js'
import { cancelFreezeRefusals } from '../refusals-funds.js'
import { freezeCancelShape, methods } from '../wire.js'

export type CancelFreezeParameters = {
  freezeId: string
  /** `remark`, 1 to 100 characters. */
  reason: string
}
export type CancelFreezeResult = {
  readonly freezeId: string
  /** What cancelling did: an open freeze was closed, or frozen money given back. Absent where Alipay does not say. */
  readonly action?: 'close' | 'unfreeze'
}

/**
 * Undoes a freeze whatever its state (资金授权撤销): the way out of one whose outcome stays unknown. Repeating is harmless.
 *
 * @throws `REFUND_REFUSED` where it is too late or the freeze is over: `unfreezeFunds` then.
 * @see https://docs.open.alipay.com/api_28/alipay.fund.auth.operation.cancel
 * @example
 * const { action } = await cancelFreeze(client, { freezeId: 'F_1', reason: 'the till gave up' })
 */
export async function cancelFreeze(
  client: Client<AlipayAccount>,
  parameters: CancelFreezeParameters,
  options?: CallOptions,
): Promise<CancelFreezeResult> {
  const { freezeId, reason } = checkParameters('cancelFreeze', cancelFreezeParameters, parameters)
  return call<CancelFreezeResult>(
    client,
    {
      action: 'cancelFreeze',
      refusals: cancelFreezeRefusals,
      endpoint: methods.freezeCancel,
      content: { out_order_no: freezeId, out_request_no: freezeId, remark: reason },
      query: false,
      repeat: 'always',
      resolve: 'Call cancelFreeze again: repeating is harmless; or ask getFreeze.',
      decode({ value }) {
        const raw = inShape(freezeCancelShape, value)
        mustAnswer({
          freezeId: [freezeId, raw.out_order_no],
          out_request_no: [freezeId, raw.out_request_no ?? freezeId],
        })
        return { freezeId, ...((raw.action === 'close' || raw.action === 'unfreeze') && { action: raw.action }) }
      },
    },
    options,
  )
}

/** What cancelFreeze accepts. */
export const cancelFreezeParameters = /* @__PURE__ */ parameterSchema<CancelFreezeParameters>(() =>
  z.strictObject({ freezeId: existing(), reason: textUpTo(100) }),
)
