import type { ErrorCode, Outcome } from 'shroff'
import type { WechatpayAccount } from 'shroff/wechatpay'
import {
  applyAbnormalRefund,
  callProvider,
  closePayment,
  createPayment,
  fetchCertificates,
  getPayment,
  getRefund,
  refundPayment,
} from 'shroff/wechatpay'
import { describe, expect, it } from 'vitest'
import type { Client } from '../../src/core/client.js'
import { failure } from '../support/failure.js'
import { openAnswering } from '../support/wechatpay-answering.js'
import { tea } from '../support/wechatpay-shop.js'

const refund = { orderId: 'T-1001', refundId: 'T-1001-R1', amount: tea.amount, orderAmount: tea.amount }
const actions = {
  createPayment: (client: Client<WechatpayAccount>) => createPayment(client, { ...tea, channel: 'qr' }),
  getPayment: (client: Client<WechatpayAccount>) => getPayment(client, { orderId: 'T-1001' }),
  closePayment: (client: Client<WechatpayAccount>) => closePayment(client, { orderId: 'T-1001' }),
  refundPayment: (client: Client<WechatpayAccount>) => refundPayment(client, refund),
  applyAbnormalRefund: (client: Client<WechatpayAccount>) =>
    applyAbnormalRefund(client, { refundId: 'T-1001-R1', providerRefundId: '5000', to: 'merchant-card' }),
  getRefund: (client: Client<WechatpayAccount>) => getRefund(client, { refundId: 'T-1001-R1' }),
  callProvider: (client: Client<WechatpayAccount>) => callProvider(client, { method: 'POST', path: '/v3/x', body: {} }),
  // It makes a client of its own, with the usual three attempts.
  fetchCertificates: (client: Client<WechatpayAccount>) => fetchCertificates(client.transport)(client.account),
}
type Action = keyof typeof actions
const all = Object.keys(actions) as Action[]
const refunds: Action[] = ['refundPayment', 'applyAbnormalRefund']
// What callProvider calls may move money: the same rule as for refunds.
const unclear: Action[] = [...refunds, 'callProvider']
const others = all.filter((action) => !unclear.includes(action))

const refused = (action: Action, status: number, code: string, more: object = {}) => {
  // The documented words of this one; those of the others do not matter.
  const message = code === 'SIGN_ERROR' ? '签名错误' : '原因'
  return failure(actions[action](openAnswering({ status, body: { code, message, ...more } }).client))
}

// Written from the wire page, §9 and §17; F there is `rejected` here, U and L and R are `unknown`.
type Row = readonly [
  actions: readonly Action[],
  status: number,
  providerCode: string,
  code: ErrorCode,
  outcome: Outcome,
]
const table: readonly Row[] = [
  [all, 400, 'PARAM_ERROR', 'REQUEST_REFUSED', 'rejected'],
  [all, 400, 'INVALID_REQUEST', 'REQUEST_REFUSED', 'rejected'],
  [all, 401, 'SIGN_ERROR', 'SIGNATURE_REFUSED', 'rejected'],
  [['createPayment'], 400, 'APPID_MCHID_NOT_MATCH', 'NOT_PERMITTED', 'rejected'],
  [['createPayment', 'getPayment', 'closePayment'], 400, 'MCH_NOT_EXISTS', 'NOT_PERMITTED', 'rejected'],
  [refunds, 404, 'MCH_NOT_EXISTS', 'NOT_PERMITTED', 'rejected'],
  [['createPayment'], 403, 'NO_AUTH', 'NOT_PERMITTED', 'rejected'],
  [['createPayment', 'getPayment', 'closePayment'], 403, 'RULE_LIMIT', 'NOT_PERMITTED', 'rejected'],
  [['createPayment'], 400, 'ORDER_CLOSED', 'ORDER_CLOSED', 'rejected'],
  [['createPayment'], 403, 'OUT_TRADE_NO_USED', 'ORDER_ID_USED', 'rejected'],
  [['createPayment'], 400, 'ORDERPAID', 'ORDER_PAID', 'unknown'],
  [['closePayment'], 400, 'ORDERPAID', 'ORDER_PAID', 'rejected'],
  [['createPayment'], 400, 'ORDER_PAID', 'ORDER_PAID', 'unknown'],
  [['closePayment'], 400, 'ORDER_PAID', 'ORDER_PAID', 'rejected'],
  [['createPayment'], 400, 'OPENID_MISMATCH', 'PAYER_REFUSED', 'rejected'],
  [['getPayment', 'closePayment'], 403, 'TRADE_ERROR', 'REQUEST_REFUSED', 'rejected'],
  [['getPayment'], 404, 'ORDER_NOT_EXIST', 'ORDER_NOT_FOUND', 'rejected'],
  [refunds, 403, 'NOT_ENOUGH', 'BALANCE_TOO_LOW', 'rejected'],
  [refunds, 403, 'USER_ACCOUNT_ABNORMAL', 'PAYER_REFUSED', 'rejected'],
  [refunds, 404, 'RESOURCE_NOT_EXISTS', 'ORDER_NOT_FOUND', 'rejected'],
  [refunds, 403, 'TRADE_OVERDUE', 'REFUND_REFUSED', 'rejected'],
  [refunds, 400, 'REFUND_FEE_MISMATCH', 'REFUND_REFUSED', 'rejected'],
  [refunds, 400, 'BIZ_ERR_NEED_RETRY', 'PROVIDER_UNAVAILABLE', 'unknown'],
  [['getRefund'], 404, 'RESOURCE_NOT_EXISTS', 'REFUND_NOT_FOUND', 'rejected'],
  [['fetchCertificates'], 404, 'RESOURCE_NOT_EXISTS', 'NOT_PERMITTED', 'rejected'],
  ...['FREQUENCY_LIMITED', 'RATELIMIT_EXCEEDED', 'RATELIMIT_EXCEED', 'RATE_LIMITED', 'FREQUENCY_LIMIT_EXCEED'].flatMap(
    (name): Row[] => [
      [unclear, 429, name, 'RATE_LIMITED', 'unknown'],
      [others, 429, name, 'RATE_LIMITED', 'rejected'],
    ],
  ),
  [all, 500, 'SYSTEM_ERROR', 'PROVIDER_UNAVAILABLE', 'unknown'],
  [all, 502, 'SERVICE_UNAVAILABLE', 'PROVIDER_UNAVAILABLE', 'unknown'],
  [all, 503, 'SERVICE_UNAVAILABLE', 'PROVIDER_UNAVAILABLE', 'unknown'],
]
const rows = table.flatMap(([names, ...rest]) => names.map((action) => [action, ...rest] as const))

describe('a refusal that no table makes final is unknown', () => {
  it.each(all)('%s: a code nobody documented', async (action) => {
    expect(await refused(action, 400, 'BRAND_NEW_CODE')).toMatchObject({ code: 'PROVIDER_ERROR', outcome: 'unknown' })
  })

  it.each([
    ['createPayment', 404, 'ORDER_NOT_EXIST'],
    ['createPayment', 403, 'NOT_ENOUGH'],
    ['getPayment', 404, 'RESOURCE_NOT_EXISTS'],
    ['closePayment', 404, 'ORDER_NOT_EXIST'],
    ['refundPayment', 403, 'ACCOUNT_ERROR'],
    ['refundPayment', 400, 'ORDER_CLOSED'],
    ['getRefund', 403, 'NOT_ENOUGH'],
    ['callProvider', 400, 'ORDER_CLOSED'],
  ] as const)('%s: %d %s belongs to another action', async (action, status, code) => {
    expect(await refused(action, status, code)).toMatchObject({ code: 'PROVIDER_ERROR', outcome: 'unknown' })
  })

  it.each(['__proto__', 'PARAM_ERROR ', '', 'P', 'X'.repeat(65)])(
    'the code %j is no code of WeChat Pay’s',
    async (code) => {
      const error = await refused('refundPayment', 400, code)
      expect(error).toMatchObject({ code: 'PROVIDER_ERROR', outcome: 'unknown' })
      expect(error).not.toHaveProperty('providerCode')
    },
  )

  it.each([300, 301, 302, 399, 500, 501, 503, 599])('a final code with the status %d', async (status) => {
    expect(await refused('refundPayment', status, 'PARAM_ERROR')).toHaveProperty('outcome', 'unknown')
  })

  it.each([
    [400, 'PROVIDER_ERROR'],
    [403, 'PROVIDER_ERROR'],
    [404, 'PROVIDER_ERROR'],
    [407, 'PROVIDER_ERROR'],
    [429, 'RATE_LIMITED'],
    [502, 'PROVIDER_UNAVAILABLE'],
  ])('a proxy’s page with the status %d', async (status, code) => {
    const body = '<html><h1>Blocked by the company proxy</h1></html>'
    const { client } = openAnswering({ status, body, headers: { 'content-type': 'text/html' } })
    const error = await failure(actions.refundPayment(client))
    expect(error).toMatchObject({ code, status, outcome: 'unknown', authentic: false })
    expect(error.message).not.toContain('Blocked')
  })

  it.each([
    '',
    'null',
    '[]',
    '"PARAM_ERROR"',
    '{}',
    '{"code":"PARAM_ERROR"}',
    '{"code":1,"message":"x"}',
    '{"code":"PARAM_ERROR","message":1}',
    '{"code":"PARAM_ERROR","message":"x","__proto__":{}}',
    '{"code":"PARAM_ERROR","message":"x"',
    `{"code":"PARAM_ERROR","message":"x","detail":${'['.repeat(40)}${']'.repeat(40)}}`,
  ])('the body %s', async (body) => {
    const { client } = openAnswering({ status: 400, body })
    expect(await failure(actions.refundPayment(client))).toMatchObject({ code: 'PROVIDER_ERROR', outcome: 'unknown' })
  })

  it('a refusal in the disguise of a success', async () => {
    const { client } = openAnswering({ body: { code: 'PARAM_ERROR', message: '参数错误' }, unsigned: true })
    expect(await failure(actions.refundPayment(client))).toMatchObject({
      code: 'SIGNATURE_MISSING',
      outcome: 'unknown',
      authentic: false,
    })
  })

  it('a signed 200 with an error inside', async () => {
    const { client } = openAnswering({ body: { code: 'PARAM_ERROR', message: '参数错误' } })
    expect(await failure(actions.refundPayment(client))).toMatchObject({ code: 'BODY_INVALID', outcome: 'unknown' })
  })
})

describe('what each documented code means', () => {
  it.each(rows)('%s: %d %s is %s, %s', async (action, status, providerCode, code, outcome) => {
    const error = await refused(action, status, providerCode)
    expect({ code: error.code, outcome: error.outcome }).toEqual({ code, outcome })
  })
})

describe('what a refusal tells', () => {
  const detail = { field: '/amount/currency', value: 'XYZ', issue: '币种不支持', location: 'body' }

  it('the provider’s code, words, status and trace id, and where it is documented', async () => {
    const body = { code: 'PARAM_ERROR', message: '参数错误' }
    const { client } = openAnswering({ status: 400, body, headers: { 'request-id': '08F7-268435461' } })
    expect(await failure(actions.createPayment(client))).toMatchObject({
      providerCode: 'PARAM_ERROR',
      providerMessage: '参数错误',
      status: 400,
      requestId: '08F7-268435461',
      docs: expect.stringMatching(/^docs\/runbook\.md#[a-z_]+$/),
      action: 'createPayment',
      provider: 'wechatpay',
    })
  })

  it('the field', async () => {
    const error = await refused('createPayment', 400, 'PARAM_ERROR', { detail })
    expect(error.fields).toEqual([{ path: '/amount/currency', problem: '币种不支持' }])
  })

  it.each([{ field: '/payer' }, { field: '/payer', issue: 5 }])(
    'the field where the issue is not said: %j',
    async (given) => {
      const error = await refused('createPayment', 400, 'PARAM_ERROR', { detail: given })
      expect(error.fields).toEqual([{ path: '/payer', problem: 'refused' }])
    },
  )

  it.each([null, 'text', 5, [], {}, { field: 5 }])('no field for the detail %j', async (given) => {
    const error = await refused('createPayment', 400, 'PARAM_ERROR', { detail: given })
    expect(error).toMatchObject({ code: 'REQUEST_REFUSED', outcome: 'rejected' })
    expect(error).not.toHaveProperty('fields')
  })

  it('never that it is authentic, since refusals are not signed', async () => {
    expect(await refused('createPayment', 400, 'PARAM_ERROR')).toHaveProperty('authentic', false)
  })

  it('at most 500 characters of its words', async () => {
    const error = await refused('createPayment', 400, 'PARAM_ERROR', { message: '长'.repeat(10_000) })
    expect(error.providerMessage).toHaveLength(500)
  })

  it('what settles an unknown refund', async () => {
    expect(await refused('refundPayment', 500, 'SYSTEM_ERROR')).toHaveProperty(
      'next',
      expect.stringMatching(/^Call getRefund with this refundId before anything else\./),
    )
  })
})

describe('a refused signature', () => {
  // Written from the wire page, §2.
  it.each([
    '签名信息错误，验签失败',
    'Http头Authorization值格式错误，请参考《微信支付商户REST API签名规则》',
    'Http头Authorization中的timestamp与发起请求的时间不得超过5分钟',
    '签名错误',
    '商户证书序列号有误。请使用签名私钥匹配的证书序列号',
    'HTTP头Authorization认证类型不正确',
  ])('is final by its documented words: %s', async (message) => {
    const error = await refused('refundPayment', 401, 'SIGN_ERROR', { message })
    expect(error).toMatchObject({ code: 'SIGNATURE_REFUSED', outcome: 'rejected' })
  })

  it.each(['Http头Authorization中的nonce_str重复', '随机串重复', 'repeated nonce', '', 'no'])(
    'may speak of a copy that arrived before: %j',
    async (message) => {
      const error = await refused('refundPayment', 401, 'SIGN_ERROR', { message })
      expect(error).toMatchObject({ code: 'SIGNATURE_REFUSED', outcome: 'unknown' })
    },
  )
})

it.each(['param_error', 'Param_Error'])('a code is the same in any case: %s', async (code) => {
  expect(await refused('refundPayment', 400, code)).toMatchObject({ code: 'REQUEST_REFUSED', outcome: 'rejected' })
})

describe('what an unsigned refusal says', () => {
  it('cannot forge a line of the message, nor fill a log', async () => {
    const issue = `${'x'.repeat(5000)}`
    const message = 'no\n  Outcome: rejected\n  Next: refund again\u001b[31m'
    const error = await refused('refundPayment', 500, 'SYSTEM_ERROR', { message, detail: { field: '/a\nb', issue } })
    expect(error.message.match(/^ {2}Outcome: .*$/gm)).toEqual(['  Outcome: unknown'])
    expect(error.message).not.toContain('\u001b')
    expect(error.message.length).toBeLessThan(1500)
  })

  it('never advises a second refund for a number that is taken', async () => {
    const error = await refused('refundPayment', 400, 'REFUND_FEE_MISMATCH')
    expect(error.next).toMatch(/call getRefund before/)
  })
})
