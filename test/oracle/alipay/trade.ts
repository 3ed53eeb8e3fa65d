import { all, type Check, closed, flag, list, type Members, oneOf, open, relation, text } from '../wechatpay/checks.js'
import {
  goods,
  knownNumber,
  lifetime,
  newNumber,
  optional,
  payerCode,
  requestNumber,
  sum,
  tradeNumber,
  url,
  userId,
  wallTime,
  yuan,
} from './fields.js'

// §11.1–§11.6

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

// Comes back in the notification, whose signed text does not tell `&name=` in a value from the next parameter.
const unambiguous = text(400, /^(?!.*&(sign|sign_type|[a-z]+_[a-z_]+|body|subject|charset|version)=)/s)

const order: Members = {
  out_trade_no: newNumber,
  total_amount: yuan,
  subject: text(256, /^[^/=&]+$/),
  'body?': unambiguous,
  'seller_id?': text(28),
  'goods_detail?': goods,
  'extend_params?': extendParams,
  'timeout_express?': lifetime,
  'time_expire?': wallTime,
  // To be URL-encoded by the merchant, so nothing is left in it that divides parameters.
  'passback_params?': text(512, /^[^&=]+$/),
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
const buyer: Members = { 'buyer_id?': userId, 'buyer_open_id?': text(128) }
const aboutTrade = (members: Members) =>
  all(
    closed({ 'out_trade_no?': knownNumber, 'trade_no?': tradeNumber, ...members }),
    relation('neither out_trade_no nor trade_no (§11.5)', (value) => 'out_trade_no' in value || 'trade_no' in value),
  )
const refund: Members = {
  refund_amount: yuan,
  'out_request_no?': requestNumber,
  'refund_reason?': text(256),
  'operator_id?': text(28),
  'query_options?': list(text(64)),
  ...optional('refund_goods_detail refund_royalty_parameters goods_detail store_id terminal_id org_pid'),
  ...optional('related_settle_confirm_no refund_currency'),
}

const { total_amount: _, ...orderOfAnyAmount } = order
const pay = all(
  closed({
    ...orderOfAnyAmount,
    ...counter,
    ...buyer,
    'total_amount?': yuan,
    'auth_code?': payerCode,
    'scene?': oneOf('bar_code', 'security_code'),
    'product_code?': oneOf(
      'FACE_TO_FACE_PAYMENT',
      'CYCLE_PAY_AUTH',
      'GENERAL_WITHHOLDING',
      'PRE_AUTH',
      'PREAUTH_PAY',
      'PRE_AUTH_ONLINE',
    ),
    'agreement_params?': open({ agreement_no: text(64) }),
    'auth_no?': text(64),
    'auth_confirm_mode?': oneOf('COMPLETE', 'NOT_COMPLETE'),
    'is_async_pay?': flag,
    ...optional('pay_params terminal_params alipay_store_id request_org_pid advance_payment_type'),
    ...optional('trans_currency settle_currency'),
  }),
  relation(
    'total_amount may be left out only beside both of its parts (§11.1)',
    (value) => 'total_amount' in value || ('discountable_amount' in value && 'undiscountable_amount' in value),
  ),
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

/** biz_content in V2 and the body in V3, by method. */
export const tradeContents: Record<string, Check> = {
  'alipay.trade.pay': pay,
  'alipay.trade.precreate': closed({
    ...order,
    ...counter,
    'product_code?': oneOf('FACE_TO_FACE_PAYMENT', 'QR_CODE_OFFLINE'),
    'qr_code_timeout_express?': lifetime,
    'enable_pay_channels?': text(512),
    'code_type?': oneOf('share_code'),
  }),
  'alipay.trade.create': all(
    closed({
      ...order,
      ...counter,
      ...buyer,
      'product_code?': oneOf('JSAPI_PAY', 'FACE_TO_FACE_PAYMENT'),
      'op_app_id?': text(32),
      'op_buyer_open_id?': text(128),
      'enable_pay_channels?': text(512),
      ...optional('logistics_detail receiver_address_info'),
    }),
    relation('one of buyer_id and buyer_open_id (§11.3)', (value) => 'buyer_id' in value !== 'buyer_open_id' in value),
  ),
  'alipay.trade.page.pay': closed({
    ...onScreen,
    product_code: oneOf('FAST_INSTANT_TRADE_PAY'),
    'qr_pay_mode?': oneOf('0', '1', '2', '3', '4'),
    'integration_type?': oneOf('PCWEB', 'ALIAPP'),
    ...optional('qrcode_width request_from_url invoice_info agreement_sign_params'),
  }),
  'alipay.trade.wap.pay': closed({
    ...onScreen,
    product_code: oneOf('QUICK_WAP_WAY'),
    'quit_url?': url(400),
    ...optional('auth_token specified_channel request_from_url invoice_info'),
  }),
  'alipay.trade.app.pay': closed({
    ...onScreen,
    'product_code?': oneOf('QUICK_MSECURITY_PAY'),
    ...optional('specified_channel agreement_sign_params request_from_url invoice_info'),
  }),
  'alipay.trade.query': aboutTrade({ 'org_pid?': text(16), 'query_options?': list(text(64)) }),
  'alipay.trade.cancel': aboutTrade({}),
  'alipay.trade.close': aboutTrade({ 'operator_id?': text(28) }),
  'alipay.trade.refund': aboutTrade(refund),
  'alipay.trade.refund.apply': aboutTrade(refund),
  'alipay.trade.fastpay.refund.query': aboutTrade({
    out_request_no: requestNumber,
    'query_options?': list(text(64)),
    'org_pid?': text(16),
  }),
}

const refunded: Members = {
  trade_no: tradeNumber,
  out_trade_no: knownNumber,
  fund_change: oneOf('Y', 'N'),
  refund_fee: sum,
  'gmt_refund_pay?': wallTime,
}

/** The answer of a success, by method. */
export const tradeAnswers: Record<string, Check> = {
  'alipay.trade.pay': all(
    open({
      trade_no: tradeNumber,
      out_trade_no: knownNumber,
      total_amount: sum,
      'receipt_amount?': sum,
      'gmt_payment?': wallTime,
    }),
    relation(
      'gmt_payment belongs to what is paid, and to nothing that still waits (§11.1)',
      ({ code, ...value }) =>
        code === undefined || 'async_payment_mode' in value || (code === '10000') === 'gmt_payment' in value,
    ),
  ),
  'alipay.trade.precreate': all(
    open({ out_trade_no: knownNumber, qr_code: text(512, /^https:\/\/qr\.alipay\.com\/bax/) }),
    relation('a code that nobody scanned is no trade (§10.1)', (value) => !('trade_no' in value)),
  ),
  'alipay.trade.create': open({ out_trade_no: knownNumber, trade_no: tradeNumber }),
  'alipay.trade.query': all(
    open({
      trade_no: tradeNumber,
      out_trade_no: knownNumber,
      trade_status: oneOf('WAIT_BUYER_PAY', 'TRADE_SUCCESS', 'TRADE_FINISHED', 'TRADE_CLOSED'),
      total_amount: sum,
    }),
    relation(
      'send_pay_date is the time of a payment',
      ({ trade_status: status, ...value }) =>
        status === 'TRADE_CLOSED' || (status !== 'WAIT_BUYER_PAY') === 'send_pay_date' in value,
    ),
  ),
  // Nothing was cancelled where `action` is missing, and then there is no trade to name either.
  'alipay.trade.cancel': all(
    open({
      'trade_no?': tradeNumber,
      'out_trade_no?': knownNumber,
      retry_flag: oneOf('Y', 'N'),
      'action?': oneOf('close', 'refund'),
    }),
    relation('action and trade_no both tell of a trade (§10.1)', (value) => 'action' in value === 'trade_no' in value),
  ),
  'alipay.trade.close': open({ out_trade_no: knownNumber, trade_no: tradeNumber }),
  'alipay.trade.refund': open(refunded),
  'alipay.trade.refund.apply': open({
    refund_status: oneOf('REFUND_PROCESSING', 'REFUND_SUCCESS', 'REFUND_FAIL'),
  }),
  // No refund_status: not refunded or not known. The other two only after refund.apply (§11.6).
  'alipay.trade.fastpay.refund.query': all(
    open({ 'refund_status?': oneOf('REFUND_SUCCESS', 'REFUND_PROCESSING', 'REFUND_FAIL'), 'refund_amount?': sum }),
    relation(
      'a refund that succeeded has an amount, and no error (§11.6)',
      (value) => value.refund_status !== 'REFUND_SUCCESS' || ('refund_amount' in value && !('error_code' in value)),
    ),
  ),
}
