import { type Fault, failNext } from 'shroff/mock'
import { describe, expect, it } from 'vitest'
import { openAlipayGateway, teaContent } from '../../support/alipay-gateway.js'

const precreate = '/v3/alipay/trade/precreate'
const app = 'app_id=2021000122672388'
const noon = Date.parse('2026-03-04T12:00:00+08:00')

describe('the authorization', () => {
  const rsa = 'ALIPAY-SHA256withRSA'
  it.each([
    ['missing', {}, 'missing-signature'],
    ['of another scheme', { authorization: 'Basic abc' }, 'invalid-signature-type'],
    ['without a signature', { authorization: `${rsa} ${app},nonce=n,timestamp=${noon}` }, 'missing-signature'],
    ['by another key', { authorization: `${rsa} ${app},nonce=n,timestamp=${noon},sign=AAAA` }, 'invalid-signature'],
  ])('%s', async (_, headers, code) => {
    const { rest } = await openAlipayGateway()
    const answer = await rest(precreate, teaContent, { headers: { authorization: '', ...headers } })
    expect(answer).toMatchObject({ status: 400, body: { code, message: expect.any(String), links: [] } })
  })

  it.each([
    ['without an application', `nonce=n,timestamp=${noon}`, 'missing-app-id'],
    ['without a time', `${app},nonce=n`, 'missing-timestamp'],
    ['without a nonce', `${app},timestamp=${noon}`, 'invalid-parameter'],
    ['of another application', `app_id=1,nonce=n,timestamp=${noon}`, 'invalid-app-id'],
    ['at no time', `${app},nonce=n,timestamp=today`, 'invalid-timestamp'],
    ['an hour old', `${app},nonce=n,timestamp=${noon - 3_600_000}`, 'illegal-timestamp'],
    ['an hour early', `${app},nonce=n,timestamp=${noon + 3_600_000}`, 'illegal-timestamp'],
    ['past its own time', `${app},nonce=n,timestamp=${noon - 2000},expired_seconds=1`, 'illegal-timestamp'],
  ])('%s', async (_, fields, code) => {
    const { rest } = await openAlipayGateway()
    expect(await rest(precreate, teaContent, { fields })).toMatchObject({ status: 400, body: { code } })
  })

  it('with a time of its own', async () => {
    const { rest } = await openAlipayGateway()
    const fields = `${app},nonce=n,timestamp=${noon - 3_600_000},expired_seconds=7200`
    expect((await rest(precreate, teaContent, { fields })).status).toBe(200)
  })

  it('covers the application’s token', async () => {
    const { rest } = await openAlipayGateway()
    const answer = await rest(precreate, teaContent, { headers: { 'alipay-app-auth-token': 'added' } })
    expect(answer.body.code).toBe('invalid-signature')
  })

  it('names both certificates in certificate mode', async () => {
    const { rest, credentials } = await openAlipayGateway({ mode: 'certificate' })
    const { alipay } = await import('shroff/alipay')
    const sns = alipay(credentials).certificateSns!
    const fields = `${app},app_cert_sn=${sns.app},nonce=n,timestamp=${noon}`
    const ask = (headers: Record<string, string>) => rest(precreate, teaContent, { fields, headers })
    expect((await rest(precreate, teaContent)).body.code).toBe('missing-app-cert-sn')
    expect((await ask({})).body.code).toBe('missing-alipay-root-cert-sn')
    expect((await ask({ 'alipay-root-cert-sn': sns.app })).body.code).toBe('invalid-alipay-root-cert-sn')
    const { status, headers } = await ask({ 'alipay-root-cert-sn': sns.root })
    expect([status, headers['alipay-sn']]).toEqual([200, sns.alipay])
  })
})

describe('an answer', () => {
  it('has the members at the top, and no code', async () => {
    const { rest } = await openAlipayGateway()
    const { status, body } = await rest(precreate, teaContent)
    expect([status, Object.keys(body)]).toEqual([200, ['out_trade_no', 'qr_code']])
  })

  it.each([
    ['another path', '/v3/alipay/trade/nothing', '{}', 'invalid-method'],
    ['a path that wants GET', '/v3/alipay/fund/trans/common/query', '{"out_biz_no":"F_1"}', 'invalid-method'],
    ['no JSON', precreate, '{', 'invalid-parameter'],
    ['no object', precreate, '[]', 'invalid-parameter'],
    ['a business refusal', '/v3/alipay/trade/query', '{"out_trade_no":"T_1"}', 'ACQ.TRADE_NOT_EXIST'],
  ])('to %s', async (_, path, content, code) => {
    const { rest } = await openAlipayGateway()
    expect(await rest(path, content)).toMatchObject({ status: 400, body: { code } })
  })

  it('to content that cannot be decrypted', async () => {
    const { rest } = await openAlipayGateway({ encrypted: true })
    const answer = await rest(precreate, 'AAAA', { headers: { 'alipay-encrypt-type': 'AES' } })
    expect(answer).toMatchObject({ status: 400, body: { code: 'decryption-error-unknown' } })
  })

  it('while the payer is asked for the password lacks the time of payment', async () => {
    const { rest } = await openAlipayGateway()
    const { status, body } = await rest('/v3/alipay/trade/pay', { ...teaContent, auth_code: '2876344382510003' })
    expect(status).toBe(200)
    expect(body).toMatchObject({ out_trade_no: 'T_1001', total_amount: '25.00' })
    expect(body).not.toHaveProperty('gmt_payment')
    expect(body).not.toHaveProperty('code')
  })

  const faults: [Fault, number, string][] = [
    ['system-error-before', 500, 'unknow-error'],
    ['system-error-after', 500, 'unknow-error'],
    ['unavailable', 500, 'unknow-error'],
    ['rate-limited', 429, 'app-call-limited'],
    ['nonce-refused', 400, 'suspected-attack'],
    [{ status: 401, code: 'invalid-auth-token' }, 401, 'invalid-auth-token'],
    [{ status: 403, code: 'insufficient-isv-permissions' }, 403, 'insufficient-isv-permissions'],
  ]
  it.each(faults)('with the fault %j is %d %s', async (fault, status, code) => {
    const { mock, rest } = await openAlipayGateway()
    failNext(mock, { provider: 'alipay', fault })
    expect(await rest(precreate, teaContent)).toMatchObject({ status, body: { code } })
  })

  it.each<Fault>(['wrong-signature', 'probe', 'unsigned'])('is not to be believed with %s', async (fault) => {
    const { mock, rest } = await openAlipayGateway()
    failNext(mock, { provider: 'alipay', fault })
    await expect(rest(precreate, teaContent)).rejects.toThrow('not rightly signed')
  })

  it('may be an hour old', async () => {
    const { mock, rest } = await openAlipayGateway()
    failNext(mock, { provider: 'alipay', fault: 'stale-timestamp' })
    expect((await rest(precreate, teaContent)).headers['alipay-timestamp']).toBe(String(noon - 3_600_000))
  })
})
