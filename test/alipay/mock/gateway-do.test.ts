import { createCipheriv, createDecipheriv, createSign, createVerify } from 'node:crypto'
import { alipay } from 'shroff/alipay'
import { type Fault, failNext } from 'shroff/mock'
import { describe, expect, it } from 'vitest'
import {
  alipayHost,
  joined,
  openAlipayGateway,
  type Parameters,
  signText,
  teaContent,
} from '../../support/alipay-gateway.js'

const query = 'alipay.trade.query'
const precreate = 'alipay.trade.precreate'

describe('the checks, in their order', () => {
  it.each([
    // Each request lacks what is named and everything after it, and is still told of the first only. Where it cannot be
    // told whose the request is, nobody can sign for him.
    [['method', 'app_id', 'sign_type', 'timestamp', 'version', 'sign'], 'isv.missing-method', false],
    [['app_id', 'sign_type', 'timestamp', 'version', 'sign'], 'isv.missing-app-id', false],
    [['sign_type', 'timestamp', 'version', 'sign'], 'isv.missing-signature-type', true],
    [['timestamp', 'version', 'sign'], 'isv.missing-timestamp', true],
    [['version', 'sign'], 'isv.missing-version', true],
    [['sign'], 'isv.missing-signature', true],
  ])('without %j: %s', async (missing, subCode, isSigned) => {
    const { common, signed, send } = await openAlipayGateway()
    const sent = signed(common(query, { out_trade_no: 'T_1' }))
    for (const name of missing) delete sent[name]
    const answer = await send(sent)
    expect(answer).toMatchObject({ status: 200, body: { code: '40001', sub_code: subCode }, signed: isSigned })
    expect(answer.node).toBe(missing[0] === 'method' ? 'error_response' : 'alipay_trade_query_response')
  })

  it('an unknown application is told of itself before all else, unsigned under the method’s own name', async () => {
    const { common, send } = await openAlipayGateway()
    const answer = await send({ ...common(query), app_id: '2021000000000001', timestamp: '', version: '' })
    expect(answer).toMatchObject({
      node: 'alipay_trade_query_response',
      signed: false,
      body: { code: '40002', msg: 'Invalid Arguments', sub_code: 'isv.invalid-app-id' },
    })
    expect(answer.text).toMatch(/^\{"alipay_trade_query_response":\{[^}]*\}\}$/)
  })

  it('an application without a key gets its refusal unsigned', async () => {
    const { mock, common, signed, send } = await openAlipayGateway()
    failNext(mock, { provider: 'alipay', fault: { status: 400, code: 'isv.missing-signature-config' } })
    expect(await send(signed(common(query)))).toMatchObject({
      node: 'alipay_trade_query_response',
      signed: false,
      body: { code: '40003', sub_code: 'isv.missing-signature-config' },
    })
  })

  it.each([
    ['openapi.alipay.com', false, false],
    ['openapi.alipay.com', true, true],
    ['openapi-sandbox.dl.alipaydev.com', false, true],
    ['openapi-sandbox.dl.alipaydev.com', true, false],
    ['openapi.alipaydev.com', true, false],
    ['127.0.0.1', true, false],
    ['127.0.0.1', false, false],
  ])('%s knows an application of the sandbox (%s) as unknown: %s', async (host, sandbox, isUnknown) => {
    const { mock, common, signed } = await openAlipayGateway({ sandbox })
    const body = new URLSearchParams(signed(common(query, { out_trade_no: 'T_1' })))
    const answer = await mock.fetch(new Request(`https://${host}/gateway.do`, { method: 'POST', body }))
    expect((await answer.text()).includes('isv.invalid-app-id')).toBe(isUnknown)
  })

  it('a method that the mock does not play is told as the mock’s limit', async () => {
    const { common, signed, send } = await openAlipayGateway()
    const { body, node } = await send(signed(common('zhima.credit.payafteruse.creditbizorder.order', {})))
    expect(node).toBe('zhima_credit_payafteruse_creditbizorder_order_response')
    expect(body).toMatchObject({ code: '40002', sub_code: 'isv.invalid-method' })
    expect(body.sub_msg).toContain('mock gateway does not play zhima.credit.payafteruse.creditbizorder.order')
  })

  const wrong: [string, Parameters, string][] = [
    ['RSA', { sign_type: 'RSA' }, 'isv.invalid-signature-type'],
    ['big5', { charset: 'big5' }, 'isv.invalid-charset'],
    ['a time in milliseconds', { timestamp: '1772596800000' }, 'isv.invalid-timestamp'],
    ['no such method', { method: 'alipay.trade.nothing' }, 'isv.invalid-method'],
    ['constructor', { method: 'constructor' }, 'isv.invalid-method'],
    ['content that is no object', { biz_content: '[1]' }, 'isv.invalid-parameter'],
    ['content that is no JSON', { biz_content: '{' }, 'isv.invalid-parameter'],
  ]
  it.each(wrong)('rightly signed with %s', async (_, changes, subCode) => {
    const { common, signed, send } = await openAlipayGateway()
    const { body } = await send(signed({ ...common(query, { out_trade_no: 'T_1' }), ...changes }))
    expect(body).toMatchObject({ code: '40002', msg: 'Invalid Arguments', sub_code: subCode })
  })

  it('a wrong signature comes before the method and the content, and shows what was verified', async () => {
    const { common, signed, send } = await openAlipayGateway()
    const { sign } = signed(common(query))
    const sent = { ...common('alipay.trade.nothing'), biz_content: '{"subject":"<b>"', sign: sign! }
    const { body, node, signed: isSigned } = await send(sent)
    expect([node, isSigned]).toEqual(['alipay_trade_nothing_response', true])
    expect(body).toMatchObject({ code: '40002', sub_code: 'isv.invalid-signature' })
    expect(body.sub_msg).toBe(
      '验签出错，建议检查签名字符串或签名私钥与应用公钥是否匹配，网关生成的验签字符串为：' +
        'app_id=2021000122672388&amp;biz_content={&quot;subject&quot;:&quot;&lt;b&gt;&quot;&amp;charset=utf-8&amp;format=JSON' +
        '&amp;method=alipay.trade.nothing&amp;sign_type=RSA2&amp;timestamp=2026-03-04 12:00:00&amp;version=1.0',
    )
  })

  it.each(['', 'AAAA', 'not base64!'])('the signature %j is refused', async (sign) => {
    const { common, send } = await openAlipayGateway()
    const { body } = await send({ ...common(query), sign })
    expect(body.sub_code).toBe(sign ? 'isv.invalid-signature' : 'isv.missing-signature')
  })
})

describe('parameters', () => {
  const system = ['app_id', 'method', 'format', 'charset', 'sign_type', 'sign', 'timestamp', 'version']
  const placements: [string, (name: string) => boolean][] = [
    ['all in the address', () => true],
    ['system parameters in the address, content in the body', (name) => system.includes(name)],
    ['only charset in the address', (name) => name === 'charset'],
    ['all in the body', () => false],
  ]
  it.each(placements)('%s', async (_, inQuery) => {
    const { common, signed, send } = await openAlipayGateway()
    const all = Object.entries(signed({ ...common(precreate, teaContent), alipay_sdk: 'x y+z' }))
    const body = Object.fromEntries(all.filter(([name]) => !inQuery(name)))
    const answer = await send(body, Object.fromEntries(all.filter(([name]) => inQuery(name))))
    expect(answer.body).toMatchObject({ code: '10000', msg: 'Success', out_trade_no: 'T_1001' })
  })

  it.each(['signed', 'left out of what is signed'])('that are empty may be %s', async (how) => {
    const { common, signed, send } = await openAlipayGateway()
    const parameters = common(precreate, teaContent)
    const sent =
      how === 'signed' ? signed({ ...parameters, return_url: '' }) : { ...signed(parameters), return_url: '' }
    expect((await send(sent)).body.code).toBe('10000')
  })

  it('may not be added on the way', async () => {
    const { common, signed, send } = await openAlipayGateway()
    const { body } = await send({ ...signed(common(precreate, teaContent)), notify_url: 'https://evil.example' })
    expect(body.sub_code).toBe('isv.invalid-signature')
  })
})

it.each(['gbk', 'GB2312'])('%s decides the bytes that are read, signed and answered', async (charset) => {
  const { mock, common, credentials, ask } = await openAlipayGateway()
  // One character for each byte: 乌龙茶 in GBK.
  const content = { ...teaContent, subject: '\xce\xda\xc1\xfa\xb2\xe8', buyer_id: '2088' }
  const parameters = { ...common('alipay.trade.create', content), charset }
  const sign = createSign('RSA-SHA256').update(joined(parameters), 'latin1').sign(credentials.privateKey, 'base64')
  const escaped = (text: string) =>
    [...Buffer.from(text, 'latin1')].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
  const post = async (form: Parameters) => {
    const body = Object.entries(form).map(([name, value]) => `${name}=${escaped(value)}`)
    const request = new Request(`${alipayHost}/gateway.do`, { method: 'POST', body: body.join('&') })
    const answer = await mock.fetch(request)
    expect(answer.headers.get('content-type')).toBe('text/html;charset=gbk')
    return Buffer.from(await answer.arrayBuffer())
  }
  expect((await post({ ...parameters, sign })).toString('latin1')).toContain('"code":"10000"')
  expect(await ask('query', { out_trade_no: 'T_1001' })).toMatchObject({ subject: '乌龙茶' })
  const refused = await post({ ...parameters, sign: 'AAAA' })
  expect(new TextDecoder('gbk').decode(refused)).toContain('验签出错')
  const [, raw = '', signature = ''] = /^\{"\w+":(.*),"sign":"(.*)"\}$/s.exec(refused.toString('latin1')) ?? []
  const verify = createVerify('RSA-SHA256').update(raw, 'latin1')
  expect(verify.verify(credentials.alipayPublicKey!, signature, 'base64')).toBe(true)
})

describe('the answer', () => {
  it('is compact, with its slashes escaped, and its members in the order that clients rely on', async () => {
    const { common, signed, send, credentials } = await openAlipayGateway({ mode: 'certificate' })
    const { app, root } = alipay(credentials).certificateSns!
    // The key is known, and so the answer is signed, once the application's certificate is.
    const unknown = await send(signed(common(precreate, teaContent)))
    expect(unknown).toMatchObject({ body: { sub_code: 'isv.app-cert-not-exist' }, signed: false })
    const refused = await send(signed({ ...common(precreate, teaContent), app_cert_sn: app, alipay_root_cert_sn: app }))
    expect(refused.body).toMatchObject({ code: '40002', sub_code: 'isv.invalid-alipay-root-cert-sn' })
    expect(root).not.toBe(app)
    expect(refused.text).toMatch(
      /^\{"alipay_trade_precreate_response":\{[^}]*\},"alipay_cert_sn":"[0-9a-f]{32}","sign":"[^"]{344}"\}$/,
    )
    const plain = await openAlipayGateway()
    const { text } = await plain.send(plain.signed(plain.common(precreate, teaContent)))
    expect(text).toMatch(
      /^\{"alipay_trade_precreate_response":\{"code":"10000","msg":"Success","out_trade_no":"T_1001","qr_code":"https:\\\/\\\/qr\.alipay\.com\\\/bax\w+","mock":"shroff\\\/mock"\},"sign":"[^"]{344}"\}$/,
    )
  })

  const faults: [Fault, string, string][] = [
    ['system-error-before', '20000', 'isp.unknow-error'],
    ['system-error-after', '20000', 'isp.unknow-error'],
    ['unavailable', '20000', 'isp.unknow-error'],
    ['rate-limited', '40005', 'isv.app-call-limited'],
    ['nonce-refused', '40002', 'isv.suspected-attack'],
    [{ status: 400, code: 'ACQ.PARTNER_ERROR' }, '40004', 'ACQ.PARTNER_ERROR'],
    [{ status: 400, code: 'aop.invalid-auth-token' }, '20001', 'aop.invalid-auth-token'],
    [{ status: 500, code: 'isp.unknow-error' }, '20000', 'isp.unknow-error'],
    [{ status: 500, code: 'aop.ACQ.SYSTEM_ERROR' }, '20000', 'aop.ACQ.SYSTEM_ERROR'],
    [{ status: 403, code: 'isv.insufficient-isv-permissions' }, '40006', 'isv.insufficient-isv-permissions'],
    [{ status: 400, code: 'app-cert-expired' }, '40002', 'app-cert-expired'],
  ]
  it.each(faults)('with the fault %j is %s %s', async (fault, code, sub_code) => {
    const { mock, ask } = await openAlipayGateway()
    failNext(mock, { provider: 'alipay', fault })
    expect(await ask('create', { ...teaContent, buyer_id: '2088' })).toMatchObject({ code, sub_code })
    const exists = fault === 'system-error-after'
    expect((await ask('query', { out_trade_no: 'T_1001' })).code).toBe(exists ? '10000' : '40004')
  })

  it('may be falsely signed', async () => {
    const { mock, ask } = await openAlipayGateway()
    failNext(mock, { provider: 'alipay', fault: 'wrong-signature' })
    await expect(ask('query', { out_trade_no: 'T_1001' })).rejects.toThrow('the signature of the answer is wrong')
  })

  it('is not the same once its JSON has been parsed and written again', async () => {
    const { common, signed, send } = await openAlipayGateway()
    for (const method of ['create', 'query', 'close', 'cancel', 'fastpay.refund.query', 'nothing']) {
      const content = { ...teaContent, buyer_id: '2088', out_request_no: 'R_1' }
      const { text } = await send(signed(common(`alipay.trade.${method}`, content)))
      const [, raw = ''] = /^\{"\w+":(.*?\}),"sign"/.exec(text) ?? []
      expect(JSON.stringify(JSON.parse(raw))).not.toBe(raw)
    }
  })

  it('may be unsigned', async () => {
    const { mock, common, signed, send } = await openAlipayGateway()
    failNext(mock, { provider: 'alipay', fault: 'unsigned' })
    expect(await send(signed(common(precreate, teaContent)))).toMatchObject({ signed: false, body: { code: '10000' } })
  })
})

describe('encrypted content', () => {
  const iv = Buffer.alloc(16)
  const run = (cipher: ReturnType<typeof createCipheriv>, bytes: Buffer) =>
    Buffer.concat([cipher.update(bytes), cipher.final()])

  it('is decrypted, and answered alike', async () => {
    const { credentials, common, signed, send } = await openAlipayGateway({ encrypted: true })
    const key = Buffer.from(credentials.contentKey!, 'base64')
    const encrypted = run(createCipheriv('aes-128-cbc', key, iv), Buffer.from(JSON.stringify(teaContent)))
    const parameters = { ...common(precreate), encrypt_type: 'AES', biz_content: encrypted.toString('base64') }
    const { body, signed: isSigned } = await send(signed(parameters))
    expect(isSigned).toBe(true)
    const plain = run(createDecipheriv('aes-128-cbc', key, iv), Buffer.from(String(body), 'base64'))
    expect(JSON.parse(plain.toString())).toMatchObject({ code: '10000', out_trade_no: 'T_1001' })
    // What is asked in the clear is answered in the clear.
    expect((await send(signed(common(precreate, teaContent)))).body).toMatchObject({ code: '10000' })
  })

  it.each([
    ['alike', {}, true],
    ['in the clear where it is told to', { unconfirmed: { refusesInTheClear: true } }, false],
  ])('a refusal comes %s', async (_, options, isEncrypted) => {
    const { credentials, common, signed, send } = await openAlipayGateway({ encrypted: true, ...options })
    const key = Buffer.from(credentials.contentKey!, 'base64')
    const content = run(createCipheriv('aes-128-cbc', key, iv), Buffer.from('{"out_trade_no":"T_1"}'))
    const call = { ...common(query), encrypt_type: 'AES', biz_content: content.toString('base64') }
    const { body, signed: isSigned } = await send(signed(call))
    expect([typeof body, isSigned]).toEqual([isEncrypted ? 'string' : 'object', true])
    const text = isEncrypted
      ? run(createDecipheriv('aes-128-cbc', key, iv), Buffer.from(String(body), 'base64')).toString()
      : JSON.stringify(body)
    expect(JSON.parse(text)).toMatchObject({ code: '40004', sub_code: 'ACQ.TRADE_NOT_EXIST' })
  })

  it.each([
    ['by another key', true, 'c29tZSBiYXNlNjQgdGV4dA=='],
    ['not at all', true, '{}'],
    ['for an application without a key', false, 'AAAAAAAAAAAAAAAAAAAAAA=='],
  ])('%s is refused in the clear', async (_, encrypted, biz_content) => {
    const { common, signed, send } = await openAlipayGateway({ encrypted })
    const { body } = await send(signed({ ...common(precreate), encrypt_type: 'AES', biz_content }))
    expect(body).toMatchObject({ code: '40003', sub_code: 'isv.decryption-error-unknown' })
  })
})

it('in certificate mode asks for both serials', async () => {
  const { common, send, credentials, mock } = await openAlipayGateway({ mode: 'certificate' })
  const { app, root } = alipay(credentials).certificateSns!
  const ask = async (beside: Parameters) => {
    const parameters = { ...common(query, { out_trade_no: 'T_1' }), ...beside }
    return (await send({ ...parameters, sign: signText(joined(parameters), credentials.privateKey) })).body.sub_code
  }
  expect(await ask({ app_cert_sn: app })).toBe('isv.invalid-alipay-root-cert-sn')
  expect(await ask({ app_cert_sn: root, alipay_root_cert_sn: root })).toBe('isv.app-cert-not-exist')
  expect(await ask({ app_cert_sn: app, alipay_root_cert_sn: root })).toBe('ACQ.TRADE_NOT_EXIST')
  expect(mock.journal).toHaveLength(3)
})
