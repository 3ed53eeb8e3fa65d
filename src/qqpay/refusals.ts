import type { Refusal } from '../core/refusals.js'

// What QQ Wallet refuses each action with. No table of its codes is public: those of WeChat Pay's APIv2, its twin, are taken
// here, which is unconfirmed. One constant per action, so that a bundler drops those that are not used.

const fixRequest = 'Correct the request; the same one will be refused again.'
const newOrder = 'Use a new orderId.'

/** What holds for every action. */
export const anyRefusals: readonly Refusal[] = [
  ['SIGNERROR', 'SIGNATURE_REFUSED', 'rejected', 'Check apiKey against the merchant console (API密钥).'],
  [
    'NOAUTH MCHID_NOT_EXIST APPID_NOT_EXIST APPID_MCHID_NOT_MATCH',
    'NOT_PERMITTED',
    'rejected',
    'Check merchantId, appId and the merchant’s products.',
  ],
  ['PARAM_ERROR LACK_PARAMS XML_FORMAT_ERROR REQUIRE_POST_METHOD NOT_UTF8', 'REQUEST_REFUSED', 'rejected', fixRequest],
  ['SYSTEMERROR', 'PROVIDER_UNAVAILABLE', 'unknown', 'Try again later with the same numbers.'],
  ['FREQUENCY_LIMITED', 'RATE_LIMITED', 'unknown', 'Wait and call less often, with the same numbers.'],
]

/** An order that is placed takes no money: what stands under the number before keeps its own. */
export const createPaymentRefusals: readonly Refusal[] = [
  ['OUT_TRADE_NO_USED', 'ORDER_ID_USED', 'rejected', 'This orderId was used with other parameters; use a new one.'],
  ['ORDERPAID', 'ORDER_PAID', 'rejected', 'The order is paid; query it with getPayment.'],
  ['ORDERCLOSED ORDERREVERSED', 'ORDER_CLOSED', 'rejected', newOrder],
]

/** Of a payer's code. Those that are `unknown` say that an earlier charge of the same number has the money, or may get it. */
export const chargeRefusals: readonly Refusal[] = [
  ['NOTENOUGH', 'PAYER_REFUSED', 'rejected', 'The payer must choose another means; charge under a new orderId.'],
  [
    'AUTHCODEEXPIRE AUTH_CODE_ERROR AUTH_CODE_INVALID',
    'PAYER_REFUSED',
    'rejected',
    'Let the payer show a fresh code, and charge it under a new orderId.',
  ],
  ['ORDERCLOSED ORDERREVERSED', 'ORDER_CLOSED', 'rejected', newOrder],
  ['ORDERPAID', 'ORDER_PAID', 'unknown', 'The order is paid; query it with getPayment.'],
  ['OUT_TRADE_NO_USED', 'ORDER_ID_USED', 'unknown', 'This orderId was charged before.'],
]

export const getPaymentRefusals: readonly Refusal[] = [
  ['ORDERNOTEXIST', 'ORDER_NOT_FOUND', 'rejected', 'Nobody has placed it, or the call that did is on its way still.'],
]

export const closePaymentRefusals: readonly Refusal[] = [
  ['ORDERNOTEXIST', 'ORDER_NOT_FOUND', 'rejected', 'QQ Wallet has no such order.'],
  ['ORDERPAID', 'ORDER_PAID', 'rejected', 'The order is paid: deliver, or refund it.'],
  ['ORDERCLOSED', 'ORDER_CLOSED', 'rejected', 'The order is closed already.'],
]

export const cancelPaymentRefusals: readonly Refusal[] = [
  ['ORDERNOTEXIST', 'ORDER_NOT_FOUND', 'rejected', 'QQ Wallet has no such order.'],
  ['TRADE_OVERDUE', 'REFUND_REFUSED', 'rejected', 'It is too old to be reversed, and nothing was: use refundPayment.'],
  [
    'CERT_ERROR',
    'NOT_PERMITTED',
    'rejected',
    'Reversing needs the merchant’s client certificate: use a transport with clientCertificate.',
  ],
]

export const refundPaymentRefusals: readonly Refusal[] = [
  ['ORDERNOTEXIST', 'ORDER_NOT_FOUND', 'rejected', 'QQ Wallet has no such payment.'],
  ['REFUND_FEE_INVALID', 'REFUND_REFUSED', 'rejected', 'More is asked for than is left of the payment.'],
  [
    'TRADE_OVERDUE',
    'REFUND_REFUSED',
    'rejected',
    'The payment is over a year old: give the money back by other means.',
  ],
  ['NOTENOUGH', 'BALANCE_TOO_LOW', 'rejected', 'Top the merchant’s account up, and repeat with the same refundId.'],
  [
    'CERT_ERROR',
    'NOT_PERMITTED',
    'rejected',
    'Refunds need the merchant’s client certificate: use a transport with clientCertificate.',
  ],
]

export const getRefundRefusals: readonly Refusal[] = [
  [
    'REFUNDNOTEXIST ORDERNOTEXIST',
    'REFUND_NOT_FOUND',
    'unknown',
    'It was not accepted, or is on its way still: repeat refundPayment with the same refundId.',
  ],
]
