import { createPrivateKey, createPublicKey } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { certificateFiles, serials } from '../support/alipay-certificates.js'
import {
  accountOf,
  alipayKey,
  alipayPem,
  appId,
  factsOf,
  merchantPem,
  now,
  paidFields,
  sellerId,
} from '../support/alipay-platform.js'
import { vectors } from '../vectors/alipay.js'
import { rsa2048 } from '../vectors/crypto.js'
import {
  beijing,
  canonicalText,
  certificateSerial,
  type Fields,
  judgeGatewayReply,
  judgeGatewayRequest,
  judgeNotification,
  judgeOrderString,
  judgePage,
  judgeRestReply,
  judgeRestRequest,
  judgeReturn,
  sealFields,
  sealGatewayReply,
  sealNotification,
  sealRestReply,
  signatureOf,
} from './alipay.js'

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
    ['an order number of another alphabet', signed({ biz_content: '{"out_trade_no":"T-1"}' }), '/out_trade_no'],
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
    ).toThrow('not on the wire page')
    expect(() => judgeRestRequest(rest(right, { method: 'GET' }), facts)).toThrow('GET instead of POST')
  })
})

describe('judgeGatewayReply and judgeRestReply', () => {
  const known = { publicKey: alipayPem, method: 'alipay.trade.close' }
  const content = { code: '10000', msg: 'Success', out_trade_no: 'T_1001', trade_no: '2026' }
  const seal = { method: known.method, privateKey: alipayKey, content }
  it('accept their own', () => {
    expect(judgeGatewayReply(sealGatewayReply(seal), known)).toEqual(content)
    expect(
      judgeGatewayReply(sealGatewayReply({ ...seal, serial: serials.alipay }), { ...known, serial: serials.alipay }),
    ).toEqual(content)
    const aesKey = 'aYA0GP8JEW+D7/UFaskCWA=='
    expect(judgeGatewayReply(sealGatewayReply({ ...seal, aesKey }), { ...known, aesKey })).toEqual(content)
    const answer = { out_trade_no: 'T_1001', trade_no: '2026' }
    expect(judgeRestReply(sealRestReply({ privateKey: alipayKey, now, content: answer }), { ...known, now })).toEqual(
      answer,
    )
  })
  it.each([
    ['a text other than the signed one', { signed: '{}' }, 'does not verify'],
    ['another key', { privateKey: merchantKey }, 'does not verify'],
    ['blanks', { text: `{"code": "10000","out_trade_no":"T_1001","trade_no":"2026"}` }, 'not compact'],
    ['another node', { node: 'alipay_trade_query_response' }, 'no alipay_trade_close_response'],
    ['a number as code', { content: { ...content, code: 10000 } }, 'code is no text'],
    ['a serial in public-key mode', { serial: serials.alipay }, 'alipay_cert_sn'],
    ['no sign', { unsigned: true }, 'no alipay_trade_close_response'],
    ['a refusal without a reason', { content: { code: '40004' } }, 'sub_code'],
  ])('refuse %s', (_name, more, complaint) =>
    expect(() => judgeGatewayReply(sealGatewayReply({ ...seal, ...more }), known)).toThrow(complaint),
  )
  it('refuse a V3 answer without a signature, and one with V2’s members', () => {
    expect(() =>
      judgeRestReply(sealRestReply({ privateKey: alipayKey, now, content: {}, unsigned: true }), { ...known, now }),
    ).toThrow('alipay-signature')
    expect(() => judgeRestReply(sealRestReply({ privateKey: alipayKey, now, content }), { ...known, now })).toThrow(
      'members of V2',
    )
  })
})

describe('judgeNotification and judgeReturn', () => {
  const known = { publicKey: alipayPem, appId, sellerId }
  const judged = (fields: object, more: object = {}) =>
    judgeNotification(sealNotification({ privateKey: alipayKey, fields: { ...paidFields, ...fields }, ...more }), known)
  it('accept their own', () => {
    expect(judged({})).toMatchObject(paidFields)
    const fields = {
      charset: 'utf-8',
      out_trade_no: 'T_1',
      method: 'alipay.trade.wap.pay.return',
      total_amount: '1.00',
      trade_no: '2026',
      version: '1.0',
      app_id: appId,
      seller_id: sellerId,
      timestamp: '2026-03-04 12:00:00',
    }
    const url = `https://shop.example/back?${encode(sealFields({ privateKey: alipayKey, fields }))}`
    expect(judgeReturn(url, known).out_trade_no).toBe('T_1')
    expect(() => judgeReturn(url.replace('T_1', 'T_2'), known)).toThrow('does not verify')
  })
  it.each([
    ['sign_type kept', {}, { keepsSignType: true }, 'does not verify'],
    ['another seller', { seller_id: '2088000000000000' }, {}, 'seller_id'],
    ['another app', { app_id: '1' }, {}, 'app_id'],
    ['RSA', {}, { signType: 'RSA' }, 'sign_type'],
    ['paid without a time', { gmt_payment: '' }, {}, '/gmt_payment'],
    ['closed without a time', { trade_status: 'TRADE_CLOSED' }, {}, 'gmt_close'],
    ['a refund without its time', { refund_fee: '1.00' }, {}, 'refund_fee and gmt_refund'],
  ])('refuse %s', (_name, fields, more, complaint) => expect(() => judged(fields, more)).toThrow(complaint))
  it('agrees with the published notification', () => {
    const { input, publicKeyPem } = vectors.find(({ name }) => name === 'v2-notify-trade-success-2019')!
    const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }
    // Its order number has hyphens; everything else, its signature included, is as the wire page says.
    expect(() =>
      judgeNotification(
        { headers, body: new Uint8Array(Buffer.from(input.formBody)) },
        { publicKey: publicKeyPem!, appId: '2019073166072302' },
      ),
    ).toThrow(/^notification breaks the wire protocol:\n- \/out_trade_no must[^\n]*$/)
  })
})

it('computes the serials that openssl and md5sum gave', () => {
  expect(certificateSerial(certificateFiles.app)).toBe(serials.app)
  expect(certificateSerial(certificateFiles.alipay)).toBe(serials.alipay)
  expect(createPublicKey(certificateFiles.alipay).equals(createPublicKey(rsa2048.privateKey))).toBe(true)
  expect(accountOf({ certificate: true }).certificateSns).toEqual(serials)
})
