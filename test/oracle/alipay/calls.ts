import {
  all,
  anything,
  type Check,
  closed,
  flag,
  list,
  type Members,
  oneOf,
  open,
  relation,
  text,
} from '../wechatpay/checks.js'

/** §10.2: yuan as text, at most two decimals, 0.01 to 100000000. */
export const yuan: Check = (value, at, report) => {
  const isText = typeof value === 'string' && /^(0|[1-9]\d{0,8})(\.\d{1,2})?$/.test(value)
  if (!isText || Number(value) < 0.01 || Number(value) > 100_000_000) report(`${at} must be yuan as text (§10.2)`)
}
/** Zero is allowed: a coupon may pay all, an unpaid order has received nothing. */
export const sum = text(12, /^(0|[1-9]\d{0,8})\.\d{2}$/)
/** §10.2 */
export const orderNumber = text(64, /^[0-9A-Za-z_]+$/)
export const refundNumber = text(64, /^[\x21-\x7e]+$/)
/** §10.2: not necessarily 28 digits. */
export const tradeNumber = text(64, /^\d+$/)
export const wallTime = text(19, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/)
export const shownTime = text(23, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,3})?$/)
const url = text(256, /^https?:\/\//)

// §11, common objects
const goods = list(
  closed({
    goods_id: text(64),
    goods_name: text(256),
    quantity: (value, at, report) => {
      if (!Number.isSafeInteger(value) || Number(value) < 1) report(`${at} must be a whole number from 1`)
    },
    price: yuan,
    ...optional('goods_category categories_tree body show_url alipay_goods_id out_item_id out_sku_id'),
  }),
)
const extendParams = all(
  closed({
    'sys_service_provider_id?': text(64),
    'hb_fq_num?': oneOf('3', '6', '12'),
    'hb_fq_seller_percent?': oneOf('0', '100'),
    'royalty_freeze?': oneOf('true', 'false'),
    'specified_seller_name?': text(32),
    ...optional('card_type industry_reflux_info credit_ext_info trade_component_order_id tc_installment_order_id'),
  }),
  relation(
    'hb_fq_num and hb_fq_seller_percent go together (§11)',
    (value) => 'hb_fq_num' in value === 'hb_fq_seller_percent' in value,
  ),
)

function optional(names: string): Members {
  return Object.fromEntries(names.split(' ').map((name) => [`${name}?`, anything]))
}

const order: Members = {
  out_trade_no: orderNumber,
  total_amount: yuan,
  subject: text(256, /^[^/=&]+$/),
  'body?': text(400),
  'seller_id?': text(28),
  'goods_detail?': goods,
  'extend_params?': extendParams,
  'timeout_express?': text(6, /^([1-9]\d*[mhd]|1c)$/),
  'time_expire?': wallTime,
  'passback_params?': text(512),
  'store_id?': text(32),
  'merchant_order_no?': text(64),
  'disable_pay_channels?': text(512),
  ...optional('sub_merchant settle_info royalty_info business_params promo_params ext_user_info'),
}
const counter: Members = {
  'operator_id?': text(28),
  'terminal_id?': text(32),
  'discountable_amount?': yuan,
  'undiscountable_amount?': yuan,
  'query_options?': list(text(64)),
}
const onScreen: Members = { ...order, 'goods_type?': oneOf('0', '1'), 'enable_pay_channels?': text(512) }
const buyer: Members = { 'buyer_id?': text(28, /^2088\d{12}$/), 'buyer_open_id?': text(128) }
const needsTrade = relation(
  'neither out_trade_no nor trade_no (§11.5)',
  (value) => 'out_trade_no' in value || 'trade_no' in value,
)
const aboutTrade = (members: Members) =>
  all(closed({ 'out_trade_no?': orderNumber, 'trade_no?': tradeNumber, ...members }), needsTrade)

const pay = all(
  closed({
    ...order,
    ...counter,
    ...buyer,
    'auth_code?': text(64, /^(\d{16,24}|fp.{35})$/),
    'scene?': oneOf('bar_code', 'security_code'),
    'product_code?': oneOf(
      ...[
        'FACE_TO_FACE_PAYMENT',
        'CYCLE_PAY_AUTH',
        'GENERAL_WITHHOLDING',
        'PRE_AUTH',
        'PREAUTH_PAY',
        'PRE_AUTH_ONLINE',
      ],
    ),
    'agreement_params?': open({ agreement_no: text(64) }),
    'auth_no?': text(64),
    'auth_confirm_mode?': oneOf('COMPLETE', 'NOT_COMPLETE'),
    'is_async_pay?': flag,
    ...optional('pay_params terminal_params alipay_store_id request_org_pid advance_payment_type'),
  }),
  relation(
    'auth_code and scene go together; without them an agreement or an authorisation pays (§11.1)',
    (value) =>
      'auth_code' in value === 'scene' in value &&
      ['auth_code', 'agreement_params', 'auth_no'].some((name) => name in value),
  ),
  relation(
    'scene does not fit auth_code (§10.2)',
    (value) => !('scene' in value) || String(value.auth_code).startsWith('fp') === (value.scene === 'security_code'),
  ),
)

/** biz_content in V2 and the body in V3, by method (§11.1–§11.6). */
export const contents: Record<string, Check> = {
  'alipay.trade.pay': pay,
  'alipay.trade.precreate': closed({
    ...order,
    ...counter,
    'product_code?': oneOf('FACE_TO_FACE_PAYMENT', 'QR_CODE_OFFLINE'),
    'qr_code_timeout_express?': text(6, /^[1-9]\d*[mhd]$/),
    'enable_pay_channels?': text(512),
    'code_type?': text(32),
  }),
  'alipay.trade.create': all(
    closed({
      ...order,
      ...counter,
      ...buyer,
      'product_code?': oneOf('JSAPI_PAY', 'FACE_TO_FACE_PAYMENT'),
      'op_app_id?': text(32),
      'enable_pay_channels?': text(512),
      ...optional('logistics_detail receiver_address_info'),
    }),
    relation('one of buyer_id and buyer_open_id (§11.3)', (value) => 'buyer_id' in value !== 'buyer_open_id' in value),
  ),
  'alipay.trade.page.pay': closed({
    ...onScreen,
    product_code: oneOf('FAST_INSTANT_TRADE_PAY'),
    'qr_pay_mode?': oneOf('0', '1', '2', '3', '4'),
    ...optional('qrcode_width integration_type request_from_url invoice_info agreement_sign_params'),
  }),
  'alipay.trade.wap.pay': closed({
    ...onScreen,
    product_code: oneOf('QUICK_WAP_WAY'),
    'quit_url?': text(400, /^https?:\/\//),
    ...optional('auth_token specified_channel request_from_url invoice_info'),
  }),
  'alipay.trade.app.pay': closed({
    ...onScreen,
    'product_code?': oneOf('QUICK_MSECURITY_PAY'),
    ...optional('specified_channel agreement_sign_params invoice_info'),
  }),
  'alipay.trade.query': aboutTrade({ 'org_pid?': text(16), 'query_options?': list(text(64)) }),
  'alipay.trade.cancel': aboutTrade({}),
  'alipay.trade.close': aboutTrade({ 'operator_id?': text(28) }),
  'alipay.trade.refund': aboutTrade({
    refund_amount: yuan,
    'out_request_no?': refundNumber,
    'refund_reason?': text(256),
    'operator_id?': text(28),
    'query_options?': list(text(64)),
    ...optional('refund_goods_detail refund_royalty_parameters goods_detail store_id terminal_id org_pid'),
    ...optional('related_settle_confirm_no refund_currency'),
  }),
  'alipay.trade.fastpay.refund.query': aboutTrade({
    out_request_no: refundNumber,
    'query_options?': list(text(64)),
    'org_pid?': text(16),
  }),
}

const tradeStatus = oneOf('WAIT_BUYER_PAY', 'TRADE_SUCCESS', 'TRADE_FINISHED', 'TRADE_CLOSED')
/** The answer of a success, by method (§11.1–§11.6). */
export const answers: Record<string, Check> = {
  'alipay.trade.pay': open({
    trade_no: tradeNumber,
    out_trade_no: orderNumber,
    total_amount: sum,
    'receipt_amount?': sum,
    'gmt_payment?': wallTime,
  }),
  'alipay.trade.precreate': open({ out_trade_no: orderNumber, qr_code: text(512, /^https:\/\/qr\.alipay\.com\/bax/) }),
  'alipay.trade.create': open({ out_trade_no: orderNumber, trade_no: tradeNumber }),
  'alipay.trade.query': all(
    open({ trade_no: tradeNumber, out_trade_no: orderNumber, trade_status: tradeStatus, total_amount: sum }),
    relation(
      'send_pay_date is missing although TRADE_SUCCESS',
      (value) => value.trade_status !== 'TRADE_SUCCESS' || 'send_pay_date' in value,
    ),
  ),
  'alipay.trade.cancel': open({
    'trade_no?': tradeNumber,
    out_trade_no: orderNumber,
    retry_flag: oneOf('Y', 'N'),
    'action?': oneOf('close', 'refund'),
  }),
  'alipay.trade.close': open({ out_trade_no: orderNumber, trade_no: tradeNumber }),
  'alipay.trade.refund': open({
    trade_no: tradeNumber,
    out_trade_no: orderNumber,
    fund_change: oneOf('Y', 'N'),
    refund_fee: sum,
    'gmt_refund_pay?': wallTime,
  }),
  // No refund_status: not refunded or not known (§11.6).
  'alipay.trade.fastpay.refund.query': open({ 'refund_status?': oneOf('REFUND_SUCCESS'), 'refund_amount?': sum }),
}

/** Parameters of V2 beside biz_content: length and value (§2.1). A parameter that is not here is a violation. */
export const common: Members = {
  app_id: text(32),
  method: text(128, /^[a-z.]+$/),
  'format?': oneOf('JSON', 'json'),
  charset: oneOf('utf-8'),
  sign_type: oneOf('RSA2'),
  sign: text(344, /^.{344}$/),
  timestamp: wallTime,
  version: oneOf('1.0'),
  'notify_url?': url,
  'return_url?': url,
  'app_auth_token?': text(40),
  'auth_token?': text(40),
  'app_cert_sn?': text(32, /^[0-9a-f]{32}$/),
  'alipay_root_cert_sn?': text(1024, /^[0-9a-f]{32}(_[0-9a-f]{32})*$/),
  'encrypt_type?': oneOf('AES'),
  'alipay_sdk?': text(256),
  'biz_content?': text(1_048_576),
}
