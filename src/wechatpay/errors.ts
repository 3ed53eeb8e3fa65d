import { parseJson } from '../codec/json.js'
import { type ErrorCode, type Outcome, plain, ShroffError, traceId } from '../core/errors.js'
import { misfit } from '../core/shape.js'
import type { WireReply } from '../core/transport.js'
import { fromUtf8 } from '../crypto/bytes.js'
import { errorShape, header } from './wire.js'

export const errorDocs = 'https://pay.weixin.qq.com/doc/v3/merchant/4012081717'

type Meaning = readonly [code: ErrorCode, outcome: Outcome, next: string]

const fixRequest = 'Correct the request; the same one will be refused again.'
const slowDown = 'Wait and call less often.'
const later = 'Try again later with the same numbers.'

// What is final for every action. A code that is in no table is not final: `rejected` is earned.
const anyAction: Record<string, Meaning> = {
  PARAM_ERROR: ['REQUEST_REFUSED', 'rejected', fixRequest],
  INVALID_REQUEST: ['REQUEST_REFUSED', 'rejected', fixRequest],
  SIGN_ERROR: [
    'SIGNATURE_REFUSED',
    'rejected',
    'Check that privateKey belongs to the certificate with this serial, and the clock; `await ready(account)` finds mixed-up keys.',
  ],
  NO_AUTH: [
    'NOT_PERMITTED',
    'rejected',
    'The merchant lacks this permission; open the product in the merchant console.',
  ],
  MCH_NOT_EXISTS: ['NOT_PERMITTED', 'rejected', 'Check merchantId.'],
  APPID_MCHID_NOT_MATCH: [
    'NOT_PERMITTED',
    'rejected',
    'Bind the app id to the merchant number in the merchant console.',
  ],
  RULE_LIMIT: ['NOT_PERMITTED', 'rejected', "A rule of the merchant's product forbids it; see the provider's words."],
  SYSTEM_ERROR: ['PROVIDER_UNAVAILABLE', 'unknown', later],
  SERVICE_UNAVAILABLE: ['PROVIDER_UNAVAILABLE', 'unknown', later],
}

/** A rate limit, under the four names that it has had over the years. */
const rateLimits = (outcome: Outcome): Record<string, Meaning> =>
  Object.fromEntries(
    ['FREQUENCY_LIMITED', 'RATELIMIT_EXCEEDED', 'RATE_LIMITED', 'FREQUENCY_LIMIT_EXCEED'].map((name) => [
      name,
      ['RATE_LIMITED', outcome, slowDown],
    ]),
  )

// Placing, closing and asking do nothing when they meet a rate limit; what moves money may have been accepted
// (doc 4014959631), and so may whatever has no action here.
const harmless = /^(createPayment|closePayment|getPayment|getRefund|fetchCertificates)$/

const paidAlready = 'The order is paid; query it with getPayment.'

const refundCall: Record<string, Meaning> = {
  RESOURCE_NOT_EXISTS: ['ORDER_NOT_FOUND', 'rejected', 'The order is unknown or not paid; query it with getPayment.'],
  NOT_ENOUGH: ['BALANCE_TOO_LOW', 'rejected', "Top up the merchant's balance, then repeat with the same refundId."],
  USER_ACCOUNT_ABNORMAL: ['PAYER_REFUSED', 'rejected', "The payer's account is closed; refund by other means."],
  TRADE_OVERDUE: ['REFUND_REFUSED', 'rejected', 'Refunds end one year after the payment; refund by other means.'],
  // A new number would refund a second time.
  REFUND_FEE_MISMATCH: [
    'REFUND_REFUSED',
    'rejected',
    'A refund with this refundId exists, with another amount: call getRefund before you use a new number.',
  ],
  // Which code a changed refund and one of too much get is unconfirmed; this is one of them.
  INVALID_REQUEST: [
    'REQUEST_REFUSED',
    'rejected',
    'Correct the request. If this refundId was used before, call getRefund before you use a new number.',
  ],
  BIZ_ERR_NEED_RETRY: ['PROVIDER_UNAVAILABLE', 'unknown', later],
}

const byAction: Record<string, Record<string, Meaning>> = {
  createPayment: {
    ORDER_CLOSED: ['ORDER_CLOSED', 'rejected', 'A closed order cannot be paid; use a new orderId.'],
    OUT_TRADE_NO_USED: [
      'ORDER_ID_USED',
      'rejected',
      'This orderId was used with other parameters or another channel; repeat them exactly, or use a new orderId.',
    ],
    // It says that the order has its money, not that nothing happened.
    ORDERPAID: ['ORDER_PAID', 'unknown', paidAlready],
    OPENID_MISMATCH: ['PAYER_REFUSED', 'rejected', 'The openId must have been obtained for this very appId.'],
  },
  // createPayment of a payer's code: it charges at once, so what refuses a second charge says that the first has the money.
  codepay: {
    ORDER_CLOSED: ['ORDER_CLOSED', 'rejected', 'A closed order cannot be paid; use a new orderId.'],
    OUT_TRADE_NO_USED: ['ORDER_ID_USED', 'unknown', 'This orderId was charged before.'],
    ORDERPAID: ['ORDER_PAID', 'unknown', paidAlready],
  },
  getPayment: {
    ORDER_NOT_EXIST: [
      'ORDER_NOT_FOUND',
      'rejected',
      'WeChat Pay has no such order: createPayment never arrived, or the number is wrong.',
    ],
    TRADE_ERROR: ['REQUEST_REFUSED', 'rejected', fixRequest],
  },
  closePayment: {
    ORDERPAID: ['ORDER_PAID', 'rejected', paidAlready],
    // Which code a paid order gets here is unconfirmed; the documentation lists this one.
    TRADE_ERROR: ['REQUEST_REFUSED', 'rejected', 'The order is probably paid; query it with getPayment.'],
  },
  cancelPayment: {
    ORDER_NOT_EXIST: ['ORDER_NOT_FOUND', 'rejected', 'WeChat Pay has no such order.'],
  },
  refundPayment: refundCall,
  // It moves the same money under the same rules.
  applyAbnormalRefund: refundCall,
  getRefund: {
    RESOURCE_NOT_EXISTS: [
      'REFUND_NOT_FOUND',
      'rejected',
      'The refund was not accepted; repeat refundPayment with the same refundId.',
    ],
  },
  downloadStatement: {
    // No row on that day: the action makes an empty statement of it.
    NO_STATEMENT_EXIST: ['STATEMENT_NOT_READY', 'rejected', 'There is no statement for that day.'],
    STATEMENT_CREATING: ['STATEMENT_NOT_READY', 'rejected', 'Ask again after 10:00 in China, then every 30 minutes.'],
  },
  fetchCertificates: {
    RESOURCE_NOT_EXISTS: [
      'NOT_PERMITTED',
      'rejected',
      'This merchant has no platform certificates; configure the WeChat Pay public key.',
    ],
  },
}
/** Turns an answer that is not a success into its error. Such answers are never signed, so nothing here is authentic. */
export function providerError(action: string, reply: WireReply): ShroffError {
  const { status, headers } = reply
  const requestId = traceId(headers[header.requestId])
  const facts = { status, requestId, authentic: false, docs: errorDocs }
  const said = readErrorBody(reply.body)
  if (!said) {
    return new ShroffError(
      status === 429 ? 'RATE_LIMITED' : status >= 500 ? 'PROVIDER_UNAVAILABLE' : 'PROVIDER_ERROR',
      {
        ...facts,
        problem: 'The answer is not in WeChat Pay’s form; it may come from a proxy or a gateway on the way.',
        outcome: 'unknown',
      },
    )
  }
  const [code, outcome, next] =
    byAction[action]?.[said.code] ??
    anyAction[said.code] ??
    rateLimits(harmless.test(action) ? 'rejected' : 'unknown')[said.code] ??
    (['PROVIDER_ERROR', 'unknown', ''] as const)
  const final = outcome === 'rejected' && status >= 400 && status < 500
  return new ShroffError(code, {
    ...facts,
    problem: `WeChat Pay refused ${action}.`,
    outcome: final ? 'rejected' : 'unknown',
    next: next || undefined,
    providerCode: said.code,
    providerMessage: said.message,
    fields: said.fields,
  })
}

function readErrorBody(body: Uint8Array) {
  try {
    const value = parseJson(fromUtf8(body))
    if (misfit(errorShape, value)) return undefined
    const { code, message, detail } = value as {
      code: string
      message: string
      detail?: { field?: unknown; issue?: unknown }
    }
    if (!/^[A-Z][A-Z0-9_]{1,63}$/.test(code)) return undefined
    const { field, issue } = detail ?? {}
    const fields =
      typeof field === 'string'
        ? [{ path: plain(field, 100), problem: typeof issue === 'string' ? plain(issue, 200) : 'refused' }]
        : undefined
    return { code, message: plain(message, 500), fields }
  } catch {
    return undefined
  }
}
