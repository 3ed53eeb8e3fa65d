// Names and shapes of WeChat Pay APIv3, both directions. Data only.

/** The primary first. There is no sandbox. */
export const usualHosts = ['https://api.mch.weixin.qq.com', 'https://api2.mch.weixin.qq.com'] as const

export const scheme = 'WECHATPAY2-SHA256-RSA2048'

/** The same of 国密, whose documentation changes nothing else of a request (doc 4012082629). */
export const smScheme = 'WECHATPAY2-SM2-WITH-SM3'

/** Header names in lower case. */
export const header = {
  timestamp: 'wechatpay-timestamp',
  nonce: 'wechatpay-nonce',
  signature: 'wechatpay-signature',
  serial: 'wechatpay-serial',
  signatureType: 'wechatpay-signature-type',
  requestId: 'request-id',
} as const

/** A deliberately wrong signature begins with this: WeChat Pay tests whether we check. (doc 4013053249) */
export const probePrefix = 'WECHATPAY/SIGNTEST/'

export const publicKeyIdPrefix = 'PUB_KEY_ID_'

/**
 * Paths of files, whose answers are not signed: bills, receipts of transfers, pictures of complaints, invoices. An unsigned answer
 * of any other path is refused.
 */
export const unsignedFile =
  /^\/v3\/(billdownload\/file|transferdownload\/(signfile|elecvoucherfile)|transferbilldownload\/.+|(global\/)?merchant-service\/images\/[^/]+|new-tax-control-fapiao\/download)$/

export const errorShape = { code: 'string', message: 'string', 'detail?': 'unknown' } as const

/** Prepay answers: jsapi and app give `prepay_id`, native `code_url`, h5 `h5_url`. */
export const prepayShape = {
  qr: { code_url: 'string' },
  jsapi: { prepay_id: 'string' },
  miniprogram: { prepay_id: 'string' },
  app: { prepay_id: 'string' },
  wap: { h5_url: 'string' },
} as const

/** The transaction object of queries and of TRANSACTION.SUCCESS (doc 4012791858). Partners' answers name four parties. */
export const transactionShape = {
  'appid?': 'string',
  'mchid?': 'string',
  'sp_appid?': 'string',
  'sp_mchid?': 'string',
  'sub_appid?': 'string',
  'sub_mchid?': 'string',
  out_trade_no: 'string',
  'transaction_id?': 'string',
  'trade_type?': 'string',
  trade_state: 'string',
  'trade_state_desc?': 'string',
  'bank_type?': 'string',
  'attach?': 'string',
  'success_time?': 'string',
  'payer?': { 'openid?': 'string', 'sp_openid?': 'string', 'sub_openid?': 'string' },
  'amount?': { 'total?': 'integer', 'payer_total?': 'integer', 'currency?': 'string', 'payer_currency?': 'string' },
} as const

/** The refund object of the refund calls (doc 4013071036). */
export const refundShape = {
  refund_id: 'string',
  out_refund_no: 'string',
  transaction_id: 'string',
  out_trade_no: 'string',
  'channel?': 'string',
  'user_received_account?': 'string',
  'success_time?': 'string',
  'create_time?': 'string',
  status: 'string',
  amount: {
    total: 'integer',
    refund: 'integer',
    'payer_total?': 'integer',
    'payer_refund?': 'integer',
    'currency?': 'string',
  },
} as const

/** The refund object inside REFUND.* notifications: here the state is called `refund_status` (doc 4012791836). */
export const refundNoticeShape = {
  'mchid?': 'string',
  'sp_mchid?': 'string',
  'sub_mchid?': 'string',
  refund_id: 'string',
  out_refund_no: 'string',
  transaction_id: 'string',
  out_trade_no: 'string',
  refund_status: 'string',
  'success_time?': 'string',
  'user_received_account?': 'string',
  amount: { total: 'integer', refund: 'integer', 'payer_total?': 'integer', 'payer_refund?': 'integer' },
} as const

/** A notification before decryption (doc 4012791836). */
export const envelopeShape = {
  id: 'string',
  event_type: 'string',
  resource: {
    algorithm: 'string',
    ciphertext: 'string',
    nonce: 'string',
    'associated_data?': 'string',
    'original_type?': 'string',
  },
} as const

/** How the resources of notifications name whom they are about; which of these are there depends on the product. */
export const partiesShape = {
  'mchid?': 'string',
  'mch_id?': 'string',
  'sp_mchid?': 'string',
  'combine_mchid?': 'string',
  'appid?': 'string',
  'sp_appid?': 'string',
  'sub_mchid?': 'string',
  'trade_state?': 'string',
  'refund_status?': 'string',
} as const

/** `GET /v3/certificates` (doc 4012551764). */
export const certificatesShape = {
  data: [
    {
      serial_no: 'string',
      encrypt_certificate: { algorithm: 'string', nonce: 'string', 'associated_data?': 'string', ciphertext: 'string' },
    },
  ],
} as const

export const aeadAlgorithm = 'AEAD_AES_256_GCM'

/** Its key is the first half of SM3 over the APIv3 key (doc 4012082629). */
export const smAeadAlgorithm = 'AEAD_SM4_GCM'

/** 付款码 (doc 4012382150): 18 digits that begin with 10 to 15. Scanners add blanks. */
export const payerCode = /^\s*1[0-5]\d{16}\s*$/
