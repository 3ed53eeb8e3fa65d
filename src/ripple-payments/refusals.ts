import type { Refusal } from '../core/refusals.js'

// What Ripple refuses with (docs.ripple.com, payments-direct-2: api-errors; openapi_spec/rpd2_spec.yml). Its list is open, so what no
// row knows is never final. A code that there is no row for is looked for once more by its type, such as AUTH_ERROR.

/** What holds for every action. */
export const anyRefusals: readonly Refusal[] = [
  ['USR_001 USR_003', 'REQUEST_REFUSED', 'rejected', 'Correct the request; the same one will be refused again.'],
  [
    'AUTH_ERROR',
    'NOT_PERMITTED',
    'rejected',
    'Check clientId, clientSecret, tenantId and sandbox, and by check(client) what they permit.',
  ],
  ['SYS_001 SYS_003', 'PROVIDER_UNAVAILABLE', 'unknown', 'Try again later with the same numbers.'],
  // What the endpoint of tokens says, in the form of OAuth.
  [
    'access_denied invalid_client unauthorized_client',
    'NOT_PERMITTED',
    'rejected',
    'Check clientId, clientSecret, tenantId and sandbox.',
  ],
  [
    'invalid_request invalid_grant',
    'REQUEST_REFUSED',
    'rejected',
    'Check clientId, clientSecret, tenantId and sandbox.',
  ],
  ['CONFIGURATION_ERROR', 'NOT_PERMITTED', 'unknown', 'Ask Ripple’s support: something of your account is not set up.'],
]

export const quotePaymentRefusals: readonly Refusal[] = [
  [
    'USR_013 USR_014 USR_015',
    'REQUEST_REFUSED',
    'rejected',
    'The amount does not cover the fees, or the kind of pay-in or payout is not one of yours.',
  ],
]

export const transferFundsRefusals: readonly Refusal[] = [
  ['USR_067', 'BALANCE_TOO_LOW', 'rejected', 'Add funds, then repeat with the same parameters while the quote lives.'],
  [
    'USR_002 USR_011',
    'REQUEST_REFUSED',
    'rejected',
    'There is no such quote, beneficiary or financial instrument: check the ids, and take a new quote where it has expired.',
  ],
]

export const getTransferRefusals: readonly Refusal[] = [
  [
    'USR_002 USR_011',
    'ORDER_NOT_FOUND',
    'rejected',
    'No payment has been made of this quote so far: repeat transferFunds with the same parameters.',
  ],
]
