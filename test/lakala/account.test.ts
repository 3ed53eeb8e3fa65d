import { inspect } from 'node:util'
import { createClient, fetchTransport } from 'shroff'
import {
  callProvider,
  check,
  createPayment,
  getPayment,
  type LakalaOptions,
  lakala,
  lakalaGateway,
  lakalaWebhooks,
  ready,
  receiveWebhook,
  settlePayment,
} from 'shroff/lakala'
import { sm } from 'shroff/sm'
import { describe, expect, it } from 'vitest'
import { sealNotice } from '../oracle/lakala/wire.js'
import { codeOf, failure, thrown } from '../support/failure.js'
import { accountOf, askedIn, openLakala, openLakalaShop, options, saying, tea } from '../support/lakala.js'
import { rsa2048 } from '../vectors/crypto.js'
import { demo, sitCertificate } from '../vectors/lakala.js'

const made = (more: object) => lakala({ ...options, platformCertificate: sitCertificate, ...more } as LakalaOptions)
const bodyKey = 'uIj6CPg1GZAY10dXFfsEAQ=='

describe('an account', () => {
  it('calls production, or the test environment under its own path', async () => {
    expect(made({}).hosts).toEqual(['https://s2.lakala.com'])
    expect(made({ hosts: ['http://127.0.0.1:8409'] }).hosts).toEqual(['http://127.0.0.1:8409'])
    const { client, sent } = openLakala(saying({}), accountOf({ sandbox: true }))
    await failure(getPayment(client, { orderId: 'T1' }))
    expect(sent[0]!.url).toBe('https://test.wsmsd.cn/sit/api/v3/labs/query/tradequery')
  })

  it('is spelled on the wire as it was given', async () => {
    const { client, sent } = openLakala(saying({}))
    await failure(getPayment(client, { orderId: 'T1' }))
    expect(sent[0]!.headers.authorization).toContain(`serial_no="${demo.serial}"`)
    expect(askedIn(sent[0]!)).toEqual({
      merchant_no: options.merchantId,
      term_no: options.terminalId,
      out_trade_no: 'T1',
    })
  })

  it('shows neither key', () => {
    const account = made({ bodyKey, sm })
    expect(`${inspect(account, { depth: 9 })}${JSON.stringify(account)}`).not.toMatch(/uIj6|MIIE/)
    expect(account.encrypts).toBe(true)
  })

  it.each([
    ['appId', { appId: undefined }],
    ['appId', { appId: 'OP 3' }],
    ['merchantId', { merchantId: '' }],
    ['terminalId', { terminalId: undefined }],
    ['requestIp', { requestIp: undefined }],
    ['requestIp', { requestIp: 'localhost' }],
    ['serial', { serial: undefined }],
    ['serial', { serial: 'xyz' }],
    ['platformCertificate', { platformCertificate: undefined }],
    ['bodyKey', { bodyKey: 'short', sm }],
    ['bodyKey', { bodyKey: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=', sm }],
    ['sm', { bodyKey, sm: {} }],
    ['hosts', { hosts: ['https://test.wsmsd.cn/sit'] }],
  ])('says which option is wrong: %s %j', (name, change) => {
    const error = thrown(() => made(change))
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining(`lakala: ${name} must be`) })
  })

  it.each([
    ['merchantNo', 'merchantId'],
    ['termNo', 'terminalId'],
    ['priKeyPath', 'privateKey'],
    ['lklCerPath', 'platformCertificate'],
    ['lklNotifyCerPath', 'notifyCertificate'],
    ['sm4Key', 'bodyKey'],
    ['serverUrl', 'hosts'],
    ['notifyUrl', 'createPayment'],
    ['appid', 'appId'],
  ])('knows what %s is called here', (name, next) => {
    const error = thrown(() => made({ [name]: 'x' }))
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', next: expect.stringContaining(next) })
  })

  it.each([
    ['bodyKey without sm', { bodyKey }, 'bodyKey is given without sm'],
    ['sm without bodyKey', { sm }, 'sm is given without bodyKey'],
    ['a serial without a key', { privateKey: undefined }, 'serial was given, but privateKey is not set'],
    ['a bare public key for a certificate', { platformCertificate: rsa2048.otherPublicKey }, 'must be a certificate'],
    [
      'a damaged certificate',
      { platformCertificate: sitCertificate.replace('MIIEMTCC', 'MIIEMTCD') },
      'platformCertificate',
    ],
    ['a certificate of another serial', { certificate: sitCertificate }, 'certificate has the serial 01745381C327'],
  ])('is refused with %s', (_, change, words) => {
    const error = thrown(() => made(change))
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining(words) })
  })

  it('that only receives has no terminal, and takes notifications', async () => {
    const { appId, merchantId, clock } = options
    const account = lakala({ appId, merchantId, platformCertificate: demo.certificate, clock })
    expect(account).toMatchObject({ lacks: expect.stringContaining('privateKey') })
    const body = JSON.stringify({ merchant_no: merchantId, trade_status: 'REFUND' })
    const incoming = sealNotice({ privateKey: demo.privateKey, timestamp: '1772596800', body })
    expect(await receiveWebhook(account, incoming)).toMatchObject({ type: 'other', name: 'REFUND' })
    expect((await ready(account)).unproven.map(({ option }) => option)).toEqual([
      'platformCertificate',
      'notifyCertificate',
    ])
  })

  it('proves its key and its serial by the certificate, and says what it cannot prove', async () => {
    expect(await ready(made({ certificate: demo.certificate, vposId: '1', bodyKey, sm }))).toMatchObject({
      proven: ['privateKey', 'serial', 'certificate'],
      unproven: ['platformCertificate', 'notifyCertificate', 'vposId', 'bodyKey'].map((option) => ({ option })),
    })
    expect(await ready(made({}))).toMatchObject({ proven: [], unproven: [{}, { option: 'privateKey' }, {}, {}] })
  })

  it.each([
    ['its own certificate for Lakala’s', { platformCertificate: demo.certificate }, 'platformCertificate is your own'],
    ['its own for notifications', { notifyCertificate: demo.certificate }, 'notifyCertificate is your own'],
    [
      'somebody else’s private key',
      { certificate: demo.certificate, privateKey: rsa2048.privateKey },
      'was not issued for this privateKey',
    ],
    ['a public key for its own', { privateKey: rsa2048.otherPublicKey }, 'privateKey: .* a public key'],
    ['a key cut short', { privateKey: demo.privateKey.slice(0, 900) }, 'privateKey: the merchant’s private key'],
  ])('does not get ready with %s', async (_, change, words) => {
    const error = await failure(ready(made(change)))
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringMatching(words) })
  })

  it('does not get ready with a certificate that has expired', async () => {
    const clock = { now: () => Date.parse('2031-01-01'), sleep: async () => {} }
    const error = await failure(ready(made({ clock })))
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining('expired on 2030-10-08') })
  })

  it('takes the next certificate beside the one of today', async () => {
    const both = accountOf({ platformCertificate: `${sitCertificate}${demo.certificate}` })
    const data = { out_trade_no: 'T1', trade_state: 'CREATE' }
    const { client } = openLakala(saying(data), both)
    expect((await getPayment(client, { orderId: 'T1' })).status).toBe('pending')
    const body = JSON.stringify({ merchant_no: options.merchantId, trade_status: 'REFUND' })
    const incoming = sealNotice({ privateKey: demo.privateKey, timestamp: '1772596800', body })
    expect((await receiveWebhook(both, incoming)).type).toBe('other')
  })

  it('of production takes no key of the mock’s', async () => {
    const { credentials } = await openLakalaShop({ sm })
    const { mock: _, ...production } = credentials
    expect((await failure(ready(lakala(production)))).message).toContain('is a key of the mock gateway')
    const {
      privateKey,
      certificate,
      serial,
      bodyKey: _key,
      sm: _sm,
      vposId,
      terminalId,
      requestIp,
      ...rest
    } = production
    expect([privateKey, certificate, serial, vposId, terminalId, requestIp]).not.toContain(undefined)
    const incoming = sealNotice({ privateKey: demo.privateKey, timestamp: '1772596800', body: '{}' })
    expect(await codeOf(receiveWebhook(lakala(rest), incoming))).toBe('CONFIG_INVALID')
  })

  it('of another provider, or a copy, is refused', async () => {
    const { client } = await openLakalaShop()
    const stranger = { ...client, account: { ...client.account } }
    expect(await codeOf(getPayment(stranger as never, { orderId: 'T1' }))).toMatch(/CONFIG_INVALID|SIGNING_FAILED/)
    expect(() => createClient({ account: { ...client.account }, transport: fetchTransport() })).toThrow(
      'not an account',
    )
  })
})

describe('check', () => {
  it('proves the app, its key and Lakala’s by a query that nobody can mind', async () => {
    const { client, mock } = await openLakalaShop()
    expect(await check(client)).toMatchObject({
      proven: ['appId', 'serial', 'privateKey', 'platformCertificate', 'clock'],
      unproven: [{ option: 'merchantId' }, { option: 'notifyCertificate' }, { option: 'vposId' }],
      clockAheadSeconds: 0,
    })
    expect(mock.journal).toHaveLength(1)
  })

  it('takes any refusal that is signed, and no success', async () => {
    expect(await check(openLakala(saying(undefined, 'BBS16111')).client)).toMatchObject({ clockAheadSeconds: 0 })
    const data = { out_trade_no: 'T1', trade_state: 'CREATE' }
    expect(await codeOf(check(openLakala(saying(data)).client))).toBe('REPLY_MISMATCH')
  })

  it.each([
    ['another merchant’s key', { privateKey: rsa2048.privateKey }, 'SIGNATURE_REFUSED'],
    ['another serial', { serial: '1234', certificate: undefined }, 'SIGNATURE_REFUSED'],
    ['another app', { appId: 'OP00000004' }, 'NOT_PERMITTED'],
    ['another’s certificate', { platformCertificate: sitCertificate }, 'KEY_UNKNOWN'],
  ])('finds %s', async (_, more, code) => {
    const { mock, credentials } = await openLakalaShop()
    const account = lakala({ ...credentials, ...more } as LakalaOptions)
    expect(await codeOf(check(createClient({ account, transport: mock.transport })))).toBe(code)
  })
})

describe('callProvider', () => {
  const path = '/api/v3/sacs/separate'

  it('hands over what is in resp_data, and in respData of version 2', async () => {
    const { client, sent } = openLakala(saying({ separate_no: '1' }))
    expect(await callProvider(client, { path, body: { a: 1 } })).toEqual({ separate_no: '1' })
    expect(askedIn(sent[0]!)).toEqual({ a: 1 })
    const older = openLakala({ retCode: '000000', retMsg: '成功', respData: { x: 1 } })
    const body = { ver: '1.0.0', reqId: '1', reqData: {} }
    expect(await callProvider(older.client, { path: '/api/v2/mms/openApi/x', body })).toEqual({ x: 1 })
    expect(JSON.parse(Buffer.from(older.sent[0]!.body!).toString())).toEqual(body)
  })

  it.each([
    ['CONFIG_INVALID', { path: '/api/v4/x', body: {} }],
    ['CONFIG_INVALID', { path: '/api/v3/../x', body: {} }],
    ['CONFIG_INVALID', { path: `${path}?x=1`, body: {} }],
    ['CONFIG_INVALID', { path: undefined, body: {} }],
    ['CONFIG_INVALID', { path, body: {}, method: 'GET' }],
    ['CONFIG_INVALID', { path, body: {}, schema: {} }],
    ['PARAMETERS_INVALID', { path, body: '{}' }],
    ['PARAMETERS_INVALID', { path, body: { at: new Date(0) } }],
  ])('refuses before it sends: %s %j', async (code, parameters) => {
    const { client, sent } = openLakala(saying({}))
    expect(await codeOf(callProvider(client, parameters as never))).toBe(code)
    expect(sent).toEqual([])
  })
})

describe('what is refused before anything is sent', () => {
  const cases: [string, object][] = [
    ['WeChat Pay by a code', { channel: 'qr', wallet: 'wechatpay' }],
    ['a code of nobody’s', { channel: 'qr' }],
    ['a mini program without its payer', { channel: 'miniprogram' }],
    ['a payer’s code that is none', { channel: 'barcode', payerCode: '6901234567892', notifyUrl: undefined }],
    ['a number with a blank', { channel: 'qr', wallet: 'alipay', orderId: 'T 1' }],
    ['a number too long', { channel: 'qr', wallet: 'alipay', orderId: 'T'.repeat(33) }],
    ['words too long', { channel: 'qr', wallet: 'alipay', description: '茶'.repeat(43) }],
    ['an end that is over', { channel: 'qr', wallet: 'alipay', expiresAt: new Date('2026-03-04T11:00:00+08:00') }],
    ['an address too long', { channel: 'qr', wallet: 'alipay', notifyUrl: `https://shop.example/${'x'.repeat(120)}` }],
    ['dollars', { channel: 'qr', wallet: 'alipay', amount: { currency: 'USD', value: 1 } }],
  ]
  it.each(cases)('%s', async (_, change) => {
    const { client, sent } = openLakala(saying({}))
    const { notifyUrl, ...rest } = tea
    const given = { ...rest, ...('payerCode' in change ? {} : { notifyUrl }), ...change }
    expect(await codeOf(createPayment(client, given as never))).toBe('PARAMETERS_INVALID')
    expect(sent).toEqual([])
  })

  it('the counter without its terminal, a query of it by another number, a gateway of both', async () => {
    const { client, sent } = openLakala(saying({}), accountOf({ vposId: undefined } as never))
    expect(await failure(createPayment(client, { ...tea, channel: 'page' }))).toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining('vposId'),
    })
    expect(await codeOf(getPayment(client, { paymentId: '1', channel: 'page' } as never))).toBe('PARAMETERS_INVALID')
    expect(thrown(() => lakalaGateway(client, { settlePayment }))).toMatchObject({ code: 'CONFIG_INVALID' })
    expect(sent).toEqual([])
  })
})

it('a notification says of itself whose it is, in either spelling', () => {
  const source = lakalaWebhooks(accountOf(), { path: '/notify' })
  const claims = (body: string, authorization = 'LKLAPI-SHA256withRSA x') =>
    source.claims({ headers: { authorization }, body: new Uint8Array(Buffer.from(body)) })
  expect(source.name).toBe(`lakala/${options.merchantId}`)
  expect(claims(`{"merchant_no":"${options.merchantId}"}`)).toBe(true)
  expect(claims(`{"merchantNo":"${options.merchantId}"}`)).toBe(true)
  expect(claims('{"merchant_no":"1"}')).toBe(false)
  expect(claims('<xml/>')).toBe(false)
  expect(claims(`{"merchant_no":"${options.merchantId}"}`, 'Bearer x')).toBe(false)
})
