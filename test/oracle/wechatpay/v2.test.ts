import { describe, expect, it } from 'vitest'
import { bytes } from './samples.js'
import { judgeV2Reply, judgeV2Request, type V2Facts } from './v2.js'
import { type V2Fields, v2Signature } from './v2-primitives.js'

const facts: V2Facts = {
  merchantId: '1900000001',
  appId: 'wx1',
  apiV2Key: '192006250b4c09247ec02edce69f6a2d',
  signType: 'HMAC-SHA256',
}
const ids = { appid: 'wx1', mch_id: '1900000001', nonce_str: 'n0nce' }
const xml = (fields: V2Fields) =>
  bytes(
    `<xml>${Object.entries(fields)
      .map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`)
      .join('\n')}</xml>`,
  )
const sealed = (fields: V2Fields, signType = facts.signType) =>
  xml({ ...fields, sign: v2Signature(fields, facts.apiV2Key, signType) })

const sale = {
  ...ids,
  sign_type: 'HMAC-SHA256',
  body: '茶 & <tea>',
  out_trade_no: 'T-1001',
  total_fee: '2500',
  spbill_create_ip: '203.0.113.7',
  auth_code: '134579823487512345',
}
const ask =
  (body: Uint8Array, path = '/pay/micropay', more = {}) =>
  () =>
    judgeV2Request(
      { method: 'POST', url: `https://host${path}`, headers: { 'Content-Type': 'text/xml' }, body, ...more },
      facts,
    )
const { total_fee: _, ...free } = sale
const { auth_code: __, body: ___, ...numbers } = free

describe('judgeV2Request', () => {
  it('accepts a charge, a query and a reversal, escaped or in CDATA', () => {
    expect(ask(sealed(sale))().fields.body).toBe('茶 & <tea>')
    const escaped = Buffer.from(sealed(sale)).toString().replace('<![CDATA[茶 & <tea>]]>', '茶 &amp; &#60;tea&#x3e;')
    expect(ask(bytes(escaped))().fields.body).toBe('茶 & <tea>')
    const { spbill_create_ip: ____, ...query } = numbers
    expect(ask(sealed(query), '/pay/orderquery')().path).toBe('/pay/orderquery')
    expect(ask(sealed(query), '/secapi/pay/reverse')().fields.out_trade_no).toBe('T-1001')
  })

  it.each<[string, () => unknown, string]>([
    ['MD5 where HMAC-SHA256 is agreed', ask(sealed(sale, 'MD5')), 'sign is not the HMAC-SHA256'],
    [
      'a field that is not signed',
      ask(xml({ ...sale, sign: v2Signature(free, facts.apiV2Key, facts.signType) })),
      'sign is not',
    ],
    ['no amount', ask(sealed(free)), '/total_fee is missing'],
    ['yuan', ask(sealed({ ...sale, total_fee: '25.00' })), '/total_fee'],
    ['a code of 17 digits', ask(sealed({ ...sale, auth_code: '13457982348751234' })), '/auth_code'],
    ['a field of APIv3', ask(sealed({ ...sale, notify_url: 'https://shop.example' })), '/notify_url is not documented'],
    ['an empty field', ask(sealed({ ...sale, attach: '' })), 'attach is sent empty'],
    ['another merchant', ask(sealed({ ...sale, mch_id: '1900000002' })), 'mch_id is 1900000002'],
    ['no number', ask(sealed({ ...ids, sign_type: 'HMAC-SHA256' }), '/secapi/pay/reverse'), 'neither transaction_id'],
    ['a document type', ask(bytes('<!DOCTYPE xml><xml></xml>')), 'not <xml>'],
    ['a field twice', ask(bytes('<xml><a>1</a><a>2</a></xml>')), 'a is there twice'],
    ['another path', ask(sealed(sale), '/pay/nothing'), 'not documented'],
    ['JSON', ask(sealed(sale), '/pay/micropay', { headers: { 'content-type': 'application/json' } }), 'Content-Type'],
  ])('refuses %s', (_name, judged, complaint) => expect(judged).toThrow(complaint))
})

describe('judgeV2Reply', () => {
  const head = { ...ids, return_code: 'SUCCESS', return_msg: 'OK' }
  const payment = {
    result_code: 'SUCCESS',
    out_trade_no: 'T-1001',
    transaction_id: '4200001',
    openid: 'o1',
    is_subscribe: 'N',
    trade_type: 'MICROPAY',
    bank_type: 'OTHERS',
    total_fee: '2500',
    cash_fee: '2500',
    time_end: '20240229120000',
  }
  const answer =
    (body: Uint8Array, path = '/pay/micropay', status = 200) =>
    () =>
      judgeV2Reply({ status, headers: {}, body }, path, facts)

  it('accepts a payment, a refusal, an order whose payer types, a reversal and a FAIL', () => {
    expect(answer(sealed({ ...head, ...payment }))().cash_fee).toBe('2500')
    expect(answer(sealed({ ...head, result_code: 'FAIL', err_code: 'USERPAYING' }))().err_code).toBe('USERPAYING')
    const typing = { ...head, result_code: 'SUCCESS', out_trade_no: 'T-1001', trade_state: 'USERPAYING' }
    expect(answer(sealed(typing), '/pay/orderquery')().trade_state).toBe('USERPAYING')
    expect(answer(sealed({ ...head, result_code: 'SUCCESS', recall: 'N' }), '/secapi/pay/reverse')().recall).toBe('N')
    expect(answer(xml({ return_code: 'FAIL', return_msg: '签名错误' }))().return_msg).toBe('签名错误')
  })

  it.each<[string, () => unknown, string]>([
    ['no sign', answer(xml({ ...head, ...payment })), '/sign is missing'],
    ['MD5 to a question by HMAC-SHA256', answer(sealed({ ...head, ...payment }, 'MD5')), 'sign is not the HMAC'],
    ['a code of APIv3', answer(sealed({ ...head, result_code: 'FAIL', err_code: 'NOT_ENOUGH' })), '/err_code'],
    ['a success without a payment', answer(sealed({ ...head, result_code: 'SUCCESS' })), '/transaction_id is missing'],
    ['another merchant', answer(sealed({ ...head, ...payment, mch_id: '1900000002' })), 'another merchant'],
    ['an HTTP status', answer(sealed({ ...head, ...payment }), '/pay/micropay', 500), 'always answers 200'],
    ['a FAIL that says more', answer(xml({ return_code: 'FAIL', return_msg: 'x', mch_id: '1' })), 'FAIL beside mch_id'],
    [
      'what was attached, while the payer types',
      answer(
        sealed({ ...head, result_code: 'SUCCESS', out_trade_no: 'T-1001', trade_state: 'USERPAYING', attach: 'x' }),
        '/pay/orderquery',
      ),
      '/attach of an order in USERPAYING',
    ],
  ])('refuses %s', (_name, judged, complaint) => expect(judged).toThrow(complaint))
})
