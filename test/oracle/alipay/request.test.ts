import { createPrivateKey } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { alipayKey, appId, factsOf, merchantPem, now } from '../../support/alipay.js'
import { vectors } from '../../vectors/alipay.js'
import {
  beijing,
  canonicalText,
  type Fields,
  judgeGatewayRequest,
  judgeOrderString,
  judgePage,
  judgeRestRequest,
  signatureOf,
} from '../alipay.js'

// The oracle judged: by samples of others, and by messages that are wrong in one place each.

const merchantKey = createPrivateKey(merchantPem)
const facts = factsOf()
const common = {
  app_id: appId,
  method: 'alipay.trade.query',
  format: 'JSON',
  charset: 'utf-8',
  sign_type: 'RSA2',
  timestamp: '2026-03-04 12:00:00',
  version: '1.0',
  biz_content: '{"out_trade_no":"T_1001"}',
}
const signed = (more: Fields = {}, key = merchantKey): Fields => {
  const fields = { ...common, ...more }
  return { ...fields, sign: signatureOf(canonicalText(fields, 'sign'), key) }
}
const encode = (fields: Fields) => new URLSearchParams(fields).toString()
const post = (fields: Fields, query = '') => ({
  method: 'POST',
  url: `https://openapi.alipay.com/gateway.do${query}`,
  headers: { 'Content-Type': 'application/x-www-form-urlencoded;charset=utf-8' },
  body: new Uint8Array(Buffer.from(encode(fields))),
})

describe('judgeGatewayRequest', () => {
  it('accepts parameters in the body, in the query and in both', () => {
    const fields = signed()
    const { biz_content, ...system } = fields
    for (const request of [
      post(fields),
      post({ biz_content: biz_content! }, `?${encode(system)}`),
      post(fields, '?charset=utf-8'),
    ])
      expect(judgeGatewayRequest(request, facts)).toMatchObject({
        method: 'alipay.trade.query',
        content: { out_trade_no: 'T_1001' },
      })
  })

  it.each([
    ['a value changed after signing', { ...signed(), timestamp: '2026-03-04 12:00:01' }, 'sign does not verify'],
    ['another key', signed({}, alipayKey), 'sign does not verify'],
    [
      'sign_type left out of the string',
      { ...common, sign: signatureOf(canonicalText(common, 'sign', 'sign_type'), merchantKey) },
      'sign does not verify',
    ],
    ['another app', signed({ app_id: '2021' }), 'app_id 2021'],
    ['UTC in place of Beijing', signed({ timestamp: '2026-03-04 04:00:00' }), 'not Beijing'],
    ['RSA', signed({ sign_type: 'RSA' }), '/sign_type must be RSA2'],
    ['no version', signed({ version: '' }), 'version is empty'],
    ['a serial in public-key mode', signed({ app_cert_sn: 'a'.repeat(32) }), 'app_cert_sn is not'],
    ['an unknown parameter', signed({ colour: 'red' }), '/colour is not documented'],
    [
      'a new order number of another alphabet',
      signed({ method: 'alipay.trade.precreate', biz_content: '{"out_trade_no":"T-1"}' }),
      '/out_trade_no',
    ],
    ['half a character', signed({ biz_content: '{"out_trade_no":"T\\ud83c"}' }), 'half a character'],
    [
      'a text that divides parameters',
      signed({
        method: 'alipay.trade.precreate',
        biz_content: '{"out_trade_no":"T","total_amount":"1","subject":"x","body":"a&refund_fee=5.00"}',
      }),
      '/body must be',
    ],
    [
      'a face that has 35 characters after its fp',
      signed({
        method: 'alipay.trade.pay',
        biz_content: `{"out_trade_no":"T","total_amount":"1","subject":"x","scene":"security_code","auth_code":"fp${'a'.repeat(35)}"}`,
      }),
      '/auth_code must be',
    ],
    [
      'a charge that nothing pays',
      signed({ method: 'alipay.trade.pay', biz_content: '{"out_trade_no":"T","total_amount":"1","subject":"x"}' }),
      'auth_code and scene',
    ],
    [
      'more than fifteen days',
      signed({
        method: 'alipay.trade.precreate',
        biz_content: '{"out_trade_no":"T","total_amount":"1","subject":"x","timeout_express":"361h"}',
      }),
      '/timeout_express must be',
    ],
    [
      'a transfer of nine fen',
      signed({
        method: 'alipay.fund.trans.uni.transfer',
        biz_content:
          '{"out_biz_no":"P","trans_amount":"0.09","product_code":"TRANS_ACCOUNT_NO_PWD","biz_scene":"DIRECT_TRANSFER","payee_info":{"identity":"a@b.c","identity_type":"ALIPAY_LOGON_ID","name":"x"}}',
      }),
      '/trans_amount must be yuan',
    ],
    [
      'a logon id without a name',
      signed({
        method: 'alipay.fund.trans.uni.transfer',
        biz_content:
          '{"out_biz_no":"P","trans_amount":"0.10","product_code":"TRANS_ACCOUNT_NO_PWD","biz_scene":"DIRECT_TRANSFER","payee_info":{"identity":"a@b.c","identity_type":"ALIPAY_LOGON_ID"}}',
      }),
      'name is required',
    ],
    [
      'an unfreezing without its reason',
      signed({
        method: 'alipay.fund.auth.order.unfreeze',
        biz_content: '{"auth_no":"1","out_request_no":"U","amount":"1"}',
      }),
      '/remark is missing',
    ],
    [
      'an agreement without product and scene',
      signed({ method: 'alipay.user.agreement.query', biz_content: '{"external_agreement_no":"A1"}' }),
      'an agreement is named',
    ],
    [
      'a part of the rest released without its end',
      signed({
        method: 'alipay.trade.order.settle',
        biz_content: '{"out_request_no":"S","trade_no":"2026","extend_params":{"royalty_finish_amount":"1.00"}}',
      }),
      'royalty_finish_amount needs',
    ],
    ['a method that no page lists', signed({ method: 'alipay.trade.look' }), 'not on the wire page'],
    ['neither number', signed({ biz_content: '{}' }), 'neither out_trade_no'],
    [
      'an amount as a number',
      signed({ method: 'alipay.trade.refund', biz_content: '{"out_trade_no":"T","refund_amount":1}' }),
      '/refund_amount must be yuan',
    ],
    [
      'instalments without a fee',
      signed({
        method: 'alipay.trade.precreate',
        biz_content: '{"out_trade_no":"T","total_amount":"1","subject":"x","extend_params":{"hb_fq_num":"3"}}',
      }),
      'hb_fq_num and',
    ],
    ['content that is no object', signed({ biz_content: '[]' }), 'no JSON object'],
    ['encryption that was not agreed', signed({ encrypt_type: 'AES' }), 'encrypt_type'],
  ])('refuses %s', (_name, fields, complaint) =>
    expect(() => judgeGatewayRequest(post(fields), facts)).toThrow(complaint),
  )

  it('asks no limit of creation of a number that exists', () =>
    expect(judgeGatewayRequest(post(signed({ biz_content: '{"out_trade_no":"T-1"}' })), facts).content).toEqual({
      out_trade_no: 'T-1',
    }))

  it('refuses another path, another method and another type', () => {
    const request = post(signed())
    expect(() => judgeGatewayRequest({ ...request, url: 'https://openapi.alipay.com/gateway' }, facts)).toThrow(
      '/gateway.do',
    )
    expect(() => judgeGatewayRequest({ ...request, method: 'GET' }, facts)).toThrow('instead of POST')
    expect(() => judgeGatewayRequest({ ...request, headers: {} }, facts)).toThrow('content-type')
    expect(() => judgeGatewayRequest(post(signed(), '?version=2.0'), facts)).toThrow('present twice')
  })

  it.each(vectors.filter(({ kind }) => kind === 'v2-gateway-request'))(
    'accepts $name of the official SDK',
    ({ input, publicKeyPem }) => {
      const body = new Uint8Array(Buffer.from(input.formBody))
      const request = {
        method: 'POST',
        url: `https://openapi.alipay.com${input.requestTarget}`,
        headers: { 'content-type': input.contentType },
        body,
      }
      const at = Date.UTC(2024, 4, 13, 9, 49, 20)
      const key = input.aesKeyBase64 === undefined ? {} : { aesKey: input.aesKeyBase64 }
      const known = {
        appId: '2014060600164699',
        publicKey: publicKeyPem!,
        now: at,
        knownMethod: false as const,
        ...key,
      }
      expect(beijing(at)).toBe('2024-05-13 17:49:20')
      expect(judgeGatewayRequest(request, known).parameters.app_id).toBe('2014060600164699')
    },
  )
})

describe('judgePage and judgeOrderString', () => {
  const page = {
    method: 'alipay.trade.page.pay',
    biz_content: '{"out_trade_no":"T","total_amount":"1.00","subject":"x","product_code":"FAST_INSTANT_TRADE_PAY"}',
  }
  it('accept an address, a form and a text', () => {
    const fields = signed(page)
    expect(judgePage({ url: `https://openapi.alipay.com/gateway.do?${encode(fields)}` }, facts).method).toBe(
      page.method,
    )
    expect(
      judgePage({ url: 'https://openapi.alipay.com/gateway.do?charset=utf-8', method: 'POST', fields }, facts).method,
    ).toBe(page.method)
    expect(judgeOrderString(encode(fields), facts).method).toBe(page.method)
  })
  it('refuse what was changed, and a product of another channel', () => {
    expect(() => judgeOrderString(encode({ ...signed(page), return_url: 'https://a.example' }), facts)).toThrow(
      'does not verify',
    )
    expect(() => judgeOrderString(encode(signed({ ...page, method: 'alipay.trade.wap.pay' })), facts)).toThrow(
      'QUICK_WAP_WAY',
    )
  })
})

describe('judgeRestRequest', () => {
  const body = '{"out_trade_no":"T_1001"}'
  const text = `app_id=${appId},nonce=5f9fba93-bbb2-40f0-b328-04d5ead3e131,timestamp=${now}`
  const rest = (message: string, more: object = {}) => ({
    method: 'POST',
    url: 'https://openapi.alipay.com/v3/alipay/trade/query',
    headers: {
      authorization: `ALIPAY-SHA256withRSA ${text},sign=${signatureOf(message, merchantKey)}`,
      'content-type': 'application/json',
      'alipay-request-id': '1',
    },
    body: new Uint8Array(Buffer.from(body)),
    ...more,
  })
  const right = `${text}\nPOST\n/v3/alipay/trade/query\n${body}\n`
  it('accepts what is signed line by line', () =>
    expect(judgeRestRequest(rest(right), facts).content).toEqual({ out_trade_no: 'T_1001' }))
  it.each([
    ['no newline at the end', right.slice(0, -1)],
    ['no body', `${text}\nPOST\n/v3/alipay/trade/query\n\n`],
    ['an absolute URL', `${text}\nPOST\nhttps://openapi.alipay.com/v3/alipay/trade/query\n${body}\n`],
  ])('refuses a text with %s', (_name, message) =>
    expect(() => judgeRestRequest(rest(message), facts)).toThrow('does not verify'),
  )
  it('refuses another path and a GET', () => {
    expect(() =>
      judgeRestRequest(rest(right, { url: 'https://openapi.alipay.com/v3/alipay/trade/look' }), facts),
    ).toThrow('/v3/alipay/trade/look is no path of V3')
    expect(() => judgeRestRequest(rest(right, { method: 'GET' }), facts)).toThrow('GET instead of POST')
  })
})
