import { parseJson } from '../codec/json.js'
import { type ErrorCode, type Outcome, plain, ShroffError } from '../core/errors.js'
import type { WireReply } from '../core/transport.js'
import { fromUtf8 } from '../crypto/bytes.js'

/** Provider codes (without their prefix, blanks between) and what they mean. Rows of data, so that an unused table is dropped. */
/** Provider codes that mean the same, what they mean, and what to do. */
export type Row = readonly [codes: string, code: ErrorCode, outcome: Outcome, next: string]

const fixRequest = 'Correct the request; the same one will be refused again.'
const signContract = 'Sign the product’s contract (签约) in the console.'
const later = 'Try again later with the same numbers.'
const leftOver = 'More than what is left of the payment.'

// V2's gateway codes (sub_code in the end decides); V3's codes are the same words in another spelling.
const anyAction: readonly Row[] = [
  [
    'invalid-signature',
    'SIGNATURE_REFUSED',
    'rejected',
    'Check that privateKey belongs to the public key in the console; `await ready(account)` finds mixed-up keys.',
  ],
  ['missing-signature', 'SIGNATURE_REFUSED', 'rejected', fixRequest],
  ['invalid-app-id', 'NOT_PERMITTED', 'rejected', 'Check appId, and that the application is online.'],
  ['invalid-timestamp illegal-timestamp', 'REQUEST_REFUSED', 'rejected', 'Check this machine’s clock.'],
  ['invalid-parameter INVALID_PARAMETER', 'REQUEST_REFUSED', 'rejected', fixRequest],
  [
    'insufficient-isv-permissions ACCESS_FORBIDDEN no-product-reg-by-partner',
    'NOT_PERMITTED',
    'rejected',
    signContract,
  ],
  ['insufficient-user-permissions', 'NOT_PERMITTED', 'rejected', 'The merchant must authorise the application.'],
  [
    'invalid-auth-token auth-token-time-out invalid-app-auth-token invalid-app-auth-token-no-api app-auth-token-time-out',
    'NOT_PERMITTED',
    'rejected',
    'The merchant must authorise the application again.',
  ],
  [
    'app-cert-not-exist alipay-cert-not-exist missing-app-cert-sn missing-alipay-root-cert-sn invalid-alipay-root-cert-sn',
    'NOT_PERMITTED',
    'rejected',
    'Check the three files of certificates against the console.',
  ],
  [
    'decryption-error-unknown decryption-error-missing-encrypt-type invalid-encrypt-type missing-encrypt-type',
    'REQUEST_REFUSED',
    'rejected',
    'Check contentKey against the AES key in the console (接口内容加密方式).',
  ],
  ['app-call-limited method-call-limited', 'RATE_LIMITED', 'rejected', 'Wait and call less often.'],
  ['unknow-error SYSTEM_ERROR', 'PROVIDER_UNAVAILABLE', 'unknown', later],
]

const byAction: Record<string, readonly Row[]> = {
  createPayment: [
    [
      'CONTEXT_INCONSISTENT',
      'ORDER_ID_USED',
      'rejected',
      'This orderId was used with other parameters; use a new one.',
    ],
    // It says that the order was paid before, not that this call did nothing for the money.
    ['TRADE_HAS_SUCCESS', 'ORDER_PAID', 'unknown', 'The order is paid; query it with getPayment.'],
    ['TRADE_HAS_CLOSE', 'ORDER_CLOSED', 'rejected', 'A closed order cannot be paid; use a new orderId.'],
    [
      'PAYMENT_AUTH_CODE_INVALID PULL_MOBILE_CASHIER_FAIL',
      'PAYER_REFUSED',
      'rejected',
      'Let the payer show a fresh code, and scan again.',
    ],
    [
      'BUYER_BALANCE_NOT_ENOUGH BUYER_BANKCARD_BALANCE_NOT_ENOUGH ERROR_BALANCE_PAYMENT_DISABLE NO_PAYMENT_INSTRUMENTS_AVAILABLE BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR BEYOND_PAY_RESTRICTION',
      'PAYER_REFUSED',
      'rejected',
      'The payer must choose another means.',
    ],
    ['PAYMENT_FAIL', 'PAYER_REFUSED', 'rejected', 'Let the payer try again with a new order.'],
    ['BUYER_NOT_EXIST PAYER_UNMATCHED OPEN_ID_NOT_TINY_APP', 'PAYER_REFUSED', 'rejected', 'Check the payer’s id.'],
    ['BUYER_SELLER_EQUAL', 'PAYER_REFUSED', 'rejected', 'The payer is the seller.'],
    [
      'TRADE_BUYER_NOT_MATCH BUYER_ENABLE_STATUS_FORBID MOBILE_PAYMENT_SWITCH_OFF USER_FACE_PAYMENT_SWITCH_OFF PAYMENT_REQUEST_HAS_RISK ERROR_BUYER_CERTIFY_LEVEL_LIMIT',
      'PAYER_REFUSED',
      'rejected',
      'Alipay does not let this payer pay here.',
    ],
    ['TOTAL_FEE_EXCEED INVALID_STORE_ID NOW_TIME_AFTER_EXPIRE_TIME_ERROR', 'REQUEST_REFUSED', 'rejected', fixRequest],
    ['EXIST_FORBIDDEN_WORD', 'REQUEST_REFUSED', 'rejected', 'The description has a forbidden word.'],
    ['PARTNER_ERROR', 'NOT_PERMITTED', 'rejected', 'The application is not linked to this seller.'],
    [
      'SELLER_BEEN_BLOCKED BEYOND_PER_RECEIPT_RESTRICTION BEYOND_PER_RECEIPT_SINGLE_RESTRICTION BEYOND_PER_RECEIPT_DAY_RESTRICTION',
      'NOT_PERMITTED',
      'rejected',
      'Alipay limits this seller; the console says how far.',
    ],
  ],
  getPayment: [
    [
      'TRADE_NOT_EXIST',
      'ORDER_NOT_FOUND',
      'rejected',
      'Not placed, or a QR code or page that nobody opened yet: while it lives, the payer may still pay.',
    ],
  ],
  closePayment: [
    ['TRADE_NOT_EXIST', 'ORDER_NOT_FOUND', 'rejected', 'Not placed, or a QR code or page that nobody opened yet.'],
    [
      'TRADE_STATUS_ERROR REASON_ILLEGAL_STATUS',
      'REQUEST_REFUSED',
      'rejected',
      'The order is not open; query it with getPayment.',
    ],
    ['REASON_TRADE_STATUS_INVALID', 'REQUEST_REFUSED', 'rejected', 'The order may be paid; query it with getPayment.'],
  ],
  cancelPayment: [
    ['TRADE_HAS_FINISHED', 'REFUND_REFUSED', 'rejected', 'The time for refunds is over.'],
    ['TRADE_CANCEL_TIME_OUT', 'REFUND_REFUSED', 'rejected', 'Cancelling ends after 24 hours; refund instead.'],
    ['SELLER_BALANCE_NOT_ENOUGH', 'BALANCE_TOO_LOW', 'rejected', 'Top up the account, then repeat.'],
    ['REASON_TRADE_REFUND_FEE_ERR', 'REFUND_REFUSED', 'rejected', leftOver],
    ['CANCEL_NOT_ALLOWED REASON_TRADE_BEEN_FREEZEN', 'REQUEST_REFUSED', 'rejected', fixRequest],
  ],
  refundPayment: [
    ['TRADE_NOT_EXIST', 'ORDER_NOT_FOUND', 'rejected', 'The order is unknown; query it with getPayment.'],
    ['TRADE_STATUS_ERROR', 'REFUND_REFUSED', 'rejected', 'The order is not paid; query it with getPayment.'],
    ['TRADE_HAS_FINISHED', 'REFUND_REFUSED', 'rejected', 'The time for refunds is over.'],
    ['TRADE_HAS_CLOSE', 'REFUND_REFUSED', 'rejected', 'The order is refunded in full, or was never paid.'],
    [
      'SELLER_BALANCE_NOT_ENOUGH',
      'BALANCE_TOO_LOW',
      'rejected',
      'Top up the account, then repeat with the same refundId.',
    ],
    [
      'DISCORDANT_REPEAT_REQUEST',
      'REFUND_REFUSED',
      'rejected',
      'A refund with this refundId exists, with another amount: call getRefund before you use a new number.',
    ],
    ['REASON_TRADE_REFUND_FEE_ERR REFUND_AMT_NOT_EQUAL_TOTAL REFUND_FEE_ERROR', 'REFUND_REFUSED', 'rejected', leftOver],
    [
      'TRADE_NOT_ALLOW_REFUND ONLINE_TRADE_VOUCHER_NOT_ALLOW_REFUND CURRENCY_NOT_SUPPORT ALLOC_AMOUNT_VALIDATE_ERROR REASON_TRADE_BEEN_FREEZEN',
      'REFUND_REFUSED',
      'rejected',
      fixRequest,
    ],
    ['NOT_ALLOW_PARTIAL_REFUND', 'REFUND_REFUSED', 'rejected', 'Only a full refund is possible.'],
    [
      'BUYER_NOT_EXIST BUYER_ERROR BUYER_ENABLE_STATUS_FORBID',
      'REFUND_REFUSED',
      'rejected',
      'The payer’s account cannot take it; pay back another way.',
    ],
  ],
  downloadStatement: [
    ['BILL_NOT_EXIST', 'STATEMENT_NOT_READY', 'rejected', 'Ask again after 09:00 in China on the following day.'],
    // No row on that day: the action makes an empty statement of it.
    ['NO_BILL_DATA', 'STATEMENT_NOT_READY', 'rejected', 'There is no statement for that day.'],
  ],
  getRefund: [['TRADE_NOT_EXIST', 'ORDER_NOT_FOUND', 'rejected', 'The order is unknown.']],
}

/** As placing an order, but it charges at once: what refuses a second charge does not say what became of the first. */
export const chargeRefusals = (): readonly Row[] => [
  ['CONTEXT_INCONSISTENT', 'ORDER_ID_USED', 'unknown', 'This orderId was charged before, with other parameters.'],
  ...byAction.createPayment!,
]

/** What an opener knows besides: the action's own refusals, and what must not be repeated in an error. */
type Told = { refusals?: readonly Row[] | undefined; secret?: string | undefined; authentic?: boolean }

/**
 * A V2 refusal. `authentic`: its signature was verified. One that is not says what may be wrong with the call, but never
 * where an order or a refund stands, nor that nothing was done.
 */
export function v2Error(
  action: string,
  value: unknown,
  authentic: boolean,
  requestId: string | undefined,
  { refusals = byAction[action], secret }: Told = {},
): ShroffError {
  const { code, msg, sub_code, sub_msg } = (value ?? {}) as Record<string, unknown>
  const text = (part: unknown) => (typeof part === 'string' ? part : undefined)
  const said = text(sub_code) ?? text(code) ?? ''
  return refusal(action, refusals, said, text(sub_msg) ?? text(msg), {
    secret,
    authentic,
    proves: authentic,
    requestId,
    ...(text(code) === '20000' && { unavailable: true }),
  })
}

/** A V3 refusal, verified by its headers or not. */
export function v3Error(
  action: string,
  reply: WireReply,
  requestId: string | undefined,
  { refusals = byAction[action], secret, authentic = false }: Told = {},
): ShroffError {
  const { status } = reply
  let said: { code?: unknown; message?: unknown } = {}
  try {
    said = (parseJson(fromUtf8(reply.body)) ?? {}) as typeof said
  } catch {
    // Not Alipay's form: told below.
  }
  const code = typeof said.code === 'string' ? said.code : ''
  return refusal(action, refusals, code, typeof said.message === 'string' ? said.message : undefined, {
    secret,
    authentic,
    proves: true,
    requestId,
    status,
    unavailable: status >= 500,
  })
}

/** An answer that is not in Alipay's form at all. */
export const strangeReply = (status: number | undefined, requestId: string | undefined, authentic = false) =>
  new ShroffError((status ?? 0) >= 500 ? 'PROVIDER_UNAVAILABLE' : 'PROVIDER_ERROR', {
    problem: 'The answer is not in Alipay’s form; it may come from a proxy or a gateway on the way.',
    outcome: 'unknown',
    status,
    requestId,
    authentic,
  })

function refusal(
  action: string,
  refusals: readonly Row[] | undefined,
  said: string,
  words: string | undefined,
  facts: {
    secret: string | undefined
    authentic: boolean
    proves: boolean
    requestId: string | undefined
    status?: number
    unavailable?: boolean
  },
): ShroffError {
  const { secret, authentic, proves, requestId, status, unavailable } = facts
  // `ACQ.TRADE_NOT_EXIST`, `isv.invalid-signature` and `invalid-signature` alike.
  const name = said.replace(/^((ACQ|AQC|isv|isp|aop)\.)+/, '')
  if (!said) return strangeReply(status, requestId, authentic)
  const known = (proves ? find(refusals, name) : undefined) ?? find(anyAction, name)
  const [, code, outcome, next] =
    known ?? (['', unavailable ? 'PROVIDER_UNAVAILABLE' : 'PROVIDER_ERROR', 'unknown', ''] as const)
  return new ShroffError(code, {
    problem: `Alipay refused ${action}.`,
    outcome: unavailable || !proves ? 'unknown' : outcome,
    next: next || undefined,
    providerCode: plain(said, 80),
    providerMessage: words && plain(withoutTokens(words, secret), 500),
    status,
    requestId,
    authentic,
  })
}

/** A refused signature comes with the whole text that was signed (escaped for HTML), the merchant's token and the payer's code in it. */
const withoutTokens = (words: string, secret: string | undefined) =>
  (secret ? words.replaceAll(secret, '…') : words).replace(
    /(auth_token=|auth_code(?:"|&quot;):(?:"|&quot;))[^&"]+/g,
    '$1…',
  )

const find = (rows: readonly Row[] | undefined, name: string) =>
  rows?.find(([codes]) => codes.split(' ').includes(name))
