import { describe, expect, it } from 'vitest'
import { judgeReply, sealReply } from '../wechatpay.js'
import { bytes, facts, merchant, now, seal } from './samples.js'

const prepaid = '{"prepay_id":"wx2024"}'

describe('judgeReply', () => {
  const sealed = (more: Partial<Parameters<typeof sealReply>[0]>) => sealReply({ ...seal, body: prepaid, ...more })
  const without = (name: string) => {
    const { [name]: _, ...headers } = sealed({}).headers
    return { ...sealed({}), headers }
  }
  const problem = (status: number, code: string, more = {}) =>
    sealed({ status, body: JSON.stringify({ code, message: 'no', ...more }) })

  it('accepts signed answers, an empty 204, unsigned errors and an empty 404', () => {
    expect(judgeReply(sealed({}), { ...facts, route: 'POST /v3/pay/transactions/app' })).toEqual({
      prepay_id: 'wx2024',
    })
    expect(judgeReply(sealed({ status: 204, body: '' }), facts)).toBeUndefined()
    expect(judgeReply(problem(403, 'NO_AUTH'), facts)).toMatchObject({ code: 'NO_AUTH' })
    expect(judgeReply(sealed({ status: 404, body: '' }), facts)).toBeUndefined()
  })

  const signature = 'wechatpay-signature'
  const refusals: [string, ReturnType<typeof sealed>, string][] = [
    ...['timestamp', 'nonce', 'signature', 'serial', 'signature-type'].map(
      (name): [string, ReturnType<typeof sealed>, string] => [
        `no ${name}`,
        without(`wechatpay-${name}`),
        `wechatpay-${name} is missing`,
      ],
    ),
    ['no Request-ID', without('request-id'), 'request-id is missing'],
    ['no content-type', without('content-type'), 'content-type'],
    ['a changed body', { ...sealed({}), body: bytes(`${prepaid} `) }, 'does not verify'],
    ['a probe', sealed({ headers: { [signature]: 'WECHATPAY/SIGNTEST/abc' } }), 'does not verify'],
    ['another key', sealed({ privateKey: merchant.privateKey }), 'does not verify'],
    ['an unknown serial', sealed({ serial: 'PUB_KEY_ID_2' }), 'no known key'],
    ['a serial of Object.prototype', sealed({ serial: 'constructor' }), 'no known key'],
    ['300 s', sealed({ now: now - 300_000 }), '300 s off'],
    ['the SM scheme', sealed({ headers: { 'wechatpay-signature-type': 'WECHATPAY2-SM2-WITH-SM3' } }), 'SM2'],
    ['a 204 with a body', sealed({ status: 204 }), '204 has no body'],
    ['a 200 without a body', sealed({ body: '' }), 'not UTF-8 JSON'],
    ['a redirect', sealed({ status: 302 }), 'not documented'],
    ['a signed error', sealed({ status: 404, headers: { [signature]: 'x' } }), 'never signed'],
    ['a page of a proxy', sealed({ status: 502, body: '<html>' }), 'not UTF-8 JSON'],
    ['an error without a code', sealed({ status: 400, body: '{"message":"no"}' }), 'code undefined'],
    ['an invented code', problem(400, 'NOPE'), 'NOPE is not documented'],
    ['a code with another status', problem(400, 'SIGN_ERROR'), 'comes with 401'],
    ['detail beside another code', problem(403, 'NO_AUTH', { detail: {} }), 'detail with NO_AUTH'],
  ]
  it.each(refusals)('refuses %s', (_, reply, complaint) => expect(() => judgeReply(reply, facts)).toThrow(complaint))

  it.each([
    [400, 'ORDER_PAID'],
    [403, 'ORDER_PAID'],
    [400, 'ORDERPAID'],
    [429, 'RATELIMIT_EXCEED'],
    [429, 'RATELIMIT_EXCEEDED'],
    [429, 'FREQUENCY_LIMITED'],
  ])('takes %i %s, whose spelling or status the sources give in more than one way', (status, code) => {
    expect(judgeReply(problem(status, code), facts)).toMatchObject({ code })
  })

  it('takes either documented key where none was asked for, and else the one that was', () => {
    const asked = (serial: string) => () => judgeReply(sealed({}), { ...facts, asked: serial })
    expect(asked('PUB_KEY_ID_1')()).toEqual({ prepay_id: 'wx2024' })
    expect(asked('PUB_KEY_ID_2')).toThrow('asked for was PUB_KEY_ID_2')
    expect(asked('0A1B')).toThrow('asked for was 0A1B')
  })

  it('refuses the answer to another question, and 200 for a close', () => {
    const ask = (route: string) => () => judgeReply(sealed({}), { ...facts, route })
    expect(ask('POST /v3/pay/transactions/native')).toThrow('/code_url is missing')
    expect(ask('POST /v3/pay/transactions/out-trade-no/{out_trade_no}/close')).toThrow('answered by 204')
  })
})
