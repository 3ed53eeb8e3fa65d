import { createPrivateKey } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { alipayKey, alipayPem, merchantPem, now } from '../../support/alipay.js'
import { serials } from '../../support/alipay-certificates.js'
import { judgeGatewayReply, judgeRestReply, sealGatewayReply, sealRestReply } from '../alipay.js'

const merchantKey = createPrivateKey(merchantPem)

describe('judgeGatewayReply and judgeRestReply', () => {
  const known = { publicKey: alipayPem, method: 'alipay.trade.close' }
  const content = { code: '10000', msg: 'Success', out_trade_no: 'T_1001', trade_no: '2026' }
  const seal = { method: known.method, privateKey: alipayKey, content }
  const unknownApp = {
    code: '40002',
    msg: 'Invalid Arguments',
    sub_code: 'isv.invalid-app-id',
    sub_msg: '无效的AppID参数',
  }
  const notPaid = {
    code: '40004',
    msg: 'Business Failed',
    sub_code: 'ACQ.REASON_TRADE_STATUS_INVALID',
    sub_msg: '交易状态异常',
  }
  it.each([undefined, 'error_response'])('accept an unsigned refusal of an unknown application under %s', (node) =>
    expect(
      judgeGatewayReply(
        sealGatewayReply({ ...seal, content: unknownApp, unsigned: true, ...(node && { node }) }),
        known,
      ),
    ).toEqual(unknownApp),
  )
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
    ['a success without sign', { unsigned: true }, 'a success is not signed'],
    ['a success as an error', { node: 'error_response' }, 'a success as error_response'],
    ['an unknown application with a signature', { content: unknownApp }, 'nobody’s key is known'],
    ['a business refusal without one', { content: notPaid, unsigned: true }, 'business refusal is not signed'],
    ['a business refusal as an error', { content: notPaid, node: 'error_response' }, 'refusal as error_response'],
    ['another method’s refusal', { content: { ...notPaid, sub_code: 'ACQ.TRADE_HAS_SUCCESS' } }, 'no refusal of'],
    ['a sub_code under another code', { content: { ...unknownApp, code: '40003' } }, 'does not stand under 40003'],
    ['a refusal without a reason', { content: { code: '40004' } }, 'sub_code'],
  ])('refuse %s', (_name, more, complaint) =>
    expect(() => judgeGatewayReply(sealGatewayReply({ ...seal, ...more }), known)).toThrow(complaint),
  )
  it('refuse a V3 success without a signature, one with V2’s members, and a code of nobody’s', () => {
    expect(() =>
      judgeRestReply(sealRestReply({ privateKey: alipayKey, now, content: {}, unsigned: true }), { ...known, now }),
    ).toThrow('a success is not signed')
    expect(() => judgeRestReply(sealRestReply({ privateKey: alipayKey, now, content }), { ...known, now })).toThrow(
      'members of V2',
    )
    const refused = (code: string, more: object = {}) =>
      sealRestReply({ privateKey: alipayKey, now, status: 400, content: { code, message: 'x', links: [] }, ...more })
    const judged = (reply: Parameters<typeof judgeRestReply>[0]) => () => judgeRestReply(reply, { ...known, now })
    expect(judged(refused('invalid-signature', { unsigned: true }))()).toMatchObject({ code: 'invalid-signature' })
    expect(judged(refused('isv-no-such-code'))).toThrow('no code of V3')
    expect(judged(refused('ACQ.TRADE_NOT_EXIST', { unsigned: true }))).toThrow('business refusal is not signed')
    expect(judged(refused('ACQ.TRADE_NOT_EXIST', { status: 302 }))).toThrow('HTTP 302')
    expect(judged(refused('ACQ.TRADE_NOT_EXIST', { nonce: '' }))).toThrow('alipay-nonce is missing')
  })
})
