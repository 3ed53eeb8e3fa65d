import type { Report } from '../wechatpay/primitives.js'

const words = (text: string) => text.trim().split(/\s+/)
const prefixed = (prefix: string, text: string) => words(text).map((word) => `${prefix}${word}`)

/** V2's gateway codes and what they may be given for (§12.1; alipay-families §13.2). Business codes, 40004, are per method. */
const gatewayCodes: Record<string, readonly string[]> = {
  '20000': ['isp.unknow-error', 'aop.unknow-error', 'aop.ACQ.SYSTEM_ERROR'],
  '20001': prefixed(
    'aop.',
    `invalid-auth-token auth-token-time-out invalid-app-auth-token invalid-app-auth-token-no-api app-auth-token-time-out
     no-product-reg-by-partner`,
  ),
  '40001': prefixed(
    'isv.',
    `missing-method missing-signature missing-signature-type missing-signature-key missing-app-id missing-timestamp
     missing-version decryption-error-missing-encrypt-type`,
  ),
  '40002': [
    ...prefixed(
      'isv.',
      `invalid-parameter invalid-method invalid-format invalid-signature invalid-signature-type invalid-encrypt-type
       invalid-encrypt invalid-app-id invalid-timestamp invalid-charset invalid-digest invalid-file-extension
       invalid-file-size missing-app-cert-sn missing-alipay-root-cert-sn app-cert-expired upload-fail
       decryption-error-not-valid-encrypt-type decryption-error-not-valid-encrypt-key decryption-error-unknown
       not-support-app-auth suspected-attack forbidden-api illegal-json code-invalid refresh-token-invalid`,
    ),
    // Of V3; their spelling in V2 is unconfirmed.
    ...prefixed('isv.', 'app-cert-not-exist invalid-alipay-root-cert-sn'),
    ...words('app-cert-expired not-online-app invalid-openid'),
  ],
  '40003': ['isv.missing-signature-config', 'invalid-auth-relations', 'isv.decryption-error-unknown'],
  '40005': prefixed('isv.', 'app-call-limited method-call-limited'),
  '40006': [
    ...prefixed('isv.', 'insufficient-isv-permissions insufficient-user-permissions self-invoke-forbidden'),
    'ACCESS_FORBIDDEN',
  ],
}

/** V3's common codes (alipay-families §13.1): 93 of the schema, and six of the official page. */
export const restCodes = new Set(
  words(`
    missing-method missing-platform missing-signature missing-signature-type missing-default-signature-type
    missing-signature-key missing-signature-config missing-app-cert-sn missing-alipay-cert-sn missing-alipay-root-cert-sn
    missing-encrypt-type missing-encrypt-key missing-app-id missing-app-uid missing-timestamp missing-version
    invalid-platform invalid-method invalid-format invalid-signature invalid-signature-type
    invalid-signature-type-said-interface invalid-alipay-root-cert-sn invalid-request-data invalid-encrypt-type
    invalid-encrypt invalid-app-id invalid-app-method invalid-app-state invalid-timestamp invalid-version invalid-encoding
    invalid-charset invalid-digest-type invalid-digest invalid-inner-invoke-scene invalid-app-api-field-config
    illegal-timestamp illegal-json illegal-client-ip unsupported-version unsupported-expired-app-key-sign
    app-key-security-risk app-cert-expired app-cert-not-exist alipay-cert-not-exist decryption-error
    decryption-error-missing-encrypt-type decryption-error-not-valid-encrypt-type decryption-error-not-valid-encrypt-key
    decryption-error-unknown forbidden-api suspected-attack app-api-punished app-invalid-oid method-forbidden-batch-invoke
    exist-blank-sub-request-id exist-repeated-sub-request-id
    invalid-auth-token auth-token-time-out invalid-app-auth-token invalid-app-auth-token-no-api app-auth-token-time-out
    missing-app-access-token missing-session insufficient-isv-permissions insufficient-user-permissions
    self-invoke-forbidden not-support-app-auth invalid-auth-relations invalid-app-auth-relations
    invalid-subscribe-relations app-unbind-partner invalid-partnerid invalid-product no-product-reg-by-partner
    sevice-not-been-subscribed-to inner-app-no-access
    app-call-limited method-call-limited app-auth-invoke-limit exceed-api-balance
    invalid-parameter upload-fail file-check-fail invalid-file-extension invalid-file-size illegal-card-no
    unsupport-operation
    unknow-error invalid-response-data unknown-sub-code access-data-time-out openid-error
    invalid-content-type invalid-http-method not-online-app invalid-openid unsupported-sdk-version
  `),
)

/** Business codes of the methods whose list the page gives in full (§12.2). */
const businessCodes: Record<string, readonly string[]> = {
  'alipay.trade.query': prefixed('ACQ.', 'SYSTEM_ERROR INVALID_PARAMETER TRADE_NOT_EXIST ENTERPRISE_PAY_BIZ_ERROR'),
  'alipay.trade.cancel': [
    'AQC.SYSTEM_ERROR',
    ...prefixed(
      'ACQ.',
      `SYSTEM_ERROR INVALID_PARAMETER SELLER_BALANCE_NOT_ENOUGH REASON_TRADE_BEEN_FREEZEN TRADE_HAS_FINISHED
       TRADE_CANCEL_TIME_OUT REASON_TRADE_REFUND_FEE_ERR CANCEL_NOT_ALLOWED`,
    ),
    // What an unknown trade_no gives is told without its code (§10.1).
    'ACQ.TRADE_NOT_EXIST',
  ],
  'alipay.trade.close': prefixed(
    'ACQ.',
    `SYSTEM_ERROR TRADE_NOT_EXIST TRADE_STATUS_ERROR INVALID_PARAMETER REASON_TRADE_STATUS_INVALID
     REASON_ILLEGAL_STATUS`,
  ),
  'alipay.trade.fastpay.refund.query': [
    ...prefixed('ACQ.', 'SYSTEM_ERROR INVALID_PARAMETER TRADE_NOT_EXIST'),
    'TRADE_NOT_EXIST',
  ],
  'alipay.fund.trans.common.query': words('ORDER_NOT_EXIST INVALID_PARAMETER SYSTEM_ERROR NO_ORDER_PERMISSION'),
}
const mayRefuse = (method: string, code: string) => businessCodes[method]?.includes(code) ?? true

/** Whose key should it sign for, whose application or key it does not know (§5.1)? */
const nobodyKnown = ['isv.invalid-app-id', 'isv.missing-app-id', 'isv.missing-signature-config']

type Refusal = { readonly code: string; readonly subCode: string; readonly isSigned: boolean }

/** §5.1, §12: a refusal of V2. */
export function examineRefusal(method: string, { code, subCode, isSigned }: Refusal, report: Report): void {
  if (code === '40004') {
    if (!isSigned) report('a business refusal is not signed (§5.1)')
    if (!mayRefuse(method, subCode)) report(`${subCode} is no refusal of ${method} (§12.2)`)
    return
  }
  if (!gatewayCodes[code]?.includes(subCode)) report(`${subCode} does not stand under ${code} (§12.1)`)
  if (isSigned && nobodyKnown.includes(subCode)) report(`${subCode} is signed, though nobody’s key is known (§5.1)`)
}

/** §8.2: a refusal of V3. Those of the gateway may come unsigned (alipay-families §13.1). */
export function examineRestRefusal(method: string, status: number, code: string, isSigned: boolean, report: Report) {
  const isGateways = /^[a-z][a-z-]*$/.test(code)
  if (isGateways && !restCodes.has(code)) report(`${code} is no code of V3 (alipay-families §13.1)`)
  if (!isGateways && !isSigned) report('a business refusal is not signed (§8.2)')
  if (!isGateways && !mayRefuse(method, code)) report(`${code} is no refusal of ${method} (§12.2)`)
  if (status < 400) report(`HTTP ${status} for ${code} (§8.2)`)
}
