import { placeOrder } from '../../mock/book.js'
import { randomHex } from '../../mock/numbers.js'
import { newPrepayId } from './numbers.js'
import { closeWhenForgotten } from './orders.js'
import { type Handler, type Json, memoryOf, type OrderMemory, type Platform } from './platform.js'
import { refuse, refuseField } from './refusal.js'
import { checkBody, fingerprint, publicUrl, type Rules, upTo } from './rules.js'

const day = 24 * 3_600_000

/** Places an order, or gives a new credential for the same order (docs 4012791877, 4012791834, 4012791856, 4013070347). */
export function prepay(product: string, partner: boolean): Handler {
  return (gateway, body) => {
    checkBody(rulesOf(product, partner), body)
    const { book, clock, identity } = gateway
    const app = partner ? body.sp_appid : body.appid
    if (app !== identity.appId) throw refuse(400, 'APPID_MCHID_NOT_MATCH', 'appid和mch_id不匹配')
    if (partner) mustBeSubMerchant(gateway, body)
    if (partner && product === 'jsapi') mustNamePayer(body)

    const orderId = body.out_trade_no as string
    const amount = body.amount as { total: number }
    const known = book.orders.get(orderId)
    if (known) closeWhenForgotten(gateway, known)
    if (known?.status === 'closed') throw refuse(400, 'ORDER_CLOSED', '订单已关闭')
    // The code is unconfirmed; the words are from the documentation.
    if (known?.status === 'paid') throw refuse(400, 'ORDERPAID', '该订单已支付')
    if (known && !isSameOrder(memoryOf(known), { product, prepay: body }))
      throw refuse(403, 'OUT_TRADE_NO_USED', '商户订单号重复')
    if (!known) {
      const now = clock.now()
      const asked = body.time_expire === undefined ? now + 7 * day : Date.parse(body.time_expire as string)
      if (Number.isNaN(asked)) throw refuseField('/time_expire', '映射到时间字段规则校验失败', body.time_expire)
      placeOrder(book, {
        orderId,
        amount: { currency: 'CNY', value: amount.total },
        createdAt: now,
        // Under a minute is raised to a minute; the cap is 7 or 15 days, the pages disagree.
        expiresAt: Math.min(Math.max(asked, now + 60_000), now + 15 * day),
        // WeChat Pay knows an order from the moment it is placed.
        opened: true,
        wire: { product, prepay: body } satisfies OrderMemory,
      })
    }
    return credential(product, newPrepayId(clock))
  }
}

const isSameOrder = (one: OrderMemory, other: OrderMemory) =>
  one.product === other.product && fingerprint(one.prepay) === fingerprint(other.prepay)

function credential(product: string, prepayId: string): Json {
  if (product === 'native') return { code_url: `weixin://wxpay/bizpayurl?pr=${randomHex(5)}zz` }
  if (product === 'h5') {
    return {
      h5_url: `https://wx.tenpay.com/cgi-bin/mmpayweb-bin/checkmweb?prepay_id=${prepayId}&package=${randomHex(5)}`,
    }
  }
  return { prepay_id: prepayId }
}

/** The sub-merchant must be one of this partner's; which code an unknown one gets is unconfirmed. */
export function mustBeSubMerchant({ subMerchantIds }: Platform, { sub_mchid }: Json): void {
  if (!subMerchantIds.includes(sub_mchid as string)) throw refuse(403, 'NO_AUTH', '特约商户sub_mchid未授权')
}

function mustNamePayer(body: Json): void {
  const payer = (body.payer ?? {}) as Json
  if ((payer.sp_openid === undefined) === (payer.sub_openid === undefined)) throw refuseField('/payer', '缺少必填参数')
  if (payer.sub_openid !== undefined && body.sub_appid === undefined) throw refuseField('/sub_appid', '缺少必填参数')
}

function rulesOf(product: string, partner: boolean): Rules {
  const scene = {
    payer_client_ip: product === 'h5' ? /^(?!127\.0\.0\.1$).{1,45}$/ : upTo(45),
    'device_id?': upTo(32),
    'store_info?': { id: upTo(32), 'name?': upTo(256), 'area_code?': upTo(32), 'address?': upTo(512) },
  }
  const h5 = {
    type: /^(Wap|iOS|Android)$/,
    'app_name?': upTo(64),
    'app_url?': upTo(128),
    'bundle_id?': upTo(128),
    'package_name?': upTo(128),
  }
  return {
    ...(partner
      ? { sp_appid: upTo(32), sp_mchid: upTo(32), 'sub_appid?': upTo(32), sub_mchid: upTo(32) }
      : { appid: upTo(32), mchid: upTo(32) }),
    description: upTo(127),
    out_trade_no: /^[0-9A-Za-z_\-|*]{6,32}$/,
    'time_expire?': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/,
    'attach?': upTo(128),
    notify_url: publicUrl(255),
    'goods_tag?': upTo(32),
    'limit_pay?': 'any',
    'support_fapiao?': 'boolean',
    amount: { total: 'amount', 'currency?': /^CNY$/ },
    ...(product === 'jsapi' && {
      payer: partner ? { 'sp_openid?': upTo(128), 'sub_openid?': upTo(128) } : { openid: upTo(128) },
    }),
    'detail?': 'any',
    ...(product === 'h5' ? { scene_info: { ...scene, h5_info: h5 } } : { 'scene_info?': scene }),
    'settle_info?': { 'profit_sharing?': 'boolean' },
  }
}
