import { explain, explainRequest, inspectAccount } from 'shroff/doctor'
import { createMockGateway, deliverWebhooks, pay } from 'shroff/mock'
import { importSm2PrivateKey, signSm2, sm } from 'shroff/sm'
import { acknowledge, createPayment, receiveWebhook, type WechatpayOptions, wechatpay } from 'shroff/wechatpay'
import { mockWechatpay } from 'shroff/wechatpay/mock'
import { describe, expect, it } from 'vitest'
import { sm2Keys } from '../../src/wechatpay/mock/keys.js'
import { failure } from '../support/failure.js'
import { noon } from '../support/noon.js'
import { openSmShop, tea } from '../support/wechatpay-sm.js'

const fresh = async (options = {}) => {
  const mock = await createMockGateway({ providers: [mockWechatpay(options)], now: noon, keys: 'fresh' })
  const { mock: _, ...credentials } = mock.credentials('wechatpay')
  return credentials
}
const ofSm = await fresh({ sm })
const rsa = await fresh({ mode: 'certificate' })
const inspected = (options: object) => inspectAccount(wechatpay(options as WechatpayOptions))

describe('the doctor looks at an account of SM2 keys', () => {
  it('and finds nothing wrong with one that is right', async () => {
    const { keys, findings } = await inspected(ofSm)
    expect(findings.filter(({ severity }) => severity === 'wrong')).toEqual([])
    expect(keys.map(({ algorithm, bits, fingerprint }) => [algorithm, bits, fingerprint?.length])).toEqual(
      keys.map(() => ['SM2', undefined, 8]),
    )
  })

  it.each([
    [
      'an RSA key in an account of SM',
      { ...rsa, sm, platformKeys: ofSm.platformKeys },
      'privateKey is an RSA key, and all of the provider’s are SM2 keys.',
    ],
    [
      'an SM2 key in an account of RSA',
      { ...ofSm, platformKeys: rsa.platformKeys },
      'privateKey is an SM2 key, and all of the provider’s are RSA keys.',
    ],
    [
      'a certificate of the other kind',
      { ...ofSm, certificate: rsa.certificate, serial: undefined },
      'certificate is not the other half of privateKey.',
    ],
    [
      'the merchant’s own key as WeChat Pay’s',
      { ...ofSm, platformKeys: { PUB_KEY_ID_1: sm.publicHalf(ofSm.privateKey) } },
      'platformKeys["PUB_KEY_ID_1"] is your own public key, with which the provider signs nothing.',
    ],
  ])('and names %s', async (_name, options, problem) => {
    expect((await inspected(options)).findings.map((found) => found.problem)).toContain(problem)
  })

  it('and names a key of the mock’s', async () => {
    const { credentials } = await openSmShop()
    const { mock: _, ...production } = credentials
    const { findings } = await inspected(production)
    expect(findings.map(({ problem }) => problem)).toContain(
      'privateKey is a key of the mock gateway, or cannot be read.',
    )
  })
})

describe('the doctor looks at a message by SM2', () => {
  const paid = async () => {
    const shop = await openSmShop()
    await createPayment(shop.client, tea)
    await pay(shop.mock, { provider: 'wechatpay', orderId: 'T-1001' })
    let caught: Request | undefined
    await deliverWebhooks(shop.mock, {
      async to(request) {
        caught = request.clone()
        return acknowledge(shop.account, 'received')
      },
    })
    return { ...shop, request: caught! }
  }
  const again = async (request: Request, change: { body?: string; headers?: Record<string, string> }) => {
    const headers = new Headers(request.headers)
    for (const [name, value] of Object.entries(change.headers ?? {})) headers.set(name, value)
    return new Request(request.url, { method: 'POST', headers, body: change.body ?? (await request.clone().text()) })
  }
  const signedBy = async (key: string, request: Request) => {
    const read = (name: string) => request.headers.get(`wechatpay-${name}`)
    const message = `${read('timestamp')}\n${read('nonce')}\n${await request.clone().text()}\n`
    const signature = await signSm2(await importSm2PrivateKey(key), new TextEncoder().encode(message))
    return { 'wechatpay-signature': Buffer.from(signature).toString('base64') }
  }

  it.each([
    ['the other platform key', sm2Keys.previous, 'other-key'],
    ['the merchant’s own', sm2Keys.merchant, 'signed-by-own-key'],
    ['a stranger', sm2Keys.stranger, 'told'],
  ])('that %s has signed', async (_name, key, cause) => {
    const { account, request } = await paid()
    const forged = await again(request, { headers: await signedBy(key, request) })
    expect((await explain(await failure(receiveWebhook(account, forged)))).cause).toBe(cause)
  })

  it('that was written again', async () => {
    const { account, request } = await paid()
    const body = JSON.stringify(JSON.parse(await request.clone().text()))
    const found = await explain(await failure(receiveWebhook(account, await again(request, { body }))))
    expect(found.cause).toBe('json-rewritten')
    expect(found.evidence?.key).toMatch(/^platformKeys/)
  })

  it('of another account', async () => {
    const { account, request } = await paid()
    const ours = wechatpay(ofSm)
    const found = await explain(await failure(receiveWebhook(ours, request)), { accounts: [account] })
    expect(found.cause).toBe('other-account')
  })

  it('that the merchant has sent', async () => {
    const { account, sent } = await paid()
    const [request] = sent
    expect((await explainRequest(account, request!)).cause).toBe('right')
    const path = { ...request!, url: `${request!.url}?a=1` }
    expect((await explainRequest(account, path)).cause).not.toBe('right')
    const stranger = wechatpay({ ...ofSm, serial: undefined } as unknown as WechatpayOptions)
    expect((await explainRequest(stranger, request!)).cause).not.toBe('right')
  })
})
