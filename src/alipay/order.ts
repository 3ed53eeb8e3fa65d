import * as z from 'zod/mini'
import { toChinaText } from '../codec/time.js'
import { formatAmount } from '../core/amount.js'
import { once } from '../core/parameters.js'
import type { CreatePaymentParameters } from './actions/createPayment.js'
import { moment, number64, payerCode, subject, textUpTo, webUrl, withMore, yuanAmount } from './limits.js'

/** The content of a call that places an order. */
export function toWire(parameters: CreatePaymentParameters): object {
  const { channel, instalments, royaltyFreeze, passbackParams, expiresAt } = parameters
  const extend = {
    hb_fq_num: instalments && String(instalments.count),
    hb_fq_seller_percent: instalments && (instalments.feeBy === 'seller' ? '100' : '0'),
    royalty_freeze: royaltyFreeze === undefined ? undefined : String(royaltyFreeze),
  }
  return withMore(parameters.more, {
    out_trade_no: parameters.orderId,
    total_amount: formatAmount(parameters.amount),
    subject: parameters.description,
    ...byChannel(parameters),
    time_expire: expiresAt && toChinaText(expiresAt.getTime()),
    extend_params:
      instalments || royaltyFreeze !== undefined
        ? withMore(parameters.more?.extend_params as object | undefined, extend)
        : undefined,
    // The documentation asks for this one to be encoded before it is put into the request.
    passback_params: passbackParams === undefined ? undefined : encodeURIComponent(passbackParams),
    seller_id: parameters.sellerId,
    store_id: parameters.storeId,
    operator_id: parameters.operatorId,
    terminal_id: parameters.terminalId,
    product_code: productCodes[channel],
  })
}

const productCodes = {
  qr: undefined,
  barcode: undefined,
  face: undefined,
  jsapi: 'JSAPI_PAY',
  miniprogram: 'JSAPI_PAY',
  page: 'FAST_INSTANT_TRADE_PAY',
  wap: 'QUICK_WAP_WAY',
  app: 'QUICK_MSECURITY_PAY',
} as const

function byChannel(parameters: CreatePaymentParameters): object {
  switch (parameters.channel) {
    case 'barcode':
      return { scene: 'bar_code', auth_code: parameters.payerCode.trim() }
    case 'face':
      return { scene: 'security_code', auth_code: parameters.payerCode.trim() }
    case 'jsapi':
      return { buyer_id: parameters.buyerId, buyer_open_id: parameters.buyerOpenId }
    case 'miniprogram':
      return {
        buyer_id: parameters.buyerId,
        buyer_open_id: parameters.buyerOpenId,
        op_app_id: parameters.miniprogramAppId,
      }
    case 'wap':
      return { quit_url: parameters.quitUrl }
    default:
      return {}
  }
}

/** What createPayment accepts. */
export const createPaymentSchema = /* @__PURE__ */ once(() => {
  const optional = z.optional
  const common = {
    orderId: number64(),
    amount: yuanAmount(),
    description: subject(),
    notifyUrl: optional(webUrl(256)),
    expiresAt: optional(moment()),
    instalments: optional(z.strictObject({ count: z.literal([3, 6, 12]), feeBy: z.enum(['payer', 'seller']) })),
    royaltyFreeze: optional(z.boolean()),
    passbackParams: optional(
      z.string().check(
        z.refine((text) => !/\p{Cs}/u.test(text) && encodeURIComponent(text).length <= 512, {
          error: 'must be well-formed text of at most 512 characters once encoded',
        }),
      ),
    ),
    sellerId: optional(textUpTo(28)),
    storeId: optional(textUpTo(32)),
    operatorId: optional(textUpTo(28)),
    terminalId: optional(textUpTo(32)),
    more: optional(z.looseObject({ extend_params: optional(z.looseObject({})) })),
  }
  const payer = { buyerId: optional(textUpTo(28)), buyerOpenId: optional(textUpTo(128)) }
  const onePayer = z.refine<{ buyerId?: string | undefined; buyerOpenId?: string | undefined }>(
    ({ buyerId, buyerOpenId }) => (buyerId === undefined) !== (buyerOpenId === undefined),
    { error: 'must be given, or buyerOpenId in its place', path: ['buyerId'] },
  )
  const page = { returnUrl: optional(webUrl(256)), as: optional(z.enum(['redirect', 'form'])) }
  return z.discriminatedUnion('channel', [
    z.strictObject({ ...common, channel: z.literal('qr') }),
    z.strictObject({ ...common, channel: z.literal('app') }),
    z.strictObject({ ...common, channel: z.literal('barcode'), payerCode: payerCode() }),
    z.strictObject({ ...common, channel: z.literal('face'), payerCode: textUpTo(64) }),
    z.strictObject({ ...common, channel: z.literal('jsapi'), ...payer }).check(onePayer),
    z
      .strictObject({ ...common, channel: z.literal('miniprogram'), ...payer, miniprogramAppId: textUpTo(32) })
      .check(onePayer),
    z.strictObject({ ...common, channel: z.literal('page'), ...page }),
    z.strictObject({ ...common, channel: z.literal('wap'), ...page, quitUrl: optional(webUrl(400)) }),
  ])
})
