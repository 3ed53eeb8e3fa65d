import { confirmAgreement } from 'shroff/alipay/mock'
import { advanceClock, type Fault, failNext } from 'shroff/mock'
import { describe, expect, it } from 'vitest'
import { openAlipayGateway, teaContent } from '../../support/alipay-gateway.js'

const precreate = '/v3/alipay/trade/precreate'
const app = 'app_id=2021000122672388'
const noon = Date.parse('2026-03-04T12:00:00+08:00')

describe('the authorization', () => {
  const rsa = 'ALIPAY-SHA256withRSA'
  const links = [{ link: 'https://open.alipay.com/', desc: expect.any(String) }]
  it.each([
    ['missing', {}, 'missing-signature'],
    ['of another scheme', { authorization: 'Basic abc' }, 'invalid-signature-type'],
    ['without a signature', { authorization: `${rsa} ${app},nonce=n,timestamp=${noon}` }, 'missing-signature'],
    ['by another key', { authorization: `${rsa} ${app},nonce=n,timestamp=${noon},sign=AAAA` }, 'invalid-signature'],
  ])('%s', async (_, headers, code) => {
    const { rest } = await openAlipayGateway()
    const answer = await rest(precreate, teaContent, { headers: { authorization: '', ...headers } })
    expect(answer).toMatchObject({ status: 400, body: { code, message: expect.any(String), links } })
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
    const unsigned = code.endsWith('app-id')
    expect(await rest(precreate, teaContent, { fields, unsigned })).toMatchObject({ status: 400, body: { code } })
  })

  it('of an application that is the sandbox’s', async () => {
    const { rest } = await openAlipayGateway()
    const host = 'https://openapi-sandbox.dl.alipaydev.com'
    expect((await rest(precreate, teaContent, { host, unsigned: true })).body.code).toBe('invalid-app-id')
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
    expect((await rest(precreate, teaContent, { unsigned: true })).body.code).toBe('missing-app-cert-sn')
    expect((await ask({ 'alipay-root-cert-sn': sns.app })).body.code).toBe('invalid-alipay-root-cert-sn')
    const { status, headers } = await ask({ 'alipay-root-cert-sn': sns.root })
    expect([status, headers['alipay-sn']]).toEqual([200, sns.alipay])
  })
})

it.each([
  [false, 200, undefined],
  [true, 400, 'missing-alipay-root-cert-sn'],
])('the root’s serial, which official clients do not send, is asked for: %s', async (v3AsksForRootSn, status, code) => {
  const { rest, credentials } = await openAlipayGateway({ mode: 'certificate', unconfirmed: { v3AsksForRootSn } })
  const { alipay } = await import('shroff/alipay')
  const fields = `${app},app_cert_sn=${alipay(credentials).certificateSns!.app},nonce=n,timestamp=${noon}`
  const answer = await rest(precreate, teaContent, { fields })
  expect([answer.status, answer.body.code]).toEqual([status, code])
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

  it('is not the same once its JSON has been parsed and written again', async () => {
    const { rest } = await openAlipayGateway()
    const answers = [await rest(precreate, teaContent), await rest('/v3/alipay/trade/query', teaContent)]
    for (const { text } of answers) expect(JSON.stringify(JSON.parse(text))).not.toBe(text)
  })

  it('to a question about a statement, which is a GET', async () => {
    const { rest, mock } = await openAlipayGateway()
    const ask = (day: string) =>
      rest(`/v3/alipay/data/dataservice/bill/downloadurl/query?bill_type=trade&bill_date=${day}`, null)
    expect((await ask('2026-03-04')).body.code).toBe('BILL_NOT_EXIST')
    const { status, body } = await ask('2026-03-03')
    expect(status).toBe(200)
    const file = await mock.fetch(new Request(String(body.bill_download_url)))
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'application/zip'])
  })

  it('to a question about a month’s statement, from the 3rd of the next', async () => {
    const { rest, mock } = await openAlipayGateway()
    const ask = async (month: string) => {
      const path = '/v3/alipay/data/dataservice/bill/downloadurl/query'
      const { body } = await rest(`${path}?bill_type=trade&bill_date=${month}`, null)
      return body.code ?? new URL(String(body.bill_download_url)).searchParams.get('fileId')?.slice(0, 7)
    }
    expect([await ask('2026-02'), await ask('2026-03'), await ask('2026')]).toEqual([
      '2026-02',
      'BILL_NOT_EXIST',
      'INVAILID_ARGUMENTS',
    ])
    advanceClock(mock, Date.parse('2026-04-03T00:00:00+08:00') - noon - 1)
    expect(await ask('2026-03')).toBe('BILL_NOT_EXIST')
    advanceClock(mock, 1)
    expect(await ask('2026-03')).toBe('2026-03')
  })

  it.each([false, true])('without members is 204 without a body: %s', async (v3AnswersNoContent) => {
    const { rest, call, mock } = await openAlipayGateway({ unconfirmed: { v3AnswersNoContent } })
    await call('alipay.user.agreement.page.sign', {
      ...{ external_agreement_no: 'A1', product_code: 'GENERAL_WITHHOLDING', sign_scene: 'INDUSTRY|A' },
      ...{ personal_product_code: 'GENERAL_WITHHOLDING_P', access_params: { channel: 'ALIPAYAPP' } },
    })
    await confirmAgreement(mock, { agreementId: 'A1' })
    const { status, text } = await rest('/v3/alipay/user/agreement/unsign', {
      ...{ external_agreement_no: 'A1', personal_product_code: 'GENERAL_WITHHOLDING_P', sign_scene: 'INDUSTRY|A' },
    })
    expect([status, text === '']).toEqual(v3AnswersNoContent ? [204, true] : [200, false])
  })

  it('about a path that the mock does not play says whose limit it is', async () => {
    const { rest } = await openAlipayGateway()
    const { body } = await rest('/v3/alipay/merchant/tradecomplain/123', null)
    expect(body.code).toBe('invalid-method')
    expect(body.message).toContain('mock gateway does not play GET /v3/alipay/merchant/tradecomplain/123')
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

  it.each<Fault>(['wrong-signature', 'unsigned'])('is not to be believed with %s', async (fault) => {
    const { mock, rest } = await openAlipayGateway()
    failNext(mock, { provider: 'alipay', fault })
    await expect(rest(precreate, teaContent)).rejects.toThrow('not rightly signed')
  })

  it('may be that the call is in hand: 202, signed, and the book has moved', async () => {
    const { mock, rest } = await openAlipayGateway()
    failNext(mock, { provider: 'alipay', fault: 'accepted' })
    const created = { ...teaContent, buyer_id: '2088102146225135' }
    expect(await rest('/v3/alipay/trade/create', created)).toMatchObject({ status: 202, body: {} })
    expect((await rest('/v3/alipay/trade/query', { out_trade_no: 'T_1001' })).body.trade_status).toBe('WAIT_BUYER_PAY')
  })

  it('may be an hour old', async () => {
    const { mock, rest } = await openAlipayGateway()
    failNext(mock, { provider: 'alipay', fault: 'stale-timestamp' })
    expect((await rest(precreate, teaContent)).headers['alipay-timestamp']).toBe(String(noon - 3_600_000))
  })
})
