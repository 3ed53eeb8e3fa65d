// What Alipay signs. Values are raw: not encoded, not trimmed, JSON exactly as it travels.
// Source: alipay/alipay-sdk-nodejs-all:src/util.ts, src/alipay.ts; alipay/alipay-sdk-java-all: AlipaySignature.java

type Parameters = Readonly<Record<string, string>>

const join = (parameters: Parameters, without: readonly string[]): string =>
  Object.keys(parameters)
    .filter((name) => parameters[name] !== '' && !without.includes(name))
    .sort()
    .map((name) => `${name}=${parameters[name]}`)
    .join('&')

/** V2: a request, and a notice that keeps `sign_type`: all parameters but `sign`, none empty, sorted by byte. */
export const requestText = (parameters: Parameters): string => join(parameters, ['sign'])

/**
 * V2: a trade notification and a return to `return_url`: `sign_type` is left out as well. That what is empty is left out is
 * unconfirmed: PHP's official code does so, Node's and Java's sign it, and no real message with an empty value is known.
 */
export const notificationText = (parameters: Parameters): string => join(parameters, ['sign', 'sign_type'])

/** V3: a request. `authorization` is the header's text after the scheme, up to `,sign=`. Each line ends in a line feed. */
export const v3RequestText = (
  authorization: string,
  method: string,
  path: string,
  body: string,
  appAuthToken: string | undefined,
): string => `${authorization}\n${method}\n${path}\n${body}\n${appAuthToken === undefined ? '' : `${appAuthToken}\n`}`

/** V3: an answer. */
export const v3ReplyText = (timestamp: string, nonce: string, body: string): string =>
  `${timestamp}\n${nonce}\n${body}\n`

/**
 * Whether a value has `&`, a name of the protocol and `=` in it. Fields are signed as one text without any escape, so a notice
 * with such a value could be taken apart in two ways, and both would be signed.
 */
export const holdsField = (value: string): boolean =>
  value.includes('&') && [...value.matchAll(/&(\w+)(?==)/g)].some(([, name]) => isField(name!))

/** Whether Alipay sends a field of this name. */
export const isField = (name: string): boolean => names.test(name)

// Alipay's notices and returns, in the words of the page on notifications (异步通知) and of the fund and agreement messages.
const names =
  /^(sign|sign_type|charset|version|app_id|auth_app_id|method|timestamp|utc_timestamp|msg_\w+|notify_\w+|biz_content|trade_no|trade_status|out_trade_no|out_biz_no|out_order_no|out_request_no|buyer_\w+|seller_\w+|payer_\w+|payee_\w+|\w*_amount|refund_fee|send_back_fee|subject|body|passback_params|gmt_\w+|fund_bill_list|voucher_detail_list|auth_no|operation_\w+|pre_auth_type|agreement_no|external_agreement_no|personal_product_code|sign_scene|sign_time|valid_time|invalid_time|unsign_time|alipay_\w+|status|trans_currency)$/
