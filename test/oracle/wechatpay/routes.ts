import {
  all,
  type Check,
  closed,
  combinedOrderNumber,
  currency,
  day,
  either,
  fen,
  integer,
  list,
  type Members,
  notifyUrl,
  oneOf,
  orderNumber,
  platformNumber,
  refundNumber,
  relation,
  sensitive,
  text,
} from './checks.js'
import { codepay, combined, combinedClose, direct, partner, prepay, products, type Side } from './orders.js'

/** What may stand behind `?` and in the body; a route without `body` must be sent without one. */
export type Route = { query?: Members; openQuery?: true; body?: Check }

/** §17 */
const refund = all(
  closed({
    'transaction_id?': platformNumber,
    'out_trade_no?': orderNumber,
    out_refund_no: refundNumber,
    'reason?': text(80),
    'notify_url?': notifyUrl(256),
    'funds_account?': oneOf('AVAILABLE', 'UNSETTLED'),
    amount: all(
      closed({
        refund: fen,
        total: fen,
        currency,
        'from?': list(closed({ account: oneOf('AVAILABLE', 'UNAVAILABLE'), amount: fen })),
      }),
      relation('refund exceeds total (§17)', ({ refund, total }) => !((refund as number) > (total as number))),
    ),
    'goods_detail?': list(
      closed({
        merchant_goods_id: text(32),
        'wechatpay_goods_id?': text(32),
        'goods_name?': text(256),
        unit_price: integer(0),
        refund_amount: integer(0),
        refund_quantity: integer(1),
      }),
    ),
    'sub_mchid?': text(32),
  }),
  either('transaction_id', 'out_trade_no'),
)
const cardMembers = ['bank_type', 'bank_account', 'real_name']
const abnormalRefund = all(
  closed({
    out_refund_no: refundNumber,
    type: oneOf('USER_BANK_CARD', 'MERCHANT_BANK_CARD'),
    'bank_type?': text(16),
    'bank_account?': all(text(1024), sensitive),
    'real_name?': all(text(1024), sensitive),
    'sub_mchid?': text(32),
  }),
  relation('bank_type, bank_account and real_name belong to USER_BANK_CARD, all three (§17)', (body) =>
    cardMembers.every((name) => name in body === (body.type === 'USER_BANK_CARD')),
  ),
)

/** §19 */
const transfer = all(
  closed({
    appid: text(32),
    out_bill_no: text(32, /^[0-9A-Za-z]+$/),
    transfer_scene_id: oneOf('1000', '1002', '1004', '1005', '1009', '1010', '1011', '1013'),
    openid: text(128),
    'user_name?': sensitive,
    transfer_amount: fen,
    transfer_remark: text(32),
    'notify_url?': notifyUrl(256),
    'user_recv_perception?': text(128),
    transfer_scene_report_infos: list(closed({ info_type: text(128), info_content: text(128) })),
  }),
  relation('user_name is required from 2000 yuan (§19)', (body) =>
    (body.transfer_amount as number) >= 200_000 ? 'user_name' in body : true,
  ),
)

const tarType = { 'tar_type?': oneOf('GZIP') }
const orderRoutes = (prefix: string, side: Side): Record<string, Route> => ({
  ...Object.fromEntries(products.map((product) => [`POST ${prefix}/${product}`, { body: prepay(product, side) }])),
  [`POST ${prefix}/codepay`]: { body: codepay(side) },
  [`GET ${prefix}/out-trade-no/{out_trade_no}`]: { query: side.owner },
  [`GET ${prefix}/id/{transaction_id}`]: { query: side.owner },
  [`POST ${prefix}/out-trade-no/{out_trade_no}/close`]: { body: closed(side.owner) },
  [`POST ${prefix}/out-trade-no/{out_trade_no}/reverse`]: { body: closed(side.ids) },
})
const combinedPath = '/v3/combine-transactions'
const refundPath = '/v3/refund/domestic/refunds'
const transferPath = '/v3/fund-app/mch-transfer/transfer-bills'

/** Every APIv3 call whose method, path and fields the page documents. Profit sharing, payscore and papay (§19) have no fields there. */
export const routes: Record<string, Route> = {
  ...orderRoutes('/v3/pay/transactions', direct), // §10, §12–14
  ...orderRoutes('/v3/pay/partner/transactions', partner), // §15
  ...Object.fromEntries(products.map((product) => [`POST ${combinedPath}/${product}`, { body: combined(product) }])), // §16
  [`GET ${combinedPath}/out-trade-no/{combine_out_trade_no}`]: {},
  [`POST ${combinedPath}/out-trade-no/{combine_out_trade_no}/close`]: { body: combinedClose },
  [`POST ${refundPath}`]: { body: refund }, // §17
  [`GET ${refundPath}/{out_refund_no}`]: { query: { 'sub_mchid?': text(32) } },
  [`POST ${refundPath}/{refund_id}/apply-abnormal-refund`]: { body: abnormalRefund },
  'GET /v3/certificates': { query: { 'algorithm_type?': oneOf('RSA', 'SM2', 'ALL') } }, // §5
  'GET /v3/bill/tradebill': {
    query: {
      bill_date: day,
      'bill_type?': oneOf('ALL', 'SUCCESS', 'REFUND', 'RECHARGE_REFUND', 'ALL_SPECIAL', 'SUC_SPECIAL', 'REF_SPECIAL'),
      ...tarType,
      'sub_mchid?': text(32),
    },
  }, // §18
  'GET /v3/bill/fundflowbill': {
    query: { bill_date: day, 'account_type?': oneOf('BASIC', 'OPERATION', 'FEES'), ...tarType },
  },
  // The URL comes from the platform, so what else stands in its query is the platform's business.
  'GET /v3/billdownload/file': { query: { token: text(4096) }, openQuery: true },
  [`POST ${transferPath}`]: { body: transfer }, // §19
  [`GET ${transferPath}/out-bill-no/{out_bill_no}`]: {},
  [`GET ${transferPath}/transfer-bill-no/{transfer_bill_no}`]: {},
  [`POST ${transferPath}/out-bill-no/{out_bill_no}/cancel`]: {},
}

/** The rules for what replaces a `{placeholder}`, after percent-decoding. */
export const pathParameters: Record<string, Check> = {
  out_trade_no: orderNumber,
  transaction_id: platformNumber,
  combine_out_trade_no: combinedOrderNumber,
  out_refund_no: refundNumber,
  refund_id: platformNumber,
  out_bill_no: text(32, /^[0-9A-Za-z]+$/),
  transfer_bill_no: text(64, /^[0-9A-Za-z]+$/),
}
