import type { Refusal } from '../core/refusals.js'

// What Circle refuses with (circlefin/circle-nodejs-sdk: sdk.json, components.responses; developers.circle.com, "API errors"). Its
// codes are numbers, and those above 1000 an open set: what no row knows is never final.

const fixRequest = 'Correct the request; the same one will be refused again.'

/** What holds for every action. */
export const anyRefusals: readonly Refusal[] = [
  ['2 400', 'REQUEST_REFUSED', 'rejected', fixRequest],
  ['1177', 'REQUEST_REFUSED', 'rejected', 'Give purposeOfTransfer: your account with Circle asks for it.'],
  ['1 401', 'NOT_PERMITTED', 'rejected', 'Check apiKey, and that it is of this environment: sandbox or production.'],
  ['3 403', 'NOT_PERMITTED', 'rejected', 'The account or its API key may not do this; see the console.'],
  ['429', 'RATE_LIMITED', 'unknown', 'Wait and call less often, with the same numbers.'],
  ['-1 500', 'PROVIDER_UNAVAILABLE', 'unknown', 'Try again later with the same numbers.'],
]

const otherContent = 'what was made under it stands. Repeat with what was sent first, or use a new number.'

// 409 is declared for a key that comes with another body, though not for these calls; 1083 is the same of managed payments.

export const createPaymentRefusals: readonly Refusal[] = [
  ['409 1083', 'ORDER_ID_USED', 'unknown', `This orderId was used with another amount or chain: ${otherContent}`],
]

export const getPaymentRefusals: readonly Refusal[] = [
  ['404', 'ORDER_NOT_FOUND', 'rejected', 'There is no such payment intent here: check reference, sandbox and apiKey.'],
]

export const closePaymentRefusals: readonly Refusal[] = [
  ['404', 'ORDER_NOT_FOUND', 'rejected', 'There is no such payment intent here: check reference, sandbox and apiKey.'],
]

export const refundPaymentRefusals: readonly Refusal[] = [
  ['404', 'ORDER_NOT_FOUND', 'rejected', 'There is no such payment intent here: check reference, sandbox and apiKey.'],
  [
    '2 400',
    'REFUND_REFUSED',
    'rejected',
    'More than what has settled, later than 30 days after the intent was made, or an address that the chain does not have.',
  ],
  ['409 1083', 'REFUND_REFUSED', 'unknown', `This refundId was used with another amount or address: ${otherContent}`],
]

export const getRefundRefusals: readonly Refusal[] = [
  [
    '404',
    'REFUND_NOT_FOUND',
    'rejected',
    'There is no such refund here: repeat refundPayment with the same parameters.',
  ],
]

export const transferFundsRefusals: readonly Refusal[] = [
  [
    '409 1083',
    'ORDER_ID_USED',
    'unknown',
    `This transferId was used with another amount or recipient: ${otherContent}`,
  ],
]

export const getTransferRefusals: readonly Refusal[] = [
  [
    '404',
    'ORDER_NOT_FOUND',
    'rejected',
    'There is no such payout here: repeat transferFunds with the same parameters.',
  ],
]

export const addRecipientRefusals: readonly Refusal[] = [
  ['409 1083', 'ORDER_ID_USED', 'unknown', `This recipientId was used with another address: ${otherContent}`],
]

export const getRecipientRefusals: readonly Refusal[] = [
  [
    '404',
    'ORDER_NOT_FOUND',
    'rejected',
    'There is no such recipient here: repeat addRecipient with the same parameters.',
  ],
]

export const fetchNotificationKeyRefusals: readonly Refusal[] = [
  ['404', 'KEY_UNKNOWN', 'rejected', 'Circle has no key of this id: the message that names it is not Circle’s.'],
]
