import type { ShroffError } from '../core/errors.js'
import type { Refusal } from '../core/refusals.js'

// What Baidu refuses each action with (错误码). Its tables say what a code means and not what was done, and are of the calls by
// signature; that those by token have the same ones is unconfirmed. 10002 alone stands for several things, so an action
// decides by it. One constant per action, so that a bundler drops those that are not used.

const busy = 'Try again later with the same numbers.'
const fix = 'Correct the request; the same one will be refused again.'

/** What holds for every action. Those under 1000 but two are the gateway's own: it came no further. */
export const anyRefusals: readonly Refusal[] = [
  [
    '10000 930',
    'SIGNATURE_REFUSED',
    'rejected',
    'Check privateKey against the public key in Baidu’s console (开发者公钥).',
  ],
  ['110 111', 'NOT_PERMITTED', 'rejected', 'The token was refused, and the next call asks for another.'],
  [
    '6 970',
    'NOT_PERMITTED',
    'rejected',
    'Check that the payment service is approved, and that the smart program has it.',
  ],
  ['10001 100 4010004 4010006 5010001', 'REQUEST_REFUSED', 'rejected', fix],
  ['4 17 18 19 5010003', 'RATE_LIMITED', 'unknown', 'Wait and call less often, with the same numbers.'],
  [
    '10003 1 2 4010001 4010003 4010007 5010002 5010004 5010005 6010008 7010001',
    'PROVIDER_UNAVAILABLE',
    'unknown',
    busy,
  ],
]

export const getPaymentRefusals: readonly Refusal[] = [
  ['10002', 'ORDER_NOT_FOUND', 'rejected', 'The payer has not opened the cashier, or the appKey is another service’s.'],
]

export const closePaymentRefusals: readonly Refusal[] = [
  ['10002', 'REQUEST_REFUSED', 'rejected', 'There is no such order, or it is open no longer: getPayment tells which.'],
]

export const refundPaymentRefusals: readonly Refusal[] = [
  [
    '10002',
    'REFUND_REFUSED',
    'rejected',
    'orderId, paymentId and payerId must be of one order that is paid. Where it is consumed, revokeConsumption comes first. Where this refundId was sent before, getRefund tells whether that was done.',
  ],
  [
    '10001',
    'REQUEST_REFUSED',
    'rejected',
    'More may be asked for than is left. Where this refundId was sent before, getRefund tells whether that was done.',
  ],
  [
    '10003',
    'PROVIDER_UNAVAILABLE',
    'unknown',
    'It also means that the merchant’s balance (企业余额) is lower than the refund: look there first.',
  ],
]

export const revokeConsumptionRefusals: readonly Refusal[] = [
  ['10002', 'ORDER_NOT_FOUND', 'rejected', 'paymentId and payerId must be of one order, as its webhook tells them.'],
  [
    '10003',
    'PROVIDER_UNAVAILABLE',
    'unknown',
    'It also means that the merchant’s balance (企业余额) is lower than the order: look there first.',
  ],
]

export const getRefundRefusals: readonly Refusal[] = [
  [
    '10002',
    'REFUND_NOT_FOUND',
    'unknown',
    'It was not accepted, or is on its way still: repeat refundPayment with the same refundId.',
  ],
]

/** That the token is at fault. Baidu's other open services say it by these; that this one does is unconfirmed. */
export const isTokenRefused = ({ providerCode }: ShroffError): boolean => /^11[01]$/.test(providerCode ?? '')
