import { describe, expect, it } from 'vitest'
import { failure } from '../support/failure.js'
import { openAnswering } from '../support/wechatpay-answering.js'
import { actions, refused } from '../support/wechatpay-refused.js'

describe('a refusal that no table makes final is unknown', () => {
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
