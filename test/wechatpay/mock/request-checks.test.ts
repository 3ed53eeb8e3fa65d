import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { MessageParts, OracleRequest, RequestSeal } from '../../oracle/wechatpay.js'
import { noon } from '../../support/noon.js'
import { type Answer, host, native, openGateway, refunds } from '../../support/wechatpay-gateway.js'

const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
const refused = ({ status, body }: Answer) => [status, body.code, body.message]
const signError = (message: string) => [401, 'SIGN_ERROR', message]
const formatWords = 'Http头Authorization值格式错误，请参考《微信支付商户REST API签名规则》'
const windowWords = 'Http头Authorization中的timestamp与发起请求的时间不得超过5分钟'

const authorization = (change: (header: string) => string) => (request: OracleRequest) => ({
  ...request,
  headers: { ...request.headers, Authorization: change(request.headers.Authorization!) },
})
const without = (name: string) => (request: OracleRequest) => {
  const { [name]: _, ...headers } = request.headers
  return { ...request, headers }
}

describe('unknown path and wrong method', () => {
  it.each([
    ['GET', '/v3/pay/transactions', 404],
    ['POST', '/v3/pay/transactions/facepay', 404],
    ['GET', '/v2/pay/transactions/native', 404],
    ['GET', '/v3/certificates/', 404],
    ['GET', '/v3/pay/transactions/out-trade-no/%zz', 404],
    ['GET', native, 405],
    ['PUT', refunds, 405],
    ['POST', '/v3/certificates', 405],
    ['DELETE', '/v3/pay/transactions/out-trade-no/T-1001/close', 405],
  ])('%s %s: %i, and that this is the mock’s limit', async (method, path, status) => {
    const { ask } = await openGateway()
    const { status: answered, body } = await ask(method, path)
    expect([answered, body.code]).toEqual([status, 'NOT_PLAYED_BY_MOCK'])
    expect(body.message).toContain(`The mock gateway does not play ${method} ${path}`)
    expect(body.message).toContain(`mockWechatpay({ routes: { '${method} ${path}': `)
  })
})

describe('headers', () => {
  it.each(['Accept', 'User-Agent'])('refunds and certificates want %s, orders do not', async (name) => {
    const { send, sealed, order } = await openGateway({ mode: 'certificate' })
    const words = [400, 'INVALID_REQUEST', 'Http头缺少Accept或User-Agent']
    const bare = without(name)
    expect(refused(await send(bare(sealed('POST', refunds, {}))))).toEqual(words)
    expect(refused(await send(bare(sealed('GET', '/v3/certificates'))))).toEqual(words)
    // The oracle asks for both headers everywhere, so this answer is judged by its status only.
    expect(refused(await send(bare(sealed('POST', native, { ...order, description: '' }))))[1]).toBe('PARAM_ERROR')
  })

  it('takes them in any case and order', async () => {
    const { send, sealed, order } = await openGateway()
    const request = sealed('POST', native, order)
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name.toUpperCase(), value]),
    )
    const reversed = authorization((header) => {
      const [scheme, pairs] = header.split(' ') as [string, string]
      return `${scheme} ${pairs.split(',').reverse().join(',')}`
    })
    expect((await send({ ...request, headers })).status).toBe(200)
    expect((await send(reversed(request))).status).toBe(200)
  })
})

describe('Authorization', () => {
  const malformed: [string, (header: string) => string][] = [
    ['empty', () => ''],
    ['of another scheme', (header) => header.replace(/^\S+/, 'Bearer')],
    ['without a scheme', (header) => header.slice(header.indexOf(' ') + 1)],
    ['with a blank between the pairs', (header) => header.replaceAll(',', ', ')],
    ['without quotes', (header) => header.replaceAll('"', '')],
    ['without nonce', (header) => header.replace(/nonce_str="[^"]*",/, '')],
    ['with an empty nonce', (header) => header.replace(/nonce_str="[^"]*"/, 'nonce_str=""')],
    ['with a pair too many', (header) => `${header},more="1"`],
    ['with a pair twice', (header) => header.replace(/nonce_str/, 'mchid')],
    ['with a tail', (header) => `${header};`],
    ['with a timestamp that is no number', (header) => header.replace(/timestamp="/, 'timestamp="x')],
  ]
  it.each(malformed)('%s: each family of paths says it its own way', async (_, change) => {
    const { send, sealed, order } = await openGateway()
    const orders = await send(authorization(change)(sealed('POST', native, order)))
    expect(refused(orders)).toEqual(signError('签名信息错误，验签失败'))
    // These paths may leave the trace id out of a 401.
    expect(orders.headers['request-id']).toBeUndefined()
    const refund = await send(authorization(change)(sealed('GET', `${refunds}/R-1`)))
    expect(refused(refund)).toEqual(signError(formatWords))
    expect(refund.headers['request-id']).toMatch(/-268435461$/)
  })

  it('missing altogether', async () => {
    const { send, sealed } = await openGateway()
    const request = without('Authorization')(sealed('GET', `${refunds}/R-1`))
    expect(refused(await send(request))).toEqual(signError(formatWords))
  })

  it.each([
    [-301, 401],
    [-300, 404],
    [300, 404],
    [301, 401],
  ])('signed %i s from now: %i', async (seconds, status) => {
    const { ask, byOrderId, mock } = await openGateway()
    const answer = await ask('GET', byOrderId('T-none'), undefined, { now: mock.clock.now() + seconds * 1000 })
    expect(answer.status).toBe(status)
    expect(answer.body.message).toBe(status === 401 ? windowWords : '订单不存在')
  })

  it('of the SM scheme, of another serial, of another key', async () => {
    const { ask, send, sealed, byOrderId } = await openGateway()
    const sm = authorization((header) => header.replace('SHA256-RSA2048', 'SM2-WITH-SM3'))
    const query = byOrderId('T-1001')
    expect(refused(await send(sm(sealed('GET', query))))).toEqual(signError('HTTP头Authorization认证类型不正确'))
    expect(refused(await ask('GET', query, undefined, { serial: 'A'.repeat(40) }))).toEqual(
      signError('商户证书序列号有误。请使用签名私钥匹配的证书序列号'),
    )
    expect(refused(await ask('GET', query, undefined, { privateKey: stranger }))).toEqual(signError('签名错误'))
  })

  it('of another merchant', async () => {
    const { ask, order } = await openGateway()
    const words = [400, 'PARAM_ERROR', 'http header中的mchid与post payload中的mchid不匹配']
    expect(refused(await ask('POST', native, { ...order, mchid: '1900000001' }))).toEqual(words)
    expect(refused(await ask('POST', native, order, { merchantId: '1900000001' }))).toEqual(words)
    const other = { ...order, mchid: '1900000001' }
    expect(refused(await ask('POST', native, other, { merchantId: '1900000001' }))).toEqual([
      400,
      'MCH_NOT_EXISTS',
      '商户号不存在 (this mock gateway plays for merchant 1900007291)',
    ])
  })
})

describe('the signature covers', () => {
  const join = (...lines: string[]) => lines.map((line) => `${line}\n`).join('')
  const wrong: [string, (parts: MessageParts) => string][] = [
    ['the method', ({ target, timestamp, nonce, body }) => join('PUT', target, timestamp, nonce, body)],
    ['its case', ({ target, timestamp, nonce, body }) => join('post', target, timestamp, nonce, body)],
    ['the path', ({ method, timestamp, nonce, body }) => join(method, `${native}/`, timestamp, nonce, body)],
    ['no host', ({ method, url, timestamp, nonce, body }) => join(method, url, timestamp, nonce, body)],
    [
      'the time',
      ({ method, target, timestamp, nonce, body }) => join(method, target, `${Number(timestamp) + 1}`, nonce, body),
    ],
    ['the nonce', ({ method, target, timestamp, body }) => join(method, target, timestamp, 'another', body)],
    ['the body', ({ method, target, timestamp, nonce }) => join(method, target, timestamp, nonce, '')],
    [
      'every byte of it',
      ({ method, target, timestamp, nonce, body }) => join(method, target, timestamp, nonce, `${body} `),
    ],
    [
      'the last line feed',
      ({ method, target, timestamp, nonce, body }) => join(method, target, timestamp, nonce, body).slice(0, -1),
    ],
    [
      'line feeds only',
      ({ method, target, timestamp, nonce, body }) =>
        join(method, target, timestamp, nonce, body).replaceAll('\n', '\r\n'),
    ],
  ]
  it.each(wrong)('%s', async (_, message) => {
    const { ask, order, mock } = await openGateway()
    expect(refused(await ask('POST', native, order, { message }))).toEqual(signError('签名错误'))
    // Nothing was ordered.
    expect(mock.journal).toHaveLength(1)
  })

  it('what arrives, not only what was meant', async () => {
    const { send, sealed, order, byOrderId } = await openGateway()
    const signed = sealed('POST', native, order)
    const dearer = new TextEncoder().encode(JSON.stringify({ ...order, amount: { total: 1, currency: 'CNY' } }))
    const nextSecond = authorization((header) =>
      header.replace(/timestamp="(\d+)"/, (_, seconds) => `timestamp="${Number(seconds) + 1}"`),
    )
    const otherNonce = authorization((header) => header.replace('n0nce', 'nonce'))
    const query = sealed('GET', byOrderId('T-1001'))
    const tampered = [
      { ...signed, body: dearer },
      nextSecond(signed),
      otherNonce(signed),
      { ...query, url: `${query.url}&more=1` },
      { ...query, url: query.url.replace('T-1001', 'T-1002') },
    ]
    for (const request of tampered) expect(refused(await send(request))).toEqual(signError('签名错误'))
    expect((await send(query)).status).toBe(404)
  })
})

// The order of section 2 of the wire page; each with a way to break it.
const rules: [
  name: string,
  words: unknown[],
  change: { seal?: Partial<RequestSeal>; after?: (request: OracleRequest) => OracleRequest },
][] = [
  [
    'path',
    [404, 'NOT_PLAYED_BY_MOCK', expect.stringContaining('/v3/refund/domestic/refundz')],
    { seal: { url: `${host}/v3/refund/domestic/refundz` } },
  ],
  ['headers', [400, 'INVALID_REQUEST', 'Http头缺少Accept或User-Agent'], { after: without('Accept') }],
  ['form', signError(formatWords), { after: authorization((header) => header.replace(/nonce_str="[^"]*",/, '')) }],
  ['time', signError(windowWords), { seal: { now: noon.getTime() - 301_000 } }],
  [
    'scheme',
    signError('HTTP头Authorization认证类型不正确'),
    { after: authorization((header) => header.replace('SHA256-RSA2048', 'SM2-WITH-SM3')) },
  ],
  ['serial', signError('商户证书序列号有误。请使用签名私钥匹配的证书序列号'), { seal: { serial: 'AA' } }],
  ['signature', signError('签名错误'), { seal: { privateKey: stranger } }],
  [
    'merchant',
    [404, 'MCH_NOT_EXISTS', '商户号不存在 (this mock gateway plays for merchant 1900007291)'],
    { seal: { merchantId: '1900000001' } },
  ],
  ['field', [400, 'PARAM_ERROR', '输入源“/body/out_refund_no”缺少必填参数'], { seal: { body: '{}' } }],
]
const pairs = rules.flatMap((earlier, at) =>
  rules.slice(at).map((later) => [earlier[0], later[0], earlier, later] as const),
)

describe('two faults at once are answered by the earlier check', () => {
  it.each(pairs)('%s before %s', async (_, __, [, words, earlier], [, , later]) => {
    const { sealed, send } = await openGateway()
    let request = sealed('POST', refunds, { out_trade_no: 'T-1001' }, { ...later.seal, ...earlier.seal })
    for (const { after } of [earlier, later]) if (after) request = after(request)
    expect(refused(await send(request))).toEqual(words)
  })
})
