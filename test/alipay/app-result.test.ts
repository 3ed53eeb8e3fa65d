import { createSign, generateKeyPairSync } from 'node:crypto'
import { amount } from 'shroff'
import { alipay } from 'shroff/alipay'
import { describe, expect, it } from 'vitest'
import { receiveAppResult } from '../../src/alipay/app-result.js'
import { vectors } from '../vectors/alipay.js'

// Alipay, played by Node's own crypto.
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const appId = '2021000122672388'
const sellerId = '2088621955702781'
const alipayPublicKey = publicKey.export({ type: 'spki', format: 'pem' }) as string
const account = alipay({ appId, sellerId, alipayPublicKey })

const facts = {
  code: '10000',
  msg: 'Success',
  app_id: appId,
  auth_app_id: appId,
  charset: 'utf-8',
  timestamp: '2026-03-04 12:00:00',
  out_trade_no: 'T_1001',
  trade_no: '2026030422001468455000000001',
  total_amount: '25.00',
  seller_id: sellerId,
}

const signOf = (text: string, hash = 'RSA-SHA256') => createSign(hash).update(text).sign(privateKey, 'base64')

/** The result as the app's SDK hands it over. */
function resultOf(content: object | string, changes: { node?: string; sign?: string; more?: string } = {}) {
  const signed = typeof content === 'string' ? content : JSON.stringify(content)
  const { node = 'alipay_trade_app_pay_response', sign = signOf(signed), more = ',"sign_type":"RSA2"' } = changes
  return { resultStatus: '9000', memo: '', result: `{"${node}":${signed},"sign":"${sign}"${more}}` }
}

it('tells what was paid', async () => {
  expect(await receiveAppResult(account, resultOf(facts))).toEqual({
    status: 'paid',
    orderId: 'T_1001',
    paymentId: '2026030422001468455000000001',
    amount: amount('25.00', 'CNY'),
    raw: facts,
  })
})

it('verifies the very characters, blanks and escapes included', async () => {
  const text = JSON.stringify({ ...facts, memo: 'a/b } "' }, null, 1).replaceAll('/', '\\/')
  expect(await receiveAppResult(account, resultOf(text))).toMatchObject({ status: 'paid' })
  const written = resultOf(JSON.stringify(JSON.parse(text)), { sign: signOf(text) })
  await expect(receiveAppResult(account, written)).rejects.toMatchObject({ code: 'SIGNATURE_INVALID' })
})

describe('the published sample', () => {
  const vector = vectors.find(({ name }) => name === 'v2-response-trade-app-pay')
  const { publicKeyPem, input } = vector!
  const open = alipay({ appId, alipayPublicKey: publicKeyPem! })

  it('verifies, and only then is found to name no application', async () => {
    const given = { resultStatus: '9000', result: input.rawBody as string }
    const refusal = receiveAppResult(open, given)
    await expect(refusal).rejects.toMatchObject({ code: 'WEBHOOK_NOT_OURS', authentic: true })
    const changed = { ...given, result: given.result.replace('"0.01"', '"0.02"') }
    await expect(receiveAppResult(open, changed)).rejects.toMatchObject({ code: 'SIGNATURE_INVALID', authentic: false })
  })
})

describe('refuses', () => {
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  const forged = createSign('RSA-SHA256').update(JSON.stringify(facts)).sign(other, 'base64')
  const cheaper = { ...facts, total_amount: '0.01' }
  it.each<[string, ReturnType<typeof resultOf> | object, string]>([
    ['another amount', resultOf(cheaper, { sign: signOf(JSON.stringify(facts)) }), 'SIGNATURE_INVALID'],
    ['another key', resultOf(facts, { sign: forged }), 'SIGNATURE_INVALID'],
    ['SHA-1', resultOf(facts, { sign: signOf(JSON.stringify(facts), 'RSA-SHA1') }), 'SIGNATURE_INVALID'],
    ['an empty signature', resultOf(facts, { sign: '' }), 'SIGNATURE_INVALID'],
    ['the sign_type RSA', resultOf(facts, { more: ',"sign_type":"RSA"' }), 'SIGNATURE_INVALID'],
    [
      'no signature',
      { resultStatus: '9000', result: JSON.stringify({ alipay_trade_app_pay_response: facts }) },
      'SIGNATURE_MISSING',
    ],
    ['two signatures', resultOf(facts, { more: ',"sign":""' }), 'BODY_INVALID'],
    ['two contents', resultOf(facts, { more: ',"alipay_trade_query_response":{}' }), 'BODY_INVALID'],
    ['the answer to another method', resultOf(facts, { node: 'alipay_trade_query_response' }), 'REPLY_MISMATCH'],
    ['no result', { resultStatus: '9000' }, 'BODY_INVALID'],
    ['a parsed result', { resultStatus: '9000', result: JSON.parse(resultOf(facts).result) }, 'BODY_INVALID'],
    ['a text that is no JSON', { resultStatus: '9000', result: 'success=true' }, 'BODY_INVALID'],
    ['another application', resultOf({ ...facts, app_id: '2021000000000001' }), 'WEBHOOK_NOT_OURS'],
    ['another seller', resultOf({ ...facts, seller_id: '2088000000000000' }), 'WEBHOOK_NOT_OURS'],
    ['no application', resultOf({ ...facts, app_id: undefined }), 'WEBHOOK_NOT_OURS'],
    ['no seller', resultOf({ ...facts, seller_id: undefined }), 'WEBHOOK_NOT_OURS'],
    ['no order', resultOf({ ...facts, out_trade_no: undefined }), 'BODY_INVALID'],
    ['an amount of three decimals', resultOf({ ...facts, total_amount: '25.001' }), 'BODY_INVALID'],
    ['a signed refusal', resultOf({ ...facts, code: '40004', sub_code: 'ACQ.SYSTEM_ERROR' }), 'PROVIDER_UNAVAILABLE'],
    [
      'an unsigned error',
      { resultStatus: 9000, result: '{"error_response":{"code":"40002","sub_code":"isv.x"}}' },
      'REQUEST_REFUSED',
    ],
  ])('%s', async (_, given, code) => {
    const refusal = receiveAppResult(account, given as ReturnType<typeof resultOf>)
    await expect(refusal).rejects.toMatchObject({
      code,
      outcome: 'not-sent',
      provider: 'alipay',
      action: 'receiveAppResult',
    })
  })
})

it('is not paid while it is in process', async () => {
  expect(await receiveAppResult(account, resultOf({ ...facts, code: '10003' }))).toMatchObject({ status: 'processing' })
})

it('takes any seller where the account names none', async () => {
  const open = alipay({ appId, alipayPublicKey })
  const given = resultOf({ ...facts, seller_id: '2088000000000000' })
  expect(await receiveAppResult(open, given)).toMatchObject({ status: 'paid' })
})

it.each([
  ['8000', 'processing'],
  ['4000', 'failed'],
  ['6001', 'cancelled'],
  ['5000', 'unknown'],
  ['6002', 'unknown'],
  ['6004', 'unknown'],
  [6001, 'cancelled'],
  ['', 'unknown'],
  ['constructor', 'unknown'],
  ['9000 ', 'unknown'],
])('the status %j is %s, and has no facts even if a signed result comes along', async (resultStatus, status) => {
  expect(await receiveAppResult(account, { ...resultOf(facts), resultStatus })).toEqual({ status, raw: undefined })
})
