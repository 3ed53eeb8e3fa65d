import type { Refusal } from '../core/refusals.js'

// What UnionPay refuses each action with (respCode, 应答码). One constant per action, without spreads, so that a bundler drops
// those that are not used. What no row knows is never final; 03, 04 and 05 say themselves that nobody knows yet.

const fixRequest = 'Correct the request; the same one will be refused again.'
const askBank = 'Let the payer pay with another card, under a new orderId.'

/** What holds for every action. */
export const anyRefusals: readonly Refusal[] = [
  ['03 04 05 06 83', 'PROVIDER_UNAVAILABLE', 'unknown', 'UnionPay itself does not know yet; a query will tell.'],
  ['10 13 14', 'REQUEST_REFUSED', 'rejected', fixRequest],
  [
    '11',
    'SIGNATURE_REFUSED',
    'rejected',
    'Check that the certificate is the one of this merchant number and environment; `await ready(account)` finds mixed-up keys.',
  ],
  // It says nothing of the first message of this number and time.
  ['12', 'ORDER_ID_USED', 'unknown', 'This number was sent before with this time: query it, and take no new one.'],
  ['02 39', 'PROVIDER_UNAVAILABLE', 'rejected', 'UnionPay takes nothing at this time of the day; try later.'],
  ['31 32 43 44', 'NOT_PERMITTED', 'rejected', 'The contract of this merchant number does not cover it.'],
  ['33 38', 'REQUEST_REFUSED', 'rejected', 'A limit of the contract, or of the risk control, is in the way.'],
  ['37', 'RATE_LIMITED', 'unknown', 'Ask less often.'],
]

export const createPaymentRefusals: readonly Refusal[] = [
  ['30 61 62 63 64 65 66 67 68 69 71 72 73 76 77 78 80 81 82 84', 'PAYER_REFUSED', 'rejected', askBank],
]

export const getPaymentRefusals: readonly Refusal[] = [
  // Of an order that was sent a moment ago it says no more than that it is not there yet.
  ['34', 'ORDER_NOT_FOUND', 'unknown', 'It is not proof that nothing was paid: ask again, until expiresAt has passed.'],
]

export const cancelPaymentRefusals: readonly Refusal[] = [
  ['34', 'ORDER_NOT_FOUND', 'rejected', 'The payment has not arrived so far: it may still.'],
  // Also said of what is not there at all.
  ['35 36', 'REFUND_REFUSED', 'rejected', 'It is not in a state to be undone, or of another amount; ask getPayment.'],
  ['45', 'REFUND_REFUSED', 'rejected', 'It was undone or given back before.'],
]

export const getCancelRefusals: readonly Refusal[] = [
  ['34', 'ORDER_NOT_FOUND', 'unknown', 'It is not proof that nothing was undone: ask again, and see the statement.'],
]

export const refundPaymentRefusals: readonly Refusal[] = [
  ['34 35', 'ORDER_NOT_FOUND', 'rejected', 'There is no payment under this number, or none that was paid.'],
  ['36 45', 'REFUND_REFUSED', 'rejected', 'More than is left, or given back before.'],
]

export const getRefundRefusals: readonly Refusal[] = [
  [
    '34',
    'REFUND_NOT_FOUND',
    'unknown',
    'It is not proof that nothing was given back: ask again, and see the statement.',
  ],
]

export const freezeFundsRefusals = createPaymentRefusals

export const getFreezeRefusals: readonly Refusal[] = [
  ['34', 'ORDER_NOT_FOUND', 'unknown', 'It is not proof that nothing is held: ask again, until expiresAt has passed.'],
]

export const captureFundsRefusals: readonly Refusal[] = [
  ['34 35', 'ORDER_NOT_FOUND', 'rejected', 'There is no hold under this number, or none that can be taken from.'],
  ['36 45', 'ORDER_CLOSED', 'rejected', 'More than 115 % of what is held, or it was taken or let go before.'],
]

export const getCaptureRefusals: readonly Refusal[] = [
  ['34', 'ORDER_NOT_FOUND', 'unknown', 'It is not proof that nothing was taken: ask again, and see the statement.'],
]

export const cancelFreezeRefusals: readonly Refusal[] = [
  ['34 35', 'ORDER_NOT_FOUND', 'rejected', 'There is no hold under this number, or none that can be let go.'],
  ['36 45', 'ORDER_CLOSED', 'rejected', 'It was taken or let go before, or is of another amount.'],
]

export const cancelCaptureRefusals: readonly Refusal[] = [
  ['34 35', 'ORDER_NOT_FOUND', 'rejected', 'Nothing was taken under this number, or nothing that can be undone.'],
  ['36 45', 'REFUND_REFUSED', 'rejected', 'It was undone before, or is of another amount.'],
]

export const downloadStatementRefusals: readonly Refusal[] = [
  [
    '98',
    'STATEMENT_NOT_READY',
    'rejected',
    'There is no file of this day: ask after 09:00 of the next one. A day without any trade never has one.',
  ],
]
