import { createPayment, downloadStatement, refundPayment } from 'shroff/alipay'
import { describe, expect, it } from 'vitest'
import { alipayKey, openAlipay } from '../support/alipay.js'
import { alipayTea as tea } from '../support/alipay-shop.js'
import { failure } from '../support/failure.js'

// Transcribed from the enumeration CommonErrorType of the official PHP and .NET SDKs (2025-12-15 to 2026-08-26; 93 values,
// one of them two names) and from the pages on V2's gateway codes. What the classes say of the money:
const words = (text: string) => text.trim().split(/\s+/)
const codes = {
  notReached: words(`
    alipay-cert-not-exist app-api-punished app-cert-not-exist app-invalid-oid app-key-security-risk
    app-cert-expired decryption-error decryption-error-missing-encrypt-type
    decryption-error-not-valid-encrypt-key decryption-error-not-valid-encrypt-type decryption-error-unknown
    exist-blank-sub-request-id exist-repeated-sub-request-id forbidden-api illegal-client-ip illegal-json
    illegal-timestamp invalid-alipay-root-cert-sn invalid-app-api-field-config invalid-app-id invalid-app-method
    invalid-app-state invalid-charset invalid-digest invalid-digest-type invalid-encoding invalid-encrypt
    invalid-encrypt-type invalid-format invalid-inner-invoke-scene invalid-method invalid-platform
    invalid-request-data invalid-signature invalid-signature-type invalid-signature-type-said-interface
    invalid-timestamp invalid-version method-forbidden-batch-invoke missing-alipay-cert-sn
    missing-alipay-root-cert-sn missing-app-cert-sn missing-app-id missing-app-uid
    missing-default-signature-type missing-encrypt-key missing-encrypt-type missing-method missing-platform
    missing-signature missing-signature-config missing-signature-key missing-signature-type missing-timestamp
    missing-version suspected-attack unsupported-expired-app-key-sign unsupported-version
    app-auth-token-time-out app-unbind-partner auth-token-time-out inner-app-no-access
    insufficient-isv-permissions insufficient-user-permissions invalid-app-auth-relations invalid-app-auth-token
    invalid-app-auth-token-no-api invalid-auth-relations invalid-auth-token invalid-partnerid invalid-product
    invalid-subscribe-relations missing-app-access-token missing-session no-product-reg-by-partner
    not-support-app-auth self-invoke-forbidden sevice-not-been-subscribed-to
    app-auth-invoke-limit app-call-limited exceed-api-balance method-call-limited
  `),
  refused: words(`
    file-check-fail illegal-card-no invalid-file-extension invalid-file-size invalid-parameter
    unsupport-operation upload-fail
  `),
  unknown: words(`
    access-data-time-out invalid-response-data openid-error unknow-error unknown-sub-code
  `),
  // On the official page, but not in the enumeration: none of them reaches any business.
  beside: words(`
    invalid-content-type invalid-http-method not-online-app invalid-openid unsupported-sdk-version
  `),
}
const final = [...codes.notReached, ...codes.refused, ...codes.beside]

type Client = ReturnType<typeof openAlipay>['client']
const refund = (client: Client) =>
  refundPayment(client, { orderId: 'T_1001', refundId: 'R_1', amount: { currency: 'CNY', value: 500 } })
const charge = (client: Client) =>
  createPayment(client, { ...tea, channel: 'barcode', payerCode: '281234567890123456' })

it('the list is whole', () => {
  expect(new Set([...codes.notReached, ...codes.refused, ...codes.unknown]).size).toBe(94)
})

describe.each(['v2', 'v3'] as const)('%s: a refund that the gateway refuses', (api) => {
  it.each(final)('%s is rejected', async (code) => {
    for (const said of [code, `isv.${code}`, `isp.${code.toUpperCase()}`]) {
      const error = await failure(refund(openAlipay({ refused: ['40004', said] }, { generation: api }).client))
      expect(error).toMatchObject({ outcome: 'rejected', providerCode: said })
      expect(error.code).not.toBe('PROVIDER_ERROR')
      expect(error.next).toBeTruthy()
    }
  })

  it.each(codes.unknown)('%s is unknown', async (code) => {
    const error = await failure(refund(openAlipay({ refused: ['40004', code] }, { generation: api }).client))
    expect(error).toMatchObject({ outcome: 'unknown', providerCode: code })
    expect(error.next).toMatch(/^Call getRefund/)
  })
})

describe('V2’s own code, where the one beside it is new', () => {
  it.each([
    ['20000', 'PROVIDER_UNAVAILABLE', 'unknown'],
    ['20001', 'NOT_PERMITTED', 'rejected'],
    ['40001', 'REQUEST_REFUSED', 'rejected'],
    ['40002', 'REQUEST_REFUSED', 'rejected'],
    ['40003', 'REQUEST_REFUSED', 'rejected'],
    ['40004', 'PROVIDER_ERROR', 'unknown'],
    ['40005', 'RATE_LIMITED', 'rejected'],
    ['40006', 'NOT_PERMITTED', 'rejected'],
  ])('%s: %s, %s', async (gatewayCode, code, outcome) => {
    for (const run of [refund, charge])
      expect(await failure(run(openAlipay({ refused: [gatewayCode, 'isv.of-tomorrow'] }).client))).toMatchObject({
        code,
        outcome,
      })
  })
})

describe('V2, without a signature under the method’s own name', () => {
  const answered = (content: object) =>
    openAlipay({ seal: { node: 'alipay_trade_refund_response', content, unsigned: true, privateKey: alipayKey } })
      .client
  it.each([
    ['40002', 'isv.invalid-app-id', 'NOT_PERMITTED'],
    ['40003', 'isv.missing-signature-config', 'SIGNATURE_REFUSED'],
  ])('%s %s is what the gateway says, by nobody’s word', async (code, sub_code, meaning) => {
    const error = await failure(refund(answered({ code, msg: 'x', sub_code, sub_msg: 'x' })))
    expect(error).toMatchObject({ code: meaning, outcome: 'rejected', authentic: false, providerCode: sub_code })
  })

  it('a refusal of the business is not believed, but its code is said', async () => {
    const content = { code: '40004', msg: 'x', sub_code: 'ACQ.TRADE_HAS_CLOSE', sub_msg: 'x' }
    expect(await failure(refund(answered(content)))).toMatchObject({
      code: 'PROVIDER_ERROR',
      outcome: 'unknown',
      authentic: false,
      providerCode: 'ACQ.TRADE_HAS_CLOSE',
    })
  })

  it.each(['10000', '10003'])('a success is never taken: %s', async (code) => {
    const content = { code, msg: 'Success', out_trade_no: 'T_1001', trade_no: '1', fund_change: 'Y' }
    expect(await failure(refund(answered(content)))).toMatchObject({ code: 'SIGNATURE_MISSING', outcome: 'unknown' })
  })
})

it.each(['BILL_NOT_EXIST', 'isp.bill_not_exist'])('a day without a statement, in both spellings: %s', async (code) => {
  const { client } = openAlipay({ refused: ['40004', code] })
  expect(await failure(downloadStatement(client, { date: '2026-03-03' }).next())).toMatchObject({
    code: 'STATEMENT_NOT_READY',
    outcome: 'rejected',
  })
})
