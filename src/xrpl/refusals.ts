import type { Refusal } from '../core/refusals.js'

// What servers of the XRP Ledger refuse a question with (xrpl.org, "Error Formatting"; XRPLF/clio: src/rpc/Errors.cpp).

const other = 'Ask again; if it stays, put another host first in hosts.'

export const anyRefusals: readonly Refusal[] = [
  ['slowDown', 'RATE_LIMITED', 'unknown', 'Ask less often, or have a server of your own.'],
  [
    'tooBusy noNetwork noCurrent noClosed notSynced failedToForward amendmentBlocked internal internalJson',
    'PROVIDER_UNAVAILABLE',
    'unknown',
    other,
  ],
  // A server that has not got so far, or no longer has what is so far back, says so in one of these.
  ['lgrIdxMalformed lgrIdxsInvalid invalidLgrRange lgrNotFound', 'PROVIDER_UNAVAILABLE', 'unknown', other],
  [
    'actNotFound',
    'NOT_PERMITTED',
    'rejected',
    'The account is not on this network: it takes XRP for the reserve to be opened. Compare address and network.',
  ],
  ['actMalformed', 'NOT_PERMITTED', 'rejected', 'Copy the address again: it is none.'],
  ['invalidParams unknownCmd invalid_API_version excessiveLgrRange', 'REQUEST_REFUSED', 'rejected', other],
]

export const explainTransferRefusals: readonly Refusal[] = [
  ['txnNotFound', 'ORDER_NOT_FOUND', 'rejected', 'Ask the payer for the hash again, and which network it was sent on.'],
]

export const submitTransferRefusals: readonly Refusal[] = [
  [
    'invalidTransaction',
    'REQUEST_REFUSED',
    'rejected',
    'No server takes it as it is: its signature does not fit, or it is damaged. Prepare it anew, and look at the signer.',
  ],
  ['internalSubmit', 'PROVIDER_UNAVAILABLE', 'unknown', 'Ask getRefund: it may have been taken all the same.'],
]
