import { plain, ShroffError } from '../../core/errors.js'
import { type Asked, findRefusal, type Refusal, refusedError } from '../../core/refusals.js'

const fixRequest = 'Correct the request; the same one will be refused again.'
const newCode = 'Let the payer show a fresh code, and charge it under a new orderId.'

/** The codes that the documentation of APIv2 calls final; SYSTEMERROR, BANKERROR, USERPAYING and any other code are not. */
export const anyRefusals: readonly Refusal[] = [
  [
    'NOAUTH APPID_NOT_EXIST MCHID_NOT_EXIST APPID_MCHID_NOT_MATCH',
    'NOT_PERMITTED',
    'rejected',
    'Check merchantId, appId and the merchant’s products.',
  ],
  [
    'PARAM_ERROR LACK_PARAMS XML_FORMAT_ERROR INVALID_REQUEST REQUIRE_POST_METHOD NOT_UTF8',
    'REQUEST_REFUSED',
    'rejected',
    fixRequest,
  ],
  ['SIGNERROR', 'SIGNATURE_REFUSED', 'rejected', 'Check apiV2Key against the merchant console (API密钥).'],
  ['SYSTEMERROR', 'PROVIDER_UNAVAILABLE', 'unknown', ''],
]

/** Final of this charge. Those that are `unknown` say that an earlier one of the same number has the money, or may get it. */
export const createPaymentRefusals: readonly Refusal[] = [
  ['BANKERROR', 'PROVIDER_UNAVAILABLE', 'unknown', ''],
  ['NOTENOUGH', 'PAYER_REFUSED', 'rejected', 'The payer must choose another means; charge under a new orderId.'],
  ['NOTSUPORTCARD', 'PAYER_REFUSED', 'rejected', 'The payer must choose another card; charge under a new orderId.'],
  ['AUTHCODEEXPIRE AUTH_CODE_ERROR AUTH_CODE_INVALID', 'PAYER_REFUSED', 'rejected', newCode],
  ['TRADE_ERROR', 'PAYER_REFUSED', 'rejected', 'See the provider’s words; charge under a new orderId.'],
  ['ORDERCLOSED', 'ORDER_CLOSED', 'rejected', 'A closed order cannot be paid; use a new orderId.'],
  ['ORDERREVERSED', 'ORDER_CLOSED', 'rejected', 'A reversed order cannot be paid; use a new orderId.'],
  ['ORDERPAID', 'ORDER_PAID', 'unknown', 'The order is paid; query it with getPayment.'],
  ['OUT_TRADE_NO_USED', 'ORDER_ID_USED', 'unknown', 'This orderId was charged before.'],
  // No change of payer within one order: another payer's charge of this number stands.
  ['BUYER_MISMATCH', 'PAYER_REFUSED', 'unknown', 'Another payer’s code was charged under this orderId before.'],
  // "Repeated charge" (重复请求支付) is among its documented causes.
  ['INVALID_REQUEST', 'REQUEST_REFUSED', 'unknown', 'This orderId may have been charged before.'],
]

export const cancelPaymentRefusals: readonly Refusal[] = [
  ['ORDERNOTEXIST', 'ORDER_NOT_FOUND', 'rejected', 'WeChat Pay has no such order.'],
  [
    'REVERSE_EXPIRE',
    'REFUND_REFUSED',
    'rejected',
    'Reversing ends 7 days after the payment, and nothing was reversed: use refundPayment.',
  ],
  [
    'CERT_ERROR',
    'NOT_PERMITTED',
    'rejected',
    'Reversing needs the merchant’s client certificate: use a transport with clientCertificate.',
  ],
]

/** Whether the payer is typing a password: not an error, but not paid either. */
export const isPayerBusy = (fields: Record<string, string>): boolean =>
  fields.result_code !== 'SUCCESS' && fields.err_code === 'USERPAYING'

/** @throws the provider's error for a verified answer whose `result_code` is not SUCCESS. */
export function mustSucceed(asked: Asked, fields: Record<string, string>): void {
  if (fields.result_code === 'SUCCESS') return
  const said = fields.err_code ?? ''
  throw refusedError('WeChat Pay', asked, findRefusal(said, asked.refusals, anyRefusals), {
    final: true,
    providerCode: plain(said, 80),
    providerMessage: fields.err_code_des && plain(fields.err_code_des, 500),
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
