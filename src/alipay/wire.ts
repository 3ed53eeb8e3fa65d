// Names and shapes of Alipay's open platform. Data only.

/** The only signature type that is used; it comes from here, never from a message. */
export const signType = 'RSA2'

export const v3Scheme = 'ALIPAY-SHA256withRSA'

export const hosts = {
  production: 'https://openapi.alipay.com',
  sandbox: 'https://openapi-sandbox.dl.alipaydev.com',
} as const

// Its keys are hosts, written out: a bundler cannot drop a constant that reads another's members.
/** Where Alipay's gateway sends a payer's browser on to, as shops have seen it; those of the sandbox are unconfirmed. */
export const cashierHosts: Readonly<Record<string, readonly string[]>> = {
  'https://openapi.alipay.com': [
    'https://unitradeprod.alipay.com',
    'https://excashier.alipay.com',
    'https://mclient.alipay.com',
  ],
  'https://openapi-sandbox.dl.alipaydev.com': ['https://*.dl.alipaydev.com'],
}

/** V2 method and V3 path of each call; page-style methods have no V3 path and are built the V2 way. */
export const methods = {
  precreate: ['alipay.trade.precreate', '/v3/alipay/trade/precreate'],
  pay: ['alipay.trade.pay', '/v3/alipay/trade/pay'],
  create: ['alipay.trade.create', '/v3/alipay/trade/create'],
  query: ['alipay.trade.query', '/v3/alipay/trade/query'],
  close: ['alipay.trade.close', '/v3/alipay/trade/close'],
  cancel: ['alipay.trade.cancel', '/v3/alipay/trade/cancel'],
  refund: ['alipay.trade.refund', '/v3/alipay/trade/refund'],
  refundQuery: ['alipay.trade.fastpay.refund.query', '/v3/alipay/trade/fastpay/refund/query'],
  freeze: ['alipay.fund.auth.order.freeze', '/v3/alipay/fund/auth/order/freeze'],
  freezeVoucher: ['alipay.fund.auth.order.voucher.create', '/v3/alipay/fund/auth/order/voucher/create'],
  unfreeze: ['alipay.fund.auth.order.unfreeze', '/v3/alipay/fund/auth/order/unfreeze'],
  freezeQuery: ['alipay.fund.auth.operation.detail.query', '/v3/alipay/fund/auth/operation/detail/query'],
  freezeCancel: ['alipay.fund.auth.operation.cancel', '/v3/alipay/fund/auth/operation/cancel'],
  transfer: ['alipay.fund.trans.uni.transfer', '/v3/alipay/fund/trans/uni/transfer'],
  // Both queries are GET in V3.
  transferQuery: ['alipay.fund.trans.common.query', '/v3/alipay/fund/trans/common/query'],
  agreementQuery: ['alipay.user.agreement.query', '/v3/alipay/user/agreement/query'],
  agreementEnd: ['alipay.user.agreement.unsign', '/v3/alipay/user/agreement/unsign'],
} as const

export const precreateShape = { out_trade_no: 'string', qr_code: 'string' } as const

export const createShape = { out_trade_no: 'string', trade_no: 'string' } as const

/** `code` 10000: paid; 10003: the payer is asked for a password. V3 has no code. */
export const payShape = {
  'code?': 'string',
  out_trade_no: 'string',
  trade_no: 'string',
  'total_amount?': 'string',
  'trans_currency?': 'string',
  'gmt_payment?': 'string',
  'async_payment_mode?': 'string',
} as const

export const tradeShape = {
  out_trade_no: 'string',
  trade_no: 'string',
  trade_status: 'string',
  total_amount: 'string',
  'trans_currency?': 'string',
  'buyer_pay_amount?': 'string',
  'send_pay_date?': 'string',
  'buyer_user_id?': 'string',
  'buyer_open_id?': 'string',
  'passback_params?': 'string',
} as const

export const closeShape = { 'out_trade_no?': 'string', 'trade_no?': 'string' } as const

export const cancelShape = {
  'out_trade_no?': 'string',
  'trade_no?': 'string',
  'retry_flag?': 'string',
  'action?': 'string',
} as const

export const refundShape = {
  out_trade_no: 'string',
  trade_no: 'string',
  'fund_change?': 'string',
  'refund_fee?': 'string',
} as const

/** `refund_status` is `REFUND_SUCCESS`, or missing: not refunded, or not known. `error_code`: failed, after `refund.apply`. */
export const refundQueryShape = {
  'out_trade_no?': 'string',
  'trade_no?': 'string',
  'out_request_no?': 'string',
  'refund_status?': 'string',
  'error_code?': 'string',
  'refund_amount?': 'string',
  'total_amount?': 'string',
  'gmt_refund_pay?': 'string',
} as const

/** `status`: `INIT`, `SUCCESS` or `CLOSED`; V2's `code` 10003 waits for the payer's password. */
export const freezeShape = {
  auth_no: 'string',
  out_order_no: 'string',
  out_request_no: 'string',
  amount: 'string',
  status: 'string',
  'gmt_trans?': 'string',
  'payer_user_id?': 'string',
  'payer_open_id?': 'string',
} as const

export const freezeVoucherShape = { out_order_no: 'string', out_request_no: 'string', code_value: 'string' } as const

/** `status` is the operation's, `order_status` that of the whole freeze: `INIT`, `AUTHORIZED`, `FINISH`, `CLOSED`. */
export const freezeQueryShape = {
  'auth_no?': 'string',
  out_order_no: 'string',
  out_request_no: 'string',
  amount: 'string',
  status: 'string',
  order_status: 'string',
  'operation_type?': 'string',
  'total_freeze_amount?': 'string',
  'rest_amount?': 'string',
  'total_pay_amount?': 'string',
  'gmt_trans?': 'string',
  'payer_user_id?': 'string',
  'payer_open_id?': 'string',
} as const

export const freezeCancelShape = { out_order_no: 'string', 'out_request_no?': 'string', 'action?': 'string' } as const

export const transferShape = {
  out_biz_no: 'string',
  order_id: 'string',
  status: 'string',
  'amount?': 'string',
  'trans_date?': 'string',
} as const

/** Only a transfer that succeeded has `trans_amount`. */
export const transferQueryShape = {
  out_biz_no: 'string',
  'order_id?': 'string',
  status: 'string',
  'sub_status?': 'string',
  'trans_amount?': 'string',
  'pay_date?': 'string',
  'error_code?': 'string',
  'fail_reason?': 'string',
} as const

/** `status`: `TEMP`, `NORMAL`, `STOP`. */
export const agreementShape = {
  agreement_no: 'string',
  status: 'string',
  'external_agreement_no?': 'string',
  'sign_time?': 'string',
} as const

/** 付款码: 16 to 24 digits that begin with 25 to 30. Scanners add blanks. */
export const payerCode = /^\s*(2[5-9]|30)\d{14,22}\s*$/
