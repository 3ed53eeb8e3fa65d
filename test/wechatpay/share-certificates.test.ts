import { createClient, type Transport } from 'shroff'
import { advanceClock, deliverWebhooks, pay, rotateCertificate } from 'shroff/mock'
import { memoryStore, type Store } from 'shroff/store'
import {
  createPayment,
  fetchCertificates,
  ready,
  receiveWebhook,
  sharedCertificates,
  wechatpay,
} from 'shroff/wechatpay'
import { describe, expect, it } from 'vitest'
import { wechatpaySecrets } from '../../src/wechatpay/account.js'
import { sealAead } from '../oracle/wechatpay.js'
import { failure } from '../support/failure.js'
import { openWechatpayShop, tea } from '../support/wechatpay-shop.js'
import { platformCertificate } from '../vectors/crypto.js'

const key = (merchantId: string) => `wechatpay/certificates/${merchantId}`

/** A process that waits for the store sleeps until another has given it back, however busy the machine is. */
function giveWay(store: Store): { store: Store; sleep: () => Promise<void> } {
  let giveBack = () => {}
  const next = () =>
    new Promise<void>((resolve) => {
      giveBack = resolve
    })
  let returned = next()
  let awaited = returned
  return {
    sleep: () => awaited,
    store: {
      ...store,
      claim(...given) {
        awaited = returned
        return store.claim(...given)
      },
      async release(...given) {
        const result = await store.release(...given)
        giveBack()
        returned = next()
        return result
      },
    },
  }
}

/** A shop of several processes: each has an account of its own, all have the store. */
async function openShop(given?: Store) {
  const { mock, credentials } = await openWechatpayShop({ mock: { mode: 'certificate' } })
  const { store, sleep } = giveWay(given ?? memoryStore({ clock: credentials.clock! }))
  const clock = { ...credentials.clock!, sleep }
  let asked = 0
  const transport: Transport = (request, options) => {
    if (request.url.endsWith('/v3/certificates')) asked += 1
    return mock.transport(request, options)
  }
  const { serial: _, certificate: __, privateKey: ___, ...receiving } = credentials
  return {
    mock,
    store,
    credentials,
    transport,
    asked: () => asked,
    sends: (more = {}) =>
      wechatpay({
        ...credentials,
        clock,
        platformKeys: {},
        refreshPlatformKeys: fetchCertificates(transport, { store }),
        ...more,
      }),
    receives: (more = {}) =>
      wechatpay({ ...receiving, clock, platformKeys: {}, refreshPlatformKeys: sharedCertificates(store), ...more }),
    async kept() {
      const claimed = await store.claim(key(credentials.merchantId), 60_000)
      if (claimed.state !== 'claimed') throw new Error(claimed.state)
      await store.release(key(credentials.merchantId), claimed.token)
      return claimed.value
    },
    async keep(text: string) {
      const claimed = await store.claim(key(credentials.merchantId), 60_000)
      if (claimed.state !== 'claimed') throw new Error(claimed.state)
      await store.write(key(credentials.merchantId), claimed.token, text)
      await store.release(key(credentials.merchantId), claimed.token)
    },
  }
}
const serialsOf = (account: Parameters<typeof wechatpaySecrets>[0]) =>
  wechatpaySecrets(account).keyring.serials().sort()

describe('platform certificates in a store', () => {
  it('are fetched by one process and known to the others, which begin at the same moment', async () => {
    const shop = await openShop()
    const processes = [shop.sends(), shop.sends(), shop.sends()]
    await Promise.all(processes.map(ready))
    expect(shop.asked()).toBe(1)
    const wanted = Object.keys(shop.credentials.platformKeys).sort()
    for (const account of processes) expect(serialsOf(account)).toEqual(wanted)
  })

  it('are fetched again after a rotation, once, and verify a webhook in a process without the private key', async () => {
    const shop = await openShop()
    const [sender, other, receiver] = [shop.sends(), shop.sends(), shop.receives()]
    await ready(sender)
    await ready(other)
    await ready(receiver)
    const [client, second] = [sender, other].map((account) => createClient({ account, transport: shop.transport }))
    await createPayment(client!, { ...tea, channel: 'qr' })
    advanceClock(shop.mock, 60_000)
    await rotateCertificate(shop.mock, { provider: 'wechatpay' })
    await createPayment(client!, { ...tea, channel: 'qr', orderId: 'T-1002' })
    await createPayment(second!, { ...tea, channel: 'qr', orderId: 'T-1003' })
    expect(shop.asked()).toBe(2)
    await pay(shop.mock, { provider: 'wechatpay', orderId: 'T-1002' })
    const events: unknown[] = []
    const to = async (request: Request) => {
      events.push((await receiveWebhook(receiver, request)).type)
      return new Response(null, { status: 200 })
    }
    await deliverWebhooks(shop.mock, { to })
    expect(events).toEqual(['payment.paid'])
    expect(serialsOf(receiver)).toHaveLength(3)
    expect(shop.asked()).toBe(2)
  })

  it('lie there encrypted, as they came', async () => {
    const shop = await openShop()
    await ready(shop.sends())
    const text = (await shop.kept())!
    expect(text).not.toContain('CERTIFICATE')
    expect(JSON.parse(text).data).toHaveLength(2)
    // Another merchant’s APIv3 key does not open them.
    const stranger = shop.receives({ apiV3Key: '0123456789abcdef0123456789abcdef' })
    await ready(stranger)
    expect(serialsOf(stranger)).toEqual([])
  })

  it.each<[string, (apiV3Key: string) => string]>([
    [
      'encrypted with a key of his own',
      () => sealed('0123456789abcdef0123456789abcdef', platformCertificate.certificate),
    ],
    // With the right key, as the content of a webhook, into which a payer had it written.
    ['in a message', (apiV3Key) => sealed(apiV3Key, JSON.stringify({ attach: platformCertificate.certificate }))],
    ['as it is', () => JSON.stringify({ [platformCertificate.serial]: platformCertificate.certificate })],
    ['spoilt', () => '{"data":['],
    ['empty', () => ''],
  ])('that a thief of the store has put there %s are none', async (_name, forge) => {
    const shop = await openShop()
    await shop.keep(forge(shop.credentials.apiV3Key as string))
    const receiver = shop.receives()
    await ready(receiver)
    expect(serialsOf(receiver)).toEqual([])
    const sender = shop.sends()
    await ready(sender)
    expect(serialsOf(sender)).toEqual(Object.keys(shop.credentials.platformKeys).sort())
    expect(shop.asked()).toBe(1)
    // And the store has good ones again.
    await ready(receiver)
    expect(serialsOf(receiver)).toHaveLength(0)
    advanceClock(shop.mock, 60_000)
    await ready(receiver)
    expect(serialsOf(receiver)).toHaveLength(2)
  })

  it('are fetched all the same where the store fails, or another process holds them for long', async () => {
    const down = () => Promise.reject(new Error('no connection'))
    const store: Store = { claim: down, renew: down, write: down, confirm: down, release: down }
    const shop = await openShop(store)
    await ready(shop.sends())
    expect(shop.asked()).toBe(1)
    await expect(ready(shop.receives())).rejects.toThrow('no connection')

    const held = await openShop()
    await held.store.claim(key(held.credentials.merchantId), 60_000)
    // Nobody gives it back: time passes.
    const { clock } = held.credentials
    await ready(held.sends({ clock }))
    expect(held.asked()).toBe(1)
    const receiver = held.receives({ clock })
    await ready(receiver)
    expect(serialsOf(receiver)).toEqual([])
  })

  it('are kept by the account also where the store throws before it has promised anything', async () => {
    const broken = (): never => {
      throw new Error('no connection')
    }
    const claim = async () => ({ state: 'claimed', token: '1' }) as const
    const shop = await openShop({ claim, renew: broken, write: broken, confirm: broken, release: broken })
    const account = shop.sends()
    await ready(account)
    expect(serialsOf(account)).toEqual(Object.keys(shop.credentials.platformKeys).sort())
  })

  it('that could not be fetched are free for the next', async () => {
    const shop = await openShop()
    const wrong = shop.sends({ apiV3Key: '0123456789abcdef0123456789abcdef' })
    expect(await failure(ready(wrong))).toMatchObject({ code: 'DECRYPTION_FAILED' })
    const before = shop.credentials.clock!.now()
    await ready(shop.sends())
    expect(shop.credentials.clock!.now()).toBe(before)
  })

  it('refuses what is no store', () => {
    const none = {} as Store
    expect(() => fetchCertificates(async () => ({}) as never, { store: none })).toThrow('must have the function claim')
    expect(() => sharedCertificates(none)).toThrow('must have the function claim')
  })
})

function sealed(apiV3Key: string, text: string): string {
  const nonce = '61f9c719728a'
  const algorithm = 'AEAD_AES_256_GCM'
  const ciphertext = sealAead(apiV3Key, nonce, 'certificate', text)
  const encrypt_certificate = { algorithm, nonce, associated_data: 'certificate', ciphertext }
  return JSON.stringify({ data: [{ serial_no: '1', encrypt_certificate }] })
}
