import { mustAnswer } from '../core/answers.js'
import type { CallOptions, Client } from '../core/client.js'
import { parametersError } from '../core/errors.js'
import { inShape } from '../core/shape.js'
import type { WechatpayAccount } from './account.js'
import { call } from './call.js'
import { openReply } from './open.js'
import { settleInfo, type WechatpayBarcodeOrder } from './order.js'
import { appFields, merchantFields, mustBeOurs, transactions } from './parties.js'
import { toPayment } from './payment.js'
import { chargeRefusals } from './refusals.js'
import { toSnakeCase } from './snake-case.js'
import { callV2 } from './v2/call.js'
import { createPaymentRefusals, isPayerBusy, mustSucceed } from './v2/errors.js'
import { payerCode, transactionShape } from './wire.js'

/** What a charge of a payer's code did. */
export type WechatpayCharge = {
  readonly channel: 'barcode'
  readonly orderId: string
  /** `processing`: the payer has to type a password; query, and cancel at the end: `settlePayment` does both. */
  readonly status: 'paid' | 'processing'
  /** 微信支付订单号, once paid. */
  readonly paymentId?: string
  /** The verified answer. */
  readonly raw: unknown
}

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
  given: WechatpayBarcodeOrder,
  appId: string,
  options?: CallOptions,
): Promise<WechatpayCharge> {
  mustFitCodePay(client.account, given)
  return client.account.codePay === 'v3'
    ? chargeV3(client, given, appId, options)
    : chargeV2(client, given, appId, options)
}

function chargeV2(
  client: Client<WechatpayAccount>,
  given: WechatpayBarcodeOrder,
  appId: string,
  options?: CallOptions,
): Promise<WechatpayCharge> {
  const { orderId, amount, store } = given
  return callV2<WechatpayCharge>(
    client,
    {
      ...once,
      path: '/pay/micropay',
      appId,
      fields: {
        body: given.description,
        out_trade_no: orderId,
        total_fee: String(amount.value),
        spbill_create_ip: given.payerClientIp,
        auth_code: given.payerCode.trim(),
        device_info: given.deviceId,
        attach: given.attach,
        goods_tag: given.goodsTag,
        scene_info: store && JSON.stringify({ store_info: { id: store.id ?? store.outId } }),
      },
      decode(raw) {
        const result = { channel: 'barcode', orderId, raw } as const
        if (isPayerBusy(raw)) return { ...result, status: 'processing' }
        mustSucceed({ ...once, refusals: createPaymentRefusals }, raw)
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
  given: WechatpayBarcodeOrder,
  appId: string,
  options?: CallOptions,
): Promise<WechatpayCharge> {
  const { account } = client
  const { orderId, amount } = given
  const refusals = chargeRefusals
  let status = 0
  return call<WechatpayCharge>(
    client,
    {
      ...once,
      method: 'POST',
      path: `${transactions(account)}/codepay`,
      query: false,
      refusals,
      body: toCodepay(account, appId, given),
      open(reply) {
        status = reply.status
        return openReply(account, { action: once.action, refusals }, reply, true)
      },
      decode({ value }) {
        // While the payer types a password. What the body then holds is unconfirmed, so nothing of it is asked for.
        if (status === 202) return { channel: 'barcode', orderId, status: 'processing', raw: value }
        const raw = inShape(transactionShape, value)
        mustAnswer({ orderId: [orderId, raw.out_trade_no] })
        mustBeOurs(account, raw)
        const payment = toPayment(raw)
        if (payment.status !== 'paid') return { channel: 'barcode', orderId, status: 'processing', raw }
        mustAnswer({ amount: [amount.value, raw.amount?.total] })
        const { paymentId } = payment
        return { channel: 'barcode', orderId, status: 'paid', ...(paymentId && { paymentId }), raw }
      },
    },
    options,
  )
}

/** The body of a charge over APIv3. */
function toCodepay(account: WechatpayAccount, appId: string, given: WechatpayBarcodeOrder): object {
  const { store, detail } = given
  // Here the goods' number of WeChat Pay's has another name.
  const goods = detail?.goodsDetail?.map(({ wechatpayGoodsId, ...rest }) => ({
    ...rest,
    wxpayGoodsId: wechatpayGoodsId,
  }))
  return {
    ...appFields(account, appId),
    ...merchantFields(account),
    description: given.description,
    out_trade_no: given.orderId,
    attach: given.attach,
    goods_tag: given.goodsTag,
    support_fapiao: given.supportFapiao,
    payer: { auth_code: given.payerCode.trim() },
    amount: { total: given.amount.value, currency: given.amount.currency },
    detail: toSnakeCase(detail && { ...detail, goodsDetail: goods }),
    scene_info: {
      device_id: given.deviceId,
      device_ip: given.payerClientIp,
      store_info: { id: store?.id, out_id: store?.outId },
    },
    settle_info: settleInfo(given),
  }
}

/**
 * @throws `PARAMETERS_INVALID` for what the account's API for codes wants and has not got, or cannot carry: left out in
 * silence, money would not be frozen, or no invoice offered.
 */
export function mustFitCodePay(
  { codePay }: WechatpayAccount,
  given: WechatpayBarcodeOrder,
  action = 'createPayment',
): void {
  if (codePay === 'v3') {
    if (given.store) return
    const problem = "must be given, as { outId } or { id }: codePay 'v3' asks for the shop"
    throw parametersError(action, [{ path: 'store', problem }])
  }
  const fields = (['detail', 'profitSharing', 'supportFapiao'] as const)
    .filter((path) => given[path] !== undefined)
    .map((path) => ({ path, problem: "goes over codePay 'v3' only, and this account charges by APIv2" }))
  if (fields.length > 0) throw parametersError(action, fields)
}

/**
 * Whether a scanned text has the form of WeChat Pay's payment codes (付款码): 18 digits from 10 to 15. Blanks around it, as scanners add them, do not
 * matter. Nothing is sent.
 * @see https://pay.weixin.qq.com/doc/v3/merchant/4012382150 付款码支付
 *
 * @example
 * if (isPayerCode(scanned)) await settlePayment(client, { ...sale, payerCode: scanned })
 */
export const isPayerCode = (code: string): boolean => typeof code === 'string' && payerCode.test(code)
