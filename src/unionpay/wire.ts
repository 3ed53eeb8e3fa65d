// Names and forms of UnionPay's full-channel platform (全渠道, ACP 5.1.0), both directions. Data only.
// Source: the copies of the official SDK and demos in hanfengzqh/UnionPayQR, ileapy/unionpay, smartwalle/unionpay, yansongda/pay.

export const version = '5.1.0'

export const hosts = {
  production: 'https://gateway.95516.com',
  sandbox: 'https://gateway.test.95516.com',
} as const

/** Where settlement files are asked for. */
export const fileHosts = {
  production: 'https://filedownload.95516.com',
  sandbox: 'https://filedownload.test.95516.com',
} as const

export const paths = {
  front: '/gateway/api/frontTransReq.do',
  app: '/gateway/api/appTransReq.do',
  back: '/gateway/api/backTransReq.do',
  query: '/gateway/api/queryTrans.do',
  file: '/',
} as const

/** What a message is about. Which `bizType` belongs to a void or a refund differs between official demos: *unconfirmed*. */
export const kinds = {
  page: { txnType: '01', txnSubType: '01', bizType: '000201', channelType: '07' },
  wap: { txnType: '01', txnSubType: '01', bizType: '000201', channelType: '08' },
  app: { txnType: '01', txnSubType: '01', bizType: '000201', channelType: '08' },
  qr: { txnType: '01', txnSubType: '07', bizType: '000000', channelType: '08' },
  barcode: { txnType: '01', txnSubType: '06', bizType: '000000', channelType: '08' },
  query: { txnType: '00', txnSubType: '00', bizType: '000000' },
  refund: { txnType: '04', txnSubType: '00', bizType: '000000', channelType: '07' },
  void: { txnType: '31', txnSubType: '00', bizType: '000000', channelType: '07' },
  reversal: { txnType: '99', txnSubType: '01', bizType: '000000', channelType: '08' },
  freezePage: { txnType: '02', txnSubType: '01', bizType: '000201', channelType: '07' },
  freezeWap: { txnType: '02', txnSubType: '01', bizType: '000201', channelType: '08' },
  freezeApp: { txnType: '02', txnSubType: '01', bizType: '000201', channelType: '08' },
  freezeQr: { txnType: '02', txnSubType: '05', bizType: '000000', channelType: '08' },
  freezeBarcode: { txnType: '02', txnSubType: '04', bizType: '000201', channelType: '08' },
  capture: { txnType: '03', txnSubType: '00', bizType: '000201', channelType: '07' },
  voidFreeze: { txnType: '32', txnSubType: '00', bizType: '000201', channelType: '07' },
  voidCapture: { txnType: '33', txnSubType: '00', bizType: '000201', channelType: '07' },
  statement: { txnType: '76', txnSubType: '01', bizType: '000000' },
  encryptionKey: { txnType: '95', txnSubType: '00', bizType: '000000', channelType: '07' },
} as const

/** The `backUrl` that the official demos send where no notification is wanted. */
export const noNotice = 'http://www.specialUrl.com'

/** `currencyCode` of the yuan, the only currency. */
export const yuan = '156'

/** Whose name the certificate of an answer must bear. */
export const owner = '中国银联股份有限公司'

// No spreads in here: a bundler cannot drop a constant that has one.

/** Every answer. `respCode` says what became of the question; of a transaction asked about, `origRespCode` does. */
export const replyShape = { respCode: 'string', 'respMsg?': 'string' } as const

/** An answer to an order, a refund or an undoing: what was sent again, and what there is new of it. */
export const placedShape = {
  txnType: 'string',
  'txnSubType?': 'string',
  orderId: 'string',
  txnTime: 'string',
  'txnAmt?': 'string',
  'currencyCode?': 'string',
  'queryId?': 'string',
  'origQryId?': 'string',
  'tn?': 'string',
  'qrCode?': 'string',
} as const

/** An answer to a query. */
export const queryShape = {
  txnType: 'string',
  'txnSubType?': 'string',
  orderId: 'string',
  txnTime: 'string',
  'txnAmt?': 'string',
  'currencyCode?': 'string',
  'queryId?': 'string',
  'origQryId?': 'string',
  'origRespCode?': 'string',
  'origRespMsg?': 'string',
  'settleAmt?': 'string',
  'settleDate?': 'string',
  'traceNo?': 'string',
  'traceTime?': 'string',
  'accNo?': 'string',
  'payCardType?': 'string',
} as const

/** A notification. It has no word of a transaction that failed: none is sent for one. */
export const noticeShape = {
  txnType: 'string',
  'txnSubType?': 'string',
  merId: 'string',
  orderId: 'string',
  txnTime: 'string',
  txnAmt: 'string',
  'currencyCode?': 'string',
  queryId: 'string',
  'origQryId?': 'string',
  respCode: 'string',
  'respMsg?': 'string',
  'settleAmt?': 'string',
  'settleDate?': 'string',
  'traceNo?': 'string',
  'traceTime?': 'string',
  'accNo?': 'string',
  'payCardType?': 'string',
} as const

/** What the payer's browser brings back. */
export const returnShape = {
  txnType: 'string',
  merId: 'string',
  orderId: 'string',
  txnTime: 'string',
  txnAmt: 'string',
  'currencyCode?': 'string',
  'queryId?': 'string',
  respCode: 'string',
  'respMsg?': 'string',
} as const

/** What the control in an app has signed; its own spelling. */
export const appResultShape = { pay_result: 'string', tn: 'string', cert_id: 'string' } as const

/** An answer to 95. */
export const encryptionKeyShape = {
  txnType: 'string',
  orderId: 'string',
  txnTime: 'string',
  'certType?': 'string',
  encryptPubKeyCert: 'string',
} as const

/** An answer to 76: a zip, deflated once more, in Base64. */
export const fileShape = {
  txnType: 'string',
  merId: 'string',
  'txnTime?': 'string',
  'settleDate?': 'string',
  'fileName?': 'string',
  fileContent: 'string',
} as const
