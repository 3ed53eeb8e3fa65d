import { createClient, type ObserveEvent } from 'shroff'
import * as alipay from 'shroff/alipay'
import { mockAlipay } from 'shroff/alipay/mock'
import * as antom from 'shroff/antom'
import { mockAntom } from 'shroff/antom/mock'
import { createMockGateway, deliverWebhooks, type Forgery, forgeWebhook, pay } from 'shroff/mock'
import { memoryStore, type Store } from 'shroff/store'
import * as unionpay from 'shroff/unionpay'
import { mockUnionpay } from 'shroff/unionpay/mock'
import { type WebhookHandlerOptions, type WebhookSource, webhookHandler } from 'shroff/webhook'
import * as wechatpay from 'shroff/wechatpay'
import { mockWechatpay } from 'shroff/wechatpay/mock'
import { describe, expect, it } from 'vitest'
import { handClock } from '../support/hand-clock.js'
import { noon } from '../support/noon.js'

const notifyUrl = 'https://shop.example/notify'
const tea = { amount: { currency: 'CNY', value: 2500 }, description: 'Oolong tea', notifyUrl } as const
const names = ['wechatpay', 'alipay', 'antom', 'unionpay'] as const
type Name = (typeof names)[number]

/** A shop at four mocks, and an order that is paid at each. */
async function openShop() {
  const mock = await createMockGateway({
    providers: [mockWechatpay(), mockAlipay(), mockAntom(), mockUnionpay()],
    now: noon,
  })
  const { transport } = mock
  const accounts = {
    wechatpay: wechatpay.wechatpay(mock.credentials('wechatpay')),
    alipay: alipay.alipay(mock.credentials('alipay')),
    antom: antom.antom(mock.credentials('antom')),
    unionpay: unionpay.unionpay(mock.credentials('unionpay')),
  }
  const qr = { channel: 'qr', ...tea } as const
  const place: Record<Name, (orderId: string) => Promise<unknown>> = {
    wechatpay: (orderId) =>
      wechatpay.createPayment(createClient({ account: accounts.wechatpay, transport }), { ...qr, orderId }),
    alipay: (orderId) =>
      alipay.createPayment(createClient({ account: accounts.alipay, transport }), { ...qr, orderId }),
    antom: (orderId) => antom.createPayment(createClient({ account: accounts.antom, transport }), { ...qr, orderId }),
    unionpay: (orderId) =>
      unionpay.createPayment(createClient({ account: accounts.unionpay, transport }), {
        ...qr,
        orderId,
        placedAt: noon,
      }),
  }
  const sources: Record<Name, WebhookSource> = {
    wechatpay: wechatpay.wechatpayWebhooks(accounts.wechatpay),
    alipay: alipay.alipayWebhooks(accounts.alipay),
    antom: antom.antomWebhooks(accounts.antom),
    unionpay: unionpay.unionpayWebhooks(accounts.unionpay),
  }
  const paid = async (provider: Name, orderId = 'T0001001') => {
    await place[provider](orderId)
    await pay(mock, { provider, orderId })
  }
  return { mock, accounts, sources, paid }
}

type Options = Partial<WebhookHandlerOptions<WebhookSource>>

/** A handler that notes what it was told, and whose time stands still. */
function handlerOf(accounts: readonly WebhookSource[], more: Options = {}) {
  const events: { type: string; orderId?: string }[] = []
  const told: ObserveEvent[] = []
  const clock = handClock(noon.getTime())
  const handler = webhookHandler({
    accounts,
    store: memoryStore({ clock }),
    onEvent: (event) => void events.push(event as never),
    observe: (event) => void told.push(event),
    clock,
    ...more,
  })
  const ends = () => told.flatMap((event) => (event.stage === 'handled' ? [event.end] : []))
  return { handler, events, told, ends, clock }
}

describe.each(names)('at %s', (provider) => {
  it('an event is worked on once, however often it comes, and answered as the provider wants it', async () => {
    const { mock, sources, paid } = await openShop()
    await paid(provider)
    const { handler, events, ends } = handlerOf([sources[provider]])
    const reports = await deliverWebhooks(mock, { to: handler, times: 3, untilSettled: true })
    expect(reports.every(({ status }) => status === 200)).toBe(true)
    expect(events).toMatchObject([{ type: 'payment.paid', orderId: 'T0001001' }])
    expect(ends()).toEqual(['received', 'repeated', 'repeated'])
  })

  it('what throws comes again, and is then done', async () => {
    const { mock, sources, paid } = await openShop()
    await paid(provider)
    let works = false
    const seen: string[] = []
    const { handler, ends, told } = handlerOf([sources[provider]], {
      onEvent(event) {
        if (!works) throw new Error('the database is away')
        seen.push(event.id)
      },
    })
    await deliverWebhooks(mock, { to: handler })
    works = true
    await deliverWebhooks(mock, { to: handler, untilSettled: true })
    expect(seen).toHaveLength(1)
    expect(ends()).toEqual(['failed', 'received'])
    expect(told[0]).toMatchObject({ end: 'failed', eventId: seen[0], error: new Error('the database is away') })
    expect(told[0]).not.toHaveProperty('code')
  })

  it.each(['tampered-body', 'wrong-key', 'unsigned', 'foreign-merchant'] as const)(
    'one that is %s is worked on by nobody, and says nothing on the wire',
    async (forgery: Forgery) => {
      const { mock, sources, paid } = await openShop()
      await paid(provider)
      const { handler, events, ends } = handlerOf([sources[provider]])
      const request = await forgeWebhook(mock, { provider, orderId: 'T0001001', forgery }).catch(() => undefined)
      // Not every wire has each of them.
      if (!request) return expect(provider).toBe('alipay')
      const reply = await handler(request)
      expect([reply.status, await reply.text()]).toEqual([500, ''])
      expect(events).toEqual([])
      expect(ends()).toEqual(['unverified'])
    },
  )

  it('is found among four providers and by its own path', async () => {
    const { mock, sources, paid } = await openShop()
    await paid(provider)
    const all = Object.values(sources)
    const { handler, events } = handlerOf(all)
    await deliverWebhooks(mock, { to: handler })
    expect(events).toMatchObject([{ type: 'payment.paid', provider }])
    const elsewhere = handlerOf([{ ...sources[provider], path: '/elsewhere' }])
    await paid(provider, 'T0001002')
    const [report] = await deliverWebhooks(mock, { to: elsewhere.handler })
    expect(report!.status).toBe(500)
    expect(elsewhere.ends()).toEqual(['unverified'])
  })
})

describe('work that takes its time', () => {
  it('is answered "again" when the provider’s patience is over, goes on, and is found done', async () => {
    const { mock, sources, paid } = await openShop()
    await paid('wechatpay')
    let finish = () => {}
    const kept: Promise<unknown>[] = []
    const { handler, ends, told, clock } = handlerOf([sources.wechatpay], {
      onEvent: () => new Promise<void>((resolve) => (finish = resolve)),
      waitUntil: (work) => void kept.push(work),
    })
    const delivered = deliverWebhooks(mock, { to: handler })
    await clock.until(() => clock.sleeping >= 2)
    await clock.pass(4_000)
    const [slow] = await delivered
    expect(slow!.status).toBe(500)
    expect([ends(), kept.length]).toEqual([['slow'], 1])
    const [{ call }] = told as [ObserveEvent]
    // While it goes on nobody else works on it.
    const again = deliverWebhooks(mock, { to: handler, untilSettled: true })
    await clock.until(() => ends().includes('busy'))
    finish()
    await kept[0]
    expect(told.find((event) => event.stage === 'handled' && event.end === 'received')!.call).toBe(call)
    expect((await again).at(-1)!.status).toBe(200)
    expect(ends()).toEqual(expect.arrayContaining(['slow', 'busy', 'received', 'repeated']))
    expect(ends().filter((end) => end === 'received')).toHaveLength(1)
  })

  it('keeps its lease while it goes on, and is told when it is lost', async () => {
    const { mock, sources, paid } = await openShop()
    await paid('alipay')
    let signal: AbortSignal | undefined
    let finish = () => {}
    let renews = true
    const clock = handClock(noon.getTime())
    const store = memoryStore({ clock })
    const failing: Store = { ...store, renew: async (...given) => renews && store.renew(...given) }
    const { handler, ends } = handlerOf([sources.alipay], {
      clock,
      store: failing,
      onEvent(_, work) {
        signal = work.signal
        return new Promise<void>((resolve) => (finish = resolve))
      },
    })
    const delivered = deliverWebhooks(mock, { to: handler })
    await clock.until(() => clock.sleeping >= 2)
    for (let seconds = 0; seconds < 60; seconds += 5) await clock.pass(5_000)
    expect(signal!.aborted).toBe(false)
    renews = false
    for (let seconds = 0; seconds < 40; seconds += 5) await clock.pass(5_000)
    expect(signal!.aborted).toBe(true)
    finish()
    await delivered
    await clock.until(() => ends().includes('lost'))
    expect(ends()).toEqual(['slow', 'lost'])
  })
})

describe('several accounts behind one address', () => {
  it('of one provider, by what a message claims', async () => {
    const one = await openShop()
    const merchantId = '777290058167151'
    const strangers = unionpay.unionpayWebhooks(unionpay.unionpay({ ...one.mock.credentials('unionpay'), merchantId }))
    await one.paid('unionpay')
    const { handler, events } = handlerOf([strangers, one.sources.unionpay])
    await deliverWebhooks(one.mock, { to: handler })
    expect(events).toHaveLength(1)
  })

  it('of WeChat Pay with one key, by whose APIv3 key opens it', async () => {
    const shop = await openShop()
    const { sources, mock, paid } = shop
    const stranger = wechatpay.wechatpay({
      ...mock.credentials('wechatpay'),
      merchantId: '1900000109',
      apiV3Key: 'a7cde1ZJB1kG2e7VfTs3jQzaWizur8Gb',
    })
    await paid('wechatpay')
    const { handler, events, ends } = handlerOf([wechatpay.wechatpayWebhooks(stranger), sources.wechatpay])
    await deliverWebhooks(mock, { to: handler })
    expect(events).toMatchObject([{ type: 'payment.paid', orderId: 'T0001001' }])
    expect(ends()).toEqual(['received'])
  })

  it('of WeChat Pay with a new key, which one of them has not heard of yet', async () => {
    const { mock, paid } = await openShop()
    const { platformKeys, ...rest } = mock.credentials('wechatpay')
    const stranger = wechatpay.wechatpay({
      ...mock.credentials('wechatpay'),
      merchantId: '1900000109',
      apiV3Key: 'a7cde1ZJB1kG2e7VfTs3jQzaWizur8Gb',
    })
    const old = { PUB_KEY_ID_0000000000000000000000000000000001: Object.values(platformKeys)[0]! }
    const own = wechatpay.wechatpay({ ...rest, platformKeys: old, refreshPlatformKeys: async () => platformKeys })
    await paid('wechatpay')
    const accounts = [wechatpay.wechatpayWebhooks(stranger), wechatpay.wechatpayWebhooks(own)]
    const { handler, ends } = handlerOf(accounts)
    const [report] = await deliverWebhooks(mock, { to: handler })
    expect([report!.status, ends()]).toEqual([200, ['received']])
  })

  it('of a partner, by the sub-merchant', async () => {
    const { mock } = await openShop()
    const partner = (subMerchantId: string) =>
      wechatpay.wechatpayWebhooks(
        wechatpay.wechatpay({ ...mock.credentials('wechatpay'), partner: true, subMerchantId }),
      )
    expect(() => handlerOf([partner('1900000109'), partner('1900000110')])).not.toThrow()
  })

  it('checks the signature of a forged message once', async () => {
    const { mock, accounts, paid, sources } = await openShop()
    await paid('wechatpay')
    let asked = 0
    const counted = [1, 2, 3].map((number) => ({
      ...wechatpay.wechatpayWebhooks(accounts.wechatpay),
      name: `wechatpay/${number}`,
      receive: (...given: Parameters<WebhookSource['receive']>) => {
        asked += 1
        return sources.wechatpay.receive(...given)
      },
    }))
    const { handler } = handlerOf(counted)
    await handler(await forgeWebhook(mock, { provider: 'wechatpay', orderId: 'T0001001', forgery: 'wrong-key' }))
    expect(asked).toBe(1)
  })
})

it('says of a body that a framework has read what to do, in the event', async () => {
  const { sources } = await openShop()
  const { handler, told } = handlerOf([sources.wechatpay])
  const request = new Request(notifyUrl, { method: 'POST', body: '{}' })
  await request.text()
  expect((await handler(request)).status).toBe(500)
  const error = expect.objectContaining({ next: expect.stringContaining('Hono (c.req.raw)') })
  expect(told).toEqual([
    expect.objectContaining({ provider: 'wechatpay', end: 'unverified', code: 'CONFIG_INVALID', error }),
  ])
})

it.each([undefined, null, {}, { headers: {} }, 'text'])('answers what is no request at all: %j', async (incoming) => {
  const { sources } = await openShop()
  const { handler, told } = handlerOf(Object.values(sources))
  expect((await handler(incoming as never)).status).toBe(500)
  expect(told).toMatchObject([{ provider: 'unknown', end: 'unverified', code: 'CONFIG_INVALID' }])
})

it('tells how late it came, where the event tells when it happened', async () => {
  const late: Record<string, unknown> = {}
  for (const provider of names) {
    const { mock, sources, paid } = await openShop()
    await paid(provider)
    const { handler, told, clock } = handlerOf([sources[provider]])
    await clock.pass(7_000)
    await deliverWebhooks(mock, { to: handler })
    late[provider] = told.map((event) => (event as { lateMilliseconds?: number }).lateMilliseconds)
  }
  expect(late).toEqual({ wechatpay: [7_000], alipay: [7_000], antom: [7_000], unionpay: [undefined] })
})

it('keeps two events apart that their provider gave no number, by their bytes', async () => {
  const { sources } = await openShop()
  const source = { ...sources.antom, receive: async () => ({ id: '', provider: 'antom' }) }
  const { handler, ends, events } = handlerOf([source])
  for (const body of ['one', 'two', 'one']) await handler({ headers: {}, body, encoding: 'utf8' })
  expect(ends()).toEqual(['received', 'received', 'repeated'])
  expect(events).toHaveLength(2)
})

it('answers "again" where the store does not answer, and works on nothing', async () => {
  const { mock, sources, paid } = await openShop()
  await paid('antom')
  const store = { ...memoryStore(), claim: async () => Promise.reject(new Error('no connection')) } as Store
  const { handler, events, ends } = handlerOf([sources.antom], { store })
  await deliverWebhooks(mock, { to: handler })
  expect([events, ends()]).toEqual([[], ['failed']])
})

it.each(['claim', 'confirm', 'release'] as const)(
  'answers "again" in time where the store hangs in %s',
  async (step) => {
    const { mock, sources, paid } = await openShop()
    await paid('wechatpay')
    const store: Store = { ...memoryStore(), [step]: () => new Promise(() => {}) }
    const onEvent = () => (step === 'release' ? Promise.reject(new Error('no')) : undefined)
    const { handler, ends, clock } = handlerOf([sources.wechatpay], { store, onEvent })
    const delivered = deliverWebhooks(mock, { to: handler })
    await clock.until(() => clock.sleeping >= 1)
    await clock.pass(4_000)
    expect([(await delivered)[0]!.status, ends()]).toEqual([500, ['slow']])
  },
)

it('tells what onEvent threw, not what the store throws while it is given back', async () => {
  const { mock, sources, paid } = await openShop()
  await paid('wechatpay')
  const release = () => {
    throw new Error('no promise')
  }
  const onEvent = () => Promise.reject(new Error('sold out'))
  const { handler, told } = handlerOf([sources.wechatpay], { store: { ...memoryStore(), release }, onEvent })
  await deliverWebhooks(mock, { to: handler })
  expect(told.at(-1)).toMatchObject({ end: 'failed', error: { message: 'sold out' } })
})

it('tells what it holds, and nothing secret', async () => {
  const { mock, sources, paid } = await openShop()
  await paid('unionpay')
  const { handler, told } = handlerOf([sources.unionpay])
  await deliverWebhooks(mock, { to: handler })
  expect(told.at(-1)).toMatchObject({
    provider: 'unionpay',
    action: 'webhookHandler',
    stage: 'handled',
    end: 'received',
    eventId: expect.stringMatching(/^01\/\d{21}$/),
    milliseconds: 0,
  })
  expect(JSON.stringify(told)).not.toMatch(/MII|signature"/)
})

describe('options', () => {
  const good = async () => ({ accounts: [(await openShop()).sources.antom], store: memoryStore(), onEvent: () => {} })
  it.each([
    ['accounts', { accounts: [] }],
    ['accounts', { accounts: [{ merchantId: '1' }] }],
    ['store', { store: {} }],
    ['onEvent', { onEvent: undefined }],
    ['lease', { lease: 1 }],
    ['observe', { observe: 'console' }],
    ['waitUntil', { waitUntil: true }],
    ['accounts', { account: 1 }],
  ])('%s: %j', async (name, change) => {
    const options = { ...(await good()), ...change } as never
    expect(() => webhookHandler(options)).toThrow(name)
  })

  it('one account twice', async () => {
    const options = await good()
    expect(() => webhookHandler({ ...options, accounts: [...options.accounts, ...options.accounts] })).toThrow('twice')
  })
})
