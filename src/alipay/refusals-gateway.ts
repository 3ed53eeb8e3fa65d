import type { Refusal } from '../core/refusals.js'

const fixRequest = 'Correct the request; the same one will be refused again.'
const certificates = 'Check the three files of certificates against the console.'
const contentKey = 'Check contentKey against the AES key in the console (接口内容加密方式).'

/**
 * What Alipay's gateway itself refuses with, V2 and V3 alike: codes without their prefix (CommonErrorType of the official
 * SDKs, and the gateway codes of V2). Where it is `rejected` no business was reached, so nothing can have been done.
 */
export const anyRefusals: readonly Refusal[] = [
  [
    'invalid-signature',
    'SIGNATURE_REFUSED',
    'rejected',
    'Check that privateKey belongs to the public key in the console; `await ready(account)` finds mixed-up keys.',
  ],
  [
    'missing-signature missing-signature-type missing-signature-key missing-default-signature-type invalid-signature-type invalid-signature-type-said-interface',
    'SIGNATURE_REFUSED',
    'rejected',
    fixRequest,
  ],
  [
    'missing-signature-config',
    'SIGNATURE_REFUSED',
    'rejected',
    'The application has no public key yet: upload it in the console (接口加签方式).',
  ],
  [
    'app-key-security-risk unsupported-expired-app-key-sign',
    'SIGNATURE_REFUSED',
    'rejected',
    'Alipay takes this key no longer: make a new one and exchange it in the console.',
  ],
  [
    'invalid-app-id missing-app-id missing-app-uid invalid-app-state app-invalid-oid not-online-app',
    'NOT_PERMITTED',
    'rejected',
    'Check appId, and that the application is online.',
  ],
  [
    'app-cert-not-exist alipay-cert-not-exist app-cert-expired missing-app-cert-sn missing-alipay-cert-sn missing-alipay-root-cert-sn invalid-alipay-root-cert-sn',
    'NOT_PERMITTED',
    'rejected',
    certificates,
  ],
  [
    'invalid-timestamp illegal-timestamp missing-timestamp',
    'REQUEST_REFUSED',
    'rejected',
    'Check this machine’s clock.',
  ],
  [
    'decryption-error decryption-error-unknown decryption-error-missing-encrypt-type decryption-error-not-valid-encrypt-type decryption-error-not-valid-encrypt-key invalid-encrypt invalid-encrypt-type missing-encrypt-type missing-encrypt-key',
    'REQUEST_REFUSED',
    'rejected',
    contentKey,
  ],
  // Business says so too.
  ['INVALID_PARAMETER invalid-parameter', 'REQUEST_REFUSED', 'rejected', fixRequest],
  [
    'missing-method missing-platform missing-version invalid-method invalid-app-method invalid-platform invalid-format invalid-version unsupported-version unsupported-sdk-version invalid-charset invalid-encoding invalid-digest invalid-digest-type invalid-request-data invalid-inner-invoke-scene invalid-app-api-field-config illegal-json invalid-content-type invalid-http-method method-forbidden-batch-invoke exist-blank-sub-request-id exist-repeated-sub-request-id',
    'REQUEST_REFUSED',
    'rejected',
    fixRequest,
  ],
  [
    'upload-fail file-check-fail invalid-file-extension invalid-file-size illegal-card-no unsupport-operation invalid-openid',
    'REQUEST_REFUSED',
    'rejected',
    fixRequest,
  ],
  [
    'suspected-attack',
    'REQUEST_REFUSED',
    'rejected',
    'A value contains the name of one of Alipay’s own parameters, such as body or subject: change the text.',
  ],
  [
    'illegal-client-ip forbidden-api app-api-punished',
    'NOT_PERMITTED',
    'rejected',
    'Alipay does not let this application call this; the console says why.',
  ],
  [
    'insufficient-isv-permissions ACCESS_FORBIDDEN no-product-reg-by-partner invalid-product sevice-not-been-subscribed-to invalid-subscribe-relations inner-app-no-access self-invoke-forbidden not-support-app-auth',
    'NOT_PERMITTED',
    'rejected',
    'Sign the product’s contract (签约) in the console.',
  ],
  [
    'insufficient-user-permissions invalid-auth-relations invalid-app-auth-relations app-unbind-partner invalid-partnerid',
    'NOT_PERMITTED',
    'rejected',
    'The merchant must authorise the application.',
  ],
  [
    'invalid-auth-token auth-token-time-out invalid-app-auth-token invalid-app-auth-token-no-api app-auth-token-time-out missing-app-access-token missing-session code-invalid refresh-token-invalid',
    'NOT_PERMITTED',
    'rejected',
    'The merchant must authorise the application again.',
  ],
  [
    'app-call-limited method-call-limited app-auth-invoke-limit exceed-api-balance',
    'RATE_LIMITED',
    'rejected',
    'Wait and call less often.',
  ],
  ['SYSTEM_RATE_LIMIT', 'RATE_LIMITED', 'unknown', 'Wait and call less often.'],
  // Business may have been done, and its answer lost on the way back. The last three by their names, unconfirmed.
  [
    'unknow-error SYSTEM_ERROR UNKNOWN_ERROR access-data-time-out',
    'PROVIDER_UNAVAILABLE',
    'unknown',
    'Try again later with the same numbers.',
  ],
  ['invalid-response-data unknown-sub-code openid-error', 'PROVIDER_ERROR', 'unknown', ''],
]

/** V2's own code, where the code beside it is in no table: all but 20000 and 40004 come before any business. */
export const codeRefusals: readonly Refusal[] = [
  ['40001 40002 40003', 'REQUEST_REFUSED', 'rejected', fixRequest],
  [
    '20001 40006',
    'NOT_PERMITTED',
    'rejected',
    'See Alipay’s words: the application lacks a contract or an authorisation.',
  ],
  ['40005', 'RATE_LIMITED', 'rejected', 'Wait and call less often.'],
]
