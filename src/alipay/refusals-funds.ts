import type { Refusal } from '../core/refusals.js'

// What Alipay refuses freezes, transfers and agreements with, as `refusals.ts` for trades.

const fixRequest = 'Correct the request; the same one will be refused again.'

/** `trade.pay` without the payer at hand. */
export const captureFundsRefusals: readonly Refusal[] = [
  // It says that the order was paid before, not that this call did nothing for the money.
  ['TRADE_HAS_SUCCESS', 'ORDER_PAID', 'unknown', 'The order is paid; query it with getPayment.'],
  ['TRADE_HAS_CLOSE', 'ORDER_CLOSED', 'rejected', 'A closed order cannot be paid; use a new orderId.'],
  // Nor does this: under a new number the payer could be charged a second time.
  ['CONTEXT_INCONSISTENT', 'ORDER_ID_USED', 'unknown', 'This orderId was used before, with other parameters.'],
  ['TOTAL_FEE_EXCEED', 'REQUEST_REFUSED', 'rejected', fixRequest],
  ['PARTNER_ERROR', 'NOT_PERMITTED', 'rejected', 'The application is not linked to this seller.'],
  ['TRADE_BUYER_NOT_MATCH BUYER_NOT_EXIST', 'PAYER_REFUSED', 'rejected', 'Check the payer’s id.'],
  [
    'BUYER_BALANCE_NOT_ENOUGH BUYER_BANKCARD_BALANCE_NOT_ENOUGH',
    'PAYER_REFUSED',
    'rejected',
    'The payer must choose another means, or top up.',
  ],
  ['PAYMENT_FAIL', 'PAYER_REFUSED', 'rejected', 'Try again later with a new order.'],
  ['AUTH_NO_ERROR', 'ORDER_NOT_FOUND', 'rejected', 'No such freeze; check authorizationId.'],
  [
    'AUTH_AMOUNT_NOT_ENOUGH REQUEST_AMOUNT_EXCEED',
    'REQUEST_REFUSED',
    'rejected',
    'More than what is still frozen; ask getFreeze.',
  ],
  ['AUTH_ORDER_NOT_PAID', 'REQUEST_REFUSED', 'rejected', 'Nothing is frozen yet; ask getFreeze.'],
  ['AUTH_ORDER_HAS_FINISHED AUTH_ORDER_HAS_CLOSED', 'REQUEST_REFUSED', 'rejected', 'The freeze is over.'],
  ['PRE_AUTH_PROD_CODE_INCONSISTENT', 'REQUEST_REFUSED', 'rejected', 'productCode must be that of the freeze.'],
  [
    'AGREEMENT_NOT_EXIST AGREEMENT_INVALID AGREEMENT_STATUS_NOT_NORMAL AGREEMENT_ERROR',
    'NOT_PERMITTED',
    'rejected',
    'The agreement is not in force; ask getAgreement.',
  ],
  ['CYCLE_PAY_DATE_NOT_MATCH', 'REQUEST_REFUSED', 'rejected', 'Not on a day that the agreement allows.'],
  [
    'CYCLE_PAY_SINGLE_FEE_EXCEED CYCLE_PAY_TOTAL_FEE_EXCEED CYCLE_PAY_TOTAL_TIMES_EXCEED',
    'REQUEST_REFUSED',
    'rejected',
    'More than the agreement allows at once, in all, or in number.',
  ],
]

export const freezeFundsRefusals: readonly Refusal[] = [
  [
    'PAYMENT_AUTH_CODE_INVALID PULL_MOBILE_CASHIER_FAIL',
    'PAYER_REFUSED',
    'rejected',
    'Let the payer show a fresh code, and scan again.',
  ],
  ['MONEY_NOT_ENOUGH', 'PAYER_REFUSED', 'rejected', 'The payer must choose another means, or top up.'],
  // Like an order that was paid before: what the first call did, the query tells.
  ['FREEZE_ALREADY_SUCCESS', 'ORDER_PAID', 'unknown', 'The money is frozen already; ask getFreeze.'],
  ['UNIQUE_VIOLATION', 'ORDER_ID_USED', 'unknown', 'This freezeId was used before, with other parameters.'],
  ['ORDER_ALREADY_CLOSED ORDER_ALREADY_FINISH', 'ORDER_CLOSED', 'rejected', 'This freeze is over; use a new freezeId.'],
  ['ILLEGAL_ARGUMENT', 'REQUEST_REFUSED', 'rejected', fixRequest],
]

export const unfreezeFundsRefusals: readonly Refusal[] = [
  ['AUTH_ORDER_NOT_EXIST', 'ORDER_NOT_FOUND', 'rejected', 'No such freeze; check authorizationId.'],
  ['REQUEST_AMOUNT_EXCEED', 'REFUND_REFUSED', 'rejected', 'More than what is still frozen; ask getFreeze.'],
  ['ILLEGAL_STATUS', 'REFUND_REFUSED', 'rejected', 'The freeze is not in force; ask getFreeze.'],
  [
    'UNIQUE_VIOLATION',
    'REFUND_REFUSED',
    'rejected',
    'An unfreezing with this unfreezeId exists, with other parameters: call getUnfreeze before you use a new number.',
  ],
]

export const getFreezeRefusals: readonly Refusal[] = [
  [
    'AUTH_ORDER_NOT_EXIST AUTH_OPERATION_NOT_EXIST',
    'ORDER_NOT_FOUND',
    'rejected',
    'Not placed, or not opened in the app yet: while the order string lives, the payer may still agree.',
  ],
]

export const getUnfreezeRefusals: readonly Refusal[] = [
  ['AUTH_ORDER_NOT_EXIST', 'ORDER_NOT_FOUND', 'rejected', 'No such freeze; check authorizationId.'],
  ['AUTH_OPERATION_NOT_EXIST', 'REFUND_NOT_FOUND', 'unknown', 'Alipay knows no such unfreezing, or not yet.'],
]

export const cancelFreezeRefusals: readonly Refusal[] = [
  ['AUTH_ORDER_NOT_EXIST AUTH_OPERATION_NOT_EXIST', 'ORDER_NOT_FOUND', 'rejected', 'No such freeze.'],
  ['CANCEL_OPERATION_TIME_OUT', 'REFUND_REFUSED', 'rejected', 'It is too late to cancel; use unfreezeFunds.'],
  ['ORDER_ALREADY_FINISH', 'REFUND_REFUSED', 'rejected', 'The freeze is over, or in use; ask getFreeze.'],
]

export const chargeAgreementRefusals = captureFundsRefusals

export const transferFundsRefusals: readonly Refusal[] = [
  [
    'PAYER_BALANCE_NOT_ENOUGH BALANCE_IS_NOT_ENOUGH PAYMENT_MONEY_NOT_ENOUGH',
    'BALANCE_TOO_LOW',
    'rejected',
    'Top up the account, then repeat with the same transferId.',
  ],
  // Alipay is still at it: no refusal.
  ['REQUEST_PROCESSING', 'PROVIDER_UNAVAILABLE', 'unknown', ''],
  [
    'PAYEE_NOT_EXIST PAYEE_USERINFO_STATUS_ERROR PAYEE_ACC_OCUPIED PAYER_PAYEE_CANNOT_SAME PERM_AML_NOT_REALNAME_REV RELEASE_USER_FORBBIDEN_RECIEVE',
    'REQUEST_REFUSED',
    'rejected',
    'Check the payee: the account, the name, and whether it may receive.',
  ],
  [
    'PAYER_STATUS_ERROR PERMIT_CHECK_PERM_LIMITED SECURITY_CHECK_FAILED',
    'NOT_PERMITTED',
    'rejected',
    'Alipay does not let this account pay out now; see the console.',
  ],
  ['PRODUCT_NOT_SIGN', 'NOT_PERMITTED', 'rejected', 'Sign the product’s contract (签约) in the console.'],
  ['ISV_AUTH_ERROR NO_ORDER_PERMISSION', 'NOT_PERMITTED', 'rejected', 'The merchant must authorise the application.'],
  ['REMARK_HAS_SENSITIVE_WORD MEMO_REQUIRED_IN_TRANSFER_ERROR', 'REQUEST_REFUSED', 'rejected', 'Change the remark.'],
  [
    'EXCEED_LIMIT_SM_AMOUNT EXCEED_LIMIT_DM_AMOUNT EXCEED_LIMIT_MM_AMOUNT EXCEED_LIMIT_SM_MIN_AMOUNT',
    'REQUEST_REFUSED',
    'rejected',
    'Outside the limits of one transfer (SM), a day (DM) or a month (MM).',
  ],
  ['RESOURCE_LIMIT_EXCEED', 'RATE_LIMITED', 'rejected', 'Wait, then repeat with the same transferId.'],
  // The number is taken, perhaps by the very call whose answer was lost.
  ['BIZ_UNIQUE_EXCEPTION', 'ORDER_ID_USED', 'unknown', 'This transferId was used before.'],
]

export const getTransferRefusals: readonly Refusal[] = [
  [
    'ORDER_NOT_EXIST',
    'ORDER_NOT_FOUND',
    'unknown',
    'Right after a transfer of unknown outcome this proves nothing: ask again some minutes later.',
  ],
  ['NO_ORDER_PERMISSION', 'NOT_PERMITTED', 'rejected', 'The transfer belongs to another application.'],
]

export const getAgreementRefusals: readonly Refusal[] = [
  ['USER_AGREEMENT_NOT_EXIST', 'ORDER_NOT_FOUND', 'rejected', 'The payer has not signed it, or not yet.'],
  ['AGREEMENT_HAS_UNSIGNED', 'ORDER_CLOSED', 'rejected', 'The agreement has ended.'],
  ['PRODUCT_CODE_NOT_SUPPORTED_ERROR', 'REQUEST_REFUSED', 'rejected', fixRequest],
]

export const endAgreementRefusals: readonly Refusal[] = [
  ['AGREEMENT_NOT_EXIST', 'ORDER_NOT_FOUND', 'rejected', 'No such agreement.'],
  ['USER_AGREEMENT_STATUS_NOT_NORMAL', 'REQUEST_REFUSED', 'rejected', 'It is not in force; ask getAgreement.'],
  ['USER_AGREEMENT_UNSIGN_FAIL', 'PROVIDER_ERROR', 'unknown', ''],
]
