import type { Refusal } from '../core/refusals.js'

// What YeePay refuses with. The codes of the platform are public, those of its business are not but for one: they are told by
// their words, which is unconfirmed, so only where those say one thing clearly. What no row knows is never final.

const fixRequest = 'Correct the request; the same one will be refused again.'

/** What holds for every action: the gateway's own, before any business is done. */
export const anyRefusals: readonly Refusal[] = [
  [
    'isv.authentication.digest.verify-failure isv.authentication.digest.integrity-checking-failure isv.authentication.incompatible 99001008',
    'SIGNATURE_REFUSED',
    'rejected',
    'Check the clock, and that the public key at the open platform belongs to privateKey; `await ready(account)` finds mixed-up keys.',
  ],
  [
    'isv.app.not-exists 99001001',
    'NOT_PERMITTED',
    'rejected',
    'Check appKey, and that it is of this environment: the sandbox has others.',
  ],
  [
    'sys.authorization.unauthorized isv.authentication.oauth2.invalid-token 40021',
    'NOT_PERMITTED',
    'rejected',
    'The application may not make the call; see its products at the open platform.',
  ],
  [
    'sys.limit.ip-white-list.app sys.limit.ip-white-list.not-configured sys.limit.ip-black-list.platform 99001021',
    'NOT_PERMITTED',
    'rejected',
    'Enter this machine’s address among those that may call (IP白名单) at the open platform.',
  ],
  [
    'sys.limit.http-method isv.service.not-exists isv.check.request-param.miss isv.check.request-param.format isv.protocol.content-type.unsupported isv.protocol.host-name.unsupported isv.encrypt.format.illegal isv.encrypt.param.decrypt-failure isv.authentication.crypto.decrypt-failure 99001006',
    'REQUEST_REFUSED',
    'rejected',
    fixRequest,
  ],
  [
    'sys.limit.rate-limit sys.limit.traffic-control sys.limit.concurrency-control.api',
    'RATE_LIMITED',
    'rejected',
    'Wait and call less often, with the same numbers.',
  ],
  ['sys.service.retryable', 'PROVIDER_UNAVAILABLE', 'rejected', 'Call again with the same numbers.'],
  [
    'sys.service.unavailable 40020 99001013 99999000',
    'PROVIDER_UNAVAILABLE',
    'unknown',
    'Query first: it may have been done.',
  ],
]

/**
 * What words a refusal of the business says, by names of ours. Unconfirmed: YeePay publishes neither. One that says two things
 * says nothing.
 */
export const wordings: readonly (readonly [words: RegExp, name: string])[] = [
  [/退款(订单|请求|记录|单)?.{0,4}不存在/, 'REFUND_NOT_EXIST'],
  [/(?<!退款)订单.{0,6}不存在/, 'ORDER_NOT_EXIST'],
  [/订单.{0,6}已(成功)?(支付|付款)/, 'ORDER_PAID'],
  [/订单.{0,6}已(关闭|过期|失效|超时)/, 'ORDER_CLOSED'],
  [/订单号.{0,4}(重复|已存在)/, 'ORDER_REPEATED'],
  [/退款(请求)?号.{0,4}(重复|已存在)/, 'REFUND_REPEATED'],
  [/退款.{0,4}金额.{0,10}(大于|超过|超出)/, 'REFUND_TOO_LARGE'],
  [/余额不足/, 'BALANCE_TOO_LOW'],
]

/** An order that is placed takes no money: what stands under the number before keeps its own. */
export const createPaymentRefusals: readonly Refusal[] = [
  ['ORDER_REPEATED', 'ORDER_ID_USED', 'rejected', 'This orderId was used with other parameters; use a new one.'],
  ['ORDER_PAID', 'ORDER_PAID', 'rejected', 'The order is paid; query it with getPayment.'],
  ['ORDER_CLOSED OPR18017', 'ORDER_CLOSED', 'rejected', 'Use a new orderId.'],
]

/** Of a payer's code: no refusal of the business says what became of it, for which a query is. */
export const chargeRefusals: readonly Refusal[] = [
  ['ORDER_REPEATED', 'ORDER_ID_USED', 'unknown', 'This orderId was charged before.'],
  ['ORDER_PAID', 'ORDER_PAID', 'unknown', 'The order is paid; query it with getPayment.'],
]

export const getPaymentRefusals: readonly Refusal[] = [
  ['ORDER_NOT_EXIST', 'ORDER_NOT_FOUND', 'rejected', 'Nobody has placed it, or the call that did is on its way still.'],
]

export const closePaymentRefusals: readonly Refusal[] = [
  ['ORDER_NOT_EXIST', 'ORDER_NOT_FOUND', 'rejected', 'YeePay has no such order.'],
  ['ORDER_PAID', 'ORDER_PAID', 'rejected', 'The order is paid: deliver, or refund it.'],
  ['ORDER_CLOSED OPR18017', 'ORDER_CLOSED', 'rejected', 'The order has expired, or is closed already.'],
]

export const refundPaymentRefusals: readonly Refusal[] = [
  ['ORDER_NOT_EXIST', 'ORDER_NOT_FOUND', 'rejected', 'YeePay has no such payment.'],
  [
    'REFUND_TOO_LARGE',
    'REFUND_REFUSED',
    'rejected',
    'More is asked for than is left of the payment. Where this refundId was sent before, getRefund tells whether that was done.',
  ],
  [
    'REFUND_REPEATED',
    'REFUND_REFUSED',
    'rejected',
    'A refund with this refundId exists, with another amount: call getRefund before you use a new number.',
  ],
  [
    'BALANCE_TOO_LOW',
    'BALANCE_TOO_LOW',
    'rejected',
    'Top the merchant’s account up, and repeat with the same refundId.',
  ],
]

/** Also of what ends or goes on with a refund that waits. */
export const getRefundRefusals: readonly Refusal[] = [
  [
    'REFUND_NOT_EXIST',
    'REFUND_NOT_FOUND',
    'unknown',
    'It was not accepted, or is on its way still: repeat refundPayment with the same refundId.',
  ],
  ['ORDER_NOT_EXIST', 'ORDER_NOT_FOUND', 'rejected', 'YeePay has no such order.'],
]
