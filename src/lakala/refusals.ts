import type { Refusal } from '../core/refusals.js'

// What Lakala refuses with. Few of its codes are public, so that most refusals are of a code that no row knows: those are never final,
// and where the answer moves money a query decides. One constant per action, so that a bundler drops those that are not used.

/** What the gateway itself says, before any business is done. It alone is believed unsigned. */
export const gatewayRefusals: readonly Refusal[] = [
  [
    'BBS11200',
    'SIGNATURE_REFUSED',
    'rejected',
    'Check that privateKey belongs to serial: with the merchant’s certificate `await ready(account)` proves it.',
  ],
  [
    'GW0001',
    'NOT_PERMITTED',
    'rejected',
    'Check appId, serial and the interfaces that the open platform has released.',
  ],
  ['GW0004', 'NOT_PERMITTED', 'rejected', 'The open platform does not let this server’s IP address call.'],
]

/** What holds for every action. */
export const anyRefusals: readonly Refusal[] = [
  ['BBS11000 BBS11106', 'REQUEST_REFUSED', 'rejected', 'Correct the request; the same one will be refused again.'],
  [
    'BBS10000 BBS11105 BBS11112 BBS00001 BBS00100 BBS00101 000100 000101 BPS10034 RFD11105 RFD11112',
    'PROVIDER_UNAVAILABLE',
    'unknown',
    'Ask what became of it, and keep the number: a new one may move the money twice.',
  ],
]

/** Inferred: one public client has it for an order that nobody has paid, so it may stand for one that is there too. */
export const getPaymentRefusals: readonly Refusal[] = [
  [
    'BBS11114',
    'ORDER_NOT_FOUND',
    'rejected',
    'Nobody has placed it, the call that did is on its way still, or nobody has paid so far: close it before you count it as failed.',
  ],
]

/** By analogy with the one of payments: which code it really is, is unconfirmed. */
export const getRefundRefusals: readonly Refusal[] = [
  [
    'RFD11114 BBS11114',
    'REFUND_NOT_FOUND',
    'unknown',
    'It was not accepted, or is on its way still: repeat refundPayment with the same refundId.',
  ],
]

/** Of `idmrefund`, which has no action here. The others of its family are unknown. */
export const callProviderRefusals: readonly Refusal[] = [
  [
    '710033 710035 710047 710049',
    'REFUND_REFUSED',
    'rejected',
    'The refund failed; it may be asked for again with the same number.',
  ],
  [
    '710036 710037 710050 710051 710052 710053',
    'REFUND_REFUSED',
    'rejected',
    'Refused before any refund: correct the numbers of the payment, or give the money back by other means.',
  ],
  [
    '710032 710034 710038 710039 710046 710048',
    'PROVIDER_UNAVAILABLE',
    'unknown',
    'The refund is under way: ask idmrefundquery, and keep the number.',
  ],
]
