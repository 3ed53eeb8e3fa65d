// Names and shapes of Baidu's cashier, both directions (smartprogram.baidu.com/docs/develop; baidu/smartapp-openapi-go: openapi/;
// swan-team/swan-docs: program-docs/docs/develop/function/). Data only.

export const host = 'https://openapi.baidu.com'
/** For calls that are signed. It takes the place of nop.nuomi.com, which Baidu gives up. */
export const signedHost = 'https://etrade-api.baidu.com'

export const tokenPath = '/oauth/2.0/token'
export const tokenScope = 'smartapp_snsapi_base'

/** By token. Whole texts: a bundler cannot drop a list that reads another constant. */
export const paths = {
  findOrder: '/rest/2.0/smartapp/pay/paymentservice/findByTpOrderId',
  cancelOrder: '/rest/2.0/smartapp/pay/paymentservice/cancelOrder',
  applyRefund: '/rest/2.0/smartapp/pay/paymentservice/applyOrderRefund',
  findRefund: '/rest/2.0/smartapp/pay/paymentservice/findOrderRefund',
  fundBill: '/rest/2.0/smartapp/pay/paymentservice/capitaBill',
} as const

/** By signature. */
export const signedPaths = { syncStatus: '/cashier/syncOrderStatus', applyRefund: '/cashier/applyOrderRefund' } as const

/** `signFieldsRange`: that the amount is signed, too. */
export const signFieldsRange = '1'

/** `type` of `syncOrderStatus`: consumption is revoked. */
export const revokes = '3'

/** Every answer: `error_code` where it came no further than the gateway, else `errno`. */
export const answerShape = {
  'error_code?': 'unknown',
  'error_msg?': 'unknown',
  'errno?': 'unknown',
  'msg?': 'unknown',
  'errmsg?': 'unknown',
  'data?': 'unknown',
} as const

export const tokenShape = { access_token: 'string', expires_in: 'integer' } as const

/** An order. Numbers come as numbers, and as text where they are too long for one. */
export const orderShape = {
  tpOrderId: 'string',
  orderId: 'unknown',
  status: 'unknown',
  'totalMoney?': 'unknown',
  'payMoney?': 'unknown',
  'userId?': 'unknown',
  'openId?': 'unknown',
} as const

export const acceptedShape = { refundBatchId: 'unknown', 'refundPayMoney?': 'unknown' } as const

export const refundsShape = [
  { refundBatchId: 'unknown', 'bizRefundBatchId?': 'unknown', 'orderId?': 'unknown', refundStatus: 'unknown' },
] as const

export const billsShape = { data: [{ 'downloadName?': 'string', 'url?': 'string' }] } as const
