import type { Refusal } from '../core/refusals.js'

// What Antom refuses each action with. One constant per action, without spreads, so that a bundler drops those that are not
// used. Which code belongs to which call is known from excerpts of the tables only, so that a code may be missing here; what
// no row knows is never final.

const fixRequest = 'Correct the request; the same one will be refused again.'
const newOrder = 'A new attempt needs a new orderId.'

/** What the gateway itself says, before any business is done. It alone is believed unsigned. */
export const gatewayRefusals: readonly Refusal[] = [
  [
    'SIGNATURE_INVALID',
    'SIGNATURE_REFUSED',
    'rejected',
    'Check that the public key in the dashboard belongs to privateKey; `await ready(account)` finds mixed-up keys.',
  ],
  ['KEY_NOT_FOUND', 'SIGNATURE_REFUSED', 'rejected', 'Check keyVersion: the dashboard has no such key.'],
  ['CLIENT_INVALID', 'NOT_PERMITTED', 'rejected', 'Check clientId, and that it is of this region.'],
  ['ACCESS_DENIED', 'NOT_PERMITTED', 'rejected', 'This client id may not make the call; see the dashboard.'],
  [
    'INVALID_API NO_INTERFACE_DEF METHOD_NOT_SUPPORTED MEDIA_TYPE_NOT_ACCEPTABLE PARAM_ILLEGAL',
    'REQUEST_REFUSED',
    'rejected',
    fixRequest,
  ],
]

/** What holds for every action. */
export const anyRefusals: readonly Refusal[] = [
  [
    'INVALID_CONTRACT INVALID_MERCHANT_STATUS MERCHANT_KYB_NOT_QUALIFIED MERCHANT_NOT_REGISTERED SETTLE_CONTRACT_NOT_MATCH',
    'NOT_PERMITTED',
    'rejected',
    'The contract does not cover it; see the dashboard.',
  ],
  ['CURRENCY_NOT_SUPPORT', 'REQUEST_REFUSED', 'rejected', 'The contract or the wallet does not take this currency.'],
  // Documented as F; but what it has done by then is not said.
  ['SYSTEM_ERROR UNKNOWN_EXCEPTION', 'PROVIDER_UNAVAILABLE', 'unknown', 'Try again later with the same numbers.'],
  ['REQUEST_TRAFFIC_EXCEED_LIMIT', 'RATE_LIMITED', 'unknown', 'Wait and call less often, with the same numbers.'],
]

export const createPaymentRefusals: readonly Refusal[] = [
  // It refuses this repetition only: what was made under the number before keeps its own result.
  [
    'REPEAT_REQ_INCONSISTENT',
    'ORDER_ID_USED',
    'rejected',
    'This orderId was used with another amount or payer; ask getPayment what became of that, and use a new one.',
  ],
  ['ORDER_IS_CLOSED ORDER_IS_CANCELED', 'ORDER_CLOSED', 'rejected', newOrder],
  [
    'EXPIRED_CODE INVALID_PAYMENT_CODE',
    'PAYER_REFUSED',
    'rejected',
    'Let the payer show a fresh code, and scan again under a new orderId.',
  ],
  [
    'USER_BALANCE_NOT_ENOUGH USER_AMOUNT_EXCEED_LIMIT NO_PAY_OPTIONS SELECTED_CARD_BRAND_NOT_AVAILABLE',
    'PAYER_REFUSED',
    'rejected',
    'The payer must choose another means, under a new orderId.',
  ],
  [
    'FRAUD_REJECT RISK_REJECT USER_KYC_NOT_QUALIFIED USER_NOT_EXIST USER_STATUS_ABNORMAL USER_PAYMENT_VERIFICATION_FAILED VERIFY_TIMES_EXCEED_LIMIT VERIFY_UNMATCHED AUTHENTICATION_REQUIRED',
    'PAYER_REFUSED',
    'rejected',
    'The wallet does not let this payer pay here.',
  ],
  [
    'PAYMENT_AMOUNT_EXCEED_LIMIT PAYMENT_COUNT_EXCEED_LIMIT INVALID_PAYMENT_METHOD_META_DATA',
    'REQUEST_REFUSED',
    'rejected',
    fixRequest,
  ],
  ['PAYMENT_PROHIBITED PAYMENT_NOT_QUALIFIED', 'NOT_PERMITTED', 'rejected', 'The contract does not cover it.'],
  ['ORDER_STATUS_INVALID PROCESS_FAIL', 'REQUEST_REFUSED', 'rejected', newOrder],
]

/** createPayment of a payer's code, and a charge under an agreement: what refuses a second one does not say what the first did. */
export const chargeRefusals = (): readonly Refusal[] => [
  [
    'REPEAT_REQ_INCONSISTENT',
    'ORDER_ID_USED',
    'unknown',
    'This orderId was charged before, with another amount or code.',
  ],
  ['INVALID_ACCESS_TOKEN INVALID_TOKEN', 'NOT_PERMITTED', 'rejected', 'Let the payer sign again: signAgreement.'],
  // The first of those is the one above, with another outcome.
  ...createPaymentRefusals.slice(1),
]

export const getPaymentRefusals: readonly Refusal[] = [
  [
    'ORDER_NOT_EXIST',
    'ORDER_NOT_FOUND',
    'rejected',
    'createPayment has not arrived so far, or the number is wrong. Cancel it before you count it as failed.',
  ],
]

export const cancelPaymentRefusals: readonly Refusal[] = [
  ['ORDER_NOT_EXIST', 'ORDER_NOT_FOUND', 'rejected', 'createPayment has not arrived so far: it may still.'],
  ['CANCEL_WINDOW_EXCEED', 'REFUND_REFUSED', 'rejected', 'Cancelling ends at 00:15 (GMT+8) of the next day; refund.'],
  [
    'PROCESS_FAIL',
    'REFUND_REFUSED',
    'rejected',
    'Money has gone back of it already; give back the rest by refundPayment.',
  ],
]

export const refundPaymentRefusals: readonly Refusal[] = [
  ['ORDER_NOT_EXIST', 'ORDER_NOT_FOUND', 'rejected', 'There is no such payment; query it with getPayment.'],
  [
    'ORDER_STATUS_INVALID ORDER_IS_CLOSED ORDER_IS_CANCELED',
    'REFUND_REFUSED',
    'rejected',
    'The order is not paid, or was cancelled; query it with getPayment.',
  ],
  ['REFUND_AMOUNT_EXCEED', 'REFUND_REFUSED', 'rejected', 'More than what is left of the payment.'],
  ['REFUND_WINDOW_EXCEED', 'REFUND_REFUSED', 'rejected', 'The time for refunds is over; pay back another way.'],
  ['MULTIPLE_REFUNDS_NOT_SUPPORTED', 'REFUND_REFUSED', 'rejected', 'This wallet refunds once only.'],
  [
    'REPEAT_REQ_INCONSISTENT',
    'REFUND_REFUSED',
    'rejected',
    'A refund with this refundId exists, with another amount: call getRefund before you use a new number.',
  ],
]

/** Which code stands for a refund that is not there is unconfirmed. */
export const getRefundRefusals: readonly Refusal[] = [
  ['ORDER_NOT_EXIST', 'REFUND_NOT_FOUND', 'unknown', 'Repeat refundPayment with the same refundId.'],
]

export const captureFundsRefusals: readonly Refusal[] = [
  ['ORDER_NOT_EXIST', 'ORDER_NOT_FOUND', 'rejected', 'There is no such payment; query it with getPayment.'],
  ['ORDER_STATUS_INVALID ORDER_IS_CLOSED ORDER_IS_CANCELED', 'ORDER_CLOSED', 'rejected', 'Nothing is held under it.'],
  [
    'REPEAT_REQ_INCONSISTENT',
    'ORDER_ID_USED',
    'rejected',
    'A capture with this captureId exists, with another amount; ask getPayment before you use a new number.',
  ],
]

/** Which of the three belongs to which call is unconfirmed. */
export const agreementRefusals: readonly Refusal[] = [
  ['AUTH_NOT_FOUND INVALID_TOKEN INVALID_ACCESS_TOKEN', 'ORDER_NOT_FOUND', 'rejected', 'There is no such agreement.'],
  ['AUTH_CANCELLED AUTH_EXPIRED', 'REQUEST_REFUSED', 'rejected', 'The agreement is over: signAgreement makes another.'],
]
