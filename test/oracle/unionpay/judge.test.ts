import { describe, expect, it } from 'vitest'
import { vectors } from '../../vectors/unionpay/samples.js'
import { merchantCertificate, merchantKey, testMiddle, testRoot } from '../../vectors/unionpay.js'
import { formFields } from '../alipay/primitives.js'
import {
  answerFields,
  type Fields,
  judgePage,
  judgeReply,
  judgeRequest,
  judgeUnionpay,
  type Seal,
  sealFields,
  sealReply,
} from '../unionpay.js'

const sample = (name: string) => vectors.find((one) => one.name === name)!.input
const read = (form: string) => formFields(form, () => {})
const without = (fields: Fields, ...names: string[]) =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)))

const host = 'https://gateway.test.95516.com'
const at = (path: string) => `${host}/gateway/api/${path}.do`
const headers = { 'Content-Type': 'application/x-www-form-urlencoded;charset=utf-8' }
const posted = (path: string, fields: Fields) => ({
  method: 'POST',
  url: at(path),
  headers,
  body: Buffer.from(new URLSearchParams(fields).toString()),
})

const beijing = (time: string) => Date.parse(`${time}+08:00`)
const merchant = { merId: '777290058167151', certificate: merchantCertificate, now: beijing('2024-01-05T16:47:25') }
const trust = { root: testRoot, middle: testMiddle, now: merchant.now }

describe('published messages pass', () => {
  it('a form of the browser’s', () => {
    const { body } = sample('acp510-body-web-pay')
    const page = { url: at('frontTransReq'), fields: read(body!) }
    expect(judgePage(page, merchant)).toEqual(page.fields)
  })

  it('a request', () => {
    const { body } = sample('acp510-body-cancel-31')
    const request = { method: 'POST', url: at('backTransReq'), headers, body: Buffer.from(body!) }
    expect(judgeRequest(request, merchant)).toEqual(read(body!))
  })

  it.each([
    ['acp510-response-query-00', 'queryTrans', { txnType: '00', txnSubType: '00', orderId: 'pay20240105145046' }],
    ['acp510-response-refund-04', 'backTransReq', { txnType: '04', txnSubType: '00', txnAmt: '1' }],
  ])('an answer: %s', (name, path, asked) => {
    const { rawBody } = sample(name)
    const reply = { status: 200, headers: {}, body: Buffer.from(rawBody!) }
    const fields = { version: '5.1.0', encoding: 'utf-8', signMethod: '01', bizType: '000000', ...asked }
    expect(judgeReply(reply, { url: at(path), fields }, trust)).toEqual(answerFields(rawBody!, () => {}))
  })
})

// Signed by the published merchant, whose certificate is of the same chain but not UnionPay's, or by a shared key.
const sign = (fields: Fields) => sealFields({ fields: { certId: '69903319369', ...fields }, privateKey: merchantKey })
const order = {
  encoding: 'UTF-8',
  txnType: '01',
  txnSubType: '07',
  bizType: '000000',
  channelType: '08',
  accessType: '0',
  merId: merchant.merId,
  orderId: 'T1001001',
  txnTime: '20240105164725',
  txnAmt: '100',
  currencyCode: '156',
  backUrl: 'https://shop.example/notify?shop=1',
  payTimeout: '20240105170225',
}
const refund = {
  ...without(order, 'currencyCode', 'payTimeout'),
  txnType: '04',
  txnSubType: '00',
  origQryId: '052401051658427862748',
}
const query = {
  ...without(order, 'channelType', 'txnAmt', 'currencyCode', 'backUrl', 'payTimeout'),
  txnType: '00',
  txnSubType: '00',
}

describe('a request', () => {
  it.each<[string, string, Fields]>([
    ['for a code', 'backTransReq', order],
    ['for a code without an amount', 'backTransReq', without(order, 'txnAmt', 'currencyCode')],
    ['for an app', 'appTransReq', { ...order, txnSubType: '01', bizType: '000201' }],
    ['that scans', 'backTransReq', { ...order, txnSubType: '06', qrNo: '6220485073630469936', termId: '01080209' }],
    ['for a refund', 'backTransReq', refund],
    [
      'for a refund of an order by number and time',
      'backTransReq',
      { ...without(refund, 'origQryId'), origOrderId: 'T1001001', origTxnTime: '20240104164725' },
    ],
    [
      'of a card',
      'backTransReq',
      {
        ...order,
        txnSubType: '01',
        bizType: '000301',
        channelType: '07',
        accType: '01',
        accNo: '6216261000000000018',
        customerInfo: 'e3Ntc0NvZGU9MTExMTExfQ==',
      },
    ],
    ['that asks', 'queryTrans', { ...query, txnTime: '20230105164725' }],
    ['that asks by queryId', 'queryTrans', { ...without(query, 'orderId', 'txnTime'), queryId: refund.origQryId }],
    ['for a hold of nothing', 'backTransReq', { ...refund, txnType: '03', bizType: '000201', txnAmt: '0' }],
    ['of an agent', 'backTransReq', { ...order, accessType: '2', subMerId: '1', subMerName: '茶', subMerAbbr: '茶' }],
  ])('%s passes', (_, path, fields) => {
    expect(judgeRequest(posted(path, sign(fields)), merchant)).toMatchObject(fields)
  })

  it('passes by a shared key', () => {
    const fields = sealFields({ fields: order, secureKey: 'key' })
    expect(judgeRequest(posted('backTransReq', fields), { ...merchant, secureKey: 'key' })).toEqual(fields)
    expect(() => judgeRequest(posted('backTransReq', fields), { ...merchant, secureKey: 'other' })).toThrow('verify')
  })

  const spoilt: [string, RegExp, Fields][] = [
    ['the wrong address', /not in §7/, { ...order, txnSubType: '01' }],
    ['an order number that is too short', /orderId must/, { ...order, orderId: 'T100100' }],
    ['an order number with a dash', /orderId must/, { ...order, orderId: 'T1001-001' }],
    ['the time of London', /txnTime .* is not now/, { ...order, txnTime: '20240105084725' }],
    ['a time that does not exist', /txnTime must/, { ...order, txnTime: '20240230164725' }],
    ['an amount in yuan', /txnAmt must/, { ...order, txnAmt: '1.00' }],
    ['an amount of nothing', /txnAmt is 0/, { ...order, txnAmt: '0' }],
    ['a currency by letters', /currencyCode must/, { ...order, currencyCode: 'CNY' }],
    ['an amount without currency', /go together/, without(order, 'currencyCode')],
    ['a blank', /backUrl is blank/, { ...order, backUrl: '' }],
    ['a name of nowhere', /colour is not documented/, { ...order, colour: 'red' }],
    ['a name of another message', /qrNo is not documented/, { ...order, qrNo: '1' }],
    ['no backUrl', /backUrl is missing/, without(order, 'backUrl')],
    ['another channel', /channelType 07/, { ...order, channelType: '07' }],
    ['a channel in a query', /channelType 08/, { ...query, channelType: '08' }],
    ['another serial', /certId 1 is not/, { ...order, certId: '1' }],
    ['a serial in hexadecimal', /certId must/, { ...order, certId: '1046900149A' }],
    ['another merchant', /merId is not/, { ...order, merId: '777290058167152' }],
    ['an end before the beginning', /payTimeout is over/, { ...order, payTimeout: '20240105164725' }],
    ['an agent without its merchant', /subMerId is missing/, { ...order, accessType: '2' }],
    ['braces in what is echoed', /reqReserved must/, { ...order, reqReserved: '{a=1}' }],
    ['two originals', /not documented/, { ...refund, origOrderId: 'T1001001', origTxnTime: '20240104164725' }],
    ['half an original', /neither/, { ...without(refund, 'origQryId'), origOrderId: 'T1001001' }],
    ['an old version', /version must/, { ...order, version: '5.0.0' }],
  ]
  it.each(spoilt)('with %s is noticed', (_, problem, fields) => {
    const path = fields.txnType === '00' ? 'queryTrans' : 'backTransReq'
    expect(() => judgeRequest(posted(path, sign(fields)), merchant)).toThrow(problem)
  })

  it.each<[string, RegExp, object]>([
    ['in the query of its address', /has a query/, { url: `${at('backTransReq')}?a=1` }],
    ['by GET', /method GET/, { method: 'GET' }],
    ['without a charset', /content-type/, { headers: { 'content-type': 'application/x-www-form-urlencoded' } }],
    ['to the address of pages', /for the browser/, { url: at('frontTransReq') }],
    ['with another amount than signed', /does not verify/, posted('backTransReq', { ...sign(order), txnAmt: '101' })],
    ['not encoded', /not form-urlencoded/, { body: Buffer.from(Object.entries(sign(order)).join('&')) }],
  ])('%s is noticed', (_, problem, change) => {
    expect(() => judgeRequest({ ...posted('backTransReq', sign(order)), ...change }, merchant)).toThrow(problem)
  })
})

// A shared key needs no certificate; what has one is seen below and in the published messages.
const shared = { ...trust, ...merchant, secureKey: 'key' }
const seal = (fields: Fields): Seal => ({ fields, secureKey: 'key' })
const done = { respCode: '00', respMsg: '成功[0000000]' }
const echo = without(order, 'channelType', 'currencyCode', 'backUrl', 'payTimeout')
const code = { ...echo, ...done, qrCode: `https://qr.95516.com/00010000/${'1'.repeat(32)}` }
const settled = {
  queryId: '052401051658427862748',
  traceNo: '784649',
  traceTime: '0105145046',
  settleAmt: '100',
  settleCurrencyCode: '156',
  settleDate: '0105',
  currencyCode: '156',
}
const found = { ...echo, ...done, ...settled, origRespCode: '00', origRespMsg: '成功[0000000]' }

describe('an answer', () => {
  const asked = (fields: Fields) => sealFields(seal(fields))
  const judge = (path: string, question: Fields, answer: Fields, spoil: object = {}) =>
    judgeUnionpay(posted(path, asked(question)), { ...sealReply(seal(answer)), ...spoil }, shared)

  it.each<[string, string, Fields, Fields]>([
    ['with a code', 'backTransReq', order, code],
    ['with an order', 'queryTrans', query, found],
    [
      'with an order still unpaid',
      'queryTrans',
      query,
      { ...echo, ...done, origRespCode: '05', origRespMsg: 'x[0000000]' },
    ],
    ['of a refund', 'backTransReq', refund, { ...refund, ...done, queryId: settled.queryId }],
    [
      'that refuses',
      'backTransReq',
      order,
      { ...without(echo, 'txnAmt'), respCode: '10', respMsg: '报文格式错误[6100030]' },
    ],
  ])('%s passes', (_, path, question, answer) => {
    expect(() => judge(path, question, answer)).not.toThrow()
  })

  it.each<[string, RegExp, string, Fields, Fields]>([
    ['another order', /orderId is T1001002/, 'backTransReq', order, { ...code, orderId: 'T1001002' }],
    ['another amount', /txnAmt is 101/, 'backTransReq', order, { ...code, txnAmt: '101' }],
    ['no amount', /txnAmt is undefined/, 'backTransReq', order, without(code, 'txnAmt')],
    [
      'another merchant in a refusal',
      /merId is 1/,
      'backTransReq',
      order,
      { respCode: '10', respMsg: 'x[6100030]', merId: '1' },
    ],
    ['no code', /qrCode is missing/, 'backTransReq', order, without(code, 'qrCode')],
    ['a code of another form', /qrCode must/, 'backTransReq', order, { ...code, qrCode: 'https://qr.95516.com/1' }],
    ['no inner number', /respMsg must/, 'backTransReq', order, { ...code, respMsg: '成功' }],
    ['a long code', /respCode must/, 'backTransReq', order, { ...code, respCode: '000' }],
    ['the types of the query', /the query’s/, 'queryTrans', query, { ...found, txnType: '00', txnSubType: '00' }],
    ['no queryId', /queryId is missing/, 'queryTrans', query, without(found, 'queryId')],
    ['a short queryId', /queryId must/, 'queryTrans', query, { ...found, queryId: '1' }],
    ['a short traceNo', /traceNo must/, 'queryTrans', query, { ...found, traceNo: '12345' }],
    ['a day of no month', /settleDate must/, 'queryTrans', query, { ...found, settleDate: '1301' }],
    ['no word on the order', /origRespCode is missing/, 'queryTrans', query, without(found, 'origRespCode')],
    ['an & outside of braces', /is no name/, 'backTransReq', order, { ...code, respMsg: '成功& [0000000]' }],
  ])('with %s is noticed', (_, problem, path, question, answer) => {
    expect(() => judge(path, question, answer)).toThrow(problem)
  })

  it('is signed, unless it refuses a signature or a merchant', () => {
    const bare = (respCode: string) => ({ body: Buffer.from(`respCode=${respCode}&respMsg=x[0000000]&version=5.1.0`) })
    for (const allowed of ['11', '31']) expect(() => judge('backTransReq', order, code, bare(allowed))).not.toThrow()
    expect(() => judge('backTransReq', order, code, bare('10'))).toThrow('signMethod is undefined')
    expect(() => judge('backTransReq', order, code, { status: 400 })).toThrow('HTTP 400')
    expect(() => judge('backTransReq', order, { ...code, version: '5.0.0' })).toThrow('version')
  })

  it('percent-encoded is noticed', () => {
    const text = Buffer.from(sealReply(seal(code)).body).toString()
    expect(() => judge('backTransReq', order, code, { body: Buffer.from(encodeURI(text)) })).toThrow('respMsg must')
  })
})

describe('who has signed', () => {
  const reply = (more: Partial<Seal> = {}) =>
    sealReply({ fields: code, privateKey: merchantKey, certificate: merchantCertificate, ...more })
  const judge = (answer: ReturnType<typeof reply>, facts = {}) =>
    judgeReply(answer, { url: at('backTransReq'), fields: without(order, 'encoding') }, { ...trust, ...facts })

  it('is the owner, at this time, by this chain: the published merchant is not UnionPay', () => {
    const only = 'answer breaks the wire protocol:\n- signPubKeyCert belongs to 700000000000001:SIGN (§4)'
    expect(() => judge(reply())).toThrow(new Error(only))
    expect(() => judge(reply(), { relaxed: true })).toThrow(new Error(only))
    expect(() => judge(reply(), { now: beijing('2026-11-26T10:31:48') })).toThrow('signPubKeyCert is expired')
    expect(() => judge(reply(), { now: beijing('2021-11-26T10:31:46') })).toThrow('signPubKeyCert is not valid yet')
    expect(() => judge(reply(), { root: testMiddle })).toThrow('the middle certificate is not issued by the next')
    expect(() => judge(reply(), { middle: testRoot })).toThrow('signPubKeyCert is not issued by the next')
  })

  it('is told by a PEM with CRLF, and none at its end', () => {
    const pem = merchantCertificate.trimEnd()
    for (const signPubKeyCert of [pem, merchantCertificate.replaceAll('\n', '\r\n'), ''])
      expect(() => judge(reply({ fields: { ...code, signPubKeyCert } }))).toThrow('no PEM with CRLF')
  })
})
