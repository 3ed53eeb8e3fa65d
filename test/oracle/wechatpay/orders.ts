import {
  all,
  anything,
  type Check,
  closed,
  combinedOrderNumber,
  combinedTime,
  currency,
  either,
  fen,
  flag,
  integer,
  list,
  type Members,
  notifyUrl,
  oneOf,
  orderNumber,
  relation,
  text,
  time,
} from './checks.js'
import { isObject } from './primitives.js'

export const products = ['jsapi', 'native', 'app', 'h5'] as const
export type Product = (typeof products)[number]

// §10 for a direct merchant, §15 for a service provider: only the identities and the payer differ.
export const direct = {
  ids: { appid: text(32), mchid: text(32) },
  owner: { mchid: text(32) },
  payer: closed({ openid: text(128) }),
  payerRule: anything,
}
export const partner = {
  ids: { sp_appid: text(32), sp_mchid: text(32), 'sub_appid?': text(32), sub_mchid: text(32) },
  owner: { sp_mchid: text(32), sub_mchid: text(32) },
  payer: all(closed({ 'sp_openid?': text(128), 'sub_openid?': text(128) }), either('sp_openid', 'sub_openid')),
  payerRule: relation(
    'sub_openid needs sub_appid (§15)',
    ({ payer, sub_appid }) => sub_appid !== undefined || !(isObject(payer) && 'sub_openid' in payer),
  ),
}
export type Side = { ids: Members; owner: Members; payer: Check; payerRule: Check }

const amount = closed({ total: fen, 'currency?': currency })
const settleInfo = closed({ 'profit_sharing?': flag })
const limitPay = list(oneOf('no_balance', 'no_credit', 'no_debit', 'balance_only'))
const h5Info = closed({
  type: oneOf('Wap', 'iOS', 'Android'),
  'app_name?': text(64),
  'app_url?': text(128),
  'bundle_id?': text(128),
  'package_name?': text(128),
})
const notLoopback: Check = (value, at, report) => {
  if (value === '127.0.0.1') report(`${at} 127.0.0.1 is refused for H5 (§10)`)
}

/** §10 `detail`; the member that holds WeChat's own goods code has another name in §12. */
const detail = (goodsCode: string) =>
  all(
    closed({
      'cost_price?': integer(0),
      'invoice_id?': text(32),
      'goods_detail?': list(
        closed({
          merchant_goods_id: text(32),
          [`${goodsCode}?`]: text(32),
          'goods_name?': text(256),
          quantity: integer(1),
          unit_price: integer(0),
        }),
      ),
    }),
    relation('at most 6144 bytes (§10)', (value) => Buffer.byteLength(JSON.stringify(value)) <= 6144),
  )

/** §10 `scene_info` */
const sceneInfo = (product: Product) =>
  closed({
    payer_client_ip: product === 'h5' ? all(text(45), notLoopback) : text(45),
    'device_id?': text(32),
    'store_info?': closed({
      id: text(32),
      'name?': text(256),
      'area_code?': text(32),
      'address?': text(512),
    }),
    ...(product === 'h5' && { h5_info: h5Info }),
  })

/** §10, §15 */
export const prepay = (product: Product, side: Side) =>
  all(
    closed({
      ...side.ids,
      description: text(127),
      out_trade_no: orderNumber,
      'time_expire?': time,
      'attach?': text(128),
      notify_url: notifyUrl(255),
      'goods_tag?': text(32),
      'limit_pay?': limitPay,
      'support_fapiao?': flag,
      amount,
      ...(product === 'jsapi' && { payer: side.payer }),
      'detail?': detail('wechatpay_goods_id'),
      [product === 'h5' ? 'scene_info' : 'scene_info?']: sceneInfo(product),
      'settle_info?': settleInfo,
    }),
    product === 'jsapi' ? side.payerRule : anything,
  )

/** §12 */
export const codepay = (side: Side) =>
  closed({
    ...side.ids,
    description: text(127),
    out_trade_no: orderNumber,
    payer: closed({ auth_code: text(18, /^1[0-5]\d{16}$/) }),
    amount,
    scene_info: closed({
      'device_id?': text(32),
      'device_ip?': text(45),
      store_info: all(
        closed({ 'id?': text(32, /^\d+$/), 'out_id?': text(32) }),
        relation('neither id nor out_id (§12)', (store) => 'id' in store || 'out_id' in store),
      ),
    }),
    'attach?': text(128),
    'goods_tag?': text(32),
    'support_fapiao?': flag,
    'detail?': detail('wxpay_goods_id'),
    'settle_info?': settleInfo,
  })

// Ten million yuan each.
const combinedFen: Check = (value, at, report) => {
  fen(value, at, report)
  if ((value as number) > 1_000_000_000) report(`${at} is above ten million yuan (§16)`)
}
/** Direct 2 to 10, partner 1 to 50. */
const subOrderCount = relation('direct merchants combine 2 to 10 orders (§16)', ({ sub_orders }) => {
  const orders = Array.isArray(sub_orders) ? sub_orders : []
  return orders.some((order) => isObject(order) && 'sub_mchid' in order) || (orders.length >= 2 && orders.length <= 10)
})

/** §16 */
export const combined = (product: Product) =>
  all(
    closed({
      combine_appid: text(32),
      combine_mchid: text(32),
      combine_out_trade_no: combinedOrderNumber,
      [product === 'h5' ? 'scene_info' : 'scene_info?']: sceneInfo(product),
      sub_orders: list(
        closed({
          mchid: text(32),
          attach: text(128),
          amount: closed({ total_amount: combinedFen, currency }),
          out_trade_no: orderNumber,
          description: text(127),
          'goods_tag?': text(32),
          'sub_mchid?': text(32),
          'sub_appid?': text(32),
          'settle_info?': closed({ 'profit_sharing?': flag, 'subsidy_amount?': integer(0) }),
        }),
        1,
        50,
      ),
      ...(product === 'jsapi' && { combine_payer_info: closed({ openid: text(128) }) }),
      'time_start?': combinedTime,
      'time_expire?': combinedTime,
      notify_url: notifyUrl(255),
      'limit_pay?': limitPay,
    }),
    subOrderCount,
  )
export const combinedClose = closed({
  combine_appid: text(32),
  sub_orders: list(
    closed({ mchid: text(32), out_trade_no: orderNumber, 'sub_mchid?': text(32), 'sub_appid?': text(32) }),
  ),
})
