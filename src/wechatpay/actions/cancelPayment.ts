import * as z from 'zod/mini'
import { mustAnswer, mustLack } from '../../core/answers.js'
import type { CallOptions, Client } from '../../core/client.js'
import { ShroffError, withFacts } from '../../core/errors.js'
import { nameFailure } from '../../core/failure.js'
import { checkParameters, existing, moment, parameterSchema } from '../../core/parameters.js'
import { inShape } from '../../core/shape.js'
import type { WechatpayAccount } from '../account.js'
import { call } from '../call.js'
import { appFields, merchantFields, mustBeOurs, transactions } from '../parties.js'
import { cancelPaymentRefusals } from '../refusals.js'
import { callV2 } from '../v2/call.js'
import { mustSucceed, cancelPaymentRefusals as v2Refusals } from '../v2/errors.js'

export type CancelPaymentParameters = {
  orderId: string
  /**
   * When the code was charged. WeChat Pay wants 15 s to pass before a reversal, so it is waited for. Default: long ago.
   */
  chargedAt?: Date
}
export type CancelPaymentResult = { readonly orderId: string }

/**
 * Reverses a charge of a payer's code whatever its state (撤销): an open one is closed, a paid one refunded. It is the
 * way out of a charge whose outcome stays unknown; for other channels see `closePayment` and `refundPayment`. Repeating
 * is harmless. Over APIv2 it needs a transport with the merchant's client certificate, such as `nodeTransport`'s.
 *
 * WeChat Pay does not say what it did, nor whether there was an order at all: `getPayment` tells. An order that it does
 * not know yet can still be paid by a charge that is on its way.
 *
 * @throws `PROVIDER_UNAVAILABLE` with outcome `unknown` where WeChat Pay asks to be called again (`recall`);
 * `REFUND_REFUSED` 7 days after the payment: use `refundPayment`.
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012382150
 * @example
 * await cancelPayment(client, { orderId: 'T-1001' })
 */
export async function cancelPayment(
  client: Client<WechatpayAccount>,
  parameters: CancelPaymentParameters,
  options: CallOptions = {},
): Promise<CancelPaymentResult> {
  const { orderId, chargedAt } = checkParameters('cancelPayment', cancelPaymentParameters, parameters)
  const { account } = client
  // Not more than 15 s: a clock that was set back since the charge must not hold up the reversal for as long.
  const early = chargedAt ? Math.min(15_000, chargedAt.getTime() + 15_000 - account.clock.now()) : 0
  if (early > 0) {
    await account.clock.sleep(early, options.signal).catch((reason: unknown) => {
      const failure = nameFailure(reason, 'sealing', options.signal?.aborted === true)
      throw withFacts(failure, { action: 'cancelPayment', provider: account.provider })
    })
  }
  const harmless = {
    action: 'cancelPayment',
    repeat: 'always',
    resolve: 'Call cancelPayment again: repeating is harmless.',
  } as const
  if (account.codePay === 'v2') {
    return callV2(
      client,
      {
        ...harmless,
        path: '/secapi/pay/reverse',
        appId: account.appId,
        fields: { out_trade_no: orderId },
        decode(raw) {
          if (raw.recall === 'Y') throw askedAgain()
          mustSucceed({ ...harmless, refusals: v2Refusals }, raw)
          mustAnswer({ orderId: [raw.out_trade_no && orderId, raw.out_trade_no] })
          mustLack(raw, 'total_fee', 'trade_state')
          return { orderId }
        },
      },
      options,
    )
  }
  return call(
    client,
    {
      ...harmless,
      refusals: cancelPaymentRefusals,
      method: 'POST',
      path: `${transactions(account)}/out-trade-no/${encodeURIComponent(orderId)}/reverse`,
      body: { ...appFields(account, account.appId), ...merchantFields(account) },
      query: false,
      decode({ value }) {
        const raw = inShape(reversedShape, value)
        mustAnswer({ orderId: [orderId, raw.out_trade_no] })
        mustLack(raw, 'trade_state')
        // The documentation names them; that a partner's answer does is unconfirmed.
        if (raw.mchid ?? raw.sp_mchid) mustBeOurs(account, raw)
        return { orderId }
      },
    },
    options,
  )
}

const reversedShape = {
  out_trade_no: 'string',
  'appid?': 'string',
  'mchid?': 'string',
  'sp_appid?': 'string',
  'sp_mchid?': 'string',
  'sub_mchid?': 'string',
} as const

const askedAgain = () =>
  new ShroffError('PROVIDER_UNAVAILABLE', {
    problem: 'WeChat Pay has not reversed yet and asks to be called again (recall Y).',
  })

/** What cancelPayment accepts. */
export const cancelPaymentParameters = /* @__PURE__ */ parameterSchema<CancelPaymentParameters>(() =>
  z.strictObject({ orderId: existing(), chargedAt: z.optional(moment()) }),
)
