import { type ErrorCode, type Outcome, plain, ShroffError } from '../../core/errors.js'

type Meaning = readonly [code: ErrorCode, outcome: Outcome, next: string]

const fixRequest = 'Correct the request; the same one will be refused again.'
const newCode = 'Let the payer show a fresh code, and charge it under a new orderId.'
const notPermitted: Meaning = ['NOT_PERMITTED', 'rejected', 'Check merchantId, appId and the merchant’s products.']
const refusedRequest: Meaning = ['REQUEST_REFUSED', 'rejected', fixRequest]

// The codes that the documentation of APIv2 calls final; SYSTEMERROR, BANKERROR, USERPAYING and any other code are not.
const anyAction: Record<string, Meaning> = {
  NOAUTH: notPermitted,
  APPID_NOT_EXIST: notPermitted,
  MCHID_NOT_EXIST: notPermitted,
  APPID_MCHID_NOT_MATCH: notPermitted,
  PARAM_ERROR: refusedRequest,
  LACK_PARAMS: refusedRequest,
  XML_FORMAT_ERROR: refusedRequest,
  INVALID_REQUEST: refusedRequest,
  REQUIRE_POST_METHOD: refusedRequest,
  NOT_UTF8: refusedRequest,
  SIGNERROR: ['SIGNATURE_REFUSED', 'rejected', 'Check apiV2Key against the merchant console (API密钥).'],
  SYSTEMERROR: ['PROVIDER_UNAVAILABLE', 'unknown', ''],
}

const byAction: Record<string, Record<string, Meaning>> = {
  createPayment: {
    BANKERROR: ['PROVIDER_UNAVAILABLE', 'unknown', ''],
    NOTENOUGH: ['PAYER_REFUSED', 'rejected', 'The payer must choose another means; charge under a new orderId.'],
    NOTSUPORTCARD: ['PAYER_REFUSED', 'rejected', 'The payer must choose another card; charge under a new orderId.'],
    AUTHCODEEXPIRE: ['PAYER_REFUSED', 'rejected', newCode],
    AUTH_CODE_ERROR: ['PAYER_REFUSED', 'rejected', newCode],
    AUTH_CODE_INVALID: ['PAYER_REFUSED', 'rejected', newCode],
    BUYER_MISMATCH: ['PAYER_REFUSED', 'rejected', 'Two payers’ codes met one orderId; use a new one.'],
    TRADE_ERROR: ['PAYER_REFUSED', 'rejected', 'See the provider’s words; charge under a new orderId.'],
    // Of the money these say that an earlier charge has it, not that nothing happened.
    ORDERPAID: ['ORDER_PAID', 'unknown', 'The order is paid; query it with getPayment.'],
    ORDERCLOSED: ['ORDER_CLOSED', 'rejected', 'A closed order cannot be paid; use a new orderId.'],
    ORDERREVERSED: ['ORDER_CLOSED', 'rejected', 'A reversed order cannot be paid; use a new orderId.'],
    OUT_TRADE_NO_USED: ['ORDER_ID_USED', 'unknown', 'This orderId was charged before; query it with getPayment.'],
  },
  cancelPayment: {
    ORDERNOTEXIST: ['ORDER_NOT_FOUND', 'rejected', 'WeChat Pay has no such order.'],
    REVERSE_EXPIRE: ['REFUND_REFUSED', 'rejected', 'Reversing ends 7 days after the payment: use refundPayment.'],
    CERT_ERROR: [
      'NOT_PERMITTED',
      'rejected',
      'Reversing needs the merchant’s client certificate: use a transport with clientCertificate.',
    ],
  },
}

/** Whether the payer is typing a password: not an error, but not paid either. */
export const isPayerBusy = (fields: Record<string, string>): boolean =>
  fields.result_code !== 'SUCCESS' && fields.err_code === 'USERPAYING'

/** @throws the provider's error for a verified answer whose `result_code` is not SUCCESS. */
export function mustSucceed(action: string, fields: Record<string, string>): void {
  if (fields.result_code === 'SUCCESS') return
  const said = fields.err_code ?? ''
  const known = { ...anyAction, ...byAction[action] }
  const [code, outcome, next] = Object.hasOwn(known, said) ? known[said]! : (['PROVIDER_ERROR', 'unknown', ''] as const)
  throw new ShroffError(code, {
    problem: `WeChat Pay refused ${action}.`,
    outcome,
    next: next || undefined,
    authentic: true,
    providerCode: said.slice(0, 80),
    providerMessage: fields.err_code_des?.slice(0, 500),
  })
}

/** `return_code` FAIL: unsigned, and final only where it says that our signature is wrong. */
export function communicationError(
  action: string,
  words: string | undefined,
  requestId: string | undefined,
): ShroffError {
  const signature = words === '签名错误'
  return new ShroffError(signature ? 'SIGNATURE_REFUSED' : 'PROVIDER_ERROR', {
    problem: `WeChat Pay did not take ${action}.`,
    outcome: signature ? 'rejected' : 'unknown',
    next: signature ? 'Check apiV2Key against the merchant console (API密钥).' : undefined,
    providerMessage: words && plain(words, 500),
    authentic: false,
    requestId,
  })
}
