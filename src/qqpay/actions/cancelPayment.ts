import * as z from 'zod/mini'
import { mustAnswer, mustLack } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { ShroffError, withFacts } from '../../core/errors.js'
import { nameFailure } from '../../core/failure.js'
import { checkParameters, existing, moment, parameterSchema } from '../../core/parameters.js'
import type { QqpayAccount } from '../account.js'
import { call } from '../call.js'
import type { Fields } from '../canonical.js'
import { operatorFields } from '../operator.js'
import { cancelPaymentRefusals } from '../refusals.js'
import { paths } from '../wire.js'

export type CancelPaymentParameters = {
  orderId: string
  /**
   * When the code was charged. QQ Wallet wants five minutes to pass before a reversal, so they are waited for. Default: long ago.
   */
  chargedAt?: Date
}
export type CancelPaymentResult = { readonly orderId: string }

/** QQ Wallet reverses no earlier after a charge. */
const earliest = 300_000

/**
 * Reverses a charge of a payer's code whatever its state (撤销): an open one is closed, a paid one given back. It is the way out of
 * a charge whose outcome stays unknown; for other channels see `closePayment` and `refundPayment`. Repeating is harmless. It
 * needs the operator's password and a transport with the merchant's client certificate, such as `nodeTransport`'s.
 *
 * QQ Wallet does not say what it did, nor whether there was an order at all: `getPayment` tells.
 *
 * @throws `PROVIDER_UNAVAILABLE` with outcome `unknown` where QQ Wallet asks to be called again (`recall`); `REFUND_REFUSED` where
 * it is too old: use `refundPayment`; `CONFIG_INVALID` for an account without the operator's password.
 * @see https://mp.qpay.tenpay.cn/buss/wiki/1/1122 撤销订单
 * @example
 * await cancelPayment(client, { orderId: 'T1001', chargedAt })
 */
export async function cancelPayment(
  client: Client<QqpayAccount>,
  parameters: CancelPaymentParameters,
  options: CallOptions = {},
): Promise<CancelPaymentResult> {
  const { orderId, chargedAt } = checkParameters('cancelPayment', cancelPaymentParameters, parameters)
  const { account } = client
  const operator = operatorFields(account, 'cancelPayment')
  // Not more than that: a clock that was set back since the charge must not hold up the reversal for as long.
  const early = chargedAt ? Math.min(earliest, chargedAt.getTime() + earliest - account.clock.now()) : 0
  if (early > 0) {
    await account.clock.sleep(early, options.signal).catch((reason: unknown) => {
      const failure = nameFailure(reason, 'sealing', options.signal?.aborted === true)
      throw withFacts(failure, { action: 'cancelPayment', provider: account.provider })
    })
  }
  return call<CancelPaymentResult>(
    client,
    {
      action: 'cancelPayment',
      refusals: cancelPaymentRefusals,
      path: paths.reverse,
      fields: { out_trade_no: orderId, ...operator },
      query: false,
      repeat: 'always',
      resolve: 'Call cancelPayment again: repeating is harmless.',
      otherwise: mustNotRecall,
      decode(raw) {
        mustNotRecall(raw)
        mustAnswer({ orderId: [raw.out_trade_no && orderId, raw.out_trade_no] })
        mustLack(raw, 'total_fee', 'trade_state')
        return { orderId }
      },
    },
    options,
  )
}

/** Whether it was a success or not: it has not reversed so far. */
function mustNotRecall({ recall }: Fields): undefined {
  if (recall !== 'Y') return undefined
  throw new ShroffError('PROVIDER_UNAVAILABLE', {
    problem: 'QQ Wallet has not reversed yet and asks to be called again (recall Y).',
  })
}

/** What cancelPayment accepts. */
export const cancelPaymentParameters = /* @__PURE__ */ parameterSchema<CancelPaymentParameters>(() =>
  z.strictObject({ orderId: existing(), chargedAt: z.optional(moment()) }),
)
