// Names and shapes of QQ Wallet's gateway, both directions (mp.qpay.tenpay.cn/buss/wiki; go-pay/gopay: qq/). Data only.

export const host = 'https://qpay.qq.com'
/** For calls that ask for the merchant's client certificate. */
export const certificateHost = 'https://api.qpay.qq.com'

export const paths = {
  unifiedOrder: '/cgi-bin/pay/qpay_unified_order.cgi',
  microPay: '/cgi-bin/pay/qpay_micro_pay.cgi',
  orderQuery: '/cgi-bin/pay/qpay_order_query.cgi',
  closeOrder: '/cgi-bin/pay/qpay_close_order.cgi',
  reverse: '/cgi-bin/pay/qpay_reverse.cgi',
  refund: '/cgi-bin/pay/qpay_refund.cgi',
  refundQuery: '/cgi-bin/pay/qpay_refund_query.cgi',
  statement: '/cgi-bin/sp_download/qpay_mch_statement_down.cgi',
} as const

/** Those of `certificateHost`: money goes back by them. A function, for a bundler cannot drop a list that reads another constant. */
export const isCertified = (path: string): boolean => path === paths.reverse || path === paths.refund

/** `trade_type`, by channel. */
export const tradeTypes = {
  qr: 'NATIVE',
  jsapi: 'JSAPI',
  miniprogram: 'MINIAPP',
  app: 'APP',
  barcode: 'MICROPAY',
} as const

/** What a payer shows: 18 digits that begin with 91, by the two samples that are public. */
export const payerCode = /^\s*91\d{16}\s*$/

/** Unified order. `code_url` is there for `NATIVE` alone. */
export const prepayShape = { prepay_id: 'string', 'trade_type?': 'string', 'code_url?': 'string' } as const

/** A payment: what query, charge and notification tell alike. */
export const paymentShape = {
  out_trade_no: 'string',
  'trade_type?': 'string',
  'trade_state?': 'string',
  'fee_type?': 'string',
  'total_fee?': 'string',
  'cash_fee?': 'string',
  'transaction_id?': 'string',
  'time_end?': 'string',
  'openid?': 'string',
  'attach?': 'string',
} as const

/** Refund: accepted, and not there yet. */
export const refundShape = {
  out_refund_no: 'string',
  refund_id: 'string',
  'out_trade_no?': 'string',
  'transaction_id?': 'string',
  'refund_fee?': 'string',
} as const

/** What a refund query tells of the order; its refunds stand behind it by number, from 0. */
export const refundsShape = { 'out_trade_no?': 'string', 'transaction_id?': 'string', 'fee_type?': 'string' } as const
