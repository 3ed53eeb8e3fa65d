import { mustAnswer } from '../core/answers.js'
import type { CallOptions, Client } from '../core/client.js'
import { inShape } from '../core/shape.js'
import type { WechatpayAccount } from './account.js'
import type { CreatePaymentParameters, CreatePaymentResult } from './actions/createPayment.js'
import { call } from './call.js'
import { openReply } from './open.js'
import { appFields, merchantFields, mustBeOurs, transactions } from './parties.js'
import { toPayment } from './payment.js'
import { callV2 } from './v2/call.js'
import { isPayerBusy, mustSucceed } from './v2/errors.js'
import { transactionShape } from './wire.js'

// A second charge of the same order is refused, but what the first one did is for a query.
const once = {
  action: 'createPayment',
  repeat: 'never',
  resolve:
    'Call getPayment with this orderId every 5 to 10 s; if it is still not final after a minute, cancelPayment. settlePayment does both. Never charge again before.',
} as const

/** Charges the code that the payer shows (付款码支付), over the API that the account has it in. */
export function chargePayerCode(
  client: Client<WechatpayAccount>,
  parameters: CreatePaymentParameters<'barcode'>,
  appId: string,
  options?: CallOptions,
): Promise<CreatePaymentResult<'barcode'>> {
  return client.account.codePay === 'v3'
    ? chargeV3(client, parameters, appId, options)
    : chargeV2(client, parameters, appId, options)
}

function chargeV2(
  client: Client<WechatpayAccount>,
  parameters: CreatePaymentParameters<'barcode'>,
  appId: string,
  options?: CallOptions,
): Promise<CreatePaymentResult<'barcode'>> {
  const { orderId, amount, storeId } = parameters
  return callV2<CreatePaymentResult<'barcode'>>(
    client,
    {
      ...once,
      path: '/pay/micropay',
      appId,
      fields: {
        body: parameters.description,
        out_trade_no: orderId,
        total_fee: String(amount.value),
        spbill_create_ip: parameters.payerClientIp,
        auth_code: parameters.payerCode.trim(),
        device_info: parameters.deviceId,
        attach: parameters.attach,
        goods_tag: parameters.goodsTag,
        scene_info: storeId === undefined ? undefined : JSON.stringify({ store_info: { id: storeId } }),
      },
      decode(raw) {
        const result = { channel: 'barcode', orderId, raw } as const
        if (isPayerBusy(raw)) return { ...result, status: 'processing' }
        mustSucceed('createPayment', raw)
        const { transaction_id: paymentId } = inShape({ transaction_id: 'string' }, raw)
        mustAnswer({ orderId: [orderId, raw.out_trade_no], amount: [String(amount.value), raw.total_fee] })
        return { ...result, status: 'paid', paymentId }
      },
    },
    options,
  )
}

function chargeV3(
  client: Client<WechatpayAccount>,
  parameters: CreatePaymentParameters<'barcode'>,
  appId: string,
  options?: CallOptions,
): Promise<CreatePaymentResult<'barcode'>> {
  const { account } = client
  const { orderId, amount, storeId } = parameters
  return call<CreatePaymentResult<'barcode'>>(
    client,
    {
      ...once,
      method: 'POST',
      path: `${transactions(account)}/codepay`,
      query: false,
      // Its refusals mean other things than those of placing an order.
      open: (reply) => openReply(account, 'codepay', reply),
      body: {
        ...appFields(account, appId),
        ...merchantFields(account),
        description: parameters.description,
        out_trade_no: orderId,
        attach: parameters.attach,
        goods_tag: parameters.goodsTag,
        payer: { auth_code: parameters.payerCode.trim() },
        amount: { total: amount.value, currency: amount.currency },
        scene_info: {
          device_id: parameters.deviceId,
          device_ip: parameters.payerClientIp,
          store_info: storeId === undefined ? undefined : { id: storeId },
        },
      },
      decode({ value }) {
        const raw = inShape(transactionShape, value)
        mustAnswer({ orderId: [orderId, raw.out_trade_no] })
        mustBeOurs(account, raw)
        const { status, paymentId } = toPayment(raw)
        if (status !== 'paid') return { channel: 'barcode', orderId, status: 'processing', raw }
        mustAnswer({ amount: [amount.value, raw.amount?.total] })
        return { channel: 'barcode', orderId, status, ...(paymentId && { paymentId }), raw }
      },
    },
    options,
  )
}
