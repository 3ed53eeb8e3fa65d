// Names and shapes of YeePay's open platform, both directions (yop-platform's SDKs; Yeepay-Open-Platform/yeepay-skills). Data only.

/** Before every path on the wire; it is not signed. */
export const prefix = '/yop-center'

/** The primary first. */
export const productionHosts = [
  'https://openapi.yeepay.com',
  'https://openapi-a.yeepay.com',
  'https://openapi-h.yeepay.com',
] as const
/** For paths that begin with `/yos/`. */
export const fileHost = 'https://yos.yeepay.com'
/** For both. */
export const sandboxHost = 'https://sandbox.yeepay.com'

export const paths = {
  prePay: '/rest/v1.0/aggpay/pre-pay',
  payLink: '/rest/v1.0/aggpay/pay-link',
  pay: '/rest/v1.0/aggpay/pay',
  closePrePaid: '/rest/v1.0/aggpay/close-order',
  cashier: '/rest/v1.0/cashier/unified/order',
  query: '/rest/v1.0/trade/order/query',
  close: '/rest/v1.0/trade/order/close',
  refund: '/rest/v1.0/trade/refund',
  refundQuery: '/rest/v1.0/trade/refund/query',
  refundSupply: '/rest/v1.0/trade/refund/supply',
  refundEnd: '/rest/v1.0/trade/refund/end',
  statement: '/yos/v1.0/std/bill/tradedaydownload',
  certificates: '/rest/v2.0/yop/platform/certs',
} as const

/** Header names in lower case. */
export const header = {
  appKey: 'x-yop-appkey',
  requestId: 'x-yop-request-id',
  sign: 'x-yop-sign',
  /** Of the key that signed, with the SM algorithms. */
  serial: 'x-yop-sign-serial-no',
  encrypt: 'x-yop-encrypt',
} as const

/** By which algorithms a message speaks: as `Authorization` names them, what stands behind a signature, and where the content's hash is. */
export const schemes = {
  rsa: { name: 'YOP-RSA2048-SHA256', mark: 'SHA256', contentHeader: 'x-yop-content-sha256' },
  sm: { name: 'YOP-SM2-SM3', mark: 'SM3', contentHeader: 'x-yop-content-sm3' },
} as const

/** How long a request holds, in seconds, as YeePay's own clients say. */
export const expireSeconds = 1800

/** `channel` of the wire. */
export const wallets = { wechatpay: 'WECHAT', alipay: 'ALIPAY', unionpay: 'UNIONPAY' } as const

/** `payWay` of a payer's code. */
export const scanned = 'MERCHANT_SCAN'

/** Each product of YeePay's has its own word for a success. */
export const isSuccess = (code: string): boolean => code === 'OPR00000' || code === '00000' || code === '000000'

// No spreads in here: a bundler cannot drop a constant that has one. Amounts are texts or numbers, so they are read as unknown.

/** What an order that was placed is answered with; what else is there depends on the product. */
export const placedShape = {
  code: 'string',
  'orderId?': 'string',
  'merchantNo?': 'string',
  'uniqueOrderNo?': 'string',
  'orderAmount?': 'unknown',
  'prePayTn?': 'string',
  'qrCodeUrl?': 'string',
  'cashierUrl?': 'string',
  'status?': 'string',
} as const

/** An order that was closed. What stands beside the code is unconfirmed. */
export const closedShape = {
  code: 'string',
  'orderId?': 'string',
  'merchantNo?': 'string',
  'status?': 'string',
} as const

/** A payment, as a query tells it. */
export const paymentShape = {
  code: 'string',
  orderId: 'string',
  merchantNo: 'string',
  'uniqueOrderNo?': 'string',
  status: 'string',
  'orderAmount?': 'unknown',
  'payAmount?': 'unknown',
  'realPayAmount?': 'unknown',
  'totalRefundAmount?': 'unknown',
  'paySuccessDate?': 'string',
  'channel?': 'string',
  'payWay?': 'string',
  'memo?': 'string',
  'channelTrxId?': 'string',
  'failCode?': 'string',
  'failReason?': 'string',
  'payerInfo?': 'unknown',
} as const

/** The same as a notification tells it: no code, and numbers for certain. */
export const paymentNoticeShape = {
  orderId: 'string',
  merchantNo: 'string',
  uniqueOrderNo: 'string',
  orderAmount: 'unknown',
  'payAmount?': 'unknown',
  'realPayAmount?': 'unknown',
  'paySuccessDate?': 'string',
  'channel?': 'string',
  'payWay?': 'string',
  'memo?': 'string',
  'channelTrxId?': 'string',
  'payerInfo?': 'unknown',
} as const

/** A refund, as an answer tells it. */
export const refundShape = {
  code: 'string',
  orderId: 'string',
  refundRequestId: 'string',
  'merchantNo?': 'string',
  'uniqueRefundNo?': 'string',
  'uniqueOrderNo?': 'string',
  status: 'string',
  'refundAmount?': 'unknown',
  'realRefundAmount?': 'unknown',
  'refundSuccessDate?': 'string',
  'failReason?': 'string',
} as const

export const refundNoticeShape = {
  orderId: 'string',
  merchantNo: 'string',
  refundRequestId: 'string',
  'uniqueRefundNo?': 'string',
  'uniqueOrderNo?': 'string',
  status: 'string',
  refundAmount: 'unknown',
  'refundSuccessDate?': 'string',
} as const

/** A list of YeePay's certificates; `cert` is PEM, whose blanks are gone by the time it is read. */
export const certificatesShape = { data: [{ serialNo: 'string', cert: 'string' }] } as const
