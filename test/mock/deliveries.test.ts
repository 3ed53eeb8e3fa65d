import { amount, createClient, isShroffError } from 'shroff'
import { alipay, createPayment as createAlipayPayment } from 'shroff/alipay'
import { mockAlipay } from 'shroff/alipay/mock'
import {
  advanceClock,
  createMockGateway,
  deliverWebhooks,
  type Forgery,
  forgeWebhook,
  type MockGateway,
  pay,
  settleRefund,
} from 'shroff/mock'
import {
  acknowledge,
  createPayment,
  getPayment,
  receiveWebhook,
  refundPayment,
  type WechatpayEvent,
  wechatpay,
} from 'shroff/wechatpay'
import { mockWechatpay } from 'shroff/wechatpay/mock'
import { describe, expect, it } from 'vitest'
import { judgeWebhook } from '../oracle/wechatpay.js'
import { noon } from '../support/noon.js'
import { openWechatpayShop, tea } from '../support/wechatpay-shop.js'

const order = { provider: 'wechatpay', orderId: tea.orderId } as const
const received = () => new Response(null, { status: 204 })
const refusing = () => new Response(null, { status: 500 })

async function paidShop() {
  const shop = await openWechatpayShop()
  await createPayment(shop.client, { channel: 'qr', ...tea })
  await pay(shop.mock, order)
  const events: WechatpayEvent[] = []
  /** A merchant's handler: verifies, remembers, acknowledges. */
  const handler = async (request: Request) => {
    events.push(await receiveWebhook(shop.account, request))
    return acknowledge(shop.account, 'received')
  }
  return { ...shop, events, handler }
}

describe('a webhook', () => {
  it('goes to the address of the order, and passes the oracle', async () => {
    const { mock, credentials } = await paidShop()
    const seen: string[] = []
    const to = async (request: Request) => {
      const { apiV3Key, platformKeys: keys } = credentials
      const body = new Uint8Array(await request.arrayBuffer())
      const facts = { keys, apiV3Key, now: mock.clock.now() }
      const { event, resource } = judgeWebhook({ headers: Object.fromEntries(request.headers), body }, facts)
      seen.push(`${request.method} ${request.url} ${event.event_type} ${resource.out_trade_no}`)
      return received()
    }
    const reports = await deliverWebhooks(mock, { to })
    expect(seen).toEqual(['POST https://shop.example/notify TRANSACTION.SUCCESS T-1001'])
    expect(reports).toEqual([{ provider: 'wechatpay', id: '1', attempt: 1, status: 204, at: noon.getTime() }])
    // Acknowledged, it does not come again.
    expect(await deliverWebhooks(mock, { to, untilSettled: true })).toEqual([])
    expect(mock.clock.now()).toBe(noon.getTime())
  })

  it('of a refund goes to the address of the refund, if it has one', async () => {
    const { mock, client, handler, events } = await paidShop()
    const refund = { orderId: tea.orderId, amount: amount('1.00', 'CNY'), orderAmount: tea.amount }
    await refundPayment(client, { ...refund, refundId: 'R-1', notifyUrl: 'https://shop.example/refunds' })
    await refundPayment(client, { ...refund, refundId: 'R-2' })
    await settleRefund(mock, { provider: 'wechatpay', refundId: 'R-1' })
    await settleRefund(mock, { provider: 'wechatpay', refundId: 'R-2', status: 'needs-action' })
    await settleRefund(mock, { provider: 'wechatpay', refundId: 'R-2', status: 'closed' })
    const urls: string[] = []
    await deliverWebhooks(mock, {
      to: (request) => {
        urls.push(request.url)
        return handler(request)
      },
    })
    expect(urls.map((url) => new URL(url).pathname)).toEqual(['/notify', '/refunds', '/notify', '/notify'])
    // Each tells the state of its moment, though the refund has gone on since.
    expect(events.map(({ type }) => type)).toEqual([
      'payment.paid',
      'refund.succeeded',
      'refund.needs-action',
      'refund.closed',
    ])
  })

  it('about the payment says SUCCESS even after a refund', async () => {
    const { mock, client, handler, events } = await paidShop()
    await refundPayment(client, {
      orderId: tea.orderId,
      refundId: 'R-1',
      amount: tea.amount,
      orderAmount: tea.amount,
    })
    await settleRefund(mock, { provider: 'wechatpay', refundId: 'R-1' })
    await deliverWebhooks(mock, { to: handler, order: 'reversed' })
    expect(events.map(({ type }) => type)).toEqual(['refund.succeeded', 'payment.paid'])
    expect(events[1]).toMatchObject({ payment: { status: 'paid', refunds: 'none' } })
  })

  it.each([
    ['queued', ['alipay', 'wechatpay', 'alipay']],
    ['reversed', ['alipay', 'wechatpay', 'alipay']],
    ['queued', ['wechatpay', 'alipay', 'wechatpay']],
    ['reversed', ['wechatpay', 'wechatpay', 'alipay']],
  ] as const)('of one provider or another comes in the order of events, %s: %j', async (sequence, names) => {
    const mock = await createMockGateway({ providers: [mockWechatpay(), mockAlipay()], now: noon })
    const { transport } = mock
    const wechatpayClient = createClient({ account: wechatpay(mock.credentials('wechatpay')), transport })
    const alipayClient = createClient({ account: alipay(mock.credentials('alipay')), transport })
    const place = {
      wechatpay: (orderId: string) => createPayment(wechatpayClient, { channel: 'qr', ...tea, orderId }),
      alipay: (orderId: string) => createAlipayPayment(alipayClient, { channel: 'qr', ...tea, orderId }),
    }
    for (const [index, provider] of names.entries()) {
      await place[provider](`T_100${index}`)
      await pay(mock, { provider, orderId: `T_100${index}` })
    }
    const reports = await deliverWebhooks(mock, { to: () => new Response('success'), order: sequence })
    expect(reports.map(({ provider }) => provider)).toEqual(sequence === 'queued' ? names : [...names].reverse())
  })

  it('delivered late is signed late', async () => {
    const { mock, handler, events } = await paidShop()
    advanceClock(mock, 3_600_000)
    expect(await deliverWebhooks(mock, { to: handler })).toMatchObject([{ at: noon.getTime() + 3_600_000 }])
    expect(events).toHaveLength(1)
  })

  it('delivered twice keeps its id and gets a fresh signature', async () => {
    const { mock, account } = await paidShop()
    const seen: { id: string; nonce: string | null; signature: string | null }[] = []
    const reports = await deliverWebhooks(mock, {
      times: 2,
      to: async (request) => {
        const { headers } = request
        const { id } = await receiveWebhook(account, request)
        seen.push({ id, nonce: headers.get('wechatpay-nonce'), signature: headers.get('wechatpay-signature') })
        return received()
      },
    })
    expect(reports.map(({ attempt }) => attempt)).toEqual([1, 2])
    expect(seen[0]!.id).toBe('EV-20260304120000000001')
    expect(seen[1]!.id).toBe(seen[0]!.id)
    expect(seen[1]!.nonce).not.toBe(seen[0]!.nonce)
    expect(seen[1]!.signature).not.toBe(seen[0]!.signature)
  })
})

describe('a webhook that is not acknowledged', () => {
  // Wire page, section 20: seconds between one try and the next.
  const schedule = [15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10800, 10800, 10800, 21600, 21600]

  it('comes again along the schedule, and is given up after 15 repetitions', async () => {
    const { mock } = await paidShop()
    const reports = await deliverWebhooks(mock, { to: refusing, untilSettled: true })
    const times = reports.map(({ at }) => (at - noon.getTime()) / 1000)
    expect(times.slice(1).map((time, index) => time - times[index]!)).toEqual(schedule)
    expect(reports.map(({ attempt }) => attempt)).toEqual(Array.from({ length: 16 }, (_, index) => index + 1))
    // 24 h 4 min in all.
    expect(times.at(-1)).toBe(86_640)
    advanceClock(mock, 7 * 86_400_000)
    expect(await deliverWebhooks(mock, { to: refusing })).toEqual([])
  })

  it('stops at the first acknowledgement', async () => {
    const { mock } = await paidShop()
    let calls = 0
    const to = () => new Response(null, { status: ++calls === 3 ? 200 : 503 })
    const reports = await deliverWebhooks(mock, { to, untilSettled: true })
    expect(reports.map(({ status, at }) => [status, at - noon.getTime()])).toEqual([
      [503, 0],
      [503, 15_000],
      [200, 30_000],
    ])
  })

  it('is not due before its time', async () => {
    const { mock } = await paidShop()
    await deliverWebhooks(mock, { to: refusing })
    advanceClock(mock, 14_999)
    expect(await deliverWebhooks(mock, { to: received })).toEqual([])
    advanceClock(mock, 1)
    expect(await deliverWebhooks(mock, { to: received })).toMatchObject([{ attempt: 2 }])
  })

  it.each([201, 302, 400])('%i is no acknowledgement', async (status) => {
    const { mock } = await paidShop()
    await deliverWebhooks(mock, { to: () => new Response(null, { status }) })
    advanceClock(mock, 15_000)
    expect(await deliverWebhooks(mock, { to: received })).toHaveLength(1)
  })

  it('because the handler throws: the error comes out here, the webhook comes again', async () => {
    const { mock, handler, events } = await paidShop()
    const broken = () => {
      throw new Error('no database')
    }
    await expect(deliverWebhooks(mock, { to: broken })).rejects.toThrow('no database')
    expect(mock.journal.at(-1)).toMatchObject({ kind: 'webhook', attempt: 1, status: 500 })
    advanceClock(mock, 15_000)
    await deliverWebhooks(mock, { to: handler })
    expect(events).toHaveLength(1)
  })
})

it('a handler may call the provider and deliver what is due itself', async () => {
  const { mock, client, account } = await paidShop()
  const events: string[] = []
  const inner = async (request: Request) => {
    events.push((await receiveWebhook(account, request)).type)
    return received()
  }
  const reports = await deliverWebhooks(mock, {
    untilSettled: true,
    to: async (request) => {
      const event = await receiveWebhook(account, request)
      events.push(event.type)
      if (event.type !== 'payment.paid') return received()
      expect(await getPayment(client, { orderId: event.orderId })).toMatchObject({ status: 'paid' })
      const full = { amount: tea.amount, orderAmount: tea.amount }
      await refundPayment(client, { orderId: event.orderId, refundId: 'R-1', ...full })
      await settleRefund(mock, { provider: 'wechatpay', refundId: 'R-1' })
      await deliverWebhooks(mock, { to: inner })
      return received()
    },
  })
  // The inner call also found the outer one's webhook, which is not acknowledged yet.
  expect(events).toEqual(['payment.paid', 'payment.paid', 'refund.succeeded'])
  expect(reports).toHaveLength(1)
  expect(await deliverWebhooks(mock, { to: inner, untilSettled: true })).toEqual([])
})

describe('misuse', () => {
  it.each([0, -1, 1.5, Number.NaN])('times: %d', async (times) => {
    const { mock } = await paidShop()
    await expect(deliverWebhooks(mock, { to: received, times })).rejects.toThrow(RangeError)
    // And nothing is lost by it.
    expect(await deliverWebhooks(mock, { to: received })).toHaveLength(1)
  })

  it('an unknown provider', async () => {
    const { mock } = await paidShop()
    await expect(deliverWebhooks(mock as MockGateway, { to: received, provider: 'alipay' })).rejects.toThrow(
      'The mock gateway has no provider alipay; it has wechatpay.',
    )
    expect(await deliverWebhooks(mock, { to: received, provider: 'wechatpay' })).toHaveLength(1)
  })
})

describe('a forged webhook is refused', () => {
  const reasons: [Forgery, string][] = [
    ['tampered-body', 'SIGNATURE_INVALID'],
    ['wrong-key', 'SIGNATURE_INVALID'],
    ['unsigned', 'SIGNATURE_MISSING'],
    ['unknown-serial', 'KEY_UNKNOWN'],
    ['replayed', 'TIMESTAMP_OUT_OF_WINDOW'],
    ['from-the-future', 'TIMESTAMP_OUT_OF_WINDOW'],
    ['probe', 'SIGNATURE_PROBE'],
    ['foreign-merchant', 'WEBHOOK_NOT_OURS'],
    ['foreign-app', 'WEBHOOK_NOT_OURS'],
    ['wrong-secret', 'DECRYPTION_FAILED'],
  ]
  it.each(reasons)('%s: %s, for a payment and for a refund', async (forgery, code) => {
    const { mock, account, client, credentials } = await paidShop()
    const full = { amount: tea.amount, orderAmount: tea.amount }
    await refundPayment(client, { orderId: tea.orderId, refundId: 'R-1', ...full })
    await settleRefund(mock, { provider: 'wechatpay', refundId: 'R-1' })
    const parameters = { provider: 'wechatpay', forgery } as const
    for (const request of [
      await forgeWebhook(mock, { ...parameters, orderId: tea.orderId }),
      await forgeWebhook(mock, { ...parameters, refundId: 'R-1' }),
    ]) {
      const copy = request.clone()
      const error: unknown = await receiveWebhook(account, request).catch((thrown: unknown) => thrown)
      expect(isShroffError(error) && [error.code, error.outcome]).toEqual([code, 'not-sent'])
      // By an independent judge: what is forged about the envelope breaks the wire protocol, a foreign party does not.
      const { apiV3Key, platformKeys: keys } = credentials
      const body = new Uint8Array(await copy.arrayBuffer())
      const facts = { keys, apiV3Key, now: mock.clock.now() }
      const judge = () => judgeWebhook({ headers: Object.fromEntries(copy.headers), body }, facts)
      if (forgery.startsWith('foreign')) expect(judge).not.toThrow()
      else expect(judge).toThrow()
    }
    // Nothing is queued by it, and nothing moves.
    expect(await deliverWebhooks(mock, { to: received })).toHaveLength(2)
  })

  it('of partners too', async () => {
    const shop = await openWechatpayShop({
      mock: { subMerchantIds: ['1900000109'] },
      account: { partner: true, subMerchantId: '1900000109' },
    })
    await createPayment(shop.client, { channel: 'qr', ...tea })
    for (const forgery of ['foreign-merchant', 'foreign-app'] as const) {
      const request = await forgeWebhook(shop.mock, { ...order, forgery })
      await expect(receiveWebhook(shop.account, request)).rejects.toMatchObject({ code: 'WEBHOOK_NOT_OURS' })
    }
  })

  it('or is none: an unknown forgery, order, refund or provider', async () => {
    const { mock } = await paidShop()
    const forge = (parameters: object) => forgeWebhook(mock, { ...order, forgery: 'probe', ...parameters } as never)
    await expect(forge({ forgery: 'tampered' })).rejects.toThrow(
      'forgeWebhook: the mock of wechatpay has no forgery "tampered"; it has tampered-body, wrong-key, unsigned,',
    )
    await expect(forge({ orderId: 'T-none' })).rejects.toThrow('the mock gateway has no order T-none at wechatpay')
    await expect(forge({ orderId: undefined, refundId: 'R-none' })).rejects.toThrow('has no')
    await expect(forge({ provider: 'alipay' })).rejects.toThrow('The mock gateway has no provider alipay')
  })
})

it('one gateway does not deliver the webhooks of another', async () => {
  const { mock } = await paidShop()
  const other = await createMockGateway({ providers: [] })
  expect(await deliverWebhooks(other, { to: received })).toEqual([])
  expect(await deliverWebhooks(mock, { to: received })).toHaveLength(1)
})
