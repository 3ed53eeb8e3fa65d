import { describe, expect, it } from 'vitest'
import { openV2Reply, openV3Reply } from '../../src/alipay/open.js'
import { openForm } from '../../src/alipay/open-form.js'
import { type GatewaySeal, type OracleReply, type RestSeal, sealGatewayReply, sealRestReply } from '../oracle/alipay.js'
import { accountOf, alipayKey, contentKey, type Mode, now } from '../support/alipay.js'
import { serials } from '../support/alipay-certificates.js'
import { failure } from '../support/failure.js'

const appAuthToken = '202212BBD64b2be8afd4b6c8468cf585bd05E50'
const trace = '21bd3b7b16000000000000000e1234'
const refused = {
  code: '40004',
  msg: 'Business Failed',
  sub_code: 'ACQ.TEA_IS_OUT',
  sub_msg: `no tea, ${appAuthToken}`,
}
/** A row of an action's own table, which no other action knows. */
const refusals = [['TEA_IS_OUT', 'PAYER_REFUSED', 'rejected', 'Drink water.']] as const
/** What an error says when both reached it: the table, and what must not be repeated. */
const told = { code: 'PAYER_REFUSED', outcome: 'rejected', providerMessage: 'no tea, …', requestId: trace }
const bytes = (text: string) => new Uint8Array(Buffer.from(text))
const account = (mode: Mode) => accountOf(mode, { appAuthToken })

describe('V2', () => {
  const method = 'alipay.trade.pay'
  const success = { code: '10000', msg: 'Success' }
  const seal = (more: Partial<GatewaySeal> = {}) =>
    sealGatewayReply({ method, privateKey: alipayKey, content: success, ...more })
  const open = (reply: OracleReply, mode: Mode = {}, asked = method) =>
    openV2Reply(
      account(mode),
      { action: 'createPayment', refusals, accepts: ({ code }: { code?: unknown }) => code === '10003' },
      asked,
      reply,
    )
  const body = (text: string) => ({ ...seal(), body: bytes(text) })

  it.each([
    [199, 'PROVIDER_ERROR'],
    [201, 'PROVIDER_ERROR'],
    [302, 'PROVIDER_ERROR'],
    [404, 'PROVIDER_ERROR'],
    [500, 'PROVIDER_UNAVAILABLE'],
    [503, 'PROVIDER_UNAVAILABLE'],
  ])('answers with 200 or not at all: %i', async (status, code) => {
    expect(await failure(open({ ...seal(), status }))).toMatchObject({
      code,
      status,
      outcome: 'unknown',
      requestId: trace,
    })
  })

  it.each(['<html>', '[]', '{', ''])('has an object: %j', async (text) => {
    const facts = { code: 'BODY_INVALID', outcome: 'unknown', authentic: false, requestId: trace }
    expect(await failure(open(body(text)))).toMatchObject(facts)
  })

  it.each([
    ['0 response members', (text: string) => text.replace('_response"', '_reply"')],
    ['2 response members', (text: string) => text.replace('{', '{"error_response":{"code":"10000"},')],
    ['is not UTF-8', (text: string) => text.replace('Success', '\u00e9')],
  ])('is refused: %s', async (words, edit) => {
    const text = edit(Buffer.from(seal().body).toString())
    // As Latin-1 the é is a stray byte; everything else is ASCII.
    const facts = {
      code: 'BODY_INVALID',
      outcome: 'unknown',
      authentic: false,
      message: expect.stringContaining(words),
    }
    expect(await failure(open({ ...seal(), body: new Uint8Array(Buffer.from(text, 'latin1')) }))).toMatchObject(facts)
  })

  it('has 1 MiB at most', async () => {
    const text = Buffer.from(seal().body).toString()
    expect((await open(body(text.padEnd(1_048_576)))).value).toEqual(success)
    expect(await failure(open(body(text.padEnd(1_048_577))))).toMatchObject({ code: 'BODY_INVALID' })
  })

  it('says what is refused, by the action’s own table, and keeps the token to itself', async () => {
    expect(await failure(open(seal({ content: refused })))).toMatchObject({ ...told, authentic: true })
  })

  it('writes no line into a log, unsigned as it is', async () => {
    const content = { ...refused, sub_code: 'x\nINFO paid' }
    const sealed = seal({ node: 'error_response', content, unsigned: true })
    expect((await failure(open(sealed))).message).not.toContain('\nINFO')
    const elsewhere = Buffer.from(seal().body).toString().replace('alipay_', '\\nINFO_')
    expect((await failure(open(body(elsewhere)))).message).toContain('it has  INFO_')
  })

  it('says it in error_response too, signed or not', async () => {
    const node = 'error_response'
    expect(await failure(open(seal({ node, content: refused })))).toMatchObject({ ...told, authentic: true })
    // Unsigned it is nobody's word: it cannot say that nothing was done.
    expect(await failure(open(seal({ node, content: refused, unsigned: true })))).toMatchObject({
      code: 'PROVIDER_ERROR',
      outcome: 'unknown',
      authentic: false,
      providerMessage: 'no tea, …',
      requestId: trace,
    })
    // There is no success in it, whatever its code.
    expect(await failure(open(seal({ node, content: success })))).toMatchObject({ outcome: 'unknown', authentic: true })
  })

  it.each([
    ['10000', 'alipay.trade.pay', true],
    ['10000', 'alipay.trade.query', true],
    ['10003', 'alipay.trade.pay', true],
    ['10003', 'alipay.fund.auth.order.freeze', true],
    ['10001', 'alipay.trade.pay', false],
    ['40004', 'alipay.trade.pay', false],
  ])('%s of %s: %s', async (code, asked, succeeds) => {
    const opening = open(seal({ method: asked, content: { code, msg: '' } }), {}, asked)
    if (succeeds) expect((await opening).value).toMatchObject({ code })
    else expect(await failure(opening)).toMatchObject({ code: 'PROVIDER_ERROR', outcome: 'unknown', authentic: true })
  })

  it.each([{ code: '10003' }, { access_token: 'x' }, {}])(
    '%j is a refusal where the action does not accept it',
    async (content) => {
      const opening = openV2Reply(account({}), { action: 'getPayment' }, method, seal({ content }))
      expect(await failure(opening)).toMatchObject({ code: 'PROVIDER_ERROR', outcome: 'unknown', authentic: true })
    },
  )

  it('may name its certificate, and need not', async () => {
    for (const [mode, serial] of [
      [{ certificate: true }, undefined],
      [{ certificate: true }, serials.alipay],
      [{}, serials.alipay],
    ] as const)
      expect((await open(seal(serial ? { serial } : {}), mode)).value).toEqual(success)
    const error = await failure(open(seal({ serial: serials.app }), { certificate: true }))
    expect(error).toMatchObject({ code: 'KEY_UNKNOWN', outcome: 'unknown', requestId: trace })
  })

  it('is encrypted or not, as the answer is', async () => {
    expect((await open(seal({ aesKey: contentKey }), { encrypted: true })).value).toEqual(success)
    expect((await open(seal(), { encrypted: true })).value).toEqual(success)
    const without = await failure(open(seal({ aesKey: contentKey })))
    expect(without).toMatchObject({ code: 'DECRYPTION_FAILED', message: expect.stringContaining('no contentKey') })
    const other = await failure(open(seal({ aesKey: 'aa4BtZ4tspm2wnXLb1ThQA==' }), { encrypted: true }))
    expect(other).toMatchObject({ code: 'DECRYPTION_FAILED', outcome: 'unknown' })
    const garbled = await failure(open(seal({ text: '"not base64!"' }), { encrypted: true }))
    expect(garbled).toMatchObject({ code: 'DECRYPTION_FAILED', message: expect.stringContaining('not Base64') })
  })

  it.each(['true', '1""', '["x"]', 'null'])('has a signature that is a text, not %s', async (sign) => {
    const text = Buffer.from(seal().body)
      .toString()
      .replace(/"sign":"[^"]*"/, `"sign":${sign}`)
    expect(await failure(open(body(text)))).toMatchObject({ outcome: 'unknown', authentic: false })
    expect((await failure(open(body(text)))).code).toBe('SIGNATURE_MISSING')
  })
})

describe('what somebody else wrote is quoted, but not at any length', () => {
  const x = (length: number) => 'x'.repeat(length)
  const parameters = (more: Record<string, string>) =>
    openForm(
      accountOf(),
      String(new URLSearchParams({ sign: 'AAAA', sign_type: 'RSA2', charset: 'utf-8', ...more })),
      false,
    )
  const opened = (reply: OracleReply, mode: Mode = {}) =>
    openV2Reply(accountOf(mode), { action: 'getPayment' }, 'alipay.trade.query', reply)
  const seal = { method: 'alipay.trade.query', privateKey: alipayKey, content: {} }

  it.each<[string, () => Promise<unknown>, string, number]>([
    ['sign_type', () => parameters({ sign_type: x(500) }), 'SIGNATURE_INVALID', 20],
    ['charset', () => parameters({ charset: x(500) }), 'BODY_INVALID', 20],
    ['a member', () => opened(sealGatewayReply({ ...seal, node: `${x(500)}_response` })), 'REPLY_MISMATCH', 80],
    [
      'a member twice',
      () => opened({ ...sealGatewayReply(seal), body: bytes(`{"${x(500)}":1,"${x(500)}":1}`) }),
      'BODY_INVALID',
      80,
    ],
    [
      'a certificate',
      () => opened(sealGatewayReply({ ...seal, serial: x(500) }), { certificate: true }),
      'KEY_UNKNOWN',
      64,
    ],
  ])('%s', async (_name, open, code, length) => {
    const error = await failure(open())
    expect(error.code).toBe(code)
    expect(/x+/.exec(error.message.replace('expected', ''))?.[0]).toHaveLength(length)
  })

  it('nor does a message without a sign_type break', async () => {
    expect(await failure(openForm(accountOf(), 'sign=AAAA', false))).toMatchObject({ code: 'SIGNATURE_INVALID' })
  })
})

describe('V3', () => {
  const mode = { generation: 'v3' } as const
  const success = { trade_no: '1' }
  const seal = (more: Partial<RestSeal> = {}) =>
    sealRestReply({ privateKey: alipayKey, now, content: success, ...more })
  const open = (reply: OracleReply, more: Mode = {}) =>
    openV3Reply(account({ ...mode, ...more }), { action: 'createPayment', refusals }, reply)
  const refusal = { code: 'TEA_IS_OUT', message: `no tea, ${appAuthToken}`, links: [] }

  it('202 is still being worked on, 204 has no body', async () => {
    const working = { code: 'PROVIDER_UNAVAILABLE', outcome: 'unknown', authentic: true }
    expect(await failure(open(seal({ status: 202, text: '{}' })))).toMatchObject(working)
    expect((await open(seal({ status: 204, text: '' }))).value).toEqual({})
    // What is not signed proves neither.
    const unsigned = { ...seal({ status: 204, text: '' }), headers: {} }
    expect((await failure(open(unsigned))).code).toBe('SIGNATURE_MISSING')
  })

  it.each([200, 201, 204, 299])('%i is a success that must be signed', async (status) => {
    expect((await open(seal({ status }))).value).toEqual(success)
    const facts = { code: 'SIGNATURE_MISSING', outcome: 'unknown', authentic: false, requestId: trace }
    expect(await failure(open(seal({ status, unsigned: true })))).toMatchObject(facts)
  })

  it.each([100, 199, 300, 400, 404])('%i is a refusal, whatever it holds', async (status) => {
    expect(await failure(open(seal({ status, content: refusal })))).toMatchObject({ ...told, status, authentic: true })
    expect(await failure(open(seal({ status, content: refusal, unsigned: true })))).toMatchObject({
      ...told,
      status,
      authentic: false,
    })
    expect(await failure(open(seal({ status })))).toMatchObject({ code: 'PROVIDER_ERROR', outcome: 'unknown' })
  })

  it('a refusal that is signed must be signed rightly', async () => {
    const { headers, ...rest } = seal({ status: 400, content: refusal })
    for (const [name, other] of [
      ['alipay-nonce', '1'],
      ['alipay-timestamp', String(now + 1)],
    ] as const) {
      const changed = { ...rest, headers: { ...headers, [name]: other } }
      expect(await failure(open(changed))).toMatchObject({ code: 'SIGNATURE_INVALID', outcome: 'unknown' })
      const missing = { ...rest, headers: { ...headers, [name]: '' } }
      expect(await failure(open(missing))).toMatchObject({ code: 'SIGNATURE_MISSING', outcome: 'unknown' })
    }
  })

  it.each([
    [300_000, 'TIMESTAMP_OUT_OF_WINDOW'],
    [-300_000, 'TIMESTAMP_OUT_OF_WINDOW'],
    [30 * 86_400_000, 'TIMESTAMP_OUT_OF_WINDOW'],
  ])('signed %i ms before is out of the window, refusal or not', async (before, expected) => {
    for (const status of [200, 400]) {
      const reply = seal({ now: now - before, status, content: status === 200 ? success : refusal })
      expect(await failure(open(reply))).toMatchObject({ code: expected, outcome: 'unknown', authentic: false })
    }
  })

  it.each([299_999, -299_999])('signed %i ms before is within it', async (before) =>
    expect((await open(seal({ now: now - before }))).value).toEqual(success),
  )

  it.each(['1', '', 'x', '1e12', ' 1792800000000'])('a time that is none is not one of long ago: %j', async (time) => {
    const { headers, ...rest } = seal()
    const reply = { ...rest, headers: { ...headers, 'alipay-timestamp': time } }
    expect(await failure(open(reply))).toMatchObject({ code: 'SIGNATURE_MISSING', outcome: 'unknown' })
  })

  it('200 with a code and a message is a refusal as well', async () => {
    expect(await failure(open(seal({ content: refusal })))).toMatchObject({ ...told, authentic: true })
    for (const content of [{ code: '1' }, { message: 'x' }, { code: 1, message: 'x' }, { code: 'x', message: null }])
      expect((await open(seal({ content }))).value).toEqual(content)
    for (const text of ['null', '1', '"x"']) expect((await open(seal({ text }))).value).toEqual(JSON.parse(text))
  })

  it('is encrypted or not, as the answer is', async () => {
    expect((await open(seal({ aesKey: contentKey }), { encrypted: true })).value).toEqual(success)
    expect((await open(seal(), { encrypted: true })).value).toEqual(success)
    expect(await failure(open(seal({ aesKey: contentKey })))).toMatchObject({ code: 'BODY_INVALID' })
  })

  it('may name its certificate, and need not', async () => {
    const certificate = { certificate: true }
    expect((await open(seal(), certificate)).value).toEqual(success)
    expect((await open(seal({ serial: serials.alipay }), certificate)).value).toEqual(success)
    expect(await failure(open(seal({ serial: serials.app }), certificate))).toMatchObject({ code: 'KEY_UNKNOWN' })
  })

  it('has 1 MiB at most', async () => {
    const whole = JSON.stringify('x'.repeat(1_048_574))
    expect((await open(seal({ text: whole }))).value).toHaveLength(1_048_574)
    expect(await failure(open(seal({ text: `${whole} ` })))).toMatchObject({ code: 'BODY_INVALID', requestId: trace })
  })
})
