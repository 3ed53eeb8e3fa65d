import { inspect } from 'node:util'
import { createClient, fetchTransport } from 'shroff'
import { type AntomOptions, antom, callProvider, check, getPayment, ready, receiveWebhook } from 'shroff/antom'
import { describe, expect, it } from 'vitest'
import { sealNotice } from '../oracle/antom/wire.js'
import { accountOf, clientId, merchantPem, openAntom, openAntomShop, resultOf } from '../support/antom.js'
import { codeOf, failure, thrown } from '../support/failure.js'
import { privateKey, publicKey } from '../vectors/antom.js'
import { rsa2048 } from '../vectors/crypto.js'

const good = { clientId, privateKey, antomPublicKey: publicKey }
const made = (more: object) => antom({ ...good, ...more } as AntomOptions)

describe('an account', () => {
  it('calls the host of its region, and the sandbox’s paths by its client id', async () => {
    expect(made({}).hosts).toEqual(['https://open-sea-global.alipay.com'])
    expect(made({ region: 'europe' }).hosts).toEqual(['https://open-de-global.alipay.com'])
    expect(made({ hosts: ['http://127.0.0.1:8080'] }).hosts).toEqual(['http://127.0.0.1:8080'])
    const sandbox = accountOf({ clientId: 'SANDBOX_5Y00000000000001' })
    const { client, sent } = openAntom(resultOf('ORDER_NOT_EXIST'), sandbox)
    await failure(getPayment(client, { orderId: 'T_1' }))
    expect(sent[0]!.url).toBe('https://open-sea-global.alipay.com/ams/sandbox/api/v1/payments/inquiryPayment')
    await failure(callProvider(client, { path: '/ams/api//v1/payments/retrievePaymentSession', body: {} }))
    expect(sent[1]!.url).toMatch(/com\/ams\/sandbox\/api\/\/v1\/payments\/retrievePaymentSession$/)
  })

  it('signs under the version of its key, and names the merchant that a partner acts for', async () => {
    const agentToken = 'A'.repeat(48)
    const { client, sent, account } = openAntom(resultOf('ORDER_NOT_EXIST'), accountOf({ keyVersion: '3', agentToken }))
    await failure(getPayment(client, { orderId: 'T_1' }))
    expect(sent[0]!.headers).toMatchObject({
      'agent-token': agentToken,
      signature: expect.stringMatching(/,keyVersion=3,/),
    })
    expect(`${inspect(account, { depth: 9 })}${JSON.stringify(account)}`).not.toMatch(/AAAA|MIIE/)
  })

  it.each([
    ['clientId', { clientId: undefined }],
    ['clientId', { clientId: 'undefined' }],
    ['clientId', { clientId: '5X.00' }],
    ['antomPublicKey', { antomPublicKey: '' }],
    ['keyVersion', { keyVersion: 1 }],
    ['agentToken', { agentToken: 'short' }],
    ['region', { region: 'mars' }],
    ['hosts', { hosts: ['https://open-sea-global.alipay.com/ams'] }],
    ['notifyPath', { notifyPath: 'https://shop.example/notify' }],
    ['notifyPath', { notifyPath: 'notify' }],
  ])('says which option is wrong: %s %j', (name, change) => {
    const error = thrown(() => made(change))
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining(`antom: ${name} must be`) })
  })

  it.each([
    ['alipayPublicKey', 'antomPublicKey'],
    ['merchantPrivateKey', 'privateKey'],
    ['endPointUrl', 'hosts'],
    ['isSandBox', 'SANDBOX_'],
    ['notifyUrl', 'createPayment'],
    ['clientID', 'clientId'],
  ])('knows what %s is called here', (name, next) => {
    const error = thrown(() => made({ [name]: 'x' }))
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', next: expect.stringContaining(next) })
  })

  it('takes its keys in the forms that the dashboard has: bare base64', async () => {
    const bare = (pem: string) => pem.replace(/-----[^-]+-----|\s/g, '')
    const account = made({ privateKey: bare(privateKey), antomPublicKey: bare(rsa2048.otherPublicKey) })
    expect((await ready(account)).unproven.map(({ option }) => option)).toEqual(['antomPublicKey', 'privateKey'])
  })

  it.each([
    ['its own public key for Antom’s', { antomPublicKey: publicKey }, 'is your own public key'],
    ['a private key for Antom’s', { antomPublicKey: privateKey }, 'antomPublicKey: .* a private key'],
    ['a public key for its own', { privateKey: publicKey }, 'privateKey: .* a public key'],
    ['a key cut short', { privateKey: privateKey.slice(0, 900) }, 'privateKey: the merchant’s private key'],
  ])('does not get ready with %s', async (_, change, words) => {
    const error = await failure(ready(made({ antomPublicKey: rsa2048.otherPublicKey, ...change })))
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringMatching(words) })
  })

  it('of production takes no key of the mock’s', async () => {
    const { credentials } = await openAntomShop()
    const { mock: _, ...production } = credentials
    expect((await failure(ready(antom(production)))).message).toContain('is a key of the mock gateway')
    const incoming = sealNotice({ path: '/', clientId, privateKey, time: '2026-03-04T12:00:00Z', body: '{}' })
    const { privateKey: __, ...receiving } = production
    expect((await failure(receiveWebhook(antom({ ...receiving, clientId }), incoming))).code).toBe('CONFIG_INVALID')
  })

  it('of another provider, or a copy, is refused', async () => {
    const { client } = await openAntomShop()
    const stranger = { ...client, account: { ...client.account } }
    expect(await codeOf(getPayment(stranger as never, { orderId: 'T_1' }))).toMatch(/CONFIG_INVALID|SIGNING_FAILED/)
    expect(() => createClient({ account: { ...client.account }, transport: fetchTransport() })).toThrow(
      'not an account',
    )
  })
})

describe('check', () => {
  it('proves the client id and both keys by a query that nobody can mind', async () => {
    const { client, mock } = await openAntomShop()
    expect(await check(client)).toMatchObject({
      proven: ['clientId', 'privateKey', 'antomPublicKey', 'clock'],
      unproven: [],
      clockAheadSeconds: 0,
    })
    expect(mock.journal).toHaveLength(1)
  })

  it.each([
    ['another merchant’s key', { privateKey: merchantPem }, 'SIGNATURE_REFUSED'],
    ['another’s public key', { antomPublicKey: publicKey }, 'SIGNATURE_INVALID'],
    ['another client id', { clientId: '5X00' }, 'NOT_PERMITTED'],
    ['a version that there is not', { keyVersion: '2' }, 'SIGNATURE_REFUSED'],
  ])('finds %s', async (_, more, code) => {
    const { client } = await openAntomShop({}, more)
    const unjudged = createClient({ account: client.account, transport: (await openAntomShop()).mock.transport })
    expect(await codeOf(check(unjudged))).toBe(code)
  })
})

describe('callProvider', () => {
  const ask = (parameters: object, answer: object = { ...resultOf('SUCCESS'), x: 1 }) => {
    const shop = openAntom(answer)
    return { shop, answered: callProvider(shop.client, parameters as never) }
  }
  const path = '/ams/api/v1/payments/inquireExchangeRate'

  it('hands over what was verified, in process too', async () => {
    expect(await ask({ path, body: {} }).answered).toMatchObject({ x: 1 })
    expect(await ask({ path, body: {} }, resultOf('CAPTURE_IN_PROCESS')).answered).toMatchObject(
      resultOf('CAPTURE_IN_PROCESS'),
    )
  })

  it.each([
    ['CONFIG_INVALID', { path: '/v3/x', body: {} }],
    ['CONFIG_INVALID', { path: '/ams/api/../x', body: {} }],
    ['CONFIG_INVALID', { path: `${path}?x=1`, body: {} }],
    ['CONFIG_INVALID', { path: undefined, body: {} }],
    ['CONFIG_INVALID', { path, body: {}, method: 'GET' }],
    ['CONFIG_INVALID', { path, body: {}, schema: {} }],
    ['PARAMETERS_INVALID', { path, body: '{}' }],
    ['PARAMETERS_INVALID', { path, body: { at: new Date(0) } }],
    ['PARAMETERS_INVALID', { path }],
  ])('refuses before it sends: %s %j', async (code, parameters) => {
    const { shop, answered } = ask(parameters)
    expect(await codeOf(answered)).toBe(code)
    expect(shop.sent).toEqual([])
  })
})
