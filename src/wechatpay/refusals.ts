import type { Refusal } from '../core/refusals.js'

// What APIv3 refuses each action with (doc 4012081717 and each endpoint's page). One constant per action, without
// spreads, so that a bundler drops those that are not used.

const fixRequest = 'Correct the request; the same one will be refused again.'
const paidAlready = 'The order is paid; query it with getPayment.'
const later = 'Try again later with the same numbers.'

/** A rate limit, under the names that it has had over the years. */
export const limitCodes = 'FREQUENCY_LIMITED RATELIMIT_EXCEEDED RATELIMIT_EXCEED RATE_LIMITED FREQUENCY_LIMIT_EXCEED'

// Placing, closing and asking do nothing when they meet one; what moves money may have been accepted (doc 4014959631).
const harmlessLimit: Refusal = [limitCodes, 'RATE_LIMITED', 'rejected', 'Wait and call less often.']

export const createPaymentRefusals: readonly Refusal[] = [
  harmlessLimit,
  ['ORDER_CLOSED', 'ORDER_CLOSED', 'rejected', 'A closed order cannot be paid; use a new orderId.'],
  [
    'OUT_TRADE_NO_USED',
    'ORDER_ID_USED',
    'rejected',
    'This orderId was used with other parameters or another channel; repeat them exactly, or use a new orderId.',
  ],
  // It says that the order has its money, not that nothing happened.
  ['ORDER_PAID ORDERPAID', 'ORDER_PAID', 'unknown', paidAlready],
  ['OPENID_MISMATCH', 'PAYER_REFUSED', 'rejected', 'The openId must have been obtained for this very appId.'],
]

/** createPayment of a payer's code: it charges at once, so what refuses a second charge says that the first may stand. */
export const chargeRefusals: readonly Refusal[] = [
  ['ORDER_CLOSED', 'ORDER_CLOSED', 'rejected', 'A closed order cannot be paid; use a new orderId.'],
  ['OUT_TRADE_NO_USED', 'ORDER_ID_USED', 'unknown', 'This orderId was charged before.'],
  ['ORDER_PAID ORDERPAID', 'ORDER_PAID', 'unknown', paidAlready],
  // "Repeated charge" is among the causes of this code.
  ['INVALID_REQUEST', 'REQUEST_REFUSED', 'unknown', 'This orderId may have been charged before.'],
  ['BANK_ERROR USERPAYING', 'PROVIDER_UNAVAILABLE', 'unknown', ''],
  ['NOTENOUGH AUTH_CODE_INVALID', 'PAYER_REFUSED', 'rejected', 'Ask the payer for another code, under a new orderId.'],
]

export const getPaymentRefusals: readonly Refusal[] = [
  harmlessLimit,
  [
    'ORDER_NOT_EXIST',
    'ORDER_NOT_FOUND',
    'rejected',
    'WeChat Pay has no such order: createPayment never arrived, or the number is wrong.',
  ],
  ['TRADE_ERROR', 'REQUEST_REFUSED', 'rejected', fixRequest],
]

export const closePaymentRefusals: readonly Refusal[] = [
  harmlessLimit,
  ['ORDER_PAID ORDERPAID', 'ORDER_PAID', 'rejected', paidAlready],
  // Which code a paid order gets here is unconfirmed; the reference lists this one.
  ['TRADE_ERROR', 'REQUEST_REFUSED', 'rejected', 'The order is probably paid; query it with getPayment.'],
]

export const cancelPaymentRefusals: readonly Refusal[] = [
  ['ORDER_NOT_EXIST', 'ORDER_NOT_FOUND', 'rejected', 'WeChat Pay has no such order.'],
  // That APIv3 ends reversals as APIv2 does is unconfirmed.
  ['REVERSE_EXPIRE', 'REFUND_REFUSED', 'rejected', 'Reversing has ended, and nothing was reversed: use refundPayment.'],
]

export const refundPaymentRefusals: readonly Refusal[] = [
  ['RESOURCE_NOT_EXISTS', 'ORDER_NOT_FOUND', 'rejected', 'The order is unknown or not paid; query it with getPayment.'],
  ['NOT_ENOUGH', 'BALANCE_TOO_LOW', 'rejected', "Top up the merchant's balance, then repeat with the same refundId."],
  ['USER_ACCOUNT_ABNORMAL', 'PAYER_REFUSED', 'rejected', "The payer's account is closed; refund by other means."],
  ['TRADE_OVERDUE', 'REFUND_REFUSED', 'rejected', 'Refunds end one year after the payment; refund by other means.'],
  // A new number would refund a second time.
  [
    'REFUND_FEE_MISMATCH',
    'REFUND_REFUSED',
    'rejected',
    'A refund with this refundId exists, with another amount: call getRefund before you use a new number.',
  ],
  // Which code a changed refund and one of too much get is unconfirmed; this is one of them.
  [
    'INVALID_REQUEST',
    'REQUEST_REFUSED',
    'rejected',
    'Correct the request. If this refundId was used before, call getRefund before you use a new number.',
  ],
  ['BIZ_ERR_NEED_RETRY', 'PROVIDER_UNAVAILABLE', 'unknown', later],
]

/** It moves the same money under the same rules. */
export const applyAbnormalRefundRefusals = refundPaymentRefusals

export const getRefundRefusals: readonly Refusal[] = [
  harmlessLimit,
  [
    'RESOURCE_NOT_EXISTS',
    'REFUND_NOT_FOUND',
    'rejected',
    'The refund was not accepted; repeat refundPayment with the same refundId.',
  ],
]

export const downloadStatementRefusals: readonly Refusal[] = [
  harmlessLimit,
  // No row on that day: the action makes an empty statement of it.
  ['NO_STATEMENT_EXIST', 'STATEMENT_NOT_READY', 'rejected', 'There is no statement for that day.'],
  ['STATEMENT_CREATING', 'STATEMENT_NOT_READY', 'rejected', 'Ask again after 10:00 in China, then every 30 minutes.'],
]

export const fetchCertificatesRefusals: readonly Refusal[] = [
  harmlessLimit,
  [
    'RESOURCE_NOT_EXISTS',
    'NOT_PERMITTED',
    'rejected',
    'This merchant has no platform certificates; configure the WeChat Pay public key.',
  ],
]
