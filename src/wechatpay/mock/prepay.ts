import { nameOrder, placeOrder } from '../../mock/book.js'
import type { Json } from '../../mock/http.js'
import { randomHex } from '../../mock/numbers.js'
import { refuse } from '../../mock/refusal.js'
import { fingerprint, publicUrl, type Rules, upTo } from '../../mock/rules.js'
import { middlePath } from './cashier.js'
import { newPrepayId } from './numbers.js'
import { closeWhenForgotten } from './orders.js'
import { type Handler, isOfWechatpay, memoryOf, type OrderMemory, type Platform } from './platform.js'
import { checkBody, partyRules, refuseField } from './rules.js'

const day = 24 * 3_600_000

/** Places an order, or gives a new credential for the same order (docs 4012791877, 4012791834, 4012791856, 4013070347). */
export const prepay =
  (product: string): Handler =>
  (platform, { body, partner, origin }) => {
    checkBody(rulesOf(product, partner), body)
    mustBeOurs(platform, body, partner)
    if (partner && product === 'jsapi') mustNamePayer(body)
    const { book, clock, unconfirmed } = platform
    const orderId = body.out_trade_no as string
    const known = book.orders.get(orderId)
    if (known) closeWhenForgotten(platform, known)
    if (known?.status === 'closed') throw refuse(400, 'ORDER_CLOSED', '订单已关闭')
    // The status is unconfirmed; the words are from the documentation.
    if (known?.status === 'paid') throw refuse(400, unconfirmed.paidOrderCode ?? 'ORDER_PAID', '该订单已支付')
    if (known && !isSameOrder(memoryOf(known), { product, prepay: body }))
      throw refuse(403, 'OUT_TRADE_NO_USED', '商户订单号重复')
    const now = clock.now()
    const order =
      known ??
      placeOrder(book, {
        orderId,
        amount: { currency: 'CNY', value: (body.amount as { total: number }).total },
        createdAt: now,
        expiresAt: lastMoment(platform, body),
        // WeChat Pay knows an order from the moment it is placed.
        opened: true,
        wire: { product, prepay: body } satisfies OrderMemory,
      })
    const prepayId = newPrepayId(clock)
    const [member, credential] = credentialOf(product, prepayId, origin)
    const memory = memoryOf(order)
    // A new code ends the one before.
    if (memory.credential) book.numbers.delete(memory.credential)
    memory.credential = credential
    nameOrder(book, credential, order)
    return { [member]: credential }
  }

/** Under a minute is raised to a minute. Whether the cap is 7 or 15 days never shows: an open order is closed after 7. */
function lastMoment({ clock }: Platform, { time_expire }: Json): number {
  const now = clock.now()
  const asked = time_expire === undefined ? now + 7 * day : Date.parse(time_expire as string)
  if (Number.isNaN(asked)) throw refuseField('/time_expire', '映射到时间字段规则校验失败', time_expire)
  return Math.min(Math.max(asked, now + 60_000), now + 7 * day)
}

const isSameOrder = (one: OrderMemory, other: OrderMemory) =>
  one.product === other.product && fingerprint(one.prepay) === fingerprint(other.prepay)

function credentialOf(
  product: string,
  prepayId: string,
  origin: string,
): readonly [member: string, credential: string] {
  if (product === 'native') return ['code_url', `weixin://wxpay/bizpayurl?pr=${randomHex(5)}zz`]
  if (product !== 'h5') return ['prepay_id', prepayId]
  // On a port its page is there, too, for a browser to open.
  const host = isOfWechatpay(new URL(origin)) ? 'https://wx.tenpay.com' : origin
  return ['h5_url', `${host}${middlePath}?prepay_id=${prepayId}&package=${randomHex(5)}`]
}

/** App and, of a partner, the sub-merchant must be known; which code an unknown one gets is unconfirmed. */
export function mustBeOurs(platform: Platform, body: Json, partner: boolean): void {
  if ((partner ? body.sp_appid : body.appid) !== platform.identity.appId)
    throw refuse(400, 'APPID_MCHID_NOT_MATCH', 'appid和mch_id不匹配')
  if (partner) mustBeSubMerchant(platform, body)
}

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
    ...partyRules(partner),
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
