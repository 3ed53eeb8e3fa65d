// Names and shapes of Lakala's open platform, both directions (o.lakala.com; zkmio/lakala-sdk: src/main/java/com/lkl/laop/sdk). Data only.

export const hosts = { production: 'https://s2.lakala.com', sandbox: 'https://test.wsmsd.cn' } as const

/** Every path of the test environment begins with it. Nothing of an address is signed. */
export const sandboxPrefix = '/sit'

/** Header names of an answer, in lower case. */
export const header = {
  appId: 'lklapi-appid',
  serial: 'lklapi-serial',
  timestamp: 'lklapi-timestamp',
  nonce: 'lklapi-nonce',
  signature: 'lklapi-signature',
  traceId: 'lklapi-traceid',
} as const

export const paths = {
  preorder: '/api/v3/labs/trans/preorder',
  micropay: '/api/v3/labs/trans/micropay',
  tradeQuery: '/api/v3/labs/query/tradequery',
  close: '/api/v3/labs/relation/close',
  revoked: '/api/v3/labs/relation/revoked',
  refund: '/api/v3/rfd/refund_front/refund',
  refundQuery: '/api/v3/rfd/refund_front/refund_query',
  counterCreate: '/api/v3/ccss/counter/order/special_create',
  counterQuery: '/api/v3/ccss/counter/order/query',
  counterClose: '/api/v3/ccss/counter/order/close',
} as const

/** Behind `preorder`, `micropay` and `special_create`: the whole body is SM4 there. */
export const encryptedSuffix = '_encry'

/** Both mean that the call was done, whichever it is: one public client has the second for all of them. */
export const isSuccess = (code: string): boolean => code === 'BBS00000' || code === '000000'

/** The payer is confirming, or the refund is under way: nothing is final. */
export const inProgress: readonly string[] = ['BBS10000', 'BPS10034']

/** `account_type`. */
export const wallets = { wechatpay: 'WECHAT', alipay: 'ALIPAY', unionpay: 'UQRCODEPAY' } as const

/** `trans_type`, by channel. */
export const transTypes = { qr: '41', jsapi: '51', app: '61', miniprogram: '71', wap: '81' } as const

/** What a payer shows: WeChat Pay 10–15, Alipay 25–30, UnionPay 62, digital yuan 01, BestPay 51, Suning 83. */
export const payerCode = /^\s*(1[0-5]|2[5-9]|30|62|01|51|83)\d{14,22}\s*$/

// No spreads in here: a bundler cannot drop a constant that has one. Numbers come as numbers and as texts: 'unknown' there.

/** Around what is answered: `msg` of the business, `message` of the gateway, and version 2's own names. */
export const envelopeShape = {
  'code?': 'string',
  'retCode?': 'string',
  'msg?': 'string',
  'message?': 'string',
  'retMsg?': 'string',
  'resp_data?': 'unknown',
  'respData?': 'unknown',
} as const

/** `preorder`. What is in `acc_resp_fields` depends on wallet and channel. */
export const preorderShape = {
  'merchant_no?': 'string',
  out_trade_no: 'string',
  trade_no: 'string',
  'acc_resp_fields?': {
    'code?': 'string',
    'prepay_id?': 'string',
    'app_id?': 'string',
    'time_stamp?': 'string',
    'nonce_str?': 'string',
    'package?': 'string',
    'sign_type?': 'string',
    'pay_sign?': 'string',
    'redirect_url?': 'string',
    'form_data?': 'string',
  },
} as const

/** A trade, as query, charge and notification tell it. */
export const tradeShape = {
  'merchant_no?': 'string',
  'out_trade_no?': 'string',
  'trade_no?': 'string',
  'acc_trade_no?': 'string',
  'account_type?': 'string',
  'trade_main_type?': 'string',
  'trade_state?': 'string',
  'total_amount?': 'unknown',
  'payer_amount?': 'unknown',
  'trade_time?': 'string',
  'user_id1?': 'string',
  'remark?': 'string',
} as const

/** `special_create`. */
export const counterShape = {
  'merchant_no?': 'string',
  out_order_no: 'string',
  pay_order_no: 'string',
  'total_amount?': 'unknown',
  counter_url: 'string',
} as const

const counterTrade = {
  'trade_no?': 'string',
  'trade_type?': 'string',
  'trade_status?': 'string',
  'trade_amount?': 'unknown',
  'payer_amount?': 'unknown',
  'acc_trade_no?': 'string',
  'trade_time?': 'string',
  'user_id1?': 'string',
} as const

/** An order of the counter, as its query and its notification tell it. */
export const counterOrderShape = {
  merchant_no: 'string',
  out_order_no: 'string',
  'pay_order_no?': 'string',
  order_status: 'unknown',
  'total_amount?': 'unknown',
  'order_trade_info_list?': [counterTrade],
  'order_trade_info?': counterTrade,
} as const

/** The refund front: what was asked for, and its query. */
export const refundShape = {
  'merchant_no?': 'string',
  out_trade_no: 'string',
  'trade_no?': 'string',
  trade_state: 'string',
  'refund_amount?': 'unknown',
  'payer_amount?': 'unknown',
  'trade_time?': 'string',
  'origin_trade_no?': 'string',
  'origin_out_trade_no?': 'string',
  'channel_ret_desc?': 'string',
} as const

/** `close` and `revoked`. */
export const relationShape = {
  'merchant_no?': 'string',
  'out_trade_no?': 'string',
  'trade_no?': 'string',
  'origin_trade_no?': 'string',
  'origin_out_trade_no?': 'string',
} as const

/** The older form of the counter's notification. */
export const olderNoticeShape = {
  merchantNo: 'string',
  merchantOrderNo: 'string',
  payStatus: 'string',
  'tradeType?': 'string',
  'payOrderNo?': 'string',
  'lklOrderNo?': 'string',
  'amount?': 'unknown',
  'actualPayAmount?': 'unknown',
  'tradeTime?': 'string',
  'payerId1?': 'string',
} as const

/** `remark` of every charge of a payer's code, since no notification names its product. */
export const barcodeMark = '{"channel":"barcode"}'
