import * as z from 'zod/mini'
import { toChinaTime } from '../codec/time.js'
import { once } from '../core/parameters.js'
import { utf8 } from '../crypto/bytes.js'
import type { WechatpayAccount } from './account.js'
import type { CreatePaymentParameters, PrepayChannel } from './actions/createPayment.js'
import { fenNumber, moment, notifyUrl, orderId, textUpTo, yuanAmount } from './limits.js'
import { appFields, merchantFields } from './parties.js'
import { toSnakeCase } from './snake-case.js'

/** The last part of the prepay path. */
export const product = { qr: 'native', jsapi: 'jsapi', miniprogram: 'jsapi', wap: 'h5', app: 'app' } as const

/** The body of a prepay request. */
export function toWire(
  account: WechatpayAccount,
  appId: string,
  parameters: CreatePaymentParameters<PrepayChannel>,
): object {
  const { payerClientIp, deviceId, store, amount, openId, subOpenId } = parameters as typeof parameters & {
    openId?: string
    subOpenId?: string
  }
  const h5 = parameters.channel === 'wap' ? parameters.h5 : undefined
  const payer = account.partner ? { sp_openid: openId, sub_openid: subOpenId } : { openid: openId }
  // Not a spread that leads, behind which V8 would add member by member.
  return Object.assign(appFields(account, appId), merchantFields(account), {
    description: parameters.description,
    out_trade_no: parameters.orderId,
    time_expire: parameters.expiresAt && toChinaTime(parameters.expiresAt.getTime()),
    attach: parameters.attach,
    notify_url: parameters.notifyUrl,
    goods_tag: parameters.goodsTag,
    limit_pay: parameters.limitPay,
    support_fapiao: parameters.supportFapiao,
    amount: { total: amount.value, currency: amount.currency },
    payer: openId === undefined && subOpenId === undefined ? undefined : payer,
    detail: toSnakeCase(parameters.detail),
    scene_info: payerClientIp && {
      payer_client_ip: payerClientIp,
      device_id: deviceId,
      store_info: toSnakeCase(store),
      h5_info: toSnakeCase(h5),
    },
    settle_info: parameters.profitSharing === undefined ? undefined : { profit_sharing: parameters.profitSharing },
  })
}

/** What createPayment accepts. */
export const createPaymentSchema = /* @__PURE__ */ once(() => {
  const optional = z.optional
  const common = {
    orderId: orderId(),
    amount: yuanAmount(),
    description: textUpTo(127),
    notifyUrl: notifyUrl(),
    expiresAt: optional(moment()),
    attach: optional(textUpTo(128)),
    goodsTag: optional(textUpTo(32)),
    supportFapiao: optional(z.boolean()),
    profitSharing: optional(z.boolean()),
    limitPay: optional(z.array(textUpTo(32))),
    detail: optional(detail().check(z.refine(fitsDetail, { error: 'must be at most 6144 bytes as JSON' }))),
    payerClientIp: optional(textUpTo(45)),
    deviceId: optional(textUpTo(32)),
    store: optional(
      z.strictObject({
        id: textUpTo(32),
        name: optional(textUpTo(256)),
        areaCode: optional(textUpTo(32)),
        address: optional(textUpTo(512)),
      }),
    ),
    appId: optional(textUpTo(32)),
  }
  const barcode = {
    orderId: common.orderId,
    amount: common.amount,
    description: common.description,
    payerCode: z.string().check(
      z.refine((code) => /^1[0-5]\d{16}$/.test(code.trim()), {
        error: 'must be a WeChat Pay payment code: 18 digits that begin with 10 to 15',
      }),
    ),
    payerClientIp: textUpTo(45),
    deviceId: common.deviceId,
    storeId: optional(textUpTo(32)),
    attach: common.attach,
    goodsTag: common.goodsTag,
    appId: common.appId,
  }
  const scene = z.refine<{
    payerClientIp?: string | undefined
    deviceId?: string | undefined
    store?: object | undefined
  }>(
    ({ payerClientIp, deviceId, store }) =>
      payerClientIp !== undefined || (deviceId === undefined && store === undefined),
    { error: 'must be given with deviceId or store', path: ['payerClientIp'] },
  )
  const remote = z.refine<string>((ip) => ip !== '127.0.0.1', {
    error: 'must be the payer’s address, as your server sees it; WeChat Pay refuses 127.0.0.1',
  })
  const onePayer = z.refine<{ openId?: string | undefined; subOpenId?: string | undefined }>(
    ({ openId, subOpenId }) => (openId === undefined) !== (subOpenId === undefined),
    { error: 'must be given, or subOpenId in its place', path: ['openId'] },
  )
  const payer = { openId: optional(textUpTo(128)), subOpenId: optional(textUpTo(128)) }
  const h5 = z.strictObject({
    type: z.enum(['Wap', 'iOS', 'Android']),
    appName: optional(textUpTo(64)),
    appUrl: optional(textUpTo(128)),
    bundleId: optional(textUpTo(128)),
    packageName: optional(textUpTo(128)),
  })
  return z.discriminatedUnion('channel', [
    z.strictObject({ ...common, channel: z.literal('qr') }).check(scene),
    z.strictObject({ ...common, channel: z.literal('app') }).check(scene),
    z.strictObject({ ...barcode, channel: z.literal('barcode') }),
    z.strictObject({ ...common, channel: z.literal('wap'), payerClientIp: textUpTo(45).check(remote), h5 }),
    z.strictObject({ ...common, channel: z.literal('jsapi'), ...payer }).check(scene, onePayer),
    z.strictObject({ ...common, channel: z.literal('miniprogram'), ...payer }).check(scene, onePayer),
  ])
})

const detail = () =>
  z.strictObject({
    costPrice: z.optional(fenNumber()),
    invoiceId: z.optional(textUpTo(32)),
    goodsDetail: z.optional(
      z.array(
        z.strictObject({
          merchantGoodsId: textUpTo(32),
          wechatpayGoodsId: z.optional(textUpTo(32)),
          goodsName: z.optional(textUpTo(256)),
          quantity: fenNumber(),
          unitPrice: fenNumber(),
        }),
      ),
    ),
  })

const fitsDetail = (given: object) => utf8(JSON.stringify(toSnakeCase(given))).length <= 6144
