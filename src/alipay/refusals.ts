import type { Refusal } from '../core/refusals.js'

// What Alipay refuses each action of a trade with: codes without their prefix. One constant per action, without spreads,
// so that a bundler drops those that are not used.

const fixRequest = 'Correct the request; the same one will be refused again.'

export const createPaymentRefusals: readonly Refusal[] = [
  ['CONTEXT_INCONSISTENT', 'ORDER_ID_USED', 'rejected', 'This orderId was used with other parameters; use a new one.'],
  // It says that the order was paid before, not that this call did nothing for the money.
  ['TRADE_HAS_SUCCESS', 'ORDER_PAID', 'unknown', 'The order is paid; query it with getPayment.'],
  ['TRADE_HAS_CLOSE', 'ORDER_CLOSED', 'rejected', 'A closed order cannot be paid; use a new orderId.'],
  [
    'PAYMENT_AUTH_CODE_INVALID PULL_MOBILE_CASHIER_FAIL',
    'PAYER_REFUSED',
    'rejected',
    'Let the payer show a fresh code, and scan again.',
  ],
  [
    'BUYER_BALANCE_NOT_ENOUGH BUYER_BANKCARD_BALANCE_NOT_ENOUGH ERROR_BALANCE_PAYMENT_DISABLE NO_PAYMENT_INSTRUMENTS_AVAILABLE BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR BEYOND_PAY_RESTRICTION',
    'PAYER_REFUSED',
    'rejected',
    'The payer must choose another means.',
  ],
  ['PAYMENT_FAIL', 'PAYER_REFUSED', 'rejected', 'Let the payer try again with a new order.'],
  ['BUYER_NOT_EXIST PAYER_UNMATCHED OPEN_ID_NOT_TINY_APP', 'PAYER_REFUSED', 'rejected', 'Check the payer’s id.'],
  ['BUYER_SELLER_EQUAL', 'PAYER_REFUSED', 'rejected', 'The payer is the seller.'],
  [
    'TRADE_BUYER_NOT_MATCH BUYER_ENABLE_STATUS_FORBID MOBILE_PAYMENT_SWITCH_OFF USER_FACE_PAYMENT_SWITCH_OFF PAYMENT_REQUEST_HAS_RISK ERROR_BUYER_CERTIFY_LEVEL_LIMIT',
    'PAYER_REFUSED',
    'rejected',
    'Alipay does not let this payer pay here.',
  ],
  ['TOTAL_FEE_EXCEED INVALID_STORE_ID NOW_TIME_AFTER_EXPIRE_TIME_ERROR', 'REQUEST_REFUSED', 'rejected', fixRequest],
  ['EXIST_FORBIDDEN_WORD', 'REQUEST_REFUSED', 'rejected', 'The description has a forbidden word.'],
  ['PARTNER_ERROR', 'NOT_PERMITTED', 'rejected', 'The application is not linked to this seller.'],
  [
    'SELLER_BEEN_BLOCKED BEYOND_PER_RECEIPT_RESTRICTION BEYOND_PER_RECEIPT_SINGLE_RESTRICTION BEYOND_PER_RECEIPT_DAY_RESTRICTION MERCHANT_PERM_RECEIPT_SUSPEND_LIMIT MERCHANT_PERM_RECEIPT_SINGLE_LIMIT MERCHANT_PERM_RECEIPT_DAY_LIMIT PRODUCT_AMOUNT_LIMIT_ERROR',
    'NOT_PERMITTED',
    'rejected',
    'Alipay limits this seller; the console says how far.',
  ],
  [
    'MERCHANT_AGREEMENT_NOT_EXIST MERCHANT_AGREEMENT_INVALID MERCHANT_STATUS_NOT_NORMAL SUB_MERCHANT_CREATE_FAIL CERT_EXPIRED',
    'NOT_PERMITTED',
    'rejected',
    'The seller’s contract or papers are not in force; the console says which.',
  ],
  [
    'PRODUCT_NOT_SUPPORT_IN_TINY_APP UNBOUND_APPLICATION',
    'NOT_PERMITTED',
    'rejected',
    'The mini program is not bound to this seller, or this product cannot be used in it.',
  ],
]

export const getPaymentRefusals: readonly Refusal[] = [
  [
    'TRADE_NOT_EXIST',
    'ORDER_NOT_FOUND',
    'rejected',
    'Not placed, or a QR code or page that nobody opened yet: while it lives, the payer may still pay.',
  ],
  ['ENTERPRISE_PAY_BIZ_ERROR', 'REQUEST_REFUSED', 'rejected', 'A payment by an enterprise: the console tells of it.'],
]

export const closePaymentRefusals: readonly Refusal[] = [
  ['TRADE_NOT_EXIST', 'ORDER_NOT_FOUND', 'rejected', 'Not placed, or a QR code or page that nobody opened yet.'],
  [
    'TRADE_STATUS_ERROR REASON_ILLEGAL_STATUS',
    'REQUEST_REFUSED',
    'rejected',
    'The order is not open; query it with getPayment.',
  ],
  ['REASON_TRADE_STATUS_INVALID', 'REQUEST_REFUSED', 'rejected', 'The order may be paid; query it with getPayment.'],
]

export const cancelPaymentRefusals: readonly Refusal[] = [
  ['TRADE_HAS_FINISHED', 'REFUND_REFUSED', 'rejected', 'The time for refunds is over.'],
  ['TRADE_CANCEL_TIME_OUT', 'REFUND_REFUSED', 'rejected', 'Cancelling ends after 24 hours; refund instead.'],
  ['SELLER_BALANCE_NOT_ENOUGH', 'BALANCE_TOO_LOW', 'rejected', 'Top up the account, then repeat.'],
  [
    'REASON_TRADE_REFUND_FEE_ERR',
    'REFUND_REFUSED',
    'rejected',
    'Money has gone back of this payment already, so it cannot be cancelled: give the rest back by refundPayment.',
  ],
  ['CANCEL_NOT_ALLOWED REASON_TRADE_BEEN_FREEZEN', 'REQUEST_REFUSED', 'rejected', fixRequest],
]

export const refundPaymentRefusals: readonly Refusal[] = [
  ['TRADE_NOT_EXIST', 'ORDER_NOT_FOUND', 'rejected', 'The order is unknown; query it with getPayment.'],
  ['TRADE_STATUS_ERROR', 'REFUND_REFUSED', 'rejected', 'The order is not paid; query it with getPayment.'],
  ['TRADE_HAS_FINISHED', 'REFUND_REFUSED', 'rejected', 'The time for refunds is over.'],
  ['TRADE_HAS_CLOSE', 'REFUND_REFUSED', 'rejected', 'The order is refunded in full, or was never paid.'],
  [
    'SELLER_BALANCE_NOT_ENOUGH',
    'BALANCE_TOO_LOW',
    'rejected',
    'Top up the account, then repeat with the same refundId.',
  ],
  [
    'DISCORDANT_REPEAT_REQUEST',
    'REFUND_REFUSED',
    'rejected',
    'A refund with this refundId exists, with another amount: call getRefund before you use a new number.',
  ],
  [
    'REASON_TRADE_REFUND_FEE_ERR REFUND_AMT_NOT_EQUAL_TOTAL REFUND_FEE_ERROR',
    'REFUND_REFUSED',
    'rejected',
    'More than what is left of the payment.',
  ],
  [
    'TRADE_NOT_ALLOW_REFUND ONLINE_TRADE_VOUCHER_NOT_ALLOW_REFUND CURRENCY_NOT_SUPPORT ALLOC_AMOUNT_VALIDATE_ERROR REASON_TRADE_BEEN_FREEZEN CUSTOMER_VALIDATE_ERROR REFUND_ROYALTY_PAYEE_ACCOUNT_NOT_EXIST',
    'REFUND_REFUSED',
    'rejected',
    fixRequest,
  ],
  ['NOT_ALLOW_PARTIAL_REFUND', 'REFUND_REFUSED', 'rejected', 'Only a full refund is possible.'],
  [
    'BUYER_NOT_EXIST BUYER_ERROR BUYER_ENABLE_STATUS_FORBID',
    'REFUND_REFUSED',
    'rejected',
    'The payer’s account cannot take it; pay back another way.',
  ],
]

export const downloadStatementRefusals: readonly Refusal[] = [
  ['BILL_NOT_EXIST', 'STATEMENT_NOT_READY', 'rejected', 'Ask again after 09:00 in China on the following day.'],
  // No row on that day: the action makes an empty statement of it.
  ['NO_BILL_DATA', 'STATEMENT_NOT_READY', 'rejected', 'There is no statement for that day.'],
  ['BILL_DATE_BEFORE_REGISTRATION', 'REQUEST_REFUSED', 'rejected', 'The seller had not signed up on that day.'],
  // Misspelt by Alipay; the other spelling is that of older pages.
  ['INVAILID_ARGUMENTS invalid-arguments TYPE_NOT_SUPPORTED', 'REQUEST_REFUSED', 'rejected', fixRequest],
]

export const getRefundRefusals: readonly Refusal[] = [
  ['TRADE_NOT_EXIST', 'ORDER_NOT_FOUND', 'rejected', 'The order is unknown.'],
]

/** As placing an order, but it charges at once: what refuses a second charge does not say what became of the first. */
export const chargeRefusals = (): readonly Refusal[] => [
  ['CONTEXT_INCONSISTENT', 'ORDER_ID_USED', 'unknown', 'This orderId was charged before, with other parameters.'],
  // Another payer's charge of this number stands.
  ['TRADE_BUYER_NOT_MATCH', 'PAYER_REFUSED', 'unknown', 'Another payer may have been charged under this orderId.'],
  ...createPaymentRefusals,
]
