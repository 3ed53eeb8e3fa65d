import * as z from 'zod/mini'
import { mustAnswer, mustLack } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { ShroffError } from '../../core/errors.js'
import { checkParameters, existing, parameterSchema } from '../../core/parameters.js'
import { inShape } from '../../core/shape.js'
import type { AlipayAccount } from '../account.js'
import { call } from '../call.js'
import { cancelPaymentRefusals } from '../refusals.js'
import { cancelShape, methods } from '../wire.js'

export type CancelPaymentParameters = { orderId: string }
export type CancelPaymentResult = {
  readonly orderId: string
  /**
   * What cancelling did: an open order was closed, or a paid one refunded. `none`: nothing, Alipay knows no such trade;
   * a charge that is still on its way will go through, so query and cancel again until the last moment it may come.
   */
  readonly action: 'close' | 'refund' | 'none'
}

/**
 * Undoes a payment whatever its state (撤销), within 24 hours: an open one is closed, a paid one refunded. It is the way
 * out of a charge whose outcome stays unknown. Repeating is harmless, and needed while `action` is `none`.
 *
 * @throws `PROVIDER_UNAVAILABLE` with outcome `unknown` where Alipay asks to cancel again (`retry_flag`);
 * `REFUND_REFUSED` after 24 hours, or once a part was given back: use `refundPayment`.
 * @see https://docs.open.alipay.com/api_1/alipay.trade.cancel
 * @example
 * const { action } = await cancelPayment(client, { orderId: 'T_1001' })
 * if (action === 'none') await cancelAgainLater()
 */
export async function cancelPayment(
  client: Client<AlipayAccount>,
  parameters: CancelPaymentParameters,
  options?: CallOptions,
): Promise<CancelPaymentResult> {
  const { orderId } = checkParameters('cancelPayment', cancelPaymentParameters, parameters)
  return call<CancelPaymentResult>(
    client,
    {
      action: 'cancelPayment',
      refusals: cancelPaymentRefusals,
      endpoint: methods.cancel,
      content: { out_trade_no: orderId },
      query: false,
      repeat: 'always',
      resolve: 'Call cancelPayment again: repeating is harmless.',
      decode({ value }) {
        const raw = inShape(cancelShape, value)
        mustAnswer({ orderId: [orderId, raw.out_trade_no] })
        mustLack(raw, 'total_amount')
        if (raw.retry_flag === 'Y') {
          throw new ShroffError('PROVIDER_UNAVAILABLE', {
            problem: 'Alipay has not cancelled yet and asks to be called again (retry_flag Y).',
          })
        }
        // Tied to a trade that exists: where it is missing, none was found.
        const action = raw.action === 'close' || raw.action === 'refund' ? raw.action : 'none'
        return { orderId, action }
      },
    },
    options,
  )
}

/** What cancelPayment accepts. */
export const cancelPaymentParameters = /* @__PURE__ */ parameterSchema<CancelPaymentParameters>(() =>
  z.strictObject({ orderId: existing() }),
)
