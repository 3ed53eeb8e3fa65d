// Names and shapes of Antom, both directions (docs.antom.com; alipay/global-open-sdk-java: model/, request/, response/). Data only.

export const algorithm = 'RSA256'

/** Header names in lower case. An answer has `response-time` where a request and a notification have `request-time`. */
export const header = {
  clientId: 'client-id',
  requestTime: 'request-time',
  responseTime: 'response-time',
  signature: 'signature',
  agentToken: 'agent-token',
} as const

/** By the region of the contract. */
export const hosts = {
  asia: 'https://open-sea-global.alipay.com',
  'north-america': 'https://open-na-global.alipay.com',
  europe: 'https://open-de-global.alipay.com',
} as const

export const paths = {
  pay: '/ams/api/v1/payments/pay',
  createPaymentSession: '/ams/api/v1/payments/createPaymentSession',
  inquiryPayment: '/ams/api/v1/payments/inquiryPayment',
  cancel: '/ams/api/v1/payments/cancel',
  refund: '/ams/api/v1/payments/refund',
  inquiryRefund: '/ams/api/v1/payments/inquiryRefund',
  capture: '/ams/api/v1/payments/capture',
  consult: '/ams/api/v1/authorizations/consult',
  applyToken: '/ams/api/v1/authorizations/applyToken',
  revoke: '/ams/api/v1/authorizations/revoke',
} as const

/** Client ids of the sandbox begin so; its paths are others, and signed as such. */
export const sandboxPrefix = 'SANDBOX_'
export const toSandbox = (path: string): string => path.replace('/ams/api', '/ams/sandbox/api')

// No spreads in here: a bundler cannot drop a constant that has one.

export const result = { resultCode: 'string', resultStatus: 'string', 'resultMessage?': 'string' } as const

export const resultShape = { result } as const

export const amountShape = { currency: 'string', value: 'string' } as const

const payer = { 'pspName?': 'string', 'pspCustomerId?': 'string', 'displayCustomerId?': 'string' } as const

/** `pay`. What is there depends on the product and on how far the payment has come. */
export const payShape = {
  result,
  'paymentRequestId?': 'string',
  'paymentId?': 'string',
  'paymentAmount?': amountShape,
  'paymentTime?': 'string',
  'normalUrl?': 'string',
  'schemeUrl?': 'string',
  'applinkUrl?': 'string',
  'appIdentifier?': 'string',
  'redirectActionForm?': { method: 'string', redirectUrl: 'string', 'parameters?': 'string' },
  'orderCodeForm?': { codeDetails: [{ codeValue: 'string', codeValueType: 'string', displayType: 'string' }] },
} as const

/** `createPaymentSession`. It names no payment. */
export const sessionShape = {
  paymentSessionData: 'string',
  'paymentSessionId?': 'string',
  'paymentSessionExpiryTime?': 'string',
  'normalUrl?': 'string',
} as const

/** `inquiryPayment`. */
export const paymentShape = {
  paymentStatus: 'string',
  'paymentResultCode?': 'string',
  'paymentRequestId?': 'string',
  'paymentId?': 'string',
  'paymentAmount?': amountShape,
  'actualPaymentAmount?': amountShape,
  'paymentTime?': 'string',
  'pspCustomerInfo?': payer,
  'paymentMethodType?': 'string',
  'metadata?': 'string',
  'transactions?': [
    { 'transactionType?': 'string', 'transactionStatus?': 'string', 'transactionRequestId?': 'string' },
  ],
} as const

/** `notifyPayment`. */
export const paymentNoticeShape = {
  result,
  paymentRequestId: 'string',
  paymentId: 'string',
  'paymentAmount?': amountShape,
  'actualPaymentAmount?': amountShape,
  'paymentTime?': 'string',
  'pspCustomerInfo?': payer,
  'paymentMethodType?': 'string',
  'metadata?': 'string',
} as const

/** `refund`, and with its state in `refundStatus` `inquiryRefund`. */
export const refundShape = {
  'refundStatus?': 'string',
  'refundRequestId?': 'string',
  'refundId?': 'string',
  'paymentId?': 'string',
  'refundAmount?': amountShape,
  'refundTime?': 'string',
} as const

/** `notifyRefund`. It names no payment. */
export const refundNoticeShape = {
  refundStatus: 'string',
  refundRequestId: 'string',
  refundId: 'string',
  refundAmount: amountShape,
  'refundTime?': 'string',
} as const

/** What every payment by a payer's code is marked with, since no notification names its product. */
export const barcodeMark = '{"channel":"barcode"}'
