import { createClient } from 'shroff'
import {
  advanceClock,
  createMockGateway,
  deliverWebhooks,
  failNext,
  forgeWebhook,
  pay,
  rotateCertificate,
} from 'shroff/mock'
import { generateSm2KeyPair, importSm2PrivateKey, signSm2, sm } from 'shroff/sm'
import {
  acknowledge,
  callProvider,
  createPayment,
  decryptFields,
  encryptFields,
  fetchCertificates,
  getPayment,
  ready,
  receiveWebhook,
  signWalletCall,
  type WechatpayOptions,
  wechatpay,
} from 'shroff/wechatpay'
import { mockWechatpay } from 'shroff/wechatpay/mock'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { sm2Keys } from '../../src/wechatpay/mock/keys.js'
import { openSm2 } from '../oracle/wechatpay/sm.js'
import { sealAead } from '../oracle/wechatpay.js'
import { codeOf, failure } from '../support/failure.js'
import { noon } from '../support/noon.js'
import { openSmShop, tea } from '../support/wechatpay-sm.js'

const rsaMock = () => createMockGateway({ providers: [mockWechatpay({ mode: 'certificate' })], now: noon })
const rsa = (await rsaMock()).credentials('wechatpay')
const { credentials: ofSm } = await openSmShop()
const { sm: _, ...without } = ofSm

describe('an account of SM2 keys', () => {
  const make = (options: object) => () => wechatpay(options as WechatpayOptions)

  it.each<[string, object, string]>([
    ['without sm', without, 'privateKey is an SM2 key (国密), and sm is not set'],
    [
      'of RSA keys with a platform key of SM2',
      { ...rsa, platformKeys: ofSm.platformKeys },
      'is an SM2 key (国密), and sm is not set',
    ],
    ['with something else as sm', { ...ofSm, sm: {} }, 'sm must be the SM algorithms'],
  ])('is refused %s', (_name, options, problem) => {
    expect(make(options)).toThrow(problem)
  })

  it.each<[string, object, string]>([
    [
      'what SM2 signs is answered by RSA alone',
      { ...ofSm, platformKeys: rsa.platformKeys },
      'privateKey is an SM2 key, and all of platformKeys are RSA keys',
    ],
    [
      'what RSA signs is answered by SM2 alone',
      { ...rsa, sm, platformKeys: ofSm.platformKeys },
      'privateKey is an RSA key, and all of platformKeys are SM2 keys',
    ],
    [
      'it receives by RSA alone',
      { ...rsa, sm, privateKey: undefined, certificate: undefined, serial: undefined },
      'sm is given, and no key is of SM2',
    ],
  ])('is not ready where %s', async (_name, options, problem) => {
    expect((await failure(ready(wechatpay(options as WechatpayOptions)))).message).toContain(problem)
  })

  it('says which key is of the other kind where it is imported', async () => {
    const { privateKey } = rsa
    const other = wechatpay({ ...ofSm, platformKeys: { ...ofSm.platformKeys, ...rsa.platformKeys }, privateKey })
    expect((await failure(ready(other))).message).toContain('a public key of another algorithm (SM2)')
    const mixed = wechatpay({
      ...ofSm,
      certificate: rsa.certificate,
      serial: rsa.serial,
      platformKeys: ofSm.platformKeys,
    })
    expect((await failure(ready(mixed))).message).toContain('a public key of another algorithm (RSA)')
  })

  it('proves by use that no key is in another’s place', async () => {
    const pair = await generateSm2KeyPair()
    const own = wechatpay({ ...ofSm, privateKey: pair.privateKey })
    expect((await failure(ready(own))).message).toContain('certificate was not issued for this privateKey')
    const swapped = wechatpay({ ...ofSm, platformKeys: { PUB_KEY_ID_1: pair.publicKey }, privateKey: pair.privateKey })
    expect((await failure(ready(swapped))).message).toContain('is your own public key')
  })

  it('takes bare keys in hexadecimal, and a Signer', async () => {
    const { mock, account } = await openSmShop()
    const der = Buffer.from(ofSm.privateKey.split('-----')[2]!, 'base64')
    const number = der
      .subarray(der.indexOf(Buffer.from('0201010420', 'hex')) + 5)
      .subarray(0, 32)
      .toString('hex')
    const bare = wechatpay({ ...mock.credentials('wechatpay'), privateKey: number })
    expect((await ready(bare)).proven).toEqual(['privateKey', 'certificate'])
    const key = await importSm2PrivateKey(number)
    const signer = {
      algorithm: 'SM2-SM3',
      sign: (message: Uint8Array) => sm.signature.own.sign(key, message),
      decrypt: (ciphertext: Uint8Array) => sm.decryptSm2(key, ciphertext),
    } as const
    const remote = wechatpay({ ...mock.credentials('wechatpay'), privateKey: signer })
    expect((await ready(remote)).proven).toEqual(['privateKey', 'certificate'])
    const { body } = await encryptFields(account, { name: '李四' }, ['name'])
    // Encrypted for WeChat Pay, not for the merchant.
    expect(await codeOf(decryptFields(remote, body, ['name']))).toBe('DECRYPTION_FAILED')
  })

  it('refuses the mock’s keys in production, in whatever form', async () => {
    const { mock: _mock, clock: _clock, ...production } = ofSm
    const bare = Object.fromEntries(
      Object.entries(production.platformKeys).map(([serial, file]) => [
        serial,
        Buffer.from(sm.publicHalf(file)!.subarray(-64)).toString('hex'),
      ]),
    )
    for (const options of [production, { ...production, platformKeys: bare }])
      expect((await failure(ready(wechatpay(options)))).message).toContain('is a key of the mock gateway')
  })

  it('calls no wallet: how is published nowhere', async () => {
    const { account, client, sent } = await openSmShop()
    const payer = { ...tea, channel: 'jsapi', openId: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' } as const
    expect(await failure(createPayment(client, payer))).toMatchObject({ code: 'CONFIG_INVALID', outcome: 'not-sent' })
    expect(sent).toEqual([])
    const call = signWalletCall(account, { channel: 'jsapi', prepayId: 'wx1' })
    expect(await failure(call)).toMatchObject({ code: 'CONFIG_INVALID', next: expect.stringContaining('callProvider') })
  })
})

describe('certificates of SM2', () => {
  it('are fetched where none is known, and their list is signed by one of them', async () => {
    const { mock, credentials } = await openSmShop()
    const { platformKeys: _keys, ...others } = credentials
    const account = wechatpay({ ...others, refreshPlatformKeys: fetchCertificates(mock.transport) })
    const client = createClient({ account, transport: mock.transport })
    await createPayment(client, tea)
    await rotateCertificate(mock, { provider: 'wechatpay' })
    // Newer ones are asked for once in a minute.
    advanceClock(mock, 61_000)
    expect((await getPayment(client, { orderId: 'T-1001' })).status).toBe('pending')
  })

  it('of the other kind are not taken from the list', async () => {
    const { mock, credentials } = await openSmShop({ mode: 'migration' })
    const { platformKeys: _keys, ...others } = credentials
    const taken = await fetchCertificates(mock.transport)(
      wechatpay({ ...others, refreshPlatformKeys: async () => ({}) }),
    )
    expect(Object.values(taken).every((file) => sm.publicHalf(file) !== undefined)).toBe(true)
    expect(Object.keys(taken)).toHaveLength(2)
  })
})

describe('sensitive fields', () => {
  const person = { name: '李四', card: '6228480402564890018' }

  it('are encrypted by SM2 for WeChat Pay, and decrypted by the merchant', async () => {
    const seen: unknown[] = []
    const { account, client, credentials } = await openSmShop({
      routes: {
        'POST /v3/fund-app/mch-transfer/transfer-bills': async ({ body, encrypt }) => {
          seen.push(body)
          return { user_name: await encrypt('王五') }
        },
      },
    })
    const sealed = await encryptFields(account, person, ['name', 'card'])
    expect(sealed.body.name).not.toContain('李四')
    const path = '/v3/fund-app/mch-transfer/transfer-bills'
    const answer = await callProvider(client, {
      method: 'POST',
      path,
      schema: z.object({ user_name: z.string() }),
      ...sealed,
    })
    // The mock opens them with WeChat Pay's key; the oracle opens the answer with the merchant's.
    expect(seen).toEqual([person])
    expect(openSm2(credentials.privateKey, answer.user_name)).toBe('王五')
    expect(await decryptFields(account, answer, ['user_name'])).toEqual({ user_name: '王五' })
    expect(await codeOf(decryptFields(account, sealed.body, ['name']))).toBe('DECRYPTION_FAILED')
  })

  it('may be longer than RSA holds, but not endless', async () => {
    const { account } = await openSmShop()
    expect((await encryptFields(account, { name: 'x'.repeat(1000) }, ['name'])).body.name.length).toBeGreaterThan(1000)
    expect(await codeOf(encryptFields(account, { name: 'x'.repeat(8193) }, ['name']))).toBe('PARAMETERS_INVALID')
  })
})

describe('what the account is not configured for is refused, whatever the message says', () => {
  const paid = async (options = {}) => {
    const shop = await openSmShop(options)
    await createPayment(shop.client, tea)
    await pay(shop.mock, { provider: 'wechatpay', orderId: 'T-1001' })
    const caught: Request[] = []
    await deliverWebhooks(shop.mock, {
      async to(request) {
        caught.push(request.clone())
        return acknowledge(shop.account, 'received')
      },
    })
    return { ...shop, caught }
  }
  const relabelled = (request: Request, type: string) => {
    const headers = new Headers(request.headers)
    headers.set('wechatpay-signature-type', type)
    return request.text().then((body) => new Request(request.url, { method: 'POST', headers, body }))
  }
  const rsaScheme = 'WECHATPAY2-SHA256-RSA2048'

  it('SM in an account of RSA', async () => {
    const { caught } = await paid()
    const account = wechatpay(rsa)
    const error = await failure(receiveWebhook(account, caught[0]!))
    expect(error).toMatchObject({ code: 'SIGNATURE_INVALID', next: expect.stringContaining('shroff/sm') })
    expect(error.message).toContain('configured for RSA')
    const { caught: again } = await paid()
    expect(await codeOf(receiveWebhook(account, await relabelled(again[0]!, rsaScheme)))).toBe('KEY_UNKNOWN')
  })

  it('RSA in an account of SM', async () => {
    const mock = await rsaMock()
    const account = wechatpay(mock.credentials('wechatpay'))
    const client = createClient({ account, transport: mock.transport })
    await createPayment(client, tea)
    await pay(mock, { provider: 'wechatpay', orderId: 'T-1001' })
    const ours = wechatpay(ofSm)
    await deliverWebhooks(mock, {
      async to(request) {
        const copy = request.clone()
        expect((await failure(receiveWebhook(ours, request))).message).toContain('configured for SM2')
        const told = await relabelled(copy, 'WECHATPAY2-SM2-WITH-SM3')
        expect(await codeOf(receiveWebhook(ours, told))).toBe('KEY_UNKNOWN')
        return acknowledge(account, 'received')
      },
    })
  })

  it('a label that is not the key’s, though both are configured', async () => {
    const { account, caught } = await paid({ mode: 'migration' })
    const error = await failure(receiveWebhook(account, await relabelled(caught[0]!, rsaScheme)))
    expect(error).toMatchObject({ code: 'SIGNATURE_INVALID' })
    expect(error.message).toContain('is of WECHATPAY2-SM2-WITH-SM3')
  })

  it.each([
    'tampered-body',
    'wrong-key',
    'unsigned',
    'unknown-serial',
    'replayed',
    'wrong-secret',
    'foreign-merchant',
  ] as const)('a forged webhook: %s', async (forgery) => {
    const { mock, account } = await paid()
    const forged = await forgeWebhook(mock, { provider: 'wechatpay', orderId: 'T-1001', forgery })
    expect(await codeOf(receiveWebhook(account, forged))).toMatch(
      /^(SIGNATURE_|KEY_UNKNOWN|TIMESTAMP_|DECRYPTION_|WEBHOOK_NOT_OURS)/,
    )
  })

  it.each(['wrong-signature', 'unsigned', 'stale-timestamp', 'unknown-serial'] as const)(
    'an answer: %s',
    async (fault) => {
      const { mock, client } = await openSmShop()
      failNext(mock, { provider: 'wechatpay', fault })
      expect(await failure(createPayment(client, tea, { retry: false } as never))).toMatchObject({ outcome: 'unknown' })
    },
  )

  it('a resource of AES in an account of SM2 alone, though SM2 signs it', async () => {
    const { account, caught, credentials } = await paid()
    const [genuine] = caught
    const told = await genuine!.clone().json()
    const { apiV3Key } = credentials
    const plain = JSON.stringify({ mchid: credentials.merchantId, appid: credentials.appId, trade_state: 'SUCCESS' })
    const resource = {
      ...told.resource,
      algorithm: 'AEAD_AES_256_GCM',
      ciphertext: sealAead(apiV3Key, told.resource.nonce, told.resource.associated_data, Buffer.from(plain)),
    }
    const body = JSON.stringify({ ...told, resource })
    const headers = new Headers(genuine!.headers)
    const message = `${headers.get('wechatpay-timestamp')}\n${headers.get('wechatpay-nonce')}\n${body}\n`
    const key = await importSm2PrivateKey(sm2Keys.certificate)
    headers.set('wechatpay-signature', Buffer.from(await signSm2(key, Buffer.from(message))).toString('base64'))
    const error = await failure(receiveWebhook(account, new Request(genuine!.url, { method: 'POST', headers, body })))
    expect(error).toMatchObject({ code: 'DECRYPTION_FAILED' })
    expect(error.message).toContain('encrypted by AEAD_AES_256_GCM, not AEAD_SM4_GCM')
  })
})

describe('while a merchant changes over', () => {
  it('webhooks of both kinds are taken by one account', async () => {
    const { mock, account, client } = await openSmShop({ mode: 'migration' })
    const types: (string | null)[] = []
    for (const number of [1, 2, 3, 4]) {
      const orderId = `T-100${number}`
      await createPayment(client, { ...tea, orderId })
      await pay(mock, { provider: 'wechatpay', orderId })
    }
    await deliverWebhooks(mock, {
      async to(request) {
        types.push(request.headers.get('wechatpay-signature-type'))
        expect((await receiveWebhook(account, request)).type).toBe('payment.paid')
        return acknowledge(account, 'received')
      },
    })
    expect(types).toEqual([
      'WECHATPAY2-SM2-WITH-SM3',
      'WECHATPAY2-SM2-WITH-SM3',
      'WECHATPAY2-SHA256-RSA2048',
      'WECHATPAY2-SHA256-RSA2048',
    ])
  })

  it('fields are encrypted, and answers asked for, by what the merchant sends by', async () => {
    const { account, client, credentials, sent } = await openSmShop({ mode: 'migration' })
    const { encryptedFor } = await encryptFields(account, { name: '李四' }, ['name'])
    expect(sm.publicHalf(credentials.platformKeys[encryptedFor]!)).toBeDefined()
    await createPayment(client, tea)
    expect(sent[0]!.headers['wechatpay-serial']).toBe(encryptedFor)
  })
})

it('the mock refuses public-key mode with sm, which nothing confirms', () => {
  expect(() => mockWechatpay({ sm, mode: 'public-key' })).toThrow('with sm there are certificates')
})

it('the mock makes fresh keys of SM2', async () => {
  const mock = await createMockGateway({ providers: [mockWechatpay({ sm })], now: noon, keys: 'fresh' })
  const credentials = mock.credentials('wechatpay')
  expect(credentials.privateKey).not.toBe(ofSm.privateKey)
  const account = wechatpay(credentials)
  await ready(account)
  const client = createClient({ account, transport: mock.transport })
  expect((await createPayment(client, tea)).status).toBe('pending')
})
